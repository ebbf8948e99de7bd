"""The merchant's account at WeChat Pay: taking over its files, and speaking in its name."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from pos_app import key_set, merchant_files, settings_file
from pos_app.config import Profile, Settings
from pos_app.core.errors import InvalidInputError
from pos_app.key_set import KeySet
from pos_app.keystore import Keystore, check_api_v3_key
from pos_app.merchant.recognition import Recognised
from pos_app.merchant.words import Kind, Problem, note
from pos_app.merchant_files import KeyFileError, MerchantCertificate
from pos_app.wechatpay import client
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.timing import Observe, unobserved

log = logging.getLogger(__name__)

CERTIFICATES = frozenset({Kind.CERTIFICATE, Kind.NAMELESS_CERTIFICATE, Kind.OPEN_BUNDLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantFiles:
    """What the merchant got from WeChat Pay. The public key and its id go together; older merchants have none."""

    private_key: Path
    certificate: Path
    public_key: Path | None = None
    public_key_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import found, and wrote.

    Attributes:
        expires: when the merchant's certificate does.
        settings: as they stand now.
    """

    expires: datetime
    settings: Settings


def import_merchant(profile: Profile, files: MerchantFiles, api_v3_key: str) -> Imported:
    """Take over a merchant's files: the secrets into the keyring, the rest into the profile's folder and settings.

    Everything is checked before anything is written. If the disk refuses, all is put back; to repeat does no harm.

    Raises:
        KeyFileError: a file is not what it should be, or belongs to another.
        InvalidInputError: the APIv3 key has not the form of one, or half of the public key's pair is missing.
        SettingsError: the settings are broken, or are of another merchant.
        KeystoreError: the keyring cannot be reached.
    """
    check_api_v3_key(api_v3_key)
    key = merchant_files.read_private_key(files.private_key)
    certificate = merchant_files.read_certificate(files.certificate)
    if certificate.public_key != key.public_key():
        raise KeyFileError(files.certificate, f"does not belong to the private key in {files.private_key}")
    public_key = _public_key(files, certificate)
    settings = _settings(profile, files, certificate)
    key_set.keep(
        profile,
        KeySet(
            private_key=key,
            certificate=certificate,
            api_v3_key=api_v3_key,
            public_key=public_key,
            settings=settings,
        ),
    )
    return Imported(expires=certificate.expires, settings=settings)


def import_recognised(
    profile: Profile, found: Recognised, *, api_v3_key: str, numbers: Mapping[str, str] = MappingProxyType({})
) -> Imported:
    """Take over what `recognise` found, as `import_merchant` does with files that were named.

    Args:
        profile: whose keys they become.
        found: whole and without conflicts.
        api_v3_key: as typed; spaces around it do not matter.
        numbers: settings of ``[merchant]`` that were typed: mchid, appid, notify_url, public_key_id. What is not among
            them stays as it is, or is taken from the files.

    Raises:
        InvalidInputError: the files are not ready, a public key is without its number, or the APIv3 key has not the
            form of one.
        SettingsError: the settings are broken, or a number breaks its rule.
        KeystoreError: the keyring cannot be reached.
    """
    keys = checked(profile, found, api_v3_key=api_v3_key, numbers=numbers)
    key_set.keep(profile, keys)
    return Imported(expires=keys.certificate.expires, settings=keys.settings)


def checked(
    profile: Profile, found: Recognised, *, api_v3_key: str, numbers: Mapping[str, str] = MappingProxyType({})
) -> KeySet:
    """Check what `recognise` found against what was typed, and give what would be kept. Nothing is written.

    Raises:
        InvalidInputError: as `import_recognised`.
        SettingsError: likewise.
    """
    api_v3_key = check_api_v3_key(api_v3_key.strip())
    if not found.ready or found.private_key is None or found.certificate is None:
        raise InvalidInputError("files", "; ".join(str(one) for one in (*found.missing, *found.conflicts)))
    settings = settings_file.load(profile)
    typed = {name: value.strip() for name, value in numbers.items() if value.strip()}
    merchant = dataclasses.replace(
        settings.merchant, **{"mchid": settings.merchant.mchid or found.mchid or "", **_key_id(found), **typed}
    )
    merchant = dataclasses.replace(merchant, certificate_serial=found.certificate.serial)
    if found.mchid not in {None, merchant.mchid}:
        wrong = note(Problem.OTHER_MERCHANT, file=_file_of(found), found=found.mchid or "", wanted=merchant.mchid)
        raise InvalidInputError("mchid", str(wrong))
    if found.public_key is not None and not merchant.public_key_id:
        raise InvalidInputError("public_key_id", str(note(Problem.NO_PUBLIC_KEY_ID)))
    if merchant.public_key_id and found.public_key is None and not profile.public_key_file.exists():
        raise InvalidInputError("public_key", str(note(Problem.NO_PUBLIC_KEY)))
    return KeySet(
        private_key=found.private_key,
        certificate=found.certificate,
        api_v3_key=api_v3_key,
        public_key=found.public_key,
        settings=dataclasses.replace(settings, merchant=merchant),
    )


