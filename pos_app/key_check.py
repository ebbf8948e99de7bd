"""Do the merchant's keys, numbers and certificates belong together? Asked here first, then of WeChat Pay."""

from __future__ import annotations

import enum
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app import account, merchant_files
from pos_app.config import Profile, Settings
from pos_app.keystore import Keystore, KeystoreError
from pos_app.merchant_files import KeyFileError, MerchantCertificate
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, RefusedError, WeChatPayError

SOON = timedelta(days=60)


class Verdict(enum.Enum):
    """How one look ended."""

    GOOD = "good"
    UNPROVEN = "unproven"  # nothing speaks against it
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found, in a sentence that says what to do if something is wrong."""

    verdict: Verdict
    sentence: str


def check(profile: Profile, settings: Settings, *, clock: Callable[[], float] = time.time) -> Iterator[Finding]:
    """Look at everything in turn: first what can be seen here, then what only WeChat Pay can say.

    It is asked for its certificates, and for an order whose number cannot exist; no money is touched.
    """
    merchant = settings.merchant
    if merchant.missing:
        yield _wrong(f"fill in {', '.join(merchant.missing)} in {profile.settings_file}")
    else:
        yield _good(f"settings name merchant {merchant.mchid}, appid {merchant.appid}")
    try:
        own_key = Keystore(profile).merchant_key().public_key()
        Keystore(profile).api_v3_key()
    except KeystoreError as error:
        yield _wrong(str(error))
        return
    yield _good("the keyring holds the private key, and an APIv3 key of the right form")
    try:
        yield from _certificate(merchant_files.read_certificate(profile.certificate_file), settings, own_key, clock())
    except KeyFileError as error:
        yield _unproven(f"no certificate to compare with ({error.reason})")
    if merchant.public_key_id:
        yield _public_key(profile, own_key)
    if merchant.mchid and merchant.appid and merchant.certificate_serial:
        yield from _asked(profile, settings, clock)


def _certificate(
    certificate: MerchantCertificate, settings: Settings, own_key: object, now: float
) -> Iterator[Finding]:
    named = settings.merchant.certificate_serial
    left = certificate.expires - datetime.fromtimestamp(now, UTC)
    if certificate.public_key != own_key:
        yield _wrong("the certificate does not belong to the private key; run: pos-app keys import")
    elif certificate.serial != named:
        yield _wrong(f"settings name certificate {named}, but {certificate.serial} was imported")
    elif certificate.mchid not in {None, settings.merchant.mchid}:
        yield _wrong(f"the certificate belongs to merchant {certificate.mchid}, not {settings.merchant.mchid}")
    elif left < timedelta():
        yield _wrong(f"the certificate expired on {certificate.expires:%Y-%m-%d}; get a new one and import it")
    elif left < SOON:
        yield _unproven(f"the certificate expires soon, on {certificate.expires:%Y-%m-%d}; get a new one and import it")
    else:
        yield _good(f"certificate {named} belongs to the private key; it expires on {certificate.expires:%Y-%m-%d}")


def _public_key(profile: Profile, own_key: object) -> Finding:
    try:
        key = merchant_files.read_public_key(profile.public_key_file)
    except KeyFileError as error:
        return _wrong(str(error))
    if key == own_key:
        return _wrong(f"{profile.public_key_file} is the merchant's own key, not WeChat Pay's")
    return _unproven("WeChat Pay's public key is there; the first reply that it signs proves it")


def _asked(profile: Profile, settings: Settings, clock: Callable[[], float]) -> Iterator[Finding]:
    # A folder of its own, because certificates in the profile's would count from then on.
    with tempfile.TemporaryDirectory() as folder:
        try:
            gateway = account.connect(profile, settings, certificate_dir=Path(folder), clock=clock)
        except (ConfigurationError, KeyFileError) as error:
            yield _wrong(str(error))
            return
        try:
            yield _certificates_asked(gateway)
            yield _order_asked(gateway, settings)
        finally:
            gateway.close()


def _certificates_asked(gateway: WeChatPay) -> Finding:
    try:
        gateway.refresh_certificates()
    except BadReplyError as error:
        # Another APIv3 key, or somebody else's page in the way: only the error itself can tell.
        return _wrong(f"the certificates that came as WeChat Pay's cannot be opened or believed: {error}")
    except ConfigurationError as error:
        return _unproven(f"the APIv3 key can be checked for its form only: {error}")
    except WeChatPayError as error:
        return _unproven(f"the APIv3 key could not be tried: {error}")
    return _good("the APIv3 key opens WeChat Pay's certificates")


def _order_asked(gateway: WeChatPay, settings: Settings) -> Finding:
    place = settings.gateway.url
    try:
        gateway.query_order(f"keys-check-{secrets.token_hex(8)}")  # the till's own numbers begin with digits
    except RefusedError as error:
        if error.code not in {"ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS"}:
            return _wrong(f"{place} refuses: {error}")
    except (BadReplyError, ConfigurationError) as error:
        return _wrong(f"{place} cannot be believed: {error}")
    except WeChatPayError as error:
        return _unproven(f"{place} could not be asked: {error}")
    return _good(f"{place} accepts the private key's signature under this certificate and merchant number")


def _good(sentence: str) -> Finding:
    return Finding(verdict=Verdict.GOOD, sentence=sentence)


def _unproven(sentence: str) -> Finding:
    return Finding(verdict=Verdict.UNPROVEN, sentence=sentence)


def _wrong(sentence: str) -> Finding:
    return Finding(verdict=Verdict.WRONG, sentence=sentence)
