"""The manager's desk: joins the pages where money is given back or decided about to whoever may allow it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.core.overview import Resolution, Unresolved, match_request
from pos_app.core.payment import Payment
from pos_app.core.refund import AbnormalAccount, Refund, RefundOrder
from pos_app.core.sale import Sale
from pos_app.ui.i18n import sentence_for
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.staff_deeds import Allow
from pos_app.ui.unresolved_page import UnresolvedPage
from pos_app.ui.unresolved_words import short_words, ticket_of
from pos_app.ui.widgets.banner import Banner

_SWEEP_MS = 60_000  # a payment that is not closed for long waits for a manager, although nothing happens to it


class Desk(QObject):
    """Asks for leave where it is needed, then lets the request go to the workers with the name of who makes it.

    Signals (all of them are requests to the workers):
        refund_requested: ``RefundOrder``, who, the number of the approval or nothing.
        payment_query_requested, refund_query_requested: a number.
        send_again_requested, withdraw_requested: the number of a refund, who.
        abnormal_requested: the number of a refund, ``AbnormalAccount``, who, approval.
        resolve_requested: ``Unresolved``, reason, who, approval.
        match_requested: ``out_trade_no``, the number of a sale, reason, who, approval.
        list_requested: nothing. candidates_requested: ``out_trade_no``.
        stale: what other pages show may be out of date, because something was written, or time has passed.
    """

    refund_requested = Signal(object, str, str)
    payment_query_requested = Signal(str)
    refund_query_requested = Signal(str)
    send_again_requested = Signal(str, str)
    withdraw_requested = Signal(str, str)
    abnormal_requested = Signal(str, object, str, str)
    resolve_requested = Signal(object, str, str, str)
    match_requested = Signal(str, str, str, str, str)
    list_requested = Signal()
    candidates_requested = Signal(str)
    stale = Signal()

    def __init__(
        self, refund: RefundPage, unresolved: UnresolvedPage, banner: Banner, *, allow: Allow, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._refund, self._unresolved, self._banner = refund, unresolved, banner
        self._allow = allow
        self._who = ""  # nobody yet
        refund.refund_requested.connect(self._begin_refund)
        refund.send_again_requested.connect(self._send_again)
        refund.account_given.connect(self._apply_abnormal)
        unresolved.query_requested.connect(self._query)
        unresolved.send_again_requested.connect(self._send_item_again)
        unresolved.withdraw_requested.connect(self._withdraw)
        unresolved.account_given.connect(self._apply_abnormal)
        unresolved.resolved.connect(self._resolve)
        unresolved.matched.connect(self._match)
        unresolved.list_requested.connect(self.list_requested)
        unresolved.candidates_requested.connect(self.candidates_requested)
        self._sweep = QTimer(self)
        self._sweep.setInterval(_SWEEP_MS)
        self._sweep.timeout.connect(self.stale)
        self._sweep.start()

    def set_who(self, name: str) -> None:
        """Take the name of whoever makes requests from now on."""
        self._who = name

    # ---------------------------------------------------------------- what came of it

    @Slot(object, int)
    def show_list(self, items: tuple[Unresolved, ...], recoveries: int) -> None:
        """List what waits, and lead to the staff page if something waits there."""
        self._unresolved.show_items(items, recoveries)

    @Slot(object)
    def show_resolved(self, resolution: Resolution) -> None:
        """Say that it is written down."""
        words = self.tr("Written down: {reason}").format(reason=resolution.reason)
        self._unresolved.note_done(words)
        self.stale.emit()

    @Slot(object)
    def show_matched(self, payment: Payment) -> None:
        """Say that the ticket is paid."""
        ticket = (payment.matched_to or payment.sale_number)[8:]
        words = self.tr("Matched: ticket {ticket} is paid with ¥{amount}")
        self._unresolved.note_done(words.format(ticket=ticket, amount=payment.amount))
        self.stale.emit()

    @Slot(object)
    def show_failed(self, error: Exception) -> None:
        """Say why a press came to nothing, and give the keys back."""
        self._unresolved.refuse()
        self._banner.say(sentence_for(error), button=self.tr("Close"))
        self.stale.emit()

    @Slot(object)
    def show_candidates(self, sales: tuple[Sale, ...]) -> None:
        """Offer the tickets that late money could be for."""
        self._unresolved.offer_candidates(sales)

    @Slot(object)
    def show_payment(self, told: tuple[Sale, Payment]) -> None:
        """Say what a question about a payment brought."""
        self._unresolved.show_payment(told)

    @Slot(object)
    def show_question(self, told: tuple[str, float]) -> None:
        """Say that a question about a payment brought nothing new: the next one is set."""
        self._unresolved.note_answer(told[0])

    @Slot(object)
    def show_refund(self, told: tuple[Payment, Refund]) -> None:
        """Say what a question about a refund brought."""
        self._unresolved.show_refund(told)

    @Slot(str)
    def show_answered(self, number: str) -> None:
        """Say that a question about a refund brought nothing new."""
        self._unresolved.note_answer(number)

    @Slot(object)
    def show_nothing(self, _error: Exception) -> None:
        """Give the keys back: somebody else says what went wrong."""
        self._unresolved.refuse()

    @Slot()
    def look_again(self) -> None:
        """Read the list anew, while it can be seen, after the day was."""
        if self._unresolved.isVisible():
            self.list_requested.emit()

    # ---------------------------------------------------------------- requests

    @Slot(object)
    def _begin_refund(self, order: RefundOrder) -> None:
        self._banner.clear()
        self._allow(
            order.request,
            lambda who, approval: self.refund_requested.emit(order, who, approval),
            facts=self._refund.facts,
            given_up=self._refund.refund_failed,
        )

    @Slot(object, object)
    def _apply_abnormal(self, refund: Refund, account: AbnormalAccount) -> None:
        to = self.tr("Customer's card") if account.card is not None else self.tr("The shop's account")
        self._allow(
            account.request(refund),
            lambda who, approval: self.abnormal_requested.emit(refund.out_refund_no, account, who, approval),
            facts=((self.tr("Refund"), refund.out_refund_no), (self.tr("To"), to)),
            given_up=self._unresolved.refuse,
        )

    @Slot(object, str)
    def _resolve(self, item: Unresolved, reason: str) -> None:
        self._allow(
            item.request(reason),
            lambda who, approval: self.resolve_requested.emit(item, reason, who, approval),
            facts=((self.tr("Ticket"), ticket_of(item)), (self.tr("What happened"), short_words(item))),
            given_up=self._unresolved.refuse,
        )

    @Slot(object, str, str)
    def _match(self, item: Unresolved, sale_number: str, reason: str) -> None:
        if item.payment is None:
            return
        self._allow(
            match_request(item.payment, sale_number, reason),
            lambda who, approval: self.match_requested.emit(item.number, sale_number, reason, who, approval),
            facts=((self.tr("Money of"), ticket_of(item)), (self.tr("Pays for"), sale_number[8:])),
            given_up=self._unresolved.refuse,
        )

    @Slot(object)
    def _query(self, item: Unresolved) -> None:
        ask = self.refund_query_requested if item.refund is not None else self.payment_query_requested
        ask.emit(item.number)

    @Slot(str)
    def _send_again(self, number: str) -> None:
        self.send_again_requested.emit(number, self._who)

    @Slot(object)
    def _send_item_again(self, item: Unresolved) -> None:
        self.send_again_requested.emit(item.number, self._who)

    @Slot(object)
    def _withdraw(self, item: Unresolved) -> None:
        self.withdraw_requested.emit(item.number, self._who)
