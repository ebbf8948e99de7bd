"""The customer's phone: one code, one account, one payment."""

from __future__ import annotations

import pytest

from pos_app.simulator.phone import PhoneError
from pos_app.simulator.server import Simulator
from tests.simulator.signing_client import SigningClient


@pytest.fixture
def code(client: SigningClient) -> str:
    return str(client.prepay("PHONE-1").json["code_url"])


def test_a_scan_shows_what_is_to_be_paid(simulator: Simulator, code: str) -> None:
    bill = simulator.phone.scan(code)

    assert (bill.out_trade_no, bill.description, bill.total_fen) == ("PHONE-1", "门店收银-咖啡", 1288)
    assert bill.state == "NOTPAY"


def test_the_first_account_that_scans_is_the_only_one_that_can_pay(simulator: Simulator, code: str) -> None:
    simulator.phone.scan(code, "A")

    with pytest.raises(PhoneError) as trouble:
        simulator.phone.pay(code, "B")

    assert trouble.value.words == "商家订单信息有误"
    assert simulator.phone.pay(code, "A").state == "SUCCESS"


def test_a_code_is_paid_once(simulator: Simulator, code: str) -> None:
    simulator.phone.pay(code)

    with pytest.raises(PhoneError, match="paid"):
        simulator.phone.pay(code)


def test_who_declines_may_still_pay(simulator: Simulator, code: str) -> None:
    simulator.phone.enter_password(code)

    assert simulator.phone.decline(code).state == "NOTPAY"
    assert simulator.phone.pay(code).state == "SUCCESS"


def test_any_other_code_is_unknown(simulator: Simulator) -> None:
    with pytest.raises(PhoneError, match="unknown_code"):
        simulator.phone.scan("weixin://wxpay/bizpayurl?pr=nothing")


@pytest.mark.parametrize("coupon_fen", [-1, 1288])
def test_a_coupon_cannot_pay_everything_nor_less_than_nothing(simulator: Simulator, code: str, coupon_fen: int) -> None:
    with pytest.raises(PhoneError, match="bad_coupon"):
        simulator.phone.pay(code, coupon_fen=coupon_fen)


def test_late_money_arrives_after_the_expiry(simulator: Simulator, code: str) -> None:
    simulator.wind(6 * 86_400)

    assert simulator.phone.pay_late(code).state == "SUCCESS"


def test_late_money_does_not_arrive_at_a_closed_or_paid_order(
    simulator: Simulator, client: SigningClient, code: str
) -> None:
    client.close("PHONE-1")

    with pytest.raises(PhoneError, match="closed"):
        simulator.phone.pay_late(code)
    assert simulator.phone.pay_late(code, even_closed=True).state == "SUCCESS"
    with pytest.raises(PhoneError, match="paid"):
        simulator.phone.pay_late(code)
