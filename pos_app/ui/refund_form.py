"""The left half of the refund page: the whole ticket, goods of it, or an amount; and what is left of the payment."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment
from pos_app.core.refund import RefundLine
from pos_app.core.returns import Returned, worth
from pos_app.core.sale import Sale, Unit
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.numpad import Numpad
from pos_app.ui.refund_lines import RefundLines
from pos_app.ui.refund_pick import Part, Pick, pick_from, whole_of
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule

_SUMS, _STEP = 72, 56


class Mode(enum.IntEnum):
    """How what is given back is chosen: the place of the choice on the glass."""

    WHOLE = 0
    ITEMS = 1
    AMOUNT = 2


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
        self.whole_only = False  # of a ticket that is not paid yet all of a payment goes back, or nothing
        self._entry = Entry()
        self._offered = Pick()  # nothing chosen
        self._pick = Pick()
        self._keypad = False  # for the quantity of a line, where there is no keyboard
        self.mode = ChoiceRow("refund_mode", len(Mode), segments=True)
        self.mode.give_keys(theme, Action.REFUND_WHOLE, Action.REFUND_ITEMS, Action.REFUND_AMOUNT)
        self.mode.chosen.connect(self._choose)
        self.lines = RefundLines(theme)
        self.lines.toggled.connect(self._toggle)
        self.numpad = Numpad(theme, functions=False)
        self.numpad.typed.connect(self.type)
        self.numpad.erased.connect(self.erase)
        self.less = self._step_key("less_of_it", Action.LESS_OF_IT, "minus")
        self.quantity = self._step_key("quantity_of_it", Action.QUANTITY, "keypad")
        self.more = self._step_key("more_of_it", Action.MORE_OF_IT, "plus")
        self.less.clicked.connect(self._less)
        self.quantity.clicked.connect(self._toggle_keypad)
        self.more.clicked.connect(self._more)
        self._words = tuple(Label(Role.SECONDARY, "muted") for _ in range(3))
        self._sums = tuple(AmountLabel(theme, Role.STRONG) for _ in range(3))
        for name, label in zip(("paid", "refunded", "refundable"), self._sums, strict=True):
            label.setObjectName(f"sum_{name}")
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_payment(self, sale: Sale, payment: Payment, returned: Mapping[int, Returned]) -> None:
        """Start over with a payment; the same one only takes the new figures."""
        goods = payment.matched_to == payment.sale_number if payment.loose else payment.matched_to is None
        # Late money has paid for none of the lines, and what is not paid yet cannot come back.
        offered = pick_from(sale.lines, returned) if goods and sale.settled else Pick()
        self.whole_only = not sale.settled
        if self._payment is None or self._payment.out_trade_no != payment.out_trade_no:
            self.clear()
            self.mode.choose(Mode.WHOLE)
        if offered != self._offered:  # something came back meanwhile, here or at another till
            self._offered = self._pick = offered
        self._payment = payment
        for label, money in zip(self._sums, (payment.amount, payment.reserved, payment.refundable), strict=True):
            label.set_money(money)
        self._show()

    @property
    def amount(self) -> Money:
        """What is to be given back; nothing while nothing is chosen."""
        if self._payment is None:
            return ZERO
        if self.mode.position == Mode.WHOLE:
            return self._payment.refundable
        if self.mode.position == Mode.ITEMS:
            return worth(self._pick.amount, self._payment)[0]
        return self._entry.amount or ZERO

    @property
    def rounding(self) -> Money:
        """What the shop had let go of when the goods that come back were paid in cash, where it matters."""
        goods = sum((part.amount for part in self.parts), ZERO)
        return goods - self.amount if self.parts else ZERO

    @property
    def parts(self) -> tuple[Part, ...]:
        """The goods that come back; none for an amount, nor where the money does not match the goods that are left."""
        if self.mode.position == Mode.ITEMS:
            return self._pick.chosen
        whole = whole_of(self._offered)
        if self.mode.position != Mode.WHOLE or self._payment is None:
            return ()
        return whole.chosen if worth(whole.amount, self._payment)[0] == self.amount else ()

    @property
    def over(self) -> Part | None:
        """The line of which more is wanted than is left, if goods are being chosen."""
        return self._pick.over if self.mode.position == Mode.ITEMS else None

    def lines_to_return(self, *, restock: bool) -> tuple[RefundLine, ...]:
        """Write the goods down as the ledger wants them."""
        return tuple(
            RefundLine(position=part.position, quantity_milli=part.wanted_milli, amount=part.amount, restock=restock)
            for part in self.parts
        )

    def clear(self) -> None:
        """Forget what is typed and chosen."""
        self._entry, self._pick, self._keypad = Entry(), self._offered, False
        self._show()

    # ---------------------------------------------------------------- what a person does

    @Slot(str)
    def type(self, characters: str) -> None:
        """Take digits: a quantity while goods are chosen, else an amount, to which they turn by themselves."""
        if self.mode.position == Mode.ITEMS:
            self._change(self._pick.typed(characters))
            return
        self._entry = self._entry.typed(characters)
        self.mode.choose(Mode.AMOUNT)
        self._show()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back; with none left of an amount, turn back to the whole ticket."""
        if self.mode.position == Mode.ITEMS:
            self._change(self._pick.erased())
            return
        self._entry = self._entry.erased()
        if not self._entry:
            self.mode.choose(Mode.WHOLE)
        self._show()

    def walk(self, by: int) -> None:
        """Turn to another line; a whole ticket becomes goods to choose from."""
        self._begin_choosing()
        self._change(self._pick.moved(by))

    @Slot(int)
    def _toggle(self, row: int) -> None:
        self._begin_choosing()
        self._change(self._pick.toggled(row))

    @Slot()
    def _less(self) -> None:
        self._change(self._pick.less())

    @Slot()
    def _more(self) -> None:
        self._change(self._pick.more())

    @Slot()
    def _toggle_keypad(self) -> None:
        self._keypad = not self._keypad
        self._show()

    @Slot(int)
    def _choose(self, _position: int) -> None:
        self._keypad = False
        self._show()

    def _begin_choosing(self) -> None:
        if self.mode.position == Mode.WHOLE:
            self.mode.choose(Mode.ITEMS)

    def _change(self, pick: Pick) -> None:
        self._pick = pick
        self._show()

    # ---------------------------------------------------------------- how it is made

    def _step_key(self, name: str, action: Action, icon: str) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon)
        key.setObjectName(name)
        key.set_size(_STEP, _STEP)
        return key

    def _lay_out(self) -> None:
        self._ways = QStackedWidget()
        self._ways.addWidget(self.lines)
        pad = QWidget()
        around = QVBoxLayout(pad)
        around.setContentsMargins(12, 12, 12, 12)
        around.addWidget(self.numpad)
        self._ways.addWidget(pad)
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(12, 8, 12, 8)
        steps.setSpacing(8)
        for key in (self.less, self.quantity, self.more):
            steps.addWidget(key, 1)
        self._foot = QWidget()
        self._foot.setFixedHeight(_SUMS)
        self._foot.setLayout(self._lay_out_sums())
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
        frame.addWidget(self._steps)
        frame.addWidget(self._foot)

    def _lay_out_sums(self) -> QHBoxLayout:
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
        return sums

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.mode.set_words((self.tr("Whole"), self.tr("By item"), self.tr("Amount")))
        self.less.set_label(self.tr("Less"))
        self.more.set_label(self.tr("More"))
        for label, word in zip(self._words, (self.tr("Paid"), self.tr("Refunded"), self.tr("Left")), strict=True):
            label.setText(word)
        self._show()

    def _show(self) -> None:
        choosing = self.mode.position == Mode.ITEMS
        keypad = choosing and self._keypad
        self._ways.setCurrentIndex(1 if keypad or self.mode.position == Mode.AMOUNT else 0)
        self._steps.setVisible(choosing)
        self._foot.setVisible(not keypad)
        self.quantity.set_label(self.tr("Lines") if keypad else self.tr("Quantity"))
        self.lines.show_pick(self._pick if choosing else whole_of(self._offered))
        if keypad and self._pick.part is not None:
            self.numpad.show_entry(self._pick.entry, self._quantity_words(self._pick.part))
        else:
            self.numpad.show_entry(self._entry, self.tr("Amount to give back, in yuan"))
        self.changed.emit()

    def _quantity_words(self, part: Part) -> str:
        words = self.tr("{name}: pieces") if part.line.unit is Unit.EACH else self.tr("{name}: kilograms")
        return words.format(name=part.line.name)
