"""The composition root: the only place that builds and joins the parts of the till."""

from __future__ import annotations

import signal
import sys
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from pos_app.config import Profile, Settings
from pos_app.core.business_day import BEIJING
from pos_app.core.errors import PosError
from pos_app.core.staff import TRAINING_STAFF
from pos_app.devices.receipt import Heading
from pos_app.devices.speaker import Speaker
from pos_app.keeping import Keeper
from pos_app.opening import Opener
from pos_app.ui import theme as look
from pos_app.ui import wiring, workers
from pos_app.ui.checkout_worker import CheckoutWorker
from pos_app.ui.collector import Collector
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.export_worker import ExportWorker
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.i18n import Languages, sentence_for
from pos_app.ui.main_window import MainWindow, Place
from pos_app.ui.phone_worker import PhoneWorker
from pos_app.ui.print_worker import PrintWorker
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.refund_worker import RefundWorker
from pos_app.ui.remedy_worker import RemedyWorker
from pos_app.ui.resources import RESOURCES
from pos_app.ui.staff_worker import StaffWorker
from pos_app.ui.theme import Theme
from pos_app.ui.voice_worker import VoiceWorker

TRAINING_SHOP = "和顺里超市"
_LOOK_UP_MS = 200  # how often a signal from the system, such as Ctrl+C, is noticed


def run(profile: Profile, settings: Settings, trouble: PosError | None = None) -> int:
    """Open the till, and stay until its window is closed; give the exit code.

    ``trouble`` is what keeps it from selling before anything was opened: then the window says so, and no more.
    """
    app = QApplication([sys.argv[0]])
    till = Till(app, profile, settings, trouble=trouble)
    till.window.resize(app.primaryScreen().availableSize())  # where no window manager does it
    till.window.showMaximized()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.quit())
    attention = QTimer()  # Python sees a signal only when it runs a line
    attention.timeout.connect(lambda: None)
    attention.start(_LOOK_UP_MS)
    code = app.exec()
    till.stop()
    return code


def now() -> datetime:
    """Say what time it is for people: Beijing time, as on WeChat Pay's own papers."""
    return datetime.now(BEIJING)


