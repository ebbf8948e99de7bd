"""Shifts and rows: how a shift, its figures and cash that moves lie in their tables, and what a figure is read from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema, schema_shifts
from pos_app.core.journal import Deed, Entry, canonical, stamp
from pos_app.core.ledger_rows import Row, Values, entry_id, time_of
from pos_app.core.money import Money
from pos_app.core.payment import Tender
from pos_app.core.sale import SaleState
from pos_app.core.shift import (
    BillDay,
    Carried,
    CarriedKind,
    CashCount,
    CashMove,
    CashMoveKind,
    Closing,
    Shift,
    ShiftFigures,
    ShiftReport,
    Tally,
    TenderTally,
)
from pos_app.core.takings import Told, add_up

Read = Callable[[sa.Select[Any], Mapping[str, Any]], Iterable[Iterable[Any]]]
"""Asks the book: under a pen, or beside it."""

_journal, _sales, _payments, _refunds = schema.journal, schema.sales, schema.payments, schema.refunds
_moves = schema_shifts.cash_moves
_given_back = _payments.alias("given_back")

_DROPPED = _journal.c.deed == Deed.CART_DROPPED.value
_SETTLED = _journal.c.after == SaleState.PAID.value
_DISCOUNT = (
    sa.select(sa.func.coalesce(sa.func.sum(schema.lines.c.discount_fen), 0))
    .where(schema.lines.c.sale_number == _sales.c.number)
    .correlate(_sales)
    .scalar_subquery()
)
_TOLD = (
    sa.select(
        sa.case(
            (_journal.c.deed == Deed.DRAWER_OPENED.value, "drawer"),
            (_sales.c.number.is_not(None), "sale"),
            (_payments.c.out_trade_no.is_not(None), "payment"),
            (_refunds.c.out_refund_no.is_not(None), "refund"),
            (_moves.c.number.is_not(None), "cash"),
            (_DROPPED, "cart"),
            else_="",  # its record is gone, as `verify` says
        ),
        _journal.c.number,
        _journal.c.after,
        sa.func.coalesce(_sales.c.total_fen, _payments.c.amount_fen, _refunds.c.amount_fen, _moves.c.amount_fen),
        sa.case((sa.and_(_sales.c.number.is_not(None), _SETTLED), _DISCOUNT)),
        sa.func.coalesce(_payments.c.tender, _given_back.c.tender),
        sa.func.coalesce(_payments.c.label, _given_back.c.label),
        _payments.c.rounding_fen,
        _journal.c.facts.contains('"surplus":true'),  # as it was then: what is given back later pays for nothing either
        _payments.c.paid_at,
        _refunds.c.route,
        sa.case((_DROPPED, _journal.c.facts)),
    )
    .select_from(
        _journal.outerjoin(_sales, _sales.c.number == _journal.c.number)
        .outerjoin(_payments, _payments.c.out_trade_no == _journal.c.number)
        .outerjoin(_refunds, _refunds.c.out_refund_no == _journal.c.number)
        .outerjoin(_given_back, _given_back.c.out_trade_no == _refunds.c.out_trade_no)
        .outerjoin(_moves, _moves.c.number == _journal.c.number)
    )
    .where(
        _journal.c.id >= sa.bindparam("first"),
        _journal.c.id <= sa.bindparam("last"),
        # Only what moved: an answer, or a receipt, leaves a record where it was.
        sa.or_(
            sa.and_(
                _journal.c.sale_number != "",
                _journal.c.after.is_not(None),
                sa.or_(_journal.c.before.is_(None), _journal.c.before != _journal.c.after),
            ),
            _journal.c.deed == Deed.CASH_MOVED.value,
            _journal.c.deed == Deed.DRAWER_OPENED.value,
            _DROPPED,
        ),
    )
    .order_by(_journal.c.id)
)
"""Every entry of a stretch of one till's chain that moved something, with what can no longer change of its record."""


def figures_between(read: Read, till: str, first: int, last: int) -> ShiftFigures:
    """Add up a stretch of a till's chain, from entry to entry."""
    rows = read(_TOLD, {"first": entry_id(till, first), "last": entry_id(till, last)})
    return add_up(Told(*row) for row in rows)


# ---------------------------------------------------------------- to rows


def plain(value: object) -> Any:
    """Write a record as JSON has it."""
    told: Any = value
    match value:
        case Money():
            told = value.fen
        case Tally():
            told = [value.count, value.amount.fen]
        case date():
            told = value.isoformat()
        case Tender() | CarriedKind():
            told = value.value
        case tuple():
            told = [plain(one) for one in value]
        case CashCount() | ShiftFigures() | TenderTally() | BillDay() | Carried():
            told = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return told


