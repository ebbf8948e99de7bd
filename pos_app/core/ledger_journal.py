"""Writing: one transaction, one hand, and every deed sealed into the till's chain (rules M8 and M9).

Every sale waits for what is done here, so it is kept as quick as the disk allows. SQLAlchemy writes each statement
in the database's words once; then the driver runs it, on a connection that is kept at hand. SQLAlchemy's own way
to run a statement costs more than SQLite's whole work on it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.business_day import MIDNIGHT, business_date
from pos_app.core.errors import LedgerGoneError
from pos_app.core.journal import GENESIS, Deed, Head, canonical, seal, stamp
from pos_app.core.ledger_engine import ledger_place, named
from pos_app.core.ledger_rows import AFTER_ALL, SPAN, entry_id, place

_journal = schema.journal
_LAST_ENTRY = (
    sa.select(_journal.c.id, _journal.c.hash)
    .where(_journal.c.id < sa.bindparam("before"))
    .order_by(_journal.c.id.desc())
    .limit(1)
)
_ADD_ENTRY = _journal.insert()


def heads(db: sa.Connection) -> Iterator[Head]:
    """Find the end of every till's chain, by one seek each, the last till first."""
    before = AFTER_ALL
    while before > 0 and (row := db.execute(_LAST_ENTRY, {"before": before}).one_or_none()) is not None:
        till, sequence = place(row.id)
        yield Head(till=till, sequence=sequence, hash=row.hash)
        before = min(entry_id(till, 0), before - SPAN)  # a damaged file may answer in a circle


def end_of(read: Callable[[sa.Select[Any], Mapping[str, Any]], Iterable[Iterable[Any]]], till: str) -> Head:
    """Find the end of one till's chain; its place before the first entry if there is none."""
    for entry, sealed in read(_LAST_ENTRY, {"before": entry_id(till, 0) + SPAN}):
        if place(entry)[0] == till:
            return Head(till=till, sequence=place(entry)[1], hash=sealed)
    return Head(till=till, sequence=0, hash=GENESIS)


class _Phrases:
    """Statements in the words of one database, each written once for the values that it takes."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._known: dict[object, tuple[str, dict[str, Any], list[str] | None]] = {}

    def say(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> tuple[str, Any]:
        """Give the text of a statement, and its values in the form that the driver wants."""
        key = (statement, *values)
        known = self._known.get(key)
        if known is None:
            compiled = statement.compile(dialect=self._dialect, column_keys=list(values))
            constants = {name: value for name, value in compiled.params.items() if name not in values}
            known = self._known[key] = (str(compiled), constants, getattr(compiled, "positiontup", None))
        text, constants, order = known
        given = {**constants, **values}
        return text, given if order is None else [given[name] for name in order]


class Pen:
    """Holds one transaction and seals what is done in it. Made by ``Desk.writing`` only."""

    def __init__(self, cursor: Any, phrases: _Phrases, till: str, head: Head | None, at: datetime, today: date) -> None:
        self.at = at
        self.today = today  # the shop's
        self.head = head  # the end of the chain, if it is known
        self._cursor = cursor
        self._phrases = phrases
        self.till = till

    def begin_immediate(self) -> None:
        """Take SQLite's lock at once: a writer that begins as a reader can be refused half-way."""
        self._cursor.execute("BEGIN IMMEDIATE")

    def write(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> int:
        """Run a statement that gives nothing back; return how many rows it touched."""
        self._cursor.execute(*self._phrases.say(statement, values))
        return int(self._cursor.rowcount)

    def write_many(self, statement: sa.ClauseElement, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run a statement for each of some rows that name the same columns; return how many rows it touched."""
        if not rows:
            return 0
        texts = [self._phrases.say(statement, row) for row in rows]
        self._cursor.executemany(texts[0][0], [values for _, values in texts])
        return int(self._cursor.rowcount)

    def read(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run a statement that gives at most one row back."""
        rows = self.read_all(statement, values)
        return rows[0] if rows else None

    def read_all(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a statement and give what comes back."""
        self._cursor.execute(*self._phrases.say(statement, values))
        rows = self._cursor.fetchall()  # all of them: SQLite commits nothing while an answer is half read
        return [tuple(row) for row in rows]

    def enter(
        self,
        deed: Deed,
        *,
        who: str,
        sale_number: str,
        number: str,
        states: tuple[str | None, str | None] = (None, None),
        facts: Mapping[str, object],
        evidence: str | None = None,
    ) -> None:
        """Append one deed; ``states`` are the stored values before and after."""
        head = self.end()
        sequence, text, at, (before, after) = head.sequence + 1, canonical(facts), stamp(self.at), states
        fields = (self.till, sequence, at, who, deed.value, sale_number, number, before, after, text, evidence)
        self.head = Head(till=self.till, sequence=sequence, hash=seal(head.hash, fields))
        self.write(
            _ADD_ENTRY,
            {
                "id": entry_id(self.till, sequence),
                "at": at,
                "who": who,
                "deed": deed.value,
                "sale_number": sale_number,
                "number": number,
                "before": before,
                "after": after,
                "facts": text,
                "evidence": evidence,
                "previous_hash": head.hash,
                "hash": self.head.hash,
            },
        )

    def end(self) -> Head:
        """Give the end of the chain as it is now."""
        return self.head or end_of(self.read_all, self.till)


class Desk:
    """Where one till writes: one transaction at a time, whichever thread it comes from."""

    def __init__(self, engine: sa.Engine, till: str, day_starts: timedelta = MIDNIGHT) -> None:
        self._engine = engine
        self._day_starts = day_starts
        self._till = till
        self._lock = threading.Lock()
        self._phrases = _Phrases(engine.dialect)
        self._connection: sa.PoolProxiedConnection | None = None
        self._head: Head | None = None
        self._place: tuple[int, int] | None = None  # of the file that the connection has open

    @contextmanager
    def writing(self, at: datetime) -> Iterator[Pen]:
        """Open a transaction; it is committed durably when the block ends, and undone if it raises.

        Raises:
            LedgerBusyError: another program holds the ledger, or writes as this till.
            LedgerGoneError: its file is no longer where it was.
            LedgerError: nothing was written.
        """
        with self._lock:
            try:
                connection = self._connection = self._at_hand()
                today = business_date(at, self._day_starts)
                pen = Pen(connection.cursor(), self._phrases, self._till, self._head, at, today)
                if self._engine.dialect.name == "sqlite":
                    pen.begin_immediate()
                yield pen
                connection.commit()
                self._head = pen.head
            except self._engine.dialect.loaded_dbapi.Error as error:
                self._put_back()
                raise named(error) from error
            except BaseException:
                self._put_back()
                raise

    def _at_hand(self) -> sa.PoolProxiedConnection:
        """Give the connection, if its file is still the one that has the ledger's name.

        A file that was deleted or exchanged takes writes as before, and all of them are lost with the last program
        that has it open.
        """
        place = ledger_place(self._engine)
        if self._connection is None:
            self._connection = self._engine.raw_connection()
        elif place != self._place:
            self._put_back()
            self._engine.dispose()
            raise LedgerGoneError("the ledger's file was exchanged for another while it was open")
        self._place = place
        return self._connection

    def clear(self) -> None:
        """Let the connection go."""
        with self._lock:
            self._put_back()

    def _put_back(self) -> None:
        """Undo what was begun, and trust nothing that was at hand."""
        connection, self._connection, self._head = self._connection, None, None
        if connection is not None:
            connection.close()
