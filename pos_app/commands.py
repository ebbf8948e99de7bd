"""The commands of `pos-app` that need no window. Each gives an exit code: 0 done, 1 refused or something is wrong."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pos_app import account, key_check, rotation, settings_file
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError, LedgerDamagedError, PosError
from pos_app.core.journal import GENESIS, Head, heads_in
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_staff import StaffReader
from pos_app.key_check import Verdict
from pos_app.keystore import Keystore
from pos_app.merchant.recognition import recognise

UNSEEN, STOPPED = 2, 130
"""Exit codes: what was to be looked at could not be; a person pressed Ctrl+C."""

_EXAMPLE = Head(till="01", sequence=1, hash=GENESIS)
_MARKS = {Verdict.GOOD: "ok  ", Verdict.UNPROVEN: "?   ", Verdict.WRONG: "BAD "}


def keys(given: argparse.Namespace, profile: Profile) -> int:
    """Import, check or forget the merchant's keys."""
    match given.deed:
        case "import":
            return _import(given, profile)
        case "renew":
            return _renew(given, profile)
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


def _renew(given: argparse.Namespace, profile: Profile) -> int:
    """Name what was found, prove it at WeChat Pay, and only then use it."""
    found = recognise(given.files, mchid=settings_file.load(profile).merchant.mchid)
    for find in found.finds:
        _say(f"{'ok  ' if find.taken else '-   '}{find.file}: {find.note}")
    key = _api_v3_key() if given.api_v3_key else ""
    ended = rotation.rotate(
        profile,
        rotation.renewed(profile, found, api_v3_key=key, public_key_id=given.public_key_id or ""),
    )
    for finding in ended.findings:
        _say(f"{_MARKS[finding.verdict]}{finding.sentence}")
    _say("the new keys are in use; open the till anew" if ended.taken else "not proven: the old keys stay in use")
    return int(not ended.taken)


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


def verify_ledger(given: argparse.Namespace, profile: Profile) -> int:
    """Look over the whole book: chains, numbers, moves and sums. Works while the till is open.

    Returns:
        0: sound; 1: flaws were found, or the file is damaged; 2: it could not be looked at; 130: stopped by a person.
    """
    try:
        known = _known_heads(given.known)
        with read_book(profile) as ledger, progress("looked at") as watch:
            found = ledger.verify(known=known, watch=watch)
    except KeyboardInterrupt:
        sys.stderr.write("pos-app: stopped before the end; what was looked at is not told\n")
        return STOPPED
    except LedgerDamagedError:
        raise
    except PosError as error:
        sys.stderr.write(f"pos-app: {error}\n")
        return UNSEEN
    for flaw in found.flaws:
        _say(f"BAD {flaw.where}: {flaw.what}")
    for head in found.heads:
        _say(str(head))
    _say(f"{found.entries} entries, {len(found.flaws)} flaws")
    return int(not found.sound)


def _known_heads(given: Sequence[str]) -> tuple[Head, ...]:
    """Read heads as `ledger verify` prints them, from words or from files."""
    known: list[Head] = []
    for words in given:
        found = tuple(heads_in(words))
        if not found:
            try:
                found = tuple(heads_in(Path(words).read_text("utf-8", "replace")))
            except OSError as error:
                raise InvalidInputError("--known", f"{words}: {error.strerror}") from error
        if not found:
            raise InvalidInputError("--known", f"{words} holds no head such as: {_EXAMPLE}")
        known.extend(found)
    return tuple(known)


@contextmanager
def progress(verb: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows on the terminal how far something long has come; silent where there is none."""
    shown = -1

    def watch(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 * done // max(of, 1)
        if percent > shown:
            shown = percent
            sys.stderr.write(f"\r{verb} {done} of {of} ({percent} %)")
            sys.stderr.flush()

    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    try:
        yield watch
    finally:
        sys.stderr.write("\r\x1b[K" if shown >= 0 else "")


def list_unresolved(_given: argparse.Namespace, profile: Profile) -> int:
    """List what waits for a manager; 1 if there is anything. Works while the till is open."""
    with read_book(profile) as ledger:
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


def read_book(profile: Profile) -> AbstractContextManager[StaffReader]:
    """Read the profile's ledger, which must be there already, beside the till that may have it open."""
    return read_ledger(_place_of(profile), clock=now)


def open_book(profile: Profile) -> Ledger:
    """Open the profile's ledger to write; it must be there already, and no till may have it open."""
    settings = settings_file.load(profile)
    return open_ledger(_place_of(profile), till=settings.till.id, clock=now)


def _place_of(profile: Profile) -> Path | str:
    settings = settings_file.load(profile)
    if not settings.ledger.url and not profile.ledger_file.exists():
        raise InvalidInputError("ledger", f"there is none yet at {profile.ledger_file}")
    return settings.ledger.url or profile.ledger_file


def now() -> datetime:
    """Say what time it is."""
    return datetime.now(UTC)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
