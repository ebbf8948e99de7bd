"""Ringing up, without the glass: the cart, the selected line, and what is being typed. A change is a new value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pos_app.core.cart import ONE_MILLI, Cart
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Goods
from pos_app.core.sale import Unit
from pos_app.core.scanning import Priced, Weighed
from pos_app.ui.entry import Entry


@dataclass(frozen=True, slots=True)
class RingUp:
    """What the cashier has in hand. ``selected`` is a position in the cart, None while it is empty."""

    cart: Cart = field(default_factory=Cart)
    selected: int | None = None
    entry: Entry = field(default_factory=Entry)

    # ---------------------------------------------------------------- typing

    def typed(self, characters: str) -> RingUp:
        """Take a digit, ``00`` or the point."""
        return replace(self, entry=self.entry.typed(characters))

    def erased(self) -> RingUp:
        """Take the last character back."""
        return replace(self, entry=self.entry.erased())

    def cleared(self) -> RingUp:
        """Forget what was typed."""
        return replace(self, entry=Entry())

    def retyped(self) -> RingUp:
        """Forget the digits, and keep what they are for."""
        return replace(self, entry=self.entry.retyped())

    def times(self) -> RingUp:
        """Make what is typed a quantity."""
        return replace(self, entry=self.entry.times())

    # ---------------------------------------------------------------- adding

    def add(self, goods: Goods, name: str, pack_milli: int = ONE_MILLI) -> RingUp:
        """Ring up goods, in the quantity that was typed; what is weighed waits for its weight, or asks its price first.

        ``pack_milli`` is how much one of what was scanned is, in thousandths of the unit.

        Raises:
            InvalidInputError: the amount, the quantity or the total passes a limit.
        """
        if goods.asks_price:
            return self._price(goods, name, pack_milli)
        if goods.weighed and not self.entry.text and pack_milli == ONE_MILLI:
            return replace(self, entry=self.entry.weigh(goods))
        count_milli = self._typed_quantity() if self.entry.text else ONE_MILLI
        return self._with(goods, name, count_milli * pack_milli // ONE_MILLI)

    def add_label(self, goods: Goods, name: str, label: Weighed | Priced) -> RingUp:
        """Ring up what the scale has put its label on, as many of them as were typed. Nothing on it is asked for.

        Raises:
            InvalidInputError: the label says a weight, and the goods are sold by the piece; or a limit is passed.
        """
        if not (label.price.fen if isinstance(label, Priced) else label.grams):
            return self.add(goods, name)
        count_milli = self._typed_quantity() if self.entry.text and self.entry.asked_for is None else ONE_MILLI
        if isinstance(label, Priced):
            return self._with(replace(goods, unit=Unit.EACH, price=label.price), name, count_milli)
        if not goods.weighed:
            raise InvalidInputError("label", "says a weight of what is sold by the piece")
        quantity_milli = count_milli * label.grams // ONE_MILLI
        if goods.asks_price:
            return replace(self, entry=self.entry.price(goods, quantity_milli))
        return self._with(goods, name, quantity_milli)

    def _price(self, goods: Goods, name: str, pack_milli: int) -> RingUp:
        entry = self.entry
        if entry.text and not entry.quantity:
            return self._priced(goods, name, pack_milli)
        count_milli = self._typed_quantity() if entry.text else ONE_MILLI
        return replace(self, entry=entry.price(goods, count_milli * pack_milli // ONE_MILLI))

    def take_price(self, goods: Goods, name: str) -> RingUp:
        """Ring up goods that asked for their price, now that it is typed.

        Raises:
            InvalidInputError: it is no amount, or a limit is passed.
        """
        return self._priced(goods, name, self.entry.count_milli)

    def _priced(self, goods: Goods, name: str, quantity_milli: int) -> RingUp:
        amount = self.entry.amount
        if amount is None:
            raise InvalidInputError("price", "is not an amount that is more than nothing")
        priced = replace(goods, price=amount)
        if goods.weighed and quantity_milli == ONE_MILLI:
            return replace(self, entry=Entry().weigh(priced))
        return self._with(priced, name, quantity_milli)

    def _with(self, goods: Goods, name: str, quantity_milli: int) -> RingUp:
        cart = self.cart.add(goods, quantity_milli, name=name)
        return RingUp(cart, cart.position(goods.code))

    def add_amount(self, name: str) -> RingUp:
        """Ring up the typed amount.

        Raises:
            InvalidInputError: no amount was typed, or the total passes the limit.
        """
        amount = self.entry.amount if not self.entry.quantity else None
        if amount is None:
            raise InvalidInputError("amount", "type an amount first")
        cart = self.cart.add_amount(amount, name)
        return RingUp(cart, len(cart.lines) - 1)

    # ---------------------------------------------------------------- the selected line

    def take_quantity(self) -> RingUp:
        """Give the selected line the quantity that was typed.

        Raises:
            InvalidInputError: no line, no quantity, or one that passes a limit.
        """
        at = self._line()
        return RingUp(self.cart.change_quantity(at, self._typed_quantity()), at)

    def change_by(self, pieces: int) -> RingUp:
        """Make the selected line's quantity more or less.

        Raises:
            InvalidInputError: no line, a weighed one, or a quantity that passes a limit.
        """
        at = self._line()
        line = self.cart.lines[at]
        if line.unit is not Unit.EACH:
            raise InvalidInputError("quantity", "what is weighed is not counted")
        cart = self.cart.change_quantity(at, line.quantity_milli + pieces * ONE_MILLI)
        return replace(self, cart=cart)

    def change(self, change: Callable[[Cart], Cart]) -> RingUp:
        """Change the cart in another way; the selected line stays selected, and what was typed is done with.

        Raises:
            InvalidInputError: the change is not possible.
        """
        return RingUp(change(self.cart), self.selected)

    def delete(self) -> RingUp:
        """Take the selected line out; the one that moves up in its place is selected.

        Raises:
            InvalidInputError: there is no line.
        """
        at = self._line()
        cart = self.cart.remove(at)
        return replace(self, cart=cart, selected=min(at, len(cart.lines) - 1) if cart else None)

    def select(self, position: int) -> RingUp:
        """Select a line; a position beyond either end is the end."""
        if not self.cart:
            return self
        return replace(self, selected=min(max(0, position), len(self.cart.lines) - 1))

    def step(self, by: int) -> RingUp:
        """Select the line so many places further down."""
        return self.select((self.selected or 0) + by)

    def _line(self) -> int:
        if self.selected is None:
            raise InvalidInputError("line", "there is no line")
        return self.selected

    def _typed_quantity(self) -> int:
        quantity_milli = self.entry.quantity_milli
        if quantity_milli is None:
            raise InvalidInputError("quantity", "is not a number that is more than nothing")
        return quantity_milli
