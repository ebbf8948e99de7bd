"""Payments: found among all that there are, listed by page, and the story of the one that is chosen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.finding import LONGEST_TEXT
from pos_app.core.payment import Payment
from pos_app.ui.find_keys import DayKeys, StandingKeys
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.payment_list import columns
from pos_app.ui.readings import Ask, Found, Story
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.search_field import SearchField
from pos_app.ui.story_card import StoryCard
from pos_app.ui.tables import DataTable, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

PAGE = 16  # payments that are read at a time: more than a screen shows, so that it can be scrolled
_MOST_AGAIN = 400  # payments that are read again when something changed; a longer list waits for its reader
_PAUSE_MS = 20  # after the last character: a scanner's characters are one question
_FOOT = 64
_SEARCH, _SEARCH_NARROW = 350, 200


class PaymentsPage(QWidget):
    """Finds payments and tells stories; what must be done about one, it asks others to do.

    Signals:
        left: back to the sale page.
        find_requested: ``Ask``.
        story_requested: the number of a sale.
        query_requested: the number of a payment that is not settled.
        refund_requested: ``Payment``.
        export_requested: the number of a sale whose story is to be written into files.
    """

    left = Signal()
    find_requested = Signal(object)
    story_requested = Signal(str)
    query_requested = Signal(str)
    refund_requested = Signal(object)
    export_requested = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], datetime], today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("payments_page")
        self._theme = theme
        self._ask = Ask(turn=0, text="", day=None, standing=None, most=PAGE)
        self._found: Found | None = None
        self._typed = ""
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.standings = StandingKeys(theme)
        self.head.add(self.standings)
        self.head.words.setMinimumWidth(1)  # on a narrow screen the filters come first
        self.days = DayKeys(theme, today)
        self.model: TableModel[Payment] = TableModel(columns(now))
        self.table = DataTable(theme, self.model, "payments")
        self.story = StoryCard(theme)
        self.search = SearchField(theme, action=Action.SEARCH)
        self.search.setObjectName("payment_search")
        self.search.setMaxLength(LONGEST_TEXT)
        self._empty = Label(Role.CELL, "muted", wrap=True)
        self._empty.setObjectName("no_payments")
        self.query = self._key("query_payment", Action.QUERY, "search")
        self.refund = self._key("refund_payment", Action.REFUND, "undo")
        self.export = self._key("export_story", Action.EXPORT, "info")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._join()
        self._lay_out()
        self._retranslate()
        self._show_chosen()

    # ---------------------------------------------------------------- what it is told

    def open_today(self) -> None:
        """Begin with what was taken today."""
        self.search.clear()
        self.standings.choose(None)
        self.days.choose(0)
        self.look()

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Look among all there are for what was typed or scanned elsewhere."""
        self.standings.choose(None)
        self.search.setText(text)
        self.days.choose(None)
        self.look()
        self.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Look again, because something changed; a list that somebody read far into is left as it is."""
        if self.isVisible() and len(self.model.records) <= _MOST_AGAIN:
            self._request(most=max(PAGE, len(self.model.records)))

    @Slot(object)
    def show_found(self, found: Found) -> None:
        """List what was found; the chosen payment stays chosen. An answer to an earlier question is not listed."""
        if found.ask.turn != self._ask.turn:
            return
        self._found = found
        if found.ask.after is not None:
            self.model.append_records(found.payments)
            return
        chosen = self.chosen.out_trade_no if self.chosen is not None else ""
        numbers = [payment.out_trade_no for payment in found.payments]
        self.model.set_records(found.payments)
        self.table.setCurrentIndex(self.model.index(numbers.index(chosen) if chosen in numbers else 0, 0))
        self._say_found()
        self._show_chosen()

    @Slot(object)
    def show_story(self, story: Story) -> None:
        """Tell the story of the chosen payment's sale; one that comes too late is not told."""
        chosen = self.chosen
        if chosen is not None and chosen.sale_number == story.sale.number:
            self.story.show_story(story)

    @Slot()
    def export_ended(self) -> None:
        """Give the button back."""
        self.export.set_reason("" if self.chosen is not None else self.tr("Nothing chosen"))

    @property
    def chosen(self) -> Payment | None:
        """The payment that is chosen in the list."""
        row = self.table.currentIndex().row()
        return self.model.records[row] if 0 <= row < len(self.model.records) else None

    # ---------------------------------------------------------------- how it is made

    def _key(self, name: str, action: Action, icon: str) -> KeyButton:
        button = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon)
        button.setObjectName(name)
        button.set_size(_FOOT, _FOOT)
        return button

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._scroll)
        self.table.installEventFilter(self)
        self.search.textChanged.connect(self._type)
        self.search.returnPressed.connect(self._enter)
        self.search.left.connect(self._leave_search)
        self.days.changed.connect(self.look)
        self.standings.changed.connect(self.look)
        self._pause.timeout.connect(self.look)
        self.query.clicked.connect(self._query)
        self.refund.clicked.connect(self._refund)
        self.export.clicked.connect(self._export)
        shortcut = QShortcut(self)
        shortcut.setKeys(list(self._theme.keys.sequences(Action.SEARCH)))
        shortcut.activated.connect(self.search.setFocus)

    def _lay_out(self) -> None:
        card = Card(self._theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(2, 5, 2, 6)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        self._empty.setContentsMargins(28, 40, 28, 28)
        body = QHBoxLayout()
        body.addWidget(card, 53)
        body.addWidget(self.story, 47)
        foot = QHBoxLayout()
        foot.addWidget(self.search, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.days)
        foot.addStretch(1)
        for key in (self.query, self.refund, self.export):
            foot.addWidget(key)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        foot.setSpacing(8)
        self._columns = (frame, body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins and the search field to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._columns)
        self._fit_words()

    def _fit_words(self) -> None:
        """Say less where there is little room."""
        wide = self.width() >= NARROW
        self.search.setFixedWidth(_SEARCH if wide else _SEARCH_NARROW)
        self.search.setPlaceholderText(self.tr("Number, amount, day") if wide else self.tr("Find"))
        self._say_found()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arrow keys walk through the list at once."""
        super().showEvent(event)
        self.table.setFocus()
        self.look()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin a search with what is typed or scanned while the list has the focus."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and event.text().isprintable() and event.text().strip():
            self.search.setFocus()
            self.search.setText(event.text())
            return True
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Payments"))
        self._fit_words()
        self.query.set_label(self.tr("Query"))
        self.refund.set_label(self.tr("Refund"))
        self.export.set_label(self.tr("Dispute pack"))

    # ---------------------------------------------------------------- asking

    @Slot()
    def look(self) -> None:
        """Look for what stands in the field, of the day and the standing that are chosen."""
        self._pause.stop()
        if self.isVisible():
            self._request(most=PAGE)

    def _request(self, *, most: int, after: Payment | None = None) -> None:
        self._ask = Ask(
            turn=self._ask.turn + 1,
            text=self.search.text(),
            day=self.days.day,
            standing=self.standings.standing,
            after=after,
            most=most,
        )
        self.find_requested.emit(self._ask)

    @Slot(str)
    def _type(self, text: str) -> None:
        """Look among all days from the first character on, and at today again when the field is empty."""
        if bool(text.strip()) != bool(self._typed.strip()):
            self.days.choose(None if text.strip() else 0)
        self._typed = text
        self._pause.start()

    @Slot()
    def _enter(self) -> None:
        """Look at once: a scanner ends with Enter. What comes next is typed anew."""
        self.look()
        self._leave_search()

    @Slot(int)
    def _scroll(self, value: int) -> None:
        found = self._found
        if found is None or not found.more or value != self.table.verticalScrollBar().maximum():
            return
        self._found = dataclasses.replace(found, more=False)  # until the next page is there
        self._request(most=PAGE, after=self.model.records[-1])

    # ---------------------------------------------------------------- what it shows

    def _say_found(self) -> None:
        found = self._found
        if found is None:
            return
        self.table.setVisible(bool(found.payments))
        self._empty.setVisible(not found.payments)
        self.head.words.setText(self._head_words(found))
        if found.not_understood:
            self._empty.setText(
                self.tr("“{word}” is no number, amount, day or time.").format(word=found.not_understood)
            )
        elif found.ask.text.strip():
            self._empty.setText(self.tr("No payment is like this. The till looked through all of them."))
        else:
            self._empty.setText(self.tr("No payment to show. Payments of today appear here as soon as they are begun."))

    def _head_words(self, found: Found) -> str:
        if found.ask.text.strip() or found.totals is None:
            words = self.tr("{count} found, and more") if found.more else self.tr("{count} found")
            return words.format(count=len(found.payments))
        totals = found.totals
        words = self.tr("{count} paid · ¥{paid}").format(count=totals.paid_count, paid=totals.paid)
        if totals.refund_count and self.width() >= NARROW:
            more = self.tr(" · {count} refunds ¥{refunded}")
            words += more.format(count=totals.refund_count, refunded=totals.refunded)
        return words

    def _show_chosen(self) -> None:
        payment = self.chosen
        self.query.set_reason("" if payment is not None and not payment.settled else self.tr("Nothing to ask"))
        self.refund.set_reason("" if payment is not None and payment.refundable else self.tr("Nothing left"))
        self.export_ended()
        if payment is None:
            self.story.show_story(None)
        elif self.isVisible():
            self.story_requested.emit(payment.sale_number)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _leave_search(self) -> None:
        self.table.setFocus()

    @Slot()
    def _query(self) -> None:
        if self.chosen is not None:
            self.query_requested.emit(self.chosen.out_trade_no)

    @Slot()
    def _refund(self) -> None:
        if self.chosen is not None:
            self.refund_requested.emit(self.chosen)

    @Slot()
    def _export(self) -> None:
        if self.chosen is not None:
            self.export.set_reason(self.tr("Being written"))
            self.export_requested.emit(self.chosen.sale_number)
