"""What is typed to mark a line or the whole ticket: a discount, another price, a note. Without the glass."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pos_app.core.cart import Cart
from pos_app.core.discount import Amount, Off, Share
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money


class Way(enum.IntEnum):
    """What the digits are: the place of the choice on the glass."""

    SHARE = 0  # in a hundred, taken off
    AMOUNT = 1  # yuan, taken off
    PRICE = 2  # yuan for a piece or a kilogram


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEdit:
    """A change of a ticket, to be made on the ticket as it is by then: something may be scanned meanwhile.

    ``position`` is None for the whole. No digits leave the price as it is; a nought takes back what was done to it.
    """

    position: int | None
    way: Way
    text: str
    note: str

    def apply(self, cart: Cart) -> Cart:
        """Make the change.

        Raises:
            InvalidInputError: ``line``, ``discount``, ``price``, ``note`` or ``total`` cannot be that.
        """
        at = self.position
        if at is not None and at >= len(cart.items):
            raise InvalidInputError("line", "there is no such line")
        cart = cart.write(self.note) if at is None else cart.write_line(at, self.note)
        if not self.text:
            return cart
        if self.way is Way.PRICE and at is not None:
            return self._price(cart, at)
        off = self._off(cart)
        return cart.discount_all(off) if at is None else cart.discount_line(at, off)

    def _price(self, cart: Cart, at: int) -> Cart:
        line = cart.items[at].line
        price = self._money("price")
        return cart.change_price(at, price or line.list_price or line.unit_price)

    def _off(self, cart: Cart) -> Off | None:
        if self.way is Way.AMOUNT:
            amount = self._money("discount")
            return Amount(amount, cart.full(self.position)) if amount else None
        if not self.text.isdigit():
            raise InvalidInputError("discount", "a share is a whole number")
        return Share(int(self.text)) if int(self.text) else None

    def _money(self, field: str) -> Money:
        try:
            return Money.parse(self.text.removesuffix("."))
        except ValueError as error:
            raise InvalidInputError(field, "is not an amount") from error
