"""A manager's answers: something that waits is resolved with a reason, late money is matched to its sale."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import timedelta

import sqlalchemy as sa

from pos_app.core import ledger_approvals, ledger_matching, schema
from pos_app.core.business_day import business_date
from pos_app.core.errors import InvalidInputError, NotFoundError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_refund_rows import resolution_columns
from pos_app.core.ledger_staff import StaffLedger
from pos_app.core.ledger_unresolved import OF_PAYMENTS, WAITING, parameters, same_doubt
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import Resolution, UnresolvedKind, match_request
from pos_app.core.payment import Payment
from pos_app.core.refund import REASON_LENGTH
from pos_app.core.sale import Sale
from pos_app.core.staff import Act, Request

_payments, _refunds, _resolutions = schema.payments, schema.refunds, schema.resolutions

_ADD = _resolutions.insert()
_ANSWERS_OF = sa.select(_resolutions.c.kind).where(_resolutions.c.subject == sa.bindparam("of"))
# Held until the commit, so that two managers cannot both be the one who answered.
_PAYMENT_OF = (
    sa.select(_payments.c.sale_number, _payments.c.amount_fen - _payments.c.reserved_fen)
    .where(_payments.c.out_trade_no == sa.bindparam("of"))
    .with_for_update()
)
_REFUND_OF = (
    sa.select(_refunds.c.sale_number, _refunds.c.amount_fen)
    .where(_refunds.c.out_refund_no == sa.bindparam("of"))
    .with_for_update()
)
_STILL_WAITING = {
    kind: tuple(
        statement.where(
            (_payments.c.out_trade_no if kind in OF_PAYMENTS else _refunds.c.out_refund_no) == sa.bindparam("of")
        )
        for statement in statements
    )
    for kind, statements in WAITING.items()
}


class ResolvingLedger(StaffLedger):
    """What the ledger does about things that wait for a manager."""

    def resolve(
        self, number: str, kind: UnresolvedKind, reason: str, who: str, *, approval: str = ""
    ) -> Resolution:  # fmt: skip
        """Answer for something that waits (rule M3). It is listed as answered for until its cause is gone.

        Nothing else changes: it goes on being watched, nothing new is charged while it could still be paid (rule M4),
        and money that comes for it after all is listed anew, as late money (rule M5).

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the reason is empty or too long.
            NotFoundError: there is no such payment or refund.
            StaleError: it does not wait any more, or somebody has answered for it.
            LedgerError: nothing was written.
        """
        _check(reason)
        with self._desk.writing(self._clock()) as pen:
            sale_number, amount = _waiting(pen, number, kind)
            request = Request(act=Act.RESOLVE, subject=number, amount=amount, reason=reason)
            terms = ledger_approvals.allow(pen, request, who, approval)
            resolution = Resolution(number=f"X{secrets.token_hex(8)}", subject=number, kind=kind, amount=amount,
                                    reason=reason, resolved_by=who, at=pen.at)  # fmt: skip
            values = resolution_columns(resolution, sale_number)
            pen.write(_ADD, values)
            pen.enter(Deed.RESOLVED, who=who, sale_number=sale_number, number=resolution.number,
                      facts={**terms, **values})  # fmt: skip
        return resolution

    def match(self, out_trade_no: str, sale_number: str, reason: str, who: str, *, approval: str = "") -> Payment:
        """Let late money pay for a sale (rule M5): its own that was given up, or an open one that needs just that.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the reason is empty or too long.
            NotFoundError: there is no such payment or sale.
            LiveClaimError: an attempt on the sale could still be paid (rule M4).
            StaleError: the sale does not wait for this money, or the money is matched or on its way back.
            LedgerError: nothing was written.
        """
        _check(reason)
        payment = self.payment(out_trade_no)
        with self._desk.writing(self._clock()) as pen:
            request = match_request(payment, sale_number, reason)
            terms = {"reason": reason, **ledger_approvals.allow(pen, request, who, approval)}
            ledger_matching.match(pen, payment, sale_number, who, terms)
        return dataclasses.replace(payment, matched_to=sale_number)

    def match_candidates(self, out_trade_no: str) -> tuple[Sale, ...]:
        """Give the sales that late money could be for: its own, then open ones of the days around it, newest first.

        Raises:
            NotFoundError: there is no such payment.
        """
        payment = self.payment(out_trade_no)
        day = business_date(payment.created_at)
        around = {"first": (day - timedelta(days=1)).isoformat(), "last": (day + timedelta(days=1)).isoformat()}
        with self._reading() as db:
            numbers = ledger_matching.candidates(db, payment, around)
        return tuple(map(self.sale, numbers))


def _check(reason: str) -> None:
    if not 1 <= len(reason) <= REASON_LENGTH:
        raise InvalidInputError("reason", f"must be 1 to {REASON_LENGTH} characters")


def _waiting(pen: Pen, number: str, kind: UnresolvedKind) -> tuple[str, Money]:
    """Find the sale and the amount of something that waits."""
    sale_number, amount = ("", ZERO) if kind is UnresolvedKind.BOOK else _hold(pen, number, kind)
    answers = (UnresolvedKind(row[0]) for row in pen.read_all(_ANSWERS_OF, {"of": number}))
    if same_doubt(kind) in map(same_doubt, answers):
        raise StaleError(number)
    return sale_number, amount


def _hold(pen: Pen, number: str, kind: UnresolvedKind) -> tuple[str, Money]:
    found = pen.read(_PAYMENT_OF if kind in OF_PAYMENTS else _REFUND_OF, {"of": number})
    if found is None:
        raise NotFoundError(number)
    values = {"of": number, **parameters(kind, pen.at)}
    if not any(pen.read(statement, values) for statement in _STILL_WAITING[kind]):
        raise StaleError(number)
    sale_number, fen = found
    return sale_number, Money(fen)
