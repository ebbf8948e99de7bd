"""Money: whole fen, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import ZERO, Money, line_amount

fen = st.integers(min_value=0, max_value=99_999_999_999)


@pytest.mark.parametrize(("text", "amount"), [("12", 1200), ("12.5", 1250), ("12.80", 1280), ("0.01", 1), ("0", 0)])
def test_yuan_are_read_as_a_person_types_them(text: str, amount: int) -> None:
    assert Money.parse(text) == Money(amount)


@pytest.mark.parametrize(
    "text", ["", ".", "1.", ".5", "1.234", "-1", "+1", "1,000", "１２", "1e3", " 1", "1\n", "9" * 10]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(text)


@pytest.mark.parametrize("value", [1.0, True, "1", None])
def test_only_whole_fen_make_money(value: object) -> None:
    with pytest.raises(TypeError, match="fen must be an int"):
        Money(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0.00"), (5, "0.05"), (123450, "1,234.50"), (-123450, "\u22121,234.50")]
)  # fmt: skip
def test_an_amount_is_shown_with_two_decimals_and_a_true_minus(amount: int, text: str) -> None:
    assert str(Money(amount)) == text


@given(fen)
def test_what_is_shown_reads_back_as_the_same_amount(amount: int) -> None:
    assert Money.parse(str(Money(amount)).replace(",", "")) == Money(amount)


@given(fen, fen)
def test_sums_and_differences_are_exact(one: int, other: int) -> None:
    assert Money(one) + Money(other) - Money(other) == Money(one)
    assert -Money(one) + Money(one) == ZERO
    assert bool(Money(one)) is (one != 0)


@pytest.mark.parametrize(("price", "milli", "amount"), [(998, 1236, 1234), (1, 500, 1), (1, 499, 0), (200, 6000, 1200)])
def test_a_line_is_priced_with_half_a_fen_rounded_up(price: int, milli: int, amount: int) -> None:
    assert line_amount(Money(price), milli) == Money(amount)


@pytest.mark.parametrize(("price", "milli"), [(-1, 1000), (1, -1000)])
def test_a_line_is_not_priced_from_less_than_nothing(price: int, milli: int) -> None:
    with pytest.raises(ValueError, match="not negative"):
        line_amount(Money(price), milli)
