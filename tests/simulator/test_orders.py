"""Orders: prepay in four kinds, repeats, expiry, query, close."""

from __future__ import annotations

from typing import Any

import pytest

from pos_app.simulator.clock import rfc3339
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.server import Simulator
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import SigningClient

DAY = 86_400


def code_of(client: SigningClient, number: str, **more: Any) -> str:
    answer = client.prepay(number, **more)
    assert answer.status == 200, answer.body
    return str(answer.json["code_url"])


def state_of(client: SigningClient, number: str) -> str:
    return str(client.query(number).json["trade_state"])


def test_a_native_order_gets_a_code_and_waits(client: SigningClient) -> None:
    answer = client.prepay("ORDER-1")

    assert answer.json["code_url"].startswith("weixin://")
    assert answer.verified_by(client.wechatpay_key)
    assert client.query("ORDER-1").json == {
        "amount": {"total": 1288, "currency": "CNY"},
        "appid": client.appid,
        "mchid": client.mchid,
        "out_trade_no": "ORDER-1",
        "trade_state": "NOTPAY",
        "trade_state_desc": "订单未支付",
    }


def test_a_paid_order_tells_everything_about_the_payment(client: SigningClient, simulator: Simulator) -> None:
    code = code_of(client, "ORDER-1", attach="till 3", scene_info={"payer_client_ip": "::1", "device_id": "T3"})

    simulator.phone.pay(code, coupon_fen=88)

    said = client.query("ORDER-1").json
    assert (said["trade_state"], said["trade_type"], said["attach"]) == ("SUCCESS", "NATIVE", "till 3")
    assert said["amount"] == {"total": 1288, "currency": "CNY", "payer_total": 1200, "payer_currency": "CNY"}
    assert said["promotion_detail"][0]["amount"] == 88
    assert said["scene_info"] == {"device_id": "T3"}
    assert said["success_time"].endswith("+08:00")
    assert len(said["transaction_id"]) == 28
    by_transaction = client.send("GET", f"/v3/pay/transactions/id/{said['transaction_id']}?mchid={client.mchid}")
    assert by_transaction.json == said


def test_a_payer_of_a_jsapi_order_is_the_one_it_was_made_for(client: SigningClient, simulator: Simulator) -> None:
    answer = client.prepay("ORDER-1", kind="jsapi", payer={"openid": "oPayer"})
    simulator.phone.pay(answer.json["prepay_id"])

    said = client.query("ORDER-1").json
    assert (said["trade_type"], said["payer"]["openid"]) == ("JSAPI", "oPayer")


def test_app_and_h5_orders_are_taken_too(client: SigningClient, simulator: Simulator) -> None:
    scene = {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}}

    app = client.prepay("ORDER-1", kind="app")
    h5 = client.prepay("ORDER-2", kind="h5", scene_info=scene)
    simulator.phone.pay("ORDER-2")

    assert app.json["prepay_id"].startswith("wx")
    assert h5.json["h5_url"].startswith("https://wx.tenpay.com/")
    assert client.query("ORDER-2").json["trade_type"] == "MWEB"


def test_a_jsapi_order_without_openid_has_a_sub_code_of_its_own(client: SigningClient) -> None:
    answer = client.prepay("ORDER-1", kind="jsapi")

    assert answer.code == "PARAM_ERROR"
    assert answer.headers["Request-ID"].endswith("-268501013")


def test_a_repeat_with_identical_parameters_gets_a_new_code_and_kills_the_old(
    client: SigningClient, simulator: Simulator
) -> None:
    old = code_of(client, "ORDER-1")
    new = code_of(client, "ORDER-1")

    assert old != new
    with pytest.raises(PhoneError, match="dead_code"):
        simulator.phone.pay(old)
    assert simulator.phone.pay(new).state == "SUCCESS"


@pytest.mark.parametrize(
    "change",
    [
        {"description": "another"},
        {"amount": {"total": 1289, "currency": "CNY"}},
        {"amount": {"total": 1288}},
        {"time_expire": "2099-01-01T00:00:00+08:00"},
        {"attach": "more"},
    ],
)
def test_a_repeat_with_any_difference_is_refused(client: SigningClient, change: dict[str, Any]) -> None:
    client.prepay("ORDER-1")

    answer = client.prepay("ORDER-1", **change)

    assert (answer.status, answer.code) == (403, "OUT_TRADE_NO_USED")
    assert answer.headers["Request-ID"].endswith("-268498688")


def test_a_number_is_used_up_across_kinds_of_payment(client: SigningClient) -> None:
    client.prepay("ORDER-1")

    assert client.prepay("ORDER-1", kind="app").code == "OUT_TRADE_NO_USED"


def test_numbers_differ_by_case(client: SigningClient) -> None:
    client.prepay("ORDER-1")

    assert client.query("order-1").code == "ORDER_NOT_EXIST"


def test_a_paid_order_cannot_be_ordered_or_closed_again(client: SigningClient, simulator: Simulator) -> None:
    simulator.phone.pay(code_of(client, "ORDER-1"))

    assert client.prepay("ORDER-1").code == "ORDER_PAID"
    assert client.close("ORDER-1").code == "ORDER_PAID"


