"""Hands on the ticket: turns presses and keys into changes of what is rung up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.cart import Cart
from pos_app.core.catalogue import Goods
from pos_app.core.errors import InvalidInputError
from pos_app.ui.goods_tiles import goods_name
from pos_app.ui.ring_up import RingUp
from pos_app.ui.typing_keys import Typed


class Ringing(QObject):
    """Holds what the cashier has in hand.

    ``may_change`` is asked before every change: the page says no while the ticket is locked. ``find`` gives
    the goods that carry a code.

    Signals:
        changed: anything is different.
        edited: the cart itself is different.
        refused: a remark for the cashier, why a press came to nothing.
    """

    changed = Signal()
    edited = Signal()
    refused = Signal(str)

    def __init__(
        self, may_change: Callable[[], bool], find: Callable[[str], Goods | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._may_change = may_change
        self._find = find
        self.state = RingUp()
        self.english = False

    def take_up(self, cart: Cart, *, selected: bool) -> None:
        """Start from a cart, with its last line selected or none."""
        state = RingUp(cart)
        self.state = state.step(len(cart.lines)) if selected else state
        self.changed.emit()

    def deed(self, typed: Typed, characters: str) -> None:
        """Do what a key asks for."""
        match typed:
            case Typed.DIGITS:
                self.type(characters)
            case Typed.UP:
                self._do(lambda state: state.step(-1))
            case Typed.DOWN:
                self._do(lambda state: state.step(1))
            case Typed.LEAVE:
                self._do(RingUp.cleared)
            case _:
                slots = {
                    Typed.TIMES: self.times,
                    Typed.MORE: self.more,
                    Typed.LESS: self.less,
                    Typed.ENTER: self.enter,
                    Typed.ERASE: self.erase,
                    Typed.DELETE: self.delete,
                }
                slots[typed]()

    @Slot(object)
    def add(self, goods: Goods) -> None:
        """Ring up goods."""
        self._do(lambda state: state.add(goods, goods_name(goods, english=self.english)))

    @Slot()
    def add_amount(self) -> None:
        """Ring up the typed amount."""
        self._do(lambda state: state.add_amount(self.tr("Quick amount")))

    @Slot(str)
    def type(self, characters: str) -> None:
        """Take a digit, ``00`` or the point."""
        self._do(lambda state: state.typed(characters))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._do(RingUp.erased)

    @Slot()
    def times(self) -> None:
        """Make what is typed a quantity."""
        self._do(RingUp.times)

    @Slot()
    def more(self) -> None:
        """Add one to the selected line; after digits, ring them up as an amount."""
        if self.state.entry.text and not self.state.entry.quantity:
            self.add_amount()
        else:
            self._do(lambda state: state.change_by(1))

    @Slot()
    def less(self) -> None:
        """Take one from the selected line."""
        self._do(lambda state: state.change_by(-1))

    @Slot()
    def delete(self) -> None:
        """Take the selected line out."""
        self._do(RingUp.delete)

    @Slot(int)
    def select(self, position: int) -> None:
        """Select a line."""
        self._do(lambda state: state.select(position))

    @Slot()
    def enter(self) -> None:
        """Finish what was typed: a weight, a quantity, or the code of goods."""
        entry = self.state.entry
        if entry.weighing is not None:
            self.add(entry.weighing)
        elif entry.quantity:
            self._do(RingUp.take_quantity)
        elif entry.text:
            self._take_code(entry.text)

    def _take_code(self, code: str) -> None:
        self._do(RingUp.cleared)
        goods = self._find(code)
        if goods is not None:
            self.add(goods)
        else:
            self.refused.emit(self.tr("No goods with the code {code}").format(code=code))

    def _do(self, change: Callable[[RingUp], RingUp]) -> None:
        if not self._may_change():
            return
        before = self.state  # read only now: a paid ticket has just made room for the next
        try:
            self.state = change(before)
        except InvalidInputError as error:
            self.refused.emit(self._remark(error.field))
            return
        if self.state.cart is not before.cart:
            self.edited.emit()
        self.changed.emit()

    def _remark(self, field: str) -> str:
        return {
            "amount": self.tr("Type an amount first, then press Quick amount"),
            "quantity": self.tr("That quantity is not possible"),
            "total": self.tr("That is more than the till has room for"),
            "lines": self.tr("The ticket is full"),
            "line": self.tr("There is no line to change"),
        }.get(field, self.tr("That is not possible"))
