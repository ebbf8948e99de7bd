"""Reports from figures: every row, what is beside the goods, and the tax that is in a price."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import ZERO, Money
from pos_app.core.reports import Extra, Figures, Flow, Parcel, Row, Subject, report_of, tax_included
from pos_app.core.sale import Unit
from pos_app.core.span import Period, Span, moved

MONDAY, TUESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)
WEEK = Span(first=MONDAY, last=date(2026, 11, 29))


def taken(fen: int, *, day: date = MONDAY, hour: int = 9, tender: str = "wechat_qr", who: str = "林", sales: int = 1,
          rounding: int = 0) -> Flow:  # fmt: skip
    return Flow(day=day, hour=hour, tender=tender, who=who, count=1, sales=sales, paid=Money(fen),
                  rounding=Money(rounding))  # fmt: skip


def back(fen: int, *, reason: str = "质量", tender: str = "wechat_qr", who: str = "陈", day: date = TUESDAY) -> Flow:
    return Flow(day=day, hour=25, tender=tender, who=who, count=1, refunded=Money(fen), reason=reason)


def parcel(sold: int, *, code: str = "1", returned: int = 0, discount: int = 0, who: str = "林", rate: int = 900,
           category: str = "果蔬", unit: Unit = Unit.EACH) -> Parcel:  # fmt: skip
    return Parcel(
        code=code, name=f"名{code}", unit=unit, category=category, tax_rate=rate, who=who, lines=1, quantity_milli=2000,
        sold=Money(sold), returned=Money(returned), discounted=int(discount > 0),
        reduced=Money(sold if discount else 0), discount=Money(discount),
    )  # fmt: skip


def rows(subject: Subject, *flows: Flow, parcels: tuple[Parcel, ...] = ()) -> list[tuple[object, ...]]:
    report = report_of(subject, Figures(span=WEEK, flows=flows, parcels=parcels))
    return [(row.key, row.count, *(amount.fen for amount in row.amounts)) for row in (*report.rows, report.total)]


def test_days_and_hours_without_a_sale_stand_between_those_with_one() -> None:
    book = (taken(500), back(200), taken(300, day=THURSDAY, hour=11))

    assert rows(Subject.DAY, *book) == [
        (MONDAY, 1, 500, 0, 500),
        (TUESDAY, 0, 0, -200, -200),
        (date(2026, 11, 25), 0, 0, 0, 0),
        (THURSDAY, 1, 300, 0, 300),
        ("", 2, 800, -200, 600),
    ]
    hours = rows(Subject.HOUR, *book)
    assert [hour for hour, *_ in hours[:-1]] == list(range(9, 26))
    assert hours[-2] == (25, 0, 0, -200, -200)


def test_tenders_count_payments_and_cashiers_count_sales() -> None:
    split = (taken(500, tender="cash", sales=0), taken(700), back(100, tender="cash", who="林"))

    assert rows(Subject.TENDER, *split) == [
        ("wechat_qr", 1, 700, 0, 700), ("cash", 1, 500, -100, 400), ("", 2, 1200, -100, 1100),
    ]  # fmt: skip
    assert rows(Subject.CASHIER, *split) == [("林", 1, 1200, -100, 1100), ("", 1, 1200, -100, 1100)]


def test_refunds_are_told_by_reason_and_by_the_way_they_took() -> None:
    book = (taken(900), back(100), back(50, tender="cash"), back(400, reason="退货"))

    assert rows(Subject.REFUND, *book) == [
        ("退货", 1, 400, 0, 400), ("质量", 2, 100, 50, 150), ("", 3, 500, 50, 550),
    ]  # fmt: skip


def test_an_item_has_the_name_that_it_had_last_and_pieces_are_not_added_to_kilograms() -> None:
    figures = Figures(
        span=WEEK,
        flows=(taken(700),),
        parcels=(parcel(300, who="林"), parcel(200, who="陈"), parcel(200, code="2", unit=Unit.KILOGRAM)),
    )

    report = report_of(Subject.ITEM, figures)

    assert report.rows[0] == Row(
        key="1", name="名1", count=4000, unit=Unit.EACH, amounts=(Money(500), ZERO, Money(500))
    )  # fmt: skip
    assert (report.total.count, report.total.unit, report.total.figure) == (0, None, Money(700))


def test_what_no_goods_stand_behind_has_rows_of_its_own_so_that_goods_add_up_to_the_turnover() -> None:
    book = (taken(995, tender="cash", rounding=5), taken(300, sales=0), back(150), back(40))
    goods = (parcel(1000, returned=150),)

    assert rows(Subject.CATEGORY, *book, parcels=goods) == [
        ("果蔬", 1, 1000, -150, 850),
        (Extra.ROUNDING, 0, -5, 0, -5),
        (Extra.NO_GOODS, 0, 300, -40, 260),
        ("", 1, 1295, -190, 1105),
    ]
    assert rows(Subject.TAX, *book, parcels=goods) == [
        (900, 1, 850, 780, 70),
        (Extra.ROUNDING, 0, -5, -5, 0),
        (Extra.NO_GOODS, 0, 260, 260, 0),
        ("", 1, 1105, 1035, 70),
    ]


def test_discounts_are_told_by_who_gave_them() -> None:
    goods = (parcel(900, discount=100), parcel(500), parcel(400, discount=600, who="陈"))

    assert rows(Subject.DISCOUNT, taken(1800), parcels=goods) == [
        ("陈", 1, 1000, 400, 600), ("林", 1, 1000, 900, 100), ("", 2, 2000, 1300, 700),
    ]  # fmt: skip


def test_a_report_says_what_a_sale_came_to_on_the_average() -> None:
    report = report_of(Subject.DAY, Figures(span=WEEK, flows=(taken(500), taken(401), back(100))))

    assert (report.sales, report.turnover, report.refunded, report.average) == (2, Money(801), Money(100), Money(401))


@pytest.mark.parametrize("subject", Subject)
def test_nothing_sold_is_a_report_too(subject: Subject) -> None:
    report = report_of(subject, Figures(span=WEEK, flows=(), parcels=()))

    assert report.rows == ()
    assert report.average == report.total.figure == ZERO


def test_goods_that_were_not_read_are_not_reported_as_none() -> None:
    with pytest.raises(ValueError, match="goods were not read"):
        report_of(Subject.ITEM, Figures(span=WEEK, flows=()))


@pytest.mark.parametrize(
    ("period", "days", "before"),
    [
        (Period.DAY, ("2026-03-01", "2026-03-01"), ("2026-02-28", "2026-02-28")),
        (Period.WEEK, ("2026-02-23", "2026-03-01"), ("2026-02-16", "2026-02-22")),
        (Period.MONTH, ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (Period.YEAR, ("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
    ],
)
def test_periods_are_those_of_the_calendar(
    period: Period, days: tuple[str, str], before: tuple[str, str]
) -> None:  # fmt: skip
    span = period.around(date(2026, 3, 1))

    assert (span.first.isoformat(), span.last.isoformat()) == days
    earlier = moved(span, period, later=False)
    assert (earlier.first.isoformat(), earlier.last.isoformat()) == before
    assert moved(earlier, period, later=True) == span


def test_any_other_span_moves_by_its_own_length_and_not_beyond_the_calendar() -> None:
    earlier = moved(WEEK, None, later=False)

    assert (earlier.last, earlier.days, moved(earlier, None, later=True)) == (date(2026, 11, 22), 7, WEEK)
    dawn = Span(first=date.min, last=date.min)
    assert moved(dawn, Period.DAY, later=False) == dawn


@given(fen=st.integers(-(10**12), 10**12), rate=st.integers(0, 10_000))
def test_the_tax_in_a_price_is_exact_to_half_a_fen_and_of_the_same_sign(fen: int, rate: int) -> None:
    exact = Fraction(fen * rate, 10_000 + rate)

    assert abs(tax_included(Money(fen), rate).fen - exact) <= Fraction(1, 2)
    assert tax_included(Money(-fen), rate) == -tax_included(Money(fen), rate)
