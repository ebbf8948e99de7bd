"""Cash and other tenders: what was handed over, what was let go of, what it was; money that goes back as it came."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

AT_ONCE = "tender IN ('cash', 'other')"
PROOF = "transaction_id IS NOT NULL AND paid_at IS NOT NULL AND payer_total_fen IS NOT NULL"
OF_PAYMENTS = {
    "paid_with_proof": f"{AT_ONCE} OR state <> 'paid' OR ({PROOF})",
    "taken_at_once": (
        f"NOT {AT_ONCE} OR (state = 'paid' AND paid_at IS NOT NULL AND transaction_id IS NULL AND code_url IS NULL)"
    ),
    "cash_is_handed_over": "(tender = 'cash') = (tendered_fen IS NOT NULL)",
    "enough_handed_over": "tendered_fen IS NULL OR tendered_fen >= amount_fen",
    "cash_rounds": "rounding_fen = 0 OR (tender = 'cash' AND rounding_fen BETWEEN 0 AND 99)",
    "other_is_named": "(tender = 'other') = (label <> '')",
    "undone_when_paid": "state = 'paid' OR NOT undone",
}
OF_REFUNDS = {
    "accepted_when_sent": "sent_at IS NOT NULL OR state IN ('created', 'closed') OR route <> 'original'",
    "route_known": "route IN ('original', 'cash', 'recorded')",
    "only_original_is_sent": "route = 'original' OR (state = 'success' AND sent_at IS NULL)",
    "cash_rounds": "rounding_fen = 0 OR (route = 'cash' AND rounding_fen BETWEEN 0 AND 99)",
}


LOOSE = sa.text("(surplus OR undone)")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _build_anew()
    else:
        _alter()
    op.drop_index("payments_surplus")
    op.create_index("payments_surplus", "payments", ["created_at"], sqlite_where=LOOSE, postgresql_where=LOOSE)


def _alter() -> None:
    op.add_column("payments", sa.Column("tendered_fen", sa.BigInteger()))
    for table, name, kind, value in (
        ("payments", "rounding_fen", sa.BigInteger(), "0"),
        ("payments", "label", sa.Text(), ""),
        ("payments", "undone", sa.Boolean(), sa.false()),
        ("refunds", "rounding_fen", sa.BigInteger(), "0"),
    ):
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=value))
        op.alter_column(table, name, server_default=None)
    op.drop_constraint("paid_with_proof", "payments")
    for name in ("accepted_when_sent", "route_known", "cash_is_never_sent"):
        op.drop_constraint(name, "refunds")
    for table, checks in (("payments", OF_PAYMENTS), ("refunds", OF_REFUNDS)):
        for name, rule in checks.items():
            op.create_check_constraint(name, table, rule)


# ---------------------------------------------------------------- SQLite


def _build_anew() -> None:
    """Change constraints as SQLite can: copy the tables, and give the copies their names, indices and guards.

    Each copy speaks of the copies, and whatever speaks of a table goes before it, so that no row is ever without the
    one that it speaks of. A renamed table is spoken of by its new name.
    """
    db = op.get_bind()
    names = ("payments", "refunds", "refund_lines")
    around = db.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('payments', 'refunds', 'refund_lines') "
        "AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    )
    statements = list(around.scalars())
    _create_payments()
    _create_refunds()
    _create_refund_lines()
    for table, more in (
        ("payments", {"tendered_fen": "NULL", "rounding_fen": "0", "label": "''", "undone": "0"}),
        ("refunds", {"rounding_fen": "0"}),
        ("refund_lines", {}),
    ):
        kept = [row[1] for row in db.exec_driver_sql(f"PRAGMA table_info({table})")]
        into, values = ", ".join([*kept, *more]), ", ".join([*kept, *more.values()])
        op.execute(f"INSERT INTO {table}_anew ({into}) SELECT {values} FROM {table}")  # noqa: S608
    for table in reversed(names):
        op.execute(f"DROP TABLE {table}")
    for table in names:
        op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for statement in statements:
        op.execute(statement)


def _checks(checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=name) for name, rule in checks.items()]


def _create_payments() -> None:
    op.create_table(
        "payments_anew",
        sa.Column("out_trade_no", sa.Text(), primary_key=True),
        sa.Column("sale_number", sa.Text(), sa.ForeignKey("sales.number"), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("time_expire", sa.Text(), nullable=False),
        sa.Column("notify_url", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("code_url", sa.Text()),
        sa.Column("transaction_id", sa.Text()),
        sa.Column("paid_at", sa.Text()),
        sa.Column("payer_total_fen", sa.BigInteger()),
        sa.Column("settled_at", sa.Text()),
        sa.Column("closing_reason", sa.Text()),
        sa.Column("provider_state", sa.Text()),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("trouble_kind", sa.Text()),
        sa.Column("trouble_code", sa.Text()),
        sa.Column("trouble_message", sa.Text()),
        sa.Column("trouble_at", sa.Text()),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("refund_count", sa.Integer(), nullable=False),
        sa.Column("refunded_last_at", sa.Text()),
        sa.Column("surplus", sa.Boolean(), nullable=False),
        sa.Column("matched_to", sa.Text(), sa.ForeignKey("sales.number")),
        sa.Column("tendered_fen", sa.BigInteger()),
        sa.Column("rounding_fen", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("sale_number", "attempt", name="one_attempt"),
        sa.CheckConstraint("state IN ('created', 'presented', 'closing', 'paid', 'closed')", name="state_known"),
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("reserved_fen BETWEEN 0 AND amount_fen", name="reserved_within_amount"),
        sa.CheckConstraint("reserved_fen = 0 OR state = 'paid'", name="reserved_when_paid"),
        sa.CheckConstraint("refund_count BETWEEN 0 AND 50", name="refunds_within_limit"),
        sa.CheckConstraint("state <> 'presented' OR code_url IS NOT NULL", name="presented_with_code"),
        sa.CheckConstraint("(state IN ('paid', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
        sa.CheckConstraint("state = 'paid' OR NOT surplus", name="surplus_when_paid"),
        sa.CheckConstraint("matched_to IS NULL OR state = 'paid'", name="matched_when_paid"),
        *_checks(OF_PAYMENTS),
    )


def _create_refunds() -> None:
    op.create_table(
        "refunds_anew",
        sa.Column("out_refund_no", sa.Text(), primary_key=True),
        sa.Column("out_trade_no", sa.Text(), sa.ForeignKey("payments_anew.out_trade_no"), nullable=False),
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
        sa.Column("rounding_fen", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("out_trade_no", "sequence", name="one_refund"),
        sa.CheckConstraint("state IN ('created', 'processing', 'abnormal', 'success', 'closed')", name="state_known"),
        sa.CheckConstraint("amount_fen > 0 AND amount_fen <= total_fen", name="amount_within_total"),
        sa.CheckConstraint("(state IN ('success', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
        *_checks(OF_REFUNDS),
    )


def _create_refund_lines() -> None:
    op.create_table(
        "refund_lines_anew",
        sa.Column("out_refund_no", sa.Text(), sa.ForeignKey("refunds_anew.out_refund_no"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("sale_number", sa.Text(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("restock", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sale_number", "position"], ["lines.sale_number", "lines.position"]),
        sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
        sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
    )
