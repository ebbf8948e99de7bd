"""The cashier's window: title bar, pages and strip. What needs no record is decided here; the rest at the counter."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from pos_app.core.business_day import business_date
from pos_app.core.staff import Act, Member
from pos_app.ui.glass import Glass
from pos_app.ui.i18n import SOURCE_LANGUAGE, Languages
from pos_app.ui.keys import Action
from pos_app.ui.place import Place
from pos_app.ui.sign_in_page import SignInPage
from pos_app.ui.theme import Theme
from pos_app.ui.waits import Waits
from pos_app.ui.widgets.frames import TrainingFrame

if TYPE_CHECKING:  # heavy: imported by whoever makes them, after the first paint
    from pos_app.core.payment import Payment
    from pos_app.ui.rooms import Counter, PaperDesk


_EVERYWHERE = (
    Action.HELP, Action.LANGUAGE, Action.THEME, Action.MUTE, Action.CUSTOMER_WINDOW, Action.PHONE, Action.UNRESOLVED,
    Action.GOODS, Action.REPORTS, Action.STAFF, Action.LOCK, Action.SHIFT, Action.DRAWER, Action.SCANNING,
    Action.KEYS, Action.UPDATES, Action.SETTINGS, Action.DOCTOR,
)  # fmt: skip


class MainWindow(QMainWindow):
    """Owns the pages and the counter. Whoever builds it joins ``counter`` and ``phone`` to what is behind them.

    At first there is what a person sees first: title bar, sign-in page, strip. The rest is made after the first
    paint, a piece at a time by ``furnish_more`` or at once by ``furnish``; whatever asks for it earlier gets it.

    Signals:
        furnished: all of it is there.
        language_chosen: ``str``, such as ``zh_CN``, to be kept.
        theme_chosen: ``bool``: dark or not, to be kept.
    """

    furnished = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        languages: Languages,
        place: Place,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.theme = theme
        self.languages = languages
        self.place = place
        self._now = now
        self._monotonic = monotonic
        self._member: Member | None = None
        self.glass = glass = Glass(theme, now)
        self.pages, self.title, self.strip, self.banner = glass.pages, glass.title, glass.strip, glass.banner
        self.sign_in = SignInPage(theme, Waits(monotonic), pins=place.pins)
        self.sign_in.language_requested.connect(self.change_language)
        glass.add_page(self.sign_in)
        self.title.set_training(place.training)
        self.setCentralWidget(glass)
        if place.training:
            self._frame = TrainingFrame(theme, self)
        self._language_key = self._listen()
        self._pieces = self._make()
        self._is_furnished = False
        self._retranslate()
        self.sign_in.explain(self.tr("Opening the ledger"))

    def _listen(self) -> QShortcut:
        """Hear the keys that work on every page; give the one for the language."""
        heard = {}
        for action in _EVERYWHERE:
            shortcut = QShortcut(self.pages)
            shortcut.setObjectName(f"key_{action.value}")
            shortcut.setKeys(list(self.theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._do, action))
            heard[action] = shortcut
        self.pages.currentChanged.connect(self._leave_key_to_the_door)
        heard[Action.LANGUAGE].setEnabled(False)
        return heard[Action.LANGUAGE]

    # ---------------------------------------------------------------- what is not seen first

    def furnish(self) -> None:
        """Make at once whatever is not there yet."""
        while self.furnish_more():
            pass

    def furnish_more(self) -> bool:
        """Make one more piece, in some hundredths of a second; tell whether that was not the last one."""
        if self._is_furnished:
            return False
        if next(self._pieces, None) is None:
            self._is_furnished = True
            self.furnished.emit()
        return not self._is_furnished

    def _make(self) -> Iterator[str]:
        """Make page after page; what joins them comes last."""
        from pos_app.ui import rooms  # noqa: PLC0415 - most of what there is to import: not before the first paint

        theme, now, place = self.theme, self._now, self.place
        self.panels = rooms.PaymentPanels(theme, now)
        yield "panels"
        self.sale = self.glass.add_page(rooms.SalePage(theme, self.panels, place.habits))
        yield "sale"
        self.payments = self.glass.add_page(rooms.PaymentsPage(theme, now, self._today))
        yield "payments"
        self.refund = self.glass.add_page(rooms.RefundPage(theme, now))
        yield "refund"
        self.unresolved = self.glass.add_page(rooms.UnresolvedPage(theme, now))
        yield "unresolved"
        yield from self._make_back_office()
        self.door = rooms.FrontDoor(
            theme, self.pages, self.sign_in, self.sale, pins=place.pins, monotonic=self._monotonic
        )
        yield "door"
        self.phone = rooms.PhonePanel(theme, self.glass)
        self.glass.take_phone(self.phone)
        yield "phone"
        self.more = rooms.MorePanel(theme, self.pages)
        self.help = rooms.HelpPanel(theme, self.pages)
        yield "help"
        self.customer = rooms.CustomerWindow(theme, place.shop, now, training=place.training)
        self.customer.follow(self)
        self._came_from: QWidget = self.sale
        voiced = rooms.VoicePlaces(paid=self.panels.paid, title=self.title, strip=self.strip)
        self.voice = rooms.VoiceDesk(voiced, self, muted=place.muted)
        self.counter = self._make_counter()
        self.desk = rooms.Desk(self.refund, self.unresolved, self.banner, allow=self.door.allow, parent=self)
        self.stock = rooms.GoodsDesk(self.goods, self.banner, allow=self.door.allow, parent=self)
        self.shifts = rooms.ShiftDesk(theme, self.glass, self.shift, self.sale, self.door)
        self.account = self.glass.add_page(rooms.AccountPage(theme))
        self.account.language_requested.connect(self.change_language)
        self.doctor = self.glass.add_page(rooms.DoctorPage(theme))
        self.settings = rooms.SettingsDesk(theme, self.glass, self.sale, self.door)
        self.updates = rooms.UpdateDesk(theme, self.glass, self.sale, self.shift, self.door)
        self.reporting = rooms.ReportsDesk(self.reports, self.glass, self.door)
        self.carts = rooms.CartDesk(theme, self.glass, self.sale, self.door, now)
        self.paper = self._make_paper_desk()
        self._make_scan_desk()
        self._ring = rooms.FocusRing(theme, self)
        self._join()

    def _make_back_office(self) -> Iterator[str]:
        """Make what those who sell seldom see."""
        from pos_app.ui import rooms  # noqa: PLC0415 - as in ``_make``

        self.staff = self.glass.add_page(rooms.StaffPage(self.theme, shop=self.place.shop))
        yield "staff"
        self.goods = self.glass.add_page(rooms.GoodsPage(self.theme))
        yield "goods"
        self.scanning = self.glass.add_page(rooms.ScanningPage(self.theme, self._monotonic))
        yield "scanning"
        self.keys = self.glass.add_page(rooms.KeysPage(self.theme, _EVERYWHERE, shop=self.place.shop))
        yield "keys"
        self.shift = self.glass.add_page(rooms.ShiftPage(self.theme))
        yield "shift"
        self.reports = rooms.ReportsPage(self.theme, self._today, lambda: self.languages.language == SOURCE_LANGUAGE)
        self.glass.add_page(self.reports)
        yield "reports"

    def _today(self) -> date:
        """Say which of the shop's days it is."""
        return business_date(self._now(), self.place.day_starts)

    def _make_counter(self) -> Counter:
        from pos_app.ui import rooms  # noqa: PLC0415 - as in ``_make``

        places = rooms.Places(
            sale=self.sale, panels=self.panels, payments=self.payments, refund=self.refund, phone=self.phone,
            title=self.title, strip=self.strip, banner=self.banner, customer=self.customer,
        )  # fmt: skip
        return rooms.Counter(places, allow=self.door.allow, now=self._now, parent=self)

    def _make_scan_desk(self) -> None:
        from pos_app.ui import rooms  # noqa: PLC0415 - as in ``_make``

        takers = {
            self.sale: lambda caught: self.sale.take_scan(caught.text),
            self.payments: lambda caught: self.payments.look_for(caught.text),
            self.goods: lambda caught: self.goods.look_for(caught.text),
            self.scanning: self.scanning.take_scan,
        }
        self.setup = rooms.SetupDesk(self.scanning, self.keys, self.sale, allow=self.door.allow, parent=self)
        self.scans = rooms.ScanDesk(self.theme, self.glass, self.sale, self.door, takers, self.scanning)
        self.scanner = self.scans.scanner
        self.sale.receipt_scanned.connect(self.show_payment_of)

    def _make_paper_desk(self) -> PaperDesk:
        from pos_app.ui import rooms  # noqa: PLC0415 - as in ``_make``

        places = rooms.PaperPlaces(
            paid=self.panels.paid, payments=self.payments, badge=self.title.printer, banner=self.banner
        )
        return rooms.PaperDesk(self.theme, places, self._who, self)

    def _who(self) -> str:
        return self._member.name if self._member is not None else ""

    def _join(self) -> None:
        self.sale.stage.functions.picked.connect(self._do)
        self.more.picked.connect(self._do)
        for page in (
            self.payments, self.unresolved, self.staff, self.goods, self.scanning, self.keys, self.doctor, self.reports,
        ):  # fmt: skip
            page.left.connect(self.show_sale)
        self.sale.refund_requested.connect(self.show_refund)
        self.title.unresolved_requested.connect(partial(self._do, Action.UNRESOLVED))
        self.payments.refund_requested.connect(self.show_refund)
        self.refund.left.connect(lambda: self.pages.setCurrentWidget(self._came_from))
        self.unresolved.refund_requested.connect(self.show_refund)
        self.help.keys_requested.connect(partial(self._do, Action.KEYS))
        self.shift.handed_over.connect(self.lock)
        self.shifts.changed.connect(self._show_place)
        self.phone.left.connect(self.toggle_phone)
        reprint = QShortcut(self.sale)
        reprint.setKeys(list(self.theme.keys.sequences(Action.REPRINT)))
        reprint.activated.connect(self._print_last)
        self.door.member_changed.connect(self._show_member)
        self._watch_for_life()
        self._follow_language()
        self.more.set_training(self.place.training)
        self.show_not_ready(self.tr("Opening the ledger"))

    # ---------------------------------------------------------------- what it is told

    @Slot(str)
    def show_not_ready(self, reason: str) -> None:
        """Say why nothing can be charged yet; nothing when it can."""
        self.sale.set_not_ready(reason)
        self.door.explain(reason)

    def show_setup(self) -> None:
        """Begin with the page that sets a new till up: nobody works here yet who could sign in."""
        self.door.begin_with(self.account)

    @Slot(object)
    def _show_member(self, member: Member | None) -> None:
        self._member = member
        self.more.set_manager(member is not None and member.may(Act.STAFF))
        if member is None:
            self.phone.hide()
        else:
            self.counter.requests.set_cashier(member.name)
            self.desk.set_who(member.name)
            self.carts.set_who(member.name)
        self._show_place()
        self.shifts.show_member()

    # ---------------------------------------------------------------- pages

    @Slot()
    def show_sale(self) -> None:
        """Turn to the sale page."""
        self.pages.setCurrentWidget(self.sale)

    @Slot()
    def show_today(self) -> None:
        """Turn to the payments, today's first."""
        self.pages.setCurrentWidget(self.payments)
        self.payments.open_today()

    @Slot(str)
    def show_payment_of(self, number: str) -> None:
        """Turn to the payment that a receipt is of."""
        self.pages.setCurrentWidget(self.payments)
        self.payments.look_for(number)

    @Slot(object)
    def show_refund(self, payment: Payment) -> None:
        """Turn to the refund of a payment."""
        here = self.pages.currentWidget()
        self._came_from = here if here in {self.payments, self.unresolved} else self.sale
        self.refund.open_for(payment)
        self.pages.setCurrentWidget(self.refund)

    @Slot()
    def _refund_last(self) -> None:
        payment = self.counter.last_paid
        if payment is not None:
            self.show_refund(payment)

    @Slot()
    def _print_last(self) -> None:
        payment = self.counter.last_paid
        if payment is not None:
            self.paper.print_payment(payment)

    @Slot()
    def show_staff(self) -> None:
        """Turn to the staff page; managers only."""
        if self.door.may(Act.STAFF):
            self.pages.setCurrentWidget(self.staff)

    def _turn_to(self, page: QWidget) -> None:
        """Turn to what whoever is signed in may look at."""
        if not self.door.shut:
            self.pages.setCurrentWidget(page)

    @Slot()
    def lock(self) -> None:
        """Lock the till at once, unless a customer is paying."""
        if self.door.busy:
            self.banner.say(self.tr("The till does not lock while a customer pays."), button=self.tr("Close"))
        else:
            self.door.lock("pressed")

    @Slot()
    def toggle_phone(self) -> None:
        """Show the customer's phone over the ticket, or put it away; in training only."""
        if self.place.training and not self.door.shut:
            self.phone.setVisible(not self.phone.isVisible())

    @Slot()
    def _leave_key_to_the_door(self) -> None:
        """A button of the sign-in page has the key for the language."""
        self._language_key.setEnabled(self.pages.currentWidget() is not self.sign_in)

    # ---------------------------------------------------------------- what is needed seldom

    @Slot(object)
    def _do(self, action: Action) -> None:
        self.furnish()
        deeds: dict[Action, Callable[[], object]] = {
            Action.HELP: self.help.open,
            Action.LANGUAGE: self.change_language,
            Action.THEME: self.change_theme,
            Action.MUTE: self.voice.toggle,
            Action.CUSTOMER_WINDOW: self.customer.toggle,
            Action.PHONE: self.toggle_phone,
            Action.UNRESOLVED: partial(self._turn_to, self.unresolved),
            Action.GOODS: partial(self._turn_to, self.goods),
            Action.REPORTS: self.reporting.open,
            Action.STAFF: self.show_staff,
            Action.SCANNING: partial(self._turn_to, self.scanning),
            Action.KEYS: partial(self._turn_to, self.keys),
            Action.SETTINGS: self.settings.open,
            Action.DOCTOR: partial(self._turn_to, self.doctor),
            Action.UPDATES: self.updates.open,
            Action.LOCK: self.lock,
            Action.TODAY: self.show_today,
            Action.REFUND: self._refund_last,
            Action.MORE: self.more.open,
            Action.HOLD: self.carts.hold,
            Action.RECALL: self.carts.show_held,
            Action.LINE_DISCOUNT: self.carts.mark_line,
            Action.SALE_DISCOUNT: self.carts.mark_all,
            Action.PRICE: self.carts.mark_price,
            Action.SHIFT: self.shifts.show_page,
            Action.DRAWER: self.shifts.ask_drawer,
        }
        deeds[action]()

    @Slot()
    def change_language(self) -> None:
        """Speak the other language."""
        self.languages.use(self.languages.other())
        self.language_chosen.emit(self.languages.language)

    @Slot()
    def change_theme(self) -> None:
        """Change between light and dark."""
        self.theme.set_dark(not self.theme.dark)
        self.theme_chosen.emit(self.theme.dark)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("{shop} · till {till}").format(shop=self.place.shop, till=self.place.till))
        self._show_place()
        if self._is_furnished:
            self.shifts.tell()
            self._follow_language()

    @Slot()
    def _follow_language(self) -> None:
        english = self.languages.language == SOURCE_LANGUAGE
        self.sale.set_english(english)
        self.scanning.english = self.updates.page.english = english

    def _show_place(self) -> None:
        till = self.tr("Till {till}").format(till=self.place.till)
        shift = self.shifts.words if self._is_furnished else ""
        self.title.set_place(self.place.shop, till, self._who(), shift)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window's own signs of life: keys and touches come through it."""
        super().showEvent(event)
        if self._is_furnished:
            self._watch_for_life()

    def _watch_for_life(self) -> None:
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self.door.session)
