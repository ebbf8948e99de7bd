"""A disk that loses power: every state that it may be left in, from a record of what was written to it and when.

A write is safe once the file was synchronised after it, a name once its folder was. What is not safe may be there
or not, in any combination, and the last of it half.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.torture.blows import only
from tests.torture.till import BOOK, HEARD

_SECTOR = 512  # bytes: what a disk writes whole or not at all
_FILES = (BOOK, f"{BOOK}-wal", f"{BOOK}-journal")  # the -shm file is never read again after a crash
_CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink")
_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += +\d+(?:<.*>)?")
_Item = TypeVar("_Item")
_TEXT = re.compile(r'[<"]((?:\\x[0-9a-f]{2})*)[>"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One deed on the disk. ``name`` is a file of ours, or empty for their folder."""

    deed: str  # create, write, truncate, sync, unlink; or said, for what the glass said at that moment
    name: str = ""
    at: int = 0  # byte, of a write; size, of a truncation
    data: bytes = field(default=b"", repr=False)


def look(home: Path) -> tuple[str, ...]:
    """Say to strace what must be recorded."""
    paths = [home, home / HEARD, *(home / name for name in _FILES)]
    names = tuple(word for path in paths for word in ("-P", str(path)))
    return (*names, "-y", "-xx", "-s", "65536", *only(_CALLS))


def read_record(record: str) -> tuple[Op, ...]:
    """Read what strace recorded."""
    return tuple(op for call in _whole_calls(record) if (op := _op(call)) is not None)


def _whole_calls(record: str) -> Iterator[str]:
    """Join calls that another thread interrupted."""
    begun: dict[str, str] = {}
    for line in record.splitlines():
        match = _LINE.fullmatch(line)
        assert match is not None, line
        pid, call = match.groups()
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            yield begun.pop(pid) + call.partition("resumed>")[2]
        else:
            yield call


def _op(call: str) -> Op | None:
    match = _CALL.fullmatch(call)
    if match is None:  # it failed, or is no call
        return None
    deed, arguments = match.groups()
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    name = Path(texts[1 if deed == "openat" else 0].decode()).name
    if name == HEARD:
        return Op(deed="said", data=texts[1]) if deed == "write" else None
    if deed in {"fsync", "fdatasync"}:
        return Op(deed="sync", name=name if name in _FILES else "")
    return _change(name, deed, arguments, texts[-1]) if name in _FILES else None


def _change(name: str, deed: str, arguments: str, text: bytes) -> Op | None:
    numbers = [int(word) for word in re.split('[">]', arguments)[-1].split(", ") if word.isdigit()]
    match deed:
        case "openat":
            return Op(deed="create", name=name) if "O_CREAT" in arguments else None
        case "unlink":
            return Op(deed="unlink", name=name)
        case "ftruncate":
            return Op(deed="truncate", name=name, at=numbers[0])
    return Op(deed="write", name=name, at=numbers[1], data=text)


@dataclass(slots=True)
class _File:
    """What of a file is safe, and what is not yet."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[Op] = field(default_factory=list)


Files = dict[str, bytes]


class Disk:
    """Takes deeds one by one, and can be cut off from its power at any moment."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._names: dict[str, _File] = {}
        self._safe_names: dict[str, _File] = {}
        self._loose_names: list[tuple[str, _File | None]] = []

    def take(self, op: Op) -> None:
        """Do one deed."""
        match op.deed:
            case "said":
                self.said.append(op.data.decode())
            case "create" if op.name not in self._names:
                self._names[op.name] = _File()
                self._loose_names.append((op.name, self._names[op.name]))
            case "unlink":
                del self._names[op.name]
                self._loose_names.append((op.name, None))
            case "sync" if op.name:
                file = self._names[op.name]
                for loose in file.loose:
                    _apply(file.safe, loose)
                file.loose.clear()
            case "sync":
                _rename(self._safe_names, self._loose_names)
                self._loose_names.clear()
            case "write" | "truncate":
                self._names[op.name].loose.append(op)

    @property
    def settled(self) -> bool:
        """Whether all is safe: then there is one state that a power cut can leave."""
        return not self._loose_names and not any(file.loose for file in self._names.values())

    def after_power_loss(self, dice: random.Random) -> Files:
        """Give the files as they may be found when the power comes back."""
        names = dict(self._safe_names)
        _rename(names, _kept(self._loose_names, dice))
        found: Files = {}
        for name, file in names.items():
            content = bytearray(file.safe)
            for op in _kept(file.loose, dice):
                _apply(content, op)
            if file.loose and dice.random() < 0.5:
                _apply(content, _half(dice.choice(file.loose), dice))
            found[name] = bytes(content)
        return found


def _kept(loose: Sequence[_Item], dice: random.Random) -> list[_Item]:
    """Choose what reached the disk: nothing, all, all up to some moment, or anything."""
    match dice.randrange(8):
        case 0:
            return []
        case 1:
            return list(loose)
        case 2:
            return list(loose[: dice.randint(0, len(loose))])
    return [item for item in loose if dice.random() < 0.5]


def _rename(names: dict[str, _File], changes: Sequence[tuple[str, _File | None]]) -> None:
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _apply(content: bytearray, op: Op) -> None:
    if op.deed == "truncate":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
        return
    content.extend(bytes(max(0, op.at - len(content))))
    content[op.at : op.at + len(op.data)] = op.data


def _half(op: Op, dice: random.Random) -> Op:
    """Tear a write: some sectors of it, from its beginning, are written."""
    whole = len(op.data) // _SECTOR
    return Op(deed=op.deed, name=op.name, at=op.at, data=op.data[: dice.randint(0, whole) * _SECTOR])
