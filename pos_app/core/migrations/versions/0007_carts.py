"""Carts that outlive a crash and move between tills; notes, changed prices, categories and tax of what is sold."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

RUNG_UP = sa.text("cart IS NOT NULL")
IN_HAND = sa.text("state = 'active'")


def upgrade() -> None:
    op.add_column("sales", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("sales", sa.Column("cart", sa.Text()))
    op.create_index(
        "one_sale_of_a_cart", "sales", ["cart"], unique=True, sqlite_where=RUNG_UP, postgresql_where=RUNG_UP
    )
    op.add_column("lines", sa.Column("list_price_fen", sa.BigInteger()))
    op.add_column("lines", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("lines", sa.Column("category", sa.Text(), nullable=False, server_default=""))
    op.add_column("lines", sa.Column("tax_rate", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "carts",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cashier", sa.Text(), nullable=False),
        sa.Column("held_at", sa.Text()),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'held')", name="state_known"),
        sa.CheckConstraint("(state = 'held') = (held_at IS NOT NULL)", name="held_since"),
    )
    op.create_index("one_cart_in_hand", "carts", ["till"], unique=True, sqlite_where=IN_HAND, postgresql_where=IN_HAND)
