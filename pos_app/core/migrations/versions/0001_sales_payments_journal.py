"""Sales, their lines and payments, and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = ("sales", "lines", "payments", "journal")
UNSETTLED = sa.text("settled_at IS NULL")
SURPLUS = sa.text("surplus")
FROZEN = ("lines", "journal")


def upgrade() -> None:
    _create_books()
    _create_payments()
    _create_journal()
    _guard()


def _create_books() -> None:
    op.create_table(
        "sales",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("cashier", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text()),
        sa.UniqueConstraint("till", "business_date", "sequence", name="one_ticket"),
        sa.CheckConstraint("state IN ('open', 'paid', 'voided')", name="state_known"),
        sa.CheckConstraint("total_fen > 0", name="total_positive"),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_once"),
    )
    op.create_table(
        "lines",
        sa.Column("sale_number", sa.Text(), sa.ForeignKey("sales.number"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("discount_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
        sa.CheckConstraint("unit_price_fen >= 0", name="price_not_negative"),
        sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
        sa.CheckConstraint("discount_fen >= 0", name="discount_not_negative"),
    )


def _create_payments() -> None:
    op.create_table(
        "payments",
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
        sa.UniqueConstraint("sale_number", "attempt", name="one_attempt"),
        sa.CheckConstraint("state IN ('created', 'presented', 'closing', 'paid', 'closed')", name="state_known"),
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("reserved_fen BETWEEN 0 AND amount_fen", name="reserved_within_amount"),
        sa.CheckConstraint("reserved_fen = 0 OR state = 'paid'", name="reserved_when_paid"),
        sa.CheckConstraint("refund_count BETWEEN 0 AND 50", name="refunds_within_limit"),
        sa.CheckConstraint("state <> 'presented' OR code_url IS NOT NULL", name="presented_with_code"),
        sa.CheckConstraint(
            "state <> 'paid' OR (transaction_id IS NOT NULL AND paid_at IS NOT NULL AND payer_total_fen IS NOT NULL)",
            name="paid_with_proof",
        ),
        sa.CheckConstraint("(state IN ('paid', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
        sa.CheckConstraint("state = 'paid' OR NOT surplus", name="surplus_when_paid"),
    )
    op.create_index(
        "one_live_claim", "payments", ["sale_number"], unique=True, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED
    )
    op.create_index("payments_by_day", "payments", ["business_date", "created_at", "out_trade_no"])
    op.create_index("payments_surplus", "payments", ["created_at"], sqlite_where=SURPLUS, postgresql_where=SURPLUS)
    op.create_index(
        "payments_unsettled", "payments", ["created_at"], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("sale_number", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text()),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
    )
    op.create_index("journal_by_sale", "journal", ["sale_number"])


def _guard() -> None:
    deeds = [(table, "DELETE") for table in TABLES] + [(table, "UPDATE") for table in FROZEN]
    if op.get_bind().dialect.name == "sqlite":
        for table, deed in deeds:
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is only added to'; END $$"
    )
    for table, deed in [*deeds, *((table, "TRUNCATE") for table in TABLES)]:
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
