"""What customers do: how each of them pays, and what else happens. Chosen by the day, so that it is the same each time.

Knows nothing of the till: the sums are made from these alone.
"""

from __future__ import annotations

import enum
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.soak.sold import Offered, Sold, baskets, priced

FLOAT_FEN = 500_00
ROUNDED_TO = 10  # fen: what cash comes out even to
_NOTES = (1_00, 5_00, 10_00, 20_00, 50_00, 100_00)
_WEIGHTS = (48, 20, 26, 6)


class Way(enum.Enum):
    """How a ticket is paid."""

    WECHAT = enum.auto()
    EXACT = enum.auto()  # cash
    GIVEN = enum.auto()  # cash, and there is change
    SPLIT = enum.auto()  # a part in cash, the rest by WeChat Pay


class Errand(enum.Enum):
    """What is done at the drawer without a customer."""

    PAID_IN = enum.auto()
    PAID_OUT = enum.auto()
    DROP = enum.auto()


ERRANDS: Mapping[Errand, int] = {Errand.PAID_IN: 200_00, Errand.PAID_OUT: 35_50, Errand.DROP: 600_00}
"""How much, in fen. Each once a day: after a quarter, a half and three quarters of the customers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """One line of a basket, and what was taken off the price on the shelf."""

    sold: Sold
    goods: Offered

    @property
    def full_fen(self) -> int:
        """What it would have come to."""
        return priced(self.goods.fen, self.sold.milli)

    @property
    def off_fen(self) -> int:
        """What is taken off what is weighed and reduced; packs that are reduced get a new price."""
        off = self.full_fen - self.sold.fen
        return off if self.sold.reduced and self.goods.weighed and off > 0 else 0

    @property
    def new_price(self) -> bool:
        """Whether it is sold at another price, and not as a discount."""
        return self.sold.price_fen != self.goods.fen and not self.off_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One customer."""

    at: datetime
    bought: tuple[Bought, ...]
    way: Way
    handed_fen: int = 0  # of cash, where it is not what is due
    walks_away: bool = False  # and comes back: the first ticket is voided
    is_held: bool = False  # while the next one is served
    returns: bool = False  # everything

    @property
    def fen(self) -> int:
        """What the basket comes to."""
        return sum(one.sold.fen for one in self.bought)

    @property
    def rounding_fen(self) -> int:
        """What the shop lets go of: only where all of it is paid in cash."""
        return _lets_go(self.fen) if self.way in {Way.EXACT, Way.GIVEN} else 0

    @property
    def cash_fen(self) -> int:
        """What stays in the drawer of it."""
        if self.way is Way.SPLIT:
            return self.handed_fen
        return 0 if self.way is Way.WECHAT else self.fen - self.rounding_fen


def plan(sold: Sequence[Sold], goods: Mapping[str, Offered]) -> tuple[Visit, ...]:
    """Say what the customers of a day do."""
    chance = random.Random(sold[0].at.date().toordinal())
    return tuple(_visit(place, basket, goods, chance) for place, basket in enumerate(baskets(sold)))


def _visit(place: int, basket: tuple[Sold, ...], goods: Mapping[str, Offered], chance: random.Random) -> Visit:
    bought = [Bought(sold=one, goods=goods[one.code]) for one in basket]
    bought.sort(key=lambda one: not (one.off_fen or one.new_price))  # what has a price of its own comes first
    (way,) = chance.choices(tuple(Way), _WEIGHTS)
    due = sum(one.fen for one in basket)
    note = chance.choice(_NOTES)
    if way is Way.SPLIT and due < 2_00:
        way = Way.WECHAT
    handed = {Way.GIVEN: -(-(due - _lets_go(due)) // note) * note, Way.SPLIT: due // 200 * 100}.get(way, 0)
    return Visit(
        at=basket[-1].at,
        bought=tuple(bought),
        way=way,
        handed_fen=handed,
        walks_away=place % 40 == 7,
        is_held=place % 25 == 3,
        returns=place % 30 == 11 and way is not Way.SPLIT,
    )


def _lets_go(due: int) -> int:
    rest = due % ROUNDED_TO
    return rest if rest < due else 0


def total_fen(visits: Iterable[Visit]) -> int:
    """Add baskets up."""
    return sum(visit.fen for visit in visits)
