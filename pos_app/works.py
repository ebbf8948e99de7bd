"""The works behind the glass: every worker on its own thread, and what is joined to what."""

from __future__ import annotations

from pos_app.config import Profile, Settings
from pos_app.devices.receipt import Heading
from pos_app.devices.speaker import Speaker
from pos_app.keeping import Keeper
from pos_app.opening import Opener
from pos_app.ui import wiring, workers
from pos_app.ui.account_worker import AccountWorker
from pos_app.ui.cart_worker import CartWorker
from pos_app.ui.checkout_worker import CheckoutWorker
from pos_app.ui.doctor_worker import DoctorWorker
from pos_app.ui.export_worker import ExportWorker
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.main_window import MainWindow
from pos_app.ui.phone_worker import PhoneWorker
from pos_app.ui.picture_worker import PictureWorker
from pos_app.ui.print_worker import PrintWorker
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.refund_worker import RefundWorker
from pos_app.ui.remedy_worker import RemedyWorker
from pos_app.ui.report_worker import ReportWorker
from pos_app.ui.resources import RESOURCES
from pos_app.ui.shift_worker import ShiftWorker
from pos_app.ui.staff_worker import StaffWorker
from pos_app.ui.stock_worker import StockWorker
from pos_app.ui.update_worker import UpdateWorker
from pos_app.ui.voice_worker import VoiceWorker
from pos_app.update_commands import source_for, updater_for


class Works:
    """Makes the workers of a furnished window, joins them and sets them going, until ``stop``."""

    def __init__(
        self, window: MainWindow, opener: Opener, profile: Profile, settings: Settings, speaker: Speaker | None
    ) -> None:  # fmt: skip
        self.checkout, self._refunds = CheckoutWorker(), RefundWorker()
        self._reading, self._phone = ReadingWorker(), PhoneWorker()
        self._keeper = Keeper(profile, settings)
        shop = window.place.shop
        heading = Heading(shop=shop, till=settings.till.id, training=profile.training)
        self._printer = PrintWorker(settings.receipt, heading, profile.directory)
        self._export = ExportWorker(profile.directory / "exports", shop)
        self._speaker = speaker or Speaker()
        self._voice = VoiceWorker(settings.voice, settings.till.id, RESOURCES / "voice", self._speaker)
        self._people, self._remedies = StaffWorker(), RemedyWorker()
        self._goods, self._carts, self._shifts = GoodsWorker(), CartWorker(), ShiftWorker()
        self._pictures = PictureWorker(profile.directory / "pictures")
        self._stock = StockWorker(RESOURCES / "catalogue" / "initials.txt", profile.directory / "exports")
        self._account = AccountWorker(profile)
        self._reports = ReportWorker(profile.directory / "exports", shop)
        self._doctor = DoctorWorker(profile, profile.directory / "exports")
        self._updates = UpdateWorker(
            updater_for(profile, settings), lambda: source_for(settings), till=settings.till.id,
            automatic=settings.update.automatic if settings.update.url else "no",
        )  # fmt: skip
        self._join(window, opener)
        wiring.connect_doctor(window.doctor, self._doctor)
        window.setup.use_rules(settings.scanning.rules)
        window.settings.page.set_folder(profile.directory)
        window.account.show_settings(settings)
        window.sale.set_start(settings.ui.start)
        self._threads = [
            workers.start(self._keeper, "keeping"),
            workers.start(self._printer, "printer"),
            workers.start(self._export, "export"),
            workers.start(self._voice, "voice"),
            workers.start(self._phone, "phone"),
            workers.start(self._people, "people"),
            workers.start(self._goods, "goods"),
            workers.start(self._carts, "carts"),
            workers.start(self._stock, "stock"),
            workers.start(self._pictures, "pictures"),
            workers.start(self._shifts, "shifts"),
            workers.start(self._reports, "reports"),
            workers.start(self._updates, "updates"),
            workers.start(self._doctor, "doctor"),
            workers.start(self._account, "account"),
            workers.start(self._reading, "reading"),
            workers.start(self._remedies, "remedies"),
            workers.start(self._refunds, "refunds"),
            workers.start(self.checkout, "checkout"),
        ]

    def stop(self) -> None:
        """Let what is in flight come to its end."""
        self._speaker.stop()
        self._keeper.hush()
        self._reports.hush()
        self._updates.hush()
        self._doctor.hush()
        self._account.give_up()
        for thread in reversed(self._threads):
            workers.stop(thread)

    def _join(self, window: MainWindow, opener: Opener) -> None:
        opener.not_kept.connect(window.counter.complain)
        opener.opened.connect(self._people.take_up)
        opener.opened.connect(self._goods.take_up)
        opener.opened.connect(self._carts.take_up)
        opener.opened.connect(self._stock.take_up)
        opener.opened.connect(self._shifts.take_up)
        opener.opened.connect(self._reports.take_up)
        opener.opened.connect(self._reading.take_up)
        opener.opened.connect(self._remedies.take_up)
        opener.opened.connect(self._refunds.take_up)
        opener.opened.connect(self._printer.take_up)
        opener.opened.connect(self._export.take_up)
        opener.opened.connect(self.checkout.take_up)
        opener.opened.connect(self._keeper.take_up)
        opener.opened.connect(self._updates.take_up)
        wiring.connect_account(window.account, self._account)
        window.account.open_requested.connect(window.updates.restart_requested)
        window.settings.page.read_requested.connect(opener.read_settings)
        window.settings.restart_requested.connect(window.updates.restart_requested)
        window.settings.chosen.connect(opener.keep_setting)
        opener.settings_read.connect(window.settings.page.show_settings)
        wiring.connect_updates(window.updates, window.more, self._updates)
        self._keeper.looked_over.connect(self._reading.note_flaws)
        self._keeper.looked_over.connect(self._remedies.note_flaws)
        self._keeper.trouble.connect(window.counter.complain)
        wiring.connect(window.counter, self.checkout, self._refunds, self._reading)
        wiring.connect_goods(window.sale, window.counter, self._goods)
        wiring.connect_carts(window.carts, window.sale, self._carts)
        wiring.connect_stock(window.goods, window.stock, self._stock, self._goods)
        wiring.connect_shifts(window.shifts, self._shifts)
        wiring.connect_drawer(window.shifts, window.paper, self._shifts, self._printer)
        wiring.connect_reports(window.reports, window.reporting, self._reports)
        wiring.connect_voice(window.voice, self._voice, self.checkout, self._refunds)
        wiring.connect_pictures(window.sale.stage.shelf.tiles.pictures, self._pictures)
        wiring.connect_card(window.keys, window.setup, self._printer)
        window.setup.keys_chosen.connect(opener.keep_keys)
        wiring.connect_scans(window.scans, window.scanning, self._goods, self._stock, self._voice)
        window.setup.rules_chosen.connect(opener.keep_rules)
        window.voice.mute_chosen.connect(opener.keep_muted)
        wiring.connect_paper(window.paper, self._printer, self.checkout, self._refunds)
        wiring.connect_export(window.paper, self._export)
        wiring.connect_desk(window.desk, window.counter, self.checkout, self._refunds)
        wiring.connect_remedies(window.desk, self._remedies, self._reading)
        wiring.connect_people(window.counter, window.door, window.staff, self._people)

        opener.practice_opened.connect(self._phone.take_up)
        window.phone.phone_used.connect(self._phone.use)
        window.phone.weather_made.connect(self._phone.make_weather)
        window.phone.weather_cleared.connect(self._phone.clear_weather)
        window.phone.fate_sealed.connect(self._phone.seal)
        self._phone.answered.connect(window.phone.show_answer)
