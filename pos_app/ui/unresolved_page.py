"""The unresolved page: everything about money that waits for a manager, each with one thing to do first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.overview import Remedy, Unresolved
from pos_app.core.payment import Payment
from pos_app.core.refund import AbnormalAccount, Refund
from pos_app.core.sale import Sale
from pos_app.ui.empty_state import EmptyState
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.reason_panel import ReasonPanel
from pos_app.ui.refund_account import RefundAccount
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.status import refund_status_of, status_of, status_word
from pos_app.ui.theme import Theme
from pos_app.ui.unresolved_card import UnresolvedCard
from pos_app.ui.unresolved_groups import GroupChips
from pos_app.ui.unresolved_list import ListHead, UnresolvedList
from pos_app.ui.unresolved_words import call_words
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule
from pos_app.ui.widgets.mark_label import MarkLabel

_FOOT = 64
_FRESH_MS = 20_000  # how often the list is read again while it can be seen: other tills write into the same book
_RESULT = 56


class UnresolvedPage(QWidget):
    """Lists what waits; what is to be done about it, it asks others to do, and shows what came of it in place.

    Signals:
        left: back to where the person came from.
        list_requested: read it anew.
        query_requested, send_again_requested, withdraw_requested: ``Unresolved``.
        refund_requested: ``Payment``, on the refund page.
        candidates_requested: ``out_trade_no`` of late money.
        matched: ``Unresolved``, the number of a sale, reason.
        resolved: ``Unresolved``, reason.
        account_given: ``Refund``, ``AbnormalAccount``.
    """

    left = Signal()
    list_requested = Signal()
    query_requested = Signal(object)
    send_again_requested = Signal(object)
    withdraw_requested = Signal(object)
    refund_requested = Signal(object)
    candidates_requested = Signal(str)
    matched = Signal(object, str, str)
    resolved = Signal(object, str)
    account_given = Signal(object, object)

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unresolved_page")
        self._theme = theme
        self._items: tuple[Unresolved, ...] = ()
        self._asked = ""  # the number of what a remedy is under way for
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.groups = GroupChips()
        self.head.add(self.groups)
        self.list = UnresolvedList(theme, now)
        self._names = ListHead(theme)
        self.card = UnresolvedCard(theme)
        self._result_mark = MarkLabel(theme, Mark.SEAL, 26)
        self._result = Label(Role.CELL, "muted", wrap=True)
        self._result.setObjectName("unresolved_result")
        self._result.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._recoveries = Label(Role.STRONG, "warn")
        self._recoveries.setObjectName("recoveries_wait")
        self._empty = EmptyState(theme, "nothing_unresolved")
        self.query_all = KeyButton(theme, Kind.PLAIN, action=Action.QUERY_ALL, icon="refresh")
        self.query_all.setObjectName("query_all")
        self.query_all.set_size(_FOOT, _FOOT)
        self.query_all.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.reason = ReasonPanel(theme, self)
        self.account = RefundAccount(theme, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_FRESH_MS)
        self._timer.timeout.connect(self.list_requested)
        self._join()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_items(self, items: tuple[Unresolved, ...], recoveries: int = 0) -> None:
        """List what waits, open ones first; so many ``recoveries`` wait on the staff page."""
        self._items = items
        self._recoveries.setVisible(recoveries > 0)
        self._list()

    @Slot(object)
    def show_payment(self, told: tuple[Sale, Payment]) -> None:
        """Say what a question about a payment brought."""
        payment = told[1]
        if payment.out_trade_no == self._asked:
            word = status_word(status_of(payment))
            words = self.tr("{ticket} ¥{amount}: {state}").format(
                ticket=payment.tail, amount=payment.amount, state=word
            )
            self._finish(words, Mark.SEAL if payment.settled else Mark.WARN)

    @Slot(object)
    def show_refund(self, told: tuple[Payment, Refund]) -> None:
        """Say what a question about a refund brought."""
        payment, refund = told
        if refund.out_refund_no == self._asked:
            word = status_word(refund_status_of(refund))
            words = self.tr("Refund of {ticket} ¥{amount}: {state}").format(
                ticket=payment.tail, amount=refund.amount, state=word
            )
            self._finish(words, Mark.SEAL)

    @Slot(str)
    def note_answer(self, number: str) -> None:
        """Say that a question brought nothing new."""
        if number == self._asked:
            self._finish(self.tr("WeChat Pay has no other answer yet; the till keeps asking."), Mark.WARN)

    @Slot(object)
    def offer_candidates(self, sales: tuple[Sale, ...]) -> None:
        """Let the person choose among the tickets that late money may belong to."""
        self._calm()
        if self.isVisible() and self.list.item is not None:
            self.reason.ask_match(self.list.item, sales)

    @Slot(str)
    def note_done(self, words: str) -> None:
        """Say that something was written down."""
        self._finish(words, Mark.SEAL)

    def refuse(self) -> None:
        """Give the keys back: a remedy came to nothing."""
        self._calm()

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        result = QHBoxLayout()
        result.setContentsMargins(20, 0, 20, 0)
        result.setSpacing(12)
        result.addWidget(self._result_mark)
        result.addWidget(self._result, 1)
        self._foot = QWidget()
        self._foot.setMinimumHeight(_RESULT)
        over = QVBoxLayout(self._foot)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(rule())
        over.addLayout(result, 1)
        listed = Card(self._theme)
        column = QVBoxLayout(listed)
        column.setContentsMargins(2, 6, 2, 6)
        column.setSpacing(0)
        column.addWidget(self._names)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._foot)
        body = QHBoxLayout()
        body.addWidget(listed, 62)
        body.addWidget(self.card, 38)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.query_all)
        foot.addWidget(self._recoveries)
        self._recoveries.hide()
        foot.addStretch(1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._columns = (frame, body)

    def _join(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.card.picked.connect(self._do)
        self.groups.chosen.connect(self._list_again)
        tab = QShortcut(self)
        tab.setKeys(list(self._theme.keys.sequences(Action.SWITCH_PANE)))
        tab.activated.connect(self._next_group)
        self.query_all.clicked.connect(self._query_all)
        for overlay in (self.reason, self.account):
            overlay.dismissed.connect(overlay.close_overlay)
        self.reason.given.connect(self._take_reason)
        self.account.confirmed.connect(self._take_account)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width; the words beside the title go first."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._columns)
        self.head.words.setVisible(self.width() >= NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list, and let the arrow keys walk through it at once."""
        super().showEvent(event)
        self._result.clear()
        self._foot.hide()
        self._calm()
        self._timer.start()
        self.list_requested.emit()
        self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest, and leave no question open."""
        super().hideEvent(event)
        self._timer.stop()
        self.reason.close_overlay()
        self.account.close_overlay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Unresolved"))
        self.head.words.setText(self.tr("Each has one thing to do first"))
        self._empty.say(
            self.tr("Nothing waits"),
            self.tr("Every payment and every refund is proven, or is on its usual way."),
        )
        self.query_all.set_label(self.tr("Query all"))
        key = self._theme.keys.hint(Action.STAFF)
        self._recoveries.setText(self.tr("A PIN was set past the rules: see Staff ({key})").format(key=key))
        self._list()

    # ---------------------------------------------------------------- what it shows

    def _list(self) -> None:
        self.groups.count(self._items)
        shown = tuple(item for item in self._items if self.groups.group.holds(item))
        self.list.show_items(shown)
        for widget in (self._names, self.list):
            widget.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self.query_all.set_reason("" if self._questions() else self.tr("Nothing to ask"))
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        item = self.list.item if self.list.isVisibleTo(self) else None
        if item is None or self.card.item is None or item.number != self.card.item.number:
            self.card.say("")
        if item is not None and item.number == self._asked:
            self.card.say(self.tr("A moment, please"), busy=True)
        self.card.show_item(item)

    @Slot()
    def _list_again(self) -> None:
        self._list()

    @Slot()
    def _next_group(self) -> None:
        self.groups.step(1)

    def _questions(self) -> tuple[Unresolved, ...]:
        return tuple(item for item in self._items if Remedy.QUERY in item.remedies)

    # ---------------------------------------------------------------- what a person does

    @Slot(object)
    def _do(self, remedy: Remedy) -> None:
        item = self.list.item
        if item is None:
            return
        match remedy:
            case Remedy.CALL:
                self.card.say(call_words(item), Mark.SEAL)
            case Remedy.RESOLVE:
                self.reason.ask(item)
            case Remedy.APPLY_ABNORMAL if item.refund is not None:
                self.account.ask(item.refund)
            case Remedy.REFUND if item.payment is not None:
                self.refund_requested.emit(item.payment)
            case Remedy.QUERY | Remedy.SEND_AGAIN | Remedy.WITHDRAW | Remedy.MATCH:
                self._ask(item, remedy)

    def _ask(self, item: Unresolved, remedy: Remedy) -> None:
        self._begin(
            item, self.tr("Asking WeChat Pay") if remedy is not Remedy.MATCH else self.tr("Looking for tickets")
        )
        match remedy:
            case Remedy.SEND_AGAIN:
                self.send_again_requested.emit(item)
            case Remedy.WITHDRAW:
                self.withdraw_requested.emit(item)
            case Remedy.MATCH:
                self.candidates_requested.emit(item.number)
            case _:
                self.query_requested.emit(item)

    @Slot()
    def _query_all(self) -> None:
        for item in self._questions():
            self.query_requested.emit(item)
        self._tell(self.tr("Asking about all of them"), Mark.LIVE)

    @Slot(object, str, str)
    def _take_reason(self, item: Unresolved, reason: str, sale_number: str) -> None:
        self._begin(item, self.tr("Being written down"))
        if sale_number:
            self.matched.emit(item, sale_number, reason)
        else:
            self.resolved.emit(item, reason)

    @Slot(object)
    def _take_account(self, account: AbnormalAccount) -> None:
        self.account.close_overlay()
        item = self.list.item
        if item is not None and item.refund is not None:
            self._begin(item, self.tr("Asking WeChat Pay"))
            self.account_given.emit(item.refund, account)

    def _begin(self, item: Unresolved, words: str) -> None:
        self._asked = item.number
        self.card.say(words, busy=True)

    def _finish(self, words: str, mark: Mark) -> None:
        self._calm()
        self._tell(words, mark)
        self.list_requested.emit()

    def _calm(self) -> None:
        self._asked = ""
        self.card.say("")

    def _tell(self, words: str, mark: Mark) -> None:
        self._result.setText(words)
        self._result_mark.set_mark(mark)
        self._foot.show()
