"""All that a till needs to speak in a merchant's name, kept so that no crash leaves a till with half of it.

The secrets are in the keyring, the numbers in the settings, and no commit spans both. So a new set is put beside the
one in use, and the settings, written whole or not at all, say which counts: by the certificate's serial for the
secrets, by its number for WeChat Pay's public key. Only then does the new take the old one's place. Whatever crashes
in between, the settings name a set that is there whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from pos_app import merchant_files, settings_file
from pos_app.config import Profile, Settings
from pos_app.keystore import Keystore, KeystoreError
from pos_app.merchant_files import KeyFileError, MerchantCertificate

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySet:
    """What is kept in the keyring and the profile, all of it checked already.

    Attributes:
        private_key: the merchant's.
        certificate: the merchant's; it belongs to the key.
        api_v3_key: 32 characters.
        public_key: WeChat Pay's; None leaves what the profile has.
        settings: as they will be.
    """

    private_key: RSAPrivateKey = field(repr=False)
    certificate: MerchantCertificate
    api_v3_key: str = field(repr=False)
    public_key: RSAPublicKey | None = field(default=None, repr=False)
    settings: Settings


def in_use(profile: Profile) -> KeySet:
    """Read the set that counts now.

    Raises:
        KeyFileError: one of its files is missing or damaged.
        SettingsError: the settings are broken.
        KeystoreError: there are no secrets, or the keyring cannot be reached.
    """
    settings = settings_file.load(profile)
    keystore, serial = Keystore(profile), settings.merchant.certificate_serial
    return KeySet(
        private_key=keystore.merchant_key(serial),
        certificate=merchant_files.read_certificate(profile.certificate_file),
        api_v3_key=keystore.api_v3_key(serial).decode(),
        public_key=read_public_key(profile, settings) if settings.merchant.public_key_id else None,
        settings=settings,
    )


def read_public_key(profile: Profile, settings: Settings) -> RSAPublicKey:
    """Read WeChat Pay's public key of the number that the settings name.

    Raises:
        KeyFileError: it is missing or damaged.
    """
    named = _public_key_beside(profile, settings)
    return merchant_files.read_public_key(named if named.is_file() else profile.public_key_file)


def keep(profile: Profile, keys: KeySet) -> None:
    """Keep a set in place of the one before. If something refuses, the one before stays.

    Raises:
        KeyFileError: the disk refuses.
        SettingsError: the settings are broken, or break a rule.
        KeystoreError: the keyring cannot be reached.
    """
    settings_file.changes(profile, keys.settings)
    keystore, merchant = Keystore(profile), keys.settings.merchant
    keystore.settle(settings_file.load(profile).merchant.certificate_serial)
    beside = _public_key_beside(profile, keys.settings)
    try:
        with _unless_it_fails(keystore), _all_or_nothing(profile.certificate_file, beside):
            keystore.stage(
                merchant_key=keys.private_key, api_v3_key=keys.api_v3_key, serial=merchant.certificate_serial
            )
            settings_file.write_whole(profile.certificate_file, keys.certificate.pem)
            if keys.public_key is not None:
                settings_file.write_whole(beside, merchant_files.public_key_pem(keys.public_key))
            settings_file.save(profile, keys.settings)
    except OSError as error:
        raise KeyFileError(profile.directory, f"cannot be written to ({error.strerror})") from error
    _take_its_place(keystore, beside, profile.public_key_file)
    log.info("imported the keys of merchant %s, certificate %s", merchant.mchid, merchant.certificate_serial)


def _take_its_place(keystore: Keystore, beside: Path, public_key_file: Path) -> None:
    """Tidy up. What fails here is found beside its place as long as the settings name it."""
    try:
        keystore.promote()
        if beside.is_file():
            beside.replace(public_key_file)
    except (KeystoreError, OSError) as error:
        log.warning("the new keys are in use, but lie beside the old ones: %s", error)


def _public_key_beside(profile: Profile, settings: Settings) -> Path:
    return profile.directory / f"{settings.merchant.public_key_id or 'PUB_KEY_ID'}.pem"


@contextmanager
def _unless_it_fails(keystore: Keystore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        keystore.unstage()
        raise


@contextmanager
def _all_or_nothing(*files: Path) -> Iterator[None]:
    """Put small files back as they were, if what is done meanwhile fails."""
    before = {file: file.read_bytes() if file.is_file() else None for file in files}
    try:
        yield
    except BaseException:
        for file, content in before.items():
            with suppress(OSError):  # of the disk that refused; the first error is told
                if content is None:
                    file.unlink(missing_ok=True)
                elif file.read_bytes() != content:
                    settings_file.write_whole(file, content)
        raise
