"""Read and write ``settings.toml``. A mistake in it is told with its place, never passed over."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pos_app import policy
from pos_app.config import Profile, Settings
from pos_app.core.scanning import ScaleRule
from pos_app.settings_text import KEYS, TABLES, SettingsError, parse, read, settings_of, value_of

__all__ = ["KEYS", "TABLES", "Change", "SettingsError", "changes", "load", "save", "write_whole"]

Change = tuple[str, dataclasses.Field[Any], Any]


def load(profile: Profile) -> Settings:
    """Read a profile's settings; what neither policy nor file says has its default, and so has a missing file.

    Raises:
        SettingsError: a file cannot be read, or says something that is not known or not allowed.
    """
    return _settings(profile, read(profile.settings_file))


def _settings(profile: Profile, text: str) -> Settings:
    own = parse(profile.settings_file, text)
    return settings_of(policy.over(own, policy.load(profile)))


def save(profile: Profile, settings: Settings) -> None:
    """Write what differs from the file, whole or not at all; a person's comments and order stay.

    Raises:
        SettingsError: the file is broken, a value breaks its rule, or the disk refuses.
    """
    file = profile.settings_file
    edited = _edited(read(file), changes(profile, settings))
    _settings(profile, edited)  # what could not be read again must not be written
    try:
        write_whole(file, edited.encode())
    except OSError as error:
        raise SettingsError(file, f"cannot be written ({error.strerror})") from error


def changes(profile: Profile, settings: Settings) -> list[Change]:
    """List what `save` would write: table, setting, and the value as the file will hold it.

    Raises:
        SettingsError: the file is broken, a value breaks its rule, or the chain's policy fixes it.
    """
    before, file, fixed = load(profile), profile.settings_file, policy.fixed(profile)
    found = []
    for table in TABLES:
        old, new = getattr(before, table), getattr(settings, table)
        for setting in dataclasses.fields(new):
            held = getattr(new, setting.name)
            if held == getattr(old, setting.name):
                continue
            place = f"{table}.{setting.name}"
            if place in fixed:
                raise SettingsError(file, f"is fixed by {profile.policy_file}", place=place)
            value = _plain(held)
            try:
                value_of(setting, value, file.parent)
            except ValueError as error:
                raise SettingsError(file, str(error), place=place) from error
            found.append((table, setting, value))
    return found


def _plain(held: Any) -> Any:
    """Give a value as the file holds it."""
    if isinstance(held, ScaleRule):
        table = {**dataclasses.asdict(held), "holds": held.holds.value}
        return {name: value for name, value in table.items() if value != 0}
    if isinstance(held, tuple):
        return [_plain(one) for one in held]
    return "" if held is None else str(held) if isinstance(held, Path) else held


def _edited(text: str, found: Iterable[Change]) -> str:
    import tomlkit  # noqa: PLC0415 - 30 ms that a till which only reads need not pay

    document = tomlkit.parse(f"{text}\n" if text and not text.endswith("\n") else text)
    for table, setting, value in found:
        if table not in document:
            document[table] = tomlkit.table()
        content: Any = document[table]
        if table == KEYS:
            _edit_keys(content, dict(value))
            continue
        if setting.name not in content and isinstance(content, tomlkit.items.Table):
            content.add(tomlkit.comment(setting.metadata["help"]))  # a table within one line has no room for it
        content[setting.name] = value
    return tomlkit.dumps(document)


def _edit_keys(content: Any, chosen: dict[str, str]) -> None:
    """Write the keys line by line, so that what a person wrote beside the others stays."""
    for name in [name for name in content if name not in chosen]:
        del content[name]
    for name, key in chosen.items():
        content[name] = key


def write_whole(file: Path, content: bytes) -> None:
    """Replace a file whole or not at all, durably, and with the rights that it had; a link to it stays a link.

    Raises:
        OSError: the disk refuses; the old file is as it was.
    """
    import shutil  # noqa: PLC0415 - these two are slow to import, and a till seldom writes its settings
    import tempfile  # noqa: PLC0415

    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
