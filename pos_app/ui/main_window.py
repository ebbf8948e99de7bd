"""The cashier's window: title bar, pages and strip. What needs no record is decided here; the rest at the counter."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from pos_app.core.payment import Payment
from pos_app.core.staff import Act, Member
from pos_app.ui.counter import Counter, Places
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.desk import Desk
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.help_panel import HelpPanel
from pos_app.ui.i18n import SOURCE_LANGUAGE, Languages
from pos_app.ui.keys import Action
from pos_app.ui.more_panel import MorePanel
from pos_app.ui.paper_desk import PaperDesk, PaperPlaces
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.payments_page import PaymentsPage
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.staff_page import StaffPage
from pos_app.ui.theme import Theme
from pos_app.ui.unresolved_page import UnresolvedPage
from pos_app.ui.voice_desk import VoiceDesk, VoicePlaces
from pos_app.ui.widgets.focus import FocusRing
from pos_app.ui.widgets.frames import TrainingFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the till stands."""

    shop: str
    till: str
    training: bool = False
    muted: bool = False  # how the till was left
    pins: str = ""  # of the people in training, whose PINs are no secret


class MainWindow(QMainWindow):
    """Owns the pages and the counter. Whoever builds it joins ``counter`` and ``phone`` to what is behind them.

    Signals:
        language_chosen: ``str``, such as ``zh_CN``, to be kept.
        theme_chosen: ``bool``: dark or not, to be kept.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        languages: Languages,
        place: Place,
        customer: CustomerWindow,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.theme = theme
        self.languages = languages
        self._place = place
        self.customer = customer
        self.glass = glass = Glass(theme, now)
        self.pages, self.title, self.strip = glass.pages, glass.title, glass.strip
        self.phone, self.banner = glass.phone, glass.banner
        self.panels = PaymentPanels(theme, now)
        self.sale = SalePage(theme, self.panels)
        self.payments = PaymentsPage(theme, now)
        self.refund = RefundPage(theme, now)
        self.unresolved = UnresolvedPage(theme, now)
        self.staff = StaffPage(theme, shop=place.shop)
        for page in (self.sale, self.payments, self.refund, self.unresolved, self.staff):
            glass.add_page(page)
        self.door = FrontDoor(theme, self.pages, self.sale, pins=place.pins, monotonic=monotonic)
        self.more = MorePanel(theme, self.pages)
        self.help = HelpPanel(theme, self.pages)
        self._came_from: QWidget = self.sale
        voiced = VoicePlaces(paid=self.panels.paid, title=self.title, strip=self.strip)
        self.voice = VoiceDesk(voiced, self, muted=place.muted)
        self._seldom: dict[Action, Callable[[], None]] = {
            Action.HELP: self.help.open,
            Action.LANGUAGE: self.change_language,
            Action.THEME: self.change_theme,
            Action.MUTE: self.voice.toggle,
            Action.CUSTOMER_WINDOW: customer.toggle,
            Action.PHONE: self.toggle_phone,
            Action.UNRESOLVED: self.show_unresolved,
            Action.STAFF: self.show_staff,
            Action.LOCK: self.lock,
        }
        self.counter = self._make_counter(now)
        self.desk = Desk(self.refund, self.unresolved, self.banner, allow=self.door.allow, parent=self)
        self.paper = self._make_paper_desk()
        self._lay_out()
        self._join()
        self._ring = FocusRing(theme, self)
        if place.training:
            self._frame = TrainingFrame(theme, self)
        self._retranslate()
        self.show_not_ready(self.tr("Opening the ledger"))

    def _make_counter(self, now: Callable[[], datetime]) -> Counter:
        places = Places(
            sale=self.sale,
            panels=self.panels,
            payments=self.payments,
            refund=self.refund,
            phone=self.phone,
            title=self.title,
            strip=self.strip,
            banner=self.banner,
            customer=self.customer,
        )
        return Counter(places, allow=self.door.allow, now=now, parent=self)

    def _make_paper_desk(self) -> PaperDesk:
        places = PaperPlaces(
            paid=self.panels.paid, payments=self.payments, badge=self.title.printer, banner=self.banner
        )
        return PaperDesk(self.theme, places, self._who, self)

    def _who(self) -> str:
        member = self.door.session.member
        return member.name if member is not None else ""

    def _lay_out(self) -> None:
        self.setCentralWidget(self.glass)
        self.sale.set_training(self._place.training)
        self.more.set_training(self._place.training)
        self.title.set_training(self._place.training)

    def _join(self) -> None:
        functions = self.sale.stage.functions
        functions.today_requested.connect(self.show_today)
        functions.refund_requested.connect(self._refund_last)
        functions.phone_requested.connect(self.toggle_phone)
        functions.more_requested.connect(self.more.open)
        self.title.unresolved_requested.connect(self.show_unresolved)
        self.payments.left.connect(self.show_sale)
        self.payments.refund_requested.connect(self.show_refund)
        self.refund.left.connect(self._leave_refund)
        self.unresolved.left.connect(self.show_sale)
        self.unresolved.refund_requested.connect(self.show_refund)
        self.staff.left.connect(self.show_sale)
        self.phone.left.connect(self.toggle_phone)
        self.more.picked.connect(self._do)
        reprint = QShortcut(self.sale)
        reprint.setKeys(list(self.theme.keys.sequences(Action.REPRINT)))
        reprint.activated.connect(self._print_last)
        self.door.member_changed.connect(self._show_member)
        self.door.page.language_requested.connect(self.change_language)
        for action, slot in self._seldom.items():
            shortcut = QShortcut(self.pages)
            shortcut.setObjectName(f"key_{action.value}")
            shortcut.setKeys(list(self.theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)
            if action is Action.LANGUAGE:
                self._language_key = shortcut
        self.pages.currentChanged.connect(self._leave_key_to_the_door)
        self._leave_key_to_the_door()

    # ---------------------------------------------------------------- what it is told

    @Slot(str)
    def show_not_ready(self, reason: str) -> None:
        """Say why nothing can be charged yet; nothing when it can."""
        self.sale.set_not_ready(reason)
        self.door.explain(reason)

    @Slot(object)
    def _show_member(self, member: Member | None) -> None:
        self.more.set_manager(member is not None and member.may(Act.STAFF))
        if member is None:
            self.phone.hide()
        else:
            self.counter.set_cashier(member.name)
            self.desk.set_who(member.name)
        self._show_place(member)

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

    @Slot(object)
    def show_refund(self, payment: Payment) -> None:
        """Turn to the refund of a payment."""
        here = self.pages.currentWidget()
        self._came_from = here if here in {self.payments, self.unresolved} else self.sale
        self.refund.open_for(payment)
        self.pages.setCurrentWidget(self.refund)

    @Slot()
    def _leave_refund(self) -> None:
        self.pages.setCurrentWidget(self._came_from)

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

    @Slot()
    def lock(self) -> None:
        """Lock the till at once, unless a customer is paying."""
        if self.door.busy:
            self.banner.say(self.tr("The till does not lock while a customer pays."), button=self.tr("Close"))
        else:
            self.door.lock("pressed")

    @Slot()
    def show_unresolved(self) -> None:
        """Turn to what waits for a manager."""
        if not self.door.shut:
            self.pages.setCurrentWidget(self.unresolved)

    @Slot()
    def toggle_phone(self) -> None:
        """Show the customer's phone over the ticket, or put it away; in training only."""
        if self._place.training and not self.door.shut:
            self.phone.setVisible(not self.phone.isVisible())

    @Slot()
    def _leave_key_to_the_door(self) -> None:
        """A button of the sign-in page has the key for the language."""
        self._language_key.setEnabled(not self.door.shut)

    # ---------------------------------------------------------------- what is needed seldom

    @Slot(object)
    def _do(self, action: Action) -> None:
        self._seldom[action]()

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
        self.setWindowTitle(self.tr("{shop} · till {till}").format(shop=self._place.shop, till=self._place.till))
        self._show_place(self.door.session.member)
        self.sale.set_english(self.languages.language == SOURCE_LANGUAGE)

    def _show_place(self, member: Member | None) -> None:
        till = self.tr("Till {till}").format(till=self._place.till)
        self.title.set_place(self._place.shop, till, member.name if member is not None else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window's own signs of life: keys and touches come through it."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self.door.session)
