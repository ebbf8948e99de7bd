"""Notices: believed only when signed, sealed and addressed to us."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pos_app.wechatpay import cipher
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, LegacyNoticeError
from pos_app.wechatpay.messages import RefundReply, Transaction
from pos_app.wechatpay.notify import LARGEST_NOTICE, Notice, read_notice
from pos_app.wechatpay.trust import Trust
from tests.wechatpay.provider import API_V3_KEY, MCHID, NOW, Provider, refund, transaction

SEALED_REFUND = {**refund(status=None), "mchid": MCHID, "refund_status": "SUCCESS"}


def notice_of(plain: object, event_type: str, **changes: object) -> bytes:
    sealed = cipher.encrypt(
        API_V3_KEY, nonce="9f3c1a7be204", associated_data="transaction", plaintext=json.dumps(plain).encode()
    )
    resource = {
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": sealed,
        "associated_data": "transaction",
        "nonce": "9f3c1a7be204",
        "original_type": "transaction",
        **changes,
    }
    return json.dumps(
        {
            "id": "EV-1",
            "create_time": "2025-10-09T16:53:20+08:00",
            "event_type": event_type,
            "resource_type": "encrypt-resource",
            "summary": "支付成功",
            "resource": resource,
        }
    ).encode()


@pytest.fixture
def read(merchant: Merchant, trust: Trust, provider: Provider) -> Any:
    """Post a notice to ourselves, truly signed."""

    def read(body: bytes) -> Notice:
        return read_notice(merchant, trust, provider.headers(body), body, now=NOW)

    return read


def test_a_payment_is_noticed(read: Any) -> None:
    notice = read(notice_of(transaction(), "TRANSACTION.SUCCESS"))

    assert isinstance(notice.about, Transaction)
    assert notice.about.paid
    assert (notice.id, notice.event_type) == ("EV-1", "TRANSACTION.SUCCESS")
    assert notice.evidence.serial


@pytest.mark.parametrize("event", ["REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED"])
def test_a_refund_is_noticed(read: Any, event: str) -> None:
    notice = read(notice_of({**SEALED_REFUND, "refund_status": event.partition(".")[2]}, event))

    assert isinstance(notice.about, RefundReply)
    assert notice.about.status == event.partition(".")[2]


@pytest.mark.parametrize(
    ("plain", "event"),
    [
        (transaction(mchid="1"), "TRANSACTION.SUCCESS"),
        (transaction(appid="wx1"), "TRANSACTION.SUCCESS"),
        (transaction(amount=None), "TRANSACTION.SUCCESS"),
        ({**SEALED_REFUND, "mchid": "1"}, "REFUND.SUCCESS"),
        (refund(), "REFUND.SUCCESS"),
        (transaction(), "COUPON.USE"),
        ([], "TRANSACTION.SUCCESS"),
    ],
)
def test_a_notice_that_is_not_for_us_proves_nothing(read: Any, plain: object, event: str) -> None:
    with pytest.raises(BadReplyError):
        read(notice_of(plain, event))


@pytest.mark.parametrize("changes", [{"algorithm": "AES"}, {"nonce": "000000000000"}, {"ciphertext": "!"}])
def test_a_notice_that_does_not_open_proves_nothing(read: Any, changes: dict[str, object]) -> None:
    with pytest.raises(BadReplyError):
        read(notice_of(transaction(), "TRANSACTION.SUCCESS", **changes))


def test_an_unsigned_notice_proves_nothing(merchant: Merchant, trust: Trust) -> None:
    with pytest.raises(BadReplyError, match="not signed"):
        read_notice(merchant, trust, {}, notice_of(transaction(), "TRANSACTION.SUCCESS"), now=NOW)


def test_an_endless_notice_is_not_looked_at(merchant: Merchant, trust: Trust) -> None:
    with pytest.raises(BadReplyError, match="too large"):
        read_notice(merchant, trust, {}, bytes(LARGEST_NOTICE + 1), now=NOW)


def test_a_notice_of_version_2_is_a_hint_to_query(merchant: Merchant, trust: Trust) -> None:
    with pytest.raises(LegacyNoticeError, match="query"):
        read_notice(merchant, trust, {}, b"\n<xml><req_info>AAAA</req_info></xml>", now=NOW)
