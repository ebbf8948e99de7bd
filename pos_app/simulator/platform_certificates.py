"""The platform certificates: one as a rule, two while they are being changed."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from pos_app.simulator.certificates import FIVE_YEARS, Authority, key_pem, new_rsa_key, pem_of, serial_of
from pos_app.simulator.keyfiles import load_rsa_key, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key and the serial or id that names it in headers."""

    serial: str
    key: rsa.RSAPrivateKey

    def __repr__(self) -> str:
        return f"SigningKey(serial={self.serial!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCertificate:
    """One platform certificate, as the certificates call hands it out."""

    signing_key: SigningKey
    pem: bytes
    begins_at: float
    ends_at: float

    @property
    def serial(self) -> str:
        """The certificate's serial."""
        return self.signing_key.serial


class PlatformCertificates:
    """The merchant's platform certificates, in the order in which they were issued.

    A change goes ``rotate`` (the new one is handed out, the old one still signs), ``switch`` (the new one signs),
    ``retire`` (the old one is gone).
    """

    def __init__(self, directory: Path, authority: Authority) -> None:
        self._directory = directory
        self._authority = authority
        self._lock = threading.Lock()
        self._issued: list[PlatformCertificate] = []
        self._signing = ""
        self._load()

    @property
    def signing_key(self) -> SigningKey:
        """The key that signs when the request names none."""
        with self._lock:
            return next(one.signing_key for one in self._issued if one.serial == self._signing)

    def all(self) -> tuple[PlatformCertificate, ...]:
        """Return every certificate that is not retired, oldest first."""
        with self._lock:
            return tuple(self._issued)

    def find(self, serial: str) -> SigningKey | None:
        """Return the key that a serial names, if it is not retired."""
        return next((one.signing_key for one in self.all() if one.serial == serial), None)

    def rotate(self, lifetime: timedelta = FIVE_YEARS) -> str:
        """Issue a further certificate and return its serial."""
        key = new_rsa_key()
        certificate = self._authority.issue(key.public_key(), "Tenpay.com sign", lifetime=lifetime)
        serial = serial_of(certificate)
        self._directory.mkdir(parents=True, exist_ok=True)
        write_whole(self._directory / f"{serial}.key.pem", key_pem(key))
        write_whole(self._directory / f"{serial}.pem", pem_of(certificate))
        with self._lock:
            self._issued.append(_platform_certificate(certificate, key))
            self._signing = self._signing or serial
            self._save()
        return serial

    def switch(self) -> str:
        """Sign with the newest certificate from now on."""
        with self._lock:
            self._signing = self._issued[-1].serial
            self._save()
            return self._signing

    def retire(self) -> str:
        """Drop every certificate but the newest, which signs."""
        with self._lock:
            del self._issued[:-1]
            self._signing = self._issued[-1].serial
            self._save()
            return self._signing

    def _load(self) -> None:
        index = self._directory / "index.json"
        if not index.exists():
            return
        facts = json.loads(index.read_text("utf-8"))
        self._signing = facts["signing"]
        for serial in facts["issued"]:
            certificate = x509.load_pem_x509_certificate((self._directory / f"{serial}.pem").read_bytes())
            key = load_rsa_key(self._directory / f"{serial}.key.pem")
            self._issued.append(_platform_certificate(certificate, key))

    def _save(self) -> None:
        facts = {"signing": self._signing, "issued": [one.serial for one in self._issued]}
        write_whole(self._directory / "index.json", json.dumps(facts, indent=2).encode() + b"\n")


def _platform_certificate(certificate: x509.Certificate, key: rsa.RSAPrivateKey) -> PlatformCertificate:
    return PlatformCertificate(
        signing_key=SigningKey(serial=serial_of(certificate), key=key),
        pem=pem_of(certificate),
        begins_at=certificate.not_valid_before_utc.timestamp(),
        ends_at=certificate.not_valid_after_utc.timestamp(),
    )
