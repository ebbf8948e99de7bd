"""The refund page: one payment, whole or an amount; a reason, a last look, and then where the money is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.readings import Story
from pos_app.ui.refund_form import WHOLE, RefundForm
from pos_app.ui.refund_limits import Obstacle, Refusal, refusal_for
from pos_app.ui.refund_review import RefundReview
from pos_app.ui.refund_terms import RefundTerms
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.slab import Slab
from pos_app.ui.staff_deeds import Fact
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.key_button import KeyButton, Kind

_FOOT = 64
_NEXT = 340
_TICK_MS = 1000


class RefundPage(QWidget):
    """Gives money of one payment back. Knows records, says what the person wants.

    ``now`` is the clock on the wall, for the minute between two refunds.

    Signals:
        left: back to where the person came from.
        story_requested: the number of a sale, whenever its refunds may have changed.
        refund_requested: ``out_trade_no``, ``Money``, reason.
        query_requested: the number of a refund that is not settled.
    """

    left = Signal()
    story_requested = Signal(str)
    refund_requested = Signal(str, object, str)
    query_requested = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refund_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._now = now
        self._payment: Payment | None = None
        self._refunds: tuple[Refund, ...] = ()
        self._sent = False  # confirmed; the ledger has not answered yet
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.form = RefundForm(theme)
        self.terms = RefundTerms(theme)
        self.slab = Slab(theme)
        self.slab.setObjectName("refund_amount")
        self.query = KeyButton(theme, Kind.PLAIN, action=Action.QUERY, icon="search")
        self.query.setObjectName("query_refund")
        self.query.set_size(_FOOT, _FOOT)
        self.query.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.next = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.next.setObjectName("review")
        self.next.set_size(_FOOT, _FOOT, Role.BUTTON)
        self.next.setFixedWidth(_NEXT)
        self._lay_out()
        self.review = RefundReview(theme, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show)
        self._join()
        self._retranslate()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What an approver reads beside the amount and the reason."""
        ticket = self._payment.tail if self._payment is not None else ""
        return (
            (self.tr("Ticket"), ticket),
            (self.tr("Goods"), self.form.goods or self.tr("A part of the amount")),
            (self.tr("To"), self.tr("WeChat Pay, the way it came")),
        )

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """The refunds of the payment, the oldest first, as they were told last."""
        return self._refunds

    # ---------------------------------------------------------------- what it is told

    def open_for(self, payment: Payment) -> None:
        """Turn to a payment; its story is asked for."""
        self._payment, self._refunds, self._sent = payment, (), False
        self.form.clear()
        self.form.mode.choose(WHOLE)
        self.terms.show_refunds(())
        self._show()
        self.story_requested.emit(payment.sale_number)

    @Slot(object)
    def show_story(self, story: Story) -> None:
        """Take the figures of the payment, as the ledger has them now."""
        number = self._payment.out_trade_no if self._payment is not None else ""
        payment = next((p for p in story.payments if p.out_trade_no == number), None)
        if payment is None:
            return
        refunds = tuple(refund for refund in story.refunds if refund.out_trade_no == number)
        if len(refunds) > len(self._refunds):
            self._sent = False
            self.form.clear()
        self._payment, self._refunds = payment, refunds
        self.form.show_payment(story.sale, payment)
        self.terms.show_refunds(refunds)
        self._show()

    @Slot(object)
    def show_refund(self, _payment: Payment, refund: Refund) -> None:
        """Look again when a refund of this payment moved."""
        if self._payment is not None and refund.out_trade_no == self._payment.out_trade_no:
            self.story_requested.emit(self._payment.sale_number)

    def refund_failed(self) -> None:
        """Give the button back: what was confirmed came to nothing."""
        self._sent = False
        self._show()

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(self.terms, 1)
        right.addWidget(self.slab)
        body = QHBoxLayout()
        body.addWidget(self.form, 47)
        body.addLayout(right, 53)
        foot = QHBoxLayout()
        foot.addWidget(self.query)
        foot.addStretch(1)
        foot.addWidget(self.next)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._columns = (frame, body, right)

    def _join(self) -> None:
        self.form.changed.connect(self._show)
        self.next.clicked.connect(self._ask_again)
        self.query.clicked.connect(self._query)
        self.review.confirmed.connect(self._send)
        self.review.dismissed.connect(self.review.close_overlay)
        for action, slot in ((Action.SWITCH_PANE, self._switch),):
            shortcut = QShortcut(self)
            shortcut.setKeys(list(self._theme.keys.sequences(action)))
            shortcut.activated.connect(slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits for the amount, and the arrow keys for the reason."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        meaning = meaning_of(event)
        if step is not None:
            self.terms.reason.step(step)
        elif meaning is not None and meaning[0] is Typed.DIGITS:
            self.form.type(meaning[1])
        elif meaning is not None and meaning[0] is Typed.ERASE:
            self.form.erase()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins and rows to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._columns)
        self.terms.set_narrow(self.width() < NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for keys; count the minute between two refunds while it can be seen."""
        super().showEvent(event)
        self._timer.start()
        self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest, and do not leave a question open."""
        super().hideEvent(event)
        self._timer.stop()
        self.review.close_overlay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Refund"))
        self.query.set_label(self.tr("Query"))
        self.next.set_label(self.tr("Next: check"))
        self._show()

    # ---------------------------------------------------------------- what it shows

    @Slot()
    def _show(self) -> None:
        payment = self._payment
        self.query.setVisible(self._open_refund() is not None)
        if payment is None:
            return
        words = self.tr("Ticket {ticket} · {time} · WeChat Pay")
        at = hour_minute(payment.paid_at or payment.created_at)
        self.head.words.setText(words.format(ticket=payment.tail, time=at))
        amount = self.form.amount
        more = self.tr("the whole payment") if amount == payment.amount else self.tr("part of the payment")
        self.slab.show_amount(amount, self.tr("This refund"), more)
        self.next.set_reason(self._reason(payment))

    def _reason(self, payment: Payment) -> str:
        if self._sent:
            return self.tr("Being written down")
        refusal = refusal_for(payment, self._refunds, self.form.amount, self._now())
        return self._words(refusal, payment) if refusal is not None else ""

    def _words(self, refusal: Refusal, payment: Payment) -> str:
        return {
            Obstacle.NOTHING_LEFT: self.tr("Nothing left to refund"),
            Obstacle.NO_AMOUNT: self.tr("Type an amount"),
            Obstacle.TOO_MUCH: self.tr("Only ¥{left} is left").format(left=payment.refundable),
            Obstacle.TOO_SOON: self.tr("One a minute: wait {seconds} s").format(seconds=refusal.seconds),
            Obstacle.TOO_MANY: self.tr("50 refunds are the most"),
            Obstacle.TOO_OLD: self.tr("Older than 365 days"),
        }[refusal.obstacle]

    def _open_refund(self) -> Refund | None:
        return next((refund for refund in reversed(self._refunds) if not refund.settled), None)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _switch(self) -> None:
        self.form.mode.step(1)

    @Slot()
    def _ask_again(self) -> None:
        if self._payment is not None:
            self.review.ask(self.form.amount, self._payment.tail, self.terms.reason.text())

    @Slot()
    def _send(self) -> None:
        self.review.close_overlay()
        if self._payment is not None and not self._sent:
            self._sent = True
            self._show()
            self.refund_requested.emit(self._payment.out_trade_no, self.form.amount, self.terms.reason.text())

    @Slot()
    def _query(self) -> None:
        refund = self._open_refund()
        if refund is not None:
            self.query_requested.emit(refund.out_refund_no)
