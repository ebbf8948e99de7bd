"""The cashier's window: title bar, pages and strip. What needs no record is decided here; the rest at the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.catalogue import Catalogue
from pos_app.core.payment import Payment
from pos_app.ui.counter import Counter, Places
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.fonts import Role
from pos_app.ui.help_panel import HelpPanel
from pos_app.ui.i18n import SOURCE_LANGUAGE, Languages
from pos_app.ui.keys import Action
from pos_app.ui.more_panel import MorePanel
from pos_app.ui.paper_desk import PaperDesk, PaperPlaces
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.payments_page import PaymentsPage
from pos_app.ui.phone_panel import PhonePanel
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.sale_plan import SMALLEST, plan_sale
from pos_app.ui.theme import Theme
from pos_app.ui.voice_desk import VoiceDesk, VoicePlaces
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.focus import FocusRing
from pos_app.ui.widgets.frames import TrainingFrame
from pos_app.ui.widgets.labels import Label, surface
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import TitleBar

_SETTLED_MS = 100  # after the last step of a change of size


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who sells where."""

    shop: str
    till: str
    cashier: str
    training: bool = False
    muted: bool = False  # how the till was left


class MainWindow(QMainWindow):
    """Owns the pages and the counter. Whoever builds it joins ``counter`` and ``phone`` to what is behind them.

    Signals:
        language_chosen: ``str``, such as ``zh_CN``, to be kept.
        theme_chosen: ``bool``: dark or not, to be kept.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(bool)

    def __init__(
        self, theme: Theme, languages: Languages, place: Place, customer: CustomerWindow, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.theme = theme
        self.languages = languages
        self._place = place
        self.customer = customer
        self._whole = QWidget()
        self.title = TitleBar(theme, now)
        self.strip = ResultStrip(theme)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        surface(self.pages, "ground")
        self.panels = PaymentPanels(theme, now)
        self.sale = SalePage(theme, self.panels)
        self.payments = PaymentsPage(theme, now)
        self.refund = RefundPage(theme, now)
        for page in (self.sale, self.payments, self.refund):
            page.setMinimumSize(1, 1)  # a window that is too small says so, rather than refuse to shrink
            self.pages.addWidget(page)
        self.phone = PhonePanel(theme, self._whole)
        self.phone.hide()
        self.banner = Banner(theme, self._whole)
        self.more = MorePanel(theme, self.pages)
        self.help = HelpPanel(theme, self.pages)
        self._too_small = Label(Role.TITLE, wrap=True)
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
        }
        self.counter = self._make_counter(now)
        self.paper = self._make_paper_desk()
        self._lay_out()
        self._join()
        self._ring = FocusRing(theme, self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._fit_sizes)
        if place.training:
            self._frame = TrainingFrame(theme, self)
        self._retranslate()
        self.sale.set_not_ready(self.tr("Opening the ledger"))

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
        return Counter(places, cashier=self._place.cashier, now=now, parent=self)

    def _make_paper_desk(self) -> PaperDesk:
        places = PaperPlaces(
            paid=self.panels.paid, payments=self.payments, badge=self.title.printer, banner=self.banner
        )
        return PaperDesk(self.theme, places, lambda: self._place.cashier, self)

    def _lay_out(self) -> None:
        surface(self._whole, "ground")
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.pages, 1)
        column.addWidget(self.strip)
        self.setCentralWidget(self._whole)
        self._too_small.setParent(self._whole)
        self._too_small.setObjectName("too_small")
        self._too_small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        surface(self._too_small, "ground")
        self._too_small.hide()
        for widget in (self.pages, self.banner, self.phone):
            widget.installEventFilter(self)
        self.sale.set_training(self._place.training)
        self.more.set_training(self._place.training)
        self.title.set_training(self._place.training)

    def _join(self) -> None:
        functions = self.sale.stage.functions
        functions.today_requested.connect(self.show_today)
        functions.refund_requested.connect(self._refund_last)
        functions.phone_requested.connect(self.toggle_phone)
        functions.more_requested.connect(self.more.open)
        self.title.unresolved_requested.connect(self._show_unresolved)
        self.payments.left.connect(self.show_sale)
        self.payments.refund_requested.connect(self.show_refund)
        self.refund.left.connect(self._leave_refund)
        self.phone.left.connect(self.toggle_phone)
        self.more.picked.connect(self._do)
        reprint = QShortcut(self.sale)
        reprint.setKeys(list(self.theme.keys.sequences(Action.REPRINT)))
        reprint.activated.connect(self._print_last)
        for action, slot in self._seldom.items():
            shortcut = QShortcut(self.pages)
            shortcut.setObjectName(f"key_{action.value}")
            shortcut.setKeys(list(self.theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_catalogue(self, catalogue: Catalogue) -> None:
        """Fill the shelves."""
        self.sale.show_catalogue(catalogue)

    @Slot(str)
    def show_not_ready(self, reason: str) -> None:
        """Say why nothing can be charged yet."""
        self.sale.set_not_ready(reason)

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
        self._came_from = self.payments if self.pages.currentWidget() is self.payments else self.sale
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
    def _show_unresolved(self) -> None:
        self.pages.setCurrentWidget(self.payments)
        self.payments.show_unresolved()

    @Slot()
    def toggle_phone(self) -> None:
        """Show the customer's phone over the ticket, or put it away; in training only."""
        if self._place.training:
            self.phone.setVisible(not self.phone.isVisible())

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
        self.title.set_place(
            self._place.shop, self.tr("Till {till}").format(till=self._place.till), self._place.cashier
        )
        self._too_small.setText(self.tr("This screen is too small: the till needs 960 × 680."))
        self.sale.set_english(self.languages.language == SOURCE_LANGUAGE)

    # ---------------------------------------------------------------- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sizes to the window, or say that it is too small."""
        super().resizeEvent(event)
        self._settled.start()
        small = self.width() < SMALLEST.width() or self.height() < SMALLEST.height()
        self._too_small.setGeometry(self._whole.rect())
        self._too_small.setVisible(small)
        self._too_small.raise_()

    @Slot()
    def _fit_sizes(self) -> None:
        """Take large or small sizes by the height that the window came to; dressing anew is too dear for each step."""
        self.theme.set_height(self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place what floats over the pages whenever they change their size, or it appears."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and watched in {self.pages, self.banner, self.phone}:
            self._place_floating()
        return super().eventFilter(watched, event)

    def _place_floating(self) -> None:
        """Put the banner under the title bar, and the customer's phone over the ticket."""
        page = self.pages.geometry()
        height = max(self.banner.minimumHeight(), self.banner.heightForWidth(page.width()))
        self.banner.setGeometry(page.left(), page.top(), page.width(), height)
        ticket = plan_sale(page.size()).ticket.translated(page.topLeft())
        self.phone.setGeometry(ticket.left(), ticket.top(), ticket.width(), page.bottom() + 1 - 8 - ticket.top())
        self.phone.raise_()
        self.banner.raise_()
