"""The far end's keys and hand: whatever a test wants WeChat Pay to have signed or sealed."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from pos_app.wechatpay import cipher, signing

NOW = 1_760_000_000  # epoch seconds at which the tests play
TODAY = datetime.fromtimestamp(NOW, UTC)
MCHID = "1999000001"
APPID = "wx0123456789abcdef"
KEY_ID = "PUB_KEY_ID_0119990000012025010100000000000001"
API_V3_KEY = b"A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6"
NONCE = "FEDCBA9876543210FEDCBA9876543210"

Key = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key."""

    pem: bytes
    serial: str
    key: RSAPrivateKey


def public_pem(key: Key) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def private_pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certificate_pem(key: Key, *, serial: int, before: datetime, after: datetime) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tenpay.com sign")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(before)
        .not_valid_after(after)
        .sign(key, SHA256())
    )
    return certificate.public_bytes(Encoding.PEM)


def of_unknown_kind(pem: bytes) -> bytes:
    """Say of a certificate's key that it is of a kind which does not exist."""
    rsa, unknown = bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a8648814345060301")
    der = base64.b64decode(b"".join(pem.splitlines()[1:-1]))
    body = base64.encodebytes(der.replace(rsa, unknown))
    return b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"


def certificate(key: RSAPrivateKey, *, serial: int, days: int = 1800, since: int = 20) -> Certificate:
    pem = certificate_pem(key, serial=serial, before=TODAY - timedelta(days=since), after=TODAY + timedelta(days=days))
    return Certificate(pem=pem, serial=f"{serial:040X}", key=key)


@dataclass
class Provider:
    """Signs and seals in WeChat Pay's name."""

    key: RSAPrivateKey
    serial: str = KEY_ID
    now: int = NOW
    certificates: list[Certificate] = field(default_factory=list)

    def headers(self, body: bytes, *, timestamp: str | None = None, nonce: str = NONCE) -> dict[str, str]:
        """Sign a body."""
        timestamp = timestamp or str(self.now)
        return {
            "Wechatpay-Timestamp": timestamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": self.serial,
            "Wechatpay-Signature": signing.sign(self.key, signing.reply_message(timestamp, nonce, body)),
            "Wechatpay-Signature-Type": signing.AUTH_SCHEME,
            "Request-ID": "0123ABCD-0",
        }

    def sign_as(self, certificate: Certificate) -> None:
        """Sign with this certificate's key from now on."""
        self.key, self.serial = certificate.key, certificate.serial

    def certificate_list(self) -> bytes:
        """Seal what ``/v3/certificates`` returns."""
        entries = [sealed_certificate(one.serial, one.pem) for one in self.certificates]
        return json.dumps({"data": entries}).encode()


def sealed_certificate(serial: str, pem: bytes) -> dict[str, object]:
    nonce = "9f3c1a7be204"
    return {
        "serial_no": serial,
        "effective_time": "2025-01-01T00:00:00+08:00",
        "expire_time": "2030-01-01T00:00:00+08:00",
        "encrypt_certificate": {
            "algorithm": "AEAD_AES_256_GCM",
            "nonce": nonce,
            "associated_data": "certificate",
            "ciphertext": cipher.encrypt(API_V3_KEY, nonce=nonce, associated_data="certificate", plaintext=pem),
        },
    }


def transaction(**changes: object) -> dict[str, object]:
    """Return a paid order as a query shows it; a change to None leaves the field out."""
    fields: dict[str, object] = {
        "appid": APPID,
        "mchid": MCHID,
        "out_trade_no": "POS-0001",
        "transaction_id": "4200001234202510091234567890",
        "trade_type": "NATIVE",
        "trade_state": "SUCCESS",
        "trade_state_desc": "支付成功",
        "bank_type": "OTHERS",
        "success_time": "2025-10-09T16:53:20+08:00",
        "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
        "amount": {"total": 1288, "payer_total": 1200, "currency": "CNY", "payer_currency": "CNY"},
        "scene_info": {"device_id": "till-1"},
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def refund(**changes: object) -> dict[str, object]:
    """Return a refund as the provider shows it; a change to None leaves the field out."""
    fields: dict[str, object] = {
        "refund_id": "50000000382019052709732678859",
        "out_refund_no": "POS-0001-R1",
        "transaction_id": "4200001234202510091234567890",
        "out_trade_no": "POS-0001",
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": "2025-10-09T16:53:20+08:00",
        "status": "PROCESSING",
        "funds_account": "AVAILABLE",
        "amount": {"total": 1288, "refund": 100, "payer_total": 1200, "payer_refund": 93, "currency": "CNY"},
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}
