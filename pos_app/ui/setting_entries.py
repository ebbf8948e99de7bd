"""Every setting as the glass lists it: read from its one declaration, with what may be entered there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_app.config import Settings
from pos_app.config_rules import OneOf
from pos_app.settings_text import value_of

OWN_PAGES = frozenset({"scanning.rules", "keys.changes"})
"""Set on pages of their own."""

OF_THE_FILES = frozenset({"merchant.mchid", "merchant.certificate_serial", "merchant.public_key_id"})
"""They come with the merchant's files, and would only fit by accident if somebody typed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsShown:
    """How the settings stand in their file, and which of them the machine's administrator has fixed."""

    settings: Settings
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One setting with another value, as settings hold it, and who chose it."""

    table: str
    name: str
    value: object
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One setting.

    Attributes:
        table: its table in ``settings.toml``.
        declared: the field that declares it.
        value: as settings hold it.
        fixed: whether the machine's administrator has fixed it.
    """

    table: str
    declared: dataclasses.Field[Any]
    value: Any
    fixed: bool

    @property
    def place(self) -> str:
        """Its name in the file, such as ``gateway.url``."""
        return f"{self.table}.{self.declared.name}"

    @property
    def choices(self) -> tuple[str | int | bool, ...]:
        """What it can be, where that is a short list; empty where it is typed."""
        if isinstance(self.declared.default, bool):
            return (True, False)
        rule = self.declared.metadata["rule"]
        return rule.choices if isinstance(rule, OneOf) else ()

    @property
    def locked(self) -> bool:
        """Whether nobody can change it here."""
        return self.fixed or self.place in OF_THE_FILES

    @property
    def text(self) -> str:
        """Its value as it is typed."""
        return text_of(self.value)

    def read(self, text: str, folder: Path) -> object:
        """Give a value as settings hold it.

        Args:
            text: as typed; several names are parted by commas, several lines by ``|``.
            folder: where relative paths begin.

        Raises:
            ValueError: it cannot be that.
        """
        default = self.declared.default
        if isinstance(default, float):
            return value_of(self.declared, float(text), folder)
        if isinstance(default, int):
            return value_of(self.declared, int(text), folder)
        if isinstance(default, tuple):
            parts = [part.strip() for part in text.replace("，", ",").split(",")]
            return value_of(self.declared, [part for part in parts if part], folder)
        return value_of(self.declared, text.replace(" | ", "\n").strip(), folder)


def text_of(value: object) -> str:
    """Give a setting's value in one line."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("\n", " | ")


def entries(shown: SettingsShown) -> Iterator[Entry]:
    """List every setting that is set here, in the order of its declaration."""
    for table in dataclasses.fields(Settings):
        held = getattr(shown.settings, table.name)
        for declared in dataclasses.fields(held):
            place = f"{table.name}.{declared.name}"
            if place not in OWN_PAGES:
                yield Entry(
                    table=table.name,
                    declared=declared,
                    value=getattr(held, declared.name),
                    fixed=place in shown.fixed,
                )
