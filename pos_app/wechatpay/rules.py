"""The provider's rules for what we send, checked before anything leaves.

Source: wechatpay-api.md, sections 5.3 to 5.6. Fields are named by JSON pointer, as the provider does.
"""

from __future__ import annotations

import ipaddress
import json
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit

from pos_app.wechatpay.errors import InvalidRequestError

BEIJING = timezone(timedelta(hours=8))
OLDEST_BILL = timedelta(days=92)
LARGEST_TOTAL = 10**12  # fen; the provider's own ceiling is set by risk control and lies far below

# Of the characters that the provider allows, those that need no escaping in a path (section 1.6).
_OUT_TRADE_NO = re.compile(r"[0-9A-Za-z_-]{6,32}", re.ASCII)
_OUT_REFUND_NO = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
_PROVIDER_NO = re.compile(r"[0-9A-Za-z_-]{1,32}", re.ASCII)
_GOODS_ID = re.compile(r"[0-9A-Za-z_-]{1,32}", re.ASCII)
_AREA_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_UNSPEAKABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # Unicode: control, half a surrogate pair, line and paragraph ends


def check_out_trade_no(number: str) -> None:
    """Refuse what cannot be an order number of ours."""
    _match(_OUT_TRADE_NO, "/out_trade_no", number, "must be 6 to 32 of 0-9 A-Z a-z _ -")


def check_out_refund_no(number: str) -> None:
    """Refuse what cannot be a refund number of ours."""
    _match(_OUT_REFUND_NO, "/out_refund_no", number, "must be 1 to 64 of 0-9 A-Z a-z _ -")


def check_transaction_id(number: str) -> None:
    """Refuse what cannot be the provider's order number."""
    _match(_PROVIDER_NO, "/transaction_id", number, "must be 1 to 32 letters or digits")


def check_refund_id(number: str) -> None:
    """Refuse what cannot be the provider's refund number."""
    _match(_PROVIDER_NO, "/refund_id", number, "must be 1 to 32 letters or digits")


def check_goods_id(field: str, number: str) -> None:
    """Refuse what cannot be a number of goods."""
    _match(_GOODS_ID, field, number, "must be 1 to 32 of 0-9 A-Z a-z _ -")


def check_area_code(field: str, code: str) -> None:
    """Refuse what is no administrative code."""
    _match(_AREA_CODE, field, code, "must be six digits")


def check_fen(field: str, fen: int, *, least: int = 1) -> None:
    """Refuse what is not an amount in whole fen."""
    if type(fen) is not int or not least <= fen <= LARGEST_TOTAL:
        raise InvalidRequestError(field, f"must be whole fen, {least} or more")


def check_quantity(field: str, quantity: int) -> None:
    """Refuse what is not a count of goods."""
    if type(quantity) is not int or not 1 <= quantity <= LARGEST_TOTAL:
        raise InvalidRequestError(field, "must be a whole number, 1 or more")


def check_text(field: str, text: str, *, most: int) -> None:
    """Refuse text that is empty, too long (in characters) or holds control characters."""
    if not text.strip() or len(text) > most:
        raise InvalidRequestError(field, f"must be 1 to {most} characters")
    if any(unicodedata.category(character) in _UNSPEAKABLE for character in text):
        raise InvalidRequestError(field, "must not hold control characters")


def check_attach(text: str) -> None:
    """Refuse an ``attach`` that might be cut: whether its 128 are bytes or characters is not documented."""
    check_text("/attach", text, most=128)
    if len(text.encode()) > 128:
        raise InvalidRequestError("/attach", "must be 1 to 128 bytes")


def check_notify_url(url: str) -> None:
    """Refuse an address to which the provider would send no notice."""
    check_text("/notify_url", url, most=255)
    try:
        parts = urlsplit(url)
        fits = parts.scheme == "https" and parts.hostname and not parts.query and not parts.fragment
    except ValueError:
        fits = False
    if not fits or not url.isascii() or " " in url or "?" in url or "@" in parts.netloc:
        raise InvalidRequestError("/notify_url", "must be a plain https:// address without a query")


def check_ip(field: str, address: str) -> None:
    """Refuse what is neither an IPv4 nor an IPv6 address."""
    try:
        ipaddress.ip_address(address)
    except ValueError:
        raise InvalidRequestError(field, "must be an IP address") from None


def check_moment(field: str, moment: datetime) -> None:
    """Refuse a moment that does not know its time zone."""
    if moment.utcoffset() is None:
        raise InvalidRequestError(field, "must know its time zone")


def check_bill_date(day: date, today: date) -> None:
    """Refuse a day of which there can be no bill: today, the future, or more than three months ago."""
    if not timedelta(0) < today - day <= OLDEST_BILL:
        raise InvalidRequestError("/bill_date", "must be yesterday or before, within three months")


def one_of(field: str, word: str, words: frozenset[str]) -> str:
    """Return the word, or refuse one that is not among these."""
    if word not in words:
        raise InvalidRequestError(field, f"must be one of {', '.join(sorted(words))}")
    return word


def beijing_text(moment: datetime) -> str:
    """Write a moment as the provider wants it: ``yyyy-MM-ddTHH:mm:ss+08:00``."""
    return moment.astimezone(BEIJING).replace(microsecond=0).isoformat()


def encode(body: dict[str, object]) -> bytes:
    """Write a body: the same record always gives the same bytes. What is None is left out."""
    return json.dumps(without_none(body), ensure_ascii=False, separators=(",", ":")).encode()


def without_none(body: dict[str, object]) -> dict[str, object]:
    """Leave out what is None: the provider mistakes null for a value."""
    return {name: value for name, value in body.items() if value is not None}


def _match(pattern: re.Pattern[str], field: str, text: str, reason: str) -> None:
    if not pattern.fullmatch(text):
        raise InvalidRequestError(field, reason)
