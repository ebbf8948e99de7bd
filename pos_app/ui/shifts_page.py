"""The shifts of the shop, the newest first: each with its figures, and its Z on paper once more."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.core.shift import Shift
from pos_app.ui.empty_state import EmptyState
from pos_app.ui.figures import FigureList, scrolled
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.readings import ShiftList
from pos_app.ui.shift_words import carried_names, closing_figures, open_words, span_words
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule

_FOOT = 64
_ROWS = (46, 40)


@dataclass(frozen=True, slots=True)
class _Row:
    """A shift as the one who looks may see it."""

    shift: Shift
    blind: bool


def _z() -> str:
    return QCoreApplication.translate("Shifts", "Z report")


def _when() -> str:
    return QCoreApplication.translate("Shifts", "Day and time")


def _who() -> str:
    return QCoreApplication.translate("Shifts", "Cashier")


def _counted_title() -> str:
    return QCoreApplication.translate("Shifts", "Counted")


def _difference_title() -> str:
    return QCoreApplication.translate("Shifts", "Over, short")


def _counted(row: _Row) -> Money | str:
    closing = row.shift.closing
    return closing.count.total if closing is not None else QCoreApplication.translate("Shifts", "still open")


def _difference(row: _Row) -> Money | str:
    closing = row.shift.closing
    return "—" if closing is None or row.blind else closing.difference


COLUMNS: tuple[Column[_Row], ...] = (
    Column(title=_z, value=lambda row: row.shift.number, look=Look.STRONG, share=17),
    Column(title=_when, value=lambda row: f"{row.shift.business_date:%m-%d} {span_words(row.shift)}", share=30),
    Column(title=_who, value=lambda row: row.shift.opened_by, look=Look.QUIET, share=14),
    Column(title=_counted_title, value=_counted, look=Look.AMOUNT, share=20),
    Column(title=_difference_title, value=_difference, look=Look.AMOUNT, share=19),
)


class ShiftsPage(QWidget):
    """Lists shifts. Everybody may look; what should have been in the drawer is for whoever may see that.

    Signals:
        left: back to the shift page.
        list_requested: a page is to be read; carries how many newer ones to leave out.
        print_requested: ``Shift`` that is closed.
    """

    left = Signal()
    list_requested = Signal(int)
    print_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shifts_page")
        self._theme = theme
        self._more = False
        self._has_printer = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.model: TableModel[_Row] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "shift_list")
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._scroll)
        self._empty = EmptyState(theme, "no_shifts")
        self._title = Label(Role.SECTION)
        self._title.setContentsMargins(20, 14, 20, 12)
        self.figures = FigureList(theme, "z_figures", _ROWS)
        self.paper = KeyButton(theme, Kind.PRIMARY, action=Action.REPRINT, icon="printer", parent=self)
        self.paper.setObjectName("print_z")
        self.paper.set_size(_FOOT, _FOOT, Role.BUTTON)
        self.paper.clicked.connect(self._print)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_list(self, shifts: ShiftList, *, blind: bool) -> None:
        """List a page of shifts; ``blind`` keeps back what should have been in their drawers."""
        rows = tuple(_Row(shift, blind) for shift in shifts.shifts)
        if shifts.skip:
            self.model.append_records(rows)
        else:
            self.model.set_records(rows)
        self._more = shifts.more
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show()

    def forget(self) -> None:
        """Show nothing of what somebody else may have seen."""
        self.model.set_records(())
        self._show()

    @Slot(bool)
    def set_printer(self, there: bool) -> None:
        """Say whether there is a printer."""
        self._has_printer = there
        self._show()

    @property
    def chosen(self) -> Shift | None:
        """The shift whose figures are shown."""
        row = self.table.currentIndex().row()
        return self.model.records[row].shift if 0 <= row < len(self.model.records) else None

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _print(self) -> None:
        self.print_requested.emit(self.chosen)

    @Slot(int)
    def _scroll(self, value: int) -> None:
        if self._more and value == self.table.verticalScrollBar().maximum():
            self._more = False  # until the next page is there
            self.list_requested.emit(len(self.model.records))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list anew, and let the arrow keys walk through it."""
        super().showEvent(event)
        self.table.setFocus()
        self.list_requested.emit(0)

    # ---------------------------------------------------------------- how it looks

    @Slot()
    def _show(self) -> None:
        shift = self.chosen
        some = bool(self.model.records)
        self.table.setVisible(some)
        self._empty.setVisible(not some)
        if shift is None:
            self._title.setText("")
            self.figures.set_figures(())
        else:
            row = self.model.records[self.table.currentIndex().row()]
            self._title.setText(open_words(shift) if shift.closing is None else f"Z {shift.number}")
            carried = shift.closing.carried if shift.closing is not None else ()
            self.figures.set_figures(closing_figures(shift, blind=row.blind) + carried_names(carried))
        self.paper.set_reason(self._missing(shift))

    def _missing(self, shift: Shift | None) -> str:
        if shift is None or shift.closing is None:
            return self.tr("It is not closed yet") if shift is not None else self.tr("Nothing to print")
        return "" if self._has_printer else self.tr("No printer is set up")

    def _lay_out(self) -> None:
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        inside.addWidget(self._empty)
        side = Card(self._theme)
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(rule())
        column.addWidget(scrolled(self.figures), 1)
        body = QHBoxLayout()
        body.addWidget(card, 93)
        body.addWidget(side, 45)
        foot = QHBoxLayout()
        foot.addStretch(93)
        foot.addWidget(self.paper, 45)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._columns = (frame, body, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._columns)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Shifts"))
        self.paper.set_label(self.tr("Print Z again"))
        self._empty.say(self.tr("No shift yet"), self.tr("The first one begins when somebody opens it."))
        self._show()
