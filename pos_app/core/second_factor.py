"""The second factor: codes of an authenticator, by the clock (RFC 6238 on RFC 4226), six digits, thirty seconds."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

DIGITS = 6
_STEP = 30  # seconds; RFC 6238, 5.2
_DRIFT = (0, -1, 1)  # steps by which two clocks may differ; the same place
_SECRET = 20  # bytes; RFC 4226, 4, R6


def new_secret() -> bytes:
    """Make a secret for one person."""
    return secrets.token_bytes(_SECRET)


def code_at(secret: bytes, step: int) -> str:
    """Give the code of one time step."""
    digest = hmac.digest(secret, step.to_bytes(8), hashlib.sha1)  # authenticators know no other; RFC 6238, 1.2
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(code: str, secret: bytes, *, now: datetime, after: int) -> int | None:
    """Find the time step whose code this is; None if it is wrong, or no newer than the last one used.

    Args:
        code: what was typed.
        secret: the person's.
        now: the time.
        after: the step of the last code that was used: each counts once.
    """
    present = int(now.timestamp()) // _STEP
    for drift in _DRIFT:
        step = present + drift
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), code.encode(errors="replace")):
            return step
    return None


def enrolment_uri(secret: bytes, *, name: str, shop: str) -> str:
    """Write what an authenticator reads from a QR code."""
    label = quote(f"{shop}:{name}", safe="")
    facts = {"secret": base64.b32encode(secret).decode().rstrip("="), "issuer": shop}
    return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"
