"""The left half of the refund page: the whole ticket or an amount, and what was paid, given back and is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment
from pos_app.core.sale import Sale
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.numpad import Numpad
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_rows import TicketDelegate, TicketModel
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule

WHOLE, AMOUNT = 0, 1
_SUMS = 72
_NAMED = 3  # goods that the approver reads; a ticket may have a hundred


class RefundForm(Card):
    """What is to be given back of one payment.

    Signals:
        changed: the amount, or the way it is chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("refund_form")
        self._payment: Payment | None = None
        self._goods = ""
        self._entry = Entry()
        self.mode = ChoiceRow("refund_mode", 2, segments=True)
        self.mode.chosen.connect(self._choose)
        self._model = TicketModel()
        self.lines = self._make_list(theme)
        self.numpad = Numpad(theme, functions=False)
        self.numpad.typed.connect(self.type)
        self.numpad.erased.connect(self.erase)
        self._words = tuple(Label(Role.SECONDARY, "muted") for _ in range(3))
        self._sums = tuple(AmountLabel(theme, Role.STRONG) for _ in range(3))
        for name, label in zip(("paid", "refunded", "refundable"), self._sums, strict=True):
            label.setObjectName(f"sum_{name}")
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_payment(self, sale: Sale, payment: Payment) -> None:
        """Start over with a payment; the same one only takes the new figures."""
        if self._payment is None or self._payment.out_trade_no != payment.out_trade_no:
            self._entry = Entry()
            self.mode.choose(WHOLE)
        self._payment = payment
        self._model.set_lines(sale.lines)
        self._goods = " · ".join(line.name for line in sale.lines[:_NAMED]) + (" …" if len(sale.lines) > _NAMED else "")
        for label, money in zip(self._sums, (payment.amount, payment.reserved, payment.refundable), strict=True):
            label.set_money(money)
        self._show()

    @property
    def amount(self) -> Money:
        """What is to be given back; nothing while no amount is typed."""
        if self._payment is None:
            return ZERO
        if self.mode.position == WHOLE:
            return self._payment.refundable
        return self._entry.amount or ZERO

    @property
    def goods(self) -> str:
        """What is on the ticket, where all of it is given back."""
        whole = self._payment is not None and self.amount == self._payment.amount
        return self._goods if whole else ""

    @Slot(str)
    def type(self, characters: str) -> None:
        """Take digits; they turn to the typed amount by themselves."""
        self._entry = self._entry.typed(characters)
        self.mode.choose(AMOUNT)
        self._show()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back; with none left, turn back to the whole ticket."""
        self._entry = self._entry.erased()
        if not self._entry:
            self.mode.choose(WHOLE)
        self._show()

    def clear(self) -> None:
        """Forget the typed amount."""
        self._entry = Entry()
        self._show()

    # ---------------------------------------------------------------- how it is made

    def _make_list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setObjectName("refund_lines")
        view.setModel(self._model)
        delegate = TicketDelegate(theme)
        delegate.setParent(view)
        delegate.codes = False
        view.setItemDelegate(delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _lay_out(self) -> None:
        self._ways = QStackedWidget()
        self._ways.addWidget(self.lines)
        pad = QWidget()
        around = QVBoxLayout(pad)
        around.setContentsMargins(12, 12, 12, 12)
        around.addWidget(self.numpad)
        self._ways.addWidget(pad)
        sums = QHBoxLayout()
        sums.setContentsMargins(20, 0, 20, 0)
        sums.setSpacing(8)
        for word, amount in zip(self._words, self._sums, strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addStretch(1)
            pair.addWidget(word)
            pair.addWidget(amount)
            pair.addStretch(1)
            sums.addLayout(pair, 1)
        foot = QWidget()
        foot.setFixedHeight(_SUMS)
        foot.setLayout(sums)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.addWidget(self.mode)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.setSpacing(0)
        frame.addLayout(head)
        frame.addWidget(rule())
        frame.addWidget(self._ways, 1)
        frame.addWidget(rule())
        frame.addWidget(foot)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.mode.set_words((self.tr("Whole ticket"), self.tr("An amount")))
        for label, word in zip(self._words, (self.tr("Paid"), self.tr("Refunded"), self.tr("Left")), strict=True):
            label.setText(word)
        self._show()

    @Slot(int)
    def _choose(self, _position: int) -> None:
        self._show()

    def _show(self) -> None:
        self._ways.setCurrentIndex(self.mode.position)
        self.numpad.show_entry(self._entry, self.tr("Amount to give back, in yuan"))
        self.changed.emit()
