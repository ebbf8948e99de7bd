"""Backups: the ledger as it stands, the settings, and what PINs are checked with, in one file that a passphrase opens.

The merchant's private key and APIv3 key are not in it. A backup travels, its passphrase may be guessed one day, and
these keys move money: whoever restores a till imports them anew from the merchant's own files (`pos-app keys import`).

Nothing half-done is ever left under a final name. A backup is read back, byte by byte, before it gets its name; what
is restored is proven sound before the profile appears.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import os
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from pos_app import __version__, settings_file
from pos_app.config import Profile, Settings
from pos_app.core.errors import InvalidInputError, LedgerFullError
from pos_app.core.journal import Flaw, heads_in
from pos_app.core.ledger import open_ledger
from pos_app.core.ledger_backup import copy_ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.keystore import Keystore
from pos_app.strongbox import BrokenStrongboxError, Opening, Sealing

log = logging.getLogger(__name__)

Watch = Callable[[int, int], None]
Clock = Callable[[], datetime]

_LEDGER, _SECRETS, _MANIFEST = "ledger.sqlite3", "secrets.json", "manifest.json"
_FILES = ("settings.toml", "apiclient_cert.pem", "pub_key.pem")  # none of them secret
_LONGEST = 8 * 1024 * 1024  # bytes of anything but the ledger
_BLOCK = 1024 * 1024
_HELD = (_MANIFEST, _SECRETS)  # parts that are never written down in the open
_ABANDONED = 24 * 60 * 60  # seconds after which nobody is at work in a folder any more
_NO_BACKUP = "what is in the file is not a backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was written and read back."""

    file: Path
    size: int  # bytes
    entries: int  # of the journal, up to the head of each till
    people_secrets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A profile that came from a backup."""

    profile: Profile
    made_at: datetime
    entries: int
    flaws: tuple[Flaw, ...]


# ---------------------------------------------------------------- making


def make(profile: Profile, settings: Settings, file: Path, passphrase: str, *, clock: Clock, watch: Watch) -> Made:
    """Back the profile up into a file, while the till may be open.

    Args:
        profile: whose ledger, settings and secrets.
        settings: as they are.
        file: where to; must not be there yet.
        passphrase: what will open it.
        clock: the time.
        watch: is told how far the ledger is copied; it may raise to end it.

    Raises:
        InvalidInputError: the ledger is on a server, the passphrase is too short, or the file is there already.
        LedgerError: the ledger cannot be read, is damaged, or the disk is full; no file was left.
        KeystoreError: the keyring cannot be reached.
    """
    if settings.ledger.url:
        raise InvalidInputError(
            "ledger",
            "is on PostgreSQL, which has its own tool: pg_dump --format=custom --file=FILE, with the address in"
            " settings.toml; the secret of the PINs is saved by: pos-app staff secret export FILE",
        )
    if not profile.ledger_file.exists():
        raise InvalidInputError("ledger", f"there is none yet at {profile.ledger_file}")
    if file.exists():
        raise InvalidInputError("file", f"{file} is there already; a backup never overwrites anything")
    with _disk_errors(file), _workshop(profile.directory, "backup") as shop:
        copy_ledger(profile.ledger_file, shop / _LEDGER, watch)
        with read_ledger(shop / _LEDGER, clock=clock) as ledger:
            heads = ledger.heads()
            secrets = Keystore(profile).people_secrets(
                member.number for member in ledger.staff() if member.second_factor
            )
        for name in _FILES:
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(profile.directory / name, shop / name)
        manifest = {
            "format": 1, "program": __version__, "profile": profile.name, "till": settings.till.id,
            "made_at": clock().isoformat(), "heads": [str(head) for head in heads],
        }  # fmt: skip
        size = _seal(shop, secrets, manifest, file, passphrase)
    log.info("backed the ledger up to %s, %d bytes", file, size)
    return Made(file=file, size=size, entries=sum(head.sequence for head in heads), people_secrets=len(secrets))


def name_for(profile: Profile, at: datetime) -> str:
    """Name a backup by profile and time, so that names sort as time."""
    return f"pos_app-{profile.name}-{at:%Y%m%dT%H%M%S}.backup"


def ours(folder: Path, profile: Profile) -> list[Path]:
    """List the backups of a profile that lie in a folder under names of ours, the newest first."""
    pattern = re.compile(rf"pos_app-{re.escape(profile.name)}-[0-9]{{8}}T[0-9]{{6}}\.backup")
    try:
        return sorted((path for path in folder.iterdir() if pattern.fullmatch(path.name)), reverse=True)
    except FileNotFoundError:
        return []


def prune(folder: Path, profile: Profile, keep: int) -> int:
    """Delete all but the newest backups of a profile; say how many went. What cannot be deleted stays."""
    gone = 0
    for path in ours(folder, profile)[keep:]:
        with contextlib.suppress(OSError):
            path.unlink()
            gone += 1
    return gone


def _seal(
    shop: Path, secrets: Mapping[str, str], manifest: Mapping[str, Any], file: Path, passphrase: str
) -> int:  # fmt: skip
    """Write everything into one sealed file, read it back, and only then give it its name."""
    names = [name for name in (_LEDGER, *_FILES) if (shop / name).exists()]
    held = {_SECRETS: _json(secrets)}  # never on the disk in the open, not even for a moment (rule M11)
    sums = {name: _sum_of(shop / name) for name in names} | {_SECRETS: _sum(io.BytesIO(held[_SECRETS]))}
    held = {_MANIFEST: _json({**manifest, "sha256": sums}), **held}
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f".{file.name}.part")
    try:
        with _private(part) as stream:
            sealing = Sealing(stream, passphrase)
            with tarfile.open(fileobj=sealing, mode="w|") as archive:  # type: ignore[call-overload] # it only writes
                for name, content in held.items():
                    member = tarfile.TarInfo(name)
                    member.size = len(content)
                    archive.addfile(_nameless(member), io.BytesIO(content))
                for name in names:
                    archive.add(shop / name, arcname=name, filter=_nameless)
            sealing.close()
            stream.flush()
            os.fsync(stream.fileno())
        _read_back(part, passphrase, sums)
        part.replace(file)
        _settle(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return file.stat().st_size


def _read_back(part: Path, passphrase: str, sums: Mapping[str, str]) -> None:
    found = {name: _sum(member) for name, member in _members(part, passphrase)}
    del found[_MANIFEST]
    if found != sums:
        raise BrokenStrongboxError(f"the backup was not read back as it was written: the disk of {part.parent} errs")


def _private(path: Path) -> BinaryIO:
    """Open a new file that nobody else can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _settle(folder: Path) -> None:
    """See that a new name is on the disk too, where a folder can be told to."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# ---------------------------------------------------------------- restoring


def restore(
    file: Path, passphrase: str, into: Profile, *, who: str, clock: Clock, watch: Watch, flawed: bool = False
) -> Restored:
    """Make a new profile of a backup, once all of it has proven sound.

    Args:
        file: the backup.
        passphrase: what it was sealed with.
        into: a profile that is not there yet.
        who: the account that does it, for the journal.
        clock: the time.
        watch: is told how far the book was looked over; it may raise to end it.
        flawed: take a book in which flaws are found: better than none.

    Raises:
        InvalidInputError: the profile is there, or its keyring holds other secrets; or the book has flaws.
        StrongboxError: the file does not open, or is damaged.
        LedgerError: the ledger in it is of a newer program, or the disk is full.
        KeystoreError: the keyring cannot be reached.
    """
    if not file.is_file():
        raise InvalidInputError("file", f"there is none at {file}")
    if into.directory.exists() and any(into.directory.iterdir()):
        raise InvalidInputError("profile", f"{into.name} is there already, in {into.directory}; name a new one")
    with _disk_errors(into.directory), _workshop(into.directory.parent, "restore") as shop:
        manifest, secrets = _unpack(file, passphrase, shop)
        settings = settings_file.load(Profile(name=into.name, directory=shop))
        with open_ledger(shop / _LEDGER, till=settings.till.id, clock=clock) as ledger:
            known = tuple(heads_in("\n".join(manifest["heads"])))
            found = ledger.verify(known=known, watch=watch)
            if found.flaws and not flawed:
                raise InvalidInputError(
                    "backup", f"its book has {len(found.flaws)} flaws ({found.flaws[0].where}: {found.flaws[0].what});"
                    " --flawed takes it as it is",
                )  # fmt: skip
            facts = {"made_at": manifest["made_at"], "entries": found.entries, "flaws": len(found.flaws)}
            ledger.note_restored(who=who, facts=facts)
        Keystore(into).keep_people_secrets(secrets)
        (shop / f"{_LEDGER}.lock").unlink(missing_ok=True)
        if into.directory.exists():
            into.directory.rmdir()  # empty, or it raises
        shop.rename(into.directory)
        _settle(into.directory.parent)
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Restored(profile=into, made_at=made_at, entries=found.entries, flaws=found.flaws)


def _unpack(file: Path, passphrase: str, shop: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Put the files of a backup into the workshop; give its manifest and the secrets, which stay in memory."""
    sums, held = {}, {}
    try:
        for name, member in _members(file, passphrase):
            if name in held:
                raise BrokenStrongboxError(_NO_BACKUP)
            if name in _HELD:
                held[name] = member.read()
                sums[name] = _sum(io.BytesIO(held[name]))
                continue
            with _private(shop / name) as stream:
                shutil.copyfileobj(member, stream, _BLOCK)
            sums[name] = _sum_of(shop / name)
        manifest, secrets = (json.loads(held[name]) for name in _HELD)
        if not isinstance(manifest, dict) or not {"sha256", "heads", "made_at"} <= manifest.keys():
            raise BrokenStrongboxError(_NO_BACKUP)
        if not isinstance(secrets, dict) or not all(isinstance(secret, str) for secret in secrets.values()):
            raise BrokenStrongboxError(_NO_BACKUP)
        datetime.fromisoformat(manifest["made_at"])
        "".join(manifest["heads"])
    except (FileExistsError, KeyError, RecursionError, TypeError, ValueError, tarfile.TarError) as error:
        # A name twice, or one that is missing; words that mean something else.
        raise BrokenStrongboxError(_NO_BACKUP) from error
    del sums[_MANIFEST]
    if sums != manifest["sha256"] or _LEDGER not in sums:
        raise BrokenStrongboxError("a part of the backup is not as it was written")
    return manifest, secrets


