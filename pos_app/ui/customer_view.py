"""What the customer sees: a pure function of the sale's state. No names of staff, no keys."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundState
from pos_app.core.sale import Line, Sale, Unit, sum_lines
from pos_app.ui.status import entering_password
from pos_app.ui.tendering import Tendering


class CustomerScreen(enum.Enum):
    """The screens that a customer can see."""

    IDLE = enum.auto()
    CART = enum.auto()
    WAIT = enum.auto()  # a code is on its way
    CODE = enum.auto()
    PASSWORD = enum.auto()
    CHECKING = enum.auto()  # do not pay again
    TENDERS = enum.auto()  # what is to pay, what was handed over, what goes back
    PAID = enum.auto()
    CANCELLED = enum.auto()
    REFUND_ACCEPTED = enum.auto()
    REFUNDED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """One state of the customer's screen."""

    screen: CustomerScreen
    ticket: str = ""
    lines: tuple[Line, ...] = ()
    amount: Money = ZERO
    payment: Payment | None = None
    paid: Money = ZERO  # of the ticket, so far
    received: Money = ZERO  # cash that was handed over
    change: Money = ZERO

    @property
    def discount(self) -> Money:
        """What the customer saves."""
        return Money(sum(line.discount.fen for line in self.lines))

    @property
    def pieces(self) -> int:
        """How many items: pieces as counted, each weighed line as one."""
        return sum(1 if line.unit is Unit.KILOGRAM else line.quantity_milli // 1000 for line in self.lines)


IDLE = CustomerView(screen=CustomerScreen.IDLE)


def view_of_lines(lines: tuple[Line, ...]) -> CustomerView:
    """Show a ticket that is being rung up."""
    return CustomerView(screen=CustomerScreen.CART, lines=lines, amount=sum_lines(lines)) if lines else IDLE


def view_of_payment(sale: Sale, payment: Payment) -> CustomerView:
    """Show how a payment stands. Whatever is not proven asks the customer not to pay again."""
    return CustomerView(
        screen=_payment_screen(payment),
        ticket=sale.ticket,
        lines=sale.lines,
        amount=payment.amount,
        payment=payment,
        received=payment.tendered or ZERO,
        change=payment.change,
    )


def view_of_tendering(lines: tuple[Line, ...], tendering: Tendering) -> CustomerView:
    """Show a ticket for which money is being taken: what is left to pay, what was handed over, what goes back."""
    cash = tendering.chosen is not None and tendering.chosen.tender is Tender.CASH
    return CustomerView(
        screen=CustomerScreen.TENDERS,
        lines=lines,
        amount=tendering.asked,
        paid=tendering.due.paid,
        received=(tendering.amount or ZERO) if cash else ZERO,
        change=tendering.change,
    )


def _payment_screen(payment: Payment) -> CustomerScreen:
    if payment.unconfirmed:
        return CustomerScreen.CHECKING
    match payment.state:
        case PaymentState.CREATED:
            return CustomerScreen.WAIT
        case PaymentState.PRESENTED:
            return CustomerScreen.PASSWORD if entering_password(payment) else CustomerScreen.CODE
        case PaymentState.CLOSING:
            return CustomerScreen.CHECKING if payment.payable else CustomerScreen.WAIT
        case PaymentState.PAID:
            return CustomerScreen.PAID
        case PaymentState.CLOSED:
            return CustomerScreen.CANCELLED


def view_of_refund(sale: Sale, refund: Refund) -> CustomerView:
    """Show a refund that the provider has accepted; nothing before that, and nothing of one that failed."""
    screen = {
        RefundState.PROCESSING: CustomerScreen.REFUND_ACCEPTED,
        RefundState.SUCCESS: CustomerScreen.REFUNDED,
    }.get(refund.state)
    return CustomerView(screen=screen, ticket=sale.ticket, amount=refund.amount) if screen else IDLE
