"""Every call, over a real connection: what is sent, and what is made of the reply."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pos_app.wechatpay.client import BACKUP_URL, URL, WeChatPay, connect
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import (
    BadReplyError,
    ConfigurationError,
    InvalidRequestError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.wechatpay.messages import NativeOrder
from tests.wechatpay.gateway import Gateway, hung, sent, signature_of, signed, unsigned
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import API_V3_KEY, KEY_ID, MCHID, Certificate, Provider, public_pem, transaction

NEEDED: dict[str, Any] = {
    "description": "咖啡",
    "out_trade_no": "POS-0001",
    "total_fen": 1288,
    "notify_url": "https://pos.example.com/n",
}
ORDER = NativeOrder(**NEEDED)


def test_every_request_has_the_headers_that_the_provider_wants(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps += [signed({"code_url": "weixin://x"}), signed(transaction())]

    client.prepay_native(ORDER)
    client.query_order("POS-0001")

    posted, asked = (request.headers for request in gateway.requests)
    for headers in (posted, asked):
        assert headers["accept"] == "application/json"
        assert headers["user-agent"].startswith("pos-app/")
        assert headers["wechatpay-serial"] == KEY_ID
    assert posted["content-type"] == "application/json"
    assert not {"content-type", "content-length", "cookie"} & asked.keys()


def test_an_order_is_asked_for_by_our_number(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed(transaction()))

    answer = client.query_order("POS-0001")

    assert gateway.requests[0].target == f"/v3/pay/transactions/out-trade-no/POS-0001?mchid={MCHID}"
    assert answer.value.total_fen == 1288
    assert json.loads(answer.evidence.body)["trade_state"] == "SUCCESS"


def test_an_order_is_asked_for_by_the_providers_number(client: WeChatPay, gateway: Gateway) -> None:
    number = "4200001234202510091234567890"
    gateway.steps += [signed(transaction()), signed(transaction(transaction_id="42"))]

    assert client.query_order_by_transaction_id(number).value.out_trade_no == "POS-0001"
    with pytest.raises(BadReplyError, match="another order"):
        client.query_order_by_transaction_id(number)

    assert gateway.requests[0].target == f"/v3/pay/transactions/id/{number}?mchid={MCHID}"


def test_an_order_is_closed_by_a_signed_nothing(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed(b"", 204))

    answer = client.close_order("POS-0001")

    assert answer.evidence.body == ""
    assert gateway.requests[0].target == "/v3/pay/transactions/out-trade-no/POS-0001/close"
    assert json.loads(gateway.requests[0].body) == {"mchid": MCHID}


@pytest.mark.parametrize("spoil", [{"without": ("Wechatpay-Signature",)}, {"headers": {"Wechatpay-Nonce": "x"}}])
def test_an_unproven_nothing_closes_no_order(client: WeChatPay, gateway: Gateway, spoil: dict[str, Any]) -> None:
    gateway.steps.append(signed(b"", 204, **spoil))

    with pytest.raises(BadReplyError):
        client.close_order("POS-0001")


@pytest.mark.parametrize("code", ["USERPAYING", "USER_PAYING"])
def test_an_order_whose_password_is_being_typed_is_not_closed(client: WeChatPay, gateway: Gateway, code: str) -> None:
    gateway.steps.append(signed({"code": code, "message": "需要用户输入支付密码"}, 202))

    with pytest.raises(RefusedError) as caught:
        client.close_order("POS-0001")

    assert (caught.value.status, caught.value.code) == (202, "USER_PAYING")


@pytest.mark.parametrize("step", [signed({}, 202), signed({"x": 1}, 206), unsigned(202, {"code": "USERPAYING"})])
def test_a_half_success_without_a_word_is_a_bad_reply(client: WeChatPay, gateway: Gateway, step: Any) -> None:
    gateway.steps.append(step)

    with pytest.raises(BadReplyError):
        client.close_order("POS-0001")


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.query_order("a/../b"),
        lambda client: client.query_order_by_transaction_id("?"),
        lambda client: client.close_order("x"),
        lambda client: client.query_refund("a b"),
        lambda client: client.trade_bill(date(2025, 10, 9), Path("bill")),
        lambda client: client.trade_bill(date(2025, 10, 8), Path("bill"), kind="NONE"),
        lambda client: client.fund_flow_bill(date(2025, 10, 8), Path("bill"), account="X"),
    ],
)
def test_a_number_that_breaks_a_rule_is_not_sent(client: WeChatPay, gateway: Gateway, call: Any) -> None:
    with pytest.raises(InvalidRequestError):
        call(client)

    assert not gateway.requests


def test_a_refusal_says_why(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(
        unsigned(404, {"code": "ORDERNOTEXIST", "message": "订单不存在"}, {"Request-ID": "08D-268512771"})
    )

    with pytest.raises(RefusedError, match="订单不存在") as caught:
        client.query_order("POS-0001")

    assert (caught.value.code, caught.value.status) == ("ORDER_NOT_EXIST", 404)
    assert caught.value.request_id == "08D-268512771"


def test_nothing_that_could_be_misused_is_shown_or_logged(
    client: WeChatPay, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.steps += [signed({"code_url": "weixin://secret"}), signed(transaction()), unsigned(401, b"")]

    with caplog.at_level(logging.DEBUG):
        shown = [repr(client), repr(client.prepay_native(ORDER)), repr(client.query_order("POS-0001"))]
        with pytest.raises(BadReplyError) as caught:
            client.query_order("POS-0001")

    text = caplog.text + "".join(shown) + repr(caught.value)
    signatures = [signature_of(request)[1] for request in gateway.requests]
    for secret in ["weixin://secret", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "WECHATPAY2", *signatures]:
        assert secret not in text
    assert repr(client).startswith("WeChatPay(Merchant(mchid='1999000001'), Transport(127.0.0.1:")


def test_a_failure_carries_nothing_that_holds_the_headers(hasty_client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(hung)

    with pytest.raises(OutcomeUnknownError) as caught:
        hasty_client.query_order("POS-0001")

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_connect_joins_a_client_for_the_real_provider(merchant: Merchant, provider: Provider) -> None:
    client = connect(
        merchant=merchant,
        api_v3_key=API_V3_KEY,
        public_key_pem=public_pem(provider.key),
        public_key_id=KEY_ID,
    )

    assert URL.removeprefix("https://") in repr(client)
    assert BACKUP_URL.removeprefix("https://") in repr(client)


def test_connect_gives_a_simulator_no_backup_of_the_real_provider(
    merchant: Merchant, provider: Provider, gateway: Gateway
) -> None:
    client = connect(
        merchant=merchant, public_key_pem=public_pem(provider.key), public_key_id=KEY_ID, url=gateway.url, backup_url=""
    )

    assert "weixin" not in repr(client)


def test_connect_refuses_the_merchants_own_certificate(merchant: Merchant, merchant_certificate: Certificate) -> None:
    with pytest.raises(ConfigurationError, match="merchant's own"):
        connect(merchant=merchant, public_key_pem=merchant_certificate.pem, public_key_id=KEY_ID)


def test_a_signed_reply_may_come_in_an_ordinary_hurry(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    body = json.dumps(transaction()).encode()
    pieces = [f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:50], body[50:])]
    head = http_reply(200, b"", {**provider.headers(body), "Transfer-Encoding": "chunked"}).replace(
        b"Content-Length: 0\r\n", b""
    )
    gateway.steps.append(sent(head + b"".join(pieces) + b"0\r\n\r\n"))

    assert client.query_order("POS-0001").value.paid


def test_time_is_told_by_the_clock_that_was_given(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed(transaction()))

    client.query_order("POS-0001")

    assert (
        f'timestamp="{int(datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC).timestamp())}"'
        in (gateway.requests[0].headers["authorization"])
    )
