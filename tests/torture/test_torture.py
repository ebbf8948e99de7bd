"""The short, fixed part of the torture; `make torture N=…` goes on from here."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pos_app.core.errors import LiveClaimError
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import RefundState
from pos_app.simulator.weather import Fault
from tests.core.shop import Shop
from tests.core.till import BASKET, order_of
from tests.torture.audit import disagreements
from tests.torture.deadlines import audit, play_order
from tests.torture.play import Play, stage

ENOUGH = 6  # advances after which anything must have come to its end, once the weather is fair
TWICE = 2  # a fault strikes the connection that is kept alive, and the new one too
SHORT = {Fault.DELAY: 0.2, Fault.HANG: 3.0}  # seconds; the test's client waits for one


def strike(shop: Shop, call: str, fault: Fault) -> None:
    shop.weather(call, fault, times=TWICE, seconds=SHORT.get(fault))


def settle(shop: Shop, payment: Payment) -> Payment:
    for _ in range(ENOUGH):
        payment = shop.checkout.advance(payment)
    return payment


@pytest.mark.parametrize("fault", Fault)
def test_m1_m6_whatever_strikes_the_order_the_customer_pays_once_and_is_seen(shop: Shop, fault: Fault) -> None:
    strike(shop, "prepay", fault)
    payment = shop.checkout.begin(BASKET, "林晓燕")
    for _ in range(ENOUGH):
        if payment.state is not PaymentState.PRESENTED:
            payment = shop.checkout.advance(payment)
            assert payment.state in {PaymentState.CREATED, PaymentState.PRESENTED}
    shop.simulator.weather.clear()
    shop.pay(payment)

    assert settle(shop, payment).state is PaymentState.PAID
    assert disagreements(shop.simulator.audit(), shop.ledger) == []


@pytest.mark.parametrize("customer_pays", [True, False])
@pytest.mark.parametrize("call", ["query", "close"])
@pytest.mark.parametrize("fault", Fault)
def test_m2_m3_m4_whatever_strikes_a_cancel_ends_as_the_books_say(
    shop: Shop, call: str, fault: Fault, customer_pays: bool
) -> None:
    payment = shop.shown()
    if customer_pays:
        shop.pay(payment)
    strike(shop, call, fault)

    during = shop.checkout.abandon(payment, "林晓燕")
    if not during.settled:
        with pytest.raises(LiveClaimError):
            shop.checkout.begin_again(payment.sale_number, "林晓燕")
    shop.simulator.weather.clear()
    after = settle(shop, during)

    assert after.state is (PaymentState.PAID if customer_pays else PaymentState.CLOSED)
    assert disagreements(shop.simulator.audit(), shop.ledger) == []


@pytest.mark.parametrize("call", ["refund", "query_refund"])
@pytest.mark.parametrize("fault", Fault)
def test_m6_m7_whatever_strikes_a_refund_gives_the_money_back_exactly_once(shop: Shop, call: str, fault: Fault) -> None:
    payment = shop.paid()
    refund = shop.refunding.begin(order_of(payment.out_trade_no, Money(300), "买错"), "店长")
    strike(shop, call, fault)

    for _ in range(ENOUGH):
        refund = shop.refunding.advance(refund)
    shop.simulator.weather.clear()
    for _ in range(ENOUGH):
        shop.clock.wind(61)
        refund = shop.refunding.advance(refund)

    assert refund.state is RefundState.SUCCESS
    assert shop.simulator.audit()["totals"]["refunded_fen"] == 300
    assert disagreements(shop.simulator.audit(), shop.ledger) == []


@pytest.mark.parametrize("seed", range(8))
def test_random_play_ends_with_books_and_ledger_agreeing(keys: Path, tmp_path: Path, seed: int) -> None:
    with stage(keys, tmp_path / "play", seed) as play:
        run(play, 60)

        assert play.settle() == []


def test_r10_every_order_comes_to_its_end_within_a_minute_after_its_time_whenever_the_customer_pays(
    keys: Path, tmp_path: Path
) -> None:
    dice = random.Random(0)
    with stage(keys, tmp_path / "orders", 0) as play:
        wrong = [flaw for _ in range(6) for flaw in play_order(play.shop, dice)]

        assert wrong + audit(play.shop) == []


def run(play: Play, steps: int) -> None:
    for _ in range(steps):
        play.step()
