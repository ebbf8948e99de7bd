"""Looking the book of refunds over: do the lines add up, and did none come back beyond itself (rules M7 and M9)?"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.journal import Flaw
from pos_app.core.refund import RefundState

_lines, _refunds, _refund_lines = schema.lines, schema.refunds, schema.refund_lines

_SUMS = (
    sa.select(_refunds.c.out_refund_no)
    .join(_refund_lines, _refund_lines.c.out_refund_no == _refunds.c.out_refund_no)
    .group_by(_refunds.c.out_refund_no, _refunds.c.amount_fen)
    .having(sa.func.sum(_refund_lines.c.amount_fen) != _refunds.c.amount_fen)
)
_back = (
    sa.select(
        _refund_lines.c.sale_number,
        _refund_lines.c.position,
        sa.func.sum(_refund_lines.c.quantity_milli).label("quantity_milli"),
        sa.func.sum(_refund_lines.c.amount_fen).label("amount_fen"),
    )
    .join(_refunds, _refunds.c.out_refund_no == _refund_lines.c.out_refund_no)
    .where(_refunds.c.state != RefundState.CLOSED.value)
    .group_by(_refund_lines.c.sale_number, _refund_lines.c.position)
    .subquery("back")
)
_BEYOND = (
    sa.select(_back.c.sale_number, _back.c.position)
    .outerjoin(_lines, sa.and_(_lines.c.sale_number == _back.c.sale_number, _lines.c.position == _back.c.position))
    .where(
        sa.or_(
            _lines.c.position.is_(None),
            _back.c.quantity_milli > _lines.c.quantity_milli,
            _back.c.amount_fen > _lines.c.amount_fen,
        )
    )
)
_STRAY = (
    sa.select(_refund_lines.c.out_refund_no)
    .distinct()
    .where(~sa.exists().where(_refunds.c.out_refund_no == _refund_lines.c.out_refund_no))
)


def check(db: sa.Connection) -> Iterator[Flaw]:
    """Look over every refund that has lines, and every line that came back."""
    for number in db.execute(_SUMS).scalars():
        yield Flaw(where=number, what="the amount is not the sum of the lines that come back")
    for number, position in db.execute(_BEYOND):
        yield Flaw(where=number, what=f"more of line {position} came back than was sold")
    for number in db.execute(_STRAY).scalars():
        yield Flaw(where=number, what="is gone, but its lines are there")
