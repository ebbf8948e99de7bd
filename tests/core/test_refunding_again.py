"""Refunds that do not go through at once: too little money, another account, cash."""

from __future__ import annotations

import dataclasses

import pytest

from pos_app.core.errors import InvalidInputError
from pos_app.core.journal import Deed
from pos_app.core.overview import Remedy
from pos_app.core.refund import SHORT_REST, AbnormalAccount, BankCard, Refund, RefundOrder, RefundState, Route
from pos_app.simulator.weather import Fault
from tests.core.shop import Shop
from tests.core.test_refunding import HALF, accepted, begun
from tests.core.till import HandClock, with_drawer

# ---------------------------------------------------------------- a merchant's account with too little in it


def short_of_money(shop: Shop) -> Refund:
    paid = shop.paid()
    shop.simulator.switches.opening_fen = -paid.amount.fen
    return shop.refunding.advance(begun(shop, paid))


def requests_sent(shop: Shop, refund: Refund) -> int:
    sale_number = refund.out_trade_no.split("-")[0]
    return [entry.deed for entry in shop.ledger.history(sale_number)].count(Deed.REFUND_SENT)


def test_m6_the_sweep_does_not_send_again_and_again_what_there_is_no_money_for(shop: Shop, clock: HandClock) -> None:
    one = short_of_money(shop)
    for _ in range(5):
        clock.wind(60)
        one = shop.refunding.advance(one)
    assert (requests_sent(shop, one), one.short_of_money, one.unanswered) == (1, True, 1)

    clock.wind(SHORT_REST.total_seconds())
    shop.simulator.switches.opening_fen = None
    assert shop.refunding.advance(one).state is RefundState.PROCESSING
    assert requests_sent(shop, one) == 2


def test_m6_whoever_has_topped_up_sends_the_same_refund_again_at_once(shop: Shop) -> None:
    one = short_of_money(shop)
    (waiting,) = shop.ledger.unresolved()
    assert waiting.remedy is Remedy.SEND_AGAIN

    still = shop.refunding.send_again(one, "店长")
    shop.simulator.switches.opening_fen = None
    sent = shop.refunding.send_again(one, "店长")

    assert (still.state, still.short_of_money) == (RefundState.CREATED, True)
    assert (sent.state, sent.out_refund_no) == (RefundState.PROCESSING, one.out_refund_no)
    assert len(shop.simulator.books.refunds()) == 1
    senders = [e.who for e in shop.ledger.history(one.out_trade_no.split("-")[0]) if e.deed is Deed.REFUND_SENT]
    assert senders == ["till 01", "店长", "店长"]


def test_what_is_sent_again_although_it_went_through_is_followed_instead(shop: Shop) -> None:
    one = accepted(shop)

    assert shop.refunding.send_again(one, "店长").state is RefundState.PROCESSING
    assert requests_sent(shop, one) == 1


def test_m8_two_hands_that_send_again_at_once_send_once(shop: Shop, clock: HandClock) -> None:
    one = short_of_money(shop)
    asked = shop.refunding._client.query_refund

    def overtaken(number: str) -> object:
        clock.wind(1)
        shop.ledger.mark_sent(shop.ledger.refund(number), who="till 02")
        return asked(number)

    shop.refunding._client.query_refund = overtaken  # type: ignore[method-assign, assignment]
    again = shop.refunding.send_again(one, "店长")

    assert again == shop.ledger.refund(one.out_refund_no)
    assert shop.simulator.books.refunds() == ()


# ---------------------------------------------------------------- an abnormal refund goes another way

CARD = AbnormalAccount(card=BankCard(bank_type="ICBC_DEBIT", number="6222021234567890123", holder="王小明"))
MERCHANT = AbnormalAccount()


def stuck(shop: Shop) -> Refund:
    one = accepted(shop)
    shop.simulator.set_refund(one.out_refund_no, "ABNORMAL")
    return shop.refunding.advance(one)


