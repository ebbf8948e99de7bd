"""Blows at a running till: strace kills it at the n-th system call of a kind, or lets that call fail."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WRITES = ("write", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
"""What SQLite changes the disk with; on the ledger's own files only."""
TALKS = ("connect", "sendto", "recvfrom")
"""What the client, and the customer's phone, speak with: a blow at each is a blow between question and answer."""
OPENS = ("openat",)

KILL = "signal=KILL"
_CALL = re.compile(r"\d+ +(\w+)\(")


class NoTracingError(Exception):
    """This machine lets nobody look into a process: no strace, or ptrace is forbidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """What happens at the ``nth`` call of a kind, counted from one; ``lasting``: and at every later one."""

    call: str
    nth: int
    effect: str = KILL  # or error=EIO, and so on
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.effect.partition('=')[2]} at {self.call} {self.nth}{'+' if self.lasting else ''}"

    def words(self) -> tuple[str, ...]:
        """Say it in strace's words."""
        when = f"{self.nth}{'+' if self.lasting else ''}"
        return ("-e", f"trace={self.call}", "-e", f"inject={self.call}:{self.effect}:when={when}")


def of_the_book(home: Path, call: str) -> tuple[str, ...]:
    """Look at calls on the ledger's files only; talk goes through sockets, which have no name."""
    if call in TALKS:
        return ()
    book = home / "ledger.sqlite3"
    paths = (home, book, book.with_name(f"{book.name}-wal"), book.with_name(f"{book.name}-shm"))
    return tuple(word for path in paths for word in ("-P", str(path)))


@contextmanager
def held(pid: int, words: tuple[str, ...], record: Path) -> Iterator[None]:
    """Let strace hold a process while the block runs; what it saw is in ``record``.

    Raises:
        NoTracingError: it cannot.
    """
    command = ("strace", "-f", "-o", str(record), *words, "-p", str(pid))
    try:
        strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError as error:
        raise NoTracingError("strace is missing: install the package strace, as make test does") from error
    with strace:
        assert strace.stderr is not None
        said = ""
        for line in strace.stderr:
            said += line
            if "attached" in line:
                break
        else:
            raise NoTracingError(f"ptrace is forbidden here (a container needs the capability SYS_PTRACE): {said}")
        try:
            yield
        finally:
            strace.wait()


def only(calls: tuple[str, ...]) -> tuple[str, ...]:
    """Look at calls of some kinds, and do nothing."""
    return ("-e", f"trace={','.join(calls)}")


def counted(record: str) -> Counter[str]:
    """Count the calls that strace saw, by kind."""
    return Counter(match[1] for line in record.splitlines() if (match := _CALL.match(line)))


def was_struck(record: str) -> bool:
    """Whether the blow met the process before it came to its end."""
    return "(INJECTED)" in record or "killed by SIGKILL" in record
