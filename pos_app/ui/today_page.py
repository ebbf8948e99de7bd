"""Today's payments: every one of this till's day, its state, and the story of the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.payment_list import COLUMNS, Filter, chosen_by
from pos_app.ui.readings import Day, Story
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.search_field import SearchField
from pos_app.ui.story_card import StoryCard
from pos_app.ui.tables import DataTable, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
_SEARCH, _SEARCH_NARROW = 420, 330
_MORE = 100  # payments that are read when the list is scrolled to its end


class TodayPage(QWidget):
    """Lists payments and tells stories; what must be done about one, it asks others to do.

    Signals:
        left: back to the sale page.
        more_requested: how many payments to read, when the list is scrolled to its end.
        story_requested: the number of a sale.
        query_requested: the number of a payment that is not settled.
        refund_requested: ``Payment``.
    """

    left = Signal()
    more_requested = Signal(int)
    story_requested = Signal(str)
    query_requested = Signal(str)
    refund_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today_page")
        self._theme = theme
        self._day: Day | None = None
        self._filter = Filter.ALL
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self._chips = self._make_chips()
        self.model: TableModel[Payment] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "payments")
        self.story = StoryCard(theme)
        self.search = SearchField(theme, action=Action.SEARCH)
        self.search.setObjectName("payment_search")
        self._empty = Label(Role.CELL, "muted", wrap=True)
        self._empty.setObjectName("no_payments")
        self.query = self._key("query_payment", Action.QUERY, "search")
        self.refund = self._key("refund_payment", Action.REFUND, "undo")
        self._join()
        self._lay_out()
        self._retranslate()
        self._show_chosen()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_day(self, day: Day) -> None:
        """List a day; the chosen payment stays chosen."""
        self._day = day
        self._list()

    @Slot(object)
    def show_story(self, story: Story) -> None:
        """Tell the story of the chosen payment's sale; one that comes too late is not told."""
        chosen = self.chosen
        if chosen is not None and chosen.sale_number == story.sale.number:
            self.story.show_story(story)

    def show_unresolved(self) -> None:
        """List only what waits for an answer or a manager."""
        self._chips.button(Filter.UNRESOLVED.value).click()

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

    def _make_chips(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for choice in Filter:
            chip = QPushButton()
            chip.setObjectName(f"filter_{choice.name.lower()}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(choice is Filter.ALL)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.addButton(chip, choice.value)
            self.head.add(chip)
        group.idClicked.connect(self._choose_filter)
        return group

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._scroll)
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._leave_search)
        self.search.left.connect(self._leave_search)
        self.query.clicked.connect(self._ask)
        self.refund.clicked.connect(self._refund)
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
        body.addWidget(card, 50)
        body.addWidget(self.story, 50)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.search, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        foot.addWidget(self.query)
        foot.addWidget(self.refund)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._columns = (frame, body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins and the search field to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._columns)
        self.search.setFixedWidth(_SEARCH if self.width() >= NARROW else _SEARCH_NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arrow keys walk through the list at once."""
        super().showEvent(event)
        self.table.setFocus()
        self._show_chosen()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._list()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Today's payments"))
        words = {
            Filter.ALL: self.tr("All"),
            Filter.PAID: self.tr("Paid"),
            Filter.UNRESOLVED: self.tr("Unconfirmed"),
            Filter.REFUNDED: self.tr("Refunds"),
        }
        for choice, word in words.items():
            self._chips.button(choice.value).setText(word)
        self.search.setPlaceholderText(self.tr("Ticket, amount, WeChat no."))
        self.query.set_label(self.tr("Query"))
        self.refund.set_label(self.tr("Refund"))
        self._empty.setText(self.tr("No payment to show. Payments of today appear here as soon as they are begun."))

    # ---------------------------------------------------------------- what it shows

    @Slot()
    def _list(self) -> None:
        if self._day is None:
            return
        chosen = self.chosen.out_trade_no if self.chosen is not None else ""
        shown = chosen_by(self._day.payments, self._filter, self.search.text())
        self.model.set_records(shown)
        numbers = [payment.out_trade_no for payment in shown]
        self.table.setCurrentIndex(self.model.index(numbers.index(chosen) if chosen in numbers else 0, 0))
        self.table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        totals = self._day.totals
        words = self.tr("{count} paid · ¥{paid}").format(count=totals.paid_count, paid=totals.paid)
        if totals.refund_count:
            more = self.tr(" · {count} refunds ¥{refunded}")
            words += more.format(count=totals.refund_count, refunded=totals.refunded)
        self.head.words.setText(words)
        self._show_chosen()

    def _show_chosen(self) -> None:
        payment = self.chosen
        self.query.set_reason("" if payment is not None and not payment.settled else self.tr("Nothing to ask"))
        self.refund.set_reason("" if payment is not None and payment.refundable else self.tr("Nothing to refund"))
        if payment is None:
            self.story.show_story(None)
        elif self.isVisible():
            self.story_requested.emit(payment.sale_number)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    @Slot(int)
    def _choose_filter(self, number: int) -> None:
        self._filter = Filter(number)
        self._list()

    @Slot(int)
    def _scroll(self, value: int) -> None:
        if self._day is not None and self._day.more and value == self.table.verticalScrollBar().maximum():
            self.more_requested.emit(len(self._day.payments) + _MORE)

    @Slot()
    def _leave_search(self) -> None:
        self.table.setFocus()

    @Slot()
    def _ask(self) -> None:
        if self.chosen is not None:
            self.query_requested.emit(self.chosen.out_trade_no)

    @Slot()
    def _refund(self) -> None:
        if self.chosen is not None:
            self.refund_requested.emit(self.chosen)
