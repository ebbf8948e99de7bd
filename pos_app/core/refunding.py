"""Giving money back: ``advance`` does whatever a refund needs next, under one number to the end (rule M6)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos_app.core.errors import StaleError
from pos_app.core.ledger import Clock, Ledger
from pos_app.core.money import Money
from pos_app.core.payment import Payment, Trouble
from pos_app.core.refund import WITHDRAW_AFTER, Refund, RefundState
from pos_app.core.trouble import trouble_from
from pos_app.wechatpay.errors import RefusedError, WeChatPayError
from pos_app.wechatpay.refunds import RefundRequest

if TYPE_CHECKING:
    from pos_app.wechatpay.client import WeChatPay
    from pos_app.wechatpay.messages import Answer, RefundReply

log = logging.getLogger(__name__)

_STATES = {
    "PROCESSING": RefundState.PROCESSING,
    "SUCCESS": RefundState.SUCCESS,
    "CLOSED": RefundState.CLOSED,
    "ABNORMAL": RefundState.ABNORMAL,
}  # wechatpay-api.md, 6.2
_NOT_THERE = "RESOURCE_NOT_EXISTS"


class Refunding:
    """Gives money of WeChat payments back. Safe from several threads."""

    def __init__(self, ledger: Ledger, client: WeChatPay, *, notify_url: str, clock: Clock) -> None:
        self._ledger = ledger
        self._client = client
        self._notify_url = notify_url
        self._clock = clock
        self._who = f"till {ledger.till}"

    def begin(self, out_trade_no: str, amount: Money, reason: str, who: str, *, approval: str = "") -> Refund:
        """Reserve the money and write the refund down. Nothing leaves the till yet.

        Raises:
            NotAllowedError: it needs somebody's approval, or ``approval`` is not good for it.
            InvalidInputError: the amount is not positive, or the reason is empty or too long.
            NotFoundError: there is no such payment.
            CeilingError: a limit is passed (rule M7).
            LedgerError: nothing was written.
        """
        return self._ledger.begin_refund(
            out_trade_no, amount, reason, who, notify_url=self._notify_url, approval=approval
        )

    def advance(self, refund: Refund) -> Refund:
        """Do the next thing that a refund needs: send it, or ask how it stands.

        Safe to repeat, at any time, from any till. What went wrong on the wire is in the refund that comes
        back; a settled refund comes back as it is.

        Raises:
            LedgerError: the answer could not be written down; ask again.
        """
        refund = self._ledger.refund(refund.out_refund_no)  # nothing leaves on the word of an old record
        if refund.settled:
            return refund
        try:
            return self._ask(refund) if refund.sent else self._send(refund)
        except StaleError:  # another hand was quicker: what it wrote stands (rule M8)
            return self._ledger.refund(refund.out_refund_no)

    def withdraw(self, refund: Refund, who: str) -> Refund:
        """Take back a refund that the provider does not have; one that it has is followed instead.

        One that set out within ``WITHDRAW_AFTER`` stays: its request may still be carried out.

        Raises:
            LedgerError: nothing was written; try again.
        """
        refund = self._ledger.refund(refund.out_refund_no)
        try:
            if refund.state is not RefundState.CREATED:
                return self.advance(refund)
            if not refund.sent:
                return self._ledger.move_refund(refund, RefundState.CLOSED, who=who)
            return self._ask(refund, withdrawn_by=who)
        except StaleError:
            return self._ledger.refund(refund.out_refund_no)

    # ---------------------------------------------------------------- steps

    def _send(self, refund: Refund) -> Refund:
        refund = self._ledger.mark_sent(refund, who=self._who)
        payment = self._ledger.payment(refund.out_trade_no)
        try:
            answer = self._client.refund(_request(refund, payment))
        except WeChatPayError as error:
            return self._trouble(refund, error)
        return self._hear(refund, answer)

    def _ask(self, refund: Refund, *, withdrawn_by: str | None = None) -> Refund:
        try:
            answer = self._client.query_refund(refund.out_refund_no)
        except RefusedError as error:
            if error.code != _NOT_THERE or refund.state is not RefundState.CREATED:
                return self._trouble(refund, error)
            if withdrawn_by is None:
                return self._send(refund)  # it never arrived: the same request again, unchanged
            if self._under_way(refund):
                return self._trouble(refund, error)
            return self._ledger.move_refund(refund, RefundState.CLOSED, who=withdrawn_by)
        except WeChatPayError as error:
            return self._trouble(refund, error)
        return self._hear(refund, answer)

    def _under_way(self, refund: Refund) -> bool:
        return refund.sent_at is not None and self._clock() < refund.sent_at + WITHDRAW_AFTER

    def _hear(self, refund: Refund, answer: Answer[RefundReply]) -> Refund:
        said = answer.value
        if wrong := _mismatch(refund, said):
            return self._contradiction(refund, "MISMATCH", f"the provider's answer has another {wrong}")
        to = _STATES.get(said.status)
        if to is None:
            return self._contradiction(refund, said.status, "the provider's word for its state is not known")
        evidence = answer.evidence.to_json()
        if to is refund.state:
            return self._ledger.note_refund_answer(
                refund, evidence=evidence, refund_id=said.refund_id, received_account=said.received_account
            )
        return self._ledger.move_refund(
            refund,
            to,
            who=self._who,
            evidence=evidence,
            refund_id=said.refund_id,
            received_account=said.received_account,
        )

    def _contradiction(self, refund: Refund, code: str, message: str) -> Refund:
        log.error("refund %s: %s", refund.out_refund_no, message)
        trouble = Trouble(kind="bad_reply", code=code, message=message, at=self._clock())
        return self._ledger.note_refund_trouble(refund, trouble)

    def _trouble(self, refund: Refund, error: WeChatPayError) -> Refund:
        log.warning("refund %s: %s", refund.out_refund_no, error)
        return self._ledger.note_refund_trouble(refund, trouble_from(error, self._clock()))


def _request(refund: Refund, payment: Payment) -> RefundRequest:
    """Write the request out of what the ledger keeps: the same bytes at every try (rule M6)."""
    return RefundRequest(
        out_refund_no=refund.out_refund_no,
        refund_fen=refund.amount.fen,
        total_fen=refund.total.fen,
        transaction_id=payment.transaction_id,
        out_trade_no=refund.out_trade_no,
        reason=refund.reason,
        notify_url=refund.notify_url,
    )


def _mismatch(refund: Refund, said: RefundReply) -> str:
    """Name what in the provider's answer is not as we asked for it; empty if all is."""
    if said.out_trade_no != refund.out_trade_no:
        return "number"
    return "" if (said.refund_fen, said.total_fen) == (refund.amount.fen, refund.total.fen) else "amount"
