"""A book as an earlier version of the program would have written it: without the columns that came later."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.journal import GENESIS, canonical, seal
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_rows import place


def copy_back(ledger: Ledger, old: sa.Engine) -> None:
    """Copy the book of one till into an empty database of an earlier version, and seal its journal anew."""
    with ledger._engine.connect() as source, old.begin() as target:
        inspector = sa.inspect(target)
        known = {table: {column["name"] for column in inspector.get_columns(table)}
                 for table in inspector.get_table_names()}  # fmt: skip
        for table in schema.metadata.sorted_tables:
            columns = [column for column in table.c if column.name in known.get(table.name, ())]
            rows = [dict(row) for row in source.execute(sa.select(*columns)).mappings()] if columns else []
            if table is schema.journal:
                every = {column.name for table in schema.metadata.tables.values() for column in table.c}
                rows = _sealed(rows, every.difference(*known.values()))
            if rows:
                target.execute(table.insert(), rows)


def _sealed(entries: list[dict[str, Any]], later: Collection[str]) -> list[dict[str, Any]]:
    last = GENESIS
    for entry in sorted(entries, key=lambda entry: int(entry["id"])):
        till, sequence = place(entry["id"])
        facts = canonical(_without(json.loads(entry["facts"]), later))
        fields = (till, sequence, *(entry[name] for name in ("at", "who", "deed", "sale_number", "number")),
                  entry["before"], entry["after"], facts, entry["evidence"])  # fmt: skip
        entry.update(facts=facts, previous_hash=last, hash=seal(last, fields))
        last = entry["hash"]
    return entries


def _without(facts: Any, later: Collection[str]) -> Any:
    if isinstance(facts, list):
        return [_without(fact, later) for fact in facts]
    if isinstance(facts, dict):
        return {name: _without(value, later) for name, value in facts.items() if name not in later and value != []}
    return facts
