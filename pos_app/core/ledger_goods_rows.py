"""Goods and rows: how what is sold, and every change of it, lies in its tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Barcode, Category, Change, Goods, GoodsChange, fold
from pos_app.core.goods_options import OptionGroup, read_options, write_options
from pos_app.core.journal import canonical, stamp
from pos_app.core.money import Money
from pos_app.core.sale import Unit

Row = sa.Row[Any]
Values = dict[str, Any]

_LATER = {"picture": "", "options": ""}


def digest(text: str) -> str:
    """Give a short seal of what goods are, so that a change knows what it changes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def tell(goods: Goods) -> str:
    """Write goods down as JSON, in the one way that is compared.

    What came to goods later is written only where there is any: what was sealed before it stays as it was sealed.
    """
    return canonical({name: value for name, value in _plain(goods).items() if name not in _LATER or value})


def told(text: str | None) -> Goods | None:
    """Read goods back from what was written down; nothing stands for none."""
    return None if text is None else goods_from(SimpleNamespace(**{**_LATER, **json.loads(text)}))


def _plain(goods: Goods) -> Values:
    return {
        "code": goods.code,
        "name": goods.name,
        "name_en": goods.name_en,
        "initials": goods.initials,
        "category": goods.category.name,
        "category_en": goods.category.name_en,
        "unit": goods.unit.value,
        "price_fen": goods.price.fen,
        "favourite": goods.favourite,
        "pictogram": goods.pictogram,
        "barcodes": " ".join(f"{one.code}*{one.quantity_milli}" for one in goods.barcodes),
        "tax_rate": goods.tax_rate,
        "on_sale": goods.on_sale,
        "picture": goods.picture,
        "options": write_options(goods.options),
    }


def _barcodes(text: str) -> tuple[Barcode, ...]:
    parts = (one.partition("*") for one in text.split())
    return tuple(Barcode(code, int(quantity_milli)) for code, _, quantity_milli in parts)


def _options(text: str) -> tuple[OptionGroup, ...]:
    """Read options; what somebody spoilt is none, so that the goods are sold, and ``verify`` finds the difference."""
    try:
        return read_options(text)
    except InvalidInputError:
        return ()


def goods_columns(goods: Goods, written: str | None = None) -> Values:
    """Write goods as their row; ``written`` is what ``tell`` gives, if it is at hand."""
    sought = (goods.name, goods.name_en, goods.initials, goods.code, *(one.code for one in goods.barcodes))
    return {**_plain(goods), "sought": "\n".join(map(fold, sought)), "digest": digest(written or tell(goods))}


def goods_from(row: Row | SimpleNamespace) -> Goods:
    """Read goods from their row, or from what was written down of them."""
    return Goods(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        initials=row.initials,
        category=Category(name=row.category, name_en=row.category_en),
        unit=Unit(row.unit),
        price=Money(int(row.price_fen)),
        favourite=bool(row.favourite),
        pictogram=row.pictogram,
        barcodes=_barcodes(row.barcodes),
        tax_rate=row.tax_rate,
        on_sale=bool(row.on_sale),
        picture=row.picture,
        options=_options(row.options),
    )


def changed_columns(number: str, change: Change) -> Values:
    """Write what happens to one thing."""
    one = change.after or change.before
    if one is None:
        raise ValueError("a change of nothing into nothing")
    before, after = (None if goods is None else tell(goods) for goods in (change.before, change.after))
    return {"number": number, "code": one.code, "before": before, "after": after}


def summary(
    number: str, changes: Sequence[Change], *, at: datetime, who: str, source: str, undoes: str | None
) -> GoodsChange:
    """Count what a change does."""
    added = sum(change.before is None for change in changes)
    removed = sum(change.after is None for change in changes)
    return GoodsChange(
        number=number,
        at=at,
        who=who,
        source=source,
        added=added,
        changed=len(changes) - added - removed,
        removed=removed,
        undoes=undoes,
    )


def change_columns(done: GoodsChange, rows: Sequence[Values]) -> Values:
    """Write a change, sealed over everything that it did."""
    return {
        "number": done.number,
        "at": stamp(done.at),
        "who": done.who,
        "source": done.source,
        "added": done.added,
        "changed": done.changed,
        "removed": done.removed,
        "undoes": done.undoes,
        "digest": seal_of(rows),
    }


def seal_of(rows: Sequence[Values]) -> str:
    """Seal the rows of a change, whichever order they come in."""
    lines = sorted(canonical({key: row[key] for key in ("code", "before", "after")}) for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def change_from(row: Row) -> GoodsChange:
    """Read a change."""
    values = row._asdict()
    del values["digest"]
    return GoodsChange(**{**values, "at": datetime.fromisoformat(row.at)})
