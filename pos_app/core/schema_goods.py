"""The tables of goods, on the ledger's database: what is sold, its bar codes, and every change of either.

A price is not money that moved, so goods and bar codes may change; the changes themselves are only added to.
"""

from __future__ import annotations

import sqlalchemy as sa

from pos_app.core.schema import metadata

goods = sa.Table(
    "goods",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("initials", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("category_en", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("price_fen", sa.BigInteger, nullable=False),
    sa.Column("favourite", sa.Boolean, nullable=False),
    sa.Column("pictogram", sa.Text, nullable=False),
    sa.Column("barcodes", sa.Text, nullable=False),
    sa.Column("tax_rate", sa.Integer, nullable=False),
    sa.Column("on_sale", sa.Boolean, nullable=False),
    sa.Column("sought", sa.Text, nullable=False),  # everything by which it is found, folded, a line each
    sa.Column("digest", sa.Text, nullable=False),  # of all that, so that a change knows what it changes (rule M8)
    sa.Column("picture", sa.Text, nullable=False, server_default=""),
    sa.Column("options", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint("price_fen >= 0", name="price_not_negative"),
)
sa.Index("goods_by_category", goods.c.category, goods.c.name)
sa.Index("goods_categories", goods.c.on_sale, goods.c.category, goods.c.category_en)
# A search reads every thing's text once: from an index that holds little else, that is a third of the table.
sa.Index("goods_sought", goods.c.on_sale, goods.c.sought, goods.c.favourite, goods.c.code)
sa.Index("goods_favourite", goods.c.name, sqlite_where=sa.text("favourite"), postgresql_where=sa.text("favourite"))

barcodes = sa.Table(
    "barcodes",
    metadata,
    sa.Column("barcode", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, sa.ForeignKey("goods.code"), nullable=False),
    sa.Column("quantity_milli", sa.BigInteger, nullable=False),
    sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
)
sa.Index("barcodes_by_code", barcodes.c.code)

changes = sa.Table(
    "goods_changes",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),  # the file's name, or nothing: changed by hand
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Column("undoes", sa.Text, sa.ForeignKey("goods_changes.number"), unique=True),
    sa.Column("digest", sa.Text, nullable=False),  # of its rows
)
sa.Index("goods_changes_by_time", changes.c.at)

changed_goods = sa.Table(
    "changed_goods",
    metadata,
    sa.Column("number", sa.Text, sa.ForeignKey("goods_changes.number"), primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("before", sa.Text),  # JSON; nothing for what is new
    sa.Column("after", sa.Text),  # JSON; nothing for what is gone
)
sa.Index("changed_goods_by_code", changed_goods.c.code)

KEPT = (changes.name, changed_goods.name)
"""Tables of which nothing is ever changed or deleted."""
