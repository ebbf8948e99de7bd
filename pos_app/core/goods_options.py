"""What is chosen about goods when they are sold: size, sugar. Each group asks for one of its choices."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money

MOST_GROUPS, MOST_CHOICES = 4, 8
LONGEST = 16  # characters of a group's or a choice's name
_CHOICE = re.compile(r"(.*?)\s*(?:([+-])\s*¥?([0-9]{1,5}(?:\.[0-9]{1,2})?))?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; it may cost more than the goods themselves."""

    name: str
    extra: Money = ZERO


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """A question and its answers, the usual one first."""

    name: str
    choices: tuple[Choice, ...]


def read_options(text: str) -> tuple[OptionGroup, ...]:
    """Read options as lists have them: ``杯型: 中杯, 大杯+3; 糖: 正常, 少糖``.

    Raises:
        InvalidInputError: they cannot be read so, are too many, or too long.
    """
    written = unicodedata.normalize("NFKC", text).replace("、", ",")
    groups = tuple(_group(part) for part in re.split(r"[;\n]", written) if part.strip())
    if len(groups) > MOST_GROUPS or len({group.name for group in groups}) < len(groups):
        raise InvalidInputError("options", f"must be at most {MOST_GROUPS} groups, no two alike")
    return groups


def _group(text: str) -> OptionGroup:
    name, colon, rest = text.partition(":")
    choices = tuple(_choice(part.strip()) for part in rest.split(","))
    alike = len({choice.name for choice in choices}) < len(choices)
    if not colon or alike or not 2 <= len(choices) <= MOST_CHOICES:
        raise InvalidInputError("options", f"{text.strip()}: must be a name, a colon and 2 to {MOST_CHOICES} choices")
    return OptionGroup(_named(name.strip()), choices)


def _choice(text: str) -> Choice:
    match = _CHOICE.fullmatch(text)
    name, sign, amount = match.groups() if match is not None else ("", None, None)
    if sign == "-":
        raise InvalidInputError("options", f"{text}: a choice may cost more, not less: let the cheapest come first")
    return Choice(_named(name), Money.parse(amount) if amount else ZERO)


def _named(name: str) -> str:
    if not 1 <= len(name) <= LONGEST or not name.isprintable():
        raise InvalidInputError("options", f"{name!r} is no name of 1 to {LONGEST} characters")
    return name


def write_options(groups: tuple[OptionGroup, ...]) -> str:
    """Write options as lists have them, so that they are read back as they are."""
    return "; ".join(f"{group.name}: {', '.join(map(_written, group.choices))}" for group in groups)


def _written(choice: Choice) -> str:
    return f"{choice.name}+{choice.extra.fen // 100}.{choice.extra.fen % 100:02}" if choice.extra else choice.name
