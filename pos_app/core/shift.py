"""A shift: one cashier's stretch at one drawer, what was counted, and the figures that close it.

What should be in the drawer is its float, and everything that went in or out since. A difference is a fact that is
written down; it keeps nobody from closing (rule M12).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.staff import Act, Request

NOTES = (Money(100_00), Money(50_00), Money(20_00), Money(10_00), Money(5_00), Money(1_00))
"""The notes of a count, the largest first. Coins are counted as one amount."""

REASON_LENGTH = 80  # characters
MOST_PIECES = 99_999  # of one note: more is a slip of the hand
MOST_CASH = Money(99_999_999)


class CashMoveKind(enum.Enum):
    """Why cash moves without a sale. The values are stored: never change one."""

    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    DROP = "drop"  # to the safe


class Kick(enum.Enum):
    """Why the drawer opens. The values are stored: never change one."""

    CASH_TAKEN = "cash_taken"
    CASH_GIVEN_BACK = "cash_given_back"
    CASH_MOVED = "cash_moved"
    COUNT = "count"  # at the beginning or the end of a shift
    NO_SALE = "no_sale"


class CarriedKind(enum.Enum):
    """What a close does not end. The values are stored: never change one."""

    UNRESOLVED = "unresolved"  # waits for a manager
    OPEN = "open"  # a ticket that is not paid yet
    REFUND = "refund"  # on its way back
    HELD = "held"  # parked, and not a sale yet


@dataclass(frozen=True, slots=True, kw_only=True)
class CashCount:
    """Cash as it was counted: pieces of each note, by its value in fen, and coins as an amount."""

    notes: tuple[tuple[int, int], ...] = ()
    coins: Money = ZERO

    @property
    def total(self) -> Money:
        """What all of it is worth."""
        return Money(sum(note * pieces for note, pieces in self.notes) + self.coins.fen)

    def check(self, field: str) -> None:
        """Look the count over.

        Raises:
            InvalidInputError: no such note exists, a note comes twice, or a number is negative or absurd.
        """
        values = [note for note, _ in self.notes]
        if not set(values) <= {note.fen for note in NOTES} or len(set(values)) != len(values):
            raise InvalidInputError(field, "has a note that does not exist, or one twice")
        if any(not 0 <= pieces <= MOST_PIECES for _, pieces in self.notes):
            raise InvalidInputError(field, f"has fewer than no pieces of a note, or more than {MOST_PIECES}")
        if self.coins < ZERO or self.total > MOST_CASH:
            raise InvalidInputError(field, "is less than nothing, or more than a drawer holds")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how much together."""

    count: int = 0
    amount: Money = ZERO

    def plus(self, amount: Money) -> Tally:
        """Count one more."""
        return Tally(self.count + 1, self.amount + amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderTally:
    """What came, or went back, by one tender. ``label`` names an other one, such as 银行卡."""

    tender: Tender
    label: str = ""
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class BillDay:
    """What WeChat Pay's own bill of a day has of a shift: its days begin at midnight, the shop's may not."""

    day: date
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFigures:
    """A stretch of one till's journal in figures. Money counts when it is proven, each once."""

    first_ticket: str = ""  # the full numbers of the first and the last sale that were begun
    last_ticket: str = ""
    tickets: int = 0
    sales: Tally = Tally()  # that were settled as paid
    discounts: Money = ZERO  # in them
    voids: Tally = Tally()  # sales that were given up unpaid
    dropped: Tally = Tally()  # carts that were given up before they were a sale
    payments: tuple[TenderTally, ...] = ()
    rounding: Money = ZERO  # let go in cash
    surplus: Tally = Tally()  # of the payments: money whose sale was settled otherwise
    refunds: tuple[TenderTally, ...] = ()  # that have reached the customer; in cash, by whichever tender it came
    bill_days: tuple[BillDay, ...] = ()
    paid_in: Tally = Tally()
    paid_out: Tally = Tally()
    drops: Tally = Tally()
    no_sales: int = 0  # times that the drawer was opened for no sale

    @property
    def net(self) -> Money:
        """What came in, less what went back, by all tenders together."""
        came = sum(one.tally.amount.fen for one in self.payments)
        return Money(came - sum(one.tally.amount.fen for one in self.refunds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One thing that the next shift takes over, by name."""

    kind: CarriedKind
    number: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a shift ended. ``head`` is the hash of the entry that tells of it: printed, it vouches for all before."""

    at: datetime
    who: str
    count: CashCount
    expected: Money
    left: Money  # in the drawer, for the next shift
    figures: ShiftFigures
    carried: tuple[Carried, ...]
    last_entry: int
    head: str

    @property
    def difference(self) -> Money:
        """What was counted over what should be there; less than nothing if it is short."""
        return self.count.total - self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift; when it is closed it is the Z of its number, which never changes."""

    number: str  # till and sequence, such as 01-0412
    till: str
    sequence: int
    business_date: date  # on which it began
    opened_at: datetime
    opened_by: str
    float_count: CashCount
    first_entry: int
    closing: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftReport:
    """How an open shift stands: the X. ``number`` is there once it was written down, to be printed."""

    shift: Shift
    at: datetime
    who: str
    figures: ShiftFigures
    carried: tuple[Carried, ...]
    entry: int  # of the till's chain: the last one that is in the figures, or the one that tells of this X
    head: str  # its hash
    number: str = ""

    @property
    def expected(self) -> Money:
        """What should be in the drawer."""
        return expected_cash(self.shift.float_count.total, self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class CashOrder:
    """Exactly what cash somebody wants to put in or take out, and why."""

    kind: CashMoveKind
    amount: Money
    reason: str

    @property
    def request(self) -> Request | None:
        """What has to be allowed; nothing for cash that comes in."""
        if self.kind is CashMoveKind.PAID_IN:
            return None
        return Request(act=Act.CASH_OUT, subject=self.kind.value, amount=self.amount, reason=self.reason)

    def check(self) -> None:
        """Look the order over.

        Raises:
            InvalidInputError: the amount is not positive or absurd, or the reason is empty or too long.
        """
        if not ZERO < self.amount <= MOST_CASH:
            raise InvalidInputError("amount", "must be more than nothing, and no more than a drawer holds")
        check_reason(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMove:
    """Cash that moved without a sale."""

    number: str  # shift and count, such as 01-0412-3
    shift: str
    kind: CashMoveKind
    amount: Money
    reason: str
    who: str
    at: datetime


def expected_cash(opening_float: Money, figures: ShiftFigures) -> Money:
    """Say what should be in the drawer: the float, and everything that went in or out since."""
    came = sum(one.tally.amount.fen for one in figures.payments if one.tender is Tender.CASH)
    went = sum(one.tally.amount.fen for one in figures.refunds if one.tender is Tender.CASH)
    taken_out = figures.paid_out.amount + figures.drops.amount
    return opening_float + Money(came - went) + figures.paid_in.amount - taken_out


def check_reason(reason: str) -> None:
    """See that a reason says something.

    Raises:
        InvalidInputError: it is empty or too long.
    """
    if not 1 <= len(reason) <= REASON_LENGTH:
        raise InvalidInputError("reason", f"must be 1 to {REASON_LENGTH} characters")


def no_sale_request(reason: str) -> Request:
    """What has to be allowed for opening the drawer without a sale."""
    return Request(act=Act.NO_SALE, subject="drawer", amount=ZERO, reason=reason)


def close_request(shift: Shift) -> Request:
    """What has to be allowed for closing a shift that somebody else opened."""
    return Request(act=Act.SHIFTS, subject=shift.number, amount=ZERO, reason="")
