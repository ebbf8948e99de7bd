"""Unpacking a version beside the others: nothing lands outside its folder, and no half of it under its name."""

from __future__ import annotations

import errno
import lzma
import os
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pos_app.updates.durable import keep_names
from pos_app.updates.installation import EXECUTABLE, Installation, environment
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.version import Version

_STARTS_WITHIN = 60  # seconds: a cold disk and a virus scanner take their time
_MOST_FILES = 20_000
_LARGEST = 2 * 1024**3  # bytes, unpacked


def unpack(archive: Path, version: Version, installation: Installation) -> None:
    """Put a version beside the others and prove that it starts; the one that runs is not touched.

    Args:
        archive: a proven portable package: a tar whose files lie under ``pos-app/versions/VERSION/``.
        version: the one in it.
        installation: a portable one.

    Raises:
        UpdateError: the archive is not right, there is no room, or the version does not start here.
    """
    if installation.holds(version):
        return
    part = installation.root / "versions" / f".{version}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)  # of a try that was torn
        part.mkdir(parents=True)
        extract(archive, version, part)
        _prove(part, version)
        _write_through(part)
        installation.take_in(part, version)
    except OSError as error:
        why = Refusal.NO_ROOM if error.errno in _FULL else Refusal.NOT_WRITABLE
        raise UpdateError(why, f"{error.filename or part}: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def tidy(installation: Installation) -> None:
    """Delete versions that are neither current nor to go back to, and what was torn; what cannot be deleted stays."""
    kept = {str(installation.version), str(installation.current)}
    if installation.previous is not None:
        kept.add(str(installation.previous.version))
    for folder in (installation.root / "versions").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


_FULL = {errno.ENOSPC, errno.EDQUOT}


def extract(archive: Path, version: Version, part: Path) -> None:
    """Unpack a version's own folder; the starter at the head of the archive stays what it is.

    Raises:
        UpdateError: it is no archive, or something in it may not be unpacked.
        OSError: it cannot be read, or its files not be written.
    """
    try:
        _extract(archive, version, part)
    except tarfile.FilterError as error:
        raise UpdateError(Refusal.UNSAFE, error.tarinfo.name) from error
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise UpdateError(Refusal.DAMAGED, archive.name) from error


def _extract(archive: Path, version: Version, part: Path) -> None:
    inside = PurePosixPath("pos-app/versions", str(version))
    with tarfile.open(archive) as packed:
        members = list(_members(packed, inside))
        if sum(one.size for one in members) > _LARGEST:
            raise UpdateError(Refusal.UNSAFE, archive.name)
        packed.extractall(part, members, filter="data")


def _members(packed: tarfile.TarFile, inside: PurePosixPath) -> Iterator[tarfile.TarInfo]:
    """Give what lies in a folder, named from there; refuse what is no file, folder or link."""
    for count, member in enumerate(packed, start=1):
        if count > _MOST_FILES:
            raise UpdateError(Refusal.UNSAFE, "too many files")
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isreg() or member.isdir() or member.issym()):
            raise UpdateError(Refusal.UNSAFE, member.name)
        if path.is_relative_to(inside) and path != inside:
            yield member.replace(name=str(path.relative_to(inside)), deep=False)


def _prove(part: Path, version: Version) -> None:
    """Start the new version as far as its own version number: all of its libraries are there, and fit this machine."""
    program = part / EXECUTABLE
    if not program.is_file():
        raise UpdateError(Refusal.UNSAFE, f"{EXECUTABLE} is not in it")
    try:
        said = subprocess.run(  # noqa: S603 - of the makers, by their signature
            [program, "--version"],
            capture_output=True,
            timeout=_STARTS_WITHIN,
            check=True,
            stdin=subprocess.DEVNULL,
            env=environment(),
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise UpdateError(Refusal.NOT_STARTING, f"{version}: {type(error).__name__}") from error
    if str(version).encode() not in said.split():
        raise UpdateError(Refusal.NOT_STARTING, f"{version}: {said[:80]!r}")


def _write_through(folder: Path) -> None:
    """Have everything on the disk before it has a name that is started."""
    for where, _, names in os.walk(folder):
        for path in (Path(where, name) for name in names):
            if not path.is_symlink():  # a link is a name; what it leads to may have been left out of the bundle
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        keep_names(Path(where))
