"""Versions of the program, and which is newer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_FORM = re.compile(r"(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})(?:rc([1-9][0-9]{0,3}))?", re.ASCII)
_FINAL = 10_000  # comes after every candidate: those have four digits


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version such as 1.4.0, or a candidate for it such as 1.4.0rc2. Each has one way to be written."""

    major: int
    minor: int
    patch: int
    candidate: int = _FINAL

    @classmethod
    def read(cls, words: str) -> Self:
        """Read a version.

        Raises:
            ValueError: it is none. What passes is safe as the name of a folder.
        """
        found = _FORM.fullmatch(words)
        if found is None:
            raise ValueError(f"{words!r} is no version such as 1.4.0")
        major, minor, patch, candidate = found.groups()
        return cls(int(major), int(minor), int(patch), int(candidate) if candidate else _FINAL)

    def __str__(self) -> str:
        final = f"{self.major}.{self.minor}.{self.patch}"
        return final if self.candidate == _FINAL else f"{final}rc{self.candidate}"
