"""Read and write ``settings.toml``. A mistake in it is told with its place, never passed over."""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from pos_app.config import Profile, Settings
from pos_app.core.errors import PosError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

TABLES: dict[str, type[Any]] = get_type_hints(Settings)
_KINDS = {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


class SettingsError(PosError):
    """The settings cannot be used as they stand: correct the file.

    Attributes:
        file: the file.
        line: where in it, if that is known.
        place: table and key, such as ``gateway.url``; empty if the file cannot be read at all.
        reason: what is wrong there.
    """

    def __init__(self, file: Path, reason: str, *, place: str = "", line: int | None = None) -> None:
        where = f"{file}, line {line}" if line else str(file)
        super().__init__(": ".join(part for part in (where, place, reason) if part))
        self.file = file
        self.line = line
        self.place = place
        self.reason = reason


def load(profile: Profile) -> Settings:
    """Read a profile's settings; what the file does not say has its default, and so has a missing file.

    Raises:
        SettingsError: the file cannot be read, or says something that is not known or not allowed.
    """
    file = profile.settings_file
    text = _read(file)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, text, error) from error
    tables = {name: _table(file, text, name, content) for name, content in document.items()}
    return Settings(**tables)


def save(profile: Profile, settings: Settings) -> None:
    """Write what differs from the file, whole or not at all; a person's comments and order stay.

    Raises:
        SettingsError: the file is broken, a value breaks its rule, or the disk refuses.
    """
    import tomlkit  # noqa: PLC0415 - 40 ms that a till which only reads need not pay

    before = load(profile)
    file = profile.settings_file
    document = tomlkit.parse(_read(file))
    for table in TABLES:
        _write_table(document, file, table, getattr(before, table), getattr(settings, table))
    try:
        _replace(file, tomlkit.dumps(document).encode())
    except OSError as error:
        raise SettingsError(file, f"cannot be written ({error.strerror})") from error


# ---------------------------------------------------------------- reading


def _read(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(file, f"cannot be read ({error.strerror})") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SettingsError(file, "is saved as UTF-16; save it again as UTF-8", line=1)
    try:
        return raw.decode("utf-8-sig")  # Windows' editor puts a mark at the head of the file
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsError(file, f"is not UTF-8 ({_guess(raw)}); save it again as UTF-8", line=line) from error


def _guess(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return f"{len(raw)} bytes of something else"
    return "it looks like GBK"


def _broken(file: Path, text: str, error: tomllib.TOMLDecodeError) -> SettingsError:
    # Python 3.14 has error.lineno; before that the place is only in the sentence.
    reason, _, place = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = int(found[1]) if found else text.count("\n") + 1
    return SettingsError(file, f"is not TOML: {reason[:1].lower()}{reason[1:]}", line=line)


def _table(file: Path, text: str, name: str, content: Any) -> Any:
    if name not in TABLES:
        raise SettingsError(file, _unknown_table(name), place=name, line=_line_of(text, name))
    if not isinstance(content, dict):
        raise SettingsError(file, f"must be a table: [{name}]", place=name, line=_line_of(text, name))
    known = {known.name: known for known in dataclasses.fields(TABLES[name])}
    values = {}
    for key, value in content.items():
        place, line = f"{name}.{key}", _line_of(text, name, key)
        if key not in known:
            raise SettingsError(file, _unknown_key(name, key, known), place=place, line=line)
        try:
            values[key] = _value(known[key], value, file.parent)
        except ValueError as error:
            raise SettingsError(file, str(error), place=place, line=line) from error
    return TABLES[name](**values)


def _value(setting: dataclasses.Field[Any], value: Any, folder: Path) -> Any:
    kind = str if setting.default is None else type(setting.default)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise ValueError(f"must be {_KINDS[kind]}")
    rule = setting.metadata["rule"]
    held = rule(value) if rule else value
    return folder / held if isinstance(held, Path) else held


def _unknown_table(name: str) -> str:
    for table, kind in TABLES.items():
        if name in {known.name for known in dataclasses.fields(kind)}:
            return f"belongs under [{table}]"
    return "is not a known table" + _nearest(name, TABLES, "[{}]")


def _unknown_key(table: str, key: str, known: Iterable[str]) -> str:
    for other, kind in TABLES.items():
        if key in {setting.name for setting in dataclasses.fields(kind)}:
            return f"belongs under [{other}]"
    nearest = _nearest(key, known, f"{table}.{{}}")
    return f"is not a known setting{nearest}"


def _nearest(name: str, known: Iterable[str], form: str) -> str:
    names = sorted(known)
    if not names:
        return "; there is none here yet"
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return "; do you mean " + form.format(close[0]) + "?"
    return "; known are " + ", ".join(form.format(each) for each in names)


def _line_of(text: str, table: str, key: str | None = None) -> int | None:
    """Find a table or key the way people write them; inline and quoted forms go without a number."""
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([\w-]+)\s*\]+", line):
            inside = header[1]
            if key is None and inside == table:
                return number
        elif found := re.match(r"\s*([\w.-]+)\s*=", line):
            path = f"{inside}.{found[1]}" if inside else found[1]
            if path == (f"{table}.{key}" if key else table):
                return number
    return None


# ---------------------------------------------------------------- writing


def _write_table(document: TOMLDocument, file: Path, name: str, before: Any, after: Any) -> None:
    import tomlkit  # noqa: PLC0415 - see save

    for setting in dataclasses.fields(after):
        old, new = getattr(before, setting.name), getattr(after, setting.name)
        if new == old:
            continue
        raw = _raw(new)
        try:
            _value(setting, raw, file.parent)
        except ValueError as error:
            raise SettingsError(file, str(error), place=f"{name}.{setting.name}") from error
        if name not in document:
            document[name] = tomlkit.table()
        table: Any = document[name]
        if setting.name not in table:
            table.add(tomlkit.comment(setting.metadata["help"]))
        table[setting.name] = raw


def _raw(value: Any) -> Any:
    if value is None:
        return ""
    return str(value) if isinstance(value, Path) else value


def _replace(file: Path, content: bytes) -> None:
    file = file.resolve()  # a link to the file stays a link
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
