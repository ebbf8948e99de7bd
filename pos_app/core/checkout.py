"""Taking a payment: one verb, ``advance``, does whatever comes next and may be repeated at any time.

Polling, resuming after a crash and the background sweep are all the same call. Each step writes down, asks,
and writes down again (rule M1); what the provider did not prove moves nothing (rules M2 and M3).
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.core.cart import Draft
from pos_app.core.errors import StaleError
from pos_app.core.ledger import Clock, Ledger
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState, Tender, Terms, Trouble
from pos_app.core.sale import Line
from pos_app.core.trouble import trouble_from
from pos_app.wechatpay.errors import NotSentError, RefusedError, WeChatPayError
from pos_app.wechatpay.orders import NativeOrder

if TYPE_CHECKING:
    from pos_app.wechatpay.client import WeChatPay
    from pos_app.wechatpay.messages import Answer, Transaction

log = logging.getLogger(__name__)

_PAID = frozenset({"SUCCESS", "REFUND"})  # REFUND was paid first; wechatpay-api.md, 6.1
_CLOSED = frozenset({"CLOSED", "REVOKED"})
_ASK_AFTER = frozenset({"ORDER_PAID", "ORDER_CLOSED", "OUT_TRADE_NO_USED"})
"""Refusals of a prepay that say that the order has moved on: the query knows where to."""
_CLOSE_DECIDED_BY_QUERY = frozenset({"ORDER_CLOSED", "ORDER_PAID", "USER_PAYING", "ORDER_NOT_EXIST"})


class Checkout:
    """Takes payments by WeChat Pay Native QR code. Safe from several threads."""

    def __init__(
        self,
        ledger: Ledger,
        client: WeChatPay,
        *,
        notify_url: str,
        description: str,
        expires_after: timedelta,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._client = client
        self._terms = Terms(
            tender=Tender.WECHAT_QR, description=description, notify_url=notify_url, expires_after=expires_after
        )
        self._clock = clock
        self._who = f"till {ledger.till}"

    def begin(
        self, lines: tuple[Line, ...], cashier: str, *, amount: Money | None = None, draft: Draft | None = None
    ) -> Payment:
        """Write down a sale and its first payment. Nothing leaves the till yet.

        Args:
            lines: what is sold.
            cashier: who sells it.
            amount: how much of it is asked for; None for all.
            draft: what the lines were rung up as.

        Raises:
            InvalidInputError: there is nothing to pay for, or the amount is not positive.
            OverpaidError: the amount is more than the total.
            StaleError: another till has the draft, or it is sold already.
            LedgerError: nothing was written.
        """
        _, payment = self._ledger.begin_payment(lines, cashier, self._terms, amount=amount, draft=draft)
        return payment

    def begin_again(
        self, sale_number: str, cashier: str, *, amount: Money | None = None, approval: str = ""
    ) -> Payment:  # fmt: skip
        """Write down a new payment on an unpaid sale, with a number and a code of its own.

        Args:
            sale_number: of the sale.
            cashier: who goes on with it.
            amount: how much is asked for; None for all that remains.
            approval: the number of one, where the right is not enough.

        Raises:
            NotAllowedError: it is somebody else's sale, and taking it over needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            NotFoundError: there is no such sale.
            StaleError: the sale is settled.
            LiveClaimError: an earlier payment could still be paid (rule M4).
            InvalidInputError: the amount is not positive.
            OverpaidError: the amount is more than remains.
            LedgerError: nothing was written.
        """
        return self._ledger.begin_attempt(sale_number, cashier, self._terms, amount=amount, approval=approval)

    def advance(self, payment: Payment) -> Payment:
        """Do the next thing that a payment needs: get its code, ask how it stands, or close it.

        Safe to repeat, at any time, from any till. What went wrong on the wire is in the payment that comes
        back (``trouble``, ``unanswered``); a settled payment comes back as it is.

        Raises:
            LedgerError: the answer could not be written down; ask again.
        """
        payment = self._ledger.payment(payment.out_trade_no)  # nothing leaves on the word of an old record
        try:
            match payment.state:
                case PaymentState.CREATED:
                    return self._present(payment)
                case PaymentState.PRESENTED:
                    return self._watch(payment)
                case PaymentState.CLOSING:
                    return self._close(payment)
        except StaleError:  # another hand was quicker: what it wrote stands (rule M8)
            return self._ledger.payment(payment.out_trade_no)
        return payment

    def abandon(self, payment: Payment, who: str) -> Payment:
        """Give a payment up: close it at the provider, ask, and come back with what is true (rule M4).

        The sale is free for another charge only once the payment is *closed*. If the customer was quicker,
        it comes back *paid*.

        Raises:
            LedgerError: nothing was written; try again.
        """
        return self.advance(self.give_up(payment, who))

    def give_up(self, payment: Payment, who: str) -> Payment:
        """Write down that a payment is to be closed. Asks nobody, so whoever presses sees it at once.

        ``advance`` does the rest. A payment that is settled already comes back as it stands.

        Raises:
            LedgerError: nothing was written; try again.
        """
        while payment.state in {PaymentState.CREATED, PaymentState.PRESENTED}:
            try:
                payment = self._ledger.move(
                    payment, PaymentState.CLOSING, who=who, closing_reason=ClosingReason.CANCELLED
                )  # fmt: skip
            except StaleError:
                payment = self._ledger.payment(payment.out_trade_no)
        return payment

    # ---------------------------------------------------------------- steps

    def _present(self, payment: Payment) -> Payment:
        if self._expired(payment):
            return self._expire(payment)
        try:
            answer = self._client.prepay_native(_order(payment))
        except RefusedError as error:
            return self._refused_code(payment, error)
        except WeChatPayError as error:
            return self._trouble(payment, error)
        return self._ledger.move(
            payment,
            PaymentState.PRESENTED,
            who=self._who,
            evidence=answer.evidence.to_json(),
            code_url=answer.value,
        )

    def _refused_code(self, payment: Payment, error: RefusedError) -> Payment:
        """Go by a verified answer if the order has moved on; an unsigned refusal itself moves nothing."""
        if error.code in _ASK_AFTER:
            payment = self._ask(payment)
        return payment if payment.settled else self._trouble(payment, error)

    def _watch(self, payment: Payment) -> Payment:
        asked = self._ask(payment)
        if asked.state is PaymentState.PRESENTED and not asked.unanswered and self._expired(asked):
            return self._expire(asked)
        return asked

    def _expire(self, payment: Payment) -> Payment:
        closing = self._ledger.move(
            payment, PaymentState.CLOSING, who=self._who, closing_reason=ClosingReason.EXPIRED
        )  # fmt: skip
        return self._close(closing)

    def _close(self, payment: Payment) -> Payment:
        try:
            self._client.close_order(payment.out_trade_no)
        except NotSentError as error:
            return self._trouble(payment, error)
        except RefusedError as error:
            asked = self._ask(payment)
            decided = asked.settled or asked.unanswered or error.code in _CLOSE_DECIDED_BY_QUERY
            return asked if decided else self._trouble(asked, error)
        except WeChatPayError as error:
            asked = self._ask(payment)
            return asked if asked.settled or asked.unanswered else self._trouble(asked, error)
        return self._ask(payment)

    # ---------------------------------------------------------------- answers

    def _ask(self, payment: Payment) -> Payment:
        try:
            answer = self._client.query_order(payment.out_trade_no)
        except RefusedError as error:
            if error.code == "ORDER_NOT_EXIST" and payment.state is not PaymentState.CREATED:
                return self._not_there(payment, error)
            return self._trouble(payment, error)
        except WeChatPayError as error:
            return self._trouble(payment, error)
        return self._hear(payment, answer)

    def _hear(self, payment: Payment, answer: Answer[Transaction]) -> Payment:
        said, evidence = answer.value, answer.evidence.to_json()
        if said.trade_state in _PAID:
            return self._paid(payment, said, evidence)
        if said.trade_state in _CLOSED:
            return self._ledger.move(
                payment, PaymentState.CLOSED, who=self._who, evidence=evidence, provider_state=said.trade_state
            )
        # NOTPAY, USERPAYING and every word that is not known yet: neither paid nor safe to charge again.
        return self._ledger.note_answer(payment, provider_state=said.trade_state, evidence=evidence)

    def _paid(self, payment: Payment, said: Transaction, evidence: str) -> Payment:
        """Take a verified answer as payment only if it is about this very amount (rule M2).

        Signature, time, number, merchant, app and currency were checked by the client.
        """
        if said.total_fen != payment.amount.fen or said.transaction_id is None:
            return self._mismatch(payment, said)
        return self._ledger.move(
            payment,
            PaymentState.PAID,
            who=self._who,
            evidence=evidence,
            transaction_id=said.transaction_id,
            paid_at=said.success_time or self._clock(),
            payer_total=payment.amount if said.payer_total_fen is None else Money(said.payer_total_fen),
            provider_state=said.trade_state,
        )

    def _not_there(self, payment: Payment, error: RefusedError) -> Payment:
        """Settle a payment that the provider never had, if its code was never shown: nobody can pay it.

        For one that was shown, "no such order" contradicts the provider's signed word, and proves nothing.
        """
        if payment.code_url is None:
            return self._ledger.move(payment, PaymentState.CLOSED, who=self._who)
        trouble = Trouble(kind="unknown", code=error.code, message=str(error), at=self._clock())
        return self._ledger.note_trouble(payment, trouble)

    def _mismatch(self, payment: Payment, said: Transaction) -> Payment:
        message = f"the provider says that {said.total_fen} fen were paid, not {payment.amount.fen}"
        log.error("payment %s: %s", payment.out_trade_no, message)
        trouble = Trouble(kind="bad_reply", code="MISMATCH", message=message, at=self._clock())
        return self._ledger.note_trouble(payment, trouble)

    def _trouble(self, payment: Payment, error: WeChatPayError) -> Payment:
        log.warning("payment %s: %s", payment.out_trade_no, error)
        return self._ledger.note_trouble(payment, trouble_from(error, self._clock()))

    def _expired(self, payment: Payment) -> bool:
        return self._clock() >= payment.time_expire


def _order(payment: Payment) -> NativeOrder:
    """Write the order out of what the ledger keeps: the same bytes at every try (rule M6)."""
    return NativeOrder(
        description=payment.description,
        out_trade_no=payment.out_trade_no,
        total_fen=payment.amount.fen,
        notify_url=payment.notify_url,
        time_expire=payment.time_expire,
    )
