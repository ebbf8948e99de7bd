"""Signatures, against the published examples (wechatpay-api.md, Appendix A) and against chance."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay import signing
from pos_app.wechatpay.credentials import Merchant

EXAMPLE_KEY = b"""-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA24emmuKVcTOj+2GYTrYn
ZBMhHHSk3AJGmtUi9IpZ6sUnk7dpU/AA/4Uz3nnsHFRZ6dp2ZKicE8Tdoga5Bh2c
JgVKH8LPRzzIme7se82CMrWTXtZ1zZ5q2T/TghDIOD3ZxUsmqvPR6vjwrSe+CP1i
o8VM97PGCFacXazKTQw9sxP4hJYMjqqI87fLqdfrngos2GkWvlPrgXNSZP1jUZGK
TxKlW/ck6/PV/ZW/u6mHcn+rfsIAgeKtSpp65QFJWPogHdftpEhNANFIPOkBZFx7
ddrUL5KxbWnLku61xi12NVh/yxgDqAXmx0FGxmSZz8jSA+hrdEtsZTaCRDsmC5Pm
/QIDAQAB
-----END PUBLIC KEY-----
"""
NONCE = "0123456789ABCDEF0123456789ABCDEF"
PREPAY_BODY = (
    '{"appid":"wx0123456789abcdef","mchid":"1999000001","description":"门店收银-咖啡",'
    '"out_trade_no":"POS20250101120000001","notify_url":"https://pos.example.com/wxpay/notify",'
    '"amount":{"total":1288,"currency":"CNY"}}'
).encode()
PREPAY_SIGNATURE = (
    "K8RecJxkcWvzDCIP9aRTOzRGtKWENVgrqyTrWL6u9rV2sEOPnzG6vGdiGQIiRwnin4NIi6GN8wkomgflo5BFHG60CgFNkPcpfqAJ"
    "M2EfV4YgvnMl1bYWvuoQg/D7y1bGDQrGye07D4fiCwK6KZZqoMpZnx2U5z9ONrol+CLCFtg+FU2/g7tG7aIlExSkPxiiNKFzjgIx"
    "HAIISFvYoMJ9HTRe6Z2N6pAY3KMNHZZC3y2Qk7tgEjK2NeGZLJmJtcD3b6q0m5QDyU2fcGs1NO9r8QzSLq5SkWEtEzqiyX0UIAcc"
    "euPWE8aUksFQvsh7e/5jCV++nSktaHyoxQZ0ZKSh1w=="
)
QUERY_SIGNATURE = (
    "fxkxxzyk4Tu6/hxXZ9Ki+woMlqp49Vtann8/xMs9hmPY5A5WB567dQWnBn/lXgsP9j6Jag+BNq3u97RNqK04bMQSsMy3ylKSV4aw"
    "mqX9o5tqnQpQEKfCOkkY5yR0HAARsC02Saf1BbsjFjie/lhyxRNqKH9rxoccrlyu3DTLmEBii+XVrom5Fvu4LCTLimUbCOyNDLhK"
    "1CUyh1Ca8NfPzxw106+FLCGjOTgEYD5oUMEr5z0LMIEInwUUxFFZBk4WxdM83P75IYucAZsrsWUSjRll9yYMtilkU/MQu+JVMs4U"
    "3ZxjN4BoheUtPQvTp2W/Hf/w+mnppyXsqsg0RCv5Wg=="
)
REPLY_SIGNATURE = (
    "TpH2iJL4MPU2rOesJ7fNGN0BZ50neZIobEDHhBCK7rNk+vuPmGnyd9l/gQfuYGqA/HU19Llk/q60bQ32rALqaJEH2HAjKgiRiare"
    "q8EFfgLoksPiRQ5nGW6nAi0gsNou5wwV3t7SLrTJQq4RKJ2R3rTmN3rqQqSo2P6WV/sFHNlZe0RydI6GwR2fB0TBHWugk5E0E2rV"
    "AyuYn51cjOOFUWiZO03cbZ/197qR7IDARB5mMDAbA0NY3De6RMu3UYRzKOvcVc4TMBmzB51jkOEKEyAHG7w9s9C46CdWLok8Q3cJ"
    "rkN/+IfdpdvJ7vgNcivogB2Ew2C6CQUOLKq5CM6rpQ=="
)
EMPTY_SIGNATURE = (
    "QyoEunY3P9Hz8nMCQkkcQx3vIeWyw34PtfquRtQIRM0EZH6pCq5DP2jgBaqgi1VDnwpsSkMEfg7RqCZ9P3LlET1bQsne9sljCn9v"
    "JHE0/UtUTlaXZeiAk395AV16vPY3opPI7zJUHp6yH7fxSBdUXb4anOeGLeZxZR+nQO7jqgrgA6DXjTte0fuTXutcm+CEQkA8hMOL"
    "uSMeuhN0EkQDoXf4M0ke7NRmsD7wGz1Ef16kVNS1pjjdF/GvyzaTtd+SuKdZp3HouD3tT9V4kYgErl8jK56rGGMyMCZDL8xJLg7i"
    "K79Lt6JMshnk1CZwDtLIiN56kbpz0MYW/1X4b4j8mg=="
)


@pytest.fixture(scope="module")
def example_key() -> RSAPublicKey:
    key = load_pem_public_key(EXAMPLE_KEY)
    assert isinstance(key, RSAPublicKey)
    return key


def test_the_published_prepay_is_signed_over_our_canonical_string(example_key: RSAPublicKey) -> None:
    message = signing.request_message("POST", "/v3/pay/transactions/native", 1735704000, NONCE, PREPAY_BODY)

    assert len(message) == 296
    assert hashlib.sha256(message).hexdigest() == "a63c35d6939b6a670523b79e6a90705792ca6950959c6a9beb5cad8b6b2f9181"
    assert signing.verify(example_key, message, PREPAY_SIGNATURE)


def test_the_published_query_is_signed_over_our_canonical_string(example_key: RSAPublicKey) -> None:
    url = "/v3/pay/transactions/out-trade-no/POS%7C0001?mchid=1999000001"
    message = signing.request_message("GET", url, "1735704000", NONCE, b"")

    assert len(message) == 111
    assert hashlib.sha256(message).hexdigest() == "26572d2c47b4573918dce83c09fe41c38919d117d153cd563e2d15bd971ac7f3"
    assert signing.verify(example_key, message, QUERY_SIGNATURE)


@pytest.mark.parametrize(
    ("body", "length", "signature"),
    [
        (b'{"code_url":"weixin://wxpay/bizpayurl?pr=AbCdEf1"}', 95, REPLY_SIGNATURE),
        (b"", 45, EMPTY_SIGNATURE),
    ],
)
def test_the_published_replies_verify(example_key: RSAPublicKey, body: bytes, length: int, signature: str) -> None:
    message = signing.reply_message(1735704001, "FEDCBA9876543210FEDCBA9876543210", body)

    assert len(message) == length
    assert signing.verify(example_key, message, signature)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "no base64 at all!",
        "WECHATPAY/SIGNTEST/abc",
        "签名",
        "AAAA",
        PREPAY_SIGNATURE[:-2],
        PREPAY_SIGNATURE + "\n",
        PREPAY_SIGNATURE[:-3] + "x==",  # the same bytes, spelt otherwise
        base64.b64encode(bytes(256)).decode(),
    ],
)
def test_what_is_no_signature_does_not_verify_and_does_not_crash(example_key: RSAPublicKey, signature: str) -> None:
    message = signing.request_message("POST", "/v3/pay/transactions/native", 1735704000, NONCE, PREPAY_BODY)

    assert not signing.verify(example_key, message, signature)


@given(body=st.binary(max_size=200), nonce=st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=32))
def test_a_signature_is_good_for_its_own_message_only(merchant_key: RSAPrivateKey, body: bytes, nonce: str) -> None:
    message = signing.reply_message(1760000000, nonce, body)

    signature = signing.sign(merchant_key, message)

    assert signing.verify(merchant_key.public_key(), message, signature)
    assert not signing.verify(merchant_key.public_key(), message + b"\n", signature)


@given(st.text(max_size=400))
def test_no_text_makes_verification_crash(merchant_key: RSAPrivateKey, signature: str) -> None:
    assert not signing.verify(merchant_key.public_key(), b"message", signature)


def test_the_header_has_the_five_parts_in_the_documented_grammar(merchant: Merchant) -> None:
    header = signing.authorization(merchant, "GET", "/v3/x?mchid=1", b"", timestamp=1760000000, nonce=NONCE)

    scheme, _, parameters = header.partition(" ")
    parts = dict(part.split("=", 1) for part in parameters.split(","))
    message = signing.request_message("GET", "/v3/x?mchid=1", 1760000000, NONCE, b"")
    assert scheme == "WECHATPAY2-SHA256-RSA2048"
    assert parts.keys() == {"mchid", "serial_no", "nonce_str", "timestamp", "signature"}
    assert parts["serial_no"] == f'"{merchant.certificate_serial}"'
    assert signing.verify(merchant.private_key.public_key(), message, parts["signature"].strip('"'))


def test_no_two_nonces_are_alike() -> None:
    nonces = {signing.new_nonce() for _ in range(1000)}

    assert len(nonces) == 1000
    assert all(len(nonce) == 32 and nonce.isalnum() for nonce in nonces)
