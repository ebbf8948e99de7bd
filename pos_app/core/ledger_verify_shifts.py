"""Looking the shifts over: is every Z what the journal tells, over a stretch that follows on the last (M9, M12)?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema, schema_shifts
from pos_app.core.journal import Deed, Flaw
from pos_app.core.ledger_rows import IN_ORDER, Row, entry_id
from pos_app.core.ledger_shift_rows import figures_between, plain
from pos_app.core.money import Money
from pos_app.core.shift import expected_cash

_shifts, _moves, _journal = schema_shifts.shifts, schema_shifts.cash_moves, schema.journal

_ENTRIES = (
    sa.select(_journal.c.number, _journal.c.facts)
    .where(
        _journal.c.sale_number == "",
        _journal.c.deed.in_([Deed.SHIFT_OPENED.value, Deed.SHIFT_CLOSED.value, Deed.CASH_MOVED.value]),
    )
    .order_by(*IN_ORDER)
)
_SHIFTS = sa.select(_shifts).order_by(_shifts.c.till, _shifts.c.sequence)
_MOVES = sa.select(_moves)
_END = sa.select(_journal.c.number, _journal.c.hash).where(
    _journal.c.id == sa.bindparam("n"), _journal.c.deed == Deed.SHIFT_CLOSED.value
)
_UNTOLD = frozenset({"head"})  # the hash of the entry that tells of everything else


def check(db: sa.Connection, breathe: Callable[[], None]) -> Iterator[Flaw]:
    """Compare shifts and cash moves with what the journal says, and add every Z up anew.

    ``breathe`` is called now and then; what it raises ends the looking.
    """
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in db.execute(_ENTRIES):
        told[entry.number].update(_facts(entry.facts))
    before: Row | None = None
    for row in db.execute(_SHIFTS).all():
        breathe()
        before = None if before is None or before.till != row.till else before
        yield from _check_shift(db, row, before, told.pop(row.number, {}))
        before = row
    for row in db.execute(_MOVES):
        yield from _compare(row, told.pop(row.number, {}))
    for number in told:
        yield Flaw(where=f"shift {number}", what="is gone, but the journal speaks of it")


def _check_shift(db: sa.Connection, row: Row, before: Row | None, told: Mapping[str, Any]) -> Iterator[Flaw]:
    where = f"shift {row.number}"
    if row.sequence == 0:  # what a till had done before there were shifts: the first of them says where that ends
        return
    yield from _compare(row, told)
    follows = (1, 1) if before is None else (before.sequence + 1, (before.last_entry or 0) + 1)
    if (row.sequence, row.first_entry) != follows or (before is not None and before.closed_at is None):
        yield Flaw(where=where, what="does not follow on the shift before it")
    if row.closed_at is None:
        return
    end = db.execute(_END, {"n": entry_id(row.till, row.last_entry)}).one_or_none()
    if end is None or (end.number, end.hash) != (row.number, row.head):
        yield Flaw(where=where, what="does not end with the entry that tells of its close")
    if not _adds_up(db, row):
        yield Flaw(where=where, what="does not have the figures that the journal adds up to")


def _adds_up(db: sa.Connection, row: Row) -> bool:
    figures = figures_between(
        lambda statement, values: db.execute(statement, dict(values)), row.till, row.first_entry, row.last_entry
    )
    counted = plain(figures)
    written = _facts(row.figures)
    same = all(counted.get(name) == value for name, value in written.items())  # an older Z may have fewer figures
    return bool(written) and same and expected_cash(Money(row.float_fen), figures).fen == row.expected_fen


def _compare(row: Row, told: Mapping[str, Any]) -> Iterator[Flaw]:
    for column, value in row._asdict().items():
        if column not in _UNTOLD and value != told.get(column):
            yield Flaw(where=f"shift {row.number}", what=f"{column} is not what the journal says")


def _facts(text: str) -> dict[str, Any]:
    """Read what was written; what was spoilt tells nothing, and its broken seal is reported elsewhere."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
