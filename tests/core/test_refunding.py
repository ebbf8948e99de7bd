"""Giving money back, against a pretend provider on a real socket."""

from __future__ import annotations

import dataclasses

import pytest

from pos_app.core.errors import CeilingError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import Payment
from pos_app.core.refund import WITHDRAW_AFTER, Refund, RefundState
from pos_app.core.refunding import _request
from pos_app.simulator.records import Order
from pos_app.simulator.records import Refund as ProviderRefund
from pos_app.simulator.weather import Fault
from tests.core.shop import Shop, beside
from tests.core.test_checkout import LASTING
from tests.core.till import HandClock, order_of

HALF = Money(817)
WAIT = WITHDRAW_AFTER.total_seconds()


def begun(shop: Shop, payment: Payment | None = None) -> Refund:
    return shop.refunding.begin(order_of((payment or shop.paid()).out_trade_no, HALF, "商品质量"), "店长")


def accepted(shop: Shop) -> Refund:
    return shop.refunding.advance(begun(shop))


def test_a_refund_goes_from_a_press_to_money_that_is_back(shop_on_either: Shop) -> None:
    shop = shop_on_either
    paid = shop.paid()
    one = begun(shop, paid)
    processing = shop.refunding.advance(one)
    shop.clock.wind(60)
    back = shop.refunding.advance(processing)

    assert [r.state for r in (one, processing, back)] == [
        RefundState.CREATED, RefundState.PROCESSING, RefundState.SUCCESS,
    ]  # fmt: skip
    assert back == shop.ledger.refund(back.out_refund_no)
    assert back.received_account == "支付用户零钱"
    assert shop.simulator.books.audit()["totals"]["refunded_fen"] == HALF.fen
    assert shop.ledger.payment(paid.out_trade_no).reserved == HALF
    assert shop.ledger.verify().sound


def test_m1_that_a_request_is_about_to_leave_is_written_down_before_it_does(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "unavailable")

    lost = shop.refunding.advance(one)

    assert (lost.state, lost.sent, lost.unanswered) == (RefundState.CREATED, True, 1)
    assert shop.refund_status(one) is None
    deeds = [entry.deed for entry in shop.ledger.history(one.out_trade_no.split("-")[0])]
    assert deeds[-3:] == [Deed.REFUND_BEGUN, Deed.REFUND_SENT, Deed.REFUND_TROUBLED]


@pytest.mark.parametrize("fault", LASTING)
def test_m6_m7_whatever_happens_to_a_refund_it_is_carried_out_once_under_one_number(shop: Shop, fault: Fault) -> None:
    one = begun(shop)
    shop.weather("refund", fault)

    stormy = shop.refunding.advance(one)
    calm = shop.refunding.advance(stormy)
    shop.clock.wind(60)
    back = shop.refunding.advance(calm)

    assert stormy.state in {RefundState.CREATED, RefundState.PROCESSING}
    assert back.state is RefundState.SUCCESS
    assert back.out_refund_no == one.out_refund_no
    assert [refund.refund_fen for refund in shop.simulator.books.refunds()] == [HALF.fen]


@pytest.mark.parametrize("fault", LASTING)
@pytest.mark.parametrize("outcome", ["SUCCESS", "CLOSED", "ABNORMAL"])
def test_m3_no_weather_makes_a_refund_what_it_is_not(shop: Shop, fault: Fault, outcome: str) -> None:
    one = accepted(shop)
    shop.simulator.set_refund(one.out_refund_no, outcome)
    shop.weather("query_refund", fault)

    stormy = shop.refunding.advance(one)
    calm = shop.refunding.advance(stormy)

    assert stormy.state in {RefundState.PROCESSING, RefundState(outcome.lower())}
    assert (stormy.state is not RefundState.PROCESSING) or stormy.unanswered == 1
    assert calm.state is RefundState(outcome.lower())
    assert calm.trouble is None


def test_an_answer_that_is_lost_is_asked_for_before_anything_is_sent_again(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "drop_after")
    lost = shop.refunding.advance(one)
    shop.weather("refund", "server_error", times=None)

    assert shop.refunding.advance(lost).state is RefundState.PROCESSING


