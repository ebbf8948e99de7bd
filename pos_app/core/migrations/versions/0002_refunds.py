"""Refunds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNSETTLED = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "refunds",
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
        sa.UniqueConstraint("out_trade_no", "sequence", name="one_refund"),
        sa.CheckConstraint("state IN ('created', 'processing', 'abnormal', 'success', 'closed')", name="state_known"),
        sa.CheckConstraint("amount_fen > 0 AND amount_fen <= total_fen", name="amount_within_total"),
        sa.CheckConstraint("(state IN ('success', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
        sa.CheckConstraint("sent_at IS NOT NULL OR state IN ('created', 'closed')", name="accepted_when_sent"),
    )
    op.create_index("refunds_by_day", "refunds", ["business_date"])
    op.create_index("refunds_by_sale", "refunds", ["sale_number"])
    op.create_index("refunds_unsettled", "refunds", ["created_at"], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
        )
        return
    for deed in ("DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER refunds_no_{deed.lower()} BEFORE {deed} ON refunds "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
