"""The table of carts, on the ledger's database: what is rung up and not yet a sale.

A cart is no money that moved, so it may change, and it goes when it becomes a sale. A till has at most one in hand;
those that are held belong to no till, and whichever takes one up first has it.
"""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core.schema import metadata

IN_HAND = sa.text("state = 'active'")

carts = sa.Table(
    "carts",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("till", sa.Text, nullable=False),  # that has it in hand, or put it aside
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("cashier", sa.Text, nullable=False),
    sa.Column("held_at", sa.Text),
    sa.Column("pieces", sa.Integer, nullable=False),
    sa.Column("total_fen", sa.BigInteger, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # JSON: the lines, and what is taken off
    sa.CheckConstraint("state IN ('active', 'held')", name="state_known"),
    sa.CheckConstraint("(state = 'held') = (held_at IS NOT NULL)", name="held_since"),
)
sa.Index("one_cart_in_hand", carts.c.till, unique=True, sqlite_where=IN_HAND, postgresql_where=IN_HAND)
