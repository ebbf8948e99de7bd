"""Told apart by their pace: a scanner that types, and a hand. Pure; times are milliseconds.

A wedge scanner sends a character every 1 to 30 ms and ends with Enter or Tab; hands need more than 60. The first two
characters must follow each other quickly. The later ones may each be late once, because the computer is busy, as long
as all of them together were quick.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from pos_app.core.scanning import PaymentCode, is_gtin, plain, read_scan

FIRST_MS = 40  # from the first character to the second
NEXT_MS = 120  # from any later one to the next
PACE_MS = 50  # from one to the next, on average
SHORTEST = 4  # characters of a scan; fewer are typed
HALF = 6  # characters without an end that are surely no hand's
_NEVER_FIRST = frozenset("*+-/.。")  # signs that hands type, and no code begins with
_NUMBER = re.compile(r"[0-9]+\.[0-9]+")
_RETAIL = frozenset({8, 12, 13, 14})


class Ending(enum.Enum):
    """What came after the last character."""

    ENTER = enum.auto()
    TAB = enum.auto()
    NOTHING = enum.auto()  # the scanner sends no end, or it was lost


@dataclass(frozen=True, slots=True)
class Caught:
    """What a scanner sent. ``gaps_ms`` lie between its characters; ``whole`` tells whether all of it arrived."""

    text: str
    gaps_ms: tuple[int, ...]
    ending: Ending
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Burst:
    """Characters that follow each other quickly."""

    text: str = ""
    gaps_ms: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def patience_ms(self) -> int:
        """How long the next character may take."""
        return FIRST_MS if len(self.text) == 1 else NEXT_MS

    def takes(self, character: str, gap_ms: int) -> bool:
        """Whether a character may belong to it, ``gap_ms`` after the last one."""
        if not self:
            return may_begin(character)
        return gap_ms <= self.patience_ms and character.isprintable() and not character.isspace()

    def with_(self, character: str, gap_ms: int) -> Burst:
        """Add a character."""
        return Burst(self.text + character, (*self.gaps_ms, gap_ms) if self else ())

    def ended(self, ending: Ending, gap_ms: int) -> Caught | None:
        """Say what the scanner sent, now that it is over; None if it was a hand."""
        quick = sum(self.gaps_ms) <= PACE_MS * len(self.gaps_ms)
        if not quick or len(self.text) < SHORTEST or _NUMBER.fullmatch(self.text):
            return None  # a scale that types its weight is welcome in a field
        if ending is not Ending.NOTHING:
            return Caught(self.text, self.gaps_ms, ending) if gap_ms <= NEXT_MS else None
        if self._proves_itself():
            return Caught(self.text, self.gaps_ms, ending)
        return Caught(self.text, self.gaps_ms, ending, whole=False) if self._is_half() else None

    def _proves_itself(self) -> bool:
        """Whether it is all there though nothing ended it: its check digit says so, or its form."""
        code = "".join(map(plain, self.text))
        retail = len(code) in _RETAIL and code.isascii() and code.isdigit() and is_gtin(code)
        return retail or isinstance(read_scan(code), PaymentCode)

    def _is_half(self) -> bool:
        code = "".join(map(plain, self.text))
        return len(code) >= HALF and 2 * sum(map(str.isdigit, code)) >= len(code)


def may_begin(character: str) -> bool:
    """Whether a code may begin with a character."""
    code = plain(character)
    return len(code) == 1 and code.isascii() and code.isprintable() and not code.isspace() and code not in _NEVER_FIRST
