"""A scan is read for what it is, whatever script its digits come in; a spoilt one is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money
from pos_app.core.scanning import (
    Holds,
    PaymentCode,
    PlainCode,
    Priced,
    ReceiptCode,
    ScaleRule,
    Scan,
    Spoilt,
    Weighed,
    is_gtin,
    read_scan,
)

WEIGHT = ScaleRule(prefix="21", code_digits=5, holds=Holds.WEIGHT)
PRICE = ScaleRule(prefix="22", code_digits=5, holds=Holds.PRICE)


def checked(digits: str) -> str:
    """Put the check digit behind."""
    return next(digits + str(digit) for digit in range(10) if is_gtin(digits + str(digit)))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("6921180050316", PlainCode("6921180050316")),
        ("6921180050316\r\n", PlainCode("6921180050316")),
        ("６９２１１８００５０３１６", PlainCode("6921180050316")),
        ("٦٩٢١١٨٠٠٥٠٣١٦", PlainCode("6921180050316")),
        ("\u200e6921180050316", PlainCode("6921180050316")),
        ("A-17", PlainCode("A-17")),
        ("12345678", PlainCode("12345678")),
        ("2746", PlainCode("2746")),
        ("134567890123456789", PaymentCode("134567890123456789")),
        ("164567890123456789", PlainCode("164567890123456789")),
        ("012611240412-1-7K3QZM", ReceiptCode("012611240412-1-7K3QZM")),
        ("012611240412-1-7K3QZM-R2", ReceiptCode("012611240412-1-7K3QZM-R2")),
        (checked("211234501234"), Weighed("12345", 1234)),
        (checked("221234501280"), Priced("12345", Money(1280))),
        (checked("241234501280"), PlainCode(checked("241234501280"))),
        ("", Spoilt.EMPTY),
        (" \t", Spoilt.EMPTY),
        ("6921180050317", Spoilt.CHECK_DIGIT),
        ("692118005032", Spoilt.CHECK_DIGIT),
        (checked("211234501234")[:-1] + "0", Spoilt.CHECK_DIGIT),
        ("矿泉水", Spoilt.LETTERS),
        ("9" * 65, Spoilt.TOO_LONG),
    ],
)
def test_a_scan_is_read_for_what_it_is(text: str, meaning: Scan) -> None:
    assert read_scan(text, (WEIGHT, PRICE)) == meaning


def test_a_payment_code_shows_itself_nowhere_m11() -> None:
    assert "134567890123456789" not in repr(read_scan("134567890123456789"))


@pytest.mark.parametrize(
    ("prefix", "code_digits", "value_digits"),
    [("69", 5, 5), ("21", 2, 5), ("21", 8, 5), ("21", 5, 3), ("21", 6, 5), ("", 5, 5)],
)
def test_a_rule_that_no_scale_prints_by_is_refused(prefix: str, code_digits: int, value_digits: int) -> None:
    with pytest.raises(InvalidInputError):
        ScaleRule(prefix=prefix, code_digits=code_digits, value_digits=value_digits, holds=Holds.WEIGHT)


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_every_weight_that_a_scale_prints_is_read_back(code: int, grams: int) -> None:
    assert read_scan(checked(f"21{code:05d}{grams:05d}"), (WEIGHT,)) == Weighed(f"{code:05d}", grams)


@given(st.integers(0, 10**12 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_misread_digit_of_a_retail_code_is_always_noticed(number: int, at: int, by: int) -> None:
    code = checked(f"{number:012d}")
    wrong = code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :]

    assert read_scan(wrong) is Spoilt.CHECK_DIGIT


@given(st.text(max_size=80))
def test_whatever_is_scanned_means_something_or_is_spoilt(text: str) -> None:
    assert read_scan(text, (WEIGHT, PRICE)) is not None


@pytest.mark.parametrize(
    ("holds", "divisor", "meaning"),
    [
        (Holds.WEIGHT, 0, Weighed("12345", 678)),
        (Holds.WEIGHT, 1000, Weighed("12345", 678)),
        (Holds.WEIGHT, 100, Weighed("12345", 6780)),
        (Holds.PRICE, 100, Priced("12345", Money(678))),
        (Holds.PRICE, 10, Priced("12345", Money(6780))),
        (Holds.PRICE, 1, Priced("12345", Money(67800))),
    ],
)
def test_the_divisor_says_what_the_figures_count(holds: Holds, divisor: int, meaning: Scan) -> None:
    rule = ScaleRule(prefix="25", code_digits=5, holds=holds, divisor=divisor)

    assert read_scan(checked("251234500678"), (rule,)) == meaning


@pytest.mark.parametrize(("holds", "divisor"), [(Holds.PRICE, 1000), (Holds.WEIGHT, 3), (Holds.WEIGHT, -1)])
def test_a_divisor_that_makes_no_whole_part_is_refused(holds: Holds, divisor: int) -> None:
    with pytest.raises(InvalidInputError, match="divisor"):
        ScaleRule(prefix="25", code_digits=5, holds=holds, divisor=divisor)
