"""Writing: one transaction, one hand, and every deed sealed into the till's chain (rules M8 and M9)."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import LedgerBusyError
from pos_app.core.journal import GENESIS, Deed, canonical, seal, stamp
from pos_app.core.ledger_engine import ledger_errors

_head = schema.tills
_READ_HEAD = (
    sa.select(_head.c.sequence, _head.c.hash).where(_head.c.till == sa.bindparam("of")).with_for_update()
)  # fmt: skip
_MOVE_HEAD = (
    _head.update()
    .where(_head.c.till == sa.bindparam("of"), _head.c.sequence == sa.bindparam("from_sequence"))
    .values(sequence=sa.bindparam("to_sequence"), hash=sa.bindparam("to_hash"))
)
_ADD_HEAD = _head.insert()
_ADD_ENTRY = schema.journal.insert()


class Pen:
    """Holds one transaction and seals what is done in it. Made by ``Desk.writing`` only."""

    def __init__(self, db: sa.Connection, till: str, at: datetime) -> None:
        self.db = db
        self.at = at
        self._till = till
        head = db.execute(_READ_HEAD, {"of": till}).one_or_none()
        self._known = head is not None
        self._from: int = head.sequence if head else 0
        self._hash: str = head.hash if head else GENESIS
        self._entries: list[dict[str, Any]] = []

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
        sequence = self._from + len(self._entries) + 1
        text, at, (before, after) = canonical(facts), stamp(self.at), states
        fields = (self._till, sequence, at, who, deed.value, sale_number, number, before, after, text, evidence)
        previous, self._hash = self._hash, seal(self._hash, fields)
        self._entries.append(
            {
                "till": self._till,
                "sequence": sequence,
                "at": at,
                "who": who,
                "deed": deed.value,
                "sale_number": sale_number,
                "number": number,
                "before": before,
                "after": after,
                "facts": text,
                "evidence": evidence,
                "previous_hash": previous,
                "hash": self._hash,
            }
        )

    def put_down(self) -> None:
        """Write the entries and the new head of the chain."""
        if not self._entries:
            return
        self.db.execute(_ADD_ENTRY, self._entries if len(self._entries) > 1 else self._entries[0])
        sequence = self._from + len(self._entries)
        if not self._known:
            self.db.execute(_ADD_HEAD, {"till": self._till, "sequence": sequence, "hash": self._hash})
            return
        moved = self.db.execute(
            _MOVE_HEAD,
            {"of": self._till, "from_sequence": self._from, "to_sequence": sequence, "to_hash": self._hash},
        )
        if moved.rowcount != 1:  # the row is locked, so this cannot be; the chain must not fork if it can
            raise LedgerBusyError(f"another program writes as till {self._till}")


class Desk:
    """Where one till writes: one transaction at a time, whichever thread it comes from."""

    def __init__(self, engine: sa.Engine, till: str) -> None:
        self._engine = engine
        self._till = till
        self._lock = threading.Lock()

    @contextmanager
    def writing(self, at: datetime) -> Iterator[Pen]:
        """Open a transaction; it is committed durably when the block ends, and undone if it raises.

        Raises:
            LedgerError: nothing was written.
        """
        with self._lock, ledger_errors(), self._engine.begin() as db:
            pen = Pen(db, self._till, at)
            yield pen
            pen.put_down()
