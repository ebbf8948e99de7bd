"""The book of refunds: begun, sent, heard of, and what of a sale has come back."""

from __future__ import annotations

import dataclasses
from typing import Any, TypedDict, Unpack

from pos_app.core import ledger_approvals, ledger_refunds
from pos_app.core.journal import Deed
from pos_app.core.ledger_staff import StaffLedger
from pos_app.core.money import Money
from pos_app.core.payment import Trouble
from pos_app.core.refund import REFUND_MOVES, AbnormalAccount, Refund, RefundOrder, RefundState
from pos_app.core.returns import Returned

_ACCEPTED = frozenset({RefundState.PROCESSING, RefundState.ABNORMAL, RefundState.SUCCESS})


class RefundChanges(TypedDict, total=False):
    """What a move of a refund, or an answer about it, may write beside the state."""

    refund_id: str
    received_account: str | None


class RefundLedger(StaffLedger):
    """What the ledger does about refunds. Who sends them, and when, is ``Refunding``'s to know."""

    def returned(self, sale_number: str) -> dict[int, Returned]:
        """Give what of each line of a sale has come back or is on its way, by position; no entry is nothing."""
        with self._reading() as db:
            rows = db.execute(ledger_refunds.RETURNED, {"of": sale_number}).all()
        return {
            row.position: Returned(quantity_milli=int(row.quantity_milli), amount=Money(int(row.amount_fen)))
            for row in rows
        }

    def begin_refund(self, order: RefundOrder, requested_by: str, *, notify_url: str, approval: str = "") -> Refund:
        """Reserve money of a paid payment and write the refund down, in one commit (rules M1 and M7).

        In cash it is settled by that, and no provider is ever asked for it. ``approval`` is the number of one, where
        the asker's own right is not enough; it is used up in this commit.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the order breaks a rule.
            NotFoundError: there is no such payment.
            CeilingError: a limit is passed; it says which.
            NoShiftError: it is cash, and no shift is open on this till.
            StaleError: the lines are not what they were: read what has been returned, then ask again.
            LedgerError: nothing was written.
        """
        order.check()
        with self._desk.writing(self._clock()) as pen:
            terms = {
                "notify_url": notify_url,
                **ledger_approvals.allow(pen, order.request, requested_by, approval),
            }
            return ledger_refunds.begin(pen, order, requested_by, terms)

    def mark_sent(self, refund: Refund, *, who: str) -> Refund:
        """Write down that a request is about to leave, before it does (rule M1).

        Raises:
            StaleError: another hand sent or moved it first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            ledger_refunds.note(pen, refund, Deed.REFUND_SENT, who, {"sent_at": pen.at}, None)
        return dataclasses.replace(refund, sent_at=pen.at)

    def redirect_refund(
        self, refund: Refund, account: AbnormalAccount, who: str, *, approval: str = ""
    ) -> Refund:  # fmt: skip
        """Write down that an abnormal refund is about to be sent another way, before it is (rule M1).

        Of a card, only its bank is kept (rule M11).

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            StaleError: another hand sent or moved it first.
            LedgerError: nothing was written.
        """
        fields: dict[str, Any] = {"sent_at": self._clock()}
        with self._desk.writing(fields["sent_at"]) as pen:
            terms = ledger_approvals.allow(pen, account.request(refund), who, approval)
            ledger_refunds.note(pen, refund, Deed.REFUND_REDIRECTED, who, fields, None, {"way": account.way, **terms})
        return dataclasses.replace(refund, **fields)

    def move_refund(
        self,
        refund: Refund,
        to: RefundState,
        *,
        who: str,
        evidence: str | None = None,
        **changes: Unpack[RefundChanges],
    ) -> Refund:
        """Move a refund on from the state in which the caller knows it (rule M8).

        A move to *closed* gives the reservation back in the same commit.

        Raises:
            ValueError: no such move exists.
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        if to not in REFUND_MOVES[refund.state]:
            raise ValueError(f"a refund does not go from {refund.state.value} to {to.value}")
        at = self._clock()
        fields: dict[str, Any] = {"state": to, "unanswered": 0, "trouble": None, **changes}
        if to in _ACCEPTED and not refund.sent:
            fields["sent_at"] = at
        if not REFUND_MOVES[to]:
            fields["settled_at"] = at
        with self._desk.writing(at) as pen:
            ledger_refunds.move(pen, refund, to, who, fields, evidence)
        return dataclasses.replace(refund, **fields)

    def note_refund_trouble(self, refund: Refund, trouble: Trouble) -> Refund:
        """Count a question about a refund that brought no proven answer; the state stays.

        Raises:
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        fields: dict[str, Any] = {"unanswered": refund.unanswered + 1, "trouble": trouble}
        deed = Deed.REFUND_TROUBLED if trouble.is_news(refund.trouble, silence_is_news=True) else None
        with self._desk.writing(self._clock()) as pen:
            ledger_refunds.note(pen, refund, deed, self._name, fields, None)
        return dataclasses.replace(refund, **fields)

    def note_refund_answer(self, refund: Refund, *, evidence: str, **changes: Unpack[RefundChanges]) -> Refund:
        """Keep a verified answer that moves nothing, and end any doubt. Writes only what is new.

        Raises:
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        fields: dict[str, Any] = {"unanswered": 0, "trouble": None, **changes}
        after = dataclasses.replace(refund, **fields)
        if after != refund:
            with self._desk.writing(self._clock()) as pen:
                ledger_refunds.note(pen, refund, Deed.REFUND_ANSWERED, self._name, fields, evidence)
        return after

    @property
    def _name(self) -> str:
        """Who did what nobody pressed a key for."""
        return f"till {self.till}"
