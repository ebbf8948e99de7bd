"""A payment: one attempt to settle a sale with one tender."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money


class Tender(enum.Enum):
    """How money is taken. The values are stored: never change one."""

    WECHAT_QR = "wechat_qr"
    CASH = "cash"
    OTHER = "other"  # taken by other means, such as a card terminal, and written down here

    @property
    def at_once(self) -> bool:
        """Whether money of it is there when it is written down: no provider has to prove it (rule M2)."""
        return self in {Tender.CASH, Tender.OTHER}


class PaymentState(enum.Enum):
    """Where a payment's money stands. The values are stored: never change one."""

    CREATED = "created"  # written down; no code was ever shown, so nobody can have paid
    PRESENTED = "presented"  # the code is on the glass: the customer can pay
    CLOSING = "closing"  # cancelled or expired here; the provider has not yet confirmed
    PAID = "paid"  # proven by the provider's verified answer, or taken at the counter
    CLOSED = "closed"  # proven that nobody can pay any more


PAYMENT_MOVES: Mapping[PaymentState, frozenset[PaymentState]] = MappingProxyType(
    {
        PaymentState.CREATED: frozenset(
            {PaymentState.PRESENTED, PaymentState.CLOSING, PaymentState.PAID, PaymentState.CLOSED}
        ),
        PaymentState.PRESENTED: frozenset({PaymentState.CLOSING, PaymentState.PAID, PaymentState.CLOSED}),
        PaymentState.CLOSING: frozenset({PaymentState.PAID, PaymentState.CLOSED}),
        PaymentState.PAID: frozenset(),
        PaymentState.CLOSED: frozenset(),
    }
)

UNCONFIRMED_AFTER = 2
"""Questions in a row without a proven answer after which a live payment is unconfirmed."""


class ClosingReason(enum.Enum):
    """Why the till stopped waiting. The values are stored: never change one."""

    CANCELLED = "cancelled"  # the cashier gave up
    EXPIRED = "expired"  # the customer did not pay in time


LONGEST_DESCRIPTION = 127  # characters; wechatpay-api.md, 5.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How attempts are to be paid: what the provider is told of every one of them alike."""

    tender: Tender
    description: str  # what the customer reads in WeChat
    notify_url: str
    expires_after: timedelta

    def __post_init__(self) -> None:
        if not 1 <= len(self.description) <= LONGEST_DESCRIPTION:
            raise InvalidInputError("description", f"must be 1 to {LONGEST_DESCRIPTION} characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why the last question brought no proven answer.

    ``kind`` is ``not_sent``, ``unknown``, ``bad_reply`` or ``refused``; ``code`` is the provider's
    code, if any; ``message`` is for the log and the manager, never parsed.
    """

    kind: str
    code: str
    message: str
    at: datetime

    def is_news(self, before: Trouble | None, *, silence_is_news: bool) -> bool:
        """Whether it is worth a line in the journal: another one than before, and not just a silent network."""
        another = before is None or (before.kind, before.code) != (self.kind, self.code)
        return another and (silence_is_news or self.kind in {"refused", "bad_reply"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One attempt. ``out_trade_no`` is burnt: never used again, for this or anything (rule M6)."""

    out_trade_no: str  # sale number, attempt and six random characters
    sale_number: str
    attempt: int
    tender: Tender
    state: PaymentState
    amount: Money
    description: str
    time_expire: datetime  # aware; the provider's deadline, kept so that a replay is byte-identical
    created_at: datetime
    notify_url: str = ""  # a parameter too, so that a replay is byte-identical whatever the settings say by then
    code_url: str | None = field(default=None, repr=False)  # whoever holds it can pay: never in a log
    transaction_id: str | None = None
    paid_at: datetime | None = None  # the provider's success_time
    payer_total: Money | None = None  # what the customer paid after coupons
    settled_at: datetime | None = None
    closing_reason: ClosingReason | None = None
    provider_state: str | None = None  # the provider's last verified word, such as USERPAYING
    unanswered: int = 0  # questions in a row without a proven answer
    trouble: Trouble | None = None
    reserved: Money = ZERO  # given back or on its way back
    surplus: bool = False  # paid although its sale was already settled: the manager decides (rule M5)
    matched_to: str | None = None  # the sale that a manager found for late money
    tendered: Money | None = None  # cash that was handed over
    rounding: Money = ZERO  # what the shop lets go of, so that cash comes out even (抹零)
    label: str = ""  # what another tender was, such as 银行卡
    undone: bool = False  # given back, or on its way, before its sale was paid: it pays for it no longer

    @property
    def settled(self) -> bool:
        """Whether the state can no longer change."""
        return not PAYMENT_MOVES[self.state]

    @property
    def payable(self) -> bool:
        """Whether a customer could still pay it: a code was shown and nothing is proven yet."""
        return self.code_url is not None and not self.settled

    @property
    def unconfirmed(self) -> bool:
        """Whether staff must be told: do not charge again, the customer may have paid (rule M3)."""
        limit = 1 if self.state is PaymentState.CLOSING else UNCONFIRMED_AFTER
        return self.payable and self.unanswered >= limit

    @property
    def refundable(self) -> Money:
        """What can still be given back."""
        return self.amount - self.reserved if self.state is PaymentState.PAID else ZERO

    @property
    def change(self) -> Money:
        """What is given back at once of the cash that was handed over."""
        return ZERO if self.tendered is None else self.tendered - self.amount

    @property
    def pays(self) -> Money:
        """How much of its sale it settles."""
        return self.amount + self.rounding

    @property
    def loose(self) -> bool:
        """Whether it does not pay for its own sale by itself."""
        return self.surplus or self.undone

    @property
    def stray(self) -> bool:
        """Whether it is late money that belongs to no sale yet."""
        return self.loose and self.matched_to is None

    @property
    def settles(self) -> str:
        """The number of the sale whose goods it paid for: its own, unless it was matched to another one."""
        return self.matched_to or self.sale_number

    @property
    def tail(self) -> str:
        """Ticket and attempt as people say them: ``0412-1``."""
        return f"{self.sale_number[8:]}-{self.attempt}"