@pytest.mark.parametrize(
    ("account", "received"), [(CARD, "用户其他银行卡"), (MERCHANT, "商户银行卡")], ids=["card", "merchant"]
)
def test_an_abnormal_refund_is_sent_to_another_account(
    shop: Shop, clock: HandClock, account: AbnormalAccount, received: str
) -> None:
    one = stuck(shop)

    sent = shop.refunding.apply_abnormal(one, account, "店长")
    clock.wind(60)
    back = shop.refunding.advance(sent)

    assert (sent.state, back.state) == (RefundState.PROCESSING, RefundState.SUCCESS)
    assert back.received_account == received
    assert shop.ledger.unresolved() == ()
    assert shop.ledger.verify().sound


def test_m1_m11_where_to_is_written_down_before_it_is_asked_for_and_the_card_nowhere(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    one = stuck(shop)
    shop.weather("abnormal_refund", "unavailable")

    lost = shop.refunding.apply_abnormal(one, CARD, "店长")

    assert (lost.state, lost.unanswered) == (RefundState.ABNORMAL, 1)
    history = shop.ledger.history(one.out_trade_no.split("-")[0])
    (redirected,) = [entry for entry in history if entry.deed is Deed.REFUND_REDIRECTED]
    assert (redirected.who, redirected.facts["way"]) == ("店长", "card of the customer, ICBC_DEBIT")
    for text in (caplog.text, repr(history), repr(CARD), repr(lost)):
        assert "6222021234567890123" not in text
        assert "王小明" not in text


def test_m8_an_application_whose_answer_was_lost_is_not_made_twice(shop: Shop) -> None:
    one = stuck(shop)
    shop.weather("abnormal_refund", Fault.DROP_AFTER)
    lost = shop.refunding.apply_abnormal(one, CARD, "店长")
    assert lost.state is RefundState.ABNORMAL

    again = shop.refunding.apply_abnormal(lost, MERCHANT, "店长")

    assert again.state is RefundState.PROCESSING
    history = shop.ledger.history(one.out_trade_no.split("-")[0])
    assert [entry.deed for entry in history].count(Deed.REFUND_REDIRECTED) == 1


def test_m3_nothing_is_applied_for_while_nobody_knows_how_the_refund_stands(shop: Shop) -> None:
    one = stuck(shop)
    shop.weather("query_refund", "unavailable")

    asked = shop.refunding.apply_abnormal(one, CARD, "店长")

    assert (asked.state, asked.unanswered) == (RefundState.ABNORMAL, 1)
    assert not asked.settled


def test_a_card_that_breaks_a_rule_is_refused_before_anything_is_written(shop: Shop) -> None:
    one = stuck(shop)
    assert CARD.card is not None
    wrong = AbnormalAccount(card=dataclasses.replace(CARD.card, holder=""))

    with pytest.raises(InvalidInputError) as caught:
        shop.refunding.apply_abnormal(one, wrong, "店长")

    assert caught.value.field == "/real_name"
    assert shop.ledger.refund(one.out_refund_no) == one


def test_m8_two_hands_that_apply_at_once_apply_once(shop: Shop) -> None:
    one = stuck(shop)
    ledger, redirect = shop.ledger, shop.ledger.redirect_refund

    def overtaken(refund: Refund, account: AbnormalAccount, who: str, *, approval: str = "") -> Refund:
        shop.clock.wind(1)
        redirect(refund, account, "till 02")
        return redirect(refund, account, who, approval=approval)

    ledger.redirect_refund = overtaken  # type: ignore[method-assign]
    again = shop.refunding.apply_abnormal(one, CARD, "店长")

    assert again == ledger.refund(one.out_refund_no)
    assert again.state is RefundState.ABNORMAL


def test_m7_cash_is_never_sent_to_the_provider(shop: Shop) -> None:
    paid = shop.paid()
    order = RefundOrder(out_trade_no=paid.out_trade_no, amount=HALF, reason="退", route=Route.CASH)
    with_drawer(shop.ledger)
    cash = shop.refunding.begin(order, "店长")

    for again in (
        shop.refunding.advance(cash),
        shop.refunding.send_again(cash, "店长"),
        shop.refunding.withdraw(cash, "店长"),
        shop.refunding.apply_abnormal(cash, CARD, "店长"),
    ):
        assert again == cash

    assert shop.simulator.books.refunds() == ()
    assert shop.ledger.verify().sound
