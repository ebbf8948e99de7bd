"""Request bodies are judged field by field, and the refusal points at the field."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.simulator.forms import check_prepay
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.shapes import canonical, parse
from tests.simulator.signing_client import SigningClient

GOOD: dict[str, Any] = {
    "appid": "wx0",
    "mchid": "1900000001",
    "description": "coffee",
    "out_trade_no": "SHAPE-1",
    "notify_url": "https://pos.example.com/n",
    "amount": {"total": 1},
}
GOODS = {"merchant_goods_id": "A-1", "quantity": 1, "unit_price": 100}

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def refused_field(values: dict[str, Any], kind: str = "NATIVE") -> str:
    with pytest.raises(RefusalError) as trouble:
        check_prepay(kind, values)
    assert trouble.value.code == "PARAM_ERROR"
    assert trouble.value.detail is not None
    return str(trouble.value.detail["field"])


def test_an_order_with_every_field_is_accepted() -> None:
    everything = GOOD | {
        "amount": {"total": 1, "currency": "CNY"},
        "time_expire": "2030-01-01T00:00:00+08:00",
        "attach": "x",
        "goods_tag": "WXG",
        "support_fapiao": True,
        "detail": {"cost_price": 1, "invoice_id": "I1", "goods_detail": [GOODS | {"goods_name": "豆浆"}]},
        "settle_info": {"profit_sharing": False},
        "limit_pay": ["no_credit"],
        "scene_info": {
            "payer_client_ip": "203.0.113.7",
            "device_id": "T1",
            "store_info": {"id": "1", "name": "shop", "area_code": "440305", "address": "road"},
        },
    }

    check_prepay("NATIVE", everything)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": ""}, "/description"),
        ({"description": "x" * 128}, "/description"),
        ({"description": None}, "/description"),
        ({"attach": None}, "/attach"),
        ({"out_trade_no": "short"}, "/out_trade_no"),
        ({"out_trade_no": 123456}, "/out_trade_no"),
        ({"out_trade_no": "订单号订单号"}, "/out_trade_no"),
        ({"out_trade_no": "SHAPE-1\n"}, "/out_trade_no"),
        ({"amount": {"total": 0}}, "/amount/total"),
        ({"amount": {"total": 1.0}}, "/amount/total"),
        ({"amount": {"total": "1"}}, "/amount/total"),
        ({"amount": {"total": True}}, "/amount/total"),
        ({"amount": {"total": 10**13}}, "/amount/total"),
        ({"amount": {"total": 1, "currency": "USD"}}, "/amount/currency"),
        ({"amount": {"total": 1, "extra": 1}}, "/amount/extra"),
        ({"amount": {}}, "/amount/total"),
        ({"amount": 1}, "/amount"),
        ({"payer": {"openid": "o"}}, "/payer"),
        ({"notify_url": "http://pos.example.com/n"}, "/notify_url"),
        ({"notify_url": "https://pos.example.com/n?x=1"}, "/notify_url"),
        ({"notify_url": "pos.example.com"}, "/notify_url"),
        ({"support_fapiao": "true"}, "/support_fapiao"),
        ({"scene_info": {}}, "/scene_info/payer_client_ip"),
        ({"scene_info": {"payer_client_ip": "here"}}, "/scene_info/payer_client_ip"),
        ({"limit_pay": "no_credit"}, "/limit_pay"),
        ({"limit_pay": []}, "/limit_pay"),
        ({"limit_pay": ["no_money"]}, "/limit_pay/0"),
        (
            {"detail": {"goods_detail": [GOODS | {"merchant_goods_id": "A,1"}]}},
            "/detail/goods_detail/0/merchant_goods_id",
        ),
        ({"detail": {"goods_detail": [GOODS | {"goods_name": "名" * 250}] * 20}}, "/detail"),
    ],
)
def test_a_bad_field_is_pointed_at(change: dict[str, Any], field: str) -> None:
    assert refused_field(GOOD | change) == field


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_field_is_pointed_at(name: str) -> None:
    assert refused_field({key: value for key, value in GOOD.items() if key != name}) == f"/{name}"


def test_h5_needs_a_scene() -> None:
    assert refused_field(GOOD, "MWEB") == "/scene_info"


def test_plain_http_is_accepted_towards_this_machine() -> None:
    check_prepay("NATIVE", GOOD | {"notify_url": "http://127.0.0.1:8000/n"})
    check_prepay("NATIVE", GOOD | {"notify_url": "http://localhost:8000/n"})


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"amount": NaN}'])
def test_a_body_that_is_no_json_object_is_refused(client: SigningClient, body: bytes) -> None:
    answer = client.send("POST", "/v3/pay/transactions/native", body)

    assert (answer.status, answer.code) == (400, "PARAM_ERROR")


def test_an_unknown_field_has_a_sub_code_of_its_own(client: SigningClient) -> None:
    answer = client.prepay("SHAPE-1", surprise=1)

    assert answer.json["detail"] == {
        "field": "/surprise",
        "value": 1,
        "issue": "参数中含有非法的额外参数",
        "location": "body",
    }
    assert answer.headers["Request-ID"].endswith("-270924358")


@given(JSON_VALUES)
def test_whatever_is_sent_is_accepted_or_refused_but_never_breaks(value: Any) -> None:
    for name in (*GOOD, "detail", "scene_info", "limit_pay", "settle_info"):
        with contextlib.suppress(RefusalError):
            check_prepay("NATIVE", GOOD | {name: value})


@given(st.dictionaries(st.text(max_size=5), JSON_VALUES, max_size=4))
def test_equal_parameters_have_one_canonical_text(values: dict[str, Any]) -> None:
    shuffled = dict(reversed(values.items()))

    assert canonical(values) == canonical(shuffled)
    assert parse(json.dumps(values).encode()) == values
