"""The four figures over every report."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.reports import Report
from pos_app.ui.fonts import Role
from pos_app.ui.report_words import figure_words
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule

_COUNT = 4
_NOTHING = "—"


class ReportFigures(Card):
    """Turnover, sales, the average of a sale, and what was given back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._names = [Label(Role.SECONDARY, "muted") for _ in range(_COUNT)]
        self._figures = [Label(Role.AMOUNT) for _ in range(_COUNT)]
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(20)
        for place, (name, figure) in enumerate(zip(self._names, self._figures, strict=True)):
            name.setObjectName(f"figure_name_{place}")
            figure.setObjectName(f"figure_{place}")
            if place:
                row.addWidget(rule(upright=True))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(name)
            column.addWidget(figure)
            row.addLayout(column, 1)

    def show_report(self, report: Report | None) -> None:
        """Show the figures of a report; without one, none."""
        if report is None:
            for figure in self._figures:
                figure.setText(_NOTHING)
            return
        for place, (name, words) in enumerate(figure_words(report)):
            self._names[place].setText(name)
            self._figures[place].setText(words)
