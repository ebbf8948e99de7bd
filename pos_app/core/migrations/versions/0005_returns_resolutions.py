"""Refunds by line and by another route, late money that is matched to its sale, answers for what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KINDS = ("unconfirmed", "closing", "surplus", "abnormal", "refund", "book")
MATCHED = sa.text("matched_to IS NOT NULL")


def upgrade() -> None:
    # In words of our own: SQLite adds a column with its constraints, or not at all.
    op.execute(
        "ALTER TABLE payments ADD COLUMN matched_to TEXT "
        "CONSTRAINT matched_when_paid CHECK (matched_to IS NULL OR state = 'paid') REFERENCES sales (number)"
    )
    op.create_index("payments_matched", "payments", ["matched_to"], sqlite_where=MATCHED, postgresql_where=MATCHED)
    if op.get_bind().dialect.name == "sqlite":
        _build_refunds_anew()
    else:
        _alter_refunds()
    _create_refund_lines()
    _create_resolutions()
    _guard("refund_lines", "resolutions")


ROUTES = "route IN ('original', 'cash')"
ACCEPTED = "sent_at IS NOT NULL OR state IN ('created', 'closed') OR route = 'cash'"
CASH = "route <> 'cash' OR (state = 'success' AND sent_at IS NULL)"


def _alter_refunds() -> None:
    op.add_column("refunds", sa.Column("route", sa.Text(), nullable=False, server_default="original"))
    op.add_column("refunds", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.alter_column("refunds", "route", server_default=None)
    op.alter_column("refunds", "note", server_default=None)
    op.drop_constraint("accepted_when_sent", "refunds")
    op.create_check_constraint("accepted_when_sent", "refunds", ACCEPTED)
    op.create_check_constraint("route_known", "refunds", ROUTES)
    op.create_check_constraint("cash_is_never_sent", "refunds", CASH)


def _build_refunds_anew() -> None:
    """Change a constraint as SQLite can: copy the table, and give the copy its name, indices and guards."""
    db = op.get_bind()
    around = db.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'refunds' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).scalars()
    statements = list(around)
    columns = [row[1] for row in db.exec_driver_sql("PRAGMA table_info(refunds)")]
    _create_refunds("refunds_anew")
    listed = ", ".join(columns)
    op.execute(
        f"INSERT INTO refunds_anew ({listed}, route, note) SELECT {listed}, 'original', '' FROM refunds"  # noqa: S608
    )
    op.execute("DROP TABLE refunds")
    op.execute("ALTER TABLE refunds_anew RENAME TO refunds")
    for statement in statements:
        op.execute(statement)


def _create_refunds(name: str) -> None:
    op.create_table(
        name,
        sa.Column("out_refund_no", sa.Text(), primary_key=True),
        sa.Column("out_trade_no", sa.Text(), sa.ForeignKey("payments.out_trade_no"), nullable=False),
        sa.Column("sale_number", sa.Text(), sa.ForeignKey("sales.number"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("notify_url", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text()),
        sa.Column("refund_id", sa.Text()),
        sa.Column("received_account", sa.Text()),
        sa.Column("settled_at", sa.Text()),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("trouble_kind", sa.Text()),
        sa.Column("trouble_code", sa.Text()),
        sa.Column("trouble_message", sa.Text()),
        sa.Column("trouble_at", sa.Text()),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("out_trade_no", "sequence", name="one_refund"),
        sa.CheckConstraint("state IN ('created', 'processing', 'abnormal', 'success', 'closed')", name="state_known"),
        sa.CheckConstraint(ROUTES, name="route_known"),
        sa.CheckConstraint("amount_fen > 0 AND amount_fen <= total_fen", name="amount_within_total"),
        sa.CheckConstraint("(state IN ('success', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
        sa.CheckConstraint(ACCEPTED, name="accepted_when_sent"),
        sa.CheckConstraint(CASH, name="cash_is_never_sent"),
    )


def _create_refund_lines() -> None:
    op.create_table(
        "refund_lines",
        sa.Column("out_refund_no", sa.Text(), sa.ForeignKey("refunds.out_refund_no"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("sale_number", sa.Text(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("restock", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sale_number", "position"], ["lines.sale_number", "lines.position"]),
        sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
        sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
    )
    op.create_index("refund_lines_by_sale", "refund_lines", ["sale_number"])


def _create_resolutions() -> None:
    op.create_table(
        "resolutions",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sale_number", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("resolved_by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.UniqueConstraint("subject", "kind", name="one_answer"),
        sa.CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in KINDS)), name="kind_known"),
    )
    op.create_index("resolutions_by_sale", "resolutions", ["sale_number"])


def _guard(*tables: str) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in tables:
        for deed in ("DELETE", "UPDATE") if sqlite else ("DELETE", "UPDATE", "TRUNCATE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                + (
                    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
                    if sqlite
                    else "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                )
            )
