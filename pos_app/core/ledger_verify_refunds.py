"""Looking the book of refunds over: do the lines add up, and did none come back beyond itself (rules M7 and M9)?"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.journal import Flaw
from pos_app.core.refund import ROUTES, RefundState

_lines, _payments, _refunds, _refund_lines = schema.lines, schema.payments, schema.refunds, schema.refund_lines

_SUMS = (
    sa.select(_refunds.c.out_refund_no)
    .join(_refund_lines, _refund_lines.c.out_refund_no == _refunds.c.out_refund_no)
    .group_by(_refunds.c.out_refund_no, _refunds.c.amount_fen, _refunds.c.rounding_fen)
    .having(sa.func.sum(_refund_lines.c.amount_fen) != _refunds.c.amount_fen + _refunds.c.rounding_fen)
)
# Only cash was rounded, and what was let go of comes back once, with the last of it.
_ROUNDED = sa.select(_refunds.c.out_refund_no).join(
    _payments, _payments.c.out_trade_no == _refunds.c.out_trade_no
).where(
    _refunds.c.rounding_fen > 0,
    sa.or_(_refunds.c.rounding_fen > _payments.c.rounding_fen, _payments.c.reserved_fen < _payments.c.amount_fen),
)  # fmt: skip
# Money goes back by the way by which it came, or in cash.
_ASTRAY = sa.select(_refunds.c.out_refund_no).join(
    _payments, _payments.c.out_trade_no == _refunds.c.out_trade_no
).where(
    sa.or_(*(sa.and_(_payments.c.tender == tender.value, _refunds.c.route.not_in([route.value for route in routes]))
             for tender, routes in ROUTES.items()))
)  # fmt: skip
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
    for number in db.execute(_ROUNDED).scalars():
        yield Flaw(where=number, what="more was let go of in it than its payment was rounded by")
    for number in db.execute(_ASTRAY).scalars():
        yield Flaw(where=number, what="went back by a way by which money of its payment does not go")
    for number, position in db.execute(_BEYOND):
        yield Flaw(where=number, what=f"more of line {position} came back than was sold")
    for number in db.execute(_STRAY).scalars():
        yield Flaw(where=number, what="is gone, but its lines are there")
