"""The words of a settings file, made into settings. A mistake in it is told with its place, never passed over."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_type_hints

from pos_app.config import Settings
from pos_app.core.errors import PosError

TABLES: dict[str, type[Any]] = get_type_hints(Settings)
KEYS = "keys"
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


def read(file: Path) -> str:
    """Give a file's text; a missing one is empty.

    Raises:
        SettingsError: it cannot be read, or is in another encoding than UTF-8.
    """
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


def parse(file: Path, text: str) -> Mapping[str, Mapping[str, Any]]:
    """Give what a file sets: table, key, and the value as settings hold it. Relative paths begin at the file's folder.

    Raises:
        SettingsError: it says something that is not known or not allowed.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, text, error) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond what Python takes
        raise SettingsError(file, f"is not TOML that can be read: {error}") from error
    return {name: _table(file, text, name, content) for name, content in document.items()}


def settings_of(tables: Mapping[str, Mapping[str, Any]]) -> Settings:
    """Make settings of what ``parse`` gave; what is not there has its default."""
    return Settings(**{name: TABLES[name](**values) for name, values in tables.items()})


def _broken(file: Path, text: str, error: tomllib.TOMLDecodeError) -> SettingsError:
    # Python 3.14 has error.lineno; before that the place is only in the sentence.
    reason, _, place = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = int(found[1]) if found else text.count("\n") + 1
    return SettingsError(file, f"is not TOML: {reason[:1].lower()}{reason[1:]}", line=line)


def _table(file: Path, text: str, name: str, content: Any) -> dict[str, Any]:
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
            values[key] = value_of(known[key], value, file.parent)
        except ValueError as error:
            raise SettingsError(file, str(error), place=place, line=line) from error
    return values


def value_of(setting: dataclasses.Field[Any], value: Any, folder: Path) -> Any:
    """Give a value as settings hold it, if it keeps the setting's rule.

    Raises:
        ValueError: it does not; the words fit behind the setting's name.
    """
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
