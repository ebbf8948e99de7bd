"""Do the merchant's keys, numbers and certificates belong together? Asked here first, then of WeChat Pay."""

from __future__ import annotations

import enum
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app import account, key_set, merchant_files
from pos_app.config import Profile, Settings
from pos_app.key_set import KeySet
from pos_app.keystore import Keystore, KeystoreError
from pos_app.merchant.words import Check, Note, note
from pos_app.merchant_files import KeyFileError, MerchantCertificate
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, NotSentError, RefusedError, WeChatPayError

SOON = timedelta(days=60)

_REFUSALS = (  # the first that fits
    ("clock is|timestamp", Check.CLOCK_OFF),
    ("APPID_MCHID_NOT_MATCH", Check.APPID_WRONG),
    ("MCH_NOT_EXISTS|商户号不存在", Check.MERCHANT_UNKNOWN),
    ("序列号", Check.SERIAL_WRONG),
    ("证书已(过期|作废|更换)", Check.CERTIFICATE_DEAD),
    ("签名错误", Check.KEY_WRONG),
)


class Verdict(enum.Enum):
    """How one look ended."""

    GOOD = "good"
    UNPROVEN = "unproven"  # nothing speaks against it
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found, with what to do if something is wrong."""

    verdict: Verdict
    note: Note[Check]

    @property
    def sentence(self) -> str:
        """The same in English."""
        return str(self.note)


def check(profile: Profile, settings: Settings, *, clock: Callable[[], float] = time.time) -> Iterator[Finding]:
    """Look at everything in turn: first what can be seen here, then what only WeChat Pay can say.

    It is asked for its certificates, and for an order whose number cannot exist; no money is touched.
    """
    merchant = settings.merchant
    if merchant.missing:
        yield _wrong(Check.SETTINGS_MISSING, names=", ".join(merchant.missing), file=str(profile.settings_file))
    else:
        yield _good(Check.SETTINGS, mchid=merchant.mchid, appid=merchant.appid)
    try:
        own_key = Keystore(profile).merchant_key(merchant.certificate_serial).public_key()
        Keystore(profile).api_v3_key(merchant.certificate_serial)
    except KeystoreError as error:
        yield _wrong(Check.KEYRING_FAILED, reason=str(error))
        return
    yield _good(Check.KEYRING)
    try:
        yield _certificate(merchant_files.read_certificate(profile.certificate_file), settings, own_key, clock())
    except KeyFileError as error:
        yield _unproven(Check.CERTIFICATE_GONE, reason=error.reason)
    if merchant.public_key_id:
        yield _public_key(profile, settings, own_key)
    if merchant.mchid and merchant.appid and merchant.certificate_serial:
        yield from live_check(profile, settings, clock=clock)


def _certificate(certificate: MerchantCertificate, settings: Settings, own_key: object, now: float) -> Finding:
    named, date = settings.merchant.certificate_serial, f"{certificate.expires:%Y-%m-%d}"
    left = certificate.expires - datetime.fromtimestamp(now, UTC)
    if certificate.public_key != own_key:
        return _wrong(Check.CERTIFICATE_MISMATCH)
    if certificate.serial != named:
        return _wrong(Check.CERTIFICATE_OTHER, named=named, found=certificate.serial)
    if certificate.mchid not in {None, settings.merchant.mchid}:
        return _wrong(Check.CERTIFICATE_MERCHANT, found=certificate.mchid or "", wanted=settings.merchant.mchid)
    if left < timedelta():
        return _wrong(Check.CERTIFICATE_EXPIRED, date=date)
    if left < SOON:
        return _unproven(Check.CERTIFICATE_SOON, date=date)
    return _good(Check.CERTIFICATE, serial=named, date=date)


def _public_key(profile: Profile, settings: Settings, own_key: object) -> Finding:
    try:
        key = key_set.read_public_key(profile, settings)
    except KeyFileError as error:
        return _wrong(Check.PUBLIC_KEY_GONE, reason=str(error))
    if key == own_key:
        return _wrong(Check.PUBLIC_KEY_OWN, file=str(profile.public_key_file))
    return _unproven(Check.PUBLIC_KEY_PRESENT)


# ---------------------------------------------------------------- what only WeChat Pay can say


def live_check(
    profile: Profile, settings: Settings, *, keys: KeySet | None = None, clock: Callable[[], float] = time.time
) -> Iterator[Finding]:
    """Ask WeChat Pay, one call a finding, without touching money: stop reading to give up between two.

    Args:
        profile: whose keys are tried, as they lie in the keyring.
        settings: with the numbers to try, saved or not.
        keys: a set to try before it is kept, in place of those.
        clock: epoch seconds.

    Raises:
        KeystoreError: there are no secrets, or the keyring cannot be reached.
    """
    # A folder of its own, because certificates in the profile's would count from then on.
    with tempfile.TemporaryDirectory() as folder:
        try:
            gateway = account.connect(profile, settings, keys=keys, certificate_dir=Path(folder), clock=clock)
        except (ConfigurationError, KeyFileError) as error:
            yield _wrong(Check.UNFIT, reason=str(error))
            return
        try:
            yield _certificates_asked(gateway, settings)
            yield _order_asked(gateway, settings)
        finally:
            gateway.close()


def _certificates_asked(gateway: WeChatPay, settings: Settings) -> Finding:
    try:
        gateway.refresh_certificates()
    except BadReplyError as error:
        return _unbelievable(error, settings)
    except ConfigurationError as error:
        return _unproven(Check.API_KEY_UNTRIED, reason=str(error))
    except WeChatPayError as error:
        return _unasked(error, settings)
    return _good(Check.API_KEY_PROVEN)


def _order_asked(gateway: WeChatPay, settings: Settings) -> Finding:
    try:
        gateway.query_order(f"keys-check-{secrets.token_hex(8)}")  # the till's own numbers begin with digits
    except RefusedError as error:
        if error.code not in {"ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS"}:
            return _refused(error, settings)
    except BadReplyError as error:
        return _unbelievable(error, settings)
    except ConfigurationError as error:
        return _wrong(Check.UNFIT, reason=str(error))
    except WeChatPayError as error:
        return _unasked(error, settings)
    return _good(Check.SIGNATURE, place=settings.gateway.url)


def _unbelievable(error: BadReplyError, settings: Settings) -> Finding:
    """Tell a wrong key of ours from a stranger in the way; only the error's own words can."""
    said, place = str(error), settings.gateway.url
    if "is the APIv3 key" in said:
        return _wrong(Check.API_KEY_WRONG)
    if "clock right" in said:
        return _wrong(Check.CLOCK_OFF)
    if "not the provider's" in said or "not JSON" in said or "not signed" in said:
        return _wrong(Check.STRANGER, place=place)
    if settings.merchant.public_key_id and "signature" in said:
        return _wrong(Check.PUBLIC_KEY_WRONG, id=settings.merchant.public_key_id)
    return _wrong(Check.FORGED, place=place, reason=said)


