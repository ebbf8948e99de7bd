"""The merchant's key, certificate and numbers."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from pos_app.wechatpay.credentials import Merchant, certificate_matches_key, certificate_serial, load_private_key
from pos_app.wechatpay.errors import ConfigurationError
from tests.wechatpay.provider import Certificate, of_unknown_kind, private_pem


@pytest.mark.parametrize("checked", [True, False])
def test_a_private_key_is_read(merchant_key: RSAPrivateKey, checked: bool) -> None:
    key = load_private_key(private_pem(merchant_key), checked=checked)

    assert key.private_numbers() == merchant_key.private_numbers()


def test_what_is_no_key_of_the_right_kind_is_refused(merchant_key: RSAPrivateKey) -> None:
    locked = merchant_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    small = private_pem(rsa.generate_private_key(public_exponent=65537, key_size=1024))
    curve = private_pem(ec.generate_private_key(ec.SECP256R1()))

    for pem in (b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", locked, small, curve):
        with pytest.raises(ConfigurationError):
            load_private_key(pem)


def test_the_refusal_of_a_key_carries_no_cause() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_private_key(b"-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")

    assert caught.value.__suppress_context__


def test_a_serial_keeps_its_leading_zeros(merchant_certificate: Certificate) -> None:
    assert certificate_serial(merchant_certificate.pem) == "0" * 37 + "ABC"


def test_a_certificate_knows_its_key(
    merchant_certificate: Certificate, merchant_key: RSAPrivateKey, other_key: RSAPrivateKey
) -> None:
    assert certificate_matches_key(merchant_certificate.pem, merchant_key)
    assert not certificate_matches_key(merchant_certificate.pem, other_key)


def test_what_is_no_certificate_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not a certificate"):
        certificate_serial(b"no certificate")


def test_a_certificate_for_a_key_of_a_kind_that_nobody_uses_is_refused(merchant_certificate: Certificate) -> None:
    with pytest.raises(ConfigurationError, match="of a kind that nobody uses"):
        certificate_serial(of_unknown_kind(merchant_certificate.pem))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mchid", ""),
        ("mchid", "１９９９"),
        ("mchid", '1"'),
        ("appid", ""),
        ("appid", "wx 1"),
        ("certificate_serial", "0xPUB_KEY_ID"),
        ("certificate_serial", "a" * 40),
        ("certificate_serial", "A" * 39),
    ],
)
def test_numbers_that_cannot_be_the_merchants_are_refused(merchant: Merchant, field: str, value: str) -> None:
    facts = {"mchid": merchant.mchid, "appid": merchant.appid, "certificate_serial": merchant.certificate_serial}

    with pytest.raises(ConfigurationError):
        Merchant(**{**facts, field: value}, private_key=merchant.private_key)


def test_a_merchant_shows_nothing_but_the_number(merchant: Merchant) -> None:
    assert repr(merchant) == "Merchant(mchid='1999000001')"