class Till(QObject):
    """A whole till, joined and running. Whoever makes it keeps it, shows ``window``, and calls ``stop``.

    Signals:
        opened: the ledger is open, and a sale can be paid.
    """

    opened = Signal()
    _painted = Signal()

    def __init__(
        self,
        app: QApplication,
        profile: Profile,
        settings: Settings,
        speaker: Speaker | None = None,
        trouble: PosError | None = None,
    ) -> None:
        super().__init__()
        self._trouble = trouble
        self._collector = Collector(self)
        languages = Languages(app)
        languages.use(settings.ui.language.replace("-", "_"))
        theme = Theme(
            dark=look.wants_dark(settings.ui.theme),
            height=app.primaryScreen().availableSize().height(),
            user_scale=settings.ui.scale,
            reduce_motion=settings.ui.reduce_motion,
            parent=self,
        )
        look.apply(app, theme)
        self.place = _place(profile, settings)
        self.customer = CustomerWindow(theme, self.place.shop, now, training=profile.training)
        self.window = MainWindow(theme, languages, self.place, self.customer, now)
        self.customer.follow(self.window)

        self._opener = Opener(profile, settings)
        self._checkout, self._refunds = CheckoutWorker(), RefundWorker()
        self._reading, self._phone = ReadingWorker(), PhoneWorker()
        self._keeper = Keeper(profile, settings)
        heading = Heading(shop=self.place.shop, till=settings.till.id, training=profile.training)
        self._printer = PrintWorker(settings.receipt, heading, profile.directory)
        self._export = ExportWorker(profile.directory / "exports", self.place.shop)
        self._speaker = speaker or Speaker()
        self._voice = VoiceWorker(settings.voice, settings.till.id, RESOURCES / "voice", self._speaker)
        self._people, self._remedies = StaffWorker(), RemedyWorker()
        self._goods = GoodsWorker()
        self._join()
        self._threads = [
            workers.start(self._opener, "opening"),
            workers.start(self._keeper, "keeping"),
            workers.start(self._printer, "printer"),
            workers.start(self._export, "export"),
            workers.start(self._voice, "voice"),
            workers.start(self._phone, "phone"),
            workers.start(self._people, "people"),
            workers.start(self._goods, "goods"),
            workers.start(self._reading, "reading"),
            workers.start(self._remedies, "remedies"),
            workers.start(self._refunds, "refunds"),
            workers.start(self._checkout, "checkout"),
        ]
        self.window.installEventFilter(self)

    def _join(self) -> None:
        window, opener = self.window, self._opener
        if self._trouble is None:
            self._painted.connect(opener.open)
        else:
            self._painted.connect(self._tell_trouble)
        opener.failed.connect(self._fail)
        opener.not_kept.connect(window.counter.complain)
        window.language_chosen.connect(opener.keep_language)
        window.theme_chosen.connect(opener.keep_theme)
        opener.opened.connect(self._people.take_up)
        opener.opened.connect(self._goods.take_up)
        opener.opened.connect(self._reading.take_up)
        opener.opened.connect(self._remedies.take_up)
        opener.opened.connect(self._refunds.take_up)
        opener.opened.connect(self._printer.take_up)
        opener.opened.connect(self._export.take_up)
        opener.opened.connect(self._checkout.take_up)
        opener.opened.connect(self._keeper.take_up)
        self._keeper.looked_over.connect(self._reading.note_flaws)
        self._keeper.looked_over.connect(self._remedies.note_flaws)
        self._keeper.trouble.connect(window.counter.complain)
        self._checkout.taken_up.connect(self._ready)
        wiring.connect(window.counter, self._checkout, self._refunds, self._reading)
        wiring.connect_goods(window.sale, window.counter, self._goods)
        wiring.connect_voice(window.voice, self._voice, self._checkout, self._refunds)
        window.voice.mute_chosen.connect(opener.keep_muted)
        wiring.connect_paper(window.paper, self._printer, self._checkout, self._refunds)
        wiring.connect_export(window.paper, self._export)
        wiring.connect_desk(window.desk, window.counter, self._checkout, self._refunds)
        wiring.connect_remedies(window.desk, self._remedies, self._reading)
        wiring.connect_people(window.counter, window.door, window.staff, self._people)

        opener.practice_opened.connect(self._phone.take_up)
        window.phone.phone_used.connect(self._phone.use)
        window.phone.weather_made.connect(self._phone.make_weather)
        window.phone.weather_cleared.connect(self._phone.clear_weather)
        window.phone.fate_sealed.connect(self._phone.seal)
        self._phone.answered.connect(window.phone.show_answer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the heavy part of opening after the first paint, so that the window is there at once."""
        if event.type() is QEvent.Type.Paint and watched is self.window:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._painted.emit)  # once the frame is out
        return super().eventFilter(watched, event)

    @Slot()
    def _ready(self) -> None:
        self._collector.settle()
        self.window.show_not_ready("")
        self.opened.emit()

    @Slot()
    def _tell_trouble(self) -> None:
        if self._trouble is not None:
            self._fail(self._trouble)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.window.show_not_ready(str(sentence_for(error)))
        self.window.counter.complain(error)

    @Slot()
    def stop(self) -> None:
        """Let what is in flight come to its end, close the ledger last, and take the windows down."""
        self._speaker.stop()
        self._keeper.hush()
        for thread in reversed(self._threads):
            workers.stop(thread)
        for window in (self.window, self.customer):
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        self._collector.stop()


def _place(profile: Profile, settings: Settings) -> Place:
    shop, pins = settings.shop.name, ""
    if profile.training:
        shop, pins = shop or TRAINING_SHOP, " · ".join(f"{name} {pin}" for name, _, pin in TRAINING_STAFF)
    return Place(shop=shop, till=settings.till.id, training=profile.training, muted=settings.voice.muted, pins=pins)
