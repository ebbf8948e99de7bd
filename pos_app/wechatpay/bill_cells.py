"""The grammar of a bill's file: lines of cells, found by the name of their column.

Source: wechatpay-api.md, section 5.7, "File format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.rules import BEIJING

LONGEST_LINE = 64 * 1024  # characters; a real one has some 500

_YUAN = re.compile(r"-?\d{1,12}(\.\d{1,8})?", re.ASCII)
_ESCAPED = re.compile(r"\\([ n])")
_TICK = "`"  # begins every cell of data, so that no spreadsheet makes a number of it


class Cells:
    """One line of a bill, cell by cell, under the names of its columns."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __repr__(self) -> str:
        return f"Cells({len(self._values)} columns)"

    def text(self, *names: str) -> str:
        """Return the first column there is of these; empty if there is none."""
        return next((self._values[name] for name in names if name in self._values), "")

    def number(self, name: str) -> str | None:
        """Return a number of the provider's or ours, or None where the bill says 0 or nothing."""
        text = self.text(name)
        return text if text not in {"", "0"} else None

    def yuan(self, *names: str) -> Decimal | None:
        """Return an amount in yuan as it stands, or None where there is no such column."""
        text = self.text(*names)
        if not text:
            return None
        if not _YUAN.fullmatch(text):
            raise BadReplyError(f"column {names[0]} of a bill does not hold an amount")
        return Decimal(text)

    def fen(self, *names: str) -> int | None:
        """Return an amount in fen, or None where there is no such column."""
        yuan = self.yuan(*names)
        if yuan is None:
            return None
        if yuan * 100 != int(yuan * 100):
            raise BadReplyError(f"column {names[0]} of a bill holds parts of a fen")
        return int(yuan * 100)

    def count(self, name: str) -> int:
        """Return how many there are of something."""
        yuan = self.yuan(name)
        if yuan is None or yuan != int(yuan):
            raise BadReplyError(f"column {name} of a bill does not hold a count")
        return int(yuan)

    def time(self, name: str) -> datetime | None:
        """Return a moment, which bills give in Beijing time, or None where there is no such column."""
        text = self.text(name)
        if not text:
            return None
        try:
            return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
        except ValueError:
            raise BadReplyError(f"column {name} of a bill does not hold a moment") from None


def take_apart(path: Path, summary: str) -> tuple[Iterator[Cells], Cells]:
    """Return the lines of a bill, and its summary.

    Args:
        path: of the file, uncompressed.
        summary: the first column of the summary, by which it is found.

    Raises:
        BadReplyError: it is no bill, or ends too early.
    """
    head: list[str] = []
    tail: list[str] = []  # from the summary on
    at = 0
    for number, line in enumerate(_lines(path)):
        if number == 0:
            head = _columns(line)
        elif tail or line.split(",", 1)[0].strip() == summary:
            tail.append(line)
            at = at or number
        if len(tail) > 2:
            break
    if len(tail) != 2:
        raise BadReplyError("the bill does not begin and end as a bill does")
    return (_cells(head, line) for line in islice(_lines(path), 1, at)), _cells(_columns(tail[0]), tail[1])


def _lines(path: Path) -> Iterator[str]:
    """Yield what is not empty, a line at a time: a day's bill may be larger than what a till has in memory."""
    try:
        # With a byte order mark or without; never splitlines, which also splits at what merchants write.
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            while line := file.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise BadReplyError("a line of the bill is too long")
                if line := line.rstrip("\n").rstrip("\r"):
                    yield line
    except UnicodeDecodeError:
        raise BadReplyError("the bill is not text") from None


def _columns(line: str) -> list[str]:
    """Return the names of columns; older files write their parentheses in full width."""
    return [name.strip().replace("（", "(").replace("）", ")") for name in line.split(",")]


def _cells(columns: list[str], line: str) -> Cells:
    values = line.removeprefix(_TICK).split(f",{_TICK}")
    if not line.startswith(_TICK) or len(values) != len(columns):
        raise BadReplyError("a line of the bill has not as many cells as columns")
    return Cells(dict(zip(columns, map(_plain, values), strict=True)))


def _plain(value: str) -> str:
    """Undo what the provider did to commas and line ends in merchants' text."""
    return _ESCAPED.sub(lambda found: "," if found[1] == " " else "\n", value).strip()
