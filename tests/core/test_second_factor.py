"""The second factor, against the vectors of RFC 6238, appendix B."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlparse

import pytest

from pos_app.core.second_factor import code_at, enrolment_uri, new_secret, step_of

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 24, 2, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30) == code[-6:]


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(drift: int) -> None:
    assert step_of(code_at(SECRET, STEP + drift), SECRET, now=NOW, after=0) == STEP + drift


@pytest.mark.parametrize("drift", [-2, 2])
def test_but_no_more(drift: int) -> None:
    assert step_of(code_at(SECRET, STEP + drift), SECRET, now=NOW, after=0) is None


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "abcdef", "\ud800"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert step_of(code, SECRET, now=NOW, after=0) is None


def test_a_code_counts_once() -> None:
    assert step_of(code_at(SECRET, STEP), SECRET, now=NOW, after=STEP) is None
    assert step_of(code_at(SECRET, STEP + 1), SECRET, now=NOW, after=STEP) == STEP + 1


def test_an_authenticator_reads_name_shop_and_secret() -> None:
    secret = new_secret()
    uri = urlparse(enrolment_uri(secret, name="陈立", shop="和顺里 & 超市"))
    facts = parse_qs(uri.query)

    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", "/和顺里 & 超市:陈立")
    assert facts["issuer"] == ["和顺里 & 超市"]
    assert base64.b32decode(facts["secret"][0]) == secret
    assert len(secret) == 20
