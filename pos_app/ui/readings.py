"""What is read from the ledger to be looked at: a day, what was looked for, the story of one sale, and goods."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_app.core.finding import Standing
from pos_app.core.goods import Category, Goods, GoodsChange
from pos_app.core.goods_plan import ImportPlan
from pos_app.core.journal import Entry
from pos_app.core.money import Money
from pos_app.core.overview import DayTotals
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.returns import Returned
from pos_app.core.sale import Sale
from pos_app.core.scanning import Priced, Weighed
from pos_app.core.shift import Shift, ShiftReport

PAGE_OF_GOODS = 60  # at most in one reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One business day: its figures, and the newest of its payments."""

    totals: DayTotals
    payments: tuple[Payment, ...]
    unresolved: int  # how many things wait for a manager, of this day or an earlier one; answered ones do not


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a person looks for: words as they were typed, and what was chosen beside them."""

    turn: int  # of two with different numbers the later one counts
    text: str
    day: date | None  # None is any
    standing: Standing | None  # None is all
    after: Payment | None = None  # the last payment of the page before
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was looked for, the newest first."""

    ask: Ask
    payments: tuple[Payment, ...]
    more: bool  # whether there may be payments beyond this page
    not_understood: str = ""  # a word that means nothing to a till
    totals: DayTotals | None = None  # of the day that was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything about one sale. ``payments`` and ``refunds`` are the oldest first, as is the journal."""

    sale: Sale
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    entries: tuple[Entry, ...]
    returned: Mapping[int, Returned] = field(default_factory=dict)  # what came back of each line, by its position


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where goods stand. ``stocked`` tells whether the shop has any goods, on sale or not."""

    categories: tuple[Category, ...]
    stocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the tiles are to show: what words find, else a shelf, else what is used most."""

    turn: int  # no two are equal
    text: str = ""
    category: Category | None = None
    skip: int = 0  # what is shown already


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A page of goods; ``more`` tells whether there may be goods beyond it."""

    look: Look
    goods: tuple[Goods, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seek:
    """A code that was scanned or typed; with ``named`` it may be a name, and the nearest goods are taken.

    ``label`` is what a rule of the shop reads in it: goods, and how much of them or at which price.
    """

    turn: int  # no two are equal
    text: str
    named: bool = False
    scanned: bool = False
    label: Weighed | Priced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a code stands for, and how much of it in thousandths of its unit; ``failed`` if nobody could look.

    ``label`` is set if the goods are those of the scale's label.
    """

    seek: Seek
    goods: Goods | None = None
    quantity_milli: int = 1000
    label: Weighed | Priced | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGoods:
    """What somebody typed about goods that nobody knew yet. No ``price`` is asked for at the till."""

    code: str
    name: str
    price: Money
    weighed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Goods for whoever keeps them: what ``text`` finds, out of how many, and what was changed last."""

    text: str
    goods: tuple[Goods, ...]
    count: int
    last: GoodsChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the import of a file would do. ``path`` is as it was typed."""

    path: str
    plan: ImportPlan


class Step(enum.Enum):
    """What an import is at."""

    READING = enum.auto()
    COMPARING = enum.auto()
    WRITING = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerStanding:
    """How the till's drawer stands: the open shift's figures so far, or what the last shift left."""

    report: ShiftReport | None  # None while no shift is open
    left: Money  # in the drawer, by the last close
    last: Shift | None  # the last one of this till that was closed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftList:
    """A page of shifts, of all tills, the newest first."""

    skip: int  # so many newer ones are on the pages before
    shifts: tuple[Shift, ...]
    more: bool
