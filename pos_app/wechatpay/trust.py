"""Whose signatures count: the WeChat Pay public key, platform certificates, or both during a migration.

Source: wechatpay-api.md, section 3. Certificates are kept on disk, so that a start needs no network, and a failed
refresh never costs a good key.
"""

from __future__ import annotations

import copy
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from pos_app.wechatpay.cipher import check_api_v3_key, decrypt
from pos_app.wechatpay.credentials import Merchant, load_certificate
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError
from pos_app.wechatpay.reading import Fields, read_object

log = logging.getLogger(__name__)

REFRESH_AFTER = 11 * 3600  # seconds; the provider asks for less than 12 hours
REFRESH_GAP = 60  # seconds between two downloads, so that forged serials cannot drive traffic

_OWN_KEY = (
    "the merchant's own certificate or key was given in the place of WeChat Pay's: signatures are verified with the "
    "WeChat Pay public key or a platform certificate, from the merchant platform, API security"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCertificate:
    """One of the provider's certificates."""

    serial: str  # 40 upper-case hex digits
    public_key: RSAPublicKey
    not_before: datetime
    not_after: datetime
    pem: bytes

    @classmethod
    def from_pem(cls, pem: bytes) -> PlatformCertificate:
        """Read a certificate.

        Raises:
            ConfigurationError: it is none, or its key is not RSA.
        """
        certificate = load_certificate(pem)
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            raise ConfigurationError("a platform certificate must hold an RSA key")
        return cls(
            serial=f"{certificate.serial_number:040X}",
            public_key=key,
            not_before=certificate.not_valid_before_utc,
            not_after=certificate.not_valid_after_utc,
            pem=pem,
        )


class Trust:
    """The keys that may sign for WeChat Pay, by exact serial. Safe to use from several threads.

    Args:
        merchant: whose key must never be among them.
        public_key_pem: WeChat Pay's public key (``pub_key.pem``), if the merchant has it.
        public_key_id: its id, ``PUB_KEY_ID_…``.
        api_v3_key: opens downloaded certificates; without it none are downloaded.
        certificate_dir: where certificates are kept. Without it, and with a public key, none are downloaded.
        clock: epoch seconds.

    Raises:
        ConfigurationError: these do not fit together, or nothing is left to verify with.
    """

    def __init__(
        self,
        merchant: Merchant,
        *,
        public_key_pem: bytes | None = None,
        public_key_id: str | None = None,
        api_v3_key: bytes | None = None,
        certificate_dir: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if api_v3_key is not None:
            check_api_v3_key(api_v3_key)
        self._own_key = merchant.private_key.public_key()
        self._api_v3_key = api_v3_key
        self._directory = certificate_dir
        self._clock = clock
        self._lock = threading.Lock()
        self._public_key_id = public_key_id or None
        self._public_key = self._read_public_key(public_key_pem, self._public_key_id)
        self._certificates: dict[str, PlatformCertificate] = {}
        self._fresh_at = float("-inf")  # when the certificates held were last known to be the provider's own list
        self._asked_at = float("-inf")
        if certificate_dir is not None:
            self._load(certificate_dir)
        if self._public_key is None and not self._certificates and not self.downloads:
            raise ConfigurationError("give the WeChat Pay public key and its id, or the APIv3 key for certificates")

    def __repr__(self) -> str:
        return f"Trust(serial_to_send={self.serial_to_send!r})"

    @property
    def downloads(self) -> bool:
        """Whether platform certificates are to be downloaded at all."""
        return self._api_v3_key is not None and (self._directory is not None or self._public_key is None)

    @property
    def api_v3_key(self) -> bytes:
        """The key that opens notices.

        Raises:
            ConfigurationError: there is none.
        """
        if self._api_v3_key is None:
            raise ConfigurationError("the APIv3 key is needed to open what the provider encrypted")
        return self._api_v3_key

    @property
    def serial_to_send(self) -> str | None:
        """What ``Wechatpay-Serial`` tells the provider: the key with which we can verify its reply."""
        if self._public_key_id is not None:
            return self._public_key_id
        newest = self._newest()
        return None if newest is None else newest.serial

    @property
    def sealing_key(self) -> tuple[str, RSAPublicKey]:
        """The key, and its serial, with which to encrypt for the provider.

        Raises:
            ConfigurationError: there is none yet.
        """
        if self._public_key is not None and self._public_key_id is not None:
            return self._public_key_id, self._public_key
        newest = self._newest()
        if newest is None:
            raise ConfigurationError("no key of WeChat Pay's is known yet")
        return newest.serial, newest.public_key

    def key_for(self, serial: str) -> RSAPublicKey | None:
        """Return the key with exactly this serial, unless it is unknown or has expired."""
        if serial == self._public_key_id:
            return self._public_key
        certificate = self._certificates.get(serial)
        if certificate is None or certificate.not_after <= self._now():
            return None
        return certificate.public_key

    def wants_refresh(self) -> bool:
        """Tell whether certificates should be downloaded before the next call."""
        if not self.downloads:
            return False
        if self.serial_to_send is None:
            return True
        stale = self._clock() - self._fresh_at >= REFRESH_AFTER
        return bool(self._certificates) and stale and self.may_refresh()

    def may_refresh(self) -> bool:
        """Tell whether a download is allowed now: at all, and not too soon after the last."""
        return self.downloads and not 0 <= self._clock() - self._asked_at < REFRESH_GAP

    def note_refresh(self) -> None:
        """Remember that a download starts now."""
        self._asked_at = self._clock()

    def open_certificates(self, body: bytes) -> tuple[PlatformCertificate, ...]:
        """Read a reply of ``/v3/certificates``. That it opens with the APIv3 key proves who sealed it.

        Raises:
            BadReplyError: it does not open, or holds no certificate.
        """
        entries = read_object(body).parts("data")
        try:
            certificates = tuple(self._open(entry) for entry in entries)
        except ConfigurationError as error:
            raise BadReplyError(f"a downloaded certificate is of no use: {error}") from None
        if not certificates:
            raise BadReplyError("the provider sent no certificate")
        return certificates

    def with_certificates(self, certificates: Iterable[PlatformCertificate]) -> Trust:
        """Return a trust that holds these as well, in memory only."""
        wider = copy.copy(self)
        wider.hold(certificates)
        return wider

    def hold(self, certificates: Iterable[PlatformCertificate]) -> None:
        """Add certificates to those held in memory. Only what has expired is dropped."""
        now = self._now()
        held = {**self._certificates, **{one.serial: one for one in certificates}}
        self._certificates = {serial: one for serial, one in held.items() if one.not_after > now}

    def install(self, certificates: Iterable[PlatformCertificate]) -> None:
        """Hold the provider's present list, here and on disk."""
        with self._lock:
            self.hold(certificates)
            self._fresh_at = self._clock()
            self._save()

    def _open(self, entry: Fields) -> PlatformCertificate:
        serial = entry.text("serial_no")
        sealed = entry.part("encrypt_certificate")
        pem = decrypt(
            self.api_v3_key,
            nonce=sealed.text("nonce"),
            associated_data=sealed.optional_text("associated_data"),
            ciphertext=sealed.text("ciphertext"),
        )
        certificate = PlatformCertificate.from_pem(pem)
        if certificate.serial != serial:
            raise BadReplyError("a certificate came under another serial than its own")
        self._refuse_own(certificate.public_key)
        return certificate

    def _read_public_key(self, pem: bytes | None, key_id: str | None) -> RSAPublicKey | None:
        if pem is None and key_id is None:
            return None
        if pem is None or key_id is None:
            raise ConfigurationError("the WeChat Pay public key and its id (PUB_KEY_ID_…) go together: one is missing")
        if b"BEGIN CERTIFICATE" in pem:
            self._refuse_own(PlatformCertificate.from_pem(pem).public_key)
            raise ConfigurationError("the WeChat Pay public key (pub_key.pem) is wanted here, not a certificate")
        try:
            key = load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm):
            raise ConfigurationError("this is not the WeChat Pay public key in PEM form") from None
        if not isinstance(key, RSAPublicKey):
            raise ConfigurationError("the WeChat Pay public key must be an RSA key")
        self._refuse_own(key)
        return key

    def _refuse_own(self, key: RSAPublicKey) -> None:
        if key == self._own_key:
            raise ConfigurationError(_OWN_KEY)

    def _load(self, directory: Path) -> None:
        if directory.exists() and not directory.is_dir():
            raise ConfigurationError(f"{directory} is a file; the certificates need a folder")
        for path in sorted(directory.glob("*.pem")):
            try:
                certificate = PlatformCertificate.from_pem(path.read_bytes())
                written = path.stat().st_mtime
            except (ConfigurationError, OSError) as error:
                log.warning("%s is passed over: %s", path.name, error)
                continue
            self._refuse_own(certificate.public_key)
            if certificate.not_after > self._now():
                self._certificates[certificate.serial] = certificate
                self._fresh_at = max(self._fresh_at, written)

    def _save(self) -> None:
        """Write what is held to disk. Going on in memory is better than not going on."""
        if self._directory is None:
            return
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            for certificate in self._certificates.values():
                path = self._directory / f"wechatpay_{certificate.serial}.pem"
                fresh = path.with_suffix(".new")
                fresh.write_bytes(certificate.pem)
                os.utime(fresh, (self._fresh_at, self._fresh_at))
                fresh.replace(path)
        except OSError as error:
            log.warning("platform certificates could not be kept: %s", error)

    def _newest(self) -> PlatformCertificate | None:
        """Return the certificate that took effect last: documents say to encrypt with that one."""
        now = self._now()
        usable = [one for one in self._certificates.values() if one.not_before <= now < one.not_after]
        return max(usable, key=lambda one: one.not_before, default=None)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)
