"""Shifts, and cash that moves without a sale. What a till did before them is no part of any."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

CLOSED = (
    "closed_by", "cash_count", "counted_fen", "expected_fen", "left_fen", "figures", "carried", "last_entry", "head",
)  # fmt: skip


def upgrade() -> None:
    shifts = _create_shifts()
    _create_moves()
    unsettled, of_no_sale = sa.text("settled_at IS NULL"), sa.text("sale_number = ''")
    op.create_index("sales_open", "sales", ["till"], sqlite_where=unsettled, postgresql_where=unsettled)
    op.create_index("journal_of_no_sale", "journal", ["number"], sqlite_where=of_no_sale, postgresql_where=of_no_sale)
    _begin_after_what_is_there(shifts)
    sqlite = op.get_bind().dialect.name == "sqlite"
    _guard("shifts", "DELETE", *(() if sqlite else ("TRUNCATE",)))
    _guard("cash_moves", "DELETE", "UPDATE", *(() if sqlite else ("TRUNCATE",)))
    op.execute(
        "CREATE TRIGGER shifts_stay_closed BEFORE UPDATE ON shifts "
        + (
            "WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a closed shift stays as it is'); END"
            if sqlite
            else "FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change()"
        )
    )


def _guard(table: str, *deeds: str) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for deed in deeds:
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            + (
                "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
                if sqlite
                else "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )


def _create_shifts() -> sa.Table:
    table = op.create_table(
        "shifts",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("float_fen", sa.BigInteger(), nullable=False),
        sa.Column("float_count", sa.Text(), nullable=False),
        sa.Column("first_entry", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.Text()),
        sa.Column("closed_by", sa.Text()),
        sa.Column("cash_count", sa.Text()),
        sa.Column("counted_fen", sa.BigInteger()),
        sa.Column("expected_fen", sa.BigInteger()),
        sa.Column("left_fen", sa.BigInteger()),
        sa.Column("figures", sa.Text()),
        sa.Column("carried", sa.Text()),
        sa.Column("last_entry", sa.BigInteger()),
        sa.Column("head", sa.Text()),
        sa.UniqueConstraint("till", "sequence", name="one_z"),
        sa.CheckConstraint("float_fen >= 0", name="float_not_negative"),
        sa.CheckConstraint(
            "counted_fen >= 0 AND left_fen BETWEEN 0 AND counted_fen", name="left_of_what_was_counted"
        ),
        sa.CheckConstraint("last_entry >= first_entry - 1", name="range_in_order"),
        *(
            sa.CheckConstraint(f"(closed_at IS NULL) = ({column} IS NULL)", name=f"{column}_when_closed")
            for column in CLOSED
        ),
    )  # fmt: skip
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "one_open_shift", "shifts", ["till"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )  # fmt: skip
    return table


def _create_moves() -> None:
    op.create_table(
        "cash_moves",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("shift", sa.Text(), sa.ForeignKey("shifts.number"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("kind IN ('paid_in', 'paid_out', 'drop')", name="kind_known"),
    )
    op.create_index("cash_moves_by_shift", "cash_moves", ["shift"])


def _begin_after_what_is_there(shifts: sa.Table) -> None:
    """Draw the line from which the first shift of each till counts: its number 0, which is no Z."""
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    ends = sa.text(
        "SELECT id / 1000000000000, MAX(id) % 1000000000000 FROM journal GROUP BY id / 1000000000000"
    )  # fmt: skip
    for till, last_entry in op.get_bind().execute(ends).all():
        op.get_bind().execute(
            shifts.insert().values(
                number=f"{till:02d}-0000", till=f"{till:02d}", sequence=0, business_date=now[:10], opened_at=now,
                opened_by="", float_fen=0, float_count="{}", first_entry=1, closed_at=now, closed_by="",
                cash_count="{}", counted_fen=0, expected_fen=0, left_fen=0, figures="{}", carried="[]",
                last_entry=last_entry, head="",
            )
        )  # fmt: skip
