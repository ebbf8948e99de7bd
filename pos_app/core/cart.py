"""The cart: what is rung up and not yet a sale. A change is a new cart."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from pos_app.core.discount import Amount, Off, spread
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Goods
from pos_app.core.money import ZERO, Money, line_amount
from pos_app.core.sale import Line, Sale, Unit, sum_lines

ONE_MILLI = 1000  # one piece or one kilogram
MOST_QUANTITY_MILLI = 9_999_999
MOST_TOTAL = Money(99_999_999)  # ¥999,999.99: more than a till has room for, and surely a slip of the hand
MOST_LINES = 500
LONGEST_NOTE = 60  # characters


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was rung up: its ``line`` at the full price, and what is taken off this line alone."""

    line: Line
    off: Off | None = None

    @property
    def plain(self) -> bool:
        """Whether it is as the catalogue has it, so that one more of the same is only one more."""
        return self.off is None and self.line.list_price is None and not self.line.note

    def is_alike(self, goods: Goods, name: str) -> bool:
        """Whether more of these goods is only more of it: a label's price makes pieces, options make other names."""
        line = self.line
        return self.plain and (line.unit, line.unit_price, line.name) == (goods.unit, goods.price, name)

    @property
    def own_discount(self) -> Money:
        """What is taken off this line alone."""
        return self.off.of(self.line.amount) if self.off is not None else ZERO


