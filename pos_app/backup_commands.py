"""`pos-app backup`, `restore`, and `staff secret`: what leaves the machine under a passphrase, and comes back."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

from pos_app import backup, settings_file
from pos_app.commands import STOPPED, progress, read_book
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError
from pos_app.keystore import Keystore
from pos_app.strongbox import check_passphrase

PASSPHRASE = "passphrase"  # noqa: S105 - a word of the command line
"""Stands in the place of a file, to set the one for the till's own backups; a file of that name is ./passphrase."""


def back_up(given: argparse.Namespace, profile: Profile) -> int:
    """Back the profile up, beside the till that may have it open; or set the passphrase of the till's own backups."""
    if given.file == PASSPHRASE:
        Keystore(profile).keep_backup_passphrase(_new_passphrase())
        kept = settings_file.load(profile).backup
        where = kept.directory or profile.backups_dir
        _say(f"the till now backs itself up to {where} each day from {kept.hour}:00 on, and when it is closed")
        return 0
    if given.file is not None and given.dir is not None:
        raise InvalidInputError("backup", "give a file or a folder, not both")
    settings = settings_file.load(profile)
    folder = given.dir or settings.backup.directory or profile.backups_dir
    file = Path(given.file) if given.file else folder / backup.name_for(profile, datetime.now().astimezone())
    passphrase = _passphrase_for(profile)
    try:
        with progress("copied") as watch:
            made = backup.make(profile, settings, file, passphrase, clock=_now, watch=watch)
    except KeyboardInterrupt:
        sys.stderr.write("pos-app: stopped; no backup was made\n")
        return STOPPED
    _say(f"{made.file}: {made.entries} entries, {made.size} bytes, written and read back")
    _say("the merchant's private key and APIv3 key are not in it: keep the merchant's own files")
    return 0


def restore(given: argparse.Namespace) -> int:
    """Make a new profile of a backup."""
    into = Profile.locate(given.into, given.data_dir)
    if into.training:
        raise InvalidInputError("profile", "training makes its own ledger; restore into another profile")
    passphrase = _ask("Passphrase (not shown): ")
    try:
        with progress("looked at") as watch:
            found = backup.restore(
                given.file, passphrase, into, who=getpass.getuser(), clock=_now, watch=watch, flawed=given.flawed
            )
    except KeyboardInterrupt:
        sys.stderr.write("pos-app: stopped; nothing was put in place\n")
        return STOPPED
    for flaw in found.flaws:
        _say(f"BAD {flaw.where}: {flaw.what}")
    _say(f"restored {found.entries} entries of {found.made_at.astimezone():%Y-%m-%d %H:%M} into {into.directory}")
    _say("what was sold or refunded after that moment is not in it: compare with WeChat Pay's bill")
    _say(f"next: pos-app --profile {into.name} keys import")
    return 0


def staff_secret(given: argparse.Namespace, profile: Profile) -> int:
    """Carry what PINs are checked with to another till on the same PostgreSQL ledger."""
    keystore = Keystore(profile)
    if given.way == "export":
        with read_book(profile) as ledger:
            held = keystore.people_secrets(member.number for member in ledger.staff() if member.second_factor)
        if not held:
            raise InvalidInputError("secret", "there is none yet: it is made with the first member of the staff")
        backup.export_secrets(held, given.file, _new_passphrase())
        _say(f"{given.file}: what PINs are checked with; take it to the other till, import it there, delete it")
        return 0
    held = backup.import_secrets(given.file, _ask("Passphrase (not shown): "))
    keystore.keep_people_secrets(held, replace=given.replace)
    _say(f"this till now checks the PINs of the shop ({len(held)} secrets); delete {given.file}")
    return 0


def _passphrase_for(profile: Profile) -> str:
    """Take a passphrase from standard input, from the keyring, or from a person who types it twice."""
    if not sys.stdin.isatty() and (typed := _line()):
        return typed
    return Keystore(profile).backup_passphrase() or _new_passphrase()


def _new_passphrase() -> str:
    """Take a passphrase where no list of processes and no history of a shell can show it; twice from a person."""
    first = check_passphrase(_ask("New passphrase (at least 10 characters, not shown): "))
    if sys.stdin.isatty() and _ask("The same again: ") != first:
        raise InvalidInputError("passphrase", "the two are not the same; nothing was done")
    return first


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        return _line()
    try:
        return getpass.getpass(prompt)
    except EOFError:  # the person gave up; none is refused like a wrong one
        return ""


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _now() -> datetime:
    return datetime.now(UTC)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
