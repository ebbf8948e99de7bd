"""Selling: a sale is begun, money is asked for or taken, and what comes to nothing is given up."""

from __future__ import annotations

import dataclasses

from pos_app.core import ledger_approvals, ledger_carts, ledger_payments
from pos_app.core.cart import Draft
from pos_app.core.errors import InvalidInputError, OverpaidError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_staff import StaffLedger
from pos_app.core.money import Money
from pos_app.core.overview import take_over_request, void_request
from pos_app.core.payment import Payment, Terms
from pos_app.core.sale import Line, Sale, SaleState, sum_lines
from pos_app.core.settlement import Due, Taking, due_of


class SellingLedger(StaffLedger):
    """What the ledger does about sales. A sale may be paid in parts, in any order, of any tenders."""

    def begin_payment(
        self,
        lines: tuple[Line, ...],
        cashier: str,
        terms: Terms,
        *,
        amount: Money | None = None,
        draft: Draft | None = None,
    ) -> tuple[Sale, Payment]:
        """Write down a sale and its first payment in one commit, before anything leaves (rule M1).

        Args:
            lines: what is sold.
            cashier: who sells it.
            terms: what the provider is told.
            amount: how much of it is asked for; None for all.
            draft: what the lines were rung up as. Its note is the sale's, and it is in hand no more.

        Raises:
            InvalidInputError: there is nothing to pay for, or the amount is not positive.
            OverpaidError: the amount is more than the total.
            StaleError: another till has the draft, or it is sold already.
            LedgerError: nothing was written.
        """
        due = _due_for(lines)
        amount = _within(due, due.total if amount is None else amount, "")
        with self._desk.writing(self._clock()) as pen:
            sale = self._open(pen, lines, cashier, draft)
            payment = ledger_payments.add_payment(pen, sale.number, 1, amount, terms, cashier)
        return sale, payment

    def _open(self, pen: Pen, lines: tuple[Line, ...], cashier: str, draft: Draft | None) -> Sale:
        """Write a sale down; what it was rung up as goes, so that it is never sold again."""
        if draft is None:
            return ledger_payments.open_sale(pen, self.till, lines, cashier)
        ledger_carts.take_out(pen, self.till, draft.number)
        note = draft.cart.note
        return ledger_payments.open_sale(pen, self.till, lines, cashier, note=note, cart=draft.number)

    def begin_attempt(
        self, sale_number: str, cashier: str, terms: Terms, *, amount: Money | None = None, approval: str = ""
    ) -> Payment:  # fmt: skip
        """Write down another attempt on an open sale. Somebody else's needs the right to take it over.

        Args:
            sale_number: of the sale.
            cashier: who goes on with it.
            terms: what the provider is told.
            amount: how much is asked for; None for all that remains.
            approval: the number of one, where the right is not enough.

        Raises:
            NotAllowedError: it is somebody else's sale, and taking it over needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            NotFoundError: there is no such sale.
            StaleError: the sale is settled.
            LiveClaimError: an earlier attempt could still be paid (rule M4).
            InvalidInputError: the amount is not positive.
            OverpaidError: the amount is more than remains.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            attempt, due = _go_on(pen, sale_number, cashier, approval)
            ledger_payments.refuse_live_claim(pen, sale_number)
            amount = _within(due, due.remaining if amount is None else amount, sale_number)
            return ledger_payments.add_payment(pen, sale_number, attempt, amount, terms, cashier)

    def take(
        self, lines: tuple[Line, ...], cashier: str, taking: Taking, *, draft: Draft | None = None
    ) -> tuple[Sale, Payment]:
        """Write down a sale and money that was taken for it, in one commit: it is paid when nothing remains.

        Args:
            lines: what is sold.
            cashier: who sells it.
            taking: what was taken.
            draft: what the lines were rung up as; see `begin_payment`.

        Raises:
            StaleError: another till has the draft, or it is sold already.
            InvalidInputError: there is nothing to pay for, or the taking breaks a rule.
            OverpaidError: it is more than the total.
            NoShiftError: it is cash, and no shift is open on this till.
            LedgerError: nothing was written.
        """
        taking.check()
        due = _due_for(lines)
        _within(due, taking.pays, "")
        _check_rounding(due, taking, "")
        with self._desk.writing(self._clock()) as pen:
            sale = self._open(pen, lines, cashier, draft)
            return _take(pen, sale, 1, due, taking, cashier)

    def take_more(self, sale_number: str, cashier: str, taking: Taking, *, approval: str = "") -> tuple[Sale, Payment]:
        """Write down money that was taken for an open sale, in one commit: it is paid when nothing remains.

        What a payment that could still be paid asks for is not taken a second time (rule M4). Somebody else's sale
        needs the right to take it over.

        Raises:
            NotAllowedError: it is somebody else's sale, and taking it over needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            NotFoundError: there is no such sale.
            StaleError: the sale is settled, or it was rounded for another rest than is left.
            InvalidInputError: the taking breaks a rule.
            OverpaidError: it is more than remains, or than a live payment leaves.
            NoShiftError: it is cash, and no shift is open on this till.
            LedgerError: nothing was written.
        """
        taking.check()
        sale = self.sale(sale_number)
        with self._desk.writing(self._clock()) as pen:
            attempt, due = _go_on(pen, sale_number, cashier, approval)
            _within(due, taking.pays, sale_number)
            _check_rounding(due, taking, sale_number)
            return _take(pen, sale, attempt, due, taking, cashier)

    def due(self, sale_number: str) -> Due:
        """Say how a sale stands. Only a verb of this book may trust it: another hand can take money meanwhile.

        Raises:
            NotFoundError: there is no such sale.
        """
        return due_of(self.sale(sale_number), self.payments_of(sale_number))

    def void_sale(self, sale: Sale, who: str, *, approval: str = "") -> Sale:
        """Give an unpaid sale up.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            NotFoundError: there is no such sale.
            StaleError: the sale is settled.
            LiveClaimError: an attempt on it could still be paid (rule M4).
            PartPaidError: it keeps money that was taken: that goes back first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            ledger_approvals.allow(pen, void_request(sale), who, approval)
            ledger_payments.void_sale(pen, sale.number, who)
        return dataclasses.replace(sale, state=SaleState.VOIDED, settled_at=pen.at)


