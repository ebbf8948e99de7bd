"""Reading the figures of reports: added up by the database, some days at a time, on one snapshot of the book.

No lock is taken and nothing is held back: SQLite's readers see the book as it was when they began, while the till
goes on selling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

import sqlalchemy as sa

from pos_app.core import ledger_approvals, schema
from pos_app.core.business_day import BEIJING
from pos_app.core.journal import Deed
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_journal import Desk
from pos_app.core.ledger_rows import legible
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState, Tender
from pos_app.core.refund import RefundState, Route
from pos_app.core.reports import Figures, Flow, Parcel, read_request
from pos_app.core.sale import SaleState, Unit
from pos_app.core.span import Span

Watch = Callable[[int, int], None]
"""Is told how many parts were read, of how many. What it raises ends the reading."""

_PARTS = 24
"""Of a span, at most: each is one answer of the database, after which the reading may be ended."""

_sales, _lines, _payments = schema.sales, schema.lines, schema.payments
_refunds, _returned = schema.refunds, schema.refund_lines

_PAID = PaymentState.PAID.value
_DAY = timedelta(days=1)
_FIRST: sa.BindParameter[str] = sa.bindparam("first")
_LAST: sa.BindParameter[str] = sa.bindparam("last")


def _sum(value: sa.ColumnElement[Any], name: str) -> sa.Label[Any]:
    return sa.func.sum(value).label(name)


# ---------------------------------------------------------------- the statements

# A payment pays for its own sale, unless late money was matched to another one.
_SETTLES = sa.func.coalesce(_payments.c.matched_to, _payments.c.sale_number)
_STRAY = sa.and_(sa.or_(_payments.c.surplus, _payments.c.undone), _payments.c.matched_to.is_(None))
_later, _matched = _payments.alias("later"), _payments.alias("matched")


def _after(other: sa.FromClause) -> sa.ColumnElement[bool]:
    mine, theirs = (sa.tuple_(of.c.created_at, of.c.out_trade_no) for of in (_payments, other))
    return sa.and_(other.c.state == _PAID, theirs > mine)


# Of the payments that settle a sale one carries its goods: the last of them, so that each sale is counted once.
_CARRIES = sa.and_(
    _sales.c.state == SaleState.PAID.value,
    ~_STRAY,
    sa.or_(
        sa.and_(_sales.c.attempts == 1, _payments.c.matched_to.is_(None)),  # the usual case, told at a glance
        ~sa.exists().where(
            _later.c.sale_number == _sales.c.number, ~_later.c.surplus, ~_later.c.undone, _after(_later)
        ),
    ),
    ~sa.exists().where(_matched.c.matched_to == _sales.c.number, _after(_matched)),
)
_IN_SPAN = sa.and_(_payments.c.business_date.between(_FIRST, _LAST), _payments.c.state == _PAID)
_OUT_SPAN = sa.and_(_refunds.c.business_date.between(_FIRST, _LAST), _refunds.c.state != RefundState.CLOSED.value)

_PAID_HOUR = sa.func.substr(_payments.c.created_at, 1, 13).label("hour")  # as the ledger keeps it: in UTC
_TAKEN = (
    sa.select(
        _payments.c.business_date,
        _PAID_HOUR,
        _payments.c.tender,
        _payments.c.label.label("called"),
        _sales.c.cashier.label("who"),
        sa.func.count().label("times"),
        sa.func.count(sa.case((_CARRIES, 1))).label("sales"),
        _sum(_payments.c.amount_fen, "paid"),
        _sum(_payments.c.rounding_fen, "rounding"),
    )
    .join(_sales, _sales.c.number == _SETTLES)
    .where(_IN_SPAN)
    .group_by(_payments.c.business_date, _PAID_HOUR, _payments.c.tender, _payments.c.label, _sales.c.cashier)
)
_BACK_HOUR = sa.func.substr(_refunds.c.created_at, 1, 13).label("hour")
_BY_HAND = _refunds.c.route == Route.CASH.value
_BACK_TENDER = sa.case((_BY_HAND, Tender.CASH.value), else_=_payments.c.tender).label("tender")
_BACK_LABEL = sa.case((_BY_HAND, ""), else_=_payments.c.label).label("called")
_GIVEN_BACK = (
    sa.select(
        _refunds.c.business_date,
        _BACK_HOUR,
        _BACK_TENDER,
        _BACK_LABEL,
        _refunds.c.requested_by.label("who"),
        _refunds.c.reason,
        sa.func.count().label("times"),
        _sum(_refunds.c.amount_fen, "refunded"),
        _sum(_refunds.c.rounding_fen, "rounding"),
    )
    .join(_payments, _payments.c.out_trade_no == _refunds.c.out_trade_no)
    .where(_OUT_SPAN)
    .group_by(
        _refunds.c.business_date, _BACK_HOUR, _BACK_TENDER, _BACK_LABEL, _refunds.c.requested_by, _refunds.c.reason
    )
)

_NONE: sa.ColumnElement[int] = sa.literal_column("0")
# What is told of each thing: what it is, whose it is, and what `Parcel` counts of it.
_THING = (_lines.c.code, _lines.c.name, _lines.c.unit, _lines.c.category, _lines.c.tax_rate)
# A price that the cashier lowered is given away like a discount; ``Line.amount`` is rounded in the same way.
_LISTED = (_lines.c.list_price_fen * _lines.c.quantity_milli + 500) // 1000
_GIVEN = sa.case(
    (_lines.c.list_price_fen > _lines.c.unit_price_fen, _LISTED - _lines.c.amount_fen), else_=_lines.c.discount_fen
)
_REDUCED = _GIVEN > 0
_SOLD = (
    sa.select(
        *_THING,
        _sales.c.cashier.label("who"),
        sa.func.count().label("lines"),
        _sum(_lines.c.quantity_milli, "quantity"),
        _sum(_lines.c.amount_fen, "sold"),
        _NONE,
        sa.func.count(sa.case((_REDUCED, 1))).label("discounted"),
        _sum(sa.case((_REDUCED, _lines.c.amount_fen), else_=0), "reduced"),
        _sum(_GIVEN, "discount"),
    )
    .select_from(_payments)
    .join(_sales, _sales.c.number == _SETTLES)
    .join(_lines, _lines.c.sale_number == _sales.c.number)
    .where(_IN_SPAN, _CARRIES)
    .group_by(*_THING, _sales.c.cashier)
)
_BROUGHT_BACK = (
    sa.select(
        *_THING,
        _refunds.c.requested_by.label("who"),
        _NONE,
        -sa.func.sum(_returned.c.quantity_milli),
        _NONE,
        _sum(_returned.c.amount_fen, "returned"),
        _NONE,
        _NONE,
        _NONE,
    )
    .select_from(_refunds)
    .join(_returned, _returned.c.out_refund_no == _refunds.c.out_refund_no)
    .join(
        _lines,
        sa.and_(_lines.c.sale_number == _returned.c.sale_number, _lines.c.position == _returned.c.position),
    )
    .where(_OUT_SPAN)
    .group_by(*_THING, _refunds.c.requested_by)
)
# Each by an index of days: a book begins with whichever came first, and ends with whichever came last.
_ENDS = tuple(
    sa.select(of(table.c.business_date)) for table in (_payments, _refunds) for of in (sa.func.min, sa.func.max)
)


class ReportBook:
    """What was taken and given back, added up. Safe from several threads."""

    def __init__(self, engine: sa.Engine, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._readers = engine.execution_options(reading=True)
        self._desk = desk
        self._clock = clock

    def note(self, what: str, *, who: str, approval: str = "") -> None:
        """Write down that somebody looks at reports, or saves one, if they may (rule M9).

        Args:
            what: ``reports``, or the name of the file.
            who: whoever asked for it.
            approval: the number of somebody's approval, where ``who`` may not.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            facts = ledger_approvals.allow(pen, read_request(what), who, approval)
            pen.enter(Deed.REPORT_TAKEN, who=who, sale_number="", number=what, facts=facts)

    def read(self, span: Span, watch: Watch, *, goods: bool) -> Figures:
        """Add up a span of days, on one snapshot of the book.

        Args:
            span: the business days.
            watch: is told how far it got; it may raise to end it.
            goods: whether lines are to be read too, which takes several times as long.

        Raises:
            LedgerError: the book cannot be read.
        """
        with ledger_errors(), self._readers.connect() as db, legible():
            if db.dialect.name == "postgresql":  # SQLite reads one snapshot by itself
                db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            parts = list(_parts(span, _ends(db)))
            flows: list[Flow] = []
            parcels = _Parcels()
            for done, part in enumerate(parts):
                watch(done, len(parts))
                flows += _flows(db, part)
                if goods:
                    parcels.read(db, part)
            return Figures(span=span, flows=tuple(flows), parcels=parcels.all() if goods else None)


