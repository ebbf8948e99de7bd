"""Giving money back: ``advance`` does whatever a refund needs next, under one number to the end (rule M6)."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.core.errors import InvalidInputError, StaleError
from pos_app.core.ledger import Clock, Ledger
from pos_app.core.payment import Payment, Trouble
from pos_app.core.refund import SHORT_REST, WITHDRAW_AFTER, AbnormalAccount, Refund, RefundOrder, RefundState
from pos_app.core.trouble import trouble_from
from pos_app.wechatpay.errors import InvalidRequestError, RefusedError, WeChatPayError
from pos_app.wechatpay.refunds import AbnormalRefund, RefundRequest, RefundTo

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

    def begin(self, order: RefundOrder, who: str, *, approval: str = "") -> Refund:
        """Reserve the money and write the refund down. Nothing leaves the till yet; in cash, nothing ever will.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the order breaks a rule.
            NotFoundError: there is no such payment.
            CeilingError: a limit is passed (rule M7).
            NoShiftError: it is cash, and no shift is open on this till.
            StaleError: the lines are not what they were: read what has been returned, then ask again.
            LedgerError: nothing was written.
        """
        return self._ledger.begin_refund(order, who, notify_url=self._notify_url, approval=approval)

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
            return self._ask(refund) if refund.sent else self._send(refund, self._who)
        except StaleError:  # another hand was quicker: what it wrote stands (rule M8)
            return self._ledger.refund(refund.out_refund_no)

    def send_again(self, refund: Refund, who: str) -> Refund:
        """Send a refund again under its own number, now that there is money in the merchant's account (rule M6).

        One that the provider has after all is followed instead.

        Raises:
            LedgerError: nothing was written; try again.
        """
        refund = self._ledger.refund(refund.out_refund_no)
        if not refund.short_of_money:
            return self.advance(refund)
        try:
            return self._ask(refund, sent_again_by=who)
        except StaleError:
            return self._ledger.refund(refund.out_refund_no)

    def apply_abnormal(self, refund: Refund, account: AbnormalAccount, who: str, *, approval: str = "") -> Refund:
        """Send the money of an abnormal refund to another account. One that has moved on is followed instead.

        The card is sealed before it travels, and kept nowhere (rule M11); where to is written down first (rule M1).

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the account breaks a rule.
            LedgerError: nothing was written.
        """
        refund = self.advance(refund)  # an earlier application may have been accepted, and its answer lost
        if refund.state is not RefundState.ABNORMAL or refund.trouble is not None:
            return refund
        application = _application(refund, account)
        try:
            refund = self._ledger.redirect_refund(refund, account, who, approval=approval)
            return self._hear(refund, self._client.apply_abnormal_refund(application))
        except WeChatPayError as error:
            return self._trouble(refund, error)
        except StaleError:
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

    def _send(self, refund: Refund, who: str) -> Refund:
        refund = self._ledger.mark_sent(refund, who=who)
        payment = self._ledger.payment(refund.out_trade_no)
        try:
            answer = self._client.refund(_request(refund, payment))
        except WeChatPayError as error:
            return self._trouble(refund, error)
        return self._hear(refund, answer)

    def _ask(self, refund: Refund, *, withdrawn_by: str = "", sent_again_by: str = "") -> Refund:
        try:
            answer = self._client.query_refund(refund.out_refund_no)
        except RefusedError as error:
            if error.code != _NOT_THERE or refund.state is not RefundState.CREATED:
                return self._trouble(refund, error)
            if withdrawn_by:
                return self._take_back(refund, error, withdrawn_by)
            if refund.short_of_money and not sent_again_by and self._sent_within(refund, SHORT_REST):
                return refund  # asking for money that is not there again and again gets the till shut out
            return self._send(refund, sent_again_by or self._who)  # it never arrived: the same request, unchanged
        except WeChatPayError as error:
            return self._trouble(refund, error)
        return self._hear(refund, answer)

    def _take_back(self, refund: Refund, error: RefusedError, who: str) -> Refund:
        if self._sent_within(refund, WITHDRAW_AFTER):
            return self._trouble(refund, error)
        return self._ledger.move_refund(refund, RefundState.CLOSED, who=who)

    def _sent_within(self, refund: Refund, while_: timedelta) -> bool:
        return refund.sent_at is not None and self._clock() < refund.sent_at + while_

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


def _application(refund: Refund, account: AbnormalAccount) -> AbnormalRefund:
    try:
        return AbnormalRefund(
            refund_id=refund.refund_id or "",
            out_refund_no=refund.out_refund_no,
            to=RefundTo.USER_BANK_CARD if account.card is not None else RefundTo.MERCHANT_BANK_CARD,
            bank_type=account.card.bank_type if account.card is not None else None,
            bank_account=account.card.number if account.card is not None else None,
            real_name=account.card.holder if account.card is not None else None,
        )
    except InvalidRequestError as error:
        raise InvalidInputError(error.field, error.reason) from None  # its context could show the card


def _mismatch(refund: Refund, said: RefundReply) -> str:
    """Name what in the provider's answer is not as we asked for it; empty if all is."""
    if said.out_trade_no != refund.out_trade_no:
        return "number"
    return "" if (said.refund_fen, said.total_fen) == (refund.amount.fen, refund.total.fen) else "amount"
