"""What a manifest says, read strictly: a field too many or too few is refused like a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.version import Version

CHANNELS = ("stable", "beta")
LANGUAGES = ("zh-CN", "en")
LARGEST_FILE = 1024**3
"""Bytes of one package at most."""

_MOST_FILES = 32
_NOTES = 4_000  # characters in each language
# One path segment that is safe on every system: no slash, no drive, no dot first or last, no device's name.
_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,118}[A-Za-z0-9])?",
    re.IGNORECASE | re.ASCII,
)
_PLATFORM = re.compile(r"(linux|windows|macos)-(x86_64|arm64)-(portable|deb|setup|app)", re.ASCII)
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One file of a release.

    Attributes:
        platform: what it is for, such as ``linux-x86_64-portable``.
        name: of the file beside the manifest; one path segment.
        size: bytes.
        sha256: hexadecimal, in small letters.
    """

    platform: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the makers say of a version.

    Attributes:
        minimum_ledger: the oldest form of the ledger that this version can take over, such as ``0004``.
        ledger: the form that it writes; the version before can be put back while the ledger is not of a newer one.
        released: of two manifests the later one holds.
        expires: after that nobody vouches for it: an attacker cannot hold a shop at an old version for ever.
        notes: what is new, by language.
    """

    version: Version
    channel: str
    released: datetime
    expires: datetime
    minimum_ledger: str
    ledger: str
    notes: tuple[tuple[str, str], ...]
    files: tuple[Package, ...]

    def note(self, language: str) -> str:
        """Say what is new; in the first language there is if not in this one."""
        return dict(self.notes).get(language, self.notes[0][1])

    def package(self, platform: str) -> Package:
        """Find the file for a kind of installation.

        Raises:
            UpdateError: there is none.
        """
        for one in self.files:
            if one.platform == platform:
                return one
        raise UpdateError(Refusal.NO_FILE, platform)


def tell(release: Release) -> dict[str, Any]:
    """Turn a release into what is signed."""
    return {
        "version": str(release.version),
        "channel": release.channel,
        "released": release.released.astimezone(UTC).strftime(_TIME),
        "expires": release.expires.astimezone(UTC).strftime(_TIME),
        "minimum_ledger": release.minimum_ledger,
        "ledger": release.ledger,
        "notes": dict(release.notes),
        "files": [{"platform": f.platform, "name": f.name, "size": f.size, "sha256": f.sha256} for f in release.files],
    }


def read_release(facts: dict[str, Any]) -> Release:
    """Read what was signed.

    Raises:
        UpdateError: a field is missing, unknown or wrong; the fact names it.
    """
    fields: dict[str, Callable[[Any], Any]] = {
        "version": Version.read,
        "channel": _one_of(CHANNELS),
        "released": _time,
        "expires": _time,
        "minimum_ledger": _form(re.compile("[0-9]{4}", re.ASCII)),
        "ledger": _form(re.compile("[0-9]{4}", re.ASCII)),
        "notes": _notes,
        "files": _files,
    }
    release = Release(**_read(facts, fields))
    if release.expires <= release.released:
        raise UpdateError(Refusal.MALFORMED, "expires")
    return release


def _read(facts: dict[str, Any], fields: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    odd = facts.keys() ^ fields.keys()
    if odd:
        raise UpdateError(Refusal.MALFORMED, min(odd))
    found = {}
    for name, read in fields.items():
        try:
            found[name] = read(facts[name])
        except (ValueError, TypeError) as error:
            raise UpdateError(Refusal.MALFORMED, name) from error
    return found


def _form(pattern: re.Pattern[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(value)
        return value

    return read


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    return _form(re.compile("|".join(choices)))


def _time(value: Any) -> datetime:
    found = datetime.strptime(value, _TIME).replace(tzinfo=UTC)
    if found.strftime(_TIME) != value:  # strptime takes 2026-1-1 too: one moment has one way to be written
        raise ValueError(value)
    return found


def _whole(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= LARGEST_FILE:
        raise ValueError(value)
    return value


def _notes(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise ValueError("must be in every language")
    for words in value.values():
        if not isinstance(words, str) or len(words) > _NOTES or not words.replace("\n", "").isprintable():
            raise ValueError("must be lines that can be shown")
    return tuple((language, value[language]) for language in LANGUAGES)


def _files(value: Any) -> tuple[Package, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_FILES:
        raise ValueError("must be a list of files")
    fields: dict[str, Callable[[Any], Any]] = {
        "platform": _form(_PLATFORM),
        "name": _form(_NAME),
        "size": _whole,
        "sha256": _form(re.compile("[0-9a-f]{64}", re.ASCII)),
    }
    found = tuple(Package(**_read(one, fields)) for one in value if isinstance(one, dict))
    alike = len({one.platform for one in found}) < len(value) or len({one.name.lower() for one in found}) < len(value)
    if alike:
        raise ValueError("must be tables, no two of one platform or name")
    return found
