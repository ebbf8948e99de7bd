"""`pos-app staff`: the way back in for a shop that lost the PIN of its last manager.

It needs the account that the till runs under, its keyring, and the till to be closed. It leaves a trace in the
journal, and among what is unresolved until a manager has seen it.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from pos_app.commands import open_book, read_book
from pos_app.config import Profile
from pos_app.core.authority import Authority
from pos_app.keystore import Keystore


def staff(given: argparse.Namespace, profile: Profile) -> int:
    """Recover a manager's PIN, or list who works here."""
    if given.deed == "recover":
        return _recover(profile, given.name)
    with read_book(profile) as ledger:
        for member in ledger.staff():
            _say(f"{member.role.value:<10} {member.name}{'' if member.enabled else '  (works here no longer)'}")
    return 0


def _recover(profile: Profile, name: str) -> int:
    pin = _pin()
    with open_book(profile) as ledger:
        keystore = Keystore(profile)
        keystore.pepper(make=True)  # a keyring that lost it has made every other PIN wrong already
        Authority(ledger, keystore, clock=_now).recover(name, pin, account=getpass.getuser())
    _say(f"{name} is a manager with the new PIN; this is written down, and shown until a manager has seen it")
    return 0


def _pin() -> str:
    """Take the PIN where no list of processes and no history of a shell can show it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    try:
        return getpass.getpass("New PIN (4 to 8 digits, not shown): ").strip()
    except EOFError:  # the person gave up; no PIN is refused like a wrong one
        return ""


def _now() -> datetime:
    return datetime.now(UTC)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
