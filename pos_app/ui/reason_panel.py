"""Asks for a reason before a manager answers for something, or matches late money to a ticket that is chosen here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.overview import Unresolved
from pos_app.core.refund import REASON_LENGTH
from pos_app.core.sale import Sale, SaleState
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.note_field import NoteField
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.unresolved_words import ticket_of
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH = 700
_REASONS = 3
_TABLE = 220  # pixels: four candidates are seen at once


class ReasonPanel(Overlay):
    """Covers the page. With candidates, one of them is chosen first.

    Signals:
        given: ``Unresolved``, reason, the number of the chosen sale or nothing.
    """

    given = Signal(object, str, str)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("reason_panel")
        self._item: Unresolved | None = None
        self._matching = False
        self._title = Label(Role.TITLE)
        self._ticket = Label(Role.ITEM, "muted")
        self.amount = AmountLabel(theme, Role.TAIL)
        self._says = Label(Role.CELL, "muted", wrap=True)
        self._says.setObjectName("reason_says")
        self.model: TableModel[Sale] = TableModel(_CANDIDATES)
        self.table = DataTable(theme, self.model, "match_candidates")
        self.table.setFixedHeight(_TABLE)
        self.reason = ChoiceRow("answer_reason", _REASONS)
        self.reason.chosen.connect(self._show)
        self.note = NoteField(theme, most=REASON_LENGTH - 20)
        self.note.textChanged.connect(self._show)
        self.note.left.connect(self.dismissed)
        self.cancel = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self.cancel.setObjectName("reason_cancel")
        self.cancel.clicked.connect(self.dismissed)
        self.confirm = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.confirm.setObjectName("reason_confirm")
        self.confirm.set_size(72, 64, Role.BUTTON)
        self.confirm.clicked.connect(self._give)
        self.panel.setFixedWidth(theme.px(_WIDTH))
        self._lay_out()
        self._retranslate()

    def ask(self, item: Unresolved) -> None:
        """Ask why something is answered for."""
        self._begin(item, matching=False)

    def ask_match(self, item: Unresolved, candidates: tuple[Sale, ...]) -> None:
        """Ask which ticket late money belongs to, and why."""
        self.model.set_records(candidates)
        if candidates:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._begin(item, matching=True)
        (self.table if candidates else self.note).setFocus()

    def _begin(self, item: Unresolved, *, matching: bool) -> None:
        self._item, self._matching = item, matching
        self.note.clear()
        self.reason.choose(0)
        self.amount.set_money(item.amount)
        self._retranslate()
        self.open()
        self.note.setFocus()

    @property
    def words(self) -> str:
        """The reason: the choice and what was written; for "other", what was written alone."""
        note = self.note.text().strip()
        if self.reason.position == _REASONS - 1:
            return note
        return " · ".join(filter(None, (self.reason.text(), note)))

    @property
    def _sale(self) -> Sale | None:
        row = self.table.currentIndex().row()
        return self.model.records[row] if 0 <= row < len(self.model.records) else None

    @Slot()
    def _give(self) -> None:
        item, sale = self._item, self._sale
        if item is not None and self.words:
            self.close_overlay()
            self.given.emit(item, self.words, sale.number if self._matching and sale is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the reasons with the arrow keys."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.reason.step(step)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.cancel, 2)
        buttons.addWidget(self.confirm, 3)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._ticket)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 22, 28, 22)
        frame.setSpacing(10)
        frame.addLayout(head)
        frame.addWidget(self.amount)
        frame.addWidget(self._says)
        frame.addWidget(self.table)
        frame.addWidget(self.reason)
        frame.addWidget(self.note)
        frame.addSpacing(6)
        frame.addLayout(buttons)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._ticket.setText(ticket_of(self._item) if self._item is not None else "")
        self.cancel.set_label(self.tr("Go back"))
        self.note.setPlaceholderText(self.tr("More words"))
        if self._matching:
            self._title.setText(self.tr("Match late money"))
            self.confirm.set_label(self.tr("Match"))
            self.reason.set_words((self.tr("Same customer"), self.tr("Charged again by mistake"), self.tr("Other")))
        else:
            self._title.setText(self.tr("Mark resolved"))
            self.confirm.set_label(self.tr("Mark resolved"))
            self.reason.set_words((self.tr("Settled with customer"), self.tr("Seen at WeChat Pay"), self.tr("Other")))
        self._show()

    @Slot()
    def _show(self) -> None:
        empty = self._matching and not self.model.records
        self.table.setVisible(self._matching and not empty)
        if empty:
            self._says.setText(
                self.tr("No ticket of the same amount waits for money. Give it back, or mark it resolved.")
            )
        elif self._matching:
            self._says.setText(self.tr("Choose the ticket that the customer paid for with this money."))
        else:
            self._says.setText(self.tr("It is written down with your name, and stays listed until its cause is gone."))
        for widget in (self.reason, self.note):
            widget.setVisible(not empty)
        self.confirm.set_reason(self.tr("No ticket") if empty else "" if self.words else self.tr("Write the reason"))


def _ticket_title() -> str:
    return QCoreApplication.translate("Candidates", "Ticket")


def _time_title() -> str:
    return QCoreApplication.translate("Candidates", "Time")


def _total_title() -> str:
    return QCoreApplication.translate("Candidates", "Total")


def _state_title() -> str:
    return QCoreApplication.translate("Candidates", "State")


def _state(sale: Sale) -> str:
    translate = QCoreApplication.translate
    return {
        SaleState.OPEN: translate("Candidates", "not paid yet"),
        SaleState.VOIDED: translate("Candidates", "given up"),
        SaleState.PAID: translate("Candidates", "paid"),
    }[sale.state]


_CANDIDATES: tuple[Column[Sale], ...] = (
    Column(title=_ticket_title, value=lambda sale: sale.ticket, look=Look.STRONG, share=20),
    Column(title=_time_title, value=lambda sale: hour_minute(sale.opened_at), look=Look.QUIET, share=18),
    Column(title=_total_title, value=lambda sale: sale.total, look=Look.AMOUNT, share=28),
    Column(title=_state_title, value=_state, look=Look.QUIET, share=34),
)
