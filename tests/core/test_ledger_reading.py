"""Reading the book: lists by page, a day in figures, what waits for a manager. On both engines."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from pos_app.core import ledger_payments, ledger_reading, ledger_unresolved
from pos_app.core.business_day import business_date
from pos_app.core.errors import LedgerDamagedError, NotFoundError
from pos_app.core.ledger import Ledger
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import ClosingReason, PaymentState
from pos_app.core.refund import RefundState
from tests.core.test_ledger import settle_otherwise
from tests.core.test_ledger_refunds import refund
from tests.core.till import WORDS, HandClock, begun, close, paid, pay, presented, silence


def test_what_is_not_settled_goes_on_being_watched_the_oldest_first(ledger: Ledger, clock: HandClock) -> None:
    _, first = begun(ledger)
    clock.wind(1)
    second = presented(ledger)
    clock.wind(1)
    done = paid(ledger, clock)
    close(ledger, presented(ledger))
    one = refund(ledger, done.out_trade_no, 1)

    assert ledger.unsettled_payments() == (first, second)
    assert ledger.unsettled_refunds() == (one,)


def test_a_day_is_read_by_pages_the_newest_first(ledger: Ledger, clock: HandClock) -> None:
    day = business_date(clock())
    payments = []
    for number in range(5):
        payments.append(begun(ledger)[1])
        clock.wind(number % 2)  # some of them at the very same moment
    clock.now += timedelta(days=1)
    begun(ledger)

    first = ledger.payments_on(day, limit=2)
    second = ledger.payments_on(day, after=first[-1], limit=2)
    third = ledger.payments_on(day, after=second[-1], limit=2)

    assert sorted(first + second + third, key=lambda one: one.out_trade_no) == payments
    assert [one.created_at for one in first + second + third] == sorted(
        (one.created_at for one in payments), reverse=True
    )
    assert len(third) == 1


def test_a_page_after_a_payment_that_is_not_there_is_refused(ledger: Ledger, clock: HandClock) -> None:
    _, payment = begun(ledger)

    with pytest.raises(NotFoundError):
        ledger.payments_on(business_date(clock()), after=dataclasses.replace(payment, out_trade_no="nothing"))


def test_a_day_is_added_up_in_one_query(ledger: Ledger, clock: HandClock) -> None:
    day = business_date(clock())
    done, other = paid(ledger, clock), paid(ledger, clock)
    close(ledger, presented(ledger))
    begun(ledger)
    doubt = presented(ledger)
    for _ in range(2):
        doubt = ledger.note_trouble(doubt, silence(clock))
    refund(ledger, done.out_trade_no, 500)
    ledger.move_refund(refund(ledger, other.out_trade_no, 600), RefundState.CLOSED, who="店长")

    totals = ledger.day_totals(day)

    assert (totals.paid_count, totals.paid) == (2, Money(3268))
    assert (totals.refund_count, totals.refunded) == (1, Money(500))
    assert (totals.open_count, totals.unconfirmed_count) == (2, 1)


def test_a_day_on_which_only_money_went_back_is_added_up_too(ledger: Ledger, clock: HandClock) -> None:
    done = paid(ledger, clock)
    clock.now += timedelta(days=1)
    refund(ledger, done.out_trade_no, 500)

    totals = ledger.day_totals(business_date(clock()))

    assert (totals.paid_count, totals.paid, totals.open_count) == (0, ZERO, 0)
    assert (totals.refund_count, totals.refunded) == (1, Money(500))


def test_an_empty_day_is_nothing(ledger: Ledger, clock: HandClock) -> None:
    totals = ledger.day_totals(business_date(clock()))

    assert (totals.paid_count, totals.refund_count, totals.open_count) == (0, 0, 0)
    assert totals.paid == totals.refunded == ZERO


def test_m3_m5_what_nobody_may_forget_waits_for_a_manager(ledger: Ledger, clock: HandClock) -> None:
    doubt = presented(ledger)
    doubt = ledger.note_trouble(ledger.note_trouble(doubt, silence(clock)), silence(clock))
    clock.wind(1)
    cancelled = ledger.move(
        presented(ledger), PaymentState.CLOSING, who="林晓燕", closing_reason=ClosingReason.CANCELLED
    )  # fmt: skip
    cancelled = ledger.note_trouble(cancelled, silence(clock))
    clock.wind(1)
    late = presented(ledger)
    settle_otherwise(ledger, late.sale_number)
    late = pay(ledger, clock, late)
    clock.wind(1)
    stuck = ledger.mark_sent(refund(ledger, paid(ledger, clock).out_trade_no, 1), who="till")
    stuck = ledger.move_refund(stuck, RefundState.ABNORMAL, who="till", evidence=WORDS, refund_id="50")
    clock.wind(1)
    refused = refund(ledger, paid(ledger, clock).out_trade_no, 2)
    refused = ledger.note_refund_trouble(refused, silence(clock, "refused", "NOT_ENOUGH"))
    refund(ledger, paid(ledger, clock).out_trade_no, 3)
    presented(ledger)

    unresolved = ledger.unresolved()

    assert [(one.kind, one.refund or one.payment) for one in unresolved] == [
        (UnresolvedKind.UNCONFIRMED, doubt),
        (UnresolvedKind.CLOSING, cancelled),
        (UnresolvedKind.SURPLUS, late),
        (UnresolvedKind.ABNORMAL, stuck),
        (UnresolvedKind.REFUND, refused),
    ]
    assert [one.amount for one in unresolved] == [Money(1634), Money(1634), Money(1634), Money(1), Money(2)]
    assert unresolved[3].payment == ledger.payment(stuck.out_trade_no)


def test_m5_surplus_money_is_resolved_once_all_of_it_is_on_its_way_back(ledger: Ledger, clock: HandClock) -> None:
    late = presented(ledger)
    settle_otherwise(ledger, late.sale_number)
    late = pay(ledger, clock, late)

    refund(ledger, late.out_trade_no, late.amount.fen)

    assert ledger.unresolved() == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)  # the other planner looks at the data
def test_lists_that_are_read_at_start_up_use_partial_indices(ledger: Ledger) -> None:
    for statement, index in [
        (ledger_reading._UNSETTLED_PAYMENTS, "payments_unsettled"),
        (ledger_reading._UNSETTLED_REFUNDS, "refunds_unsettled"),
        (ledger_unresolved._SURPLUS, "payments_surplus"),
        (ledger_unresolved._UNCONFIRMED, "payments_unsettled"),
        (ledger_unresolved._CLOSING, "payments_unsettled"),
        (ledger_unresolved._STUCK, "refunds_unsettled"),
        (ledger_unresolved._ABNORMAL, "refunds_unsettled"),
        (ledger_reading._DAY, "payments_by_day"),
        (ledger_payments._OWN_MONEY, "payments_2"),  # the one of attempts
        (ledger_payments._MATCHED_MONEY, "payments_matched"),
    ]:
        sql = str(statement.compile(ledger._engine))
        with ledger._reading() as db:
            blanks = tuple(0 for _ in range(sql.count("?")))
            plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", blanks).all()
        assert any(index in row[3] for row in plan), (index, plan)
        assert not any("TEMP B-TREE" in row[3] for row in plan), (index, plan)


def test_what_no_till_wrote_is_a_damaged_ledger_and_no_crash(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    with ledger._engine.begin() as db:
        db.exec_driver_sql("UPDATE payments SET paid_at = '2026-13-45'")

    with pytest.raises(LedgerDamagedError, match="ValueError") as caught:
        ledger.payment(payment.out_trade_no)

    assert "2026-13-45" not in str(caught.value)


def test_heads_are_there_to_be_noted_elsewhere(ledger: Ledger, clock: HandClock) -> None:
    assert ledger.heads() == ()

    paid(ledger, clock)

    (head,) = ledger.heads()
    assert (head.till, head.sequence) == ("01", 5)
    assert ledger.verify(known=(head,)).sound
