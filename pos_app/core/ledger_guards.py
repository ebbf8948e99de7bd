"""A new ledger: its tables, the indices that SQLAlchemy cannot describe, and what the database itself refuses."""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core import schema, schema_carts, schema_goods, schema_shifts

# Rule M9, at the last gate: what was written down stays. An UPDATE of the journal, of lines or of a resolution, and a
# DELETE of anything at all, is refused by the database.
_SQLITE_GUARD = (
    "CREATE TRIGGER {table}_no_{deed_lower} BEFORE {deed} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
)
_POSTGRESQL_GUARD = (
    "CREATE TRIGGER {table}_no_{deed_lower} BEFORE {deed} ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
)
_REFUSE_CHANGE = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is only added to'; END $$"
)


def guards(dialect: str, tables: tuple[str, ...], *, frozen: tuple[str, ...]) -> tuple[str, ...]:
    """Give the statements that forbid deleting from tables, and changing the frozen ones among them."""
    template = _SQLITE_GUARD if dialect == "sqlite" else _POSTGRESQL_GUARD
    deeds = [(table, "DELETE") for table in tables] + [(table, "UPDATE") for table in frozen]
    if dialect != "sqlite":
        deeds += [(table, "TRUNCATE") for table in tables]
    return tuple(template.format(table=table, deed=deed, deed_lower=deed.lower()) for table, deed in deeds)


# Many numbers share a tail, as each day's tickets do: what is known beyond it is compared in the index itself.
_TAILS = (
    ("payments_by_sale_tail", "payments", "sale_number", ", sale_number"),
    ("payments_by_trade_tail", "payments", "out_trade_no", ""),
    ("payments_by_transaction_tail", "payments", "transaction_id", ", transaction_id"),
    ("refunds_by_number_tail", "refunds", "out_refund_no", ""),
    ("refunds_by_provider_tail", "refunds", "refund_id", ""),
)
_LATE = ("transaction_id", "refund_id")  # numbers of the provider's, which are not there from the start


def tail_indices(dialect: str) -> tuple[str, ...]:
    """Give the statements that index the tails of numbers: SQLAlchemy cannot read such indices back to compare them."""
    return tuple(
        f"CREATE INDEX {name} ON {table} ({schema.tail(column, dialect)}, created_at{more})"
        + (f" WHERE {column} IS NOT NULL" if column in _LATE else "")
        for name, table, column, more in _TAILS
    )


def create_tables(db: sa.Connection) -> None:
    """Build the present schema in an empty database, as the migrations would, but without Alembic."""
    schema_carts.carts.metadata.create_all(db, checkfirst=False)
    dialect = db.dialect.name
    if dialect != "sqlite":
        db.exec_driver_sql(_REFUSE_CHANGE)
    frozen = ("lines", "refund_lines", "resolutions", "journal", *schema_goods.KEPT, *schema_shifts.FROZEN)
    tables = ("sales", "payments", "refunds", "staff", "approvals", "recoveries", "shifts", *frozen)
    triggers = (*guards(dialect, tables, frozen=frozen), schema_shifts.guard(dialect))
    for statement in (*tail_indices(dialect), *triggers):
        db.exec_driver_sql(statement)
    schema.versions.create(db, checkfirst=False)
    db.execute(schema.versions.insert().values(version_num=schema.SCHEMA_VERSIONS[-1]))
