"""Somebody with the ledger's file in his hands: edits, deletes, puts in, reorders and cuts off, at random (R18).

All of it happens in one transaction that is undone, so that ten thousand of them take a minute or two.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from pos_app.core import ledger_verify
from pos_app.core.journal import Head, Verified, seal
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_rows import entry_id
from pos_app.core.ledger_verify_chain import _SEALED

KINDS = ("edit", "delete", "insert", "reorder", "truncate", "forge", "edit a record", "delete a record")
_RECORDS = {"sales": "cashier", "payments": "description", "refunds": "reason", "lines": "name"}


@contextmanager
def unguarded(ledger: Ledger) -> Iterator[sa.Connection]:
    """Open the book past its triggers and foreign keys, and put everything back in the end."""
    with ledger._engine.connect() as db:
        raw = db.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        for (trigger,) in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            db.exec_driver_sql(f"DROP TRIGGER {trigger}")
        yield db
        db.rollback()
        raw.execute("PRAGMA foreign_keys = ON")


class Burglar:
    """Does one thing at a time, and looks whether it is found."""

    def __init__(self, db: sa.Connection, heads: tuple[Head, ...], dice: random.Random) -> None:
        self._db = db
        self._heads = heads
        self._dice = dice

    def strike(self, kind: str) -> Verified:
        """Do one thing of a kind; give what a look over the book says; undo it."""
        with self._db.begin_nested() as undo:
            getattr(self, f"_{kind.replace(' ', '_')}")()
            found = ledger_verify.verify(self._db, self._heads, ledger_verify.unwatched)
            undo.rollback()
        return found

    def _entry(self) -> tuple[Head, int]:
        head = self._dice.choice(self._heads)
        return head, self._dice.randint(1, head.sequence)

    def _edit(self) -> None:
        head, sequence = self._entry()
        column = self._dice.choice([*_SEALED, "previous_hash", "hash"])
        at, letter = self._dice.randint(0, 60), self._dice.choice('x0林\n"\\\u007f')
        self._db.exec_driver_sql(
            f"UPDATE journal SET {column} = substr(coalesce({column}, ''), 1, ?) || ? || "
            f"substr(coalesce({column}, ''), ?) WHERE id = ?",
            (at, letter, at + 1, entry_id(head.till, sequence)),
        )

    def _delete(self) -> None:
        head, sequence = self._entry()
        self._db.exec_driver_sql("DELETE FROM journal WHERE id = ?", (entry_id(head.till, sequence),))

    def _insert(self) -> None:
        """Copy an entry behind the end of its chain, well sealed if it moves something.

        One that moves nothing and is well sealed is what the till itself would write: only a secret could tell.
        """
        head, sequence = self._entry()
        row = self._row(entry_id(head.till, sequence))
        row |= {"id": entry_id(head.till, head.sequence + self._dice.choice([1, 1, 2, 9])), "previous_hash": head.hash}
        if row["before"] != row["after"] and self._dice.random() < 0.5:
            self._seal(row)
        self._add(row)

    def _reorder(self) -> None:
        head, one = self._entry()
        other = self._dice.choice([place for place in range(1, head.sequence + 1) if place != one])
        first, second = self._row(entry_id(head.till, one)), self._row(entry_id(head.till, other))
        self._db.exec_driver_sql("DELETE FROM journal WHERE id IN (?, ?)", (first["id"], second["id"]))
        first["id"], second["id"] = second["id"], first["id"]
        self._add(first)
        self._add(second)

    def _truncate(self) -> None:
        head, sequence = self._entry()
        self._db.exec_driver_sql(
            "DELETE FROM journal WHERE id >= ? AND id <= ?",
            (entry_id(head.till, sequence), entry_id(head.till, head.sequence)),
        )

    def _forge(self) -> None:
        """Change an entry and seal the rest of the chain anew: only a head noted elsewhere tells."""
        head, sequence = self._entry()
        end = None
        for place in range(sequence, head.sequence + 1):
            row = self._row(entry_id(head.till, place))
            if end is None:
                row["who"] = "nobody"
            else:
                row["previous_hash"] = end
            self._seal(row)
            end = row["hash"]
            self._db.exec_driver_sql("DELETE FROM journal WHERE id = ?", (row["id"],))
            self._add(row)

    def _edit_a_record(self) -> None:
        table, column = self._dice.choice([*_RECORDS.items()])
        self._db.exec_driver_sql(f"UPDATE {table} SET {column} = {column} || 'x' WHERE rowid = {self._rowid(table)}")

    def _delete_a_record(self) -> None:
        table = self._dice.choice([*_RECORDS])
        self._db.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = {self._rowid(table)}")

    def _rowid(self, table: str) -> int:
        rows = self._db.exec_driver_sql(f"SELECT rowid FROM {table} ORDER BY rowid").scalars().all()
        return int(self._dice.choice(rows))

    def _row(self, entry: int) -> dict[str, object]:
        return dict(self._db.exec_driver_sql("SELECT * FROM journal WHERE id = ?", (entry,)).one()._mapping)

    def _seal(self, row: dict[str, object]) -> None:
        till, sequence = divmod(int(str(row["id"])), entry_id("01", 0))
        rest = [None if row[name] is None else str(row[name]) for name in _SEALED]
        row["hash"] = seal(str(row["previous_hash"]), (f"{till:02d}", sequence, *rest))

    def _add(self, row: dict[str, object]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self._db.exec_driver_sql(f"INSERT INTO journal ({names}) VALUES ({marks})", tuple(row.values()))
