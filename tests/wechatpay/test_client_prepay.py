"""Orders over a real connection: what is sent, and what is made of the reply."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from pos_app.wechatpay import signing
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, InvalidRequestError
from pos_app.wechatpay.messages import AppOrder, H5Info, H5Order, JsapiOrder, NativeOrder, SceneInfo
from tests.wechatpay.gateway import Gateway, signature_of, signed
from tests.wechatpay.provider import TODAY

NEEDED: dict[str, Any] = {
    "description": "咖啡",
    "out_trade_no": "POS-0001",
    "total_fen": 1288,
    "notify_url": "https://pos.example.com/n",
}
ORDER = NativeOrder(**NEEDED)
SCENE = SceneInfo(payer_client_ip="203.0.113.7", h5=H5Info(type="Wap"))


def test_a_native_order_gives_a_code_to_show(client: WeChatPay, gateway: Gateway, merchant: Merchant) -> None:
    gateway.steps.append(signed({"code_url": "weixin://wxpay/bizpayurl?pr=AbCdEf1"}))

    answer = client.prepay_native(ORDER)

    (request,) = gateway.requests
    assert answer.value == "weixin://wxpay/bizpayurl?pr=AbCdEf1"
    assert (request.method, request.target) == ("POST", "/v3/pay/transactions/native")
    assert request.body == ORDER.body(merchant)
    assert signing.verify(merchant.private_key.public_key(), *signature_of(request))


@pytest.mark.parametrize(
    ("call", "path", "reply", "value"),
    [
        (
            lambda client: client.prepay_jsapi(JsapiOrder(**NEEDED, openid="oUpF8")),
            "/v3/pay/transactions/jsapi",
            {"prepay_id": "wx20"},
            "wx20",
        ),
        (lambda client: client.prepay_app(AppOrder(**NEEDED)), "/v3/pay/transactions/app", {"prepay_id": "wx2"}, "wx2"),
        (
            lambda client: client.prepay_h5(H5Order(**NEEDED, scene_info=SCENE)),
            "/v3/pay/transactions/h5",
            {"h5_url": "https://wx.tenpay.com/x"},
            "https://wx.tenpay.com/x",
        ),
    ],
)
def test_other_orders_give_what_their_kind_needs(
    client: WeChatPay, gateway: Gateway, call: Any, path: str, reply: dict[str, str], value: str
) -> None:
    gateway.steps.append(signed(reply))

    assert call(client).value == value
    assert gateway.requests[0].target == path


@pytest.mark.parametrize(
    "reply", [{}, {"code_url": ""}, {"code_url": "https://x"}, {"code_url": "weixin://" + "x" * 512}, {"code_url": 1}]
)
def test_a_code_that_is_none_is_a_bad_reply(client: WeChatPay, gateway: Gateway, reply: dict[str, object]) -> None:
    gateway.steps.append(signed(reply))

    with pytest.raises(BadReplyError, match="signed, but") as caught:
        client.prepay_native(ORDER)

    assert caught.value.request_id == "0123ABCD-0"


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=-1), timedelta(days=7, seconds=1)])
def test_an_expiry_that_the_provider_would_move_is_refused(
    client: WeChatPay, gateway: Gateway, ahead: timedelta
) -> None:
    with pytest.raises(InvalidRequestError, match="/time_expire"):
        client.prepay_native(NativeOrder(**NEEDED, time_expire=TODAY + ahead))

    assert not gateway.requests


def test_an_expiry_within_seven_days_is_sent(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(signed({"code_url": "weixin://x"}))

    client.prepay_native(NativeOrder(**NEEDED, time_expire=TODAY + timedelta(days=7)))

    assert json.loads(gateway.requests[0].body)["time_expire"] == "2025-10-16T16:53:20+08:00"
