"""Staff, approvals and recoveries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_staff()
    _create_approvals()
    _guard("staff", "approvals", "recoveries")


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("code_step", sa.BigInteger(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.UniqueConstraint("name", name="one_of_a_name"),
        sa.CheckConstraint("role IN ('cashier', 'lead', 'manager', 'installer')", name="role_known"),
        sa.CheckConstraint("wrong_tries >= 0", name="tries_not_negative"),
    )


def _create_approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text()),
        sa.Column("used_by", sa.Text()),
        sa.CheckConstraint("(used_at IS NULL) = (used_by IS NULL)", name="used_once"),
    )
    op.create_table(
        "recoveries",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text()),
        sa.Column("seen_by", sa.Text()),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_once"),
    )


def _guard(*tables: str) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in tables:
        for deed in ("DELETE",) if sqlite else ("DELETE", "TRUNCATE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                + (
                    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
                    if sqlite
                    else "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                )
            )
