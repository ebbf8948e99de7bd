"""The goods of the shop on the ledger's database: found by code, by bar code and by name, and changed with a trace."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pos_app.core import ledger_approvals, schema_goods
from pos_app.core.errors import InvalidInputError, NotFoundError, StaleError
from pos_app.core.goods import Category, Change, Goods, GoodsChange, fold, goods_request
from pos_app.core.journal import Deed
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_goods_rows import (
    Values,
    change_columns,
    change_from,
    changed_columns,
    digest,
    goods_columns,
    goods_from,
    summary,
    told,
)
from pos_app.core.ledger_journal import Desk, Pen

_goods, _barcodes = schema_goods.goods, schema_goods.barcodes
_changes, _changed = schema_goods.changes, schema_goods.changed_goods

MOST_FOUND = 60

_ALL = sa.select(_goods).order_by(_goods.c.category, _goods.c.name, _goods.c.code)
_LISTED = _ALL.limit(sa.bindparam("most")).offset(sa.bindparam("skip"))
_OF_CODE = sa.select(_goods).where(_goods.c.code == sa.bindparam("code"))
_OF_BARCODE = (
    sa.select(_goods, _barcodes.c.quantity_milli)
    .join(_barcodes, _barcodes.c.code == _goods.c.code)
    .where(_barcodes.c.barcode == sa.bindparam("code"))
)
_SHELF = (
    sa.select(_goods)
    .where(_goods.c.on_sale, _goods.c.category == sa.bindparam("category"))
    .order_by(_goods.c.name, _goods.c.code)
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("skip"))
)
_FAVOURITES = (
    sa.select(_goods).where(sa.text("favourite"), _goods.c.on_sale).order_by(_goods.c.name).limit(sa.bindparam("most"))
)
_CATEGORIES = (
    sa.select(_goods.c.category, sa.func.min(_goods.c.category_en))
    .where(_goods.c.on_sale)
    .group_by(_goods.c.category)
    .order_by(_goods.c.category)
)
_COUNT = sa.select(sa.func.count()).select_from(_goods)
_ADD, _SET, _REMOVE = (
    _goods.insert(),
    _goods.update().where(_goods.c.code == sa.bindparam("of"), _goods.c.digest == sa.bindparam("known")),
    _goods.delete().where(_goods.c.code == sa.bindparam("of"), _goods.c.digest == sa.bindparam("known")),
)
_TAKEN = sa.union_all(
    sa.select(_goods.c.code).where(_goods.c.code == sa.bindparam("claimed")),
    sa.select(_barcodes.c.code).where(_barcodes.c.barcode == sa.bindparam("claimed")),
)
_ADD_BARCODE = _barcodes.insert()
_DROP_BARCODES = _barcodes.delete().where(_barcodes.c.code == sa.bindparam("of"))
_UNDONE = sa.select(_changes.c.number).where(_changes.c.undoes == sa.bindparam("of"))
_ADD_CHANGE, _ADD_CHANGED = _changes.insert(), _changed.insert()
_CHANGES = sa.select(_changes).order_by(_changes.c.at.desc(), _changes.c.number).limit(sa.bindparam("most"))
_CHANGED = sa.select(_changed).where(_changed.c.number == sa.bindparam("n")).order_by(_changed.c.code)


class GoodsBook:
    """Everything that is sold, for all tills of the shop. Safe from several threads."""

    def __init__(self, engine: sa.Engine, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._readers = engine.execution_options(reading=True)
        self._desk = desk
        self._clock = clock

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with ledger_errors(), self._readers.connect() as db:
            yield db

    # ---------------------------------------------------------------- finding

    def __len__(self) -> int:
        with self._reading() as db:
            return int(db.execute(_COUNT).scalar_one())

    def all(self) -> tuple[Goods, ...]:
        """Give everything, on sale or not: for an import or an export, which compare all of it."""
        with self._reading() as db:
            return tuple(map(goods_from, db.execute(_ALL)))

    def listed(self, *, limit: int = MOST_FOUND, skip: int = 0) -> tuple[Goods, ...]:
        """Give a page of everything, on sale or not."""
        with self._reading() as db:
            return tuple(map(goods_from, db.execute(_LISTED, {"most": limit, "skip": skip})))

    def scanned(self, code: str) -> tuple[Goods, int] | None:
        """Find what carries a code or bar code, and how much of it one scan is, in thousandths of its unit."""
        with self._reading() as db:
            if (row := db.execute(_OF_CODE, {"code": code}).one_or_none()) is not None:
                return goods_from(row), 1000
            row = db.execute(_OF_BARCODE, {"code": code}).one_or_none()
            return None if row is None else (goods_from(row), int(row.quantity_milli))

    def search(self, text: str, *, limit: int = MOST_FOUND) -> tuple[Goods, ...]:
        """Find goods on sale by any part of a name, code or bar code, or by pinyin initials; the nearest first."""
        wanted = fold(text)
        if not wanted:
            return ()
        with self._reading() as db:
            return tuple(map(goods_from, db.execute(_search(wanted, limit))))

    def shelf(self, category: str, *, limit: int = MOST_FOUND, skip: int = 0) -> tuple[Goods, ...]:
        """Give a page of what is on sale in a category."""
        with self._reading() as db:
            rows = db.execute(_SHELF, {"category": category, "most": limit, "skip": skip})
            return tuple(map(goods_from, rows))

    def favourites(self, *, limit: int = MOST_FOUND) -> tuple[Goods, ...]:
        """Give what the shop keeps within reach."""
        with self._reading() as db:
            return tuple(map(goods_from, db.execute(_FAVOURITES, {"most": limit})))

    def categories(self) -> tuple[Category, ...]:
        """Give the shelves that have something on sale."""
        with self._reading() as db:
            return tuple(Category(name=row[0], name_en=row[1]) for row in db.execute(_CATEGORIES))

    # ---------------------------------------------------------------- changing

    def change(self, changes: Iterable[Change], *, source: str, who: str, approval: str = "") -> GoodsChange:
        """Carry out changes in one commit: all or nothing.

        Raises:
            InvalidInputError: there is nothing to change, or a code is another thing's by now.
            StaleError: goods are no longer as the change knows them (rule M8); nothing was changed.
            NotAllowedError: ``who`` may not, and ``approval`` does not help.
            LedgerError: nothing was written.
        """
        return self._carry_out(tuple(changes), source=source, who=who, approval=approval)

    def undo(self, number: str, *, who: str, approval: str = "") -> GoodsChange:
        """Put everything back as it was before a change.

        Raises:
            NotFoundError: there is no such change.
            StaleError: something that it touched was changed since, or it is undone already.
            NotAllowedError: ``who`` may not, and ``approval`` does not help.
            LedgerError: nothing was written.
        """
        with self._reading() as db:
            rows = db.execute(_CHANGED, {"n": number}).all()
        if not rows:
            raise NotFoundError(number)
        back = tuple(Change(before=told(row.after), after=told(row.before)) for row in rows)
        return self._carry_out(back, source="", who=who, approval=approval, undoes=number)

    def changes(self, *, limit: int = 50) -> tuple[GoodsChange, ...]:
        """Give the last changes, the newest first."""
        with self._reading() as db:
            return tuple(change_from(row) for row in db.execute(_CHANGES, {"most": limit}))

    def changed_in(self, number: str) -> tuple[Change, ...]:
        """Give what one change did."""
        with self._reading() as db:
            rows = db.execute(_CHANGED, {"n": number}).all()
        return tuple(Change(before=told(row.before), after=told(row.after)) for row in rows)

    def _carry_out(
        self, changes: tuple[Change, ...], *, source: str, who: str, approval: str, undoes: str | None = None
    ) -> GoodsChange:
        if not changes:
            raise InvalidInputError("changes", "there is nothing to change")
        number = f"G{secrets.token_hex(8)}"
        rows = [changed_columns(number, change) for change in changes]
        work = _work(changes, rows)
        with self._desk.writing(self._clock()) as pen:
            allowed = ledger_approvals.allow(pen, goods_request(source), who, approval)
            done = summary(number, changes, at=pen.at, who=who, source=source, undoes=undoes)
            values = change_columns(done, rows)
            if undoes is not None and pen.read(_UNDONE, {"of": undoes}) is not None:
                raise StaleError(undoes)
            pen.write(_ADD_CHANGE, values)
            pen.write_many(_ADD_CHANGED, rows)
            _apply(pen, work)
            pen.enter(Deed.GOODS_CHANGED, who=who, sale_number="", number=number, facts={**values, **allowed})
        return done


def _search(wanted: str, limit: int) -> sa.Select[Any]:
    # The text of a thing is a line for each of its names and codes, the name first.
    sought = "\n" + _goods.c.sought + "\n"
    near = sa.case(
        (_goods.c.code == wanted, 0),
        (sought.contains(f"\n{wanted}", autoescape=True), 1),
        else_=2,
    )
    found = (
        sa.select(_goods.c.code, near.label("near"))
        .where(_goods.c.on_sale, _goods.c.sought.contains(wanted, autoescape=True))
        .order_by(near, _goods.c.favourite.desc(), _goods.c.sought, _goods.c.code)
        .limit(limit)
        .subquery()
    )
    return (
        sa.select(_goods)
        .join(found, found.c.code == _goods.c.code)
        .order_by(found.c.near, _goods.c.favourite.desc(), _goods.c.sought, _goods.c.code)
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """Changes as rows, a kind at a time: a list has a hundred thousand of them, and the ledger is held meanwhile."""

    gone: list[Values] = field(default_factory=list)
    set: list[Values] = field(default_factory=list)
    added: list[Values] = field(default_factory=list)
    barcodes: list[Values] = field(default_factory=list)


def _work(changes: Sequence[Change], rows: Sequence[Values]) -> _Work:
    work = _Work()
    for change, row in zip(changes, rows, strict=True):
        known = {} if row["before"] is None else {"of": row["code"], "known": digest(row["before"])}
        if change.after is None:
            work.gone.append(known)
            continue
        kind = work.added if change.before is None else work.set
        kind.append({**known, **goods_columns(change.after, row["after"])})
        work.barcodes.extend(
            {"barcode": one.code, "code": change.after.code, "quantity_milli": one.quantity_milli}
            for one in change.after.barcodes
        )
    return work


def _apply(pen: Pen, work: _Work) -> None:
    pen.write_many(_DROP_BARCODES, [{"of": values["of"]} for values in (*work.gone, *work.set)])
    for statement, values in ((_REMOVE, work.gone), (_SET, work.set)):
        if pen.write_many(statement, values) != len(values):
            raise StaleError("goods")
    if (taken := _taken(pen, (values["code"] for values in work.added))) is not None:
        raise StaleError(taken[0])
    pen.write_many(_ADD, work.added)
    if (taken := _taken(pen, (values["barcode"] for values in work.barcodes))) is not None:
        raise InvalidInputError("barcodes", f"{taken[0]} belongs to {taken[1]}")
    pen.write_many(_ADD_BARCODE, work.barcodes)


def _taken(pen: Pen, codes: Iterable[Any]) -> tuple[str, str] | None:
    """Find the first code that is a thing's number or bar code already, and whose."""
    for code in codes:
        if (owner := pen.read(_TAKEN, {"claimed": code})) is not None:
            return str(code), str(owner[0])
    return None
