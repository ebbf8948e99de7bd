"""Matching late money to a sale, under one pen (rule M5)."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_payments import hold_sale, refuse_live_claim
from pos_app.core.ledger_rows import columns
from pos_app.core.ledger_unresolved import ANSWERED_FOR
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.sale import SaleState

_MOST = 20  # sales to choose from

_sales, _payments = schema.sales, schema.payments

_SETTLE = _sales.update().where(_sales.c.number == sa.bindparam("of"), _sales.c.state == sa.bindparam("expected"))
# What is on its way back, even in part, pays for nothing.
_FREE = (
    _payments.c.state == PaymentState.PAID.value,
    _payments.c.matched_to.is_(None),
    _payments.c.reserved_fen == 0,
    sa.or_(schema.LOOSE, ANSWERED_FOR),
)
_MATCH = _payments.update().where(_payments.c.out_trade_no == sa.bindparam("of"), *_FREE)
_IS_FREE = sa.select(_payments.c.out_trade_no).where(_payments.c.out_trade_no == sa.bindparam("of"), *_FREE)
_OWN = sa.select(_sales.c.number).where(_sales.c.number == sa.bindparam("of"))
_live, _begun, _part = (_payments.alias(name) for name in ("live", "begun", "part"))
_PARTS = (
    sa.select(sa.func.coalesce(sa.func.sum(_part.c.amount_fen + _part.c.rounding_fen), 0))
    .where(
        _part.c.sale_number == _sales.c.number,
        _part.c.state == PaymentState.PAID.value,
        sa.not_(_part.c.surplus),
        sa.not_(_part.c.undone),
    )
    .scalar_subquery()
)
# Exactly so much remains to be paid: an open sale may have been paid in part.
_REMAINS = _sales.c.total_fen - _PARTS == sa.bindparam("fen", type_=sa.BigInteger)
_NOT_LIVE = ~sa.exists().where(_live.c.sale_number == _sales.c.number, _live.c.settled_at.is_(None))
_WAITS = sa.and_(_sales.c.state != SaleState.PAID.value, _REMAINS, _NOT_LIVE)
# Every sale has a payment, and payments are found by their day.
_OPEN = (
    sa.select(_sales.c.number)
    .where(
        _sales.c.number.in_(
            sa.select(_begun.c.sale_number).where(
                _begun.c.business_date.between(sa.bindparam("first"), sa.bindparam("last"))
            )
        ),
        _sales.c.number != sa.bindparam("own"),
        _sales.c.state == SaleState.OPEN.value,
        _REMAINS,
        _NOT_LIVE,
    )
    .order_by(_sales.c.opened_at.desc(), _sales.c.number.desc())
    .limit(_MOST)
)


def match(pen: Pen, payment: Payment, sale_number: str, who: str, terms: Mapping[str, str]) -> None:
    """Let late money pay for a sale; ``terms`` has the reason, and who approved it, if anybody."""
    own = sale_number == payment.sale_number
    if payment.loose:
        _settle(pen, payment, sale_number, who, terms)
    elif not own:
        raise StaleError(payment.out_trade_no)  # it has settled its own sale after all
    facts = {"matched_to": sale_number}
    if pen.write(_MATCH, {"of": payment.out_trade_no, **facts}) != 1:
        raise StaleError(payment.out_trade_no)
    state = PaymentState.PAID.value
    pen.enter(Deed.PAYMENT_MATCHED, who=who, sale_number=payment.sale_number, number=payment.out_trade_no,
              states=(state, state), facts={**terms, **facts})  # fmt: skip


def candidates(db: sa.Connection, payment: Payment, around: Mapping[str, str]) -> list[str]:
    """Give the numbers of the sales that late money could be for; ``around`` has the first and the last day."""
    if db.execute(_IS_FREE, {"of": payment.out_trade_no}).first() is None:
        return []
    known = {"of": payment.sale_number, "own": payment.sale_number, "fen": payment.amount.fen}
    if not payment.loose:  # it has settled its own sale, or a part of it, after all
        return list(db.execute(_OWN.where(_sales.c.state != SaleState.VOIDED.value), known).scalars())
    return [*db.execute(_OWN.where(_WAITS), known).scalars(), *db.execute(_OPEN, {**around, **known}).scalars()]


def _settle(pen: Pen, payment: Payment, number: str, who: str, terms: Mapping[str, str]) -> None:
    state, due = hold_sale(pen, number)
    given_up = state is SaleState.VOIDED and number == payment.sale_number
    if (state is not SaleState.OPEN and not given_up) or due.remaining != payment.amount:
        raise StaleError(number)
    refuse_live_claim(pen, number)
    facts = columns({"state": SaleState.PAID, "settled_at": pen.at})
    pen.write(_SETTLE, {"of": number, "expected": state.value, **facts})
    pen.enter(Deed.SALE_MATCHED, who=who, sale_number=number, number=number,
              states=(state.value, SaleState.PAID.value),
              facts={**terms, **facts, "matched": payment.out_trade_no})  # fmt: skip
