"""A sale: what the customer buys. On screen: 小票 / ticket."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from pos_app.core.money import ZERO, Money


class SaleState(enum.Enum):
    """Where a sale stands. The values are stored: never change one."""

    OPEN = "open"  # not settled: being paid, or waiting for another attempt
    PAID = "paid"  # proven payments cover the total
    VOIDED = "voided"  # given up unpaid


SALE_MOVES: Mapping[SaleState, frozenset[SaleState]] = MappingProxyType(
    {
        SaleState.OPEN: frozenset({SaleState.PAID, SaleState.VOIDED}),
        SaleState.PAID: frozenset(),
        SaleState.VOIDED: frozenset({SaleState.PAID}),  # only by a manager, who matches late money to it (rule M5)
    }
)


class Unit(enum.Enum):
    """What a quantity counts. The values are stored: never change one."""

    EACH = "each"
    KILOGRAM = "kg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item on a sale.

    ``quantity_milli`` is in thousandths of the unit: 2 pieces are 2000, 1.236 kg is 1236.
    ``amount`` is what the customer pays for the line, discount taken off. ``discount`` is all that was taken off,
    with the line's share of what was taken off the whole sale.
    """

    code: str  # goods number or bar code; empty for a typed amount
    name: str
    unit: Unit
    quantity_milli: int
    unit_price: Money
    amount: Money
    discount: Money = ZERO
    list_price: Money | None = None  # of the catalogue, where the cashier changed it
    note: str = ""
    category: str = ""  # by its Chinese name, as it was when it was sold
    tax_rate: int = 0  # in hundredths of a percent; the price includes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One business order with its lines. ``number`` is unique in the shop, for ever."""

    number: str  # till (2) + date (6) + sequence (4 or more), such as 012611240412
    till: str
    business_date: date
    sequence: int
    state: SaleState
    lines: tuple[Line, ...]
    total: Money
    cashier: str
    opened_at: datetime
    settled_at: datetime | None = None
    note: str = ""
    cart: str = ""  # the number that it had while it was rung up

    @property
    def ticket(self) -> str:
        """The short number that people say and read: ``0412``."""
        return f"{self.sequence:04d}"

    @property
    def settled(self) -> bool:
        """Whether it no longer waits for money."""
        return self.state is not SaleState.OPEN


def sum_lines(lines: tuple[Line, ...]) -> Money:
    """Add up what the customer pays."""
    return Money(sum(line.amount.fen for line in lines))
