"""Goods, their bar codes, and every change of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_goods()
    _create_changes()
    _guard("goods_changes", "changed_goods")


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


def _create_goods() -> None:
    op.create_table(
        "goods",
        sa.Column("code", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("category_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("favourite", sa.Boolean(), nullable=False),
        sa.Column("pictogram", sa.Text(), nullable=False),
        sa.Column("barcodes", sa.Text(), nullable=False),
        sa.Column("tax_rate", sa.Integer(), nullable=False),
        sa.Column("on_sale", sa.Boolean(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("price_fen >= 0", name="price_not_negative"),
    )
    op.create_index("goods_by_category", "goods", ["category", "name"])
    op.create_index("goods_categories", "goods", ["on_sale", "category", "category_en"])
    op.create_index("goods_sought", "goods", ["on_sale", "sought", "favourite", "code"])
    favourite = sa.text("favourite")
    op.create_index("goods_favourite", "goods", ["name"], sqlite_where=favourite, postgresql_where=favourite)
    op.create_table(
        "barcodes",
        sa.Column("barcode", sa.Text(), primary_key=True),
        sa.Column("code", sa.Text(), sa.ForeignKey("goods.code"), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
    )
    op.create_index("barcodes_by_code", "barcodes", ["code"])


def _create_changes() -> None:
    op.create_table(
        "goods_changes",
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Text(), sa.ForeignKey("goods_changes.number"), unique=True),
        sa.Column("digest", sa.Text(), nullable=False),
    )
    op.create_index("goods_changes_by_time", "goods_changes", ["at"])
    op.create_table(
        "changed_goods",
        sa.Column("number", sa.Text(), sa.ForeignKey("goods_changes.number"), primary_key=True),
        sa.Column("code", sa.Text(), primary_key=True),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
    )
    op.create_index("changed_goods_by_code", "changed_goods", ["code"])
