"""A refund: money back on one payment, under a number of its own."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import YUAN, ZERO, Money
from pos_app.core.payment import Tender, Trouble
from pos_app.core.staff import Act, Request

MOST_REFUNDS = 50  # partial refunds of one payment; wechatpay-api.md, 6.5
REFUND_INTERVAL = timedelta(minutes=1)  # between two refunds of one payment; the same place
REFUND_WINDOW = timedelta(days=365)  # from the payment's success; the same place
WITHDRAW_AFTER = timedelta(minutes=6)  # since the last request: after five its signature is too old to be carried out
NOT_ENOUGH = "NOT_ENOUGH"  # the provider's word for a merchant's account with too little in it; the same place
SHORT_REST = timedelta(minutes=30)  # since the last request: money comes in by itself, but not at once
REASON_LENGTH = 80  # characters; wechatpay-api.md, 5.6
NOTE_LENGTH = 80  # characters


class RefundState(enum.Enum):
    """Where a refund stands. The values are stored: never change one."""

    CREATED = "created"  # written down and reserved; the provider may or may not have it
    PROCESSING = "processing"  # accepted
    ABNORMAL = "abnormal"  # accepted, but the money cannot reach the customer's account
    SUCCESS = "success"  # the money is back
    CLOSED = "closed"  # failed for good; the reservation is given back


REFUND_MOVES: Mapping[RefundState, frozenset[RefundState]] = MappingProxyType(
    {
        RefundState.CREATED: frozenset(
            {RefundState.PROCESSING, RefundState.ABNORMAL, RefundState.SUCCESS, RefundState.CLOSED}
        ),
        RefundState.PROCESSING: frozenset({RefundState.ABNORMAL, RefundState.SUCCESS, RefundState.CLOSED}),
        RefundState.ABNORMAL: frozenset({RefundState.PROCESSING, RefundState.SUCCESS, RefundState.CLOSED}),
        RefundState.SUCCESS: frozenset(),
        RefundState.CLOSED: frozenset(),
    }
)


class Route(enum.Enum):
    """Which way the money goes back. The values are stored: never change one."""

    ORIGINAL = "original"  # the way it came, through the provider
    CASH = "cash"  # out of the drawer: settled when it is written down, and never sent to the provider
    RECORDED = "recorded"  # by the means by which it came, such as a card terminal: written down, and no more


ROUTES: Mapping[Tender, tuple[Route, ...]] = MappingProxyType(
    {
        Tender.WECHAT_QR: (Route.ORIGINAL, Route.CASH),
        Tender.CASH: (Route.CASH,),
        Tender.OTHER: (Route.RECORDED, Route.CASH),
    }
)
"""The ways by which money of a tender can go back; the first is the one by which it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """Part of a line that comes back. ``amount`` is copied from the sale, never priced again (``returns``)."""

    position: int  # of the line on its sale, from 1
    quantity_milli: int
    amount: Money
    restock: bool  # the goods can be sold again


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOrder:
    """Exactly what a person asks for.

    With ``lines``, the amount is the sum of theirs, less the ``rounding`` that the shop let go of when they were paid
    in cash. ``reason`` is shown to the customer; ``note`` stays in the shop.
    """

    out_trade_no: str
    amount: Money
    reason: str
    lines: tuple[RefundLine, ...] = ()
    route: Route = Route.ORIGINAL
    note: str = ""
    tender: Tender = Tender.WECHAT_QR  # of the payment
    rounding: Money = ZERO

    @property
    def request(self) -> Request:
        """What has to be allowed: by the asker's own right, or by an approval of exactly this."""
        act = Act.REFUND if self.route is ROUTES[self.tender][0] else Act.REFUND_OTHER_ROUTE
        return Request(act=act, subject=self.out_trade_no, amount=self.amount, reason=self.reason)

    def check(self) -> None:
        """Look the order over by itself, before any book is opened.

        Raises:
            InvalidInputError: the amount is not positive or not the sum of the lines, a line comes twice or with no
                quantity, money of this tender cannot go that way, or the reason is empty or too long.
        """
        if self.amount.fen < 1:
            raise InvalidInputError("amount", "must be at least one fen")
        if not 1 <= len(self.reason) <= REASON_LENGTH:
            raise InvalidInputError("reason", f"must be 1 to {REASON_LENGTH} characters")
        if len(self.note) > NOTE_LENGTH:
            raise InvalidInputError("note", f"must be at most {NOTE_LENGTH} characters")
        if any(line.quantity_milli < 1 for line in self.lines):
            raise InvalidInputError("lines", "nothing of a line comes back")
        if len({line.position for line in self.lines}) != len(self.lines):
            raise InvalidInputError("lines", "a line comes twice")
        self._check_sum()

    def _check_sum(self) -> None:
        if self.route not in ROUTES[self.tender]:
            raise InvalidInputError("route", f"money of {self.tender.value} does not go back that way")
        if not ZERO <= self.rounding < YUAN or (self.rounding and self.tender is not Tender.CASH):
            raise InvalidInputError("rounding", "only cash is rounded, by less than a yuan")
        of_lines = Money(sum(line.amount.fen for line in self.lines))
        if (self.lines or self.rounding) and of_lines != self.amount + self.rounding:
            raise InvalidInputError("amount", "must be the sum of the lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankCard:
    """A customer's own debit card. It is never kept, and never in a log (rule M11)."""

    bank_type: str  # such as ICBC_DEBIT
    number: str = field(repr=False)
    holder: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbnormalAccount:
    """Where the money of an abnormal refund goes: to a card of the customer's, or back to the merchant."""

    card: BankCard | None = None

    @property
    def way(self) -> str:
        """What may be written down of it."""
        return f"card of the customer, {self.card.bank_type}" if self.card is not None else "account of the merchant"

    def request(self, refund: Refund) -> Request:
        """What has to be allowed for sending an abnormal refund there."""
        return Request(
            act=Act.REFUND_OTHER_ROUTE, subject=refund.out_refund_no, amount=refund.amount, reason=self.way
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One refund. ``out_refund_no`` is kept at every try until the provider says CLOSED (rule M6)."""

    out_refund_no: str  # out_trade_no + R + sequence
    out_trade_no: str
    sequence: int
    state: RefundState
    amount: Money
    total: Money  # of the payment, as the provider wants it
    reason: str
    requested_by: str
    created_at: datetime
    notify_url: str = ""
    sent_at: datetime | None = None  # when the last request set out; from then on every try asks first
    refund_id: str | None = None
    received_account: str | None = None  # where the money goes, in the provider's words
    settled_at: datetime | None = None
    unanswered: int = 0
    trouble: Trouble | None = None
    route: Route = Route.ORIGINAL
    lines: tuple[RefundLine, ...] = ()
    note: str = ""
    rounding: Money = ZERO  # by which it is less than its lines: what the shop had let go of when they were paid

    @property
    def sent(self) -> bool:
        """Whether a request may have left: then the provider may have it."""
        return self.sent_at is not None

    @property
    def short_of_money(self) -> bool:
        """Whether the merchant's account had too little: it is topped up, then this refund is sent again unchanged."""
        return self.state is RefundState.CREATED and self.trouble is not None and self.trouble.code == NOT_ENOUGH

    @property
    def settled(self) -> bool:
        """Whether the state can no longer change."""
        return not REFUND_MOVES[self.state]
