"""The checkout worker: sees every live payment through, several at once, off the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from pos_app.core import polling
from pos_app.core.errors import PosError
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.sale import Sale
from pos_app.core.settlement import Taking
from pos_app.ui.order import Order
from pos_app.ui.workers import Deeds, Landed, Rounds
from pos_app.wechatpay.errors import WeChatPayError

if TYPE_CHECKING:  # heavy: imported by whoever builds them, after the first paint
    from pos_app.core.checkout import Checkout
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)

Schedule = Callable[[Payment], Iterator[float]]
T = TypeVar("T")


def delays_for(payment: Payment) -> Iterator[float]:
    """Choose the waits between questions by where the payment stands."""
    match payment.state:
        case PaymentState.CREATED:
            return polling.created_delays()
        case PaymentState.PRESENTED:
            return polling.presented_delays((payment.time_expire - datetime.now(UTC)).total_seconds())
        case _:
            return polling.closing_delays()


@dataclass(slots=True)
class _Watched:
    """One payment that is not settled, and what a person wants done with it next."""

    sale: Sale
    payment: Payment
    delays: Iterator[float]
    asked: Payment  # as it was when the call in flight left
    pressed: bool = False  # a person waits: the next question leaves as soon as the call in flight is home
    renewed_by: tuple[str, str] | None = None  # who wants a new code once this one is proven closed, and the approval


def _same_again(watched: _Watched) -> Order:
    """Order another code in the place of one that is proven closed."""
    amount = watched.payment.amount
    return Order(lines=watched.sale.lines, sale=watched.sale, taking=Taking(tender=Tender.WECHAT_QR, amount=amount))


class CheckoutWorker(QObject):
    """Takes payments from the press to the proof, asking the provider until each is settled.

    Signals:
        taken_up: the ledger is open, and every unsettled payment in it is being followed again.
        payment_changed: ``tuple[Sale, Payment]``, whenever either differs from what was told before.
        question_set: ``tuple[str, float]``: a payment's number and the seconds until it is asked about.
        question_sent: ``str``: the number of a payment about which a question has just left.
        sale_read: ``tuple[Sale, tuple[Payment, ...]]``: how a ticket stands by the ledger: at the start if some of it
            is paid or could be, and when a press was refused because it stands otherwise than the page knew.
        sale_voided: ``Sale``.
        begin_failed: ``PosError``: the press that was to start or take a payment came to nothing.
        trouble: ``PosError``: another press came to nothing, or the ledger cannot be read or written.
    """

    taken_up = Signal()
    payment_changed = Signal(object)
    question_set = Signal(object)
    question_sent = Signal(str)
    sale_read = Signal(object)
    sale_voided = Signal(object)
    begin_failed = Signal(object)
    trouble = Signal(object)

    def __init__(self, schedule: Schedule = delays_for) -> None:
        super().__init__()
        self._schedule = schedule
        self._watched: dict[str, _Watched] = {}
        self._rounds = Rounds("checkout", self)
        self._rounds.due.connect(self._come_round)
        self._rounds.landed.connect(self._land)
        self._checkout: Checkout
        self._ledger: Ledger

    # ---------------------------------------------------------------- what a person asks for

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger, and follow again what was unsettled when the till last stopped (M5)."""
        self._checkout, self._ledger = deeds.checkout, deeds.ledger
        unsettled = self._attempt(deeds.ledger.unsettled_payments) or ()
        for payment in unsettled:
            sale = self._attempt(partial(deeds.ledger.sale, payment.sale_number))
            if sale is not None:
                self._follow(sale, payment)
        for number in self._attempt(partial(deeds.ledger.part_paid, deeds.ledger.till)) or ():
            self.read_sale(number)
        self.taken_up.emit()

    @Slot(str)
    def read_sale(self, number: str) -> None:
        """Tell how a ticket stands."""
        told = self._attempt(lambda: (self._ledger.sale(number), self._ledger.payments_of(number)))
        if told is not None:
            self.sale_read.emit(told)

    @Slot(object, str, str)
    def pay(self, order: Order, cashier: str, approval: str = "") -> None:
        """Write a ticket, or one more tender for it, down: cash is paid by that, and a code is on its way."""
        paid = self._attempt(partial(self._pay, order, cashier, approval), self.begin_failed)
        if paid is None and order.sale is not None:  # another hand may have been quicker (rule M8)
            self.read_sale(order.sale.number)

    def _pay(self, order: Order, cashier: str, approval: str) -> bool:
        begin = self._begin if order.taking.tender is Tender.WECHAT_QR else self._take
        begin(order, cashier, approval)
        return True

    def _begin(self, order: Order, cashier: str, approval: str) -> None:
        amount = order.taking.amount
        if order.sale is None:
            payment = self._checkout.begin(order.lines, cashier, amount=amount, draft=order.draft)
        else:
            payment = self._checkout.begin_again(order.sale.number, cashier, amount=amount, approval=approval)
        self._follow(self._ledger.sale(payment.sale_number), payment, pressed=True)

    def _take(self, order: Order, cashier: str, approval: str) -> None:
        if order.sale is None:
            told = self._ledger.take(order.lines, cashier, order.taking, draft=order.draft)
        else:
            told = self._ledger.take_more(order.sale.number, cashier, order.taking, approval=approval)
        self.payment_changed.emit(told)

    @Slot(str)
    def query_now(self, number: str) -> None:
        """Ask about a payment at once; the schedule goes on from there. One of another till is watched from now on."""
        watched = self._watched.get(number)
        if watched is not None:
            self._ask(watched, pressed=True)
        elif (payment := self._attempt(partial(self._ledger.payment, number))) is not None:
            self._watch_too(payment)

    @Slot(str, str)
    def abandon(self, number: str, who: str) -> None:
        """Close a payment at the provider; it may still turn out to be paid (M4)."""
        watched = self._watched.get(number)
        if watched is not None:
            self._give_up(watched, who, renewed_by=None)

    @Slot(str, str, str)
    def renew(self, number: str, cashier: str, approval: str = "") -> None:
        """Replace a code by a new one: close first, begin again only when that is proven (M4)."""
        watched = self._watched.get(number)
        if watched is not None:
            self._give_up(watched, cashier, renewed_by=(cashier, approval))

    @Slot(object, str, str)
    def void(self, given_up: Sale, who: str, approval: str = "") -> None:
        """Give up an unpaid sale, none of whose payments could still be paid."""
        sale = self._attempt(partial(self._ledger.void_sale, given_up, who, approval=approval))
        if sale is not None:
            self.sale_voided.emit(sale)

    @Slot()
    def finish(self) -> None:
        """Let the calls in flight come to their end. Connected to the thread's ``finished``."""
        self._rounds.finish()

    # ---------------------------------------------------------------- how it is seen through

    def _follow(self, sale: Sale, payment: Payment, *, pressed: bool = False) -> None:
        watched = _Watched(sale, payment, self._schedule(payment), asked=payment)
        self._watched[payment.out_trade_no] = watched
        self.payment_changed.emit((sale, payment))
        self._ask(watched, pressed=pressed)

    def _watch_too(self, payment: Payment) -> None:
        sale = self._attempt(partial(self._ledger.sale, payment.sale_number))
        if sale is not None and payment.settled:
            self.payment_changed.emit((sale, payment))
        elif sale is not None:
            self._follow(sale, payment, pressed=True)

    def _give_up(self, watched: _Watched, who: str, *, renewed_by: tuple[str, str] | None) -> None:
        """Write the cancel down and show it at once, whatever hangs; then close, one call at a time."""
        payment = self._attempt(partial(self._checkout.give_up, watched.payment, who))
        if payment is not None:
            watched.renewed_by = renewed_by
            self._show(watched, payment)
            watched.pressed = not self._ask(watched, pressed=True)

    @Slot(str)
    def _come_round(self, number: str) -> None:
        self._ask(self._watched[number], pressed=False)

    def _ask(self, watched: _Watched, *, pressed: bool) -> bool:
        """Send the next question, unless one is in flight."""
        number = watched.payment.out_trade_no
        sent = self._rounds.send(number, partial(self._checkout.advance, watched.payment), pressed=pressed)
        if sent:
            watched.asked = watched.payment
            self.question_sent.emit(number)
        return sent

    @Slot(object)
    def _land(self, landed: Landed) -> None:
        watched = self._watched[landed.number]
        try:
            self._show(watched, self._answer(watched, landed))
        except PosError as error:
            log.warning("%s: %s", landed.number, error)
            self.trouble.emit(error)
        finally:  # whatever went wrong, the payment goes on being watched
            self._go_on(watched)

    def _answer(self, watched: _Watched, landed: Landed) -> Payment:
        """Take what the call brought; if the payment moved while it was out, the ledger knows better."""
        payment = landed.call.result()
        if watched.payment is watched.asked and isinstance(payment, Payment):
            return payment
        return self._ledger.payment(landed.number)

    def _show(self, watched: _Watched, payment: Payment) -> None:
        if payment == watched.payment:
            return
        if payment.state is not watched.payment.state:
            watched.delays = self._schedule(payment)
        watched.payment = payment
        if payment.settled:
            watched.sale = self._attempt(partial(self._ledger.sale, payment.sale_number)) or watched.sale
        self.payment_changed.emit((watched.sale, payment))

    def _go_on(self, watched: _Watched) -> None:
        payment, number = watched.payment, watched.payment.out_trade_no
        if payment.settled:
            del self._watched[number]
            if payment.state is PaymentState.CLOSED and watched.renewed_by is not None:
                self.pay(_same_again(watched), *watched.renewed_by)
            elif not watched.sale.settled:
                self.read_sale(watched.sale.number)  # it may be paid in part, and on no glass any more
        elif watched.pressed:
            watched.pressed = not self._ask(watched, pressed=True)
        else:
            delay = next(watched.delays)
            self._rounds.wait(number, delay)
            self.question_set.emit((number, delay))

    def _attempt(self, step: Callable[[], T], failed: SignalInstance | None = None) -> T | None:
        tell = failed or self.trouble
        try:
            return step()
        except (PosError, WeChatPayError) as error:
            log.warning("checkout: %s", error)
            tell.emit(error)
            return None
        except Exception as error:  # our own mistake: the glass is told, and the report goes its way
            tell.emit(error)
            raise