def opening_columns(shift: Shift) -> Values:
    """Write a shift that begins."""
    return {
        "number": shift.number,
        "till": shift.till,
        "sequence": shift.sequence,
        "business_date": shift.business_date.isoformat(),
        "opened_at": stamp(shift.opened_at),
        "opened_by": shift.opened_by,
        "float_fen": shift.float_count.total.fen,
        "float_count": canonical(plain(shift.float_count)),
        "first_entry": shift.first_entry,
    }


def closing_columns(closing: Closing) -> Values:
    """Write how a shift ended, but for the hash of the entry that tells of it."""
    return {
        "closed_at": stamp(closing.at),
        "closed_by": closing.who,
        "cash_count": canonical(plain(closing.count)),
        "counted_fen": closing.count.total.fen,
        "expected_fen": closing.expected.fen,
        "left_fen": closing.left.fen,
        "figures": canonical(plain(closing.figures)),
        "carried": json.dumps(plain(closing.carried), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "last_entry": closing.last_entry,
    }


def move_columns(move: CashMove) -> Values:
    """Write cash that moved."""
    return {
        "number": move.number,
        "shift": move.shift,
        "kind": move.kind.value,
        "amount_fen": move.amount.fen,
        "reason": move.reason,
        "who": move.who,
        "at": stamp(move.at),
    }


# ---------------------------------------------------------------- from rows


def shift_from(row: Row | SimpleNamespace) -> Shift:
    """Read a shift."""
    return Shift(
        number=row.number,
        till=row.till,
        sequence=row.sequence,
        business_date=date.fromisoformat(row.business_date),
        opened_at=time_of(row.opened_at),
        opened_by=row.opened_by,
        float_count=_count(row.float_count),
        first_entry=row.first_entry,
        closing=None if row.closed_at is None else _closing(row),
    )


def _closing(row: Row | SimpleNamespace) -> Closing:
    return Closing(
        at=time_of(row.closed_at),
        who=row.closed_by,
        count=_count(row.cash_count),
        expected=Money(row.expected_fen),
        left=Money(row.left_fen),
        figures=_figures(json.loads(row.figures)),
        carried=_carried(json.loads(row.carried)),
        last_entry=row.last_entry,
        head=row.head,
    )


def move_from(row: Row) -> CashMove:
    """Read cash that moved."""
    return CashMove(
        number=row.number,
        shift=row.shift,
        kind=CashMoveKind(row.kind),
        amount=Money(row.amount_fen),
        reason=row.reason,
        who=row.who,
        at=time_of(row.at),
    )


def _count(text: str) -> CashCount:
    told = json.loads(text)
    return CashCount(notes=tuple((note, pieces) for note, pieces in told["notes"]), coins=Money(told["coins"]))


def x_from(entry: Entry, shift: Shift) -> ShiftReport:
    """Read an X from the entry that tells of it."""
    facts: Mapping[str, Any] = entry.facts
    return ShiftReport(
        shift=dataclasses.replace(shift, closing=None),
        at=entry.at,
        who=entry.who,
        figures=_figures(facts["figures"]),
        carried=_carried(facts["carried"]),
        entry=entry.sequence,
        head=entry.hash,
        number=entry.number,
    )


def _carried(told: list[Values]) -> tuple[Carried, ...]:
    return tuple(
        Carried(kind=CarriedKind(one["kind"]), number=one["number"], amount=Money(one["amount"])) for one in told
    )


def _figures(told: Values) -> ShiftFigures:
    fields = {field.name: _figure(field, told[field.name]) for field in dataclasses.fields(ShiftFigures)
              if field.name in told}  # fmt: skip
    return ShiftFigures(**fields)


def _figure(field: dataclasses.Field[Any], value: Any) -> Any:
    if field.name in {"payments", "refunds"}:
        return tuple(
            TenderTally(tender=Tender(one["tender"]), label=one["label"], tally=_tally(one["tally"])) for one in value
        )
    if field.name == "bill_days":
        return tuple(BillDay(day=date.fromisoformat(one["day"]), tally=_tally(one["tally"])) for one in value)
    if isinstance(field.default, Tally):
        return _tally(value)
    return Money(value) if isinstance(field.default, Money) else value


def _tally(told: list[int]) -> Tally:
    return Tally(told[0], Money(told[1]))
