"""Reading the shifts: the open one and how it stands, those that are closed, and what an X said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from pos_app.core import schema, schema_shifts
from pos_app.core.errors import NoShiftError, NotFoundError
from pos_app.core.journal import Deed, Head
from pos_app.core.ledger_carried import carried_over
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_journal import end_of
from pos_app.core.ledger_rows import entry_from, legible
from pos_app.core.ledger_shift_rows import Read, figures_between, move_from, shift_from, x_from
from pos_app.core.money import ZERO, Money
from pos_app.core.shift import Carried, CashMove, Shift, ShiftReport

_shifts, _moves, _journal = schema_shifts.shifts, schema_shifts.cash_moves, schema.journal

_OF_TILL = _shifts.c.till == sa.bindparam("of")
_LATEST = _shifts.c.sequence.desc()
CURRENT = sa.select(_shifts).where(_OF_TILL, schema_shifts.IS_OPEN)
LAST = (
    sa.select(_shifts.c.sequence, _shifts.c.last_entry, _shifts.c.left_fen).where(_OF_TILL).order_by(_LATEST).limit(1)
)
"""The last shift of a till, or its number 0: where the next one begins."""
_Z = _shifts.c.sequence > 0
_LAST_CLOSED = sa.select(_shifts).where(_OF_TILL, _Z, _shifts.c.closed_at.is_not(None)).order_by(_LATEST).limit(1)
_SHIFT = sa.select(_shifts).where(_shifts.c.number == sa.bindparam("n"), _Z)
_LISTED = (
    sa.select(_shifts)
    .where(_Z)
    .order_by(_shifts.c.opened_at.desc(), _shifts.c.number)
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("skip"))
)
_MOVES = sa.select(_moves).where(_moves.c.shift == sa.bindparam("n")).order_by(_moves.c.at, _moves.c.number)
_OF_NUMBER = sa.select(_journal).where(schema_shifts.OF_NO_SALE, _journal.c.number == sa.bindparam("n"))
_X = _OF_NUMBER.where(_journal.c.deed == Deed.X_REPORTED.value)
_PRINTED = _OF_NUMBER.where(_journal.c.deed == Deed.PRINTED.value).limit(1)
_OPENED = _OF_NUMBER.where(_journal.c.deed == Deed.DRAWER_OPENED.value).limit(1)


class ShiftReader:
    """Answers questions about shifts: of this till, and of all that share the book. Safe from any thread."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime], till: str) -> None:
        self._readers = engine.execution_options(reading=True)
        self._clock = clock
        self._till = till

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with ledger_errors(), self._readers.connect() as db, legible():
            yield db

    def current(self) -> Shift | None:
        """Give the open shift of this till."""
        with self._reading() as db:
            row = db.execute(CURRENT, {"of": self._till}).one_or_none()
            return None if row is None else shift_from(row)

    def left(self) -> Money:
        """Say what the last close left in the drawer: the float that the next shift should find."""
        with self._reading() as db:
            row = db.execute(LAST, {"of": self._till}).one_or_none()
            return ZERO if row is None else Money(row.left_fen or 0)

    def last(self) -> Shift | None:
        """Give the shift of this till that was closed last."""
        with self._reading() as db:
            row = db.execute(_LAST_CLOSED, {"of": self._till}).one_or_none()
            return None if row is None else shift_from(row)

    def read(self, number: str) -> Shift:
        """Find a shift of any till; a closed one is the Z of its number.

        Raises:
            NotFoundError: there is none.
        """
        with self._reading() as db:
            row = db.execute(_SHIFT, {"n": number}).one_or_none()
        if row is None:
            raise NotFoundError(number)
        return shift_from(row)

    def read_x(self, number: str) -> ShiftReport:
        """Find an X that was written down.

        Raises:
            NotFoundError: there is none.
        """
        with self._reading() as db:
            row = db.execute(_X, {"n": number}).one_or_none()
            if row is None:
                raise NotFoundError(number)
            entry = entry_from(row)
            shift = db.execute(_SHIFT, {"n": entry.facts["shift"]}).one()
            return x_from(entry, shift_from(shift))

    def printed(self, number: str) -> bool:
        """Whether the paper of a shift, or of an X, was written down before."""
        with self._reading() as db:
            return db.execute(_PRINTED, {"n": number}).first() is not None

    def opened_for(self, subject: str) -> bool:
        """Whether the drawer was opened for a payment, a refund or a cash move already."""
        with self._reading() as db:
            return db.execute(_OPENED, {"n": subject}).first() is not None

    def listed(self, *, limit: int = 50, skip: int = 0) -> tuple[Shift, ...]:
        """Give a page of the shifts of all tills, the newest first."""
        with self._reading() as db:
            return tuple(map(shift_from, db.execute(_LISTED, {"most": limit, "skip": skip})))

    def moves(self, number: str) -> tuple[CashMove, ...]:
        """Give the cash that moved without a sale during a shift, the first one first."""
        with self._reading() as db:
            return tuple(map(move_from, db.execute(_MOVES, {"n": number})))

    def carried(self) -> tuple[Carried, ...]:
        """Name what a close would carry over now."""
        with self._reading() as db:
            return carried_over(beside(db), self._till, self._clock())

    def standing(self, who: str) -> ShiftReport:
        """Give the figures of the open shift so far. Nothing is written.

        Raises:
            NoShiftError: none is open.
        """
        with self._reading() as db:
            row = db.execute(CURRENT, {"of": self._till}).one_or_none()
            if row is None:
                raise NoShiftError(self._till)
            read = beside(db)
            return report_of(read, shift_from(row), end_of(read, self._till), self._clock(), who)


def beside(db: sa.Connection) -> Read:
    """Ask without a pen."""
    return lambda statement, values: db.execute(statement, dict(values)).all()


def report_of(read: Read, shift: Shift, end: Head, at: datetime, who: str) -> ShiftReport:
    """Say how a shift stands at the end of its till's chain."""
    return ShiftReport(
        shift=shift,
        at=at,
        who=who,
        figures=figures_between(read, shift.till, shift.first_entry, end.sequence),
        carried=carried_over(read, shift.till, at),
        entry=end.sequence,
        head=end.hash,
    )