@dataclass(frozen=True, slots=True)
class Cart:
    """Items in the order in which they were rung up, and what is taken off all of them. An empty cart is ``Cart()``.

    ``lines`` are the items as they will be sold: everything that is taken off has fallen on them, to the fen.
    """

    items: tuple[Item, ...] = ()
    off: Off | None = None
    note: str = ""
    lines: tuple[Line, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", _priced(self.items, self.off))

    @classmethod
    def of(cls, sale: Sale) -> Self:
        """Make a cart of a sale again: what was taken off its lines stays on them as it is."""
        return cls(tuple(map(_item_of, sale.lines)), note=sale.note)

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return sum_lines(self.lines)

    @property
    def discount(self) -> Money:
        """All that is taken off."""
        return Money(sum(line.discount.fen for line in self.lines))

    @property
    def pieces(self) -> int:
        """How many things are in it; a weighed thing counts as one."""
        return count_pieces(self.lines)

    # ---------------------------------------------------------------- ringing up

    def add(self, goods: Goods, quantity_milli: int = ONE_MILLI, *, name: str | None = None) -> Cart:
        """Ring up goods. Pieces of what is there as the catalogue has it raise its quantity; weighed goods stand alone.

        Args:
            goods: what is sold.
            quantity_milli: thousandths of a piece or of a kilogram.
            name: what the ticket calls it, if not ``goods.name``.

        Raises:
            InvalidInputError: ``quantity`` or ``total`` passes a limit.
        """
        at = self.position(goods.code)
        if at is not None and not goods.weighed and self.items[at].is_alike(goods, name or goods.name):
            return self.change_quantity(at, self.lines[at].quantity_milli + quantity_milli)
        line = Line(
            code=goods.code,
            name=name or goods.name,
            unit=goods.unit,
            quantity_milli=_checked(quantity_milli, goods.unit),
            unit_price=goods.price,
            amount=line_amount(goods.price, quantity_milli),
            category=goods.category.name,
            tax_rate=goods.tax_rate,
        )
        return self._with((*self.items, Item(line)))

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
        return self._with((*self.items, Item(line)))

    def change_quantity(self, position: int, quantity_milli: int) -> Cart:
        """Set the quantity of one line.

        Raises:
            InvalidInputError: ``quantity`` or ``total`` passes a limit.
        """
        line = self.items[position].line
        amount = line_amount(line.unit_price, _checked(quantity_milli, line.unit))
        return self._set(position, quantity_milli=quantity_milli, amount=amount)

    def remove(self, position: int) -> Cart:
        """Take one line out; with the last one everything else goes too."""
        items = (*self.items[:position], *self.items[position + 1 :])
        return dataclasses.replace(self, items=items) if items else Cart()

    # ---------------------------------------------------------------- prices, and what is written beside them

    def change_price(self, position: int, price: Money) -> Cart:
        """Sell one line at another price for a piece or a kilogram; the catalogue's own ends that.

        Raises:
            InvalidInputError: the price is nothing, or the total passes the limit.
        """
        line = self.items[position].line
        if price.fen < 1:
            raise InvalidInputError("price", "must be at least one fen")
        listed = line.unit_price if line.list_price is None else line.list_price
        amount = line_amount(price, line.quantity_milli)
        return self._set(
            position, unit_price=price, list_price=None if price == listed or not line.code else listed, amount=amount
        )

    def discount_line(self, position: int, off: Off | None) -> Cart:
        """Take something off one line, in place of what was taken off it before; None takes nothing off."""
        changed = dataclasses.replace(self.items[position], off=off)
        return self._with((*self.items[:position], changed, *self.items[position + 1 :]))

    def discount_all(self, off: Off | None) -> Cart:
        """Take something off all of it, in place of what was taken off before; None takes nothing off."""
        return dataclasses.replace(self, off=off)

    def write_line(self, position: int, note: str) -> Cart:
        """Write a note beside one line.

        Raises:
            InvalidInputError: it is too long.
        """
        return self._set(position, note=_short(note))

    def write(self, note: str) -> Cart:
        """Write a note on the whole.

        Raises:
            InvalidInputError: it is too long.
        """
        return dataclasses.replace(self, note=_short(note))

    # ---------------------------------------------------------------- questions

    def position(self, code: str) -> int | None:
        """Find the last line with this code."""
        for at in range(len(self.items) - 1, -1, -1):
            if self.items[at].line.code == code:
                return at
        return None

    def full(self, position: int | None = None) -> Money:
        """Give what one line costs before anything is taken off; of all, what it costs after each line's own discount.

        That is what a discount is a share of.
        """
        if position is not None:
            return self.items[position].line.amount
        return Money(sum(item.line.amount.fen - item.own_discount.fen for item in self.items))

    def _set(self, position: int, **fields: object) -> Cart:
        item = self.items[position]
        line = dataclasses.replace(item.line, **fields)  # type: ignore[arg-type]
        changed = dataclasses.replace(item, line=line)
        return self._with((*self.items[:position], changed, *self.items[position + 1 :]))

    def _with(self, items: tuple[Item, ...]) -> Cart:
        if len(items) > MOST_LINES:
            raise InvalidInputError("lines", f"more than {MOST_LINES} lines")
        cart = dataclasses.replace(self, items=items)
        if cart.total > MOST_TOTAL:
            raise InvalidInputError("total", f"more than {MOST_TOTAL} yuan")
        return cart


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A cart under the number that it keeps until it is sold, wherever it is held meanwhile: it is sold once."""

    number: str
    cart: Cart = field(default_factory=Cart)

    @classmethod
    def new(cls) -> Self:
        """Begin an empty one, under a number that was never used."""
        return cls(number=f"K{secrets.token_hex(8)}")

    def with_cart(self, cart: Cart) -> Draft:
        """Give it as it is after a change."""
        return dataclasses.replace(self, cart=cart)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCart:
    """A cart that was put aside: any till of the shop may take it up, and the first one has it."""

    draft: Draft
    till: str
    cashier: str
    held_at: datetime


def count_pieces(lines: Iterable[Line]) -> int:
    """Count things; a weighed one counts as one."""
    return sum(line.quantity_milli // ONE_MILLI if line.unit is Unit.EACH else 1 for line in lines)


def _priced(items: tuple[Item, ...], off: Off | None) -> tuple[Line, ...]:
    """Let what is taken off fall on the lines: first each line's own, then its share of what comes off the whole."""
    own = [item.own_discount for item in items]
    if off is not None:
        rest = [item.line.amount - one for item, one in zip(items, own, strict=True)]
        shares = spread(off.of(Money(sum(part.fen for part in rest))), rest)
        own = [one + share for one, share in zip(own, shares, strict=True)]
    return tuple(_less(item.line, one) for item, one in zip(items, own, strict=True))


def _less(line: Line, discount: Money) -> Line:
    return dataclasses.replace(line, amount=line.amount - discount, discount=discount) if discount else line


def _item_of(line: Line) -> Item:
    full = line.amount + line.discount
    whole = dataclasses.replace(line, amount=full, discount=ZERO)
    return Item(whole, Amount(line.discount, full) if line.discount else None)


def _short(note: str) -> str:
    words = " ".join(note.split())
    if len(words) > LONGEST_NOTE:
        raise InvalidInputError("note", f"more than {LONGEST_NOTE} characters")
    return words


def _checked(quantity_milli: int, unit: Unit) -> int:
    if not 1 <= quantity_milli <= MOST_QUANTITY_MILLI:
        raise InvalidInputError("quantity", "must be more than nothing and less than 10,000")
    if unit is Unit.EACH and quantity_milli % ONE_MILLI:
        raise InvalidInputError("quantity", "pieces are whole")
    return quantity_milli
