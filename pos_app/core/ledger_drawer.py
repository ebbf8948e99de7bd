"""The drawer under one pen: which shift has it, and why it opens."""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core import schema_shifts
from pos_app.core.errors import NoShiftError
from pos_app.core.ledger_journal import Pen

_shifts = schema_shifts.shifts
_OPEN = sa.select(_shifts.c.number).where(_shifts.c.till == sa.bindparam("of"), schema_shifts.IS_OPEN)


def shift_at(pen: Pen) -> str:
    """Give the number of the till's open shift: without one no cash goes in or out.

    Raises:
        NoShiftError: none is open.
    """
    row = pen.read(_OPEN, {"of": pen.till})
    if row is None:
        raise NoShiftError(pen.till)
    return str(row[0])
