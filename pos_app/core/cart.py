"""The cart: what is rung up and not yet a sale. A change is a new cart."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Goods
from pos_app.core.money import Money, line_amount
from pos_app.core.sale import Line, Unit, sum_lines

ONE_MILLI = 1000  # one piece or one kilogram
MOST_QUANTITY_MILLI = 9_999_999
MOST_TOTAL = Money(99_999_999)  # ¥999,999.99: more than a till has room for, and surely a slip of the hand
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines in the order in which they were rung up. An empty cart is ``Cart()``."""

    lines: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return sum_lines(self.lines)

    @property
    def pieces(self) -> int:
        """How many things are in it; a weighed thing counts as one."""
        return sum(_pieces(line) for line in self.lines)

    def add(self, goods: Goods, quantity_milli: int = ONE_MILLI, *, name: str | None = None) -> Cart:
        """Ring up goods. Pieces of what is there already raise its quantity; weighed goods stand alone.

        Args:
            goods: what is sold.
            quantity_milli: thousandths of a piece or of a kilogram.
            name: what the ticket calls it, if not ``goods.name``.

        Raises:
            InvalidInputError: ``quantity`` or ``total`` passes a limit.
        """
        at = self.position(goods.code)
        if at is not None and not goods.weighed and self.lines[at].unit_price == goods.price:
            return self.change_quantity(at, self.lines[at].quantity_milli + quantity_milli)
        line = Line(
            code=goods.code,
            name=name or goods.name,
            unit=goods.unit,
            quantity_milli=_checked(quantity_milli, goods.unit),
            unit_price=goods.price,
            amount=line_amount(goods.price, quantity_milli),
        )
        return self._with((*self.lines, line))

    def add_amount(self, amount: Money, name: str) -> Cart:
        """Ring up a typed amount under a name of the till's choice.

        Raises:
            InvalidInputError: the amount is not positive, or the total passes the limit.
        """
        if amount.fen < 1:
            raise InvalidInputError("amount", "must be at least one fen")
        line = Line(
            code="", name=name, unit=Unit.EACH, quantity_milli=ONE_MILLI, unit_price=amount, amount=amount
        )  # fmt: skip
        return self._with((*self.lines, line))

    def change_quantity(self, position: int, quantity_milli: int) -> Cart:
        """Set the quantity of one line.

        Raises:
            InvalidInputError: ``quantity`` or ``total`` passes a limit.
        """
        line = self.lines[position]
        changed = dataclasses.replace(
            line,
            quantity_milli=_checked(quantity_milli, line.unit),
            amount=line_amount(line.unit_price, quantity_milli),
        )
        return self._with((*self.lines[:position], changed, *self.lines[position + 1 :]))

    def remove(self, position: int) -> Cart:
        """Take one line out."""
        return Cart((*self.lines[:position], *self.lines[position + 1 :]))

    def position(self, code: str) -> int | None:
        """Find the last line with this code."""
        for at in range(len(self.lines) - 1, -1, -1):
            if self.lines[at].code == code:
                return at
        return None

    def _with(self, lines: tuple[Line, ...]) -> Cart:
        if len(lines) > MOST_LINES:
            raise InvalidInputError("lines", f"more than {MOST_LINES} lines")
        cart = Cart(lines)
        if cart.total > MOST_TOTAL:
            raise InvalidInputError("total", f"more than {MOST_TOTAL} yuan")
        return cart


def _pieces(line: Line) -> int:
    return line.quantity_milli // ONE_MILLI if line.unit is Unit.EACH else 1


def _checked(quantity_milli: int, unit: Unit) -> int:
    if not 1 <= quantity_milli <= MOST_QUANTITY_MILLI:
        raise InvalidInputError("quantity", "must be more than nothing and less than 10,000")
    if unit is Unit.EACH and quantity_milli % ONE_MILLI:
        raise InvalidInputError("quantity", "pieces are whole")
    return quantity_milli
