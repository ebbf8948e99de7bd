"""What we send: written identically each time, and refused before sending where it breaks a rule."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay import signing
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import InvalidRequestError
from pos_app.wechatpay.messages import (
    AppOrder,
    Detail,
    H5Info,
    H5Order,
    JsapiOrder,
    NativeOrder,
    OrderGoods,
    SceneInfo,
    StoreInfo,
)

NEEDED: dict[str, Any] = {
    "description": "门店收银-咖啡",
    "out_trade_no": "POS20250101120000001",
    "total_fen": 1288,
    "notify_url": "https://pos.example.com/wxpay/notify",
}


def test_the_published_prepay_is_written_to_the_byte(merchant: Merchant) -> None:
    body = NativeOrder(**NEEDED).body(merchant)

    message = signing.request_message("POST", NativeOrder.PATH, 1735704000, "0123456789ABCDEF" * 2, body)
    assert hashlib.sha256(message).hexdigest() == "a63c35d6939b6a670523b79e6a90705792ca6950959c6a9beb5cad8b6b2f9181"


def test_a_full_order_names_everything_as_the_provider_does(merchant: Merchant) -> None:
    order = NativeOrder(
        **NEEDED,
        time_expire=datetime(2025, 10, 9, 9, 0, 0, 999999, tzinfo=UTC),
        attach="till-1",
        goods_tag="WXG",
        support_fapiao=True,
        detail=Detail(
            cost_price_fen=1300,
            invoice_id="I-1",
            goods=(
                OrderGoods(
                    merchant_goods_id="A-1",
                    quantity=2,
                    unit_price_fen=644,
                    goods_name="咖啡",
                    wechatpay_goods_id="1001",
                ),
            ),
        ),
        scene_info=SceneInfo(
            payer_client_ip="203.0.113.7",
            device_id="till-1",
            store=StoreInfo(id="0001", name="店", area_code="440305", address="深圳"),
        ),
        profit_sharing=False,
    )

    assert json.loads(order.body(merchant)) == {
        "appid": merchant.appid,
        "mchid": merchant.mchid,
        "description": "门店收银-咖啡",
        "out_trade_no": "POS20250101120000001",
        "time_expire": "2025-10-09T17:00:00+08:00",
        "attach": "till-1",
        "notify_url": "https://pos.example.com/wxpay/notify",
        "goods_tag": "WXG",
        "support_fapiao": True,
        "amount": {"total": 1288, "currency": "CNY"},
        "detail": {
            "cost_price": 1300,
            "invoice_id": "I-1",
            "goods_detail": [
                {
                    "merchant_goods_id": "A-1",
                    "wechatpay_goods_id": "1001",
                    "goods_name": "咖啡",
                    "quantity": 2,
                    "unit_price": 644,
                }
            ],
        },
        "scene_info": {
            "payer_client_ip": "203.0.113.7",
            "device_id": "till-1",
            "store_info": {"id": "0001", "name": "店", "area_code": "440305", "address": "深圳"},
        },
        "settle_info": {"profit_sharing": False},
    }


def test_what_is_not_given_is_left_out_rather_than_null(merchant: Merchant) -> None:
    order = NativeOrder(
        **NEEDED,
        detail=Detail(goods=(OrderGoods(merchant_goods_id="A", quantity=1, unit_price_fen=0),)),
        scene_info=SceneInfo(payer_client_ip="::1", store=StoreInfo(id="1")),
    )

    assert b"null" not in order.body(merchant)


def test_other_kinds_of_order_add_what_they_need(merchant: Merchant) -> None:
    scene = SceneInfo(
        payer_client_ip="203.0.113.7",
        h5=H5Info(
            type="iOS", app_name="店", app_url="https://x.example.com", bundle_id="com.x", package_name="com.x.y"
        ),
    )

    jsapi = json.loads(JsapiOrder(**NEEDED, openid="oUpF8").body(merchant))
    app = json.loads(AppOrder(**NEEDED).body(merchant))
    h5 = json.loads(H5Order(**NEEDED, scene_info=scene).body(merchant))

    assert jsapi["payer"] == {"openid": "oUpF8"}
    assert "payer" not in app
    assert h5["scene_info"]["h5_info"]["type"] == "iOS"


def test_an_openid_is_not_shown() -> None:
    assert "oUpF8" not in repr(JsapiOrder(**NEEDED, openid="oUpF8"))


@given(
    description=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=127).filter(
        str.strip
    ),
    total=st.integers(1, 10**9),
    expires=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    hours=st.integers(-12, 12),
)
def test_a_replay_is_identical_even_from_another_time_zone(
    merchant: Merchant, description: str, total: int, expires: datetime, hours: int
) -> None:
    given_once = {**NEEDED, "description": description, "total_fen": total}
    elsewhere = expires.astimezone(timezone(timedelta(hours=hours)))

    first = NativeOrder(**given_once, time_expire=expires).body(merchant)
    second = NativeOrder(**given_once, time_expire=elsewhere).body(merchant)

    assert first == second
    assert json.loads(first)["description"] == description


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": ""}, "/description"),
        ({"description": "   "}, "/description"),
        ({"description": "x" * 128}, "/description"),
        ({"description": "a\nb"}, "/description"),
        ({"description": "a\u2028b"}, "/description"),
        ({"description": "a\ud800b"}, "/description"),
        ({"out_trade_no": "12345"}, "/out_trade_no"),
        ({"out_trade_no": "1" * 33}, "/out_trade_no"),
        ({"out_trade_no": "POS|0001"}, "/out_trade_no"),
        ({"out_trade_no": "POS-0001\n"}, "/out_trade_no"),
        ({"out_trade_no": "ＰＯＳ０００１"}, "/out_trade_no"),
        ({"total_fen": 0}, "/amount/total"),
        ({"total_fen": -1}, "/amount/total"),
        ({"total_fen": 1.0}, "/amount/total"),
        ({"total_fen": True}, "/amount/total"),
        ({"total_fen": 10**15}, "/amount/total"),
        ({"notify_url": "http://pos.example.com/n"}, "/notify_url"),
        ({"notify_url": "https://pos.example.com/n?a=1"}, "/notify_url"),
        ({"notify_url": "https://pos.example.com/n?"}, "/notify_url"),
        ({"notify_url": "https://pos.example.com/n#a"}, "/notify_url"),
        ({"notify_url": "https:///n"}, "/notify_url"),
        ({"notify_url": "https://[::1/n"}, "/notify_url"),
        ({"notify_url": "https://u@pos.example.com/n"}, "/notify_url"),
        ({"notify_url": "https://pos.example.com/" + "n" * 255}, "/notify_url"),
        ({"time_expire": datetime(2025, 1, 1)}, "/time_expire"),  # noqa: DTZ001
        ({"attach": ""}, "/attach"),
        ({"attach": "x" * 129}, "/attach"),
        ({"attach": "店" * 43}, "/attach"),
        ({"goods_tag": "x" * 33}, "/goods_tag"),
    ],
)
def test_an_order_that_breaks_a_rule_is_never_made(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        NativeOrder(**{**NEEDED, **changes})

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: JsapiOrder(**NEEDED, openid=""), "/payer/openid"),
        (lambda: H5Order(**NEEDED), "/scene_info/h5_info"),
        (lambda: H5Order(**NEEDED, scene_info=SceneInfo(payer_client_ip="::1")), "/scene_info/h5_info"),
        (lambda: SceneInfo(payer_client_ip="localhost"), "/scene_info/payer_client_ip"),
        (lambda: SceneInfo(payer_client_ip="::1", device_id="x" * 33), "/scene_info/device_id"),
        (lambda: StoreInfo(id=""), "/scene_info/store_info/id"),
        (lambda: StoreInfo(id="1", name="x" * 257), "/scene_info/store_info/name"),
        (lambda: StoreInfo(id="1", area_code="44030"), "/scene_info/store_info/area_code"),
        (lambda: StoreInfo(id="1", address="x" * 513), "/scene_info/store_info/address"),
        (lambda: H5Info(type=""), "/scene_info/h5_info/type"),
        (lambda: H5Info(type="Wap", app_name="x" * 65), "/scene_info/h5_info/app_name"),
        (lambda: H5Info(type="Wap", app_url="x" * 129), "/scene_info/h5_info/app_url"),
        (lambda: Detail(cost_price_fen=0), "/detail/cost_price"),
        (lambda: Detail(invoice_id="x" * 33), "/detail/invoice_id"),
        (
            lambda: Detail(
                goods=tuple(
                    OrderGoods(merchant_goods_id=f"G{n}", quantity=1, unit_price_fen=1, goods_name="咖" * 200)
                    for n in range(10)
                )
            ),
            "/detail",
        ),
        (
            lambda: OrderGoods(merchant_goods_id="a b", quantity=1, unit_price_fen=1),
            "/detail/goods_detail/merchant_goods_id",
        ),
        (lambda: OrderGoods(merchant_goods_id="a", quantity=0, unit_price_fen=1), "/detail/goods_detail/quantity"),
        (lambda: OrderGoods(merchant_goods_id="a", quantity=1, unit_price_fen=-1), "/detail/goods_detail/unit_price"),
    ],
)
def test_a_part_that_breaks_a_rule_is_never_made(make: Any, field: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        make()

    assert caught.value.field == field
