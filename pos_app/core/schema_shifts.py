"""The tables of shifts: who had the drawer from when to when, and cash that moved without a sale."""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core.schema import UNSETTLED, journal, metadata, sales
from pos_app.core.shift import CashMoveKind

IS_OPEN = sa.text("closed_at IS NULL")
OF_NO_SALE = sa.text("sale_number = ''")

shifts = sa.Table(
    "shifts",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("till", sa.Text, nullable=False),
    # Of the till, without gaps. Number 0 stands for what a till had done before there were shifts, and is no Z.
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("business_date", sa.Text, nullable=False),
    sa.Column("opened_at", sa.Text, nullable=False),
    sa.Column("opened_by", sa.Text, nullable=False),
    sa.Column("float_fen", sa.BigInteger, nullable=False),
    sa.Column("float_count", sa.Text, nullable=False),  # JSON
    sa.Column("first_entry", sa.BigInteger, nullable=False),  # of the till's chain: the one after the last close
    sa.Column("closed_at", sa.Text),
    sa.Column("closed_by", sa.Text),
    sa.Column("cash_count", sa.Text),  # JSON
    sa.Column("counted_fen", sa.BigInteger),
    sa.Column("expected_fen", sa.BigInteger),
    sa.Column("left_fen", sa.BigInteger),  # in the drawer, as the next float
    sa.Column("figures", sa.Text),  # JSON, in the one way that is compared
    sa.Column("carried", sa.Text),  # JSON
    sa.Column("last_entry", sa.BigInteger),  # the one that tells of the close
    sa.Column("head", sa.Text),  # its hash, which vouches for everything above
    sa.UniqueConstraint("till", "sequence", name="one_z"),
    sa.CheckConstraint("float_fen >= 0", name="float_not_negative"),
    sa.CheckConstraint("counted_fen >= 0 AND left_fen BETWEEN 0 AND counted_fen", name="left_of_what_was_counted"),
    sa.CheckConstraint("last_entry >= first_entry - 1", name="range_in_order"),
    *(
        sa.CheckConstraint(f"(closed_at IS NULL) = ({column} IS NULL)", name=f"{column}_when_closed")
        for column in (
            "closed_by", "cash_count", "counted_fen", "expected_fen", "left_fen", "figures", "carried", "last_entry",
            "head",
        )
    ),
)  # fmt: skip
# Rule M12: one drawer, one shift.
sa.Index("one_open_shift", shifts.c.till, unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)

cash_moves = sa.Table(
    "cash_moves",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("shift", sa.Text, sa.ForeignKey("shifts.number"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("amount_fen", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
    sa.CheckConstraint(f"kind IN ({', '.join(repr(kind.value) for kind in CashMoveKind)})", name="kind_known"),
)
sa.Index("cash_moves_by_shift", cash_moves.c.shift)

# A close names what is open, and what was printed of a shift is found by its number, in however long a book.
sa.Index("sales_open", sales.c.till, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
sa.Index("journal_of_no_sale", journal.c.number, sqlite_where=OF_NO_SALE, postgresql_where=OF_NO_SALE)

FROZEN = (cash_moves.name,)
"""Tables of which nothing is ever changed or deleted."""

_SQLITE = (
    "CREATE TRIGGER shifts_stay_closed BEFORE UPDATE ON shifts WHEN OLD.closed_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a closed shift stays as it is'); END"
)
_POSTGRESQL = (
    "CREATE TRIGGER shifts_stay_closed BEFORE UPDATE ON shifts FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) "
    "EXECUTE FUNCTION refuse_change()"
)


def guard(dialect: str) -> str:
    """Give the statement that forbids changing a closed shift (rules M9 and M12)."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL
