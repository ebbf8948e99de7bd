"""What we are measured against: wechatpayv3 as it is shipped, and the least that could do the work."""

from __future__ import annotations

import json
import secrets
import time
from base64 import b64decode, b64encode
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)
from wechatpayv3 import WeChatPay, WeChatPayType

from tests.bench.provider import Provider

NOTIFY_URL = "https://shop.example/notify"
DESCRIPTION = "示例超市 购物"


def new_number() -> str:
    """Return an ``out_trade_no`` that was never used."""
    return secrets.token_hex(16)


def shipped(provider: Provider, url: str | None = None) -> Any:
    """Return wechatpayv3, changed in nothing but the address. The environment must name the authorities."""
    key = provider.merchant.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    client = WeChatPay(
        WeChatPayType.NATIVE,
        provider.merchant.mchid,
        key.decode(),
        provider.merchant.certificate_serial,
        provider.merchant.appid,
        "0" * 32,
        notify_url=NOTIFY_URL,
        public_key=provider.public_key_pem.decode(),
        public_key_id=provider.public_key_id,
    )
    client._core._gate_way = url or provider.url
    return client


class BareSession:
    """A ``requests.Session`` between a raw sign and a raw verify: nothing is checked, nothing is read."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._session = requests.Session()
        self._session.verify = str(provider.ca_bundle)
        key = load_pem_public_key(provider.public_key_pem)
        assert isinstance(key, RSAPublicKey)
        self._public_key = key

    def prepay(self, number: str) -> None:
        """Place an order."""
        order = {
            "appid": self._provider.merchant.appid,
            "mchid": self._provider.merchant.mchid,
            "description": DESCRIPTION,
            "out_trade_no": number,
            "notify_url": NOTIFY_URL,
            "amount": {"total": 100, "currency": "CNY"},
        }
        self._call("POST", "/v3/pay/transactions/native", json.dumps(order).encode())

    def query(self, number: str) -> None:
        """Ask how it stands."""
        self._call("GET", f"/v3/pay/transactions/out-trade-no/{number}?mchid={self._provider.merchant.mchid}", b"")

    def _call(self, method: str, target: str, body: bytes) -> None:
        merchant = self._provider.merchant
        timestamp, nonce = int(time.time()), secrets.token_hex(16)
        message = f"{method}\n{target}\n{timestamp}\n{nonce}\n".encode() + body + b"\n"
        signature = b64encode(merchant.private_key.sign(message, PKCS1v15(), SHA256())).decode()
        headers = {
            "Authorization": f'WECHATPAY2-SHA256-RSA2048 mchid="{merchant.mchid}",nonce_str="{nonce}",'
            f'signature="{signature}",timestamp="{timestamp}",serial_no="{merchant.certificate_serial}"',
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Wechatpay-Serial": self._provider.public_key_id,
        }
        reply = self._session.request(method, self._provider.url + target, data=body or None, headers=headers)
        given = reply.headers
        proven = f"{given['Wechatpay-Timestamp']}\n{given['Wechatpay-Nonce']}\n".encode() + reply.content + b"\n"
        self._public_key.verify(b64decode(given["Wechatpay-Signature"]), proven, PKCS1v15(), SHA256())
