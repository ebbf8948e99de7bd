"""Encryption, against the published examples and against damage."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay import cipher
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, InvalidRequestError
from tests.wechatpay.provider import API_V3_KEY

PLAIN = b'{"trade_state":"SUCCESS","amount":{"total":1288}}'
SEALED = {
    "transaction": "lZ/9j6Yfm5SpPEgQCB6KNH0bmsx/fII74p8vuqpiACHasv0KEbQECIBEcfRT4vl8zn0p67MbWz177xCUOq0y1F0=",
    "": "lZ/9j6Yfm5SpPEgQCB6KNH0bmsx/fII74p8vuqpiACHasv0KEbQECIBEcfRT4vl8zsTPbZxIYSqi0LuXlLUN+PM=",
}


@pytest.mark.parametrize("associated_data", ["transaction", "", None])
def test_the_published_examples_open_and_seal(associated_data: str | None) -> None:
    sealed = SEALED[associated_data or ""]

    opened = cipher.decrypt(API_V3_KEY, nonce="9f3c1a7be204", associated_data=associated_data, ciphertext=sealed)
    again = cipher.encrypt(API_V3_KEY, nonce="9f3c1a7be204", associated_data=associated_data, plaintext=PLAIN)

    assert (opened, again) == (PLAIN, sealed)


@pytest.mark.parametrize(
    ("nonce", "associated_data", "ciphertext"),
    [
        ("9f3c1a7be204", "certificate", SEALED["transaction"]),
        ("9f3c1a7be205", "transaction", SEALED["transaction"]),
        ("9f3c1a7be204", "transaction", SEALED["transaction"][:-4]),
        ("9f3c1a7be204", "transaction", "no base64!"),
        ("9f3c1a7be204", "transaction", ""),
        ("", "transaction", SEALED["transaction"]),
        ("x" * 500, "transaction", SEALED["transaction"]),
        ("\ud800", "transaction", SEALED["transaction"]),
    ],
)
def test_what_was_tampered_with_does_not_open(nonce: str, associated_data: str, ciphertext: str) -> None:
    with pytest.raises(BadReplyError, match="APIv3 key"):
        cipher.decrypt(API_V3_KEY, nonce=nonce, associated_data=associated_data, ciphertext=ciphertext)


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 31, b"x" * 33, b"\xff" * 32, b"x" * 31 + b"\n"])
def test_what_cannot_be_an_api_v3_key_is_refused(key: bytes) -> None:
    with pytest.raises(ConfigurationError, match="32 printable"):
        cipher.decrypt(key, nonce="9f3c1a7be204", associated_data=None, ciphertext=SEALED[""])


@given(st.text(max_size=50))
def test_sealed_text_comes_back(merchant_key: RSAPrivateKey, text: str) -> None:
    assert cipher.unseal(merchant_key, cipher.seal(merchant_key.public_key(), text)) == text


def test_sealing_holds_214_bytes_and_no_more(merchant_key: RSAPrivateKey) -> None:
    assert cipher.seal(merchant_key.public_key(), "x" * 214)

    with pytest.raises(InvalidRequestError, match="214"):
        cipher.seal(merchant_key.public_key(), "x" * 215)


@pytest.mark.parametrize("text", ["", "no base64!", "AAAA"])
def test_what_was_not_sealed_for_us_does_not_open(merchant_key: RSAPrivateKey, text: str) -> None:
    with pytest.raises(BadReplyError, match="sealed field"):
        cipher.unseal(merchant_key, text)
