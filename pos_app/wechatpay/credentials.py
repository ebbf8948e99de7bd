"""Who we are: the merchant's numbers, private key and certificate.

Source: wechatpay-api.md, "Glossary of the key material".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pos_app.wechatpay.errors import ConfigurationError

SMALLEST_KEY = 2048  # bits; the provider issues no other size

_MCHID = re.compile(r"[0-9]{1,32}", re.ASCII)
_APPID = re.compile(r"[0-9A-Za-z]{1,32}", re.ASCII)
_SERIAL = re.compile(r"[0-9A-F]{40}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Merchant:
    """The merchant in whose name requests are signed. Its ``repr`` shows nothing but the number."""

    mchid: str
    appid: str
    certificate_serial: str  # of the merchant's own API certificate: 40 upper-case hex digits
    private_key: RSAPrivateKey

    def __post_init__(self) -> None:
        if not _MCHID.fullmatch(self.mchid):
            raise ConfigurationError("mchid must be digits, as the merchant platform shows it")
        if not _APPID.fullmatch(self.appid):
            raise ConfigurationError("appid must be letters and digits, such as wx0123456789abcdef")
        if not _SERIAL.fullmatch(self.certificate_serial):
            raise ConfigurationError("the merchant certificate's serial must be 40 upper-case hex digits")

    def __repr__(self) -> str:
        return f"Merchant(mchid={self.mchid!r})"


def load_private_key(pem: bytes, *, checked: bool = True) -> RSAPrivateKey:
    """Read an ``apiclient_key.pem``.

    Args:
        pem: the file's bytes.
        checked: prove that the numbers form a key, which takes about 40 ms. Only a key that was
            proven before, and kept where nobody could change it, may go unchecked.

    Raises:
        ConfigurationError: it is no unencrypted RSA private key of at least 2048 bits.
    """
    try:
        key = load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=not checked)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # The cause could quote the key, so it is not passed on.
        raise ConfigurationError("this is not an unencrypted private key in PEM form") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST_KEY:
        raise ConfigurationError(f"the private key must be RSA of at least {SMALLEST_KEY} bits")
    return key


def certificate_serial(pem: bytes) -> str:
    """Return a certificate's serial as the provider writes it: 40 upper-case hex digits, leading zeros kept.

    Raises:
        ConfigurationError: it is no certificate.
    """
    return f"{load_certificate(pem).serial_number:040X}"


def certificate_matches_key(pem: bytes, private_key: RSAPrivateKey) -> bool:
    """Tell whether the certificate was issued for this private key.

    Raises:
        ConfigurationError: it is no certificate.
    """
    return load_certificate(pem).public_key() == private_key.public_key()


def load_certificate(pem: bytes) -> x509.Certificate:
    """Read a certificate in PEM form.

    Raises:
        ConfigurationError: it is none, or its key, names or dates cannot be read.
    """
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        # These are read only when they are asked for: what is wrong with one must show here.
        certificate.public_key(), certificate.subject, certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ConfigurationError("this is not a certificate in PEM form, or of a kind that nobody uses") from error
    return certificate
