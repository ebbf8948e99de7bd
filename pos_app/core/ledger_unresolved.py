"""What waits for a manager, found in the book (rules M3, M4 and M5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import LedgerDamagedError
from pos_app.core.journal import Flaw, stamp
from pos_app.core.ledger_refund_rows import resolution_from
from pos_app.core.ledger_refunds import read_refunds
from pos_app.core.ledger_rows import payment_from
from pos_app.core.money import ZERO
from pos_app.core.overview import Resolution, Unresolved, UnresolvedKind
from pos_app.core.payment import UNCONFIRMED_AFTER, Payment, PaymentState
from pos_app.core.refund import Refund, RefundState

CLOSING_LONG = timedelta(minutes=5)  # after its last moment: the provider closes what is not paid by then

_payments, _refunds, _resolutions = schema.payments, schema.refunds, schema.resolutions
_Kind = UnresolvedKind

_WATCHED = (
    sa.select(_payments).where(schema.UNSETTLED, _payments.c.code_url.is_not(None)).order_by(_payments.c.created_at)
)
_UNCONFIRMED = _WATCHED.where(
    _payments.c.state != PaymentState.CLOSING.value, _payments.c.unanswered >= UNCONFIRMED_AFTER
)
_CLOSING = _WATCHED.where(
    _payments.c.state == PaymentState.CLOSING.value,
    sa.or_(_payments.c.unanswered >= 1, _payments.c.time_expire <= sa.bindparam("long_ago")),
)
_LEFT = (_payments.c.matched_to.is_(None), _payments.c.reserved_fen < _payments.c.amount_fen)
_SURPLUS = sa.select(_payments).where(schema.LOOSE, *_LEFT)
ANSWERED_FOR = _payments.c.out_trade_no.in_(
    sa.select(_resolutions.c.subject).where(
        sa.or_(_resolutions.c.kind == _Kind.UNCONFIRMED.value, _resolutions.c.kind == _Kind.CLOSING.value)
    )
)
"""A manager has said of a payment that nobody knew about: it is done with. Money that came after all is late money."""
_PAID_AFTER_ALL = sa.select(_payments).where(
    ANSWERED_FOR,
    _payments.c.state == PaymentState.PAID.value,
    sa.not_(_payments.c.surplus),
    sa.not_(_payments.c.undone),
    *_LEFT,
)
_ABNORMAL = sa.select(_refunds).where(schema.UNSETTLED, _refunds.c.state == RefundState.ABNORMAL.value)
_STUCK = sa.select(_refunds).where(
    schema.UNSETTLED, _refunds.c.state != RefundState.ABNORMAL.value, _refunds.c.trouble_kind.is_not(None)
)
_OF_PAYMENTS = sa.select(_payments).where(_payments.c.out_trade_no.in_(sa.bindparam("numbers", expanding=True)))
_ANSWERS = sa.select(_resolutions).where(_resolutions.c.subject.in_(sa.bindparam("numbers", expanding=True)))

WAITING: Mapping[UnresolvedKind, tuple[sa.Select[tuple[object, ...]], ...]] = {
    _Kind.UNCONFIRMED: (_UNCONFIRMED,),
    _Kind.CLOSING: (_CLOSING,),
    _Kind.SURPLUS: (_SURPLUS, _PAID_AFTER_ALL),
    _Kind.ABNORMAL: (_ABNORMAL,),
    _Kind.REFUND: (_STUCK,),
}
"""What waits, by its kind: payments, then refunds."""

OF_PAYMENTS = (_Kind.UNCONFIRMED, _Kind.CLOSING, _Kind.SURPLUS)
OF_REFUNDS = (_Kind.ABNORMAL, _Kind.REFUND)


def unresolved(db: sa.Connection, flaws: Iterable[Flaw], now: datetime) -> tuple[Unresolved, ...]:
    """List what waits, the oldest first; then what somebody has answered for, as long as its cause stands."""
    found = [*_payments_waiting(db, now), *_refunds_waiting(db), *(_flawed(flaw, now) for flaw in flaws)]
    answers = _answers(db, [item.number for item in found])
    listed = (replace(item, resolution=answers.get((item.number, same_doubt(item.kind)))) for item in found)
    return tuple(sorted(listed, key=lambda item: (item.resolution is not None, item.since, item.number)))


def parameters(kind: UnresolvedKind, now: datetime) -> dict[str, str]:
    """Give what the statements of a kind want to know."""
    return {"long_ago": stamp(now - CLOSING_LONG)} if kind is _Kind.CLOSING else {}


def same_doubt(kind: UnresolvedKind) -> UnresolvedKind:
    """Name the doubt behind a kind: whether somebody paid stays the same question when a payment is being closed."""
    return _Kind.UNCONFIRMED if kind is _Kind.CLOSING else kind


def _payments_waiting(db: sa.Connection, now: datetime) -> Iterator[Unresolved]:
    for kind in OF_PAYMENTS:
        for statement in WAITING[kind]:
            for row in db.execute(statement, parameters(kind, now)):
                yield _of_payment(kind, payment_from(row))


def _refunds_waiting(db: sa.Connection) -> Iterator[Unresolved]:
    for kind in OF_REFUNDS:
        for statement in WAITING[kind]:
            refunds = read_refunds(db, db.execute(statement).all())
            numbers = {refund.out_trade_no for refund in refunds}
            rows = db.execute(_OF_PAYMENTS, {"numbers": sorted(numbers)})
            payments = {row.out_trade_no: payment_from(row) for row in rows}
            if gone := numbers - payments.keys():
                raise LedgerDamagedError(f"the payment {min(gone)} is gone, but there is a refund of it")
            yield from (_of_refund(kind, refund, payments[refund.out_trade_no]) for refund in refunds)


def _answers(db: sa.Connection, numbers: list[str]) -> dict[tuple[str, UnresolvedKind], Resolution]:
    answers = map(resolution_from, db.execute(_ANSWERS, {"numbers": numbers}))
    return {(answer.subject, same_doubt(answer.kind)): answer for answer in answers}


def _of_payment(kind: UnresolvedKind, payment: Payment) -> Unresolved:
    since = payment.paid_at or payment.created_at
    return Unresolved(
        kind=kind, number=payment.out_trade_no, amount=payment.amount - payment.reserved, since=since, payment=payment
    )  # fmt: skip


def _of_refund(kind: UnresolvedKind, refund: Refund, payment: Payment) -> Unresolved:
    return Unresolved(
        kind=kind,
        number=refund.out_refund_no,
        amount=refund.amount,
        since=refund.created_at,
        payment=payment,
        refund=refund,
    )


def _flawed(flaw: Flaw, now: datetime) -> Unresolved:
    return Unresolved(kind=_Kind.BOOK, number=flaw.where, amount=ZERO, since=now, flaw=flaw.what)
