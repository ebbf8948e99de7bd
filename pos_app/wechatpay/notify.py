"""Notices that the provider posts to ``notify_url``: verify, decrypt, read.

Source: wechatpay-api.md, section 5.11. They come at least once, in any order, or never: a till polls, and takes a
notice as a hint that comes with its own proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pos_app.wechatpay.cipher import decrypt
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, LegacyNoticeError
from pos_app.wechatpay.messages import RefundReply, Transaction
from pos_app.wechatpay.reading import Fields, read_object
from pos_app.wechatpay.trust import Trust
from pos_app.wechatpay.verification import Evidence, verify

LARGEST_NOTICE = 1024 * 1024  # bytes
ALGORITHM = "AEAD_AES_256_GCM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice, proven. The same one may come again: ``id`` tells."""

    id: str
    event_type: str  # TRANSACTION.SUCCESS, REFUND.SUCCESS, REFUND.ABNORMAL, REFUND.CLOSED
    create_time: datetime | None
    about: Transaction | RefundReply
    evidence: Evidence


def read_notice(merchant: Merchant, trust: Trust, headers: Mapping[str, str], body: bytes, *, now: float) -> Notice:
    """Return what a notice proves.

    Args:
        merchant: to whom it must be addressed.
        trust: whose signatures count; holds the APIv3 key.
        headers: as they came; names in any case.
        body: the raw bytes, before anything parsed them.
        now: epoch seconds.

    Raises:
        LegacyNoticeError: it is of version 2, which is not signed: ask by query instead.
        BadReplyError: it proves nothing; answer 4xx, and a true one comes again.
        ConfigurationError: there is no APIv3 key.
    """
    if len(body) > LARGEST_NOTICE:
        raise BadReplyError("a notice is too large")
    if body.lstrip()[:1] == b"<":
        raise LegacyNoticeError("a notice of version 2 (XML): query the order and its refunds")
    evidence = verify(trust, headers, body, now)
    notice = read_object(evidence.body)
    kind = notice.text("event_type")
    return Notice(
        id=notice.text("id"),
        event_type=kind,
        create_time=notice.optional_time("create_time"),
        about=_about(merchant, kind, read_object(_open(trust, notice.part("resource")))),
        evidence=evidence,
    )


def _open(trust: Trust, resource: Fields) -> bytes:
    if resource.text("algorithm") != ALGORITHM:
        raise BadReplyError("a notice is encrypted in a way that this program does not know")
    return decrypt(
        trust.api_v3_key,
        nonce=resource.text("nonce"),
        associated_data=resource.optional_text("associated_data"),
        ciphertext=resource.text("ciphertext"),
    )


def _about(merchant: Merchant, kind: str, fields: Fields) -> Transaction | RefundReply:
    if fields.text("mchid") != merchant.mchid:
        raise BadReplyError("a notice is about another merchant")
    if kind.startswith("REFUND."):
        return RefundReply.read(fields, status="refund_status")
    if not kind.startswith("TRANSACTION."):
        raise BadReplyError("a notice is about neither a payment nor a refund")
    transaction = Transaction.read(fields)
    if transaction.appid != merchant.appid:
        raise BadReplyError("a notice is about another app")
    return transaction