def _members(file: Path, passphrase: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Open a sealed file and give what is in it, one by one, up to its proven end; names of others are refused."""
    with file.open("rb") as stream:
        opening = Opening(stream, passphrase)
        try:
            with tarfile.open(fileobj=opening, mode="r|") as archive:  # type: ignore[call-overload] # it only reads
                for entry in archive:
                    content = archive.extractfile(entry) if entry.isreg() else None
                    large = entry.name != _LEDGER and entry.size > _LONGEST
                    if content is None or large or entry.name not in {_LEDGER, _SECRETS, _MANIFEST, *_FILES}:
                        raise BrokenStrongboxError(_NO_BACKUP)
                    yield entry.name, content
        except tarfile.TarError as error:
            raise BrokenStrongboxError(_NO_BACKUP) from error
        while opening.read(_BLOCK):
            pass  # what follows the archive is padding; only its end proves that nothing is cut off


# ---------------------------------------------------------------- the secret of the PINs, by itself


def export_secrets(held: Mapping[str, str], file: Path, passphrase: str) -> None:
    """Seal what PINs are checked with into a file for another till of the shop.

    Raises:
        InvalidInputError: the file is there already, or the passphrase is too short.
        LedgerFullError: the disk refuses.
    """
    if file.exists():
        raise InvalidInputError("file", f"{file} is there already; nothing is overwritten")
    sealed = io.BytesIO()
    sealing = Sealing(sealed, passphrase)
    sealing.write(json.dumps(dict(held)).encode())
    sealing.close()
    with _disk_errors(file):
        settings_file.write_whole(file, sealed.getvalue())


def import_secrets(file: Path, passphrase: str) -> dict[str, str]:
    """Open what ``export_secrets`` sealed.

    Raises:
        InvalidInputError: there is no such file.
        StrongboxError: it does not open, or is something else.
    """
    try:
        with file.open("rb") as stream:
            held = json.loads(Opening(stream, passphrase).read(_LONGEST))
    except OSError as error:
        raise InvalidInputError("file", f"{file}: {error.strerror}") from error
    except (RecursionError, ValueError):
        raise BrokenStrongboxError("what is in the file is not the secret of PINs") from None
    if not isinstance(held, dict) or not all(isinstance(secret, str) for secret in held.values()):
        raise BrokenStrongboxError("what is in the file is not the secret of PINs")
    return held


# ---------------------------------------------------------------- files


def _sweep(folder: Path) -> None:
    """Remove what was left where a backup or a restore was killed: a copy of the ledger, and no secret."""
    for what in ("backup", "restore"):
        for left in folder.glob(f".{what}-*"):
            if time.time() - left.stat().st_mtime > _ABANDONED:  # a younger one may be at work
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _workshop(folder: Path, what: str) -> Iterator[Path]:
    """Give a private folder to work in, on the disk where the result will lie; nothing of it stays but by renaming."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    shop = Path(tempfile.mkdtemp(prefix=f".{what}-", dir=folder))
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


@contextmanager
def _disk_errors(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerFullError(f"{where}: {error.strerror or error}") from error


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(content), ensure_ascii=False, indent=1).encode()


def _sum_of(path: Path) -> str:
    with path.open("rb") as stream:
        return _sum(stream)


def _sum(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
