"""Threads for the workers, and the rounds that a worker makes of what it looks after.

A worker is a ``QObject`` on a thread of its own: its verbs are slots, its outcomes are signals. Calls that
may block (the network) run on a few plain threads beside it, and come home to the worker's own thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

if TYPE_CHECKING:  # heavy: imported by whoever builds them, after the first paint
    from pos_app.core.authority import Authority
    from pos_app.core.checkout import Checkout
    from pos_app.core.ledger import Ledger
    from pos_app.core.refunding import Refunding

ASKERS = 6  # questions about waiting records at once
PRESSERS = 2  # kept free for what a person pressed, so that hanging questions never hold a press up


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What the workers work with, once the ledger is open."""

    checkout: Checkout
    refunding: Refunding
    ledger: Ledger
    authority: Authority


class Worker(Protocol):
    """What :func:`start` needs to know of a worker."""

    def moveToThread(self, thread: QThread, /) -> bool:  # noqa: N802 -- Qt's own name
        """Live in another thread."""

    def deleteLater(self) -> None:  # noqa: N802 -- Qt's own name
        """Die when the thread is done."""

    def finish(self) -> None:
        """Let what is in flight come to its end; called in the worker's thread, last of all."""


def start(worker: Worker, name: str) -> QThread:
    """Move a worker onto a thread of its own. Whoever calls this keeps the thread."""
    thread = QThread()
    thread.setObjectName(name)
    worker.moveToThread(thread)
    # Both slots belong to the worker, so Qt runs them in the ending thread, in this order.
    thread.finished.connect(worker.finish)
    thread.finished.connect(worker.deleteLater)
    thread.start()
    return thread


def stop(thread: QThread) -> None:
    """Let the running slot and the calls in flight finish, then end the thread. Never ``terminate``."""
    thread.quit()
    thread.wait()


class Landed(NamedTuple):
    """A blocking call that came back: which record it was about, and how it ended."""

    number: str
    call: Future[object]


class Rounds(QObject):
    """Goes round the records that a worker looks after: each on its own schedule, one call in flight for each.

    Signals:
        due: a record's time has come; carries its number.
        landed: a blocking call came back; carries :class:`Landed`.
    """

    due = Signal(str)
    landed = Signal(object)  # Landed
    _home = Signal(object)  # Landed, from a plain thread

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._askers = ThreadPoolExecutor(ASKERS, thread_name_prefix=f"{name}-asks")
        self._pressers = ThreadPoolExecutor(PRESSERS, thread_name_prefix=f"{name}-pressed")
        self._due: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._ring)
        self._flying: set[str] = set()
        self._finished = False
        self._home.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def send(self, number: str, call: Callable[[], object], *, pressed: bool = False) -> bool:
        """Start a blocking call about a record, unless one is under way: one request in flight for each.

        Args:
            number: the record's number.
            call: what to do on a thread beside this one.
            pressed: a person waits for it, so it may not queue behind the rounds.
        """
        if self._finished or number in self._flying:
            return False
        self._flying.add(number)
        self.leave(number)
        future = (self._pressers if pressed else self._askers).submit(call)
        future.add_done_callback(lambda done: self._home.emit(Landed(number, done)))
        return True

    def wait(self, number: str, delay: float) -> None:
        """Come round to a record again after ``delay`` seconds."""
        if not self._finished:
            self._due[number] = time.monotonic() + delay
            self._wind()

    def leave(self, number: str) -> None:
        """Stop going round to a record."""
        if self._due.pop(number, None) is not None:
            self._wind()

    def finish(self) -> None:
        """Wait for the calls in flight: each has a deadline of its own, and its result is in the ledger."""
        self._finished = True
        self._due.clear()
        self._wind()
        self._askers.shutdown(wait=True, cancel_futures=True)
        self._pressers.shutdown(wait=True, cancel_futures=True)

    def _wind(self) -> None:
        if self._due:
            self._timer.start(max(0, math.ceil((min(self._due.values()) - time.monotonic()) * 1000)))
        else:
            self._timer.stop()

    @Slot()
    def _ring(self) -> None:
        now = time.monotonic()
        for number in [number for number, at in self._due.items() if at <= now]:
            del self._due[number]
            self.due.emit(number)
        self._wind()

    @Slot(object)
    def _land(self, landed: Landed) -> None:
        self._flying.discard(landed.number)
        if not self._finished:
            self.landed.emit(landed)
