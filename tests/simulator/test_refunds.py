"""Refunds: limits, repeats, states over time, and abnormal ones."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1

from pos_app.simulator.records import RefundStatus
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.server import Simulator
from tests.simulator.signing_client import Answer, SigningClient

DAY = 86_400


@pytest.fixture
def paid(client: SigningClient, simulator: Simulator) -> str:
    client.prepay("SALE-1")
    simulator.phone.pay("SALE-1")
    return "SALE-1"


def sealed(client: SigningClient, text: str) -> str:
    padding = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)
    return base64.b64encode(client.wechatpay_key.encrypt(text.encode(), padding)).decode()


def apply_abnormal(client: SigningClient, refund_id: str, **more: Any) -> Answer:
    headers = more.pop("headers", None)
    values = {"out_refund_no": "REFUND-1", "type": "MERCHANT_BANK_CARD"} | more
    return client.send("POST", f"/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund", values, headers)


def test_a_refund_is_taken_in_and_arrives_later(client: SigningClient, simulator: Simulator, paid: str) -> None:
    simulator.switches.refund_seconds = 300

    asked = client.refund("REFUND-1", paid, 288, reason="cold")
    simulator.wind(299)
    before = client.query_refund("REFUND-1")
    simulator.wind(1)
    after = client.query_refund("REFUND-1")

    assert asked.verified_by(client.wechatpay_key)
    assert (asked.json["status"], asked.json["amount"]["refund"], asked.json["amount"]["total"]) == (
        "PROCESSING",
        288,
        1288,
    )
    assert before.json == asked.json
    assert after.json["status"] == "SUCCESS"
    assert "success_time" in after.json


def test_an_order_with_a_refund_is_told_as_refund(client: SigningClient, paid: str) -> None:
    client.refund("REFUND-1", paid, 1)

    assert client.query(paid).json["trade_state"] == "REFUND"


def test_the_same_number_with_the_same_parameters_is_the_same_refund(
    client: SigningClient, simulator: Simulator, paid: str
) -> None:
    first = client.refund("REFUND-1", paid, 1000)
    second = client.refund("REFUND-1", paid, 1000)

    assert first.json == second.json
    assert simulator.audit()["totals"]["refunded_fen"] == 1000


def test_the_same_number_with_other_parameters_is_refused(client: SigningClient, paid: str) -> None:
    client.refund("REFUND-1", paid, 1000)

    answer = client.refund("REFUND-1", paid, 1001)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")


def test_an_order_can_be_named_by_the_providers_number(client: SigningClient, paid: str) -> None:
    transaction_id = client.query(paid).json["transaction_id"]
    values = {
        "transaction_id": transaction_id,
        "out_refund_no": "REFUND-1",
        "amount": {"refund": 1, "total": 1288, "currency": "CNY"},
    }

    answer = client.send("POST", "/v3/refund/domestic/refunds", values)

    assert answer.json["out_trade_no"] == paid


def test_two_numbers_that_name_different_orders_are_refused(
    client: SigningClient, simulator: Simulator, paid: str
) -> None:
    client.prepay("SALE-2")
    simulator.phone.pay("SALE-2")
    other = client.query("SALE-2").json["transaction_id"]

    assert client.refund("REFUND-1", paid, 1, transaction_id=other).code == "INVALID_REQUEST"


def test_a_refund_must_name_an_order(client: SigningClient) -> None:
    values = {"out_refund_no": "REFUND-1", "amount": {"refund": 1, "total": 1, "currency": "CNY"}}

    assert client.send("POST", "/v3/refund/domestic/refunds", values).code == "PARAM_ERROR"


def test_an_order_that_is_absent_or_unpaid_is_not_found(client: SigningClient) -> None:
    client.prepay("SALE-1")

    assert (client.refund("REFUND-1", "SALE-1", 1).status, client.refund("REFUND-1", "SALE-9", 1).code) == (
        404,
        "RESOURCE_NOT_EXISTS",
    )
    assert client.query_refund("REFUND-1").code == "RESOURCE_NOT_EXISTS"


def test_the_total_must_be_the_orders(client: SigningClient, paid: str) -> None:
    assert client.refund("REFUND-1", paid, 1, 1000).code == "INVALID_REQUEST"


def test_refunds_never_exceed_the_order(client: SigningClient, simulator: Simulator, paid: str) -> None:
    client.refund("REFUND-1", paid, 1000)
    simulator.wind(60)

    assert client.refund("REFUND-2", paid, 289).code == "INVALID_REQUEST"
    assert client.refund("REFUND-3", paid, 288).status == 200


def test_a_closed_refund_gives_its_amount_back(client: SigningClient, simulator: Simulator, paid: str) -> None:
    client.refund("REFUND-1", paid, 1288)
    simulator.set_refund("REFUND-1", "CLOSED")
    simulator.wind(60)

    assert client.query_refund("REFUND-1").json["status"] == "CLOSED"
    assert client.refund("REFUND-2", paid, 1288).status == 200
    assert simulator.audit()["totals"]["refunded_fen"] == 1288


def test_two_refunds_of_one_order_lie_a_minute_apart(client: SigningClient, simulator: Simulator, paid: str) -> None:
    client.refund("REFUND-1", paid, 1)
    simulator.wind(59)

    answer = client.refund("REFUND-2", paid, 1)

    assert (answer.status, answer.code) == (429, "FREQUENCY_LIMITED")


def test_fifty_refunds_are_the_most(client: SigningClient, simulator: Simulator, paid: str) -> None:
    simulator.switches.refund_gap = 0
    for number in range(50):
        assert client.refund(f"REFUND-{number}", paid, 1).status == 200

    assert client.refund("REFUND-50", paid, 1).code == "INVALID_REQUEST"


def test_a_year_is_the_longest(client: SigningClient, simulator: Simulator, paid: str) -> None:
    simulator.wind(365 * DAY)
    assert client.refund("REFUND-1", paid, 1).status == 200

    simulator.wind(DAY)
    assert client.refund("REFUND-2", paid, 1).code == "TRADE_OVERDUE"


def test_a_merchant_without_money_tops_up_and_asks_again(
    client: SigningClient, simulator: Simulator, paid: str
) -> None:
    simulator.switches.opening_fen = -288

    poor = client.refund("REFUND-1", paid, 1288)
    simulator.switches.opening_fen = 0
    rich = client.refund("REFUND-1", paid, 1288)

    assert (poor.status, poor.code) == (403, "NOT_ENOUGH")
    assert rich.status == 200


def test_the_customers_own_money_is_given_back_in_its_share_and_to_the_last_fen(
    client: SigningClient, simulator: Simulator
) -> None:
    client.prepay("SALE-1", 1000)
    simulator.phone.pay("SALE-1", coupon_fen=333)
    simulator.switches.refund_gap = 0

    shares = [client.refund(f"REFUND-{part}", "SALE-1", part, 1000).json["amount"] for part in (333, 334, 1, 332)]

    assert [share["payer_refund"] for share in shares] == [222, 223, 1, 221]
    assert sum(share["payer_refund"] for share in shares) == 667
    assert sum(share["discount_refund"] for share in shares) == 333


def test_an_abnormal_refund_is_sent_to_a_card_of_the_merchants(
    client: SigningClient, simulator: Simulator, paid: str
) -> None:
    simulator.switches.refund_outcome = RefundStatus.ABNORMAL
    refund_id = client.refund("REFUND-1", paid, 100).json["refund_id"]
    simulator.wind(1)

    stuck = client.query_refund("REFUND-1").json["status"]
    applied = apply_abnormal(client, refund_id)
    simulator.wind(1)

    assert stuck == "ABNORMAL"
    assert (applied.json["status"], applied.json["channel"]) == ("PROCESSING", "OTHER_BANKCARD")
    assert client.query_refund("REFUND-1").json["status"] == "SUCCESS"


def test_a_card_of_the_customers_is_named_in_sealed_fields(
    client: SigningClient, simulator: Simulator, paid: str
) -> None:
    refund_id = client.refund("REFUND-1", paid, 100).json["refund_id"]
    simulator.set_refund("REFUND-1", "ABNORMAL")
    card = {
        "type": "USER_BANK_CARD",
        "bank_type": "ICBC_DEBIT",
        "bank_account": sealed(client, "6222000000000000"),
        "real_name": sealed(client, "张三"),
    }

    unnamed = apply_abnormal(client, refund_id, **card, headers={"Wechatpay-Serial": None})
    misnamed = apply_abnormal(client, refund_id, **card, headers={"Wechatpay-Serial": "AB" * 20})
    unsealed = apply_abnormal(client, refund_id, **card | {"real_name": "张三"})
    incomplete = apply_abnormal(client, refund_id, type="USER_BANK_CARD")
    on_credit = apply_abnormal(client, refund_id, **card | {"bank_type": "ICBC_CREDIT"})
    applied = apply_abnormal(client, refund_id, **card)

    assert "缺少微信支付平台证书序列号" in unnamed.json["message"]
    assert (misnamed.status, misnamed.code) == (400, "PARAM_ERROR")
    assert unsealed.json["detail"]["field"] == "/real_name"
    assert incomplete.json["detail"]["field"] == "/bank_type"
    assert on_credit.json["detail"]["field"] == "/bank_type"
    assert applied.json["user_received_account"] == "用户其他银行卡"


def test_only_an_abnormal_refund_is_sent_another_way(client: SigningClient, paid: str) -> None:
    refund_id = client.refund("REFUND-1", paid, 100).json["refund_id"]

    assert apply_abnormal(client, refund_id).code == "INVALID_REQUEST"
    assert apply_abnormal(client, "503").code == "RESOURCE_NOT_EXISTS"


def test_a_refund_that_has_ended_is_not_moved_by_hand(client: SigningClient, simulator: Simulator, paid: str) -> None:
    client.refund("REFUND-1", paid, 100)

    with pytest.raises(RefusalError, match="处理中"):
        simulator.set_refund("REFUND-1", "PROCESSING")
    simulator.set_refund("REFUND-1", "SUCCESS")
    with pytest.raises(RefusalError, match="终态"):
        simulator.set_refund("REFUND-1", "CLOSED")
