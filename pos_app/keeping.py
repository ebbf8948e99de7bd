"""Keeping the book safe while the till sells: it is looked over at a quiet pace, and backed up (docs/backup.md)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.config import Profile, Settings
from pos_app.core.business_day import BEIJING
from pos_app.core.errors import BackupFailedError, PosError
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.journal import Head
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)

_FIRST_LOOK_MS = 10_000  # after the opening, which has better things to do
_ROUND_MS = 60_000
_BREATH = 0.02  # seconds of rest after each thousand entries, so that the glass keeps its share
_PATIENCE = timedelta(hours=1)  # after a backup that failed


class _Stopped(Exception):  # noqa: N818 - no error: the till closes
    """The looking over was told to end."""


class Keeper(QObject):
    """Looks the book over at the start and each night, and backs it up each day and at the close.

    Signals:
        looked_over: ``tuple[Flaw, ...]``: what was found.
        trouble: ``BackupFailedError``; it is tried again in an hour.
    """

    looked_over = Signal(object)
    trouble = Signal(object)

    def __init__(
        self, profile: Profile, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__()
        self._profile = profile
        self._settings = settings
        self._clock = clock
        self._ledger: Ledger | None = None
        self._saved: tuple[Head, ...] = ()
        self._looked_on = clock().astimezone(BEIJING).date()
        self._not_before = clock()
        self._stopping = threading.Event()
        self._rounds = QTimer(self)
        self._rounds.timeout.connect(self.go_round)

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger
        self._saved = deeds.ledger.heads()
        self._rounds.start(_ROUND_MS)
        QTimer.singleShot(_FIRST_LOOK_MS, self, self.look_over)

    def hush(self) -> None:
        """Let a looking over that is under way end soon. Called from any thread."""
        self._stopping.set()

    @Slot()
    def go_round(self) -> None:
        """Do what the hour asks for."""
        now = self._clock()
        today = now.astimezone(BEIJING)
        if today.hour < self._settings.backup.hour:
            return
        if now >= self._not_before:
            self._back_up(unless_on=today)
        if self._looked_on < today.date():
            self._looked_on = today.date()
            self.look_over()

    @Slot()
    def look_over(self) -> None:
        """Look the whole book over, and say what is wrong with it."""
        if (ledger := self._ledger) is None:
            return
        try:
            found = ledger.verify(watch=self._pace)
        except _Stopped:
            return
        except PosError as error:
            log.warning("the book could not be looked over: %s", error)
            return
        for flaw in found.flaws:
            log.error("the book has a flaw: %s: %s", flaw.where, flaw.what)
        log.info("looked the book over: %d entries, %d flaws", found.entries, len(found.flaws))
        self.looked_over.emit(found.flaws)

    @Slot()
    def finish(self) -> None:
        """Back up what was done since the last time. Connected to the thread's ``finished``."""
        if self._ledger is not None:
            self._back_up()

    def _pace(self, done: int, of: int) -> None:
        if 10 * done // max(of, 1) != 10 * (done - 1000) // max(of, 1):
            log.debug("looking the book over: %d of %d", done, of)
        if self._stopping.wait(_BREATH):
            raise _Stopped

    def _saved_today(self, today: datetime) -> bool:
        from pos_app import backup  # noqa: PLC0415 - heavy

        newest = backup.ours(self._folder, self._profile)[:1]
        return any(f"-{today:%Y%m%d}T" in path.name for path in newest)

    @property
    def _folder(self) -> Path:
        return self._settings.backup.directory or self._profile.backups_dir

    def _back_up(self, *, unless_on: datetime | None = None) -> None:
        """Back up if there is anything new, and a passphrase to do it under; not if one of that day is there."""
        from pos_app import backup  # noqa: PLC0415 - heavy
        from pos_app.keystore import Keystore  # noqa: PLC0415

        ledger = self._ledger
        if ledger is None or self._profile.training or self._settings.ledger.url:
            return
        try:
            if unless_on is not None and self._saved_today(unless_on):
                return
            heads = ledger.heads()
            passphrase = Keystore(self._profile).backup_passphrase()
            if passphrase is None:
                log.debug("no backup is made: no passphrase was set (pos-app backup passphrase)")
            elif heads != self._saved:
                file = self._folder / backup.name_for(self._profile, self._clock().astimezone(BEIJING))
                backup.make(self._profile, self._settings, file, passphrase, clock=self._clock, watch=_silent)
                self._saved = heads
                backup.prune(self._folder, self._profile, self._settings.backup.keep)
        except (PosError, OSError) as error:
            log.warning("no backup was made: %s", error)
            self._not_before = self._clock() + _PATIENCE
            self.trouble.emit(BackupFailedError(str(error)))


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far a copy is: it takes a moment, and nobody waits for it."""
