"""X.509 made in the simulator: its own CA, the server's certificate, the merchant's, the platform's."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FIVE_YEARS = timedelta(days=1826)

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A certificate authority and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def issue(self, public_key: PublicKey, common_name: str, *, lifetime: timedelta = FIVE_YEARS) -> x509.Certificate:
        """Issue a certificate for signing."""
        return self._builder(public_key, common_name, lifetime).sign(self.key, hashes.SHA256())

    def issue_for_server(self, public_key: PublicKey) -> x509.Certificate:
        """Issue a certificate for TLS on this machine's own addresses."""
        names = x509.SubjectAlternativeName(
            [
                x509.DNSName("localhost"),
                x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
                x509.IPAddress(ipaddress.ip_address("::1")),
            ]
        )
        return (
            self._builder(public_key, "localhost", FIVE_YEARS)
            .add_extension(names, critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def _builder(self, public_key: PublicKey, common_name: str, lifetime: timedelta) -> x509.CertificateBuilder:
        issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return (
            _blank(common_name, public_key, lifetime)
            .issuer_name(self.certificate.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(issuer_key, critical=False)
        )


def new_authority() -> Authority:
    """Make a certificate authority of our own."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name("Pretend Tenpay.com Root CA")
    certificate = (
        _blank("Pretend Tenpay.com Root CA", key.public_key(), FIVE_YEARS * 4)
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_CA_USAGE, critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate=certificate, key=key)


def serial_of(certificate: x509.Certificate) -> str:
    """Return a serial as the provider writes it: 40 upper-case hex digits."""
    return f"{certificate.serial_number:040X}"


def pem_of(certificate: x509.Certificate) -> bytes:
    """Return a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """Return a private key as PKCS#8 PEM, unencrypted: it opens nothing but the pretend provider."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def new_rsa_key() -> rsa.RSAPrivateKey:
    """Make an RSA key of the size that the provider uses."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


_CA_USAGE = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Pretend Tenpay.com"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _blank(common_name: str, public_key: PublicKey, lifetime: timedelta) -> x509.CertificateBuilder:
    begins = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common_name))
        .public_key(public_key)
        .serial_number(secrets.randbits(158) | 1 << 158)  # always 40 hex digits, as the provider's are
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1) + lifetime)
    )
