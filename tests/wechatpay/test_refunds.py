"""Refunds as they are sent: refused before sending where they break a rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pos_app.wechatpay.errors import InvalidRequestError
from pos_app.wechatpay.messages import AbnormalRefund, RefundRequest, RefundTo

REFUND: dict[str, Any] = {
    "out_refund_no": "POS-0001-R1",
    "refund_fen": 100,
    "total_fen": 1288,
    "transaction_id": "4200001234",
}


def test_a_refund_names_everything_as_the_provider_does() -> None:
    request = RefundRequest(**REFUND, out_trade_no="POS-0001", reason="退货", notify_url="https://x.example.com/r")

    assert json.loads(request.body()) == {
        "transaction_id": "4200001234",
        "out_refund_no": "POS-0001-R1",
        "reason": "退货",
        "notify_url": "https://x.example.com/r",
        "amount": {"refund": 100, "total": 1288, "currency": "CNY"},
    }


def test_a_refund_can_name_our_number_alone() -> None:
    request = RefundRequest(**{**REFUND, "transaction_id": None}, out_trade_no="POS-0001")

    assert json.loads(request.body())["out_trade_no"] == "POS-0001"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"out_refund_no": ""}, "/out_refund_no"),
        ({"out_refund_no": "x" * 65}, "/out_refund_no"),
        ({"refund_fen": 0}, "/amount/refund"),
        ({"refund_fen": 1289}, "/amount/refund"),
        ({"total_fen": 0}, "/amount/total"),
        ({"transaction_id": None}, "/transaction_id"),
        ({"transaction_id": "a/b"}, "/transaction_id"),
        ({"out_trade_no": "short"}, "/out_trade_no"),
        ({"reason": "x" * 81}, "/reason"),
        ({"notify_url": "ftp://x"}, "/notify_url"),
    ],
)
def test_a_refund_that_breaks_a_rule_is_never_made(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        RefundRequest(**{**REFUND, **changes})

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"refund_id": "a/b"}, "/refund_id"),
        ({"out_refund_no": "a/b"}, "/out_refund_no"),
        ({"bank_account": None}, "/bank_account"),
        ({"bank_type": "x" * 17}, "/bank_type"),
        ({"to": RefundTo.MERCHANT_BANK_CARD}, "/bank_type"),
    ],
)
def test_an_abnormal_refund_that_breaks_a_rule_is_never_made(changes: dict[str, object], field: str) -> None:
    needed: dict[str, Any] = {
        "refund_id": "5000",
        "out_refund_no": "POS-0001-R1",
        "to": RefundTo.USER_BANK_CARD,
        "bank_type": "ICBC_DEBIT",
        "bank_account": "6222020000000000000",
        "real_name": "张三",
    }

    with pytest.raises(InvalidRequestError) as caught:
        AbnormalRefund(**{**needed, **changes})

    assert caught.value.field == field
    assert "6222" not in repr(AbnormalRefund(**needed))
