"""What a reply that is no success means: a refusal in the provider's words, or nothing certain.

Source: wechatpay-api.md, sections 1.9 and 5.1. These replies are not signed, so none of them proves anything about
money.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from pos_app.wechatpay.errors import BadReplyError, OutcomeUnknownError, RefusedError, WeChatPayError
from pos_app.wechatpay.hosts import Reply
from pos_app.wechatpay.reading import Fields, read_object
from pos_app.wechatpay.signing import CLOCK_SKEW

NOTABLE_OFFSET = 60  # seconds between the clocks that are worth telling

# The provider may have begun what it would not finish: in progress, conflict, too early, too often.
_UNCERTAIN = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
_CODE = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
_LONGEST_MESSAGE = 300  # characters
_SECRET_DETAILS = frozenset({"value", "truncated_sign_message", "signature"})

# Pages of different years spell codes with and without underscores; this is the spelling that callers see.
CODES = (
    "ACCOUNT_ERROR", "APPID_MCHID_NOT_MATCH", "FREQUENCY_LIMITED", "INVALID_REQUEST", "MCH_NOT_EXISTS", "NOT_ENOUGH",
    "NOT_FOUND", "NO_AUTH", "NO_STATEMENT_EXIST", "ORDER_CLOSED", "ORDER_NOT_EXIST", "ORDER_PAID", "ORDER_REVERSED",
    "OUT_TRADE_NO_USED", "PARAM_ERROR", "RATELIMIT_EXCEEDED", "REFUND_FEE_MISMATCH", "RESOURCE_NOT_EXISTS",
    "RULE_LIMIT", "SERVICE_UNAVAILABLE", "SIGN_ERROR", "STATEMENT_CREATING", "SYSTEM_ERROR", "TRADE_ERROR",
    "TRADE_OVERDUE", "USER_ACCOUNT_ABNORMAL", "USER_PAYING",
)  # fmt: skip
_CANONICAL = {code.replace("_", ""): code for code in CODES}


def canonical(code: str) -> str:
    """Return a code in the one spelling that callers see."""
    plain = code.upper()
    return _CANONICAL.get(plain.replace("_", ""), plain)


def refusal(reply: Reply, *, method: str, target: str, message_length: int, now: float) -> WeChatPayError:
    """Return what a reply that is no success means.

    Args:
        reply: as it came; a 202 must be verified before.
        method: of the request.
        target: of the request.
        message_length: bytes of what the request's signature covers.
        now: epoch seconds.
    """
    request_id = request_id_of(reply.headers)
    try:
        said = read_object(reply.body)
        code = canonical(_read_code(said))
        words = _plain(said.optional_text("message") or "")
        detail = said.optional_part("detail") or Fields({})
    except BadReplyError:
        return _wordless(reply.status, request_id)
    text = f"{reply.status} {code}: {words}"
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status in _UNCERTAIN:
        return OutcomeUnknownError(text, request_id=request_id, status=reply.status, code=code)
    if not (reply.status == HTTPStatus.ACCEPTED or reply.status >= HTTPStatus.BAD_REQUEST):
        return _wordless(reply.status, request_id)
    if reply.status == HTTPStatus.UNAUTHORIZED:
        text += _diagnosis(reply.headers, detail, method, target, message_length, now)
    kept = {name: _redacted(value) for name, value in detail.plain().items() if name not in _SECRET_DETAILS}
    return RefusedError(text, status=reply.status, code=code, detail=kept, request_id=request_id)


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return the provider's trace number, fit for a log."""
    for name, value in headers.items():
        if name.lower() == "request-id":
            return _plain(value)[:128]
    return None


def clock_offset(headers: Mapping[str, str], now: float) -> float | None:
    """Return how many seconds this machine's clock is behind the provider's, if the reply has a date."""
    dates = [value for name, value in headers.items() if name.lower() == "date"]
    try:
        return parsedate_to_datetime(dates[0]).timestamp() - now
    except (IndexError, ValueError, TypeError, OverflowError):
        return None


def _read_code(said: Fields) -> str:
    code = said.text("code")
    if not _CODE.fullmatch(code):
        raise BadReplyError("the code is none")
    return code


def _wordless(status: int, request_id: str | None) -> WeChatPayError:
    """Judge a reply that is not in the provider's form: from a proxy, a portal, or nowhere in particular."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return OutcomeUnknownError(f"{status} without a word", request_id=request_id, status=status)
    return BadReplyError(f"{status} in a form that is not the provider's", request_id=request_id, status=status)


def _diagnosis(
    headers: Mapping[str, str], detail: Fields, method: str, target: str, message_length: int, now: float
) -> str:
    """Say what can be found out about a signature that was not accepted."""
    found = []
    offset = clock_offset(headers, now)
    if offset is not None and abs(offset) >= NOTABLE_OFFSET:
        side = "behind" if offset > 0 else "ahead of"
        verdict = ", which is why" if abs(offset) >= CLOCK_SKEW else ""
        found.append(f"this machine's clock is {abs(offset):.0f} s {side} the provider's{verdict}")
    found += _differences(detail, method, target, message_length)
    return f" ({'; '.join(found)})" if found else ""


def _differences(detail: Fields, method: str, target: str, message_length: int) -> list[str]:
    """Compare what the provider says it verified with what was signed, without quoting either."""
    found = []
    try:
        seen = detail.optional_part("sign_information")
        if seen is None:
            return []
        if seen.optional_text("method") not in {None, method}:
            found.append("the provider saw another method")
        if seen.optional_text("url") not in {None, target}:
            found.append("the provider saw another path or query")
        length = seen.optional_fen("sign_message_length")
        if length is not None and length != message_length:
            found.append(f"the provider verified {length} bytes, {message_length} were signed")
    except BadReplyError:
        return []
    return found or ["the provider verified what was signed: key and certificate serial do not belong together"]


def _redacted(value: object) -> object:
    """Leave out what could be a person's, or a signature."""
    if isinstance(value, dict):
        return {name: _redacted(inner) for name, inner in value.items() if name not in _SECRET_DETAILS}
    if isinstance(value, list):
        return [_redacted(inner) for inner in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    """Keep a stranger's text to one line of a log."""
    return "".join(character if character.isprintable() else " " for character in text[:_LONGEST_MESSAGE])