def _ends(db: sa.Connection) -> list[date]:
    """Give the days on which the book begins and ends, as far as it has any."""
    return [date.fromisoformat(day) for statement in _ENDS if (day := db.execute(statement).scalar_one()) is not None]


def _parts(span: Span, ends: list[date]) -> Iterator[Mapping[str, str]]:
    """Cut what there is of a span into parts, each of whole days."""
    if not ends:
        return
    first, last = max(span.first, min(ends)), min(span.last, max(ends))
    long = timedelta(days=max(1, -(-(last - first).days // _PARTS)))
    while first <= last:
        yield {"first": first.isoformat(), "last": min(first + long - _DAY, last).isoformat()}
        first += long


def _flows(db: sa.Connection, part: Mapping[str, str]) -> Iterator[Flow]:
    for row in db.execute(_TAKEN, part):
        yield Flow(**_shared(row), sales=row.sales, paid=Money(int(row.paid)))
    for row in db.execute(_GIVEN_BACK, part):
        yield Flow(**_shared(row), refunded=Money(int(row.refunded)), reason=row.reason)


class _Shared(TypedDict):
    """What payments and refunds have in common."""

    day: date
    hour: int
    tender: str
    label: str
    who: str
    count: int
    rounding: Money


def _shared(row: sa.Row[Any]) -> _Shared:
    """Read it; the hour is counted from the business day's own midnight in Beijing."""
    day = date.fromisoformat(row.business_date)
    at = datetime.fromisoformat(f"{row.hour}:00+00:00").astimezone(BEIJING)
    return {
        "day": day, "hour": (at.date() - day).days * 24 + at.hour, "tender": row.tender, "label": row.called,
        "who": row.who, "count": row.times, "rounding": Money(int(row.rounding)),
    }  # fmt: skip


class _Parcels:
    """Adds up over the parts of a span what was sold of each thing, and what came back."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Any, ...], list[int]] = {}
        self._names: dict[str, str] = {}

    def read(self, db: sa.Connection, part: Mapping[str, str]) -> None:
        """Add a part. Parts come in order of time, so that a thing has the name that it had last."""
        for statement in (_SOLD, _BROUGHT_BACK):
            for code, name, unit, category, tax_rate, who, *counted in db.execute(statement, part):
                self._names[code] = name
                known = self._sums.setdefault((code, unit, category, tax_rate, who), [0] * len(counted))
                for place, count in enumerate(counted):
                    known[place] += int(count)

    def all(self) -> tuple[Parcel, ...]:
        """Give what was added up."""
        return tuple(self._parcel(key, sums) for key, sums in self._sums.items())

    def _parcel(self, key: tuple[Any, ...], sums: Sequence[int]) -> Parcel:
        code, unit, category, tax_rate, who = key
        lines, quantity, sold, returned, discounted, reduced, discount = sums
        return Parcel(
            code=code, name=self._names[code], unit=Unit(unit), category=category, tax_rate=tax_rate, who=who,
            lines=lines, quantity_milli=quantity, sold=Money(sold), returned=Money(returned),
            discounted=discounted, reduced=Money(reduced), discount=Money(discount),
        )  # fmt: skip
