"""What a close does not end, found in the book, so that the next shift takes it over by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema, schema_carts
from pos_app.core.ledger_shift_rows import Read
from pos_app.core.ledger_unresolved import OF_PAYMENTS, OF_REFUNDS, WAITING, parameters, same_doubt
from pos_app.core.money import Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.shift import Carried, CarriedKind

_sales, _payments, _refunds, _resolutions = schema.sales, schema.payments, schema.refunds, schema.resolutions

_TILL: sa.BindParameter[str] = sa.bindparam("of")
_OPEN = (
    sa.select(_sales.c.number, _sales.c.number, _sales.c.total_fen)
    .where(schema.UNSETTLED, _sales.c.till == _TILL)
    .order_by(_sales.c.number)
)
_carts = schema_carts.carts
_HELD = (
    sa.select(_carts.c.number, _carts.c.number, _carts.c.total_fen)
    .where(_carts.c.state == "held", _carts.c.till == _TILL)
    .order_by(_carts.c.held_at)
)
_ON_ITS_WAY = (
    sa.select(_refunds.c.out_refund_no, _refunds.c.sale_number, _refunds.c.amount_fen)
    .where(schema.UNSETTLED, sa.func.substr(_refunds.c.sale_number, 1, 2) == _TILL)
    .order_by(_refunds.c.created_at)
)


def _waiting() -> Iterator[tuple[UnresolvedKind, sa.Select[Any]]]:
    """Give what asks for each kind of thing that waits, and that nobody has answered for."""
    payments = (_payments.c.out_trade_no, _payments.c.sale_number, _payments.c.amount_fen - _payments.c.reserved_fen)
    refunds = (_refunds.c.out_refund_no, _refunds.c.sale_number, _refunds.c.amount_fen)
    for kinds, columns in ((OF_PAYMENTS, payments), (OF_REFUNDS, refunds)):
        for kind in kinds:
            same = (_resolutions.c.kind == one.value for one in UnresolvedKind if same_doubt(one) is same_doubt(kind))
            answered = sa.exists().where(_resolutions.c.subject == columns[0], sa.or_(*same))
            for statement in WAITING[kind]:
                mine = sa.func.substr(columns[1], 1, 2) == _TILL
                yield kind, statement.with_only_columns(*columns).where(mine, ~answered)


_UNRESOLVED = tuple(_waiting())


def carried_over(read: Read, till: str, now: datetime) -> tuple[Carried, ...]:
    """Name the till's own tickets, payments and refunds that are not at their end: each once, the graver first."""
    named: dict[str, Carried] = {}
    covered: set[str] = set()  # sales and refunds that something graver speaks of
    for kind, statement in _UNRESOLVED:
        for number, sale_number, fen in read(statement, {"of": till, **parameters(kind, now)}):
            named[number] = Carried(kind=CarriedKind.UNRESOLVED, number=number, amount=Money(int(fen)))
            covered |= {number, sale_number}
    for way, unsettled in ((CarriedKind.OPEN, _OPEN), (CarriedKind.REFUND, _ON_ITS_WAY), (CarriedKind.HELD, _HELD)):
        for number, _, fen in read(unsettled, {"of": till}):
            if number not in covered:
                named[number] = Carried(kind=way, number=number, amount=Money(int(fen)))
    return tuple(named.values())
