"""Tell what WeChat Pay said from what anybody could have said.

Source: wechatpay-api.md, section 2. Replies and notices are verified alike, over the bytes as they came.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pos_app.wechatpay import signing
from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.trust import Trust

log = logging.getLogger(__name__)

_LONGEST_TIMESTAMP = 12  # digits; the year 33658


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The provider's own words, with all that is needed to verify them again. Keep it; never log it."""

    request_id: str | None
    serial: str
    timestamp: str
    nonce: str
    signature: str = field(repr=False)
    body: str = field(repr=False)

    def to_json(self) -> str:
        """Write it as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


class UnknownSerialError(BadReplyError):
    """Signed with a key that we do not have: perhaps a new certificate."""


def verify(trust: Trust, headers: Mapping[str, str], body: bytes, now: float) -> Evidence:
    """Return the evidence that WeChat Pay said exactly this, just now.

    Args:
        trust: whose signatures count.
        headers: of the message; names in any case.
        body: as it came, before anything parsed it.
        now: epoch seconds.

    Raises:
        UnknownSerialError: the key is not known.
        BadReplyError: unsigned, stale, forged, or no text.
    """
    given = {name.lower(): value for name, value in headers.items()}
    request_id = given.get("request-id")
    try:
        timestamp, nonce = given["wechatpay-timestamp"], given["wechatpay-nonce"]
        serial, signature = given["wechatpay-serial"], given["wechatpay-signature"]
    except KeyError:
        raise BadReplyError("not signed at all", request_id=request_id) from None
    if given.get("wechatpay-signature-type", signing.AUTH_SCHEME) != signing.AUTH_SCHEME:
        raise BadReplyError("signed in a way that this program does not know", request_id=request_id)
    if not _is_moment(timestamp) or not nonce.isprintable():
        raise BadReplyError("signed in a form that makes no sense", request_id=request_id)
    age = now - int(timestamp)
    if abs(age) >= signing.CLOCK_SKEW:
        raise BadReplyError(f"signed {age:+.0f} s from this machine's time: is its clock right?", request_id=request_id)
    _check_signature(trust, serial, signing.reply_message(timestamp, nonce, body), signature, request_id)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise BadReplyError("signed, but not text", request_id=request_id) from None
    return Evidence(
        request_id=request_id, serial=serial, timestamp=timestamp, nonce=nonce, signature=signature, body=text
    )


def _is_moment(timestamp: str) -> bool:
    return timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP


def _check_signature(trust: Trust, serial: str, message: bytes, signature: str, request_id: str | None) -> None:
    probe = signature.startswith(signing.PROBE)
    key = trust.key_for(serial)
    if key is None and not probe:
        raise UnknownSerialError(_unknown(trust, serial), request_id=request_id)
    if key is not None and signing.verify(key, message, signature):
        return
    if probe:
        log.info("the provider tried whether signatures are verified; request %s", request_id)
        raise BadReplyError("a probe: signed wrongly on purpose, so ask again", request_id=request_id)
    log.warning("a signature does not verify; request %s", request_id)
    raise BadReplyError("the signature does not verify", request_id=request_id)


def _unknown(trust: Trust, serial: str) -> str:
    name = serial[:64] if serial.isascii() and serial.isprintable() else "that makes no sense"
    if name.startswith("PUB_KEY_ID_"):
        return f"signed with the public key {name}, which is not in the settings"
    if (trust.serial_to_send or "").startswith("PUB_KEY_ID_"):
        return (
            f"signed with platform certificate {name}, although only the WeChat Pay public key is in the settings: "
            "on the merchant platform, API security, start the change to the public key"
        )
    return f"signed with serial {name}, which is not known"
