"""The support file: what helps somebody far away, with nothing secret in it (rule M11).

It is gathered as text first, so that a person can read all of it before it is saved.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import io
import json
import platform
import ssl
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_app import __version__, logs, settings_file
from pos_app.config import Profile, Settings
from pos_app.core.errors import LedgerError, PosError
from pos_app.core.ledger_engine import sqlite_driver

LOGS_SIZE = 5_000_000  # characters of log at most, the newest
_PACKAGES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "cryptography",
    "keyring",
    "pillow",
    "python-escpos",
    "requests",
)


class SupportError(PosError):
    """The support file cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One text of the support file, as it will be saved."""

    name: str
    text: str


def gather(
    profile: Profile, settings: Settings | None, report: str, *, glass: Mapping[str, str] | None = None
) -> tuple[Part, ...]:
    """Collect everything, with what is secret left out and what names the merchant or the person veiled.

    Args:
        profile: whose till.
        settings: in force; None where they cannot be used.
        report: of the doctor, as JSON.
        glass: what only the window knows, such as its screens.
    """
    veil = _Veil(settings)
    parts = {
        "doctor.json": report,
        "versions.json": json.dumps({**_versions(), **(glass or {})}, ensure_ascii=False, indent=2) + "\n",
        "settings.txt": "".join(_settings_lines(settings)),
        **dict(_logs(profile)),
    }
    return tuple(Part(name=name, text=veil.over(text)) for name, text in parts.items())


def save(parts: tuple[Part, ...], file: Path) -> None:
    """Write the parts as a zip, whole or not at all.

    Raises:
        SupportError: the place refuses.
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part.name, part.text.encode("utf-8", "backslashreplace"))
    try:
        settings_file.write_whole(file, whole.getvalue())
    except OSError as error:
        raise SupportError(f"{file} cannot be written: {error.strerror}") from error


def file_name(profile: Profile, at: datetime) -> str:
    """Name a support file by its till and its time."""
    return f"pos-app-support-{profile.name}-{at:%Y%m%d-%H%M%S}.zip"


class _Veil:
    """Hides what is secret, shortens the merchant's number, and leaves out who is signed in to the computer."""

    def __init__(self, settings: Settings | None) -> None:
        self._shortened = {str(Path.home()): "~"} if len(str(Path.home())) > 1 else {}
        if settings is not None and (mchid := settings.merchant.mchid):
            self._shortened[mchid] = f"{mchid[:4]}{'*' * (len(mchid) - 6)}{mchid[-2:]}"

    def over(self, text: str) -> str:
        lines = text.splitlines(keepends=True)
        for long, short in self._shortened.items():
            lines = [line.replace(long, short) for line in lines]
        return "".join(map(logs.redact, lines))  # line by line: nothing secret reaches over the end of one


def _settings_lines(settings: Settings | None) -> Iterator[str]:
    """Write each setting that is not as the program brings it, but no comment of the file: it may say anything."""
    if settings is None:
        yield "They cannot be used; see doctor.json.\n"
        return
    for section in dataclasses.fields(settings):
        chosen, usual = getattr(settings, section.name), getattr(Settings(), section.name)
        for field in dataclasses.fields(chosen):
            value = getattr(chosen, field.name)
            if value != getattr(usual, field.name):
                yield f"{section.name}.{field.name} = {value!r}\n"


def _versions() -> dict[str, str]:
    found = {
        "pos_app": __version__,
        "packaged": str(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "openssl": ssl.OPENSSL_VERSION,
    }
    try:
        found["sqlite"] = sqlite_driver().sqlite_version
    except LedgerError as error:
        found["sqlite"] = str(error)
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "unknown"
    return found


def _logs(profile: Profile) -> Iterator[tuple[str, str]]:
    """Give the newest logs, newest first, until there is enough of them."""
    left = LOGS_SIZE
    for number in range(logs.FILES_KEPT):
        name = f"pos_app.log.{number}" if number else "pos_app.log"
        try:
            text = (profile.logs_dir / name).read_text("utf-8", "replace")
        except OSError:
            continue
        if left <= 0:
            return
        yield f"logs/{name}", text[-left:].partition("\n")[2] if len(text) > left else text
        left -= len(text)
