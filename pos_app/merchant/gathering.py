"""Files, folders and zip files, opened into what lies in them. Nothing is unpacked to the disk.

A zip is read member by member and each no further than `LARGEST_FILE`, so that neither a member's path nor a packed
gigabyte can do harm. Names of old Windows zips are GBK.
"""

from __future__ import annotations

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pos_app.merchant.words import Kind, Note, note
from pos_app.merchant_files import LARGEST_FILE

MOST_FILES = 200
DEEPEST = 4  # folders within the one that was given
LARGEST_ZIP = 32 * 1024 * 1024  # bytes; WeChat Pay's tool with all that belongs to it has some 20 million

_CLUTTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file's content, or why there is none.

    Attributes:
        name: as a person knows it, the zip's before it; always fit to be shown.
        content: at most `LARGEST_FILE` bytes; it may be a secret.
        trouble: why it was not read.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    trouble: Note[Kind] | None = None


def gather(paths: Iterable[Path]) -> Iterator[Source]:
    """Give what lies in files, folders and zip files, in a lasting order; the same file once."""
    left = MOST_FILES
    for source in _all(paths):
        if left == 0:
            yield Source(name=source.name, trouble=note(Kind.TOO_MANY, number=str(MOST_FILES)))
            return
        left -= 1
        yield source


def _all(paths: Iterable[Path]) -> Iterator[Source]:
    seen: set[Path] = set()
    for given in paths:
        for file, name in _walk(given, shown(given.name), DEEPEST):
            if (real := _real(file)) not in seen:
                seen.add(real)
                yield from _open(file, name)


def _walk(path: Path, name: str, depth: int) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, name
        return
    try:
        inside = sorted(path.iterdir())
    except OSError:
        yield path, name  # told like a file that cannot be read
        return
    for member in inside:
        if depth > 0 and not _clutter(member.name):
            yield from _walk(member, f"{name}/{shown(member.name)}", depth - 1)


def _open(file: Path, name: str) -> Iterator[Source]:
    try:
        if not file.is_file() and file.exists():  # a pipe would never end
            yield Source(name=name, trouble=note(Kind.UNREADABLE, reason="no ordinary file"))
            return
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        if content.startswith(b"PK\x03\x04"):
            yield from _unzip(file, name)
        else:
            yield _source(name, content)
    except OSError as error:
        yield Source(name=name, trouble=note(Kind.UNREADABLE, reason=error.strerror or type(error).__name__))


def _unzip(file: Path, name: str) -> Iterator[Source]:
    if file.stat().st_size > LARGEST_ZIP:
        yield Source(name=name, trouble=note(Kind.TOO_LARGE))
        return
    try:
        with _archive(file) as archive:
            for member in archive.infolist():
                parts = [part for part in PurePosixPath(member.filename.replace("\\", "/")).parts if part != ".."]
                if member.is_dir() or not parts or any(map(_clutter, parts)):
                    continue
                yield _member(archive, member, "/".join([name, *(part for part in parts if part != "/")]))
    except (zipfile.BadZipFile, ValueError, EOFError):
        yield Source(name=name, trouble=note(Kind.BAD_ARCHIVE))


def _archive(file: Path) -> zipfile.ZipFile:
    """Open a zip whose names are UTF-8 by their mark, GBK as Chinese Windows packs them, or what they may be."""
    try:
        return zipfile.ZipFile(file, metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(file)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Source:
    if member.flag_bits & 0x1:
        return Source(name=name, trouble=note(Kind.LOCKED))
    try:
        with archive.open(member) as stream:
            content = stream.read(LARGEST_FILE + 1)
    except NotImplementedError:  # packed in a way that Python does not know
        return Source(name=name, trouble=note(Kind.ARCHIVE))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError):
        return Source(name=name, trouble=note(Kind.BAD_ARCHIVE))
    return _source(name, content)


def _source(name: str, content: bytes) -> Source:
    if len(content) > LARGEST_FILE:
        return Source(name=name, trouble=note(Kind.TOO_LARGE))
    return Source(name=name, content=content)


def _clutter(name: str) -> bool:
    return name.startswith(".") or name in _CLUTTER


def _real(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return file.absolute()


def shown(name: str) -> str:
    """Make a file's name fit to be shown: on Linux it may be in GBK, which is no text to Python."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
