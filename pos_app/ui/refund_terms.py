"""The right half of the refund page: why, which way the money goes, and whether the goods go back to the shelf."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.payment import Payment, Tender
from pos_app.core.refund import REASON_LENGTH, ROUTES, Route
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.note_field import NoteField
from pos_app.ui.tender_words import tender_word
from pos_app.ui.theme import Theme
from pos_app.ui.tick import Tick
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.labels import Label

_REASONS = 5
_OTHER = _REASONS - 1
_MOST_ROUTES = 2


class RefundTerms(Card):
    """Holds the reason, the route and what becomes of the goods.

    Signals:
        changed: any of them.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("refund_terms")
        self._reason_title = Label(Role.SECTION)
        self._arrows = _Arrows(theme)
        self.reason = ChoiceRow("reason", _REASONS)
        self.note = NoteField(theme, most=REASON_LENGTH)
        self._route_title = Label(Role.SECTION)
        self._payment: Payment | None = None
        self.route = ChoiceRow("route", _MOST_ROUTES)
        self.route.give_keys(theme, Action.WECHAT, Action.CASH)
        self._when = Label(Role.SECONDARY, "muted", wrap=True)
        self._when.setObjectName("arrival")
        self.restock = Tick(theme, Action.RESTOCK)
        self.restock.setObjectName("restock")
        self.restock.setChecked(True)
        self._lay_out()
        self.reason.chosen.connect(self._choose)
        self.route.chosen.connect(self._choose)
        self.note.textChanged.connect(self.changed)
        self.restock.toggled.connect(self.changed)
        self._retranslate()

    # ---------------------------------------------------------------- what it says

    @property
    def chosen_route(self) -> Route:
        """The way the money goes."""
        return self._routes[self.route.position]

    @property
    def _tender(self) -> Tender:
        return self._payment.tender if self._payment is not None else Tender.WECHAT_QR

    @property
    def _routes(self) -> tuple[Route, ...]:
        return ROUTES[self._tender]

    @property
    def _detour(self) -> bool:
        """Whether the money goes another way than the one by which it came."""
        return self.route.position > 0

    @property
    def missing(self) -> bool:
        """Whether the reason must still be written: "other" says nothing by itself, a detour needs an explanation."""
        needed = self.reason.position == _OTHER or self._detour
        return needed and not self.note.text().strip()

    @property
    def customer_reason(self) -> str:
        """What the customer reads: the words of the choice; for "other", what was written."""
        return self.note.text().strip() if self.reason.position == _OTHER else self.reason.text()

    @property
    def shop_note(self) -> str:
        """What stays in the shop."""
        return "" if self.reason.position == _OTHER else self.note.text().strip()

    @property
    def words(self) -> str:
        """Everything that is said about why."""
        return " · ".join(filter(None, (self.customer_reason, self.shop_note)))

    def show_payment(self, payment: Payment) -> None:
        """Offer the ways by which money of its tender goes back."""
        self._payment = payment
        self.route.set_count(len(self._routes))
        self._retranslate()

    def clear(self) -> None:
        """Begin anew: the way it came, goods to the shelf, no words."""
        self.reason.choose(0)
        self.route.choose(0)
        self.note.clear()
        self.restock.setChecked(True)

    def set_goods(self, goods: bool) -> None:
        """Say whether goods come back at all: else there is nothing to put on the shelf."""
        self.restock.setEnabled(goods)

    def set_narrow(self, narrow: bool) -> None:
        """Break the reasons into two rows."""
        self.reason.set_columns(3 if narrow else _REASONS)

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(self._reason_title)
        title.addWidget(self._arrows)
        title.addStretch(1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 14, 24, 8)
        frame.setSpacing(8)
        frame.addLayout(title)
        frame.addWidget(self.reason)
        frame.addWidget(self.note)
        frame.addSpacing(6)
        frame.addWidget(self._route_title)
        frame.addWidget(self.route)
        frame.addWidget(self._when)
        frame.addWidget(self.restock)
        frame.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._reason_title.setText(self.tr("Reason"))
        self.reason.set_words(
            (
                self.tr("Quality"),
                self.tr("Wrong item"),
                self.tr("Paid twice"),
                self.tr("Wrong price"),
                self.tr("Other"),
            )
        )
        self._route_title.setText(self.tr("Route"))
        label = self._payment.label if self._payment is not None else ""
        came = self.tr("{tender}, as it came").format(tender=tender_word(self._tender, label))
        cash = tender_word(Tender.CASH)
        self.route.set_words((cash if self._tender is Tender.CASH else came, cash))
        self.restock.setText(self.tr("Goods go back to the shelf"))
        self._show()

    @Slot(int)
    def _choose(self, _position: int) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.note.setPlaceholderText(
            self.tr("Write the reason; the customer reads it")
            if self.reason.position == _OTHER
            else self.tr("A note that stays in the shop")
        )
        self._when.setText(self._arrival())

    def _arrival(self) -> str:
        if self._detour:
            return self.tr("From the drawer, at once; a manager approves it")
        return {
            Route.ORIGINAL: self.tr("Balance: about 5 minutes. Bank card: 1 to 3 working days"),
            Route.CASH: self.tr("From the drawer, at once"),
            Route.RECORDED: self.tr("Give it back the way it came; the till writes it down"),
        }[self.chosen_route]


class _Arrows(QWidget):
    """The keys that walk through the reasons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(60), theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both keys."""
        painter, muted = QPainter(self), QColor(self._theme.tokens.muted)
        for number, key in enumerate("←→"):
            width = hint_size(self._theme, key).width()
            paint_hint(painter, QRectF(number * (width + 4), 0, width, self.height()), self._theme, key, muted)
