"""The money of the ticket on the glass: what was asked for, what the ledger says of it, and what is shown for it."""

from __future__ import annotations

import enum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.core.cart import Cart
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.sale import Sale, SaleState
from pos_app.core.settlement import Due, Taking, due_of, pays_for
from pos_app.ui.order import Order
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.ringing import Ringing
from pos_app.ui.tender_panel import TenderPanel
from pos_app.ui.tendering import CASH, Choice, Habits, Tendering

_CODE_COMES_MS = 150  # as soon as it mostly does: a picture in between would only hold it up


class Face(enum.Enum):
    """What stands beside the ticket."""

    RINGING = enum.auto()  # goods and keypad
    TENDERS = enum.auto()  # the page of tenders
    PAYMENT = enum.auto()  # one payment, and how it ended


class Settling(QObject):
    """Sees one ticket from the first press to the last fen, in one tender or in several.

    Signals:
        changed: anything is different.
        ordered: ``Order``: one tender is to be begun or taken.
        voided: a ``Sale`` that is given up unpaid.
        switched: ``str``: a payment that is to be closed, so that the ticket can be paid in cash.
        ticket_begun: the ticket has gone, and the till is free for the next customer.
    """

    changed = Signal()
    ordered = Signal(object)
    voided = Signal(object)
    switched = Signal(str)
    ticket_begun = Signal()

    def __init__(
        self, panel: PaymentPanels, tenders: TenderPanel, ringing: Ringing, habits: Habits, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._panel, self._tenders, self._ringing, self._habits = panel, tenders, ringing, habits
        self.face = Face.RINGING
        self.asked = False  # the press is out, the ledger has not answered yet
        self.sale: Sale | None = None  # written down; what is on the ticket is this very sale
        self._payments: dict[str, Payment] = {}  # of the sale, in the order in which they began
        self._shown = ""  # the payment in the panel
        self._switching = ""  # the payment that gives way to cash
        self._no_code_yet = QTimer(self)
        self._no_code_yet.setSingleShot(True)
        self._no_code_yet.setInterval(_CODE_COMES_MS)
        self._no_code_yet.timeout.connect(self._show_record)
        tenders.taken.connect(self._order)
        tenders.payment_chosen.connect(self._show_again)
        tenders.left.connect(self.back_to_ticket)
        panel.next_requested.connect(self.next_ticket)
        panel.again_requested.connect(self._charge_again)
        panel.back_requested.connect(self.back_to_ticket)
        panel.cash_requested.connect(self._turn_to_cash)

    # ---------------------------------------------------------------- what can be asked of it

    @property
    def payments(self) -> tuple[Payment, ...]:
        """The attempts to pay the ticket."""
        return tuple(self._payments.values())

    @property
    def payment(self) -> Payment | None:
        """The payment in the panel."""
        return self._payments.get(self._shown) if self.face is Face.PAYMENT else None

    @property
    def due(self) -> Due:
        """How the ticket stands."""
        if self.sale is None:
            return Due(total=self._ringing.state.cart.total)
        return due_of(self.sale, self.payments)

    @property
    def begun(self) -> bool:
        """Whether money was taken for the ticket, or could still arrive."""
        return bool(self.due.paid or self.due.live)

    @property
    def busy(self) -> bool:
        """Whether a customer is paying."""
        return self.asked or bool(self.due.live)

    @property
    def tendering(self) -> Tendering | None:
        """What is about to be taken, while the page of tenders is shown."""
        return self._tenders.state if self.face is Face.TENDERS else None

    def owns(self, sale: Sale, payment: Payment) -> bool:
        """Whether a payment belongs to the ticket: it is one of its sale, or the answer to the press that is out."""
        if self.sale is not None:
            return sale.number == self.sale.number
        return self.asked and payment.attempt == 1

    # ---------------------------------------------------------------- deeds

    def charge(self) -> None:
        """Ask for a code for all that is left to pay; an amount that cannot be right is asked about first."""
        if self._may_begin():
            after, taking = self._in_hand().scanned()
            if taking is None:
                self._open_tenders(after)
            else:
                self._order(taking)

    def open_tenders(self, choice: Choice | None = None) -> None:
        """Turn to the page of tenders, with one of them in hand."""
        if self._may_begin():
            state = self._in_hand()
            self._open_tenders(state if choice is None else state.choose(choice))

    def _may_begin(self) -> bool:
        return self.face is Face.RINGING and not self.asked and bool(self._ringing.state.cart)

    def _in_hand(self) -> Tendering:
        """Give what is about to be taken: what was planned before, as far as it still fits."""
        state = self._tenders.state
        return Tendering(due=self.due, habits=self._habits) if state is None else state.now_due(self.due)

    def _open_tenders(self, state: Tendering) -> None:
        self.face, self._shown = Face.TENDERS, ""
        self._panel.clear()
        self.changed.emit()  # first of all: it makes the page visible, which gives it the keys
        self._tenders.open(state, self.payments)

    @Slot(object)
    def _order(self, taking: Taking) -> None:
        """Place an order. It leaves first: it is written down while the panel is painted."""
        self.asked = True
        self.ordered.emit(Order(lines=self._ringing.state.cart.lines, taking=taking, sale=self.sale))
        if taking.tender is Tender.WECHAT_QR:
            self.face, self._shown = Face.PAYMENT, ""
            self._panel.expect(taking.amount)
        self.changed.emit()

    @Slot()
    def _charge_again(self) -> None:
        """Ask for another code for what the closed one was for."""
        payment = self.payment
        if payment is not None and payment.state is PaymentState.CLOSED:
            self._order(Taking(tender=Tender.WECHAT_QR, amount=min(payment.amount, self.due.free)))

    @Slot(object)
    def _turn_to_cash(self, number: str) -> None:
        """Take cash: beside the code where that leaves room, otherwise in its place, once it is proven closed (M4)."""
        payment = self._payments.get(number)
        if payment is None:
            return
        if payment.settled or self.due.free:
            self._open_tenders(self._in_hand().choose(CASH))
        else:
            self._switching = number
            self.switched.emit(number)

    @Slot(str)
    def _show_again(self, number: str) -> None:
        if number in self._payments:
            self._shown = number
            self._show_record()

    @Slot()
    def next_ticket(self) -> None:
        """Begin an empty ticket. What was in the panel goes on being watched by others."""
        self.sale, self._shown, self._switching = None, "", ""
        self._payments = {}
        self.asked, self.face = False, Face.RINGING
        self._tenders.state = None
        self._panel.clear()
        self._ringing.take_up(Cart(), selected=False)
        self.ticket_begun.emit()

    @Slot()
    def back_to_ticket(self) -> None:
        """Return to the ticket while nothing is paid and nobody can pay; the same sale can be charged again."""
        if self.asked or (self.payment is not None and self.payment.state is not PaymentState.CLOSED):
            return
        if self.begun:
            self._open_tenders(self._in_hand())
        elif self.face is not Face.RINGING:
            self.face, self._shown = Face.RINGING, ""
            self._tenders.state = None
            self._panel.clear()
            self._ringing.take_up(self._ringing.state.cart, selected=True)

    def make_room(self) -> None:
        """Give way to what is rung up: a paid ticket has gone, and an unpaid one is left by the page of tenders."""
        if self.payment is not None and self.payment.state is PaymentState.PAID:
            self.next_ticket()
        elif self.face is Face.TENDERS and not self.begun:
            self.back_to_ticket()

    @Slot()
    def give_up(self) -> None:
        """Void the sale that is written down, since the ticket is no longer the same."""
        if self.sale is not None:
            self.voided.emit(self.sale)
            self.sale, self._payments = None, {}

    # ---------------------------------------------------------------- what it is told

    def show_payment(self, sale: Sale, payment: Payment) -> None:
        """Show how a payment of the ticket stands."""
        number = payment.out_trade_no
        fresh = number not in self._payments
        answered = self.asked and fresh
        self.sale, self._payments[number] = sale, payment
        if answered:
            self.asked = False
        elif self.asked:
            return  # the answer to the press shows it all
        renewed = fresh and self.face is Face.PAYMENT
        if answered or self._settles(payment) or (not payment.settled and (renewed or self.face is Face.RINGING)):
            self._shown = number
        if answered and payment.state is PaymentState.CREATED and payment.trouble is None:
            self._no_code_yet.start()
        else:
            self._show_record()

    def show_sale(self, sale: Sale, payments: tuple[Payment, ...]) -> None:
        """Show how a ticket stands by the ledger, the one on the glass or another that is gone on with."""
        if self.sale is None or self.sale.number != sale.number:
            self.next_ticket()
            self._ringing.take_up_sale(sale)
        self.sale = sale
        self._payments = {payment.out_trade_no: payment for payment in payments}
        if self.asked:
            return
        self._shown = next((number for number, paid in self._payments.items() if self._settles(paid)), self._shown)
        if self.face is Face.RINGING and self.begun:
            self._open_tenders(self._in_hand())
        elif self.face is not Face.RINGING:
            self._show_record()

    def _settles(self, payment: Payment) -> bool:
        """Whether it is the payment that the ticket waited for last."""
        sale = self.sale
        return sale is not None and sale.state is SaleState.PAID and pays_for(payment, sale.number)

    @Slot()
    def _show_record(self) -> None:
        self._no_code_yet.stop()
        payment = self._payments.get(self._shown)
        if self.sale is None:
            return
        if payment is None or self._is_part(payment) or self._gives_way(payment):
            self._back_to_tenders()
            return
        self.face = Face.PAYMENT
        self._panel.show_payment(self.sale, payment)
        self._ringing.take_up_sale(self.sale)

    def _is_part(self, payment: Payment) -> bool:
        """Whether it is paid, and the ticket is not: then the page of tenders shows what is left."""
        sale = self.sale
        return sale is not None and sale.state is SaleState.OPEN and pays_for(payment, sale.number)

    def _gives_way(self, payment: Payment) -> bool:
        return payment.state is PaymentState.CLOSED and payment.out_trade_no == self._switching

    def _back_to_tenders(self) -> None:
        """Show what is left to pay, if the page of tenders has its turn."""
        turn, self._switching = CASH if self._switching and not self.due.live else None, ""
        if self.face is Face.PAYMENT or self.face is Face.TENDERS:
            state = self._in_hand()
            self._open_tenders(state if turn is None else state.choose(turn))

    def order_failed(self) -> None:
        """Give back what was pressed: it came to nothing, and nothing was written down."""
        if not self.asked:
            return
        self.asked = False
        self._shown = next((number for number, payment in self._payments.items() if self._settles(payment)), "")
        self._tenders.give_back()
        if self._shown:
            self._show_record()
        elif self.face is Face.TENDERS or self.begun:
            self._open_tenders(self._in_hand())
        else:
            self.back_to_ticket()
