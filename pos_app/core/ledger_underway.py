"""What is under way on a till: while there is any of it, nobody puts another program in its place."""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core import schema, schema_carts
from pos_app.core.overview import Underway

_TILL: sa.BindParameter[str] = sa.bindparam("of")
_sales, _payments, _carts = schema.sales, schema.payments, schema_carts.carts


def _counted(table: sa.Table, *conditions: sa.ColumnElement[bool] | sa.TextClause) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions).scalar_subquery()


_UNDERWAY = sa.select(
    _counted(_sales, schema.UNSETTLED, _sales.c.till == _TILL).label("sales"),
    _counted(_payments, schema.UNSETTLED, sa.func.substr(_payments.c.sale_number, 1, 2) == _TILL).label("payments"),
    _counted(_carts, schema_carts.IN_HAND, _carts.c.till == _TILL).label("carts"),
)


def underway(db: sa.Connection, till: str) -> Underway:
    """Count a till's open sales, payments that could still be paid, and tickets in hand."""
    row = db.execute(_UNDERWAY, {"of": till}).one()
    return Underway(sales=row.sales, payments=row.payments, carts=row.carts)
