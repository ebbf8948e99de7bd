"""Finding payments: a question becomes one statement, every part of which is answered by an index.

A part that is no index's business, such as a time of day, only narrows what an index found. The statement for each
kind of question is built once and kept.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.business_day import BEIJING, LATEST_START, bill_date
from pos_app.core.finding import AROUND, Amount, Day, Meaning, Number, Question, Standing, Ticket, Time
from pos_app.core.journal import stamp
from pos_app.core.ledger_rows import payment_from
from pos_app.core.payment import Payment, PaymentState, Tender

_payments, _refunds = schema.payments, schema.refunds
_SPAN = range(-int(AROUND.total_seconds()) // 60, int(AROUND.total_seconds()) // 60 + 1)  # minutes
_SALE_NUMBER_LENGTH = 12  # or more, of a till that sold ten thousand tickets in a day
_MOST = sa.bindparam("most", type_=sa.Integer)

_Condition = sa.ColumnElement[bool]
_Kind = tuple[object, bool]
_Shape = tuple[tuple[_Kind, ...], ...]
"""Of each part of a question the kinds of its meanings: questions of one shape differ only in their values."""


def find(db: sa.Connection, question: Question, after: Payment | None, limit: int) -> tuple[Payment, ...]:
    """Answer a question, the newest payment first."""
    if question.not_understood:
        return ()
    parts = _parts(question)
    shape = tuple(tuple(map(_kind, part)) for part in parts)
    values: dict[str, Any] = {"most": limit}
    for place, part in enumerate(parts):
        for turn, meaning in enumerate(part):
            values.update(_values(f"w{place}_{turn}", meaning))
    if after is not None:
        day = bill_date(after.created_at)  # no day of the shop's begins before it
        values |= {"at": stamp(after.created_at), "no": after.out_trade_no, "until": day.isoformat()}
    statement = _statement(shape, paged=after is not None, dialect=db.dialect.name)
    return tuple(map(payment_from, db.execute(statement, values)))


def _parts(question: Question) -> list[tuple[Meaning, ...]]:
    """Give the meanings of each word, and of what was chosen beside the words: of each part one must hold."""
    parts: list[tuple[Meaning, ...]] = [word.meanings for word in question.words]
    if question.day is not None:
        parts.append((Day(question.day),))
    if question.standing is not None:
        parts.append((question.standing,))
    return parts


def _kind(meaning: Meaning) -> _Kind:
    """Give what the statement depends on: the rest of a meaning is values."""
    match meaning:
        case Standing() | Tender():
            return meaning, True
        case Number(tail):
            return Number, len(tail) >= _SALE_NUMBER_LENGTH
        case Ticket(attempt=attempt):
            return Ticket, attempt is not None
        case _:
            return type(meaning), True


def _values(name: str, meaning: Meaning) -> dict[str, Any]:
    match meaning:
        case Number(tail):
            return _tail_values(name, tail)
        case Ticket(tail, attempt):
            return {**_tail_values(name, tail), **({f"{name}_attempt": attempt} if attempt is not None else {})}
        case Amount(money):
            return {name: money.fen}
        case Day(date):
            begin = datetime.combine(date, time(), BEIJING)
            end = begin + timedelta(days=1) + LATEST_START
            return {name: date.isoformat(), f"{name}_from": stamp(begin), f"{name}_to": stamp(end)}
        case Time(minute):
            return {f"{name}_{turn}": text for turn, text in enumerate(_minutes_around(minute))}
        case _:
            return {}


def _tail_values(name: str, tail: str) -> dict[str, Any]:
    return {f"{name}_end": tail[-schema.TAIL_LENGTH :], name: tail, f"{name}_length": len(tail)}


def _minutes_around(minute: time) -> list[str]:
    """Give each minute that is meant as the ledger writes it: ``06:30`` of the day in UTC."""
    at = datetime(2000, 1, 2, minute.hour, minute.minute, tzinfo=BEIJING)
    return [stamp(at + timedelta(minutes=more))[11:16] for more in _SPAN]


# ---------------------------------------------------------------- the statement

_WALK = 4
"""The cost from which on no index leads to the payments: the newest are walked through until enough of them fit."""
_COSTS: dict[object, int] = {
    Number: 0, Ticket: 0, Amount: 1, Day: 2, Standing.OPEN: 3, Standing.REFUNDED: 3, Standing.CLOSED: 3,
}  # fmt: skip


@lru_cache(maxsize=256)
def _statement(shape: _Shape, *, paged: bool, dialect: str) -> sa.Select[Any]:
    """Let the part lead that leaves the least to look through; the others narrow what it leads to."""
    costs = [max(_COSTS.get(kind, _WALK) for kind, _ in part) for part in shape]
    leading = costs.index(min(costs)) if min(costs, default=_WALK) < _WALK else None
    rest = [
        sa.or_(*_alternatives(place, part, dialect, leading=False))
        for place, part in enumerate(shape)
        if place != leading
    ]
    if leading is None:
        return _walk(sa.select(_payments).where(*rest), paged=paged)
    sources = _alternatives(leading, shape[leading], dialect, leading=True)
    return _gather([[source, *rest] for source in sources], paged=paged)


def _gather(sources: list[list[_Condition]], *, paged: bool) -> sa.Select[Any]:
    """Take the newest of each source, which an index has in that order, and of these the newest."""
    if len(sources) == 1:
        return _newest(sa.select(_payments).where(*sources[0]), paged=paged)
    number, at = _payments.c.out_trade_no, _payments.c.created_at
    keys = [_newest(sa.select(number, at).where(*source), paged=paged).subquery() for source in sources]
    every = sa.union(*map(sa.select, keys)).subquery()
    newest = sa.select(every.c.out_trade_no).order_by(every.c.created_at.desc(), every.c.out_trade_no.desc())
    return _newest(sa.select(_payments).where(number.in_(newest.limit(_MOST))), paged=False)


def _newest(select: sa.Select[Any], *, paged: bool) -> sa.Select[Any]:
    number, at = _payments.c.out_trade_no, _payments.c.created_at
    if paged:
        select = select.where(sa.tuple_(at, number) < sa.tuple_(sa.bindparam("at"), sa.bindparam("no")))
    return select.order_by(at.desc(), number.desc()).limit(_MOST)


def _walk(select: sa.Select[Any], *, paged: bool) -> sa.Select[Any]:
    """Begin with the newest of all. Days are stretches of time, so that the order is the same, but of an index."""
    day = _payments.c.business_date
    if paged:
        select = select.where(day <= sa.bindparam("until"))
    return _newest(select.order_by(day.desc()), paged=paged)


# ---------------------------------------------------------------- conditions


def _alternatives(place: int, part: tuple[_Kind, ...], dialect: str, *, leading: bool) -> list[_Condition]:
    """Put a part into conditions, of which one must hold; each that leads has an index of its own."""
    found: list[_Condition] = []
    for turn, (kind, more) in enumerate(part):
        name = f"w{place}_{turn}"
        match kind:
            case Standing():
                found += _standing(kind, leading=leading)
            case Tender():
                found.append(_payments.c.tender == kind.value)
            case _ if kind is Day:
                found.append(_day(name, leading=leading))
            case _:
                found += _typed(kind, name, dialect, more=more)
    return found


def _typed(kind: object, name: str, dialect: str, *, more: bool) -> list[_Condition]:
    if kind is Number:
        return _number(name, dialect, whole_sale=more)
    if kind is Ticket:
        attempt = [_payments.c.attempt == sa.bindparam(f"{name}_attempt")] if more else []
        return [sa.and_(_ends(_payments.c.sale_number, name, dialect), *attempt)]
    if kind is Amount:
        return _amount(sa.bindparam(name, type_=sa.BigInteger))
    minute = sa.func.substr(_payments.c.created_at, 12, 5)
    return [sa.or_(*(minute == sa.bindparam(f"{name}_{turn}") for turn in range(len(_SPAN))))]


def _standing(standing: Standing, *, leading: bool) -> list[_Condition]:
    if standing is Standing.PAID:
        return [_payments.c.state == PaymentState.PAID.value]
    if standing is Standing.OPEN:
        given_back = _payments.c.reserved_fen < _payments.c.amount_fen
        return [_said(schema.UNSETTLED, leading=leading), _said(schema.LOOSE, given_back, leading=leading)]
    return [_said(schema.REFUNDED if standing is Standing.REFUNDED else schema.CLOSED, leading=leading)]


def _said(words: sa.TextClause, *more: _Condition, leading: bool) -> _Condition:
    """Take the condition of a partial index, word for word, as one of a query."""
    # SQLite looks into a partial index only where its column, too, is asked for.
    ever = [_payments.c.created_at > sa.literal_column("''")] if leading else []
    return sa.and_(words, *ever, *more).self_group()


def _day(name: str, *, leading: bool) -> _Condition:
    """Ask for a business day; beside what leads, within a stretch of time, which every index of numbers has in it."""
    day, at = _payments.c.business_date, _payments.c.created_at
    if leading:
        return day == sa.bindparam(name)
    within = at >= sa.bindparam(f"{name}_from"), at < sa.bindparam(f"{name}_to")
    return sa.and_(*within, day.concat("") == sa.bindparam(name))  # as no index has it, so that what leads does lead


def _number(name: str, dialect: str, *, whole_sale: bool) -> list[_Condition]:
    sale, given_back = _payments.c.sale_number, sa.select(_refunds.c.out_trade_no)
    refunds = sa.union_all(
        given_back.where(_ends(_refunds.c.out_refund_no, name, dialect)),
        given_back.where(_refunds.c.refund_id.is_not(None), _ends(_refunds.c.refund_id, name, dialect)),
    )
    return [
        sale == sa.bindparam(name) if whole_sale else _ends(sale, name, dialect),
        _ends(_payments.c.out_trade_no, name, dialect),
        sa.and_(_payments.c.transaction_id.is_not(None), _ends(_payments.c.transaction_id, name, dialect)),
        _payments.c.out_trade_no.in_(refunds),
    ]


def _ends(column: sa.Column[Any], name: str, dialect: str) -> _Condition:
    """Look a tail up by the index of last characters, then compare what is known of it beyond them."""
    end: sa.ColumnElement[str] = sa.literal_column(schema.tail(f"{column.table.name}.{column.name}", dialect))
    length = sa.bindparam(f"{name}_length", type_=sa.Integer)
    whole = sa.func.substr(column, -length) if dialect == "sqlite" else sa.func.right(column, length)
    return sa.and_(end == sa.bindparam(f"{name}_end"), whole == sa.bindparam(name))


def _amount(fen: sa.BindParameter[int]) -> list[_Condition]:
    parts = sa.select(_refunds.c.out_trade_no).where(_refunds.c.amount_fen == fen, schema.PART)
    return [
        _payments.c.amount_fen == fen,
        sa.and_(_payments.c.payer_total_fen == fen, schema.COUPON),
        _payments.c.out_trade_no.in_(parts),
    ]
