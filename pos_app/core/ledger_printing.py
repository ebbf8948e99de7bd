"""Receipts in the book: every one that leaves is written down first, and counted (rule M9)."""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core import schema, schema_shifts
from pos_app.core.errors import NotFoundError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.shift import Shift, ShiftReport

_payments, _refunds, _journal = schema.payments, schema.refunds, schema.journal

# Held until the commit, so that two tills on one server cannot both print the original.
_PAYMENT = (
    sa.select(_payments.c.sale_number, _payments.c.state)
    .where(_payments.c.out_trade_no == sa.bindparam("n"))
    .with_for_update()
)
_REFUND = (
    sa.select(_refunds.c.sale_number, _refunds.c.state)
    .where(_refunds.c.out_refund_no == sa.bindparam("n"))
    .with_for_update()
)
_PRINTS = (
    sa.select(sa.func.count())
    .select_from(_journal)
    .where(_journal.c.sale_number == sa.bindparam("s"), _journal.c.number == sa.bindparam("n"))
    .where(_journal.c.deed == Deed.PRINTED.value)
)


_SHIFT = (
    sa.select(schema_shifts.shifts.c.number).where(schema_shifts.shifts.c.number == sa.bindparam("n")).with_for_update()
)
_SHIFT_PRINTS = (
    sa.select(sa.func.count())
    .select_from(_journal)
    .where(schema_shifts.OF_NO_SALE, _journal.c.number == sa.bindparam("n"))
    .where(_journal.c.deed == Deed.PRINTED.value)
)


def note(pen: Pen, record: Payment | Refund, who: str, to: str) -> int:
    """Append a receipt that is about to leave; return how many of this record were appended before."""
    if isinstance(record, Payment):
        number, statement = record.out_trade_no, _PAYMENT
    else:
        number, statement = record.out_refund_no, _REFUND
    found = pen.read(statement, {"n": number})
    if found is None:
        raise NotFoundError(number)
    sale_number, state = found
    (copy,) = pen.read(_PRINTS, {"s": sale_number, "n": number}) or (0,)
    pen.enter(
        Deed.PRINTED,
        who=who,
        sale_number=sale_number,
        number=number,
        states=(state, state),
        facts={"copy": copy, "to": to},
    )
    return int(copy)


def note_shift(pen: Pen, record: Shift | ShiftReport, who: str, to: str) -> int:
    """Append a Z or an X that is about to leave; return how many of it were appended before."""
    shift = record if isinstance(record, Shift) else record.shift
    if pen.read(_SHIFT, {"n": shift.number}) is None:
        raise NotFoundError(shift.number)
    ((copy,),) = pen.read_all(_SHIFT_PRINTS, {"n": record.number})
    pen.enter(Deed.PRINTED, who=who, sale_number="", number=record.number, facts={"copy": copy, "to": to})
    return int(copy)
