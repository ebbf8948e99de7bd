"""A small client of the tests' own: signs and verifies with bare `cryptography`, owes nothing to `pos_app`."""

from __future__ import annotations

import base64
import http.client
import json
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

SCHEME = "WECHATPAY2-SHA256-RSA2048"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply as it came."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def signed(self) -> bool:
        return any(name.lower().startswith("wechatpay-") for name in self.headers)

    def verified_by(self, key: RSAPublicKey) -> bool:
        message = f"{self.headers['Wechatpay-Timestamp']}\n{self.headers['Wechatpay-Nonce']}\n".encode()
        try:
            signature = base64.b64decode(self.headers["Wechatpay-Signature"], validate=True)
            key.verify(signature, message + self.body + b"\n", PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningClient:
    """Reads a simulator's folder, as any merchant's software would."""

    def __init__(self, directory: Path, *, clock: Callable[[], float] = time.time) -> None:
        facts = json.loads((directory / "merchant.json").read_text("utf-8"))
        self.mchid: str = facts["mchid"]
        self.appid: str = facts["appid"]
        self.serial: str = facts["certificate_serial"]
        self.public_key_id: str = facts["public_key_id"]
        self.url: str = facts["url"]
        self.ca_file = directory / "ca.pem"
        self.clock = clock
        self.key = load_pem_private_key(
            (directory / "apiclient_key.pem").read_bytes(), None, unsafe_skip_rsa_key_validation=True
        )
        key = load_pem_public_key((directory / "pub_key.pem").read_bytes())
        assert isinstance(key, RSAPublicKey)
        self.wechatpay_key = key

    def sign(self, message: bytes) -> str:
        assert isinstance(self.key, RSAPrivateKey)
        return base64.b64encode(self.key.sign(message, PKCS1v15(), SHA256())).decode()

    def authorization(self, method: str, target: str, body: bytes, **changes: str) -> str:
        values = {
            "mchid": self.mchid,
            "nonce_str": secrets.token_hex(16),
            "timestamp": str(int(self.clock())),
            "serial_no": self.serial,
        } | changes
        message = f"{method}\n{target}\n{values['timestamp']}\n{values['nonce_str']}\n".encode() + body + b"\n"
        values.setdefault("signature", self.sign(message))
        return f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in values.items())

    def headers(self, method: str, target: str, body: bytes) -> dict[str, str]:
        return {
            "Authorization": self.authorization(method, target, body),
            "Accept": "application/json",
            "User-Agent": "tests/1",
            "Wechatpay-Serial": self.public_key_id,
            **({"Content-Type": "application/json"} if body else {}),
        }

    def send(
        self,
        method: str,
        target: str,
        values: Mapping[str, Any] | bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Send one request, signed; ``headers`` replace ours, ``None`` takes one away."""
        body = values if isinstance(values, bytes) else b"" if values is None else json.dumps(values).encode()
        merged = {**self.headers(method, target, body), **(headers or {})}
        return self.exchange(method, target, body, {name: value for name, value in merged.items() if value is not None})

    def exchange(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send bytes as they are."""
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        if parts.scheme == "https":
            trusted = ssl.create_default_context(cafile=str(self.ca_file))
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.hostname, parts.port, timeout=10, context=trusted
            )
        else:
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        try:
            connection.request(method, target, body or None, dict(headers))
            response = connection.getresponse()
            return Answer(status=response.status, headers=response.headers, body=response.read())
        finally:
            connection.close()

    def order(self, number: str, total: int = 1288, **more: Any) -> dict[str, Any]:
        """Return the body of an order."""
        return {
            "appid": self.appid,
            "mchid": self.mchid,
            "description": "门店收银-咖啡",
            "out_trade_no": number,
            "notify_url": "https://pos.example.com/notify",
            "amount": {"total": total, "currency": "CNY"},
        } | more

    def prepay(self, number: str, total: int = 1288, *, kind: str = "native", **more: Any) -> Answer:
        return self.send("POST", f"/v3/pay/transactions/{kind}", self.order(number, total, **more))

    def query(self, number: str) -> Answer:
        return self.send("GET", f"/v3/pay/transactions/out-trade-no/{number}?mchid={self.mchid}")

    def close(self, number: str) -> Answer:
        return self.send("POST", f"/v3/pay/transactions/out-trade-no/{number}/close", {"mchid": self.mchid})

    def refund(self, number: str, order: str, refund: int, total: int = 1288, **more: Any) -> Answer:
        values = {
            "out_trade_no": order,
            "out_refund_no": number,
            "amount": {"refund": refund, "total": total, "currency": "CNY"},
        } | more
        return self.send("POST", "/v3/refund/domestic/refunds", values)

    def query_refund(self, number: str) -> Answer:
        return self.send("GET", f"/v3/refund/domestic/refunds/{number}")
