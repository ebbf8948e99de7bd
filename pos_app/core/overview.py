"""What the book says when it is looked over: a day in figures, and what waits for a manager."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundState
from pos_app.core.sale import Sale
from pos_app.core.staff import Act, Request


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
    """Why something waits for a manager. The values are stored: never change one."""

    UNCONFIRMED = "unconfirmed"  # nobody knows whether the customer paid (rule M3)
    CLOSING = "closing"  # given up here, and the provider has not confirmed it for long (rule M4)
    SURPLUS = "surplus"  # paid although the sale was settled otherwise, or was answered for (rule M5)
    ABNORMAL = "abnormal"  # a refund that cannot reach the customer's account
    REFUND = "refund"  # a refund that is refused or unanswered
    BOOK = "book"  # the journal does not agree with itself, or with the records


class Remedy(enum.Enum):
    """What can be done about something that waits."""

    QUERY = "query"  # ask the provider once more
    MATCH = "match"  # find the sale that it belongs to
    REFUND = "refund"  # give it back
    SEND_AGAIN = "send_again"  # top up the merchant's account, then send it under the same number
    WITHDRAW = "withdraw"  # take a refund back that the provider does not have
    APPLY_ABNORMAL = "apply_abnormal"  # send an abnormal refund to another account
    CALL = "call"  # the provider's service, or whoever looks after the till
    RESOLVE = "resolve"  # answer for it, with a reason


_REMEDIES: Mapping[UnresolvedKind, tuple[Remedy, ...]] = MappingProxyType(
    {
        UnresolvedKind.UNCONFIRMED: (Remedy.QUERY, Remedy.CALL, Remedy.RESOLVE),
        UnresolvedKind.CLOSING: (Remedy.QUERY, Remedy.CALL, Remedy.RESOLVE),
        UnresolvedKind.SURPLUS: (Remedy.REFUND, Remedy.MATCH, Remedy.RESOLVE),
        UnresolvedKind.ABNORMAL: (Remedy.APPLY_ABNORMAL, Remedy.QUERY, Remedy.CALL, Remedy.RESOLVE),
        UnresolvedKind.BOOK: (Remedy.CALL, Remedy.RESOLVE),
    }
)
_ACCEPTED = (Remedy.QUERY, Remedy.CALL, Remedy.RESOLVE)
_SHORT = (Remedy.SEND_AGAIN, Remedy.QUERY, Remedy.WITHDRAW, Remedy.RESOLVE)
_REFUSED = (Remedy.WITHDRAW, Remedy.QUERY, Remedy.CALL, Remedy.RESOLVE)
_UNANSWERED = (Remedy.QUERY, Remedy.WITHDRAW, Remedy.CALL, Remedy.RESOLVE)
# What the same refund can never pass: it is taken back, and the money goes another way or not at all.
_FOR_GOOD = frozenset(
    {"INVALID_REQUEST", "PARAM_ERROR", "USER_ACCOUNT_ABNORMAL", "RESOURCE_NOT_EXISTS", "TRADE_OVERDUE",
     "REFUND_FEE_MISMATCH"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A manager's answer for something that waits. The thing itself goes on being watched."""

    number: str
    subject: str  # the number of the payment or the refund, or the place of a flaw
    kind: UnresolvedKind
    amount: Money
    reason: str
    resolved_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """One thing that waits for a manager.

    ``payment`` is there for all but a flaw of the book, ``refund`` only for a refund. With a ``resolution``,
    somebody has answered for it, and it is listed only until its cause is gone.
    """

    kind: UnresolvedKind
    number: str  # of the payment or the refund, or the place of a flaw
    amount: Money  # in question
    since: datetime
    payment: Payment | None = None
    refund: Refund | None = None
    flaw: str = ""
    resolution: Resolution | None = None

    @property
    def remedy(self) -> Remedy:
        """The one thing to do first."""
        return self.remedies[0]

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """All that makes sense, the best first."""
        if self.refund is not None and self.kind is UnresolvedKind.REFUND:
            return _remedies_of(self.refund)
        if self.payment is not None and self.kind is UnresolvedKind.SURPLUS and not self.payment.loose:
            return (Remedy.MATCH, Remedy.REFUND, Remedy.RESOLVE)  # it has settled its own sale after all
        return _REMEDIES[self.kind]

    def request(self, reason: str) -> Request:
        """What has to be allowed for resolving it."""
        return Request(act=Act.RESOLVE, subject=self.number, amount=self.amount, reason=reason)


def match_request(payment: Payment, sale_number: str, reason: str) -> Request:
    """What has to be allowed for matching late money to a sale."""
    subject = f"{payment.out_trade_no} > {sale_number}"
    return Request(act=Act.RESOLVE, subject=subject, amount=payment.amount, reason=reason)


def void_request(sale: Sale) -> Request:
    """What has to be allowed for giving an unpaid sale up."""
    return Request(act=Act.VOID_SALE, subject=sale.number, amount=sale.total, reason="")


def take_over_request(sale_number: str) -> Request:
    """What has to be allowed for going on with somebody else's sale."""
    return Request(act=Act.TAKE_OVER, subject=sale_number, amount=ZERO, reason="")


def _remedies_of(refund: Refund) -> tuple[Remedy, ...]:
    if refund.state is not RefundState.CREATED:
        return _ACCEPTED
    trouble = refund.trouble
    if trouble is None or trouble.kind != "refused":
        return _UNANSWERED
    if refund.short_of_money:
        return _SHORT
    return _REFUSED if trouble.code in _FOR_GOOD else _UNANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """What is not at its end on one till: sales, payments that could still be paid, tickets in hand."""

    sales: int = 0
    payments: int = 0
    carts: int = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is."""
        return not (self.sales or self.payments or self.carts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the whole shop's book stands, in counts; what is not there is none.

    Attributes:
        today: payments begun on the business day.
        unsettled: payments of any day that are not at their end.
        refunds: refunds of any day that are not at their end.
        unconfirmed: those of the unsettled payments that nobody may charge again (rule M3).
    """

    today: Mapping[tuple[Tender, PaymentState], int]
    unsettled: Mapping[PaymentState, int]
    refunds: Mapping[RefundState, int]
    unconfirmed: int
