"""Reading the journal as a chain: each entry with its own hash, that of the entry before, and whether its seal holds.

A book of years has millions of entries. Writing an entry as it was sealed is most of the work, and SQLite does it four
times as fast as Python: its ``json_array`` writes what `journal.seal` wrote, but for rare characters. Where the hash
does not fit, the entry is sealed again in Python, and that decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.journal import GENESIS, Flaw, Head, seal
from pos_app.core.ledger_rows import SPAN, Row, entry_id, place

Link = tuple[int, str, str, bool]
"""An entry: its id, the hash of the one before it, its own, and whether it is as it was sealed."""

BATCH = 1000  # entries fetched at a time

_journal = schema.journal
_STREAMED = {"yield_per": BATCH}
_CHAIN = sa.select(_journal).order_by(_journal.c.id)
_ENTRY = sa.select(_journal).where(_journal.c.id == sa.bindparam("n"))
_SEALED = ("at", "who", "deed", "sale_number", "number", "before", "after", "facts", "evidence")
_TEXT = sa.func.json_array(
    _journal.c.previous_hash,
    sa.func.printf("%02d", sa.literal_column(f"id / {SPAN}")),
    sa.literal_column(f"id % {SPAN}"),
    *(_journal.c[name] for name in _SEALED),
)
_WRITTEN = sa.select(
    _journal.c.id, _journal.c.previous_hash, _journal.c.hash, sa.cast(_TEXT, sa.LargeBinary)
).order_by(_journal.c.id)  # fmt: skip


def links(db: sa.Connection) -> Iterator[Link]:
    """Give every entry, till by till, the oldest first."""
    if db.dialect.name != "sqlite":
        for row in db.execute(_CHAIN, execution_options=_STREAMED):
            yield row.id, row.previous_hash, row.hash, is_sealed(row)
        return
    sha256 = hashlib.sha256
    for entry, previous_hash, own_hash, text in db.execute(_WRITTEN, execution_options=_STREAMED):
        sealed = sha256(text).hexdigest() == own_hash or is_sealed(db.execute(_ENTRY, {"n": entry}).one())
        yield entry, previous_hash, own_hash, sealed


def is_sealed(row: Row) -> bool:
    """Whether a row of the journal is as it was when it was written."""
    till, sequence = place(row.id)
    fields = (till, sequence, *(getattr(row, name) for name in _SEALED))
    return seal(row.previous_hash, fields) == str(row.hash)


class Chain:
    """Follows the entries of every till, from its first to its head."""

    def __init__(self, known: tuple[Head, ...]) -> None:
        self.entries = 0
        self.flaws: list[Flaw] = []
        self._ends: dict[int, tuple[int, str]] = {}
        self._known = {entry_id(head.till, head.sequence): head.hash for head in known}

    def follow(self, link: Link) -> None:
        """Check one entry against the one before it."""
        entry, previous_hash, own_hash, sealed = link
        till, sequence = divmod(entry, SPAN)
        last, end = self._ends.get(till, (0, GENESIS))
        if sequence != last + 1:
            self._find(entry, f"follows entry {last}: entries are missing")
        elif previous_hash != end:
            self._find(entry, "does not carry the seal of the entry before it")
        if not sealed:
            self._find(entry, "was changed after it was sealed")
        if self._known and self._known.pop(entry, own_hash) != own_hash:
            self._find(entry, "is not the entry that was noted elsewhere")
        self._ends[till] = sequence, own_hash
        self.entries += 1

    def _find(self, entry: int, what: str) -> None:
        till, sequence = place(entry)
        self.flaws.append(Flaw(where=f"journal {till}/{sequence}", what=what))

    def missing(self) -> Iterator[Flaw]:
        """Name what was noted elsewhere and never came by."""
        for till, sequence in map(place, sorted(self._known)):
            yield Flaw(where=f"journal {till}/{sequence}", what="was noted elsewhere and is gone")

    @property
    def heads(self) -> tuple[Head, ...]:
        """The last entry of each till."""
        return tuple(
            Head(till=f"{till:02d}", sequence=sequence, hash=end) for till, (sequence, end) in self._ends.items()
        )
