"""What the provider's books hold: orders and refunds. Frozen; a change is a new record."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any


class OrderState(enum.StrEnum):
    """Where an order stands. ``REFUND`` is told to the merchant but derived from the refunds, so not stored."""

    NOTPAY = "NOTPAY"
    SUCCESS = "SUCCESS"
    CLOSED = "CLOSED"


class RefundStatus(enum.StrEnum):
    """Where a refund stands."""

    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    CLOSED = "CLOSED"
    ABNORMAL = "ABNORMAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One ``out_trade_no``, for ever. Times are epoch seconds of the trade's clock.

    Attributes:
        parameters: the request's JSON in canonical form: a repeat must equal it.
        code: the live ``code_url``, ``prepay_id`` or ``h5_url``; earlier ones are dead.
        account: the customer's account that the code is bound to since its first scan.
        pays_at_close: an account whose payment lands at the very moment of the next close.
        coupon_fen: the part that coupons paid.
    """

    out_trade_no: str
    trade_type: str
    parameters: str
    description: str
    total_fen: int
    notify_url: str
    placed_at: float
    expires_at: float
    code: str
    code_dies_at: float
    attach: str | None = None
    device_id: str | None = None
    state: OrderState = OrderState.NOTPAY
    account: str | None = None
    openid: str | None = None
    entering_password: bool = False
    pays_at_close: str | None = None
    transaction_id: str | None = None
    bank_type: str | None = None
    paid_at: float | None = None
    coupon_fen: int = 0

    @property
    def payer_total_fen(self) -> int:
        """What the customer's own money paid."""
        return self.total_fen - self.coupon_fen

    @property
    def paid_fen(self) -> int:
        """What the merchant has received, coupons included."""
        return self.total_fen if self.state is OrderState.SUCCESS else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One ``out_refund_no``, for ever. Times are epoch seconds of the trade's clock.

    Attributes:
        parameters: the request's JSON in canonical form: a repeat must equal it.
        due_at: when it leaves ``PROCESSING``, into ``outcome``.
        payer_refund_fen: the customer's own money; the rest goes back to the coupons.
        left_fen: what could still be refunded before this one.
    """

    out_refund_no: str
    refund_id: str
    out_trade_no: str
    transaction_id: str
    parameters: str
    refund_fen: int
    total_fen: int
    payer_total_fen: int
    payer_refund_fen: int
    left_fen: int
    created_at: float
    due_at: float
    outcome: RefundStatus
    status: RefundStatus = RefundStatus.PROCESSING
    reason: str | None = None
    notify_url: str | None = None
    succeeded_at: float | None = None
    channel: str = "ORIGINAL"
    received_account: str = "支付用户零钱"

    @property
    def counted_fen(self) -> int:
        """What it takes from the order: nothing once it is closed."""
        return 0 if self.status is RefundStatus.CLOSED else self.refund_fen


def order_from_json(values: dict[str, Any]) -> Order:
    """Read an order back from plain values."""
    return Order(**{**values, "state": OrderState(values["state"])})


def refund_from_json(values: dict[str, Any]) -> Refund:
    """Read a refund back from plain values."""
    return Refund(
        **{**values, "status": RefundStatus(values["status"]), "outcome": RefundStatus(values["outcome"])},
    )
