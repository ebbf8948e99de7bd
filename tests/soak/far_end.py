"""What is beyond the counter, in a process of its own: a pretend WeChat Pay, a receipt printer, and their time.

Run as ``python -m tests.soak.far_end FOLDER`` it is that process. Its time is that of a file which both map.
"""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_app.simulator.remote import RemoteSimulator
from pos_app.simulator.server import Simulator
from tests.core.till import HandClock
from tests.devices.paper import printer_on

_TIME, _SHEET = "time", "sheet.txt"
_FORM = struct.Struct("d")
_LOOK = 0.1  # seconds: how often it looks for what came out of the printer


class SharedClock(HandClock):
    """A clock that only the hand moves, forward, for this process and for the far end."""

    def __init__(self, folder: Path, now: datetime) -> None:
        super().__init__(now)
        self._memory = _map(folder / _TIME)
        self.go(now)

    def go(self, now: datetime) -> None:
        """Let it be later; a time that is gone is not gone back to."""
        self.now = max(now, self.now)
        _FORM.pack_into(self._memory, 0, self.now.timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class FarEnd:
    """The other process."""

    folder: Path
    printer: str  # as in the settings
    simulator: RemoteSimulator

    @property
    def last_sheet(self) -> str:
        """What came out of the printer last."""
        sheet = self.folder / _SHEET
        return sheet.read_text("utf-8") if sheet.exists() else ""


@contextmanager
def far_end(folder: Path) -> Iterator[FarEnd]:
    """Run it until the block ends; ``folder`` has a clock in it."""
    command = [sys.executable, "-m", __spec__.name, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url, printer = process.stdout.readline().split()
            yield FarEnd(folder=folder, printer=printer, simulator=RemoteSimulator(url))
        finally:
            process.terminate()


def _map(file: Path) -> mmap.mmap:
    if not file.exists():
        file.write_bytes(bytes(_FORM.size))
    with file.open("r+b") as opened:
        return mmap.mmap(opened.fileno(), _FORM.size)


def main(folder: Path) -> None:
    """Serve until the parent closes the pipe, or dies."""
    memory = _map(folder / _TIME)
    with (
        Simulator(folder / "provider", clock=lambda: float(_FORM.unpack_from(memory)[0])) as simulator,
        printer_on() as paper,
    ):
        sys.stdout.write(f"{simulator.url} {paper.name}\n")
        sys.stdout.flush()
        threading.Thread(target=_end_with_parent, daemon=True).start()
        never = threading.Event()
        while not never.wait(_LOOK):
            if paper.sheets:
                whole = folder / f"{_SHEET}.new"
                whole.write_text(paper.sheets[-1].text, "utf-8")
                whole.replace(folder / _SHEET)  # nobody ever reads half of it
                paper.sheets.clear()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
