"""Held tickets: what was put aside at any till, taken up again or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.business_day import BEIJING
from pos_app.core.cart import Cart, HeldCart
from pos_app.ui.empty_state import EmptyState
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_card import TicketCard
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.armed_key import ArmedKey
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
_FRESH_MS = 5_000  # how often the list is read again while it can be seen: other tills hold and recall too
_TICKET, _TICKET_NARROW = 480, 400


def _columns(now: Callable[[], datetime]) -> tuple[Column[HeldCart], ...]:
    translate = QCoreApplication.translate

    def since(held: HeldCart) -> str:
        at = held.held_at.astimezone(BEIJING)
        return hour_minute(at) if at.date() == now().astimezone(BEIJING).date() else f"{at:%m-%d}"

    return (
        Column(title=lambda: translate("HeldPage", "Held at"), value=since, look=Look.STRONG, share=17),
        Column(
            title=lambda: translate("HeldPage", "Till, cashier"), share=26,
            value=lambda held: f"{held.till} {held.cashier}",
        ),
        Column(title=lambda: translate("HeldPage", "Items"), value=lambda held: str(held.draft.cart.pieces), share=12),
        Column(title=lambda: translate("HeldPage", "Note"), value=lambda held: held.draft.cart.note, share=22),
        Column(
            title=lambda: translate("HeldPage", "Total"), value=lambda held: held.draft.cart.total,
            look=Look.AMOUNT, share=23,
        ),
    )  # fmt: skip


class HeldPage(QWidget):
    """Lists what is put aside, the oldest first, and shows the chosen ticket.

    Signals:
        left: back to the sale page.
        list_requested: read it anew.
        recalled, dropped: ``HeldCart``.
    """

    left = Signal()
    list_requested = Signal()
    recalled = Signal(object)
    dropped = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("held_page")
        self._theme = theme
        self._busy = False  # the press is out
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.ticket = TicketCard(theme)
        self.ticket.setObjectName("held_ticket")
        self.ticket.show_status(None, "accent", locked=False)
        self.model: TableModel[HeldCart] = TableModel(_columns(now))
        self.table = DataTable(theme, self.model, "held_list")
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._empty = EmptyState(theme, "nothing_held")
        self._said = Label(Role.CELL, "muted", wrap=True)
        self._said.setObjectName("held_said")
        self.drop = ArmedKey(theme, action=Action.DROP_HELD, icon="trash")
        self.drop.setObjectName("drop_held")
        self.drop.confirmed.connect(self._drop)
        self.recall = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM, icon="recall")
        self.recall.setObjectName("recall_held")
        self.recall.clicked.connect(self._recall)
        for key in (self.drop, self.recall):
            key.set_size(_FOOT, _FOOT, Role.BUTTON)
        self._timer = QTimer(self)
        self._timer.setInterval(_FRESH_MS)
        self._timer.timeout.connect(self.list_requested)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_held(self, held: tuple[HeldCart, ...]) -> None:
        """List what is put aside; what was chosen stays chosen while it is there."""
        chosen = self.chosen
        numbers = [one.draft.number for one in held]
        self.model.set_records(held)
        if held:
            row = numbers.index(chosen.draft.number) if chosen is not None and chosen.draft.number in numbers else 0
            self.table.selectRow(row)
        self._show()

    def show_in_hand(self, pieces: int) -> None:
        """Say what happens to the ticket in hand."""
        words = self.tr("The ticket in hand ({pieces} items) changes places with the one that is taken up.")
        self._said.setText(words.format(pieces=pieces) if pieces else "")

    @Slot()
    def release(self) -> None:
        """Give the keys back: what was pressed is done, or came to nothing."""
        self._busy = False
        self._show()

    @property
    def chosen(self) -> HeldCart | None:
        """The one that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.records[row] if 0 <= row < len(self.model.records) else None

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _recall(self) -> None:
        self._press(self.recalled)

    @Slot()
    def _drop(self) -> None:
        self._press(self.dropped)

    def _press(self, deed: SignalInstance) -> None:
        held = self.chosen
        if held is not None and not self._busy:
            self._busy = True
            self._show()
            deed.emit(held)

    @Slot()
    def _choose(self) -> None:
        self.drop.disarm()
        self._show()

    def _show(self) -> None:
        held = self.chosen
        self.ticket.show_cart(held.draft.cart if held is not None else Cart(), None)
        self.ticket.setVisible(held is not None)
        count = len(self.model.records)
        self._empty.setVisible(not count)
        self.table.setVisible(bool(count))
        self.head.words.setText(self.tr("%n held", "", count) if count else "")
        reason = self.tr("One moment") if self._busy else "" if count else self.tr("None held")
        for key in (self.drop, self.recall):
            key.set_reason(reason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list anew, and go on reading it."""
        super().showEvent(event)
        self._busy = False
        self.table.setFocus()
        self.list_requested.emit()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()
        self.drop.disarm()

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        inside.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self.drop, 2)
        foot.addSpacing(16)
        foot.addWidget(self.recall, 3)
        right = QVBoxLayout()
        right.addWidget(card, 1)
        right.addWidget(self._said)
        right.addLayout(foot)
        body = QHBoxLayout()
        body.addWidget(self.ticket)
        body.addLayout(right, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        self._rows = (frame, body, right, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins and the ticket to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)
        narrow = self.width() < NARROW
        self.ticket.setFixedWidth(_TICKET_NARROW if narrow else _TICKET)
        self.ticket.show_codes(not narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Held tickets"))
        self._empty.say(self.tr("Nothing is held"), self.tr("A ticket that is put aside with Hold waits here."))
        self.drop.set_words(self.tr("Give it up"), self.tr("Press again"))
        self.recall.set_label(self.tr("Recall"))
        self.ticket.show_title(self.tr("Held ticket"))
        self._show()
