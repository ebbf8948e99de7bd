"""What a person types to find a payment: all that it may mean, and that nothing typed makes it fail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.finding import (
    LONGEST_TEXT,
    MOST_WORDS,
    Amount,
    Day,
    Meaning,
    Number,
    Question,
    Standing,
    Ticket,
    Time,
    understand,
)
from pos_app.core.money import Money
from pos_app.core.payment import Tender

TODAY = date(2026, 11, 24)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def meanings(text: str) -> list[tuple[Meaning, ...]]:
    return [word.meanings for word in understand(text, today=TODAY).words]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12.80", [(Amount(Money(1280)),)]),
        ("12.8", [(Amount(Money(1280)),)]),
        ("¥1,234.50", [(Amount(Money(123450)),)]),
        ("12。8元", [(Amount(Money(1280)),)]),
        ("１２．８０", [(Amount(Money(1280)),)]),
        ("0412", [(Number("0412"),)]),
        ("412", [(Ticket("0412"), Amount(Money(41200)))]),
        ("7731", [(Number("7731"), Amount(Money(773100)))]),
        ("0412-1", [(Number("0412-1"), Ticket("0412", 1))]),
        ("k3m9", [(Number("K3M9"),)]),
        ("012611240412", [(Number("012611240412"),)]),
        ("012611240412-1-7k3m9q-R1", [(Number("012611240412-1-7K3M9Q-R1"),)]),
        ("11-23", [(Day(date(2026, 11, 23)),)]),
        ("11/24", [(Day(TODAY),)]),
        ("12-01", [(Day(date(2025, 12, 1)),)]),
        ("2-29", [(Day(date(2024, 2, 29)),)]),
        ("11月23日", [(Day(date(2026, 11, 23)),)]),
        ("2026年1月2号", [(Day(date(2026, 1, 2)),)]),
        ("26-1-2", [(Day(date(2026, 1, 2)),)]),
        ("20261123", [(Number("20261123"), Amount(Money(2026112300)), Day(date(2026, 11, 23)))]),
        ("昨天 12.8", [(Day(date(2026, 11, 23)),), (Amount(Money(1280)),)]),
        ("Yesterday", [(Day(date(2026, 11, 23)),)]),
        ("今天", [(Day(TODAY),)]),
        ("前天", [(Day(date(2026, 11, 22)),)]),
        ("14:30", [(Time(time(14, 30)),)]),
        ("14：30", [(Time(time(14, 30)),)]),
        ("9点05分", [(Time(time(9, 5)),)]),
        ("14:30:59", [(Time(time(14, 30)),)]),
        ("微信 已退款", [(Tender.WECHAT_QR,), (Standing.REFUNDED,)]),
        ("现金 CARD", [(Tender.CASH,), (Tender.OTHER,)]),
        ("paid", [(Standing.PAID,)]),
        ("", []),
        (" \t\n", []),
    ],
)
def test_what_is_typed_is_read_as_a_person_means_it(typed: str, meant: list[tuple[Meaning, ...]]) -> None:
    assert meanings(typed) == meant


@pytest.mark.parametrize("typed", ["茶", "25:00", "13-45", "12.345", "-5", "0.00", "9999999999.99", "茶 12.80"])
def test_a_word_that_means_nothing_to_a_till_is_named(typed: str) -> None:
    assert understand(typed, today=TODAY).not_understood == typed.split(maxsplit=1)[0]


def test_more_words_than_a_person_types_are_not_understood() -> None:
    assert understand("1 " * MOST_WORDS, today=TODAY).not_understood == ""
    assert understand("1 " * (MOST_WORDS + 1), today=TODAY).not_understood == ("1 " * (MOST_WORDS + 1))


def test_a_time_by_itself_is_of_today() -> None:
    assert understand("14:30", today=TODAY).day == TODAY
    assert understand("14:30", today=TODAY, day=date(2026, 11, 1)).day == date(2026, 11, 1)
    assert understand("14:30 12.80", today=TODAY).day is None
    assert understand("茶", today=TODAY).day is None


def test_what_was_chosen_beside_the_words_is_kept() -> None:
    question = understand("", today=TODAY, day=TODAY, standing=Standing.OPEN)

    assert question == Question(day=TODAY, standing=Standing.OPEN)


@pytest.mark.parametrize("first", [date.min, date(1, 2, 28)])
def test_a_till_whose_clock_stands_at_the_beginning_of_time_can_be_asked(first: date) -> None:
    assert understand("昨天 前天 12-31 2-29", today=first).not_understood


@given(st.text(max_size=LONGEST_TEXT * 2))
def test_nothing_that_can_be_typed_makes_it_fail(text: str) -> None:
    question = understand(text, today=TODAY)

    assert len(question.words) <= MOST_WORDS


typed_signs = st.text(alphabet="0123456789.,:-/ ¥元年月日号点时分今昨天AZ_R微信", max_size=30)


@given(typed_signs, st.dates())
def test_nothing_that_looks_like_a_number_makes_it_fail(text: str, today: date) -> None:
    for word in understand(text, today=today).words:
        assert len(word.meanings) == len(set(word.meanings))


sale_numbers = st.builds(
    lambda till, day, sequence: f"{till:02d}{day:%y%m%d}{sequence:04d}",
    st.integers(1, 99), st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 12345),
)  # fmt: skip
trade_numbers = st.builds(
    lambda sale, attempt, tail: f"{sale}-{attempt}-{tail}",
    sale_numbers, st.integers(1, 99), st.text(CROCKFORD, min_size=6, max_size=6),
)  # fmt: skip
provider_numbers = st.text("0123456789", min_size=20, max_size=32)


@given(sale_numbers | trade_numbers | provider_numbers | trade_numbers.map(lambda no: f"{no}-R3"), st.integers(4, 64))
def test_every_number_is_read_as_itself_and_so_is_its_tail(number: str, length: int) -> None:
    assert Number(number) in meanings(number)[0]
    assert Number(number) in meanings(number.lower())[0]
    tail = number[-length:]
    assert Number(tail) in meanings(tail)[0]


@given(st.integers(1, 10**11 - 1))
def test_every_amount_is_read_as_the_till_writes_it(fen: int) -> None:
    money = Money(fen)

    assert Amount(money) in meanings(str(money))[0]
    assert Amount(money) in meanings(f"¥{money}")[0]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 364))
def test_every_day_is_read_back_in_each_way_of_writing_it(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)

    for typed in (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%m-%d}", f"{day.month}月{day.day}日"):
        if day.year >= 2000 or "%Y" not in typed:
            (word,) = understand(typed, today=today).words
            assert Day(day) in word.meanings or day.year < 2000, typed


@given(st.times())
def test_every_minute_is_read_back(at: time) -> None:
    minute = at.replace(second=0, microsecond=0)

    assert meanings(f"{datetime.combine(TODAY, at):%H:%M}") == [(Time(minute),)]
