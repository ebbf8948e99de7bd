"""Replies that are no success: named, explained, and never a proof."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay.errors import BadReplyError, OutcomeUnknownError, RefusedError, WeChatPayError
from pos_app.wechatpay.hosts import Reply
from pos_app.wechatpay.refusals import CODES, canonical, refusal
from tests.wechatpay.provider import NOW

TARGET = "/v3/pay/transactions/out-trade-no/POS-0001?mchid=1"


def judge(status: int, body: object, headers: dict[str, str] | None = None) -> WeChatPayError:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = Reply(status=status, headers=headers or {}, body=raw)
    return refusal(reply, method="GET", target=TARGET, message_length=111, now=NOW)


def sign_error(**sign_information: object) -> dict[str, object]:
    return {
        "code": "SIGN_ERROR",
        "message": "签名错误",
        "detail": {
            "field": "signature",
            "location": "authorization",
            "detail": {"issue": "sign not match"},
            "sign_information": {"truncated_sign_message": "GET\n/v3/secret\n", **sign_information},
        },
    }


@pytest.mark.parametrize("code", CODES)
def test_both_spellings_of_a_code_are_one(code: str) -> None:
    assert canonical(code) == code
    assert canonical(code.replace("_", "")) == code
    assert canonical(code.lower()) == code


def test_a_new_code_stays_as_it_is() -> None:
    assert canonical("SOMETHING_NEW") == "SOMETHING_NEW"


def test_a_refusal_keeps_code_detail_and_number() -> None:
    detail = {"field": "/amount/total", "value": 0, "issue": "too small\nfake line", "location": "body", "list": [{}]}

    error = judge(400, {"code": "PARAM_ERROR", "message": "参数\n错误", "detail": detail}, {"request-id": "08\r\nX-1"})

    assert isinstance(error, RefusedError)
    assert error.code == "PARAM_ERROR"
    assert error.detail == {
        "field": "/amount/total", "issue": "too small fake line", "location": "body", "list": [{}]
    }  # fmt: skip
    assert str(error) == "400 PARAM_ERROR: 参数 错误"
    assert error.request_id == "08  X-1"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("body", [b"", b"<html>bad gateway</html>", {"code": "SYSTEM_ERROR"}])
def test_a_servers_trouble_leaves_the_outcome_unknown(status: int, body: object) -> None:
    error = judge(status, body)

    assert type(error) is OutcomeUnknownError
    assert error.status == status


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 405, 407])
@pytest.mark.parametrize(
    "body", [b"", b"<html>welcome to our wifi</html>", {}, {"code": 5}, {"code": "a b"}, {"code": "x", "detail": 5}]
)
def test_a_refusal_that_is_not_the_providers_proves_nothing(status: int, body: object) -> None:
    error = judge(status, body)

    assert isinstance(error, BadReplyError)
    assert error.status == status


def test_a_redirect_is_no_refusal_even_in_the_providers_form() -> None:
    assert isinstance(judge(302, {"code": "ORDER_NOT_EXIST"}), BadReplyError)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("Thu, 09 Oct 2025 09:00:00 GMT", "400 s behind the provider's, which is why"),
        ("Thu, 09 Oct 2025 08:45:00 GMT", "500 s ahead of the provider's, which is why"),
        ("Thu, 09 Oct 2025 08:55:00 GMT", "100 s behind the provider's)"),
    ],
)
def test_a_refused_signature_tells_about_the_clock(date: str, words: str) -> None:
    assert words in str(judge(401, {"code": "SIGN_ERROR", "message": "x"}, {"date": date}))


@pytest.mark.parametrize("date", ["Thu, 09 Oct 2025 08:53:21 GMT", "yesterday", "", "Thu, 09 Oct 99999 08:53:21 GMT"])
def test_a_good_clock_is_not_blamed(date: str) -> None:
    assert "clock" not in str(judge(401, {"code": "SIGN_ERROR", "message": "x"}, {"Date": date}))


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ({"method": "POST"}, "another method"),
        ({"url": "/v3/other"}, "another path or query"),
        ({"sign_message_length": 110}, "verified 110 bytes, 111 were signed"),
        ({"method": "GET", "url": TARGET, "sign_message_length": 111}, "do not belong together"),
    ],
)
def test_a_refused_signature_tells_what_differs(seen: dict[str, object], words: str) -> None:
    error = judge(401, sign_error(**seen))

    assert isinstance(error, RefusedError)
    assert words in str(error)
    assert "secret" not in f"{error} {error.detail}"


def test_a_malformed_comparison_is_left_alone() -> None:
    assert str(judge(401, sign_error(sign_message_length="many"))) == "401 SIGN_ERROR: 签名错误"
    assert str(judge(401, {"code": "SIGN_ERROR", "message": "签名错误"})) == "401 SIGN_ERROR: 签名错误"


@given(status=st.integers(100, 999), body=st.binary(max_size=200), header=st.text(max_size=30))
def test_no_reply_makes_judging_crash(status: int, body: bytes, header: str) -> None:
    assert isinstance(judge(status, body, {"Date": header, "Request-ID": header}), WeChatPayError)
