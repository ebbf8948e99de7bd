"""The commands of `pos-app` that need no window. Each gives an exit code: 0 done, 1 refused or something is wrong."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from pos_app import account, key_check, settings_file
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.key_check import Verdict
from pos_app.keystore import Keystore

_MARKS = {Verdict.GOOD: "ok  ", Verdict.UNPROVEN: "?   ", Verdict.WRONG: "BAD "}


def keys(given: argparse.Namespace, profile: Profile) -> int:
    """Import, check or forget the merchant's keys."""
    match given.deed:
        case "import":
            return _import(given, profile)
        case "check":
            return _check(profile)
        case _:
            found = Keystore(profile).forget()
            _say(f"the keyring {'now holds' if found else 'held'} no keys of profile {profile.name}")
            return 0


def _import(given: argparse.Namespace, profile: Profile) -> int:
    files = account.MerchantFiles(
        private_key=given.private_key,
        certificate=given.certificate,
        public_key=given.public_key,
        public_key_id=given.public_key_id,
    )
    imported = account.import_merchant(profile, files, _api_v3_key())
    merchant = imported.settings.merchant
    _say(f"imported the keys of merchant {merchant.mchid}; the certificate expires on {imported.expires:%Y-%m-%d}")
    if merchant.missing:
        _say(f"still to be filled in, in {profile.settings_file}: {', '.join(merchant.missing)}")
    return 0


def _api_v3_key() -> str:
    """Take the key where no list of processes and no history of a shell can show it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    try:
        return getpass.getpass("APIv3 key (32 characters, not shown): ").strip()
    except EOFError:  # the person gave up; no key is refused like a wrong one
        return ""


def _check(profile: Profile) -> int:
    wrong = False
    for finding in key_check.check(profile, settings_file.load(profile)):
        wrong = wrong or finding.verdict is Verdict.WRONG
        _say(f"{_MARKS[finding.verdict]}{finding.sentence}")
    return int(wrong)


def verify_ledger(profile: Profile) -> int:
    """Look over the whole book: chains, moves and sums."""
    with open_book(profile) as ledger:
        found = ledger.verify()
    for flaw in found.flaws:
        _say(f"BAD {flaw.where}: {flaw.what}")
    for head in found.heads:
        _say(f"till {head.till}: entry {head.sequence}, head of the chain {head.hash}")
    _say(f"{found.entries} entries, {len(found.flaws)} flaws")
    return int(not found.sound)


def list_unresolved(profile: Profile) -> int:
    """List what waits for a manager; 1 if there is anything."""
    with open_book(profile) as ledger:
        waiting, recoveries = ledger.unresolved(), ledger.recoveries()
    for item in waiting:
        answer = "" if item.resolution is None else f", answered for by {item.resolution.resolved_by}"
        _say(
            f"{item.since.astimezone():%Y-%m-%d %H:%M}  {item.kind.value:<12} ¥{item.amount}  {item.number}  "
            f"-> {item.remedy.value}{answer}"
        )
    for recovery in recoveries:
        _say(f"{recovery.at.astimezone():%Y-%m-%d %H:%M}  recovery     {recovery.member}, from {recovery.account}")
    left = sum(item.resolution is None for item in waiting) + len(recoveries)
    _say(f"{left} unresolved")
    return int(bool(left))


def open_book(profile: Profile) -> Ledger:
    """Open the profile's ledger, which must be there already."""
    settings = settings_file.load(profile)
    if not settings.ledger.url and not profile.ledger_file.exists():
        raise InvalidInputError("ledger", f"there is none yet at {profile.ledger_file}")
    return open_ledger(
        settings.ledger.url or profile.ledger_file, till=settings.till.id, clock=lambda: datetime.now(UTC)
    )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
