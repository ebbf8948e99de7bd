"""The book of movements: one JSON object a line, added to and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One thing that happened: when (the trade's time), to what, why, and how the record stands since."""

    at: float
    kind: str
    why: str
    record: dict[str, Any]


class Chronicle:
    """A file of movements that survives ``kill -9``; without a path, nothing is kept."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._handle: int | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _cut_torn_tail(path)
            self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def read(self) -> Iterator[Movement]:
        """Yield every movement, oldest first."""
        if self._path is None:
            return
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                yield Movement(**json.loads(line))

    def append(self, movement: Movement) -> None:
        """Write one movement down, whole, before anybody is told of it."""
        if self._handle is None:
            return
        entry = {"at": movement.at, "kind": movement.kind, "why": movement.why, "record": movement.record}
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
        os.write(self._handle, line.encode(errors="backslashreplace"))  # half of a surrogate pair stays an escape

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _cut_torn_tail(path: Path) -> None:
    """Drop a last line that a crash left half written: nobody was told of it."""
    if not path.exists():
        return
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as book:
            book.truncate(whole)
