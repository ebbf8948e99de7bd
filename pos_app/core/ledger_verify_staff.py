"""Looking over what belongs to no sale: people, approvals, recoveries, answers for flaws of the book (rule M9)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.journal import Deed, Flaw
from pos_app.core.ledger_rows import IN_ORDER
from pos_app.core.pins import seal_of

_journal = schema.journal
_RECORDS = (
    sa.select(schema.staff),
    sa.select(schema.approvals),
    sa.select(schema.recoveries),
    sa.select(schema.resolutions).where(schema.resolutions.c.sale_number == ""),
)
_WRITING = frozenset(
    {
        Deed.STAFF_ADDED, Deed.STAFF_CHANGED, Deed.STAFF_RECOVERED, Deed.RECOVERY_SEEN, Deed.APPROVAL_GRANTED,
        Deed.APPROVAL_USED, Deed.RESOLVED,
    }
)  # fmt: skip
_ENTRIES = (
    sa.select(_journal.c.number, _journal.c.facts)
    .where(_journal.c.sale_number == "", _journal.c.deed.in_([deed.value for deed in _WRITING]))
    .order_by(*IN_ORDER)
)
# Written without an entry in the journal: how often a PIN was wrong, and which code was used last.
_UNTOLD = frozenset({"wrong_tries", "code_step"})


def check(db: sa.Connection) -> Iterator[Flaw]:
    """Rebuild the records from what the journal says was written, and compare."""
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in db.execute(_ENTRIES, execution_options={"yield_per": 1000}):
        told[entry.number].update(_facts(entry.facts))
    for statement in _RECORDS:
        for row in db.execute(statement):
            yield from _compare(row._asdict(), told.pop(row.number, {}))
    for number in told:
        yield Flaw(where=number, what="is gone, but the journal speaks of it")


def _compare(written: dict[str, Any], told: dict[str, Any]) -> Iterator[Flaw]:
    if "pin_hash" in written:
        written["pin_hash"] = seal_of(written["pin_hash"])
    for column in sorted(written.keys() - _UNTOLD):
        if written[column] != told.get(column):
            yield Flaw(where=written["number"], what=f"{column} is not what the journal says")


def _facts(text: str) -> dict[str, Any]:
    """Read what an entry wrote; one that was spoilt tells nothing, and its broken seal is reported elsewhere."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
