"""PINs: what may be one, and how it is kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError, LedgerDamagedError
from pos_app.core.pins import Cost, check_new_pin, hash_pin, is_pin, seal_of
from tests.core.people import CHEAP

PEPPER = b"p" * 32


@pytest.mark.parametrize("pin", ["2580", "83412", "902101", "11112222"])
def test_four_to_eight_digits_make_a_pin(pin: str) -> None:
    assert check_new_pin(pin) == pin


@pytest.mark.parametrize("pin", ["", "258", "258025802", "25a0", "２５８０", "2580\n", " 2580"])
def test_anything_else_is_none_and_is_not_quoted(pin: str) -> None:
    with pytest.raises(InvalidInputError, match="4 to 8 digits") as caught:
        check_new_pin(pin)

    assert not pin or pin not in str(caught.value)


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "7890", "01234567", "99999999"])
def test_what_anybody_would_guess_is_refused(pin: str) -> None:
    with pytest.raises(InvalidInputError, match="anybody would guess"):
        check_new_pin(pin)


@settings(max_examples=20, deadline=None)
@given(st.from_regex(r"[0-9]{4,8}", fullmatch=True), st.from_regex(r"[0-9]{4,8}", fullmatch=True))
def test_a_pin_is_itself_and_no_other(one: str, other: str) -> None:
    kept = hash_pin(one, PEPPER, CHEAP)

    assert is_pin(one, kept, PEPPER)
    assert is_pin(other, kept, PEPPER) == (one == other)


def test_without_the_pepper_a_right_pin_proves_nothing() -> None:
    assert not is_pin("2580", hash_pin("2580", PEPPER, CHEAP), b"q" * 32)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "2580",
        "$argon2id$v=19$m=2147483647,t=3,p=1$c2FsdHNhbHQ$aA",
        "$argon2id$v=19$m=32,t=99999,p=1$c2FsdA$aA",
    ],
)
def test_a_hash_that_somebody_put_into_the_ledger_cannot_stop_the_till(kept: str) -> None:
    with pytest.raises(LedgerDamagedError):
        is_pin("2580", kept, PEPPER)


@pytest.mark.parametrize("rest", ["", "x", "c2FsdHNhbHRzYWx0c2FsdA$", "!$!", "c2FsdHNhbHRzYWx0c2FsdA$" + "A" * 43])
def test_a_hash_that_somebody_spoilt_proves_nothing(rest: str) -> None:
    assert not is_pin("2580", f"$argon2id$v=19$m=32,t=1,p=1${rest}", PEPPER)


def test_two_hashes_of_a_pin_differ_and_neither_shows_it() -> None:
    one, other = (hash_pin("2580", PEPPER, CHEAP) for _ in range(2))

    assert one != other
    assert seal_of(one) != seal_of(other)
    assert "2580" not in seal_of(one)


def test_r19_a_guess_takes_a_tenth_of_a_second_and_64_mib() -> None:
    begun = time.perf_counter()
    kept = hash_pin("2580", PEPPER)
    took = time.perf_counter() - begun

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert took >= 0.1
    assert Cost() == Cost(memory_kib=65536, passes=3, lanes=1)
