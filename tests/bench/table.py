"""What a figure reports, and the one table in which all are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

HEADINGS = ("figure", "what", "goal", "measured", "beside, in the same run", "verdict")
MET, NOT_MET = "met", "NOT MET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a figure is to be measured."""

    quick: bool  # fewer repetitions: for trying out, not for quoting
    scratch: Path  # a folder that is removed afterwards, on the disk whose speed counts

    def times(self, usual: int, quick: int) -> int:
        """Choose a number of repetitions."""
        return quick if self.quick else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: a value beside its limit."""

    figure: str  # as the goals are numbered: P1
    what: str
    value: float
    limit: float
    unit: str = "×"
    spread: str = ""  # of the value
    beside: str = ""  # what the peer took, or the bound
    at_least: bool = False  # the limit is a floor
    numbers: Mapping[str, float] = field(default_factory=dict)  # for the JSON file

    @property
    def met(self) -> bool:
        """Whether the value keeps to its limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        """Put the row into words."""
        sign = "≥" if self.at_least else "≤"
        measured = f"{number(self.value)} {self.unit} {self.spread}".strip()
        verdict = MET if self.met else NOT_MET
        return self.figure, self.what, f"{sign} {number(self.limit)} {self.unit}", measured, self.beside, verdict

    def facts(self) -> dict[str, object]:
        """Return the row for a JSON file."""
        return {**asdict(self), "met": self.met}


def number(value: float) -> str:
    """Write a number with as many digits as say something."""
    if value == int(value) and abs(value) < 1e6:
        return f"{value:.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def render(rows: Sequence[Row]) -> str:
    """Lay the rows out in columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    rule = tuple("─" * width for width in widths)
    lines.insert(1, rule)
    return "\n".join("  ".join(map(_pad, line, widths)).rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
