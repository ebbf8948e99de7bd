"""A refund: money back on one payment, under a number of its own."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from pos_app.core.money import Money
from pos_app.core.payment import Trouble

MOST_REFUNDS = 50  # partial refunds of one payment; wechatpay-api.md, 6.5
REFUND_INTERVAL = timedelta(minutes=1)  # between two refunds of one payment; the same place
REFUND_WINDOW = timedelta(days=365)  # from the payment's success; the same place
WITHDRAW_AFTER = timedelta(minutes=6)  # since the last request: after five its signature is too old to be carried out
REASON_LENGTH = 80  # characters; wechatpay-api.md, 5.6


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

    @property
    def sent(self) -> bool:
        """Whether a request may have left: then the provider may have it."""
        return self.sent_at is not None

    @property
    def settled(self) -> bool:
        """Whether the state can no longer change."""
        return not REFUND_MOVES[self.state]
