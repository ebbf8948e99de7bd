"""The report worker: adds figures up and writes them into files, on a thread of its own (rule M10)."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.business_day import BEIJING
from pos_app.core.errors import PosError
from pos_app.core.reports import OF_GOODS, Figures, report_of
from pos_app.devices.errors import NotSavedError
from pos_app.ui.report_files import to_csv, to_xlsx
from pos_app.ui.report_pdf import to_pdf
from pos_app.ui.report_reads import OPENING, FileKind, Progress, ReportAsk, ReportRead, Save
from pos_app.ui.whole_file import write_whole
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)

CHART = "pos_app.ui.report_chart"


class _GivenUpError(Exception):
    """Nobody wants to know any more."""


class ReportWorker(QObject):
    """Answers the reports page, one press after the other; ``give_up`` ends what it is at.

    Signals:
        opened: somebody may look at reports, and it is written down.
        progressed: ``Progress``.
        read: ``ReportRead``.
        saved: ``Path``.
        ended: the turn of something that was given up.
        failed: ``PosError``: a press came to nothing.
    """

    opened = Signal()
    progressed = Signal(object)
    read = Signal(object)
    saved = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self, folder: Path, shop: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:  # fmt: skip
        super().__init__()
        self._folder = folder
        self._shop = shop
        self._clock = clock
        self._ledger: Ledger
        self._known: tuple[Figures, datetime] | None = None
        self._unwanted = 0  # every turn up to this one

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger

    @Slot(object)
    def give_up(self, turn: int) -> None:
        """End what was asked for up to a turn. Called on the thread of whoever gives up: the worker's own is busy."""
        self._unwanted = max(self._unwanted, turn)

    @Slot(str, str)
    def open(self, who: str, approval: str) -> None:
        """Let somebody look at reports, and write that down; fetch meanwhile what draws them."""

        def deed() -> None:
            self._ledger.reports.note(OPENING, who=who, approval=approval)
            importlib.import_module(CHART)  # half a second, which the glass must not wait for
            self.opened.emit()

        self._do(deed, 0)

    @Slot(object)
    def look(self, ask: ReportAsk) -> None:
        """Read a report, unless something else is wanted by now."""

        def deed() -> None:
            figures, at = self._figures(ask)
            shelves = {category.name: category.name_en for category in self._ledger.goods.categories()}
            self.read.emit(ReportRead(turn=ask.turn, report=report_of(ask.subject, figures), at=at, shelves=shelves))

        self._do(deed, ask.turn)

    @Slot(object, str, str)
    def save(self, save: Save, who: str, approval: str) -> None:
        """Write a report into a file, all of it or nothing."""

        def watch(done: int, of: int) -> None:
            self._tell(Progress(turn=save.turn, done=done, of=of, saving=True))

        def deed() -> None:
            self._ledger.reports.note(save.name, who=who, approval=approval)
            match save.kind:
                case FileKind.CSV:
                    content = to_csv(save, watch)
                case FileKind.XLSX:
                    content = to_xlsx(save, watch)
                case FileKind.PDF:
                    content = to_pdf(save, self._shop, watch)
            self.saved.emit(self._write(save, content))

        self._do(deed, save.turn)

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def hush(self) -> None:
        """End whatever is under way, and whatever comes. Called from any thread: the till closes."""
        self._unwanted = 2**31

    def _figures(self, ask: ReportAsk) -> tuple[Figures, datetime]:
        """Give the figures of a span: those that are known, if they will do."""
        goods, known = ask.subject in OF_GOODS, self._known
        if known is not None and not ask.anew and known[0].span == ask.span and (known[0].parcels or not goods):
            return known

        def watch(done: int, of: int) -> None:
            self._tell(Progress(turn=ask.turn, done=done, of=of))

        self._known = None
        self._known = self._ledger.reports.read(ask.span, watch, goods=goods), self._clock()
        return self._known

    def _tell(self, progress: Progress) -> None:
        if progress.turn <= self._unwanted:
            raise _GivenUpError
        self.progressed.emit(progress)

    def _write(self, save: Save, content: bytes) -> Path:
        stem, _, suffix = save.name.rpartition(".")
        file = self._folder / f"{stem}-{self._clock().astimezone(BEIJING):%Y%m%dT%H%M%S}.{suffix}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(file, content)
        except OSError as error:
            raise NotSavedError(f"{file}: {error.strerror}") from error
        return file

    def _do(self, deed: Callable[[], None], turn: int) -> None:
        try:
            deed()
        except _GivenUpError:
            self.ended.emit(turn)
        except PosError as error:
            log.warning("reports: %s", error)
            self.failed.emit(error)
