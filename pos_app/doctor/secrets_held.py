"""Keyring and keys."""

from __future__ import annotations

from collections.abc import Iterator

from pos_app import key_check
from pos_app.doctor import outcomes
from pos_app.doctor.case import Case
from pos_app.doctor.finding import Finding, found
from pos_app.keystore import (
    KeyringLockedError,
    Keystore,
    KeystoreError,
    NoKeyringError,
    SecretDamagedError,
    SecretMissingError,
)

_BY_VERDICT = {
    key_check.Verdict.GOOD: outcomes.KEYS_GOOD,
    key_check.Verdict.UNPROVEN: outcomes.KEYS_UNPROVEN,
    key_check.Verdict.WRONG: outcomes.KEYS_WRONG,
}


def keyring(case: Case) -> Iterator[Finding]:
    """Open the keyring and take this till's keys out, for a moment."""
    try:
        serial = case.settings.merchant.certificate_serial
        Keystore(case.profile).merchant_key(serial)
        Keystore(case.profile).api_v3_key(serial)
    except KeystoreError as error:
        yield _keyring_trouble(error)
    else:
        yield found(outcomes.KEYRING_GOOD)


def _keyring_trouble(error: KeystoreError) -> Finding:
    match error:
        case NoKeyringError():
            return found(outcomes.KEYRING_NONE, reason=error.reason)
        case KeyringLockedError():
            return found(outcomes.KEYRING_LOCKED)
        case SecretMissingError():
            return found(outcomes.KEYRING_EMPTY)
        case SecretDamagedError():
            return found(outcomes.KEYRING_DAMAGED)
    return found(outcomes.KEYRING_REFUSED, reason=error)


def keys(case: Case) -> Iterator[Finding]:
    """Prove that keys, certificates and numbers belong together, as `pos-app keys check` does."""
    for finding in key_check.check(case.profile, case.settings, clock=case.clock):
        case.watch(0, 0)
        yield found(_BY_VERDICT[finding.verdict], words=finding.sentence)