def test_a_refund_without_funds_waits_under_the_same_number_until_there_are_some(shop: Shop) -> None:
    paid = shop.paid()
    shop.simulator.switches.opening_fen = -paid.amount.fen
    one = begun(shop, paid)

    poor = shop.refunding.advance(shop.refunding.advance(one))
    shop.simulator.switches.opening_fen = None
    rich = shop.refunding.send_again(poor, "店长")

    assert poor.state is RefundState.CREATED
    assert poor.trouble is not None
    assert (poor.trouble.kind, poor.trouble.code) == ("refused", "NOT_ENOUGH")
    assert rich.state is RefundState.PROCESSING
    assert rich.out_refund_no == one.out_refund_no


def test_a_closed_refund_frees_the_money_for_another_one(shop: Shop) -> None:
    one = accepted(shop)
    shop.simulator.set_refund(one.out_refund_no, "CLOSED")
    closed = shop.refunding.advance(one)
    shop.clock.wind(60)

    again = shop.refunding.begin(order_of(one.out_trade_no, Money(1634), "商品质量"), "店长")

    assert closed.state is RefundState.CLOSED
    assert again.out_refund_no != one.out_refund_no


def test_a_refund_that_cannot_reach_the_customer_waits_for_the_manager_and_can_still_succeed(shop: Shop) -> None:
    one = accepted(shop)
    shop.simulator.set_refund(one.out_refund_no, "ABNORMAL")

    abnormal = shop.refunding.advance(one)
    waiting = shop.ledger.unresolved()
    still = shop.refunding.advance(abnormal)
    shop.simulator.set_refund(one.out_refund_no, "SUCCESS")
    back = shop.refunding.advance(still)

    assert [(item.kind, item.refund) for item in waiting] == [(UnresolvedKind.ABNORMAL, abnormal)]
    assert still == abnormal
    assert back.state is RefundState.SUCCESS
    assert shop.ledger.unresolved() == ()


@pytest.mark.parametrize(("fault", "code"), [("wrong_amount", "MISMATCH"), ("unknown_state", "PONDERING")])
def test_a_verified_answer_that_contradicts_us_moves_nothing(shop: Shop, fault: str, code: str) -> None:
    one = accepted(shop)
    shop.weather("query_refund", fault)

    wrong = shop.refunding.advance(one)

    assert wrong.state is RefundState.PROCESSING
    assert wrong.trouble is not None
    assert (wrong.trouble.kind, wrong.trouble.code) == ("bad_reply", code)


def test_an_answer_about_a_refund_of_another_payment_moves_nothing(shop: Shop) -> None:
    one = accepted(shop)
    answer = shop.refunding._client.query_refund(one.out_refund_no)
    other = dataclasses.replace(answer, value=dataclasses.replace(answer.value, out_trade_no="another"))

    wrong = shop.refunding._hear(one, other)

    assert wrong.trouble is not None
    assert "another number" in wrong.trouble.message


def test_a_settled_refund_comes_back_as_it_is(shop: Shop) -> None:
    one = accepted(shop)
    shop.clock.wind(60)
    back = shop.refunding.advance(one)

    assert shop.refunding.advance(back) == back


def test_m7_the_ceiling_holds_before_anything_is_sent(shop: Shop) -> None:
    paid = shop.paid()

    with pytest.raises(CeilingError):
        shop.refunding.begin(order_of(paid.out_trade_no, paid.amount + Money(1), "退"), "店长")

    assert shop.ledger.payment(paid.out_trade_no).reserved == ZERO


# ---------------------------------------------------------------- withdrawing


def test_a_refund_that_never_left_is_withdrawn_without_a_question(shop: Shop) -> None:
    one = begun(shop)
    shop.simulator.stop()

    withdrawn = shop.refunding.withdraw(one, "店长")

    assert withdrawn.state is RefundState.CLOSED
    assert shop.ledger.payment(one.out_trade_no).reserved == ZERO


def test_a_refund_that_may_have_left_is_withdrawn_only_if_the_provider_does_not_have_it(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "unavailable")
    lost = shop.refunding.advance(one)
    too_soon = shop.refunding.withdraw(lost, "店长")
    shop.clock.wind(WAIT)

    withdrawn = shop.refunding.withdraw(lost, "店长")

    last = shop.ledger.history(one.out_trade_no.split("-")[0])[-1]
    assert too_soon.state is RefundState.CREATED
    assert withdrawn.state is RefundState.CLOSED
    assert shop.refunding.advance(lost) == withdrawn
    assert shop.refund_status(one) is None
    assert (last.deed, last.who) == (Deed.REFUND_MOVED, "店长")


