"""Windows in processes of their own: a bare one, and the till's, opened as a person opens it.

Run as ``python -m tests.bench.windows bare|till FOLDER`` it prints when its first picture was on the screen, on
the clock that all processes share, and how much memory it held then; and ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget


def run(kind: str, folder: Path) -> tuple[float, int]:
    """Open a window in a fresh process; return when its first picture was there, and the bytes that it held.

    Compiled modules are kept in the folder, as an installed program has its own.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said = subprocess.run(
        [sys.executable, "-m", __spec__.name, kind, str(folder)],
        env={**environment, "PYTHONPYCACHEPREFIX": str(folder / "compiled")},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.split()
    return float(said[0]), int(said[1])


def resident() -> int:
    """Return how many bytes of memory this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


class _FirstPicture(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window's first paint; its children are painted, and all of it shown, in the same turn."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._report)
        return False

    @staticmethod
    def _report() -> None:
        print(time.monotonic(), resident(), flush=True)  # noqa: T201 - it goes down the pipe
        os._exit(0)  # at once: whatever begins after the first paint is of no interest here


def _bare() -> None:
    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("pos_app"))
    picture = _FirstPicture(window)
    window.showMaximized()
    app.exec()
    del picture


def _till(folder: Path) -> None:
    from pos_app import __main__, app  # noqa: PLC0415 - a bare window must not pay for it

    class Watched(app.Till):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._picture = _FirstPicture(self.window)

    app.Till = Watched  # type: ignore[misc]
    __main__.main(["--training", "--data-dir", str(folder)])


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        _bare()
    else:
        _till(Path(sys.argv[2]))
