"""Do the provider's books and the till's ledger agree, to the fen? Asked after all that goes wrong on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pos_app.core.errors import NotFoundError
from pos_app.core.ledger import Ledger
from pos_app.core.money import ZERO
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState, Route
from pos_app.core.sale import SaleState
from pos_app.simulator.books import Audit


def disagreements(books: Audit, ledger: Ledger) -> list[str]:
    """List what is wrong; nothing, after the till has had time to settle.

    Nothing lost, nothing paid twice, nothing refunded twice or above what was paid, every unknown listed.
    """
    orders = {order["out_trade_no"]: order for order in books["orders"]}
    refunds = {refund["out_refund_no"]: refund for refund in books["refunds"]}
    known = {number: payment for number in orders if (payment := _known(ledger, number)) is not None}
    payments = [*known.values()]
    return [
        *(f"{number}: in the books, unknown here" for number in orders.keys() - known.keys()),
        *(f"ledger: {flaw.where}: {flaw.what}" for flaw in ledger.verify().flaws),
        *(wrong for payment in payments for wrong in _payment(payment, orders[payment.out_trade_no], ledger)),
        *_sales(payments, ledger),
        *_refunds(payments, refunds, ledger),
    ]


def _known(ledger: Ledger, number: str) -> Payment | None:
    try:
        return ledger.payment(number)
    except NotFoundError:
        return None


def _payment(payment: Payment, order: dict[str, object], ledger: Ledger) -> Iterator[str]:
    number = payment.out_trade_no
    if order["total_fen"] != payment.amount.fen:
        yield f"{number}: another amount"
    paid_there, paid_here = order["paid_fen"] == payment.amount.fen, payment.state is PaymentState.PAID
    if paid_here and not paid_there:
        yield f"{number}: paid here, but not in the books"
    if paid_there and not paid_here and payment.settled:
        yield f"{number}: money in the books is given up here"
    if payment.state is PaymentState.CLOSED and payment.code_url is not None and order["state"] != "CLOSED":
        yield f"{number}: safe to charge again here, but payable in the books"
    listed = {waiting.number for waiting in ledger.unresolved()}
    if (payment.unconfirmed or (payment.stray and payment.refundable)) and number not in listed:
        yield f"{number}: waits for a manager, but is not listed"


def _sales(payments: list[Payment], ledger: Ledger) -> Iterator[str]:
    """See that no sale has two claims that could be paid, and that what was paid beyond it is called surplus."""
    live = Counter(payment.sale_number for payment in payments if payment.payable)
    yield from (f"sale {number}: {count} live claims" for number, count in live.items() if count > 1)
    for number in {payment.settles for payment in payments}:
        due, paid = ledger.due(number), ledger.sale(number).state is SaleState.PAID
        if due.free < ZERO:
            yield f"sale {number}: {-due.free} yuan beyond its total are paid, or could be"
        if paid == bool(due.remaining):
            yield f"sale {number}: {due.remaining} yuan remain, but it is {'' if paid else 'not '}paid"


def _refunds(payments: list[Payment], there: dict[str, dict[str, object]], ledger: Ledger) -> Iterator[str]:
    here = {refund.out_refund_no: refund for payment in payments for refund in ledger.refunds_of(payment.out_trade_no)}
    yield from (f"{number}: refunded in the books, unknown here" for number in there.keys() - here.keys())
    for number, refund in here.items():
        yield from _refund(refund, there.get(number))
    for payment in payments:
        held = sum(
            refund.amount.fen
            for refund in ledger.refunds_of(payment.out_trade_no)
            if refund.state is not RefundState.CLOSED
        )
        if held != payment.reserved.fen or held > payment.amount.fen:
            yield f"{payment.out_trade_no}: {held} fen of refunds, {payment.reserved.fen} reserved"


def _refund(refund: Refund, told: dict[str, object] | None) -> Iterator[str]:
    number = refund.out_refund_no
    if refund.route is not Route.ORIGINAL:
        if told is not None:
            yield f"{number}: given back here, and in the books too"
        return
    if refund.state is RefundState.SUCCESS and (told is None or told["status"] != "SUCCESS"):
        yield f"{number}: given back here, but not in the books"
    if told is not None and told["refund_fen"] != refund.amount.fen:
        yield f"{number}: another amount"
    if told is not None and refund.state is RefundState.CLOSED and told["status"] != "CLOSED":
        yield f"{number}: the reservation is given back, but the money is gone"
