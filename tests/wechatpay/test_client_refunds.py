"""Refunds over a real connection: what is sent, and what is made of the reply."""

from __future__ import annotations

import json

import pytest

from pos_app.wechatpay import cipher
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, OutcomeUnknownError
from pos_app.wechatpay.messages import AbnormalRefund, RefundRequest, RefundTo
from tests.wechatpay.gateway import Gateway, signed, unsigned
from tests.wechatpay.provider import KEY_ID, Provider, refund

REFUND = RefundRequest(out_refund_no="POS-0001-R1", refund_fen=100, total_fen=1288, out_trade_no="POS-0001")


def test_a_refund_is_asked_for_and_asked_about(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps += [signed(refund()), signed(refund(status="SUCCESS"))]

    accepted, done = client.refund(REFUND), client.query_refund("POS-0001-R1")

    assert (accepted.value.status, done.value.status) == ("PROCESSING", "SUCCESS")
    assert gateway.requests[0].body == REFUND.body()
    assert gateway.requests[1].target == "/v3/refund/domestic/refunds/POS-0001-R1"


@pytest.mark.parametrize(
    "changes",
    [
        {"out_refund_no": "POS-0001-R2"},
        {"out_trade_no": "POS-0002"},
        {"amount": {"total": 1288, "refund": 99, "currency": "CNY"}},
        {"amount": {"total": 1287, "refund": 100, "currency": "CNY"}},
        {"amount": {"total": 1288, "refund": 100, "currency": "USD"}},
    ],
)
def test_a_reply_about_another_refund_is_a_bad_reply(
    client: WeChatPay, gateway: Gateway, changes: dict[str, object]
) -> None:
    gateway.steps.append(signed(refund(**changes)))

    with pytest.raises(BadReplyError, match="about another"):
        client.refund(REFUND)


def test_a_reply_about_another_payment_is_a_bad_reply(client: WeChatPay, gateway: Gateway) -> None:
    request = RefundRequest(out_refund_no="POS-0001-R1", refund_fen=100, total_fen=1288, transaction_id="43")
    gateway.steps.append(signed(refund()))

    with pytest.raises(BadReplyError, match="another order"):
        client.refund(request)


def test_an_answer_about_another_refund_is_a_bad_reply(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed(refund(out_refund_no="POS-0001-R2")))

    with pytest.raises(BadReplyError, match="another refund"):
        client.query_refund("POS-0001-R1")


def test_an_abnormal_refund_seals_the_card(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    request = AbnormalRefund(
        refund_id="50000000382019052709732678859",
        out_refund_no="POS-0001-R1",
        to=RefundTo.USER_BANK_CARD,
        bank_type="ICBC_DEBIT",
        bank_account="6222020000000000000",
        real_name="张三",
    )
    gateway.steps.append(signed(refund()))

    client.apply_abnormal_refund(request)

    (received,) = gateway.requests
    body = json.loads(received.body)
    assert received.target.endswith(f"/{request.refund_id}/apply-abnormal-refund")
    assert received.headers["wechatpay-serial"] == KEY_ID
    assert cipher.unseal(provider.key, body["bank_account"]) == "6222020000000000000"
    assert cipher.unseal(provider.key, body["real_name"]) == "张三"


def test_an_abnormal_refund_can_go_back_to_the_merchant(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed(refund()))

    client.apply_abnormal_refund(
        AbnormalRefund(
            refund_id="50000000382019052709732678859", out_refund_no="POS-0001-R1", to=RefundTo.MERCHANT_BANK_CARD
        )
    )

    assert json.loads(gateway.requests[0].body) == {"out_refund_no": "POS-0001-R1", "type": "MERCHANT_BANK_CARD"}


@pytest.mark.parametrize(
    ("status", "code"), [(500, "SYSTEM_ERROR"), (503, "SERVICE_UNAVAILABLE"), (429, "FREQUENCY_LIMITED"), (409, "X")]
)
def test_what_may_have_been_done_is_unknown(client: WeChatPay, gateway: Gateway, status: int, code: str) -> None:
    gateway.steps.append(unsigned(status, {"code": code, "message": "busy"}))

    with pytest.raises(OutcomeUnknownError) as caught:
        client.refund(REFUND)

    assert (caught.value.status, caught.value.code) == (status, code)
