"""The table of a report: five columns that mean what the report is about, and its total, which never scrolls away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.core.reports import Report, Row, Subject
from pos_app.ui.report_words import column_words, count_word, row_word, total_word
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import rule

_SHARES = (28, 15, 19, 19, 19)
_ROW = (56, 48)
_SCROLL_BAR = 12  # as the style sheet has it


class ReportTable(Card):
    """Lists the rows of a report.

    Signals:
        chosen: the place of the row that is chosen.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._subject = Subject.DAY
        self._shelves: Mapping[str, str] = {}
        self.model: TableModel[Row] = TableModel(self._columns(self._name, Look.PLAIN, Look.FIGURE))
        self.table = DataTable(theme, self.model, "report_rows", row=_ROW)
        self.table.verticalScrollBar().rangeChanged.connect(self._align)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.totals: TableModel[Row] = TableModel(self._columns(lambda _row: total_word(), Look.STRONG, Look.SUM))
        self._total = DataTable(theme, self.totals, "report_total", row=_ROW)
        self._total.horizontalHeader().hide()
        self._total.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._total.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self._total.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._beside = QWidget()  # under the scroll bar, where there is one
        self._beside.setFixedWidth(theme.px(_SCROLL_BAR))
        self._beside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._total)
        foot.addWidget(self._beside)
        column.addLayout(foot)
        self._fit()

    def show_report(self, report: Report, shelves: Mapping[str, str]) -> None:
        """List another report; ``shelves`` says what categories are called on the glass."""
        self._subject, self._shelves = report.subject, shelves
        self.model.set_records(report.rows)
        self.totals.set_records((report.total,))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_SHARES) - 1)
        self.table.clearSelection()
        self.table.setAccessibleName(" · ".join(column_words(report.subject)))

    def choose(self, place: int) -> None:
        """Choose a row."""
        self.table.selectRow(place)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(now.row())

    @Slot(int, int)
    def _align(self, _least: int, most: int) -> None:
        """Keep the columns of the total under those of the rows."""
        self._beside.setVisible(most > 0)

    def _name(self, row: Row) -> str:
        return row_word(self._subject, row, self._shelves)

    def _columns(self, name: Callable[[Row], str], look: Look, figures: Look) -> tuple[Column[Row], ...]:
        """Make the columns; their titles are those of whatever is listed."""

        def title(place: int) -> Callable[[], str]:
            return lambda: column_words(self._subject)[place]

        def amount(place: int) -> Callable[[Row], Money]:
            return lambda row: row.amounts[place]

        return (
            Column(title=title(0), value=name, look=look, share=_SHARES[0]),
            Column(title=title(1), value=count_word, look=figures, share=_SHARES[1]),
            *(
                Column(title=title(place + 2), value=amount(place), look=figures, share=_SHARES[place + 2])
                for place in range(3)
            ),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._total.setFixedHeight(self._total.verticalHeader().defaultSectionSize())
