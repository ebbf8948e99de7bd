"""Does the doctor's looks on a thread of its own, and gathers the support file; nothing here may hold the glass up."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_app import settings_file
from pos_app.config import Profile, Settings
from pos_app.doctor.examination import Examination, Progress
from pos_app.doctor.finding import Finding
from pos_app.doctor.report import as_json
from pos_app.doctor.support import Part, SupportError, file_name, gather, save


class DoctorWorker(QObject):
    """Takes one wish at a time.

    Args:
        profile: whose till.
        folder: where support files go.

    Signals:
        found: ``Finding``.
        progressed: ``Progress``.
        ended: ``bool``: whether all looks were done.
        gathered: tuple of ``Part``.
        saved: ``Path``.
        failed: ``SupportError``.
    """

    found = Signal(object)
    progressed = Signal(object)
    ended = Signal(bool)
    gathered = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, profile: Profile, folder: Path) -> None:
        super().__init__()
        self._profile, self._folder = profile, folder
        self._lock = threading.Lock()
        self._examination: Examination | None = None
        self._closing = False
        self._findings: tuple[Finding, ...] = ()
        self._parts: tuple[Part, ...] = ()

    def hush(self) -> None:
        """End for good: the till closes. Called from any thread."""
        with self._lock:
            self._closing = True
        self.stop()

    def stop(self) -> None:
        """End the looks that are going on. Called from any thread."""
        with self._lock:
            if self._examination is not None:
                self._examination.stop()

    @Slot()
    def finish(self) -> None:
        """End with the thread: nothing is in flight."""

    @Slot(object)
    def examine(self, screens: Finding) -> None:
        """Look at everything; the screens were looked at already."""
        examination = Examination(self._profile, tell=self._tell)
        with self._lock:
            if self._closing:
                return
            self._examination = examination
        self._findings = ()
        self._add(screens)
        for finding in examination.findings():
            self._add(finding)
        with self._lock:
            self._examination = None
        self.ended.emit(not examination.stopped)

    def _add(self, finding: Finding) -> None:
        self._findings = (*self._findings, finding)
        self.found.emit(finding)

    def _tell(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    @Slot(object)
    def gather(self, glass: Mapping[str, str]) -> None:
        """Collect the support file, to be read before it is saved."""
        report = as_json(self._profile, self._findings, at=datetime.now(UTC))
        self._parts = gather(self._profile, self._settings(), report, glass=glass)
        self.gathered.emit(self._parts)

    def _settings(self) -> Settings | None:
        try:
            return settings_file.load(self._profile)
        except settings_file.SettingsError:
            return None

    @Slot()
    def save(self) -> None:
        """Save what was gathered, and nothing else."""
        file = self._folder / file_name(self._profile, datetime.now().astimezone())
        try:
            save(self._parts, file)
        except SupportError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(file)
