"""APIv3 signatures: SHA-256 with RSA (PKCS #1 v1.5) over lines of text.

Source: wechatpay-api.md, sections 1 and 2.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from pos_app.wechatpay.credentials import Merchant

AUTH_SCHEME = "WECHATPAY2-SHA256-RSA2048"
CLOCK_SKEW = 300  # seconds; from this difference on, either way, a message is not of now
PROBE = "WECHATPAY/SIGNTEST/"  # begins a deliberately wrong signature; wechatpay-api.md, 2.4

_PADDING = PKCS1v15()
_HASH = SHA256()


def request_message(method: str, url: str, timestamp: int | str, nonce: str, body: bytes) -> bytes:
    """Return the bytes that a request's signature covers.

    Args:
        method: in upper case.
        url: path and query exactly as they stand on the request line, without the host.
        timestamp: Unix seconds.
        nonce: the same text as in the header.
        body: the very bytes that are sent; empty if none are.
    """
    return f"{method}\n{url}\n{timestamp}\n{nonce}\n".encode() + body + b"\n"


def reply_message(timestamp: int | str, nonce: str, body: bytes) -> bytes:
    """Return the bytes that a reply's or a notice's signature covers."""
    return f"{timestamp}\n{nonce}\n".encode() + body + b"\n"


def sign(private_key: RSAPrivateKey, message: bytes) -> str:
    """Sign a message; the signature is in base64."""
    return base64.b64encode(private_key.sign(message, _PADDING, _HASH)).decode()


def verify(public_key: RSAPublicKey, message: bytes, signature: str) -> bool:
    """Tell whether the signature belongs to the message. Whatever is not base64 does not."""
    try:
        raw = base64.b64decode(signature, validate=True)
        if base64.b64encode(raw).decode() != signature:
            return False  # another spelling of the same bytes: nobody signs like that
        public_key.verify(raw, message, _PADDING, _HASH)
    except (InvalidSignature, ValueError):
        return False
    return True


def authorization(merchant: Merchant, method: str, url: str, body: bytes, *, timestamp: int | str, nonce: str) -> str:
    """Return the ``Authorization`` header of one request. Never log it."""
    signature = sign(merchant.private_key, request_message(method, url, timestamp, nonce, body))
    return (
        f'{AUTH_SCHEME} mchid="{merchant.mchid}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{merchant.certificate_serial}"'
    )


def new_nonce() -> str:
    """Return 32 characters that nobody can guess."""
    return secrets.token_hex(16).upper()
