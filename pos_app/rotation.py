"""New keys for a till that is at work: proven at WeChat Pay before they count, with the old ones in use until then.

A merchant certificate ends after five years, an APIv3 key is changed when somebody leaves, and merchants of long
standing move from platform certificates to the public key (wechatpay-api.md, sections 3.4 and 3.5).
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from pos_app import key_check, key_set
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError
from pos_app.key_check import Finding, Verdict
from pos_app.key_set import KeySet
from pos_app.keystore import check_api_v3_key
from pos_app.merchant.recognition import Recognised
from pos_app.merchant.words import Check, Problem, note

log = logging.getLogger(__name__)

NOTHING = Recognised()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """How it ended.

    Attributes:
        taken: the new keys are in use; otherwise the old ones are, as before.
        findings: what WeChat Pay said to the new keys.
    """

    taken: bool
    findings: tuple[Finding, ...]


def renewed(profile: Profile, found: Recognised = NOTHING, *, api_v3_key: str = "", public_key_id: str = "") -> KeySet:
    """Give the set in use with what is new in it. Nothing is written or sent.

    Args:
        profile: whose keys they are.
        found: a new private key with its certificate, or WeChat Pay's public key, or all of these.
        api_v3_key: the new one, if it was changed on the merchant platform.
        public_key_id: of the public key, if no file told it.

    Raises:
        InvalidInputError: nothing is new, the files do not fit, or are another merchant's.
        KeyFileError: the set in use is not whole.
        SettingsError: the settings are broken.
        KeystoreError: there are no secrets yet, or the keyring cannot be reached.
    """
    old = key_set.in_use(profile)
    merchant = old.settings.merchant
    public_key_id = public_key_id.strip() or found.public_key_id or merchant.public_key_id
    _check(found, public_key_id, merchant.mchid)
    new = dataclasses.replace(
        old,
        private_key=found.private_key or old.private_key,
        certificate=found.certificate or old.certificate,
        api_v3_key=check_api_v3_key(api_v3_key.strip()) if api_v3_key else old.api_v3_key,
        public_key=found.public_key or old.public_key,
        settings=dataclasses.replace(
            old.settings,
            merchant=dataclasses.replace(
                merchant,
                certificate_serial=(found.certificate or old.certificate).serial,
                public_key_id=public_key_id,
            ),
        ),
    )
    if new.settings == old.settings and new.api_v3_key == old.api_v3_key and new.public_key == old.public_key:
        raise InvalidInputError("files", str(note(Problem.NOTHING_NEW)))
    return new


def _check(found: Recognised, public_key_id: str, mchid: str) -> None:
    own = found.private_key is not None or found.certificate is not None
    wrong = [*found.conflicts, *(found.missing if own else ())]
    if found.mchid not in {None, mchid}:
        wrong.append(note(Problem.OTHER_MERCHANT, file="apiclient_cert.pem", found=found.mchid or "", wanted=mchid))
    if found.public_key is not None and not public_key_id:
        wrong.append(note(Problem.NO_PUBLIC_KEY_ID))
    if wrong:
        raise InvalidInputError("files", "; ".join(map(str, wrong)))


def rotate(profile: Profile, keys: KeySet, *, clock: Callable[[], float] = time.time) -> Rotated:
    """Prove a set at WeChat Pay; only if it is proven, let it take the place of the one in use.

    To repeat does no harm, and a crash at any moment leaves one working set in use.

    Raises:
        KeyFileError: the disk refuses; the old set stays.
        SettingsError: likewise.
        KeystoreError: likewise, of the keyring.
    """
    findings = tuple(key_check.live_check(profile, keys.settings, keys=keys, clock=clock))
    proven = {one.note.say for one in findings if one.verdict is Verdict.GOOD}
    wrong = any(one.verdict is Verdict.WRONG for one in findings)
    if wrong or Check.SIGNATURE not in proven:
        log.warning("new keys were not proven, the old ones stay: %s", "; ".join(one.sentence for one in findings))
        return Rotated(taken=False, findings=findings)
    key_set.keep(profile, keys)
    return Rotated(taken=True, findings=findings)
