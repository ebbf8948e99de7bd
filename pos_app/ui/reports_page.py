"""The reports page: what was taken and given back, as figures, a chart and a table, and as files."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.business_day import BEIJING
from pos_app.core.reports import Subject
from pos_app.ui.empty_state import EmptyState
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.report_figures import ReportFigures
from pos_app.ui.report_foot import ReportFoot
from pos_app.ui.report_reads import FileKind, Progress, ReportAsk, ReportRead, Save
from pos_app.ui.report_spans import SpanKeys
from pos_app.ui.report_table import ReportTable
from pos_app.ui.report_words import bars_of, report_title, span_word, subject_word
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

if TYPE_CHECKING:  # heavy: imported by the worker when somebody wants to look at reports
    from pos_app.ui.report_chart import ReportChart

_SUBJECTS = tuple(Subject)
_IN_TIME = frozenset({Subject.DAY, Subject.HOUR})
_CHART, _CHART_WIDE = (30, 70), (44, 56)  # shares of the width: chart, table


class ReportsPage(QWidget):
    """Shows one report. It asks for what it shows, and is told.

    Signals:
        left: back to the sale page.
        report_requested: ``ReportAsk``.
        unwanted: a turn: nobody waits any more for what was asked for up to it.
        save_requested: ``Save``.
    """

    left = Signal()
    report_requested = Signal(object)
    unwanted = Signal(object)
    save_requested = Signal(object)

    def __init__(self, theme: Theme, today: Callable[[], date], english: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("reports_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme = theme
        self._turn = 0
        self._read: ReportRead | None = None
        self._english = english  # whether categories are called by their English names
        self.chart: ReportChart | None = None
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.spans = SpanKeys(theme, today)
        self.spans.changed.connect(self.look_anew)
        self.head.add(self.spans)
        self._chips = QButtonGroup(self)
        self._next = KeyButton(theme, Kind.QUIET, action=Action.REPORT_NEXT)
        self._next.setObjectName("report_next")
        self._next.set_size(48, 48)
        self._next.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._next.clicked.connect(self._step)
        self.figures = ReportFigures(theme)
        self.table = ReportTable(theme)
        self.table.chosen.connect(self._mark)
        self._chart_title = Label(Role.SECTION)
        self._chart_title.setObjectName("report_title")
        self._chart_card = Card(theme)
        self._empty = EmptyState(theme, "no_report")
        self._stopped = False
        self.foot = ReportFoot(theme)
        self.foot.save_requested.connect(self._save)
        self.foot.stopped.connect(self._stop)
        self._lay_out()
        self._retranslate()

    @property
    def subject(self) -> Subject:
        """What the report is about."""
        return _SUBJECTS[self._chips.checkedId()]

    @property
    def shown(self) -> ReportRead | None:
        """What can be seen."""
        return self._read

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_read(self, read: ReportRead) -> None:
        """Show a report, unless something else is wanted by now."""
        if read.turn == self._turn:
            self._read, self._stopped = read, False
            self.foot.free("")
            self._show()

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Say how far it is; what was shown before is of other days."""
        if progress.turn != self._turn:
            return
        if not progress.saving and progress.done:
            self._read, self._stopped = None, False
            self._show()
        self.foot.show_progress(progress)

    @Slot(object)
    def show_saved(self, file: Path) -> None:
        """Say where the file is."""
        self.foot.free(self.tr("Saved: {file}").format(file=file))

    @Slot(object)
    def show_ended(self, turn: int) -> None:
        """Say that something was given up, if nothing else is asked for by now."""
        if turn == self._turn:
            self.foot.free(self.tr("Stopped"))
            self._stopped = self._read is None
            self._show()

    @Slot()
    def release(self) -> None:
        """Give the keys back: what was pressed came to nothing."""
        self.foot.free("")

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def look_anew(self) -> None:
        """Ask for the report of the days that are chosen, as the book says now."""
        self._ask(anew=True)

    @Slot()
    def _look(self) -> None:
        self._ask(anew=False)

    def _ask(self, *, anew: bool) -> None:
        if self.isVisible():
            self._take_turn()
            self.report_requested.emit(
                ReportAsk(turn=self._turn, subject=self.subject, span=self.spans.span, anew=anew)
            )  # fmt: skip

    def _take_turn(self) -> None:
        self.unwanted.emit(self._turn)
        self._turn += 1

    @Slot()
    def _step(self) -> None:
        self._chips.button((self._chips.checkedId() + 1) % len(_SUBJECTS)).setChecked(True)
        self._look()

    @Slot(object)
    def _save(self, kind: FileKind) -> None:
        if self._read is not None:
            self._take_turn()
            self._read = dataclasses.replace(self._read, turn=self._turn)
            self.foot.wait()
            self.save_requested.emit(
                Save(turn=self._turn, read=self._read, kind=kind, shelves=self._shelves(self._read))
            )  # fmt: skip

    @Slot()
    def _stop(self) -> None:
        self.unwanted.emit(self._turn)

    @Slot(int)
    def _mark(self, place: int) -> None:
        if self.chart is not None:
            self.chart.mark(place if place >= 0 else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew, as long ago as it was."""
        super().showEvent(event)
        self._make_chart()
        self.setFocus()
        self.look_anew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nobody work for a page that is not seen."""
        super().hideEvent(event)
        self.unwanted.emit(self._turn)
        self.foot.free("")

    # ---------------------------------------------------------------- what it shows

    def _make_chart(self) -> None:
        """Make the chart when the page is seen for the first time: by now the worker has imported it."""
        if self.chart is None:
            made: ReportChart = importlib.import_module("pos_app.ui.report_chart").ReportChart(self._theme)
            made.chosen.connect(self.table.choose)
            self._chart_column.addWidget(made, 1)
            self.chart = made

    def _show(self) -> None:
        read = self._read
        self.figures.show_report(None if read is None else read.report)
        any_rows = read is not None and bool(read.report.rows)
        self.foot.set_savable(any_rows)
        self._show_rows(any_rows)
        self._empty.setVisible(self._stopped or (read is not None and not any_rows))
        if self._stopped:
            self._empty.say(self.tr("Reading was stopped"), self.tr("Choose the days again, or fewer of them."))
        else:
            self._empty.say(self.tr("Nothing to report on these days"), self.tr("Choose other days or another report."))
        if read is None:
            self.head.words.clear()
            return
        report, shelves = read.report, self._shelves(read)
        self.head.words.setText(self.tr("as of {at}").format(at=f"{read.at.astimezone(BEIJING):%H:%M}"))
        self.table.show_report(report, shelves)
        title = report_title(report.subject)
        self._chart_title.setText(title)
        if self.chart is not None:
            name = f"{title} · {span_word(report.span)}"
            self.chart.show_bars(bars_of(report, shelves), standing=report.subject in _IN_TIME, name=name)

    def _show_rows(self, any_rows: bool) -> None:
        """Show table and chart, or neither; the focus never falls into the field, which would take the keys."""
        if self.table.table.hasFocus():
            self.setFocus()
        self.table.setVisible(any_rows)
        self._chart_card.setVisible(any_rows)
        if any_rows and self.hasFocus():
            self.table.table.setFocus()

    def _shelves(self, read: ReportRead) -> Mapping[str, str]:
        return read.shelves if self._english() else {}

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(4)
        for place, subject in enumerate(_SUBJECTS):
            chip = QPushButton()
            chip.setObjectName(f"report_{subject.value}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setChecked(place == 0)
            chip.clicked.connect(self._look)
            self._chips.addButton(chip, place)
            chips.addWidget(chip)
        chips.addWidget(self._next)
        chips.addStretch(1)
        self._chart_column = QVBoxLayout(self._chart_card)
        self._chart_column.setContentsMargins(16, 12, 12, 8)
        self._chart_column.addWidget(self._chart_title)
        self._body = QHBoxLayout()
        self._body.addWidget(self._chart_card)
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(chips)
        frame.addWidget(self.figures)
        frame.addLayout(self._body, 1)
        frame.addWidget(self.foot)
        self._frame = frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins and shares to the width."""
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        fit_margins(self.width(), self._frame, self._body)
        for place, share in enumerate(_CHART_WIDE if wide else _CHART):
            self._body.setStretch(place, share)
        self.spans.fit(wide=wide)
        self.head.words.setVisible(wide)
        self.head.title.setVisible(wide)  # what the report is called stands over the chart

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Reports"))
        for place, subject in enumerate(_SUBJECTS):
            self._chips.button(place).setText(subject_word(subject))
        self._next.set_spoken(self.tr("Next report"))
        self._show()
