"""Matching late money to a sale, under one pen (rule M5)."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_payments import missing_or_settled, refuse_live_claim
from pos_app.core.ledger_rows import columns
from pos_app.core.ledger_unresolved import ANSWERED_FOR
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.sale import SaleState

_MOST = 20  # sales to choose from

_sales, _payments = schema.sales, schema.payments

_SETTLE = _sales.update().where(
    _sales.c.number == sa.bindparam("of"),
    _sales.c.state == sa.bindparam("expected"),
    _sales.c.total_fen == sa.bindparam("fen", type_=sa.BigInteger),
)
# What is on its way back, even in part, pays for nothing.
_FREE = (
    _payments.c.state == PaymentState.PAID.value,
    _payments.c.matched_to.is_(None),
    _payments.c.reserved_fen == 0,
    sa.or_(schema.LOOSE, ANSWERED_FOR),
)
_MATCH = _payments.update().where(_payments.c.out_trade_no == sa.bindparam("of"), *_FREE)
_IS_FREE = sa.select(_payments.c.out_trade_no).where(_payments.c.out_trade_no == sa.bindparam("of"), *_FREE)
_OWN = sa.select(_sales.c.number).where(
    _sales.c.number == sa.bindparam("of"), _sales.c.state == sa.bindparam("expected")
)  # fmt: skip
_live = _payments.alias("live")
_begun = _payments.alias("begun")
# Every sale has a payment, and payments are found by their day.
_OPEN = (
    sa.select(_sales.c.number)
    .where(
        _sales.c.number.in_(
            sa.select(_begun.c.sale_number).where(
                _begun.c.business_date.between(sa.bindparam("first"), sa.bindparam("last"))
            )
        ),
        _sales.c.state == SaleState.OPEN.value,
        _sales.c.total_fen == sa.bindparam("fen", type_=sa.BigInteger),
        ~sa.exists().where(_live.c.sale_number == _sales.c.number, _live.c.settled_at.is_(None)),
    )
    .order_by(_sales.c.opened_at.desc(), _sales.c.number.desc())
    .limit(_MOST)
)


def match(pen: Pen, payment: Payment, sale_number: str, who: str, terms: Mapping[str, str]) -> None:
    """Let late money pay for a sale; ``terms`` has the reason, and who approved it, if anybody."""
    own = sale_number == payment.sale_number
    if payment.surplus:
        _settle(pen, payment, sale_number, SaleState.VOIDED if own else SaleState.OPEN, who, terms)
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
    state = SaleState.VOIDED if payment.surplus else SaleState.PAID
    own = db.execute(_OWN, {"of": payment.sale_number, "expected": state.value}).scalars()
    if not payment.surplus:
        return list(own)
    return [*own, *db.execute(_OPEN, {**around, "fen": payment.amount.fen}).scalars()]


def _settle(
    pen: Pen, payment: Payment, number: str, expected: SaleState, who: str, terms: Mapping[str, str]
) -> None:  # fmt: skip
    facts = columns({"state": SaleState.PAID, "settled_at": pen.at})
    known = {"of": number, "expected": expected.value, "fen": payment.amount.fen}
    if pen.write(_SETTLE, {**known, **facts}) != 1:
        raise missing_or_settled(pen, number)
    refuse_live_claim(pen, number)
    pen.enter(Deed.SALE_MATCHED, who=who, sale_number=number, number=number,
              states=(expected.value, SaleState.PAID.value),
              facts={**terms, **facts, "matched": payment.out_trade_no})  # fmt: skip
