"""Looks after the versions of the program, on a thread of its own: network and disk, and once a day by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.overview import Underway
from pos_app.ui.workers import Deeds
from pos_app.updates.source import Source
from pos_app.updates.updater import Offer, Switched, Updater
from pos_app.updates.version import Version

log = logging.getLogger(__name__)

_FIRST_MS = 60_000  # after the opening, which has better things to do
_DAY_MS = 24 * 3_600_000


class _Stopped(Exception):  # noqa: N818 - no error: the till closes
    """A fetch was told to end; the next one goes on from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """How it stands with the versions of the program.

    Attributes:
        running: the one that runs.
        next: the one that starts next.
        before: the one that a press goes back to.
        offer: a newer one.
    """

    running: Version
    next: Version
    before: Version | None
    offer: Offer | None


class UpdateWorker(QObject):
    """Takes one wish at a time.

    Args:
        updater: does it.
        source: reaches for the place where updates come from.
        till: whose sales must be at their end before anything is switched.
        automatic: ``no``, ``look`` or ``fetch``: what is done once a day.

    Signals:
        stood: ``Versions``: how it stands now.
        progressed: ``int`` bytes of ``int`` are here.
        switched: ``Switched``.
        failed: ``PosError``: a wish came to nothing; this version sells on.
    """

    stood = Signal(object)
    progressed = Signal(object, object)
    switched = Signal(object)
    failed = Signal(object)

    def __init__(self, updater: Updater, source: Callable[[], Source], *, till: str, automatic: str) -> None:
        super().__init__()
        self._updater, self._source, self._till, self._automatic = updater, source, till, automatic
        self._underway: Callable[[str], Underway] | None = None
        self._stopping = threading.Event()
        self._daily = QTimer(self)
        self._daily.timeout.connect(self._go_round)

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start on an open ledger."""
        self._underway = deeds.ledger.underway
        if self._automatic != "no":
            self._daily.start(_DAY_MS)
            QTimer.singleShot(_FIRST_MS, self, self._go_round)

    def hush(self) -> None:
        """Let a fetch end soon. Called from any thread."""
        self._stopping.set()

    @Slot()
    def finish(self) -> None:
        """End with the thread: nothing is in flight."""

    @Slot()
    def read(self) -> None:
        """Say how it stands, without asking anybody."""
        with self._told():
            self._stand(self._updater.offered())

    @Slot()
    def look(self) -> None:
        """Ask for a newer version."""
        with self._told():
            self._stand(self._updater.look(self._source()))

    @Slot()
    def fetch(self) -> None:
        """Bring the newer version."""
        with self._told():
            self._stand(self._updater.fetch(self._source(), self._watch))

    @Slot()
    def apply(self) -> None:
        """Let the newer version start next."""
        with self._told():
            self._switch(self._updater.apply)

    @Slot()
    def back(self) -> None:
        """Let the version before start next."""
        with self._told():
            self._switch(self._updater.back)

    def _switch(self, step: Callable[[Underway], Switched]) -> None:
        if (underway := self._underway) is None:
            return  # the ledger is not open yet: nobody has come in who could press
        self.switched.emit(step(underway(self._till)))

    @Slot()
    def _go_round(self) -> None:
        """Do what is done once a day; whoever asks gets the words, the log has them for the rest."""
        try:
            offer = self._updater.look(self._source())
            if offer is not None and self._automatic == "fetch":
                offer = self._updater.fetch(self._source(), self._watch)
            self._stand(offer)
        except PosError as error:
            log.info("no update: %s", error)
        except _Stopped:
            log.info("the fetch of an update was stopped by the close of the till")

    def _stand(self, offer: Offer | None) -> None:
        here = self._updater.installation
        self.stood.emit(Versions(running=here.version, next=here.current, before=self._updater.before(), offer=offer))

    def _watch(self, done: int, of: int) -> None:
        if self._stopping.is_set():
            raise _Stopped
        self.progressed.emit(done, of)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except PosError as error:
            log.warning("update: %s", error)
            self.failed.emit(error)
        except _Stopped:
            log.info("the fetch of an update was stopped by the close of the till")