def _refused(error: RefusedError, settings: Settings) -> Finding:
    """Say which of the numbers and keys WeChat Pay means. Its codes are few, so its words count (section 1.9)."""
    said = str(error)  # its code first
    say = next((say for pattern, say in _REFUSALS if re.search(pattern, said)), Check.REFUSED)
    merchant = settings.merchant
    return _wrong(
        say,
        mchid=merchant.mchid,
        appid=merchant.appid,
        serial=merchant.certificate_serial,
        place=settings.gateway.url,
        reason=said,
    )


def _unasked(error: WeChatPayError, settings: Settings) -> Finding:
    said, place = str(error), settings.gateway.url
    if not isinstance(error, NotSentError):
        return _unproven(Check.BUSY, place=place, reason=said)
    if "Proxy" in said:
        return _unproven(Check.PROXY, place=place, reason=said)
    if "SSL" in said or "Certificate" in said:
        return _unproven(Check.NO_TRUST, place=place, reason=said)
    return _unproven(Check.NO_NETWORK, place=place, reason=said)


def _good(say: Check, **facts: str) -> Finding:
    return Finding(verdict=Verdict.GOOD, note=note(say, **facts))


def _unproven(say: Check, **facts: str) -> Finding:
    return Finding(verdict=Verdict.UNPROVEN, note=note(say, **facts))


def _wrong(say: Check, **facts: str) -> Finding:
    return Finding(verdict=Verdict.WRONG, note=note(say, **facts))
