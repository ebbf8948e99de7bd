"""What is said to the provider and what it says back, as frozen records.

Requests are in ``orders`` and ``refunds`` and are offered here too. Source: wechatpay-api.md, sections 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.orders import (
    AppOrder,
    Detail,
    H5Info,
    H5Order,
    JsapiOrder,
    NativeOrder,
    Order,
    OrderGoods,
    SceneInfo,
    StoreInfo,
)
from pos_app.wechatpay.reading import Fields
from pos_app.wechatpay.refunds import AbnormalRefund, RefundRequest, RefundTo
from pos_app.wechatpay.verification import Evidence

__all__ = [
    "AbnormalRefund",
    "Answer",
    "AppOrder",
    "Detail",
    "Evidence",
    "H5Info",
    "H5Order",
    "JsapiOrder",
    "NativeOrder",
    "Order",
    "OrderGoods",
    "RefundReply",
    "RefundRequest",
    "RefundTo",
    "SceneInfo",
    "StoreInfo",
    "Transaction",
]

Value = TypeVar("Value")

PAID_STATES = frozenset({"SUCCESS", "REFUND"})  # REFUND was paid, and something of it went back


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Value]):
    """A verified value and the words that prove it."""

    value: Value = field(repr=False)  # may be a code_url, which must not reach a log
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """How an order stands. ``trade_state`` may be a word that did not exist when this was written."""

    appid: str
    mchid: str
    out_trade_no: str
    trade_state: str
    trade_state_desc: str
    transaction_id: str | None = None
    trade_type: str | None = None
    bank_type: str | None = None
    attach: str | None = None
    success_time: datetime | None = None
    openid: str | None = field(default=None, repr=False)
    total_fen: int | None = None
    payer_total_fen: int | None = None
    currency: str | None = None
    device_id: str | None = None

    @property
    def paid(self) -> bool:
        """Whether the customer paid, even if something went back since."""
        return self.trade_state in PAID_STATES

    @classmethod
    def read(cls, fields: Fields) -> Transaction:
        """Read a query's reply or a payment notice.

        Raises:
            BadReplyError: something is missing, or is not what it should be.
        """
        state = fields.text("trade_state")
        amount = fields.optional_part("amount") or Fields({})
        payer = fields.optional_part("payer") or Fields({})
        scene = fields.optional_part("scene_info") or Fields({})
        transaction = cls(
            appid=fields.text("appid"),
            mchid=fields.text("mchid"),
            out_trade_no=fields.text("out_trade_no"),
            trade_state=state,
            trade_state_desc=fields.optional_text("trade_state_desc") or "",
            transaction_id=fields.optional_text("transaction_id"),
            trade_type=fields.optional_text("trade_type"),
            bank_type=fields.optional_text("bank_type"),
            attach=fields.optional_text("attach"),
            success_time=fields.optional_time("success_time"),
            openid=payer.optional_text("openid"),
            total_fen=amount.optional_fen("total"),
            payer_total_fen=amount.optional_fen("payer_total"),
            currency=amount.optional_text("currency"),
            device_id=scene.optional_text("device_id"),
        )
        if transaction.paid and None in (transaction.transaction_id, transaction.total_fen, transaction.currency):
            raise BadReplyError("a paid order came without its number, amount or currency")
        return transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundReply:
    """How a refund stands: SUCCESS, PROCESSING, ABNORMAL, CLOSED or a newer word. 200 alone means accepted."""

    refund_id: str
    out_refund_no: str
    transaction_id: str
    out_trade_no: str
    status: str
    refund_fen: int
    total_fen: int
    currency: str | None = None
    payer_refund_fen: int | None = None
    channel: str | None = None
    received_account: str | None = None
    funds_account: str | None = None
    create_time: datetime | None = None
    success_time: datetime | None = None

    @classmethod
    def read(cls, fields: Fields, *, status: str = "status") -> RefundReply:
        """Read a refund's reply; a notice calls its status ``refund_status``.

        Raises:
            BadReplyError: something is missing, or is not what it should be.
        """
        amount = fields.part("amount")
        return cls(
            refund_id=fields.text("refund_id"),
            out_refund_no=fields.text("out_refund_no"),
            transaction_id=fields.text("transaction_id"),
            out_trade_no=fields.text("out_trade_no"),
            status=fields.text(status),
            refund_fen=amount.fen("refund"),
            total_fen=amount.fen("total"),
            currency=amount.optional_text("currency"),
            payer_refund_fen=amount.optional_fen("payer_refund"),
            channel=fields.optional_text("channel"),
            received_account=fields.optional_text("user_received_account"),
            funds_account=fields.optional_text("funds_account"),
            create_time=fields.optional_time("create_time"),
            success_time=fields.optional_time("success_time"),
        )
