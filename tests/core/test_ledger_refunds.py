"""Refunds in the ledger: never more than came in, whoever presses what. On both engines."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.core.errors import CeilingError, InvalidInputError, LedgerError, NotFoundError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.money import ZERO, Money
from pos_app.core.refund import MOST_REFUNDS, REFUND_MOVES, Refund, RefundState
from tests.core.till import WORDS, HandClock, order_of, paid, presented, silence

NOTIFY = "https://shop.example/refunds"


def refund(ledger: Ledger, out_trade_no: str, fen: int) -> Refund:
    return ledger.begin_refund(order_of(out_trade_no, Money(fen), "商品质量"), "店长", notify_url=NOTIFY)


def deeds(ledger: Ledger, sale_number: str) -> list[Deed]:
    return [entry.deed for entry in ledger.history(sale_number)][5:]


def test_m1_m7_a_refund_is_written_down_and_reserved_in_one_commit(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    begun = refund(ledger, payment.out_trade_no, 600)

    assert begun == ledger.refund(begun.out_refund_no)
    assert begun.out_refund_no == f"{payment.out_trade_no}-R1"
    assert (begun.total, begun.state, begun.sent, begun.notify_url) == (
        payment.amount,
        RefundState.CREATED,
        False,
        NOTIFY,
    )
    assert ledger.payment(payment.out_trade_no).refundable == Money(1034)
    assert deeds(ledger, payment.sale_number) == [Deed.REFUND_BEGUN]


def test_m7_the_last_fen_goes_back_and_not_one_more(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    refund(ledger, payment.out_trade_no, 1000)
    clock.wind(60)

    with pytest.raises(CeilingError) as caught:
        refund(ledger, payment.out_trade_no, 635)
    refund(ledger, payment.out_trade_no, 634)

    assert caught.value.limit == "amount"
    assert ledger.payment(payment.out_trade_no).refundable == ZERO
    assert [one.sequence for one in ledger.refunds_of(payment.out_trade_no)] == [1, 2]


def test_m7_the_database_itself_keeps_the_ceiling(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    with pytest.raises(LedgerError), ledger_errors(), ledger._engine.begin() as db:
        db.execute(sa.text("UPDATE payments SET reserved_fen = amount_fen + 1"))

    assert ledger.payment(payment.out_trade_no).reserved == ZERO


def test_nothing_goes_back_on_a_payment_that_is_not_proven(ledger: Ledger) -> None:
    with pytest.raises(CeilingError) as caught:
        refund(ledger, presented(ledger).out_trade_no, 1)

    assert caught.value.limit == "amount"


def test_nothing_goes_back_on_a_payment_that_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        refund(ledger, "nothing", 1)


def test_two_refunds_of_one_payment_are_a_minute_apart(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    refund(ledger, payment.out_trade_no, 1)
    clock.wind(59)

    with pytest.raises(CeilingError) as caught:
        refund(ledger, payment.out_trade_no, 1)
    clock.wind(1)
    refund(ledger, payment.out_trade_no, 1)

    assert caught.value.limit == "interval"


def test_a_payment_can_be_refunded_for_a_year(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    clock.now += timedelta(days=365)
    refund(ledger, payment.out_trade_no, 1)
    clock.wind(60)

    with pytest.raises(CeilingError) as caught:
        refund(ledger, payment.out_trade_no, 1)

    assert caught.value.limit == "age"


def test_a_payment_can_be_refunded_fifty_times(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    for _ in range(MOST_REFUNDS):
        refund(ledger, payment.out_trade_no, 1)
        clock.wind(60)

    with pytest.raises(CeilingError) as caught:
        refund(ledger, payment.out_trade_no, 1)

    assert caught.value.limit == "count"


@pytest.mark.parametrize(
    ("fen", "reason", "field"), [(0, "退", "amount"), (-1, "退", "amount"), (1, "", "reason"), (1, "退" * 81, "reason")]
)
def test_a_refund_needs_an_amount_and_a_reason(
    ledger: Ledger, clock: HandClock, fen: int, reason: str, field: str
) -> None:
    payment = paid(ledger, clock)

    with pytest.raises(InvalidInputError) as caught:
        ledger.begin_refund(order_of(payment.out_trade_no, Money(fen), reason), "店长", notify_url=NOTIFY)

    assert caught.value.field == field


def test_a_closed_refund_gives_its_reservation_back_in_the_same_commit(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    sent = ledger.mark_sent(refund(ledger, payment.out_trade_no, 600), who="till")

    closed = ledger.move_refund(sent, RefundState.CLOSED, who="till", evidence=WORDS)

    assert closed == ledger.refund(closed.out_refund_no)
    assert (closed.settled, closed.settled_at) == (True, clock())
    assert ledger.payment(payment.out_trade_no).refundable == payment.amount
    assert ledger.verify().sound


@pytest.mark.parametrize(("at", "to"), list(itertools.product(RefundState, repeat=2)))
def test_only_the_moves_of_the_state_machine_are_made(
    ledger: Ledger, clock: HandClock, at: RefundState, to: RefundState
) -> None:
    one = ledger.mark_sent(refund(ledger, paid(ledger, clock).out_trade_no, 600), who="till")
    if at is not RefundState.CREATED:
        one = ledger.move_refund(one, at, who="till", evidence=WORDS, refund_id="50")

    if to in REFUND_MOVES[at]:
        moved = ledger.move_refund(one, to, who="till", evidence=WORDS, refund_id="50", received_account="零钱")
        assert moved == ledger.refund(one.out_refund_no)
        assert ledger.verify().sound
    else:
        with pytest.raises(ValueError, match="does not go"):
            ledger.move_refund(one, to, who="till")


def test_m8_a_refund_leaves_once_whichever_hand_is_first(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    begun = refund(ledger, paid(ledger, clock).out_trade_no, 600)
    other = another_till()
    sent = other.mark_sent(begun, who="till 02")

    with pytest.raises(StaleError):
        ledger.mark_sent(begun, who="till 01")
    with pytest.raises(StaleError):
        ledger.move_refund(begun, RefundState.CLOSED, who="店长")

    assert ledger.refund(begun.out_refund_no) == sent


def test_an_accepted_refund_counts_as_sent_whoever_sent_it(ledger: Ledger, clock: HandClock) -> None:
    begun = refund(ledger, paid(ledger, clock).out_trade_no, 600)

    assert ledger.move_refund(begun, RefundState.SUCCESS, who="till", evidence=WORDS).sent


def test_trouble_is_news_when_it_is_another_one_than_before(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    one = ledger.mark_sent(refund(ledger, payment.out_trade_no, 600), who="till")

    for code in ("NOT_ENOUGH", "NOT_ENOUGH", "SYSTEM_ERROR"):
        one = ledger.note_refund_trouble(one, silence(clock, "refused", code))

    assert one == ledger.refund(one.out_refund_no)
    assert one.unanswered == 3
    assert deeds(ledger, payment.sale_number)[2:] == [Deed.REFUND_TROUBLED, Deed.REFUND_TROUBLED]


def test_an_answer_that_moves_nothing_is_kept_once_and_ends_the_doubt(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    one = ledger.mark_sent(refund(ledger, payment.out_trade_no, 600), who="till")
    one = ledger.move_refund(one, RefundState.PROCESSING, who="till", evidence=WORDS, refund_id="50")
    one = ledger.note_refund_trouble(one, silence(clock))

    for _ in range(2):
        one = ledger.note_refund_answer(one, evidence=WORDS, refund_id="50", received_account="招商银行")

    assert one == ledger.refund(one.out_refund_no)
    assert (one.unanswered, one.trouble, one.received_account) == (0, None, "招商银行")
    assert deeds(ledger, payment.sale_number)[3:] == [Deed.REFUND_TROUBLED, Deed.REFUND_ANSWERED]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), max_size=8))
def test_m7_whatever_is_asked_for_what_goes_back_never_exceeds_what_came_in(
    ledger: Ledger, clock: HandClock, wishes: list[tuple[int, bool]]
) -> None:
    payment = paid(ledger, clock)
    held = 0
    for fen, fails in wishes:
        clock.wind(60)
        try:
            one = refund(ledger, payment.out_trade_no, fen)
        except CeilingError:
            assert held + fen > payment.amount.fen
            continue
        if fails:
            ledger.move_refund(one, RefundState.CLOSED, who="店长")
        else:
            held += fen

    assert ledger.payment(payment.out_trade_no).reserved == Money(held)
    assert held <= payment.amount.fen
