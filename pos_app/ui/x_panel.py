"""The X: how a shift stands, on the glass, and from there on paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.shift import ShiftReport
from pos_app.ui.figures import FigureList, scrolled
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.shift_words import open_words, report_figures
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule

_WIDTH, _HEIGHT = 640, (800, 610)
_ROWS = (48, 42)


class XPanel(Overlay):
    """Covers the page with the figures so far.

    Signals:
        print_requested: they are to be written down and printed.
    """

    print_requested = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("x_panel")
        self._report: ShiftReport | None = None
        self._blind = True
        self._has_printer = False
        self._title = Label(Role.TITLE)
        self._title.setObjectName("x_title")
        self._words = Label(Role.CELL, "muted")
        self.figures = FigureList(theme, "x_figures", _ROWS)
        self.back = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self.back.setObjectName("x_back")
        self.back.clicked.connect(self.dismissed)
        self.dismissed.connect(self.close_overlay)
        self.paper = KeyButton(theme, Kind.PRIMARY, action=Action.PRINT, icon="printer")
        self.paper.setObjectName("x_print")
        self.paper.set_size(72, 64, Role.BUTTON)
        self.paper.clicked.connect(self.print_requested)
        self.panel.setFixedSize(theme.px(_WIDTH), theme.px(*_HEIGHT))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back, 2)
        buttons.addWidget(self.paper, 3)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 22, 28, 22)
        frame.setSpacing(10)
        frame.addWidget(self._title)
        frame.addWidget(self._words)
        frame.addWidget(rule())
        frame.addWidget(scrolled(self.figures), 1)
        frame.addLayout(buttons)
        self._retranslate()

    def show_report(self, report: ShiftReport, *, blind: bool) -> None:
        """Show figures; ``blind`` leaves out what tells how much cash there should be."""
        self._report, self._blind = report, blind
        self._retranslate()

    @Slot(bool)
    def set_printer(self, there: bool) -> None:
        """Say whether there is a printer."""
        self._has_printer = there
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.back.set_label(self.tr("Go back"))
        self.paper.set_label(self.tr("Print"))
        self.paper.set_reason("" if self._has_printer else self.tr("No printer is set up"))
        self._title.setText(self.tr("X report"))
        report = self._report
        if report is None:
            return
        words = self.tr("{shift} · at {time}")
        self._words.setText(words.format(shift=open_words(report.shift), time=hour_minute(report.at)))
        self.figures.set_figures(report_figures(report, blind=self._blind))
