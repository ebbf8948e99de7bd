"""Finding payments in the book by whatever a person knows of them. On both engines."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from pos_app.core import ledger_finding
from pos_app.core.business_day import business_date
from pos_app.core.finding import Standing, understand
from pos_app.core.ledger import Ledger
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from tests.core.test_ledger import settle_otherwise
from tests.core.test_ledger_refunds import refund
from tests.core.till import TERMS, WATER, WORDS, HandClock, close, pay, presented

A_DAY = timedelta(days=1).total_seconds()


def taken(ledger: Ledger, clock: HandClock, fen: int = 400, *, transaction: str = "", coupon: int = 0) -> Payment:
    """Take a payment, with the provider's number and the customer's coupon that the test asks for."""
    line = dataclasses.replace(WATER, unit_price=Money(fen), amount=Money(fen), quantity_milli=1000)
    waiting = presented(ledger, line)
    return ledger.move(
        waiting, PaymentState.PAID, who="till", evidence=WORDS, paid_at=clock(),
        transaction_id=transaction or f"42{waiting.out_trade_no}", payer_total=Money(fen - coupon),
    )  # fmt: skip


def ask(ledger: Ledger, clock: HandClock, text: str, **chosen: object) -> list[str]:
    question = understand(text, today=business_date(clock()), **chosen)  # type: ignore[arg-type]  # checked there
    return [payment.out_trade_no for payment in ledger.find(question)]


def provided(ledger: Ledger, one: Refund, refund_id: str) -> Refund:
    return ledger.move_refund(one, RefundState.PROCESSING, who="till", evidence=WORDS, refund_id=refund_id)


def test_a_payment_is_found_by_each_of_its_numbers_and_by_the_tail_of_each(ledger: Ledger, clock: HandClock) -> None:
    taken(ledger, clock, transaction="4200002345202611240000000009")
    clock.wind(90)
    wanted = taken(ledger, clock, transaction="4200002345202611247777017731")
    clock.wind(90)
    taken(ledger, clock, transaction="4200002345202611240000000008")
    one = provided(ledger, refund(ledger, wanted.out_trade_no, 1), "50300806075024060400088880")

    numbers = (wanted.sale_number, wanted.out_trade_no, "4200002345202611247777017731", one.out_refund_no,
               "50300806075024060400088880")  # fmt: skip
    for number in numbers:
        for length in (4, 5, 6, 8, 64):
            assert wanted.out_trade_no in ask(ledger, clock, number[-length:]), number[-length:]
        assert ask(ledger, clock, number.lower()) == [wanted.out_trade_no]


def test_characters_beyond_the_indexed_tail_are_compared_too(ledger: Ledger, clock: HandClock) -> None:
    taken(ledger, clock, transaction="4200002345202611247777017731")

    assert ask(ledger, clock, "117731") == []
    assert ask(ledger, clock, "017732") == []


def test_a_ticket_is_found_by_its_short_number_on_every_day_the_newest_first(
    ledger: Ledger, clock: HandClock
) -> None:  # fmt: skip
    found = []
    for _ in range(3):
        found.append(taken(ledger, clock).out_trade_no)
        clock.wind(A_DAY)

    assert ask(ledger, clock, "0001") == found[::-1]
    assert ask(ledger, clock, "1") == found[::-1]
    assert ask(ledger, clock, "0001 11-25") == [found[1]]
    assert ask(ledger, clock, "0001", day=date(2026, 11, 26)) == [found[2]]


def test_one_attempt_on_a_ticket_is_found_as_the_list_writes_it(ledger: Ledger, clock: HandClock) -> None:
    first = presented(ledger)
    close(ledger, first)
    second = ledger.begin_attempt(first.sale_number, "林晓燕", TERMS)

    assert ask(ledger, clock, first.tail) == [first.out_trade_no]
    assert ask(ledger, clock, second.tail) == [second.out_trade_no]


def test_an_amount_is_what_was_asked_for_what_the_customer_paid_or_what_was_given_back(
    ledger: Ledger, clock: HandClock
) -> None:  # fmt: skip
    plain = taken(ledger, clock, 1280)
    clock.wind(90)
    coupon = taken(ledger, clock, 1500, coupon=220)
    clock.wind(90)
    given_back = taken(ledger, clock, 9000)
    refund(ledger, given_back.out_trade_no, 1280)
    clock.wind(90)
    taken(ledger, clock, 1281)

    assert ask(ledger, clock, "12.80") == [given_back.out_trade_no, coupon.out_trade_no, plain.out_trade_no]
    assert ask(ledger, clock, "15") == [coupon.out_trade_no]
    assert ask(ledger, clock, "90") == [given_back.out_trade_no]


def test_words_narrow_each_other_down(ledger: Ledger, clock: HandClock) -> None:
    morning = taken(ledger, clock, 1280)  # 10:00 in Beijing
    clock.wind(4 * 3600)
    noon = taken(ledger, clock, 1280)
    clock.wind(A_DAY)
    taken(ledger, clock, 1280)
    taken(ledger, clock, 1500)

    assert ask(ledger, clock, "昨天 12.8") == [noon.out_trade_no, morning.out_trade_no]
    assert ask(ledger, clock, "昨天 12.8 10:09") == [morning.out_trade_no]
    assert ask(ledger, clock, "12.8 9:51 微信") == [morning.out_trade_no]
    assert ask(ledger, clock, "昨天 10:11") == []
    assert len(ask(ledger, clock, "14:00")) == 2  # of today
    assert ask(ledger, clock, "12.80 15") == []


def test_a_time_that_crosses_midnight_in_greenwich_is_found(ledger: Ledger, clock: HandClock) -> None:
    clock.wind(-2 * 3600 - 60)  # 07:59 in Beijing, 23:59 of the day before in UTC
    early = taken(ledger, clock)

    assert ask(ledger, clock, "8:05") == [early.out_trade_no]


def test_payments_are_listed_by_how_they_stand(ledger: Ledger, clock: HandClock) -> None:
    good = taken(ledger, clock)
    lost = close(ledger, presented(ledger))
    live = presented(ledger)
    given_back = taken(ledger, clock)
    refund(ledger, given_back.out_trade_no, 1)
    twice = presented(ledger)
    settle_otherwise(ledger, twice.sale_number)
    pay(ledger, clock, twice)

    by = {standing: set(ask(ledger, clock, "", standing=standing)) for standing in Standing}
    assert by[Standing.CLOSED] == {lost.out_trade_no}
    assert by[Standing.REFUNDED] == {given_back.out_trade_no}
    assert {live.out_trade_no, twice.out_trade_no} <= by[Standing.OPEN]
    assert good.out_trade_no not in by[Standing.OPEN]
    assert {good.out_trade_no, given_back.out_trade_no, twice.out_trade_no} <= by[Standing.PAID]
    assert set(ask(ledger, clock, "已退款")) == by[Standing.REFUNDED]
    assert set(ask(ledger, clock, "4.00", standing=Standing.REFUNDED)) == by[Standing.REFUNDED]
    assert set(ask(ledger, clock, "待确认", day=business_date(clock()))) == by[Standing.OPEN]


@pytest.mark.parametrize("typed", ["", "4.00", "wechat", "今天", "paid", "4"])
def test_what_is_found_is_read_by_pages_without_gap_or_repetition(
    ledger: Ledger, clock: HandClock, typed: str
) -> None:  # fmt: skip
    everything = set()
    for number in range(7):
        everything.add(taken(ledger, clock))
        clock.wind(number % 2)  # some of them at the very same moment
    question = understand(typed, today=business_date(clock()))
    pages: list[Payment] = []

    while page := ledger.find(question, after=pages[-1] if pages else None, limit=2):
        pages += page

    assert set(pages) == everything
    assert len(pages) == len(everything)
    assert [one.created_at for one in pages] == sorted((one.created_at for one in pages), reverse=True)


def test_what_is_not_understood_finds_nothing(ledger: Ledger, clock: HandClock) -> None:
    taken(ledger, clock)

    assert ask(ledger, clock, "茶 4.00") == []


@pytest.mark.parametrize(
    ("typed", "chosen", "index"),
    [
        ("7731", {}, "payments_by_transaction_tail"),
        ("K3M9", {}, "payments_by_trade_tail"),
        ("0412", {}, "payments_by_sale_tail"),
        ("Z-R1", {}, "refunds_by_number_tail"),
        ("7731", {}, "refunds_by_provider_tail"),
        ("12.80", {}, "payments_by_amount"),
        ("12.80", {}, "payments_by_payer_total"),
        ("12.80", {}, "refunds_by_part"),
        ("昨天 12.80", {}, "payments_by_amount"),
        ("昨天 14:30", {}, "payments_by_day"),
        ("", {}, "payments_by_day"),
        ("", {"standing": Standing.REFUNDED}, "payments_refunded"),
        ("", {"standing": Standing.CLOSED}, "payments_closed"),
        ("", {"standing": Standing.OPEN}, "payments_unsettled"),
        ("", {"standing": Standing.OPEN}, "payments_surplus"),
    ],
)
def test_every_way_of_finding_has_an_index_and_reads_no_table_whole(
    book: Ledger, typed: str, chosen: dict[str, Standing], index: str
) -> None:
    question = understand(typed, today=date(2026, 11, 24), **chosen)  # type: ignore[arg-type]  # checked there
    plan: list[str] = []

    with book._readers.connect() as db:

        def look(_c: object, _u: object, words: str, values: object, _x: object, _m: object) -> None:
            if words.startswith("SELECT payments"):
                raw = db.connection.driver_connection
                assert raw is not None
                plan.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {words}", values))

        sa.event.listen(db, "before_cursor_execute", look)
        ledger_finding.find(db, question, None, 25)

    assert any(f"USING INDEX {index}" in step or f"USING COVERING INDEX {index}" in step for step in plan), plan
    assert not [step for step in plan if step.startswith(("SCAN payments", "SCAN refunds")) and "USING" not in step]
