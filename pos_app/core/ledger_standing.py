"""How the book stands, in counts that are cheap whatever its length: today's, and what is not settled."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.overview import Standing
from pos_app.core.payment import UNCONFIRMED_AFTER, PaymentState, Tender
from pos_app.core.refund import RefundState

_payments, _refunds = schema.payments, schema.refunds
# What ``Payment.unconfirmed`` says, in SQL.
UNCONFIRMED = sa.and_(
    schema.UNSETTLED,
    _payments.c.code_url.is_not(None),
    sa.or_(
        _payments.c.unanswered >= UNCONFIRMED_AFTER,
        sa.and_(_payments.c.state == PaymentState.CLOSING.value, _payments.c.unanswered >= 1),
    ),
)
_COUNT = sa.func.count().label("found")
_TODAY = (
    sa.select(_payments.c.tender, _payments.c.state, _COUNT)
    .where(_payments.c.business_date == sa.bindparam("day"))
    .group_by(_payments.c.tender, _payments.c.state)
)
_UNSETTLED = sa.select(_payments.c.state, _COUNT).where(schema.UNSETTLED).group_by(_payments.c.state)
_REFUNDS = sa.select(_refunds.c.state, _COUNT).where(schema.UNSETTLED).group_by(_refunds.c.state)
_UNCONFIRMED_COUNT = sa.select(sa.func.count()).select_from(_payments).where(UNCONFIRMED)


def standing(db: sa.Connection, day: date) -> Standing:
    """Count payments and refunds by state, of one business day and of what is not settled."""
    return Standing(
        today={
            (Tender(row.tender), PaymentState(row.state)): row.found
            for row in db.execute(_TODAY, {"day": day.isoformat()})
        },
        unsettled={PaymentState(row.state): row.found for row in db.execute(_UNSETTLED)},
        refunds={RefundState(row.state): row.found for row in db.execute(_REFUNDS)},
        unconfirmed=db.execute(_UNCONFIRMED_COUNT).scalar_one(),
    )
