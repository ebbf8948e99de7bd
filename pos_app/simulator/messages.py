"""What passes between a client and the provider, before it is bytes: requests, replies, and their JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from pos_app.simulator.clock import rfc3339
from pos_app.simulator.records import Order, OrderState, Refund, RefundStatus

JSON = "application/json; charset=utf-8"

_STATE_WORDS = {"NOTPAY": "订单未支付", "SUCCESS": "支付成功", "CLOSED": "订单已关闭", "REFUND": "转入退款"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came.

    Attributes:
        target: path and query, byte for byte.
        headers: names in lower case.
        origin: scheme and host as the client addressed them.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""
    origin: str = ""

    @property
    def path(self) -> str:
        """The path, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters, decoded."""
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def header(self, name: str) -> str:
        """Return a header by its name in lower case; empty when absent."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply before it is signed and sent. ``subcode`` ends the Request-ID; without one there is none."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    signed: bool = False
    subcode: int | None = 0
    headers: tuple[tuple[str, str], ...] = field(default=())


def json_reply(values: Mapping[str, Any], *, status: int = 200) -> Reply:
    """Make a reply that will be signed."""
    return Reply(status=status, body=dump(values), signed=True)


def dump(values: Mapping[str, Any]) -> bytes:
    """Write JSON as the provider does: no spaces, plain UTF-8; half of a surrogate pair stays an escape."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def decoded(segment: str) -> str:
    """Decode one segment of a path."""
    return unquote(segment, errors="replace")


def transaction(order: Order, mchid: str, appid: str, *, refunded: bool) -> dict[str, Any]:
    """Say how an order stands."""
    state = "REFUND" if refunded else order.state.value
    values: dict[str, Any] = {
        "amount": {"total": order.total_fen, "currency": "CNY"},
        "appid": appid,
        "mchid": mchid,
        "out_trade_no": order.out_trade_no,
        "trade_state": state,
        "trade_state_desc": _STATE_WORDS[state],
    }
    if order.device_id is not None:
        values["scene_info"] = {"device_id": order.device_id}
    if order.state is OrderState.SUCCESS:
        values["amount"] |= {"payer_total": order.payer_total_fen, "payer_currency": "CNY"}
        values |= {
            "bank_type": order.bank_type,
            "payer": {"openid": order.openid},
            "promotion_detail": _promotion(order),
            "success_time": rfc3339(order.paid_at or 0.0),
            "trade_type": order.trade_type,
            "transaction_id": order.transaction_id,
        }
        if order.attach is not None:
            values["attach"] = order.attach
    return values


def refund_status(refund: Refund) -> dict[str, Any]:
    """Say how a refund stands, as the refund calls do."""
    discount = refund.refund_fen - refund.payer_refund_fen
    values: dict[str, Any] = {
        "amount": {
            **_refund_amount(refund),
            "currency": "CNY",
            "discount_refund": discount,
            "from": [],
            "settlement_refund": refund.refund_fen,
            "settlement_total": refund.total_fen,
            "refund_fee": 0,
        },
        "channel": refund.channel,
        "create_time": rfc3339(refund.created_at),
        "funds_account": "AVAILABLE",
        "out_refund_no": refund.out_refund_no,
        "out_trade_no": refund.out_trade_no,
        "promotion_detail": [],
        "refund_id": refund.refund_id,
        "status": refund.status.value,
        "transaction_id": refund.transaction_id,
        "user_received_account": refund.received_account,
    }
    return values | _success_time(refund)


def refund_notice(refund: Refund, mchid: str) -> dict[str, Any]:
    """Say how a refund stands, as its notice does: ``refund_status``, and no channel."""
    values: dict[str, Any] = {
        "mchid": mchid,
        "out_trade_no": refund.out_trade_no,
        "transaction_id": refund.transaction_id,
        "out_refund_no": refund.out_refund_no,
        "refund_id": refund.refund_id,
        "refund_status": refund.status.value,
        "amount": _refund_amount(refund),
        "user_received_account": refund.received_account,
    }
    return values | _success_time(refund)


def _success_time(refund: Refund) -> dict[str, str]:
    if refund.status is not RefundStatus.SUCCESS or refund.succeeded_at is None:
        return {}
    return {"success_time": rfc3339(refund.succeeded_at)}


def _refund_amount(refund: Refund) -> dict[str, int]:
    return {
        "total": refund.total_fen,
        "refund": refund.refund_fen,
        "payer_total": refund.payer_total_fen,
        "payer_refund": refund.payer_refund_fen,
    }


def _promotion(order: Order) -> list[dict[str, Any]]:
    if not order.coupon_fen:
        return []
    return [
        {
            "coupon_id": f"{order.transaction_id}"[-12:],
            "name": "立减优惠",
            "scope": "GLOBAL",
            "type": "CASH",
            "amount": order.coupon_fen,
            "stock_id": "931386",
            "wechatpay_contribute": order.coupon_fen,
            "merchant_contribute": 0,
            "other_contribute": 0,
            "currency": "CNY",
        }
    ]
