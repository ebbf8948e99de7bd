"""Sales that are paid in cash, by other means, and in parts: in any order, never beyond the total. On both engines."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from pos_app.core.errors import (
    CeilingError,
    InvalidInputError,
    LedgerError,
    LiveClaimError,
    NoShiftError,
    NotAllowedError,
    NotFoundError,
    OverpaidError,
    PartPaidError,
    StaleError,
)
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.money import YUAN, ZERO, Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundLine, RefundOrder, RefundState, Route
from pos_app.core.returns import everything
from pos_app.core.sale import SaleState
from pos_app.core.settlement import Due, Rounding, Taking
from pos_app.core.staff import Act, Role
from tests.core.test_ledger_verify import burglary
from tests.core.till import BASKET, TERMS, WORDS, HandClock, close, pay, silence, with_drawer

WHO = "林晓燕"
TOTAL = Money(1634)  # of the basket


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """A ledger of a till with a drawer in it."""
    return with_drawer(ledger)


def cash(fen: int, handed_over: int | None = None) -> Taking:
    return Taking(tender=Tender.CASH, amount=Money(fen), tendered=Money(handed_over or fen))


def begun_part(ledger: Ledger, fen: int) -> Payment:
    """A code on the glass for a part of a sale."""
    _, payment = ledger.begin_payment(BASKET, WHO, TERMS, amount=Money(fen))
    return shown(ledger, payment)


def shown(ledger: Ledger, payment: Payment) -> Payment:
    return ledger.move(payment, PaymentState.PRESENTED, who="till", evidence=WORDS, code_url="weixin://wxpay/y")


def give_back(ledger: Ledger, payment: Payment, route: Route = Route.CASH, amount: Money | None = None) -> None:
    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount or payment.amount, reason="退", route=route,
                        tender=payment.tender)  # fmt: skip
    ledger.begin_refund(order, "店长", notify_url="")


def test_cash_pays_for_a_sale_in_the_commit_that_writes_it_down(ledger: Ledger, clock: HandClock) -> None:
    sale, payment = ledger.take(BASKET, WHO, Taking.cash(TOTAL, Money(2000), Rounding.JIAO))

    assert (sale.state, sale.settled_at, payment.state) == (SaleState.PAID, clock(), PaymentState.PAID)
    assert (payment.amount, payment.rounding, payment.change) == (Money(1630), Money(4), Money(370))
    assert (payment.paid_at, payment.transaction_id, payment.payer_total) == (clock(), None, None)
    assert (ledger.sale(sale.number), ledger.payment(payment.out_trade_no)) == (sale, payment)
    assert [entry.deed for entry in ledger.history(sale.number)] == [
        Deed.SALE_OPENED, Deed.PAYMENT_TAKEN, Deed.SALE_PAID,
    ]  # fmt: skip
    assert ledger.verify().sound


def test_a_sale_is_paid_in_parts_of_three_tenders_and_only_the_last_settles_it(
    ledger: Ledger, clock: HandClock
) -> None:
    sale, _ = ledger.take(BASKET, WHO, cash(500))
    code = shown(ledger, ledger.begin_attempt(sale.number, WHO, TERMS, amount=Money(600)))
    sale, card = ledger.take_more(sale.number, WHO, Taking.other(Money(34), "银行卡"))
    assert (sale.state, ledger.due(sale.number)) == (
        SaleState.OPEN, Due(total=TOTAL, paid=Money(534), live=Money(600)),
    )  # fmt: skip

    assert not pay(ledger, clock, code).surplus
    assert ledger.sale(sale.number).state is SaleState.OPEN
    sale, _ = ledger.take_more(sale.number, WHO, cash(500, 1000))

    assert sale == ledger.sale(sale.number)
    assert (sale.state, ledger.due(sale.number).remaining) == (SaleState.PAID, ZERO)
    assert ledger.payment(card.out_trade_no).label == "银行卡"
    assert ledger.verify().sound


def test_m4_no_more_cash_is_taken_than_a_code_on_the_glass_leaves(ledger: Ledger, clock: HandClock) -> None:
    code = begun_part(ledger, 1600)

    with pytest.raises(OverpaidError) as caught:
        ledger.take_more(code.sale_number, WHO, cash(35))
    assert caught.value.left == Money(34)
    ledger.take_more(code.sale_number, WHO, cash(34))

    assert not pay(ledger, clock, code).surplus
    assert ledger.sale(code.sale_number).state is SaleState.PAID
    assert ledger.verify().sound


def test_m4_a_second_code_waits_for_the_first_and_then_asks_for_what_remains(ledger: Ledger) -> None:
    code = begun_part(ledger, 600)
    with pytest.raises(LiveClaimError):
        ledger.begin_attempt(code.sale_number, WHO, TERMS, amount=Money(100))

    close(ledger, code)
    ledger.take_more(code.sale_number, WHO, cash(1000))

    with pytest.raises(OverpaidError):
        ledger.begin_attempt(code.sale_number, WHO, TERMS, amount=Money(635))
    assert ledger.begin_attempt(code.sale_number, WHO, TERMS).amount == Money(634)


def test_two_tills_cannot_both_take_the_rest(ledger: Ledger, another_till: Callable[[], Ledger]) -> None:
    sale, _ = ledger.take(BASKET, WHO, cash(634))
    other = another_till()
    with pytest.raises(NoShiftError):
        other.take_more(sale.number, WHO, cash(600))
    other.take_more(sale.number, WHO, Taking.other(Money(600), "银行卡"))

    with pytest.raises(OverpaidError):
        ledger.take_more(sale.number, WHO, cash(1000))
    ledger.take_more(sale.number, WHO, cash(400))
    with pytest.raises(StaleError):
        ledger.take_more(sale.number, WHO, cash(1))

    assert ledger.verify().sound


def test_what_was_rounded_for_another_rest_is_not_let_go_of(ledger: Ledger, another_till: Callable[[], Ledger]) -> None:
    code = begun_part(ledger, 600)
    rest = Taking.cash(ledger.due(code.sale_number).free, rounding=Rounding.JIAO)
    close(ledger, code)

    with pytest.raises(StaleError):
        ledger.take_more(code.sale_number, WHO, rest)


@pytest.mark.parametrize(
    "begin",
    [
        lambda ledger: ledger.begin_payment((), WHO, TERMS),
        lambda ledger: ledger.begin_payment(BASKET, WHO, TERMS, amount=ZERO),
        lambda ledger: ledger.take((), WHO, cash(1)),
        lambda ledger: ledger.take(BASKET, WHO, Taking.other(Money(1), "")),
    ],
)
def test_nothing_is_written_of_what_breaks_a_rule(ledger: Ledger, begin: Callable[[Ledger], object]) -> None:
    with pytest.raises(InvalidInputError):
        begin(ledger)

    assert len(ledger.heads()) == 1
    assert ledger.heads()[0].sequence == 1  # the shift


def test_more_than_the_total_is_neither_taken_nor_asked_for(ledger: Ledger) -> None:
    with pytest.raises(OverpaidError):
        ledger.take(BASKET, WHO, cash(1635))
    with pytest.raises(OverpaidError):
        ledger.begin_payment(BASKET, WHO, TERMS, amount=Money(1635))

    assert len(ledger.heads()) == 1
    assert ledger.heads()[0].sequence == 1  # the shift


def test_nobody_takes_money_on_somebody_elses_sale_without_leave(ledger: Ledger) -> None:
    sale, _ = ledger.take(BASKET, WHO, cash(634))
    ledger.found_staff("店长", "hash")
    ledger.add_member("陈立", Role.CASHIER, "hash", who="店长")

    with pytest.raises(NotAllowedError):
        ledger.take_more(sale.number, "陈立", cash(1))
    with pytest.raises(NotFoundError):
        ledger.take_more("019901010001", WHO, cash(1))


# ---------------------------------------------------------------- what goes back before the sale is paid


def test_a_sale_that_keeps_money_is_not_given_up_until_all_of_it_goes_back(ledger: Ledger, clock: HandClock) -> None:
    sale, paper = ledger.take(BASKET, WHO, cash(600))
    code = pay(ledger, clock, shown(ledger, ledger.begin_attempt(sale.number, WHO, TERMS, amount=Money(1000))))
    with pytest.raises(PartPaidError):
        ledger.void_sale(sale, WHO)
    give_back(ledger, paper)
    assert ledger.due(sale.number).remaining == Money(634)
    with pytest.raises(PartPaidError):
        ledger.void_sale(sale, WHO)

    give_back(ledger, code)
    ledger.void_sale(sale, WHO)

    assert ledger.sale(sale.number).state is SaleState.VOIDED
    assert (ledger.verify().flaws, ledger.unresolved()) == ((), ())


def test_a_part_that_went_back_makes_room_for_another_tender(ledger: Ledger, clock: HandClock) -> None:
    sale, slip = ledger.take(BASKET, WHO, cash(1600))
    give_back(ledger, slip)
    sale, _ = ledger.take_more(sale.number, WHO, Taking.other(TOTAL, "银行卡"))

    assert (sale.state, ledger.payment(slip.out_trade_no).undone) == (SaleState.PAID, True)
    assert Deed.PAYMENT_UNDONE in [entry.deed for entry in ledger.history(sale.number)]
    assert ledger.verify().sound


def test_tickets_that_are_paid_in_part_are_found_until_they_are_paid_or_undone(
    ledger: Ledger, another_till: Callable[[], Ledger]
) -> None:
    sale, _ = ledger.take(BASKET, WHO, cash(1000))
    other, slip = ledger.take(BASKET, WHO, cash(500))
    begun_part(ledger, 700)
    assert ledger.part_paid(ledger.till) == (sale.number, other.number)
    assert another_till().part_paid("02") == ()

    ledger.take_more(sale.number, WHO, cash(634))
    give_back(ledger, slip)

    assert ledger.part_paid(ledger.till) == ()


def test_m5_money_that_was_undone_and_did_not_go_back_is_late_money_again(ledger: Ledger, clock: HandClock) -> None:
    code = pay(ledger, clock, begun_part(ledger, 600))
    order = RefundOrder(out_trade_no=code.out_trade_no, amount=code.amount, reason="退")
    refund = ledger.begin_refund(order, "店长", notify_url="")
    assert ledger.unresolved() == ()
    ledger.take_more(code.sale_number, WHO, cash(1634))

    ledger.move_refund(refund, RefundState.CLOSED, who="till", evidence=WORDS)

    (late,) = ledger.unresolved()
    assert (late.number, late.amount) == (code.out_trade_no, Money(600))
    assert ledger.verify().sound


def late_again(ledger: Ledger, clock: HandClock, fen: int) -> Payment:
    """A part that was undone, and whose refund came to nothing."""
    code = pay(ledger, clock, begun_part(ledger, fen))
    order = RefundOrder(out_trade_no=code.out_trade_no, amount=code.amount, reason="退")
    refund = ledger.begin_refund(order, "店长", notify_url="")
    ledger.move_refund(refund, RefundState.CLOSED, who="till", evidence=WORDS)
    return ledger.payment(code.out_trade_no)


def test_m5_late_money_pays_for_the_sale_that_needs_exactly_that(ledger: Ledger, clock: HandClock) -> None:
    other, _ = ledger.take(BASKET, WHO, cash(1034))
    late = late_again(ledger, clock, 600)
    assert [sale.number for sale in ledger.match_candidates(late.out_trade_no)] == [other.number]
    with pytest.raises(StaleError):
        ledger.match(late.out_trade_no, late.sale_number, "客人回来了", "店长")

    ledger.take_more(late.sale_number, WHO, cash(1034))
    assert {sale.number for sale in ledger.match_candidates(late.out_trade_no)} == {late.sale_number, other.number}
    ledger.match(late.out_trade_no, late.sale_number, "客人回来了", "店长")

    assert ledger.sale(late.sale_number).state is SaleState.PAID
    assert ledger.due(late.sale_number).remaining == ZERO
    assert (ledger.verify().flaws, ledger.unresolved()) == ((), ())


def test_m4_late_money_waits_while_a_code_could_still_be_paid(ledger: Ledger, clock: HandClock) -> None:
    late = late_again(ledger, clock, 1634 - 1)
    ledger.take_more(late.sale_number, WHO, cash(1))
    code = ledger.begin_attempt(late.sale_number, WHO, TERMS)

    assert ledger.match_candidates(late.out_trade_no) == ()
    with pytest.raises(LiveClaimError):
        ledger.match(late.out_trade_no, late.sale_number, "客人回来了", "店长")

    close(ledger, code)
    ledger.match(late.out_trade_no, late.sale_number, "客人回来了", "店长")
    assert ledger.verify().sound


def test_money_that_was_answered_for_and_paid_a_part_after_all_is_matched_to_its_own_sale(
    ledger: Ledger, clock: HandClock
) -> None:
    code = begun_part(ledger, 600)
    for _ in range(2):
        code = ledger.note_trouble(code, silence(clock))
    ledger.resolve(code.out_trade_no, UnresolvedKind.UNCONFIRMED, "客人已走", "店长")
    pay(ledger, clock, code)
    assert [sale.number for sale in ledger.match_candidates(code.out_trade_no)] == [code.sale_number]
    ledger.match(code.out_trade_no, code.sale_number, "客人回来了", "店长")
    assert ledger.due(code.sale_number).paid == Money(600)

    give_back(ledger, ledger.payment(code.out_trade_no), Route.CASH)

    assert ledger.due(code.sale_number).paid == ZERO
    assert ledger.verify().sound


@pytest.mark.parametrize("amount", [Money(599), Money(601)])
def test_an_unpaid_sale_keeps_all_of_a_payment_or_nothing(ledger: Ledger, amount: Money) -> None:
    _, slip = ledger.take(BASKET, WHO, cash(600))

    with pytest.raises((InvalidInputError, CeilingError)):
        give_back(ledger, slip, amount=amount)

    assert ledger.due(slip.sale_number).paid == Money(600)


# ---------------------------------------------------------------- what goes back of what was paid at once


def test_m7_cash_goes_back_in_cash_up_to_what_was_paid_and_never_to_the_provider(ledger: Ledger) -> None:
    _, paper = ledger.take(BASKET, WHO, Taking.cash(TOTAL, rounding=Rounding.YUAN))
    for route in (Route.ORIGINAL, Route.RECORDED):
        with pytest.raises(InvalidInputError):
            give_back(ledger, paper, route)
    order = RefundOrder(out_trade_no=paper.out_trade_no, amount=paper.amount, reason="退")
    with pytest.raises(InvalidInputError):  # to say that it was something else is no way round
        ledger.begin_refund(order, "店长", notify_url="")

    give_back(ledger, paper, amount=Money(1000))
    with pytest.raises(CeilingError):
        give_back(ledger, paper, amount=Money(601))
    give_back(ledger, paper, amount=Money(600))

    assert {refund.state for refund in ledger.refunds_of(paper.out_trade_no)} == {RefundState.SUCCESS}
    assert (ledger.sale(paper.sale_number).state, ledger.unsettled_refunds()) == (SaleState.PAID, ())
    assert ledger.verify().sound


def test_what_came_by_other_means_goes_back_by_them_and_is_only_written_down(ledger: Ledger) -> None:
    _, card = ledger.take(BASKET, WHO, Taking.other(TOTAL, "银行卡"))

    give_back(ledger, card, Route.RECORDED)

    (refund,) = ledger.refunds_of(card.out_trade_no)
    assert (refund.state, refund.sent, refund.settled) == (RefundState.SUCCESS, False, True)
    assert Deed.REFUND_RECORDED in [entry.deed for entry in ledger.history(card.sale_number)]
    assert ledger.verify().sound


@pytest.mark.parametrize(
    ("tender", "route", "act"),
    [
        (Tender.WECHAT_QR, Route.ORIGINAL, Act.REFUND),
        (Tender.WECHAT_QR, Route.CASH, Act.REFUND_OTHER_ROUTE),
        (Tender.CASH, Route.CASH, Act.REFUND),
        (Tender.OTHER, Route.RECORDED, Act.REFUND),
        (Tender.OTHER, Route.CASH, Act.REFUND_OTHER_ROUTE),
    ],
)
def test_only_another_way_than_the_one_by_which_it_came_needs_the_greater_right(
    tender: Tender, route: Route, act: Act
) -> None:
    order = RefundOrder(out_trade_no="1", amount=Money(1), reason="退", tender=tender, route=route)

    order.check()
    assert order.request.act is act


def test_what_was_let_go_of_comes_back_with_the_last_of_the_lines_and_once(ledger: Ledger) -> None:
    sale, paper = ledger.take(BASKET, WHO, Taking.cash(TOTAL, rounding=Rounding.JIAO))
    water, apples = everything(sale, {}, restock=False)

    with pytest.raises(CeilingError):  # the last of it is still to come
        ledger.begin_refund(order_for(paper, water, rounding=Money(4)), "店长", notify_url="")
    ledger.begin_refund(order_for(paper, water), "店长", notify_url="")
    with pytest.raises(CeilingError):
        ledger.begin_refund(order_for(paper, apples), "店长", notify_url="")
    ledger.begin_refund(order_for(paper, apples, rounding=Money(4)), "店长", notify_url="")

    assert ledger.payment(paper.out_trade_no).refundable == ZERO
    assert ledger.verify().sound


def order_for(payment: Payment, *lines: RefundLine, rounding: Money = ZERO) -> RefundOrder:
    amount = sum((line.amount for line in lines), ZERO) - rounding
    return RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="退", lines=lines, route=Route.CASH,
                       tender=Tender.CASH, rounding=rounding)  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE refunds SET rounding_fen = 5", "more was let go of in it than its payment was rounded by"),
        ("UPDATE refunds SET route = 'recorded', rounding_fen = 0", "went back by a way"),
        ("UPDATE payments SET rounding_fen = 3 WHERE tender = 'cash'", "disagree on whether it is paid"),
        ("UPDATE payments SET undone = (1 = 1) WHERE tender = 'other'", "disagree on whether it is paid"),
        ("UPDATE payments SET label = '购物卡' WHERE tender = 'other'", "label is not what the journal says"),
        ("UPDATE payments SET tendered_fen = 2001 WHERE tender = 'cash'", "tendered_fen is not what"),
    ],
)
def test_m9_what_is_done_to_tenders_behind_its_back_is_found(ledger: Ledger, statement: str, what: str) -> None:
    sale, paper = ledger.take(BASKET, WHO, Taking.cash(TOTAL, Money(2000), Rounding.JIAO))
    ledger.begin_refund(order_for(paper, *everything(sale, {}, restock=True), rounding=Money(4)), "店长", notify_url="")
    ledger.take_more(ledger.take(BASKET, WHO, cash(1000))[0].number, WHO, Taking.other(Money(634), "银行卡"))
    assert ledger.verify().sound
    with burglary(ledger) as db:
        db.exec_driver_sql(statement)

    flaws = ledger.verify().flaws

    assert any(what in flaw.what for flaw in flaws), flaws


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments SET tender = 'wechat_qr', tendered_fen = NULL",
        "UPDATE payments SET state = 'presented', settled_at = NULL",
        "UPDATE payments SET code_url = 'weixin://'",
        "UPDATE payments SET tendered_fen = amount_fen - 1",
        "UPDATE payments SET rounding_fen = 100",
        "UPDATE payments SET label = '银行卡'",
        "UPDATE payments SET tender = 'other', tendered_fen = NULL",
    ],
)
def test_m2_the_database_itself_takes_no_money_without_proof_and_no_cash_that_was_not_handed_over(
    ledger: Ledger, statement: str
) -> None:
    ledger.take(BASKET, WHO, cash(1634))

    with pytest.raises(LedgerError), ledger_errors(), ledger._engine.begin() as db:
        db.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"rounding": YUAN}, "rounding"), ({"tender": Tender.WECHAT_QR}, "rounding"), ({"lines": ()}, "amount")],
)
def test_a_refund_is_its_lines_less_what_cash_was_rounded_by(
    ledger: Ledger, change: dict[str, Any], field: str
) -> None:
    sale, paper = ledger.take(BASKET, WHO, Taking.cash(TOTAL, rounding=Rounding.JIAO))
    order = order_for(paper, *everything(sale, {}, restock=True), rounding=Money(4))
    order.check()

    with pytest.raises(InvalidInputError) as caught:
        dataclasses.replace(order, **change).check()

    assert caught.value.field == field
