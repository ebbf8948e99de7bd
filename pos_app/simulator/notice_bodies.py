"""What notices say: APIv3 in JSON, and the XML of APIv2 that refunds without a ``notify_url`` still get.

Source: APIv3 documents, "payment notice", "refund notice"; APIv2, "refund notice".
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid
from typing import Any
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from pos_app.simulator.clock import beijing, rfc3339
from pos_app.simulator.identity import Identity
from pos_app.simulator.messages import dump, refund_notice, transaction
from pos_app.simulator.records import Order, Refund, RefundStatus
from pos_app.wechatpay import cipher

_V2_STATUS = {
    RefundStatus.SUCCESS: "SUCCESS",
    RefundStatus.ABNORMAL: "CHANGE",
    RefundStatus.CLOSED: "REFUNDCLOSE",
}
_SUMMARIES = {"REFUND.SUCCESS": "退款成功", "REFUND.ABNORMAL": "退款异常", "REFUND.CLOSED": "退款关闭"}


def payment_notice(identity: Identity, order: Order, now: float) -> bytes:
    """Say that an order was paid."""
    resource = transaction(order, identity.mchid, identity.appid, refunded=False)
    return _envelope(identity, "TRANSACTION.SUCCESS", "支付成功", "transaction", resource, now)


def refund_notice_v3(identity: Identity, refund: Refund, event: str, now: float) -> bytes:
    """Say how a refund ended."""
    resource = refund_notice(refund, identity.mchid)
    return _envelope(identity, event, _SUMMARIES[event], "refund", resource, now)


def refund_notice_v2(identity: Identity, refund: Refund) -> bytes:
    """Say how a refund ended, in the old way: XML in AES-256-ECB under the MD5 of the APIv2 key."""
    inner = {
        "transaction_id": refund.transaction_id,
        "out_trade_no": refund.out_trade_no,
        "refund_id": refund.refund_id,
        "out_refund_no": refund.out_refund_no,
        "total_fee": str(refund.total_fen),
        "settlement_total_fee": str(refund.total_fen),
        "refund_fee": str(refund.refund_fen),
        "settlement_refund_fee": str(refund.refund_fen),
        "refund_status": _V2_STATUS[refund.status],
        "success_time": "" if refund.succeeded_at is None else f"{beijing(refund.succeeded_at):%Y-%m-%d %H:%M:%S}",
        "refund_recv_accout": refund.received_account,
        "refund_account": "REFUND_SOURCE_RECHARGE_FUNDS",
        "refund_request_source": "API",
    }
    outer = {
        "return_code": "SUCCESS",
        "appid": identity.appid,
        "mch_id": identity.mchid,
        "nonce_str": secrets.token_hex(16),
        "req_info": _encrypted_v2(identity.api_v2_key, _xml("root", inner)),
    }
    return _xml("xml", outer)


def _envelope(
    identity: Identity, event: str, summary: str, original: str, resource: dict[str, Any], now: float
) -> bytes:
    nonce = secrets.token_hex(6)
    ciphertext = cipher.encrypt(identity.api_v3_key, nonce=nonce, associated_data=original, plaintext=dump(resource))
    return dump(
        {
            "id": str(uuid.uuid4()),
            "create_time": rfc3339(now),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": summary,
            "resource": {
                "original_type": original,
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": ciphertext,
                "associated_data": original,
                "nonce": nonce,
            },
        }
    )


def _encrypted_v2(api_v2_key: bytes, text: bytes) -> str:
    key = hashlib.md5(api_v2_key, usedforsecurity=False).hexdigest().encode()
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the old protocol's choice
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def _xml(root: str, fields: dict[str, str]) -> bytes:
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<{root}>{inside}</{root}>".encode()
