"""The refund page: one payment; what comes back, why and which way; a last look, and then where the money is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.core.refund import AbnormalAccount, Refund, RefundOrder
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.readings import Story
from pos_app.ui.refund_account import RefundAccount
from pos_app.ui.refund_foot import RefundFoot
from pos_app.ui.refund_form import Mode, RefundForm
from pos_app.ui.refund_limits import refusal_for
from pos_app.ui.refund_progress import RefundProgress
from pos_app.ui.refund_review import RefundReview
from pos_app.ui.refund_terms import RefundTerms
from pos_app.ui.refund_words import Next, count_words, goods_words, next_for, over_words, refusal_words, route_words
from pos_app.ui.sale_plan import NARROW
from pos_app.ui.slab import Slab
from pos_app.ui.staff_deeds import Fact
from pos_app.ui.tender_words import tender_word
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.key_button import KeyButton

_TICK_MS = 1000


class RefundPage(QWidget):
    """Gives money of one payment back. Knows records, says what the person wants.

    The right half holds the terms of a refund, or follows the newest one. ``now`` is the clock on the wall, for the
    minute between two refunds.

    Signals:
        left: back to where the person came from.
        story_requested: the number of a sale, whenever its refunds may have changed.
        refund_requested: ``RefundOrder``.
        query_requested: the number of a refund that is not settled.
        send_again_requested: the number of one for which the merchant's account held too little.
        account_given: ``Refund``, ``AbnormalAccount``: where the money of an abnormal refund is to go.
    """

    left = Signal()
    story_requested = Signal(str)
    refund_requested = Signal(object)
    query_requested = Signal(str)
    send_again_requested = Signal(str)
    account_given = Signal(object, object)

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refund_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._now = now
        self._payment: Payment | None = None
        self._refunds: tuple[Refund, ...] = ()
        self._told = False  # the story of this payment
        self._shared = False  # other payments paid for the same ticket
        self._sent = False  # confirmed; the ledger has not answered yet
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.form = RefundForm(theme)
        self.terms = RefundTerms(theme)
        self.progress = RefundProgress(theme)
        self._right = QStackedWidget()
        self._right.addWidget(self.terms)
        self._right.addWidget(self.progress)
        self.slab = Slab(theme)
        self.slab.setObjectName("refund_amount")
        self.foot = RefundFoot(theme)
        self._lay_out()
        self.review = RefundReview(theme, self)
        self.account = RefundAccount(theme, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show)
        self._join()
        self._retranslate()

    # ---------------------------------------------------------------- what it says

    @property
    def next(self) -> KeyButton:
        """The key that leads on."""
        return self.foot.next

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """The refunds of the payment, the oldest first, as they were told last."""
        return self._refunds

    @property
    def ticket(self) -> str:
        """The ticket of the payment, as people say it."""
        return self._payment.tail if self._payment is not None else ""

    @property
    def goods(self) -> str:
        """What the money is given back for, in words."""
        return goods_words(self.form.parts)

    @property
    def to(self) -> str:
        """Where the money goes, in words."""
        return route_words(self.terms.chosen_route, self._payment) if self._payment is not None else ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What an approver reads beside the amount and the reason: names and values."""
        return ((self.tr("Ticket"), self.ticket), (self.tr("Goods"), self.goods), (self.tr("To"), self.to))

    @property
    def following(self) -> bool:
        """Whether the newest refund is followed, rather than another one prepared."""
        return self._right.currentWidget() is self.progress

    # ---------------------------------------------------------------- what it is told

    def open_for(self, payment: Payment) -> None:
        """Turn to a payment; its story is asked for."""
        self._payment, self._refunds, self._told, self._sent = payment, (), False, False
        self._shared = False
        self.form.clear()
        self.form.mode.choose(Mode.WHOLE)
        self.terms.clear()
        self.terms.show_payment(payment)
        self._right.setCurrentWidget(self.terms)
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
        first, self._told = not self._told, True
        begun = self._sent and len(refunds) > len(self._refunds)
        if begun:
            self._sent = False
            self.form.clear()
            self.terms.clear()
        self._payment, self._refunds = payment, refunds
        self._shared = payment.pays < story.sale.total
        self.form.show_payment(story.sale, payment, story.returned)
        self.progress.show_refunds(refunds)
        if refunds and (begun or (first and (not payment.refundable or not refunds[-1].settled))):
            self._right.setCurrentWidget(self.progress)
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
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._right, 1)
        right.addWidget(self.slab)
        body = QHBoxLayout()
        for half, share in ((self.form, 47), (beside, 53)):  # the same halves, whatever is written in them
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            half.setMinimumWidth(1)
            body.addWidget(half, share)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(body, 1)
        frame.addWidget(self.foot)
        self._columns = (frame, body, right)

    def _join(self) -> None:
        self.form.changed.connect(self._show)
        self.form.mode.chosen.connect(self._prepare_another)
        self.terms.changed.connect(self._show)
        self.terms.note.left.connect(self.setFocus)
        self.foot.next.clicked.connect(self._go_on)
        self.foot.query.clicked.connect(self._query)
        self.foot.other.clicked.connect(self._turn)
        for overlay in (self.review, self.account):
            overlay.dismissed.connect(overlay.close_overlay)
        self.review.confirmed.connect(self._send)
        self.account.confirmed.connect(self._give_account)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, the arrow keys for lines and reasons."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        meaning = meaning_of(event)
        if step is not None:
            self.terms.reason.step(step)
        elif meaning is None or not self._type(*meaning):
            super().keyPressEvent(event)

    def _type(self, typed: Typed, characters: str) -> bool:
        """Let the form have a key; say whether it was one of its own."""
        match typed:
            case Typed.DIGITS:
                self.form.type(characters)
            case Typed.ERASE:
                self.form.erase()
            case Typed.UP:
                self.form.walk(-1)
            case Typed.DOWN:
                self.form.walk(1)
            case _:
                return False
        self._prepare_another()
        return True

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
        self.account.close_overlay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Refund"))
        self._show()

    # ---------------------------------------------------------------- what it shows

    @Slot()
    def _show(self) -> None:
        payment = self._payment
        if payment is None:
            return
        words = self.tr("Ticket {ticket} · {time} · {tender}")
        at, tender = hour_minute(payment.paid_at or payment.created_at), tender_word(payment.tender, payment.label)
        self.head.words.setText(words.format(ticket=payment.tail, time=at, tender=tender))
        self.terms.set_goods(bool(self.form.parts))
        self.slab.show_amount(
            self.form.amount, self.tr("This refund"), count_words(self.form.parts, self.form.rounding)
        )
        self.slab.setVisible(not self.following)
        self.foot.query.setVisible(self._open_refund() is not None)
        if self.following:
            self.foot.show_following(self._next, left=bool(payment.refundable))
        else:
            self.foot.show_preparing(self._reason(payment), len(self._refunds))

    def _facts(self) -> tuple[str, str, str, str]:
        return self.ticket, self.goods, self.terms.words, self.to

    @property
    def _next(self) -> Next:
        refund = self.progress.newest
        return next_for(refund) if refund is not None else Next.NOTHING

    def _reason(self, payment: Payment) -> str:
        if self._sent:
            return self.tr("Being written down")
        if self.form.over is not None:
            return over_words(self.form.over)
        refusal = refusal_for(
            payment, self._refunds, self.form.amount, self._now(), route=self.terms.chosen_route,
            whole_only=self.form.whole_only,
        )  # fmt: skip
        if refusal is not None:
            goods = self.form.mode.position == Mode.ITEMS
            return refusal_words(refusal, payment, goods=goods, shared=self._shared)
        return self.tr("Write the reason") if self.terms.missing else ""

    def _open_refund(self) -> Refund | None:
        return next((refund for refund in reversed(self._refunds) if not refund.settled), None)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _prepare_another(self) -> None:
        """Turn from the refund that is followed to the next one, as soon as something is chosen for it."""
        self._right.setCurrentWidget(self.terms)
        self._show()

    @Slot()
    def _turn(self) -> None:
        self._right.setCurrentWidget(self.terms if self.following else self.progress)
        self._show()

    @Slot()
    def _go_on(self) -> None:
        refund = self.progress.newest
        if not self.following or refund is None:
            self.review.ask(self.form.amount, self._facts)
            return
        match self._next:
            case Next.SEND_AGAIN:
                self.send_again_requested.emit(refund.out_refund_no)
            case Next.OTHER_ACCOUNT:
                self.account.ask(refund)
            case Next.BEGIN_ANEW:
                self._turn()
            case _:
                self.left.emit()

    @Slot()
    def _send(self) -> None:
        self.review.close_overlay()
        if self._payment is None or self._sent:
            return
        self._sent = True
        self._show()
        self.refund_requested.emit(
            RefundOrder(
                out_trade_no=self._payment.out_trade_no,
                amount=self.form.amount,
                reason=self.terms.customer_reason,
                note=self.terms.shop_note,
                lines=self.form.lines_to_return(restock=self.terms.restock.isChecked()),
                route=self.terms.chosen_route,
                tender=self._payment.tender,
                rounding=self.form.rounding,
            )
        )

    @Slot(object)
    def _give_account(self, account: AbnormalAccount) -> None:
        self.account.close_overlay()
        refund = self.progress.newest
        if refund is not None:
            self.account_given.emit(refund, account)

    @Slot()
    def _query(self) -> None:
        refund = self._open_refund()
        if refund is not None:
            self.query_requested.emit(refund.out_refund_no)
