"""Read and write ``settings.toml``. A mistake in it is told with its place, never passed over."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_type_hints

from pos_app.config import Profile, Settings
from pos_app.core.errors import PosError
from pos_app.core.scanning import ScaleRule

TABLES: dict[str, type[Any]] = get_type_hints(Settings)
KEYS = "keys"
Change = tuple[str, dataclasses.Field[Any], Any]
_KINDS = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: 'a list, such as ["银行卡"]',
}


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
    return _settings(profile.settings_file, _read(profile.settings_file))


def save(profile: Profile, settings: Settings) -> None:
    """Write what differs from the file, whole or not at all; a person's comments and order stay.

    Raises:
        SettingsError: the file is broken, a value breaks its rule, or the disk refuses.
    """
    file = profile.settings_file
    edited = _edited(_read(file), changes(profile, settings))
    _settings(file, edited)  # what could not be read again must not be written
    try:
        write_whole(file, edited.encode())
    except OSError as error:
        raise SettingsError(file, f"cannot be written ({error.strerror})") from error


def changes(profile: Profile, settings: Settings) -> list[Change]:
    """List what `save` would write: table, setting, and the value as the file will hold it.

    Raises:
        SettingsError: the file is broken, or a value breaks its rule.
    """
    before, file = load(profile), profile.settings_file
    found = []
    for table in TABLES:
        old, new = getattr(before, table), getattr(settings, table)
        for setting in dataclasses.fields(new):
            held = getattr(new, setting.name)
            if held == getattr(old, setting.name):
                continue
            value = _plain(held)
            try:
                _value(setting, value, file.parent)
            except ValueError as error:
                raise SettingsError(file, str(error), place=f"{table}.{setting.name}") from error
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


def _settings(file: Path, text: str) -> Settings:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, text, error) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond what Python takes
        raise SettingsError(file, f"is not TOML that can be read: {error}") from error
    tables = {name: _table(file, text, name, content) for name, content in document.items()}
    return Settings(**tables)


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
    if name == KEYS:  # its lines are named after actions, which the glass knows
        content = {"changes": [list(line) for line in content.items()]}
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
    if kind is tuple and type(value) is list:
        value = tuple(tuple(one) if isinstance(one, list) else one for one in value)
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
    import difflib  # noqa: PLC0415 - slow to import, and most files have no mistake

    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return "; do you mean " + form.format(close[0]) + "?"
    return "; known are " + ", ".join(form.format(each) for each in names)


def _line_of(text: str, table: str, key: str | None = None) -> int | None:
    """Find a table or key the way people write them; inline and quoted forms go without a number."""
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.match(r"\s*\[+\s*([\w-]+)\s*\]+", line):
            inside = header[1]
            if key is None and inside == table:
                return number
        elif found := re.match(r"\s*([\w.-]+)\s*=", line):
            path = f"{inside}.{found[1]}" if inside else found[1]
            if path == (f"{table}.{key}" if key else table):
                return number
    return None
