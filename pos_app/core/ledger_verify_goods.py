"""Looking the book of goods over: is every name and price as the last change left it, and every change as sealed?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema, schema_goods
from pos_app.core.journal import Deed, Flaw
from pos_app.core.ledger_goods_rows import Row, digest, goods_columns, goods_from, seal_of
from pos_app.core.ledger_rows import IN_ORDER

_goods, _barcodes = schema_goods.goods, schema_goods.barcodes
_changes, _changed = schema_goods.changes, schema_goods.changed_goods
_journal = schema.journal

_TOLD = sa.select(_journal.c.number, _journal.c.facts).where(
    _journal.c.sale_number == "", _journal.c.deed == Deed.GOODS_CHANGED.value
)
_CHANGES = (
    sa.select(_changes)
    .outerjoin(_journal, sa.and_(_journal.c.number == _changes.c.number, _journal.c.deed == Deed.GOODS_CHANGED.value))
    .order_by(*IN_ORDER)
)
_ROWS = sa.select(_changed).where(_changed.c.number == sa.bindparam("n"))
_STREAMED = {"yield_per": 1000}


def check(db: sa.Connection) -> Iterator[Flaw]:
    """Rebuild what is sold from its changes, and compare."""
    told = {row.number: row.facts for row in db.execute(_TOLD, execution_options=_STREAMED)}
    left: dict[str, str] = {}  # by code: the digest of what the last change left
    for change in db.execute(_CHANGES).all():
        rows = [row._asdict() for row in db.execute(_ROWS, {"n": change.number})]
        if not _as_told(change, told.pop(change.number, "{}")) or seal_of(rows) != change.digest:
            yield Flaw(where=f"goods {change.number}", what="is not the change that the journal tells of")
        for row in rows:
            left.pop(row["code"], None)
            if row["after"] is not None:
                left[row["code"]] = digest(row["after"])
    for number in told:
        yield Flaw(where=f"goods {number}", what="is gone, but the journal speaks of it")
    yield from _check_goods(db, left)


def _as_told(change: Row, facts: str) -> bool:
    """Whether a change is what its entry says; one that was spoilt is reported with its broken seal too."""
    try:
        told: dict[str, Any] = json.loads(facts)
    except ValueError:
        return False
    return {**told, **change._asdict()} == told


def _check_goods(db: sa.Connection, left: dict[str, str]) -> Iterator[Flaw]:
    carried: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in db.execute(sa.select(_barcodes), execution_options=_STREAMED):
        carried[row.code].add((row.barcode, row.quantity_milli))
    for row in db.execute(sa.select(_goods), execution_options=_STREAMED):
        goods = goods_from(row)
        wanted = {(one.code, one.quantity_milli) for one in goods.barcodes}
        sound = goods_columns(goods) == row._asdict() and carried.pop(goods.code, set()) == wanted
        if left.pop(goods.code, None) != row.digest or not sound:
            yield Flaw(where=f"goods {goods.code}", what="are not as the last change left them")
    for code in (*left, *carried):
        yield Flaw(where=f"goods {code}", what="are gone, and no change says so")
