"""Refunds as we send them.

Source: wechatpay-api.md, section 5.6.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from pos_app.wechatpay import rules
from pos_app.wechatpay.errors import InvalidRequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """Money back on one order. The same number is the same refund: it is carried out once."""

    out_refund_no: str
    refund_fen: int
    total_fen: int  # of the original order, not what is left of it
    out_trade_no: str | None = None
    transaction_id: str | None = None  # wins over out_trade_no
    reason: str | None = None
    notify_url: str | None = None

    def __post_init__(self) -> None:
        rules.check_out_refund_no(self.out_refund_no)
        rules.check_fen("/amount/total", self.total_fen)
        rules.check_fen("/amount/refund", self.refund_fen)
        if self.refund_fen > self.total_fen:
            raise InvalidRequestError("/amount/refund", "must not be more than the order's total")
        if self.transaction_id is None and self.out_trade_no is None:
            raise InvalidRequestError("/transaction_id", "this or out_trade_no is required")
        if self.transaction_id is not None:
            rules.check_transaction_id(self.transaction_id)
        if self.out_trade_no is not None:
            rules.check_out_trade_no(self.out_trade_no)
        if self.reason is not None:
            rules.check_text("/reason", self.reason, most=80)
        if self.notify_url is not None:
            rules.check_notify_url(self.notify_url)

    def body(self) -> bytes:
        """Return the bytes to sign and to send."""
        return rules.encode(
            {
                "transaction_id": self.transaction_id,
                "out_trade_no": self.out_trade_no if self.transaction_id is None else None,
                "out_refund_no": self.out_refund_no,
                "reason": self.reason,
                "notify_url": self.notify_url,
                "amount": {"refund": self.refund_fen, "total": self.total_fen, "currency": "CNY"},
            }
        )


class RefundTo(enum.Enum):
    """Where the money of a refund goes that could not reach the customer's own account."""

    USER_BANK_CARD = "USER_BANK_CARD"
    MERCHANT_BANK_CARD = "MERCHANT_BANK_CARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbnormalRefund:
    """Send an ABNORMAL refund to a bank card, or back to the merchant. The card is sealed before it travels."""

    refund_id: str
    out_refund_no: str
    to: RefundTo
    bank_type: str | None = None  # such as ICBC_DEBIT
    bank_account: str | None = field(default=None, repr=False)
    real_name: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        rules.check_refund_id(self.refund_id)
        rules.check_out_refund_no(self.out_refund_no)
        for name, most in (("bank_type", 16), ("bank_account", 64), ("real_name", 64)):
            value: str | None = getattr(self, name)
            if self.to is RefundTo.USER_BANK_CARD and value is None:
                raise InvalidRequestError(f"/{name}", "is required for a customer's card")
            if self.to is RefundTo.MERCHANT_BANK_CARD and value is not None:
                raise InvalidRequestError(f"/{name}", "is only for a customer's card")
            if value is not None:
                rules.check_text(f"/{name}", value, most=most)