def test_a_refund_that_the_provider_has_cannot_be_withdrawn(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "drop_after")
    lost = shop.refunding.advance(one)

    followed = shop.refunding.withdraw(lost, "店长")
    shop.clock.wind(WAIT)

    assert followed.state is RefundState.PROCESSING
    assert shop.refunding.withdraw(followed, "店长").state is RefundState.SUCCESS


def test_without_an_answer_nothing_is_withdrawn(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "unavailable")
    lost = shop.refunding.advance(one)
    shop.weather("query_refund", "unavailable")

    assert shop.refunding.withdraw(lost, "店长").state is RefundState.CREATED
    assert shop.ledger.payment(one.out_trade_no).reserved == HALF


# ---------------------------------------------------------------- other hands


def test_m8_two_tills_that_advance_one_refund_send_it_once(shop: Shop) -> None:
    other = beside(shop, shop.ledger)
    one = begun(shop)

    first = shop.refunding.advance(one)
    second = other.refunding.advance(one)

    assert first == second
    assert len(shop.simulator.books.refunds()) == 1


def test_m7_m8_a_withdrawal_that_overtakes_a_second_try_keeps_it_in_the_till(shop: Shop) -> None:
    """The other hand closes the refund while this one hears that the provider does not have it."""
    one = begun(shop)
    shop.weather("refund", "unavailable")
    lost = shop.refunding.advance(one)
    shop.ledger.move_refund(lost, RefundState.CLOSED, who="店长")

    with pytest.raises(StaleError):
        shop.refunding._send(lost, "till")

    assert shop.simulator.books.refunds() == ()


def test_m7_m8_a_second_try_that_overtakes_a_withdrawal_keeps_the_money_reserved(shop: Shop, clock: HandClock) -> None:
    one = begun(shop)
    shop.weather("refund", "unavailable")
    lost = shop.refunding.advance(one)
    clock.wind(WAIT)
    shop.ledger.mark_sent(lost, who="till 02")

    with pytest.raises(StaleError):
        shop.ledger.move_refund(lost, RefundState.CLOSED, who="店长")

    assert shop.ledger.payment(one.out_trade_no).reserved == HALF


def test_m8_an_answer_that_another_hand_wrote_down_first_stands(shop: Shop) -> None:
    """The other hand moves the refund while the provider is taking it in."""
    one = begun(shop)
    moved: list[Refund] = []

    def overtake(why: str, record: Order | ProviderRefund) -> None:
        sent = shop.ledger.refund(one.out_refund_no)
        moved.append(shop.ledger.move_refund(sent, RefundState.ABNORMAL, who="till 02"))

    shop.simulator.books.subscribe(overtake)

    assert [shop.refunding.advance(one)] == moved


def test_m8_a_withdrawal_that_another_hand_overtakes_finds_what_stands(shop: Shop) -> None:
    one = begun(shop)
    shop.weather("refund", "unavailable")
    lost = shop.refunding.advance(one)
    shop.refunding._client.refund(_request(lost, shop.ledger.payment(lost.out_trade_no)))
    shop.clock.wind(WAIT)  # the money arrives just as we ask
    moved: list[Refund] = []

    def overtake(why: str, record: Order | ProviderRefund) -> None:
        moved.append(shop.ledger.move_refund(lost, RefundState.ABNORMAL, who="till 02"))

    shop.simulator.books.subscribe(overtake)
    found = shop.refunding.withdraw(lost, "店长")

    assert [found] == moved


def test_m8_a_withdrawal_that_comes_too_late_finds_the_refund_under_way(shop: Shop) -> None:
    one = begun(shop)
    sent = shop.refunding.advance(one)

    assert shop.refunding.withdraw(one, "店长") == sent


def test_after_a_crash_the_next_start_finds_the_refund_and_sees_it_through(shop: Shop, clock: HandClock) -> None:
    one = begun(shop)
    shop.weather("refund", "drop_after")
    shop.refunding.advance(one)
    clock.wind(WAIT)

    (found,) = shop.ledger.unsettled_refunds()

    assert shop.refunding.advance(found).state is RefundState.SUCCESS


def test_no_such_refund_proves_nothing_once_it_was_accepted(shop: Shop) -> None:
    one = shop.ledger.mark_sent(begun(shop), who="till")
    accepted_once = shop.ledger.move_refund(one, RefundState.PROCESSING, who="till", refund_id="50")

    asked = shop.refunding.advance(accepted_once)

    assert asked.state is RefundState.PROCESSING
    assert asked.trouble is not None
    assert asked.trouble.code == "RESOURCE_NOT_EXISTS"
