"""What the book says when it is looked over: a day in figures, and what waits for a manager."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """One business day in figures."""

    business_date: date
    paid_count: int
    paid: Money  # proven payments begun on the day
    refund_count: int
    refunded: Money  # given back, or on its way back, by refunds begun on the day
    open_count: int  # payments begun on the day that are not settled
    unconfirmed_count: int  # those of them that staff must not charge again


class UnresolvedKind(enum.Enum):
    """Why something waits for a manager."""

    UNCONFIRMED = "unconfirmed"  # nobody knows whether the customer paid (rule M3)
    SURPLUS = "surplus"  # paid although the sale was settled otherwise (rule M5)
    REFUND = "refund"  # a refund is abnormal, refused or unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """One thing that waits for a manager. ``refund`` is there only for a refund."""

    kind: UnresolvedKind
    payment: Payment
    refund: Refund | None
    since: datetime

    @property
    def amount(self) -> Money:
        """The money in question."""
        return self.refund.amount if self.refund is not None else self.payment.amount
