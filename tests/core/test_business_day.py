"""A shop that closes after midnight closes its own day; WeChat Pay's bills begin at midnight all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from pos_app.core.business_day import bill_date, business_date
from pos_app.core.finding import understand
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.money import Money
from pos_app.core.refund import Route
from pos_app.core.shift import CashCount
from tests.core.conftest import Where
from tests.core.test_ledger_returns import give_back
from tests.core.till import HandClock, paid

FOUR = timedelta(hours=4)
FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
LATE = datetime(2026, 11, 27, 15, 50, tzinfo=UTC)  # 23:50 in Beijing


@pytest.fixture
def clock() -> HandClock:
    return HandClock(LATE)


@pytest.fixture
def bar(where: Where, clock: HandClock) -> Iterator[Ledger]:
    with open_ledger(where, till="01", clock=clock, day_starts=FOUR) as ledger:
        yield ledger


@pytest.mark.parametrize(
    ("hours", "shops", "bills"),
    [(0.0, FRIDAY, FRIDAY), (1.0, FRIDAY, SATURDAY), (4.1, FRIDAY, SATURDAY), (4.2, SATURDAY, SATURDAY)],
)
def test_the_shops_day_begins_when_the_shop_says_and_the_bills_at_midnight(
    hours: float, shops: date, bills: date
) -> None:
    at = LATE + timedelta(hours=hours)

    assert (business_date(at, FOUR), bill_date(at), business_date(at)) == (shops, bills, bills)


def test_a_night_is_one_business_day_and_its_z_says_what_each_bill_has_of_it(bar: Ledger, clock: HandClock) -> None:
    shift = bar.shifts.open(CashCount(), "林晓燕")
    before = paid(bar, clock)
    clock.wind(3600)
    after = paid(bar, clock)
    back = give_back(bar, after, (1, 2000), route=Route.CASH)
    assert bar.today() == FRIDAY
    totals = bar.day_totals(FRIDAY)
    z = bar.shifts.close(shift, CashCount(), "林晓燕")
    clock.wind(4 * 3600)
    morning = paid(bar, clock)

    assert [one.sale_number for one in (before, after, morning)] == ["012611270001", "012611270002", "012611280001"]
    assert (totals.paid_count, totals.refunded) == (2, back.amount)
    assert bar.payments_on(FRIDAY) == (bar.payment(after.out_trade_no), before)
    assert bar.find(understand("0002", today=bar.today(), day=FRIDAY)) == (bar.payment(after.out_trade_no),)
    assert (bar.today(), z.business_date) == (SATURDAY, FRIDAY)
    assert z.closing is not None
    assert [(one.day, one.tally.amount) for one in z.closing.figures.bill_days] == [
        (FRIDAY, before.amount),
        (SATURDAY, after.amount),
    ]
    assert bar.verify().sound


def test_a_shop_that_changes_when_its_day_begins_goes_on_counting_tickets(bar: Ledger, clock: HandClock) -> None:
    """At one in the morning the day is the old one again, which has its tickets already."""
    paid(bar, clock)
    clock.wind(3600)
    engine = bar._engine
    by_the_calendar = Ledger(engine, till="01", clock=clock)
    midnight = paid(by_the_calendar, clock)
    bar._desk.clear()

    again = paid(bar, clock)

    assert (midnight.sale_number, again.sale_number) == ("012611280001", "012611270002")
    assert bar.verify().sound
    by_the_calendar._desk.clear()


def test_money_is_not_moved_to_another_day_by_a_page_of_payments(bar: Ledger, clock: HandClock) -> None:
    for _ in range(3):
        paid(bar, clock)
        clock.wind(1800)

    first = bar.payments_on(FRIDAY, limit=2)
    rest = bar.payments_on(FRIDAY, after=first[-1], limit=2)
    found = bar.find(understand("", today=FRIDAY, day=FRIDAY), limit=2)
    found_rest = bar.find(understand("", today=FRIDAY, day=FRIDAY), after=found[-1], limit=2)

    assert first == found
    assert rest == found_rest
    assert [one.amount for one in (*first, *rest)] == [Money(1634)] * 3