def test_a_closed_order_stays_closed(client: SigningClient, simulator: Simulator) -> None:
    code = code_of(client, "ORDER-1")

    closed = client.close("ORDER-1")

    assert (closed.status, closed.body) == (204, b"")
    assert closed.verified_by(client.wechatpay_key)
    assert state_of(client, "ORDER-1") == "CLOSED"
    assert (client.close("ORDER-1").status, client.close("ORDER-1").code) == (400, "ORDER_CLOSED")
    assert client.prepay("ORDER-1").code == "ORDER_CLOSED"
    with pytest.raises(PhoneError, match="closed"):
        simulator.phone.pay(code)


def test_a_close_while_the_password_is_typed_is_answered_not_yet_and_signed(
    client: SigningClient, simulator: Simulator
) -> None:
    code = code_of(client, "ORDER-1")
    simulator.phone.enter_password(code)

    waiting = client.close("ORDER-1")
    simulator.phone.decline(code)
    closed = client.close("ORDER-1")

    assert (waiting.status, waiting.code) == (202, "USER_PAYING")
    assert waiting.verified_by(client.wechatpay_key)
    assert closed.status == 204


def test_a_password_that_was_never_finished_holds_an_order_open_no_longer_than_its_time(
    client: SigningClient, simulator: Simulator, wall: Wall
) -> None:
    code = code_of(client, "ORDER-1", time_expire=rfc3339(wall.now + 300))
    simulator.phone.enter_password(code)

    waiting = client.close("ORDER-1")
    wall.now += 301
    closed = client.close("ORDER-1")

    assert (waiting.status, closed.status) == (202, 204)
    assert state_of(client, "ORDER-1") == "CLOSED"


def test_a_payment_can_win_the_race_against_a_close_that_was_answered_well(
    client: SigningClient, simulator: Simulator
) -> None:
    simulator.phone.pay_during_close(code_of(client, "ORDER-1"))

    assert client.close("ORDER-1").status == 204
    assert state_of(client, "ORDER-1") == "SUCCESS"


@pytest.mark.parametrize("call", ["query", "close"])
def test_an_unknown_order_does_not_exist(client: SigningClient, call: str) -> None:
    answer = getattr(client, call)("NOWHERE")

    assert (answer.status, answer.code) == (404, "ORDER_NOT_EXIST")


def test_a_percent_encoded_number_is_the_same_number(client: SigningClient) -> None:
    client.prepay("POS|0001*")

    assert client.query("POS%7C0001%2A").json["out_trade_no"] == "POS|0001*"


def test_a_query_names_its_merchant(client: SigningClient) -> None:
    client.prepay("ORDER-1")

    answer = client.send("GET", "/v3/pay/transactions/out-trade-no/ORDER-1")

    assert (answer.code, answer.json["detail"]["location"]) == ("PARAM_ERROR", "query")


def test_an_order_past_its_expiry_cannot_be_paid_but_is_not_closed(
    client: SigningClient, simulator: Simulator, wall: Wall
) -> None:
    code = code_of(client, "ORDER-1", time_expire=rfc3339(wall.now + 180))
    simulator.wind(181)

    with pytest.raises(PhoneError, match="expired"):
        simulator.phone.pay(code)
    assert state_of(client, "ORDER-1") == "NOTPAY"
    assert client.close("ORDER-1").status == 204


def test_an_expiry_sooner_than_a_minute_is_put_off_to_one(
    client: SigningClient, simulator: Simulator, wall: Wall
) -> None:
    code = code_of(client, "ORDER-1", time_expire=rfc3339(wall.now + 1))
    simulator.wind(59)

    assert simulator.phone.pay(code).state == "SUCCESS"


def test_an_expiry_later_than_a_week_is_cut_to_one(client: SigningClient, simulator: Simulator, wall: Wall) -> None:
    client.prepay("ORDER-1", time_expire=rfc3339(wall.now + 30 * DAY))

    assert simulator.audit()["orders"][0]["time_expire"] == rfc3339(wall.now + 7 * DAY)


@pytest.mark.parametrize("text", ["2030-01-01 00:00:00", "2030-02-31T00:00:00+08:00", "1893456000"])
def test_an_expiry_in_another_form_is_refused(client: SigningClient, text: str) -> None:
    answer = client.prepay("ORDER-1", time_expire=text)

    assert (answer.code, answer.json["detail"]["field"]) == ("PARAM_ERROR", "/time_expire")


def test_a_code_lives_two_hours_and_a_repeat_brings_another(client: SigningClient, simulator: Simulator) -> None:
    old = code_of(client, "ORDER-1")
    simulator.wind(7201)

    with pytest.raises(PhoneError, match="dead_code"):
        simulator.phone.scan(old)
    assert simulator.phone.pay(code_of(client, "ORDER-1")).state == "SUCCESS"


def test_an_unpaid_order_closes_by_itself_after_a_week(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("ORDER-1")
    simulator.wind(7 * DAY)

    assert state_of(client, "ORDER-1") == "CLOSED"


def test_an_app_that_is_not_bound_is_refused(client: SigningClient) -> None:
    answer = client.prepay("ORDER-1", appid="wx0000000000000000")

    assert (answer.status, answer.code) == (400, "APPID_MCHID_NOT_MATCH")