def _due_for(lines: tuple[Line, ...]) -> Due:
    total = sum_lines(lines)
    if total.fen < 1:
        raise InvalidInputError("lines", "there is nothing to pay for")
    return Due(total=total)


def _within(due: Due, amount: Money, number: str) -> Money:
    """See that no more is asked for or taken than is free."""
    if amount.fen < 1:
        raise InvalidInputError("amount", "must be at least one fen")
    if amount > due.free:
        raise OverpaidError(number, due.free)
    return amount


def _check_rounding(due: Due, taking: Taking, number: str) -> None:
    """See that something is let go of only where nothing else is left to pay."""
    if taking.rounding and taking.pays != due.free:
        raise StaleError(number)  # another hand changed what is due since the amount was rounded


def _go_on(pen: Pen, sale_number: str, cashier: str, approval: str) -> tuple[int, Due]:
    """Hold an open sale for one more attempt, if it is the cashier's or may be taken over."""
    attempt, due, owner = ledger_payments.next_attempt(pen, sale_number)
    if owner != cashier:
        ledger_approvals.allow(pen, take_over_request(sale_number), cashier, approval)
    return attempt, due


def _take(pen: Pen, sale: Sale, attempt: int, due: Due, taking: Taking, who: str) -> tuple[Sale, Payment]:
    payment = ledger_payments.take_payment(pen, sale.number, attempt, taking, who)
    if payment.pays == due.remaining:
        ledger_payments.settle_sale(pen, Deed.SALE_PAID, sale.number, SaleState.PAID, who)
        sale = dataclasses.replace(sale, state=SaleState.PAID, settled_at=pen.at)
    return sale, payment