def _key_id(found: Recognised) -> dict[str, str]:
    return {} if found.public_key_id is None else {"public_key_id": found.public_key_id}


def _file_of(found: Recognised) -> str:
    return next(find.file for find in found.finds if find.taken and find.kind in CERTIFICATES)


def connect(
    profile: Profile,
    settings: Settings,
    *,
    keys: KeySet | None = None,
    certificate_dir: Path | None = None,
    clock: Callable[[], float] = time.time,
    observe: Observe = unobserved,
) -> client.WeChatPay:
    """Make a client in the merchant's name. It takes some 60 ms, and nothing is sent yet.

    Args:
        profile: whose secrets are used.
        settings: as read from the profile.
        keys: a set to try before it is kept; those that the settings name if not given.
        certificate_dir: where platform certificates are kept, if not in the profile's folder.
        clock: epoch seconds.
        observe: is told of each call how long it took.

    Raises:
        KeystoreError: there are no secrets, or the keyring cannot be reached.
        KeyFileError: WeChat Pay's public key is missing or damaged.
        ConfigurationError: keys, serials and addresses do not fit together.
    """
    keystore, merchant = Keystore(profile), settings.merchant
    public_key_pem = None
    if merchant.public_key_id:
        public_key = keys.public_key if keys is not None else None
        public_key_pem = merchant_files.public_key_pem(public_key or key_set.read_public_key(profile, settings))
    # Where both are there, the merchant is moving from certificates to the public key: both count.
    if certificate_dir is None and (public_key_pem is None or profile.certificates_dir.exists()):
        certificate_dir = profile.certificates_dir
    return client.connect(
        merchant=Merchant(
            mchid=merchant.mchid,
            appid=merchant.appid,
            certificate_serial=merchant.certificate_serial,
            private_key=keys.private_key if keys else keystore.merchant_key(merchant.certificate_serial),
        ),
        api_v3_key=keys.api_v3_key.encode() if keys else keystore.api_v3_key(merchant.certificate_serial),
        public_key_pem=public_key_pem,
        public_key_id=merchant.public_key_id or None,
        url=settings.gateway.url,
        backup_url=settings.gateway.backup_url or None,
        ca_file=settings.gateway.ca_file,
        certificate_dir=certificate_dir,
        clock=clock,
        observe=observe,
    )


def _public_key(files: MerchantFiles, certificate: MerchantCertificate) -> RSAPublicKey | None:
    if files.public_key is None and files.public_key_id is None:
        return None
    if files.public_key is None or not files.public_key_id:
        raise InvalidInputError("public key", "WeChat Pay's public key and its number, PUB_KEY_ID_..., go together")
    key = merchant_files.read_public_key(files.public_key)
    if key == certificate.public_key:
        raise KeyFileError(files.public_key, "is the merchant's own key; give WeChat Pay's, pub_key.pem")
    return key


def _settings(profile: Profile, files: MerchantFiles, certificate: MerchantCertificate) -> Settings:
    """Give the settings as they will be.

    Raises:
        KeyFileError: they are of another merchant than the certificate.
    """
    settings = settings_file.load(profile)
    mchid = settings.merchant.mchid
    if mchid and certificate.mchid and mchid != certificate.mchid:
        raise KeyFileError(
            files.certificate,
            f"belongs to merchant {certificate.mchid}, but {profile.settings_file} is of merchant {mchid};"
            " give another shop a profile of its own",
        )
    merchant = dataclasses.replace(
        settings.merchant,
        mchid=mchid or certificate.mchid or "",
        certificate_serial=certificate.serial,
        public_key_id=files.public_key_id or settings.merchant.public_key_id,
    )
    return dataclasses.replace(settings, merchant=merchant)
