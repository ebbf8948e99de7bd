"""Indices by which a payment is found: the tails of its numbers, its amount, and how it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TAILS = (
    ("payments_by_sale_tail", "payments", "sale_number", "created_at, sale_number)"),
    ("payments_by_trade_tail", "payments", "out_trade_no", "created_at)"),
    (
        "payments_by_transaction_tail",
        "payments",
        "transaction_id",
        "created_at, transaction_id) WHERE transaction_id IS NOT NULL",
    ),
    ("refunds_by_number_tail", "refunds", "out_refund_no", "created_at)"),
    ("refunds_by_provider_tail", "refunds", "refund_id", "created_at) WHERE refund_id IS NOT NULL"),
)
REFUNDED = sa.text("reserved_fen > 0")
CLOSED = sa.text("state = 'closed'")
COUPON = sa.text("payer_total_fen <> amount_fen")
PART = sa.text("amount_fen < total_fen")


def upgrade() -> None:
    op.create_index("payments_refunded", "payments", ["created_at"], sqlite_where=REFUNDED, postgresql_where=REFUNDED)
    op.create_index("payments_closed", "payments", ["created_at"], sqlite_where=CLOSED, postgresql_where=CLOSED)
    op.create_index("payments_by_amount", "payments", ["amount_fen", "created_at"])
    op.create_index(
        "payments_by_payer_total", "payments", ["payer_total_fen", "created_at"],
        sqlite_where=COUPON, postgresql_where=COUPON,
    )  # fmt: skip
    op.create_index(
        "refunds_by_part", "refunds", ["amount_fen", "created_at"], sqlite_where=PART, postgresql_where=PART
    )  # fmt: skip
    tail = "substr({}, -4)" if op.get_bind().dialect.name == "sqlite" else '"right"({}, 4)'
    for name, table, column, rest in TAILS:
        op.execute(f"CREATE INDEX {name} ON {table} ({tail.format(column)}, {rest}")
