"""Reading the book: by number, by page, by day. Nothing here writes, and no list is read whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from pos_app.core import (
    ledger_finding,
    ledger_payments,
    ledger_standing,
    ledger_underway,
    ledger_unresolved,
    ledger_verify,
    ledger_verify_file,
    schema,
)
from pos_app.core.errors import NotFoundError
from pos_app.core.finding import Question
from pos_app.core.journal import Entry, Flaw, Head, Verified
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_journal import heads
from pos_app.core.ledger_refunds import read_refunds
from pos_app.core.ledger_rows import IN_ORDER, entry_from, legible, payment_from, sale_from
from pos_app.core.money import Money
from pos_app.core.overview import DayTotals, Standing, Underway, Unresolved
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.core.sale import Sale

Record = TypeVar("Record")

_sales, _lines, _payments = schema.sales, schema.lines, schema.payments
_refunds, _journal = schema.refunds, schema.journal

_SALE = sa.select(_sales).where(_sales.c.number == sa.bindparam("n"))
_LINES = sa.select(_lines).where(_lines.c.sale_number == sa.bindparam("n")).order_by(_lines.c.position)
_PAYMENT = sa.select(_payments).where(_payments.c.out_trade_no == sa.bindparam("n"))
_REFUND = sa.select(_refunds).where(_refunds.c.out_refund_no == sa.bindparam("n"))
_PAYMENTS_OF = (
    sa.select(_payments)
    .where(sa.or_(_payments.c.sale_number == sa.bindparam("n"), _payments.c.matched_to == sa.bindparam("n")))
    .order_by(_payments.c.created_at, _payments.c.attempt)
)
_REFUNDS_OF = sa.select(_refunds).where(_refunds.c.out_trade_no == sa.bindparam("n")).order_by(_refunds.c.sequence)
_UNSETTLED_PAYMENTS = sa.select(_payments).where(schema.UNSETTLED).order_by(_payments.c.created_at)
_UNSETTLED_REFUNDS = sa.select(_refunds).where(schema.UNSETTLED).order_by(_refunds.c.created_at)
_DAY = (
    sa.select(_payments)
    .where(_payments.c.business_date == sa.bindparam("day"))
    .order_by(_payments.c.created_at.desc(), _payments.c.out_trade_no.desc())
    .limit(sa.bindparam("most"))
)
_DAY_AFTER = _DAY.where(
    sa.tuple_(_payments.c.created_at, _payments.c.out_trade_no)
    < sa.tuple_(sa.bindparam("at"), sa.bindparam("n"))
)  # fmt: skip
_PART_PAID = (
    sa.select(_sales.c.number)
    .where(_sales.c.settled_at.is_(None), _sales.c.till == sa.bindparam("of"))
    .where(sa.exists().where(_payments.c.sale_number == _sales.c.number, ledger_payments.SETTLING))
    .order_by(_sales.c.number)
)
_HISTORY = sa.select(_journal).where(_journal.c.sale_number == sa.bindparam("n")).order_by(*IN_ORDER)

_PAID = _payments.c.state == PaymentState.PAID.value
_DAY_REFUNDS = (_refunds.c.business_date == sa.bindparam("day"), _refunds.c.state != RefundState.CLOSED.value)
_DAY_TOTALS = sa.select(
    sa.func.count(sa.case((_PAID, 1))).label("paid_count"),
    sa.func.coalesce(sa.func.sum(sa.case((_PAID, _payments.c.amount_fen))), 0).label("paid_fen"),
    sa.func.count(sa.case((_payments.c.settled_at.is_(None), 1))).label("open_count"),
    sa.func.count(sa.case((ledger_standing.UNCONFIRMED, 1))).label("unconfirmed_count"),
    sa.select(sa.func.count()).where(*_DAY_REFUNDS).scalar_subquery().label("refund_count"),
    sa.select(sa.func.coalesce(sa.func.sum(_refunds.c.amount_fen), 0))
    .where(*_DAY_REFUNDS)
    .scalar_subquery()
    .label("refunded_fen"),
).where(_payments.c.business_date == sa.bindparam("day"))


class LedgerReader:
    """Answers questions about the book. Safe from any thread."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._readers = engine.execution_options(reading=True)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with ledger_errors(), self._readers.connect() as db, legible():
            yield db

    def sale(self, number: str) -> Sale:
        """Find a sale.

        Raises:
            NotFoundError: there is none of that number.
        """
        with self._reading() as db:
            row = db.execute(_SALE, {"n": number}).one_or_none()
            if row is None:
                raise NotFoundError(number)
            return sale_from(row, db.execute(_LINES, {"n": number}))

    def underway(self, till: str) -> Underway:
        """Count what is under way on a till."""
        with self._reading() as db:
            return ledger_underway.underway(db, till)

    def payment(self, out_trade_no: str) -> Payment:
        """Find a payment.

        Raises:
            NotFoundError: there is none of that number.
        """
        return self._one(_PAYMENT, out_trade_no, payment_from)

    def refund(self, out_refund_no: str) -> Refund:
        """Find a refund.

        Raises:
            NotFoundError: there is none of that number.
        """
        with self._reading() as db:
            return read_refunds(db, [self._found(db, _REFUND, out_refund_no)])[0]

    def payments_of(self, sale_number: str) -> tuple[Payment, ...]:
        """Give the attempts on a sale, and late money that was matched to it, the first one first."""
        with self._reading() as db:
            return tuple(map(payment_from, db.execute(_PAYMENTS_OF, {"n": sale_number})))

    def part_paid(self, till: str) -> tuple[str, ...]:
        """Give the numbers of a till's tickets of which some is paid and the rest is due, the oldest first."""
        with self._reading() as db:
            return tuple(db.execute(_PART_PAID, {"of": till}).scalars())

    def refunds_of(self, out_trade_no: str) -> tuple[Refund, ...]:
        """Give the refunds of a payment, the first one first."""
        with self._reading() as db:
            return read_refunds(db, db.execute(_REFUNDS_OF, {"n": out_trade_no}).all())

    def unsettled_payments(self) -> tuple[Payment, ...]:
        """Give what must go on being watched, the oldest first: at start-up and in the background (rule M5)."""
        with self._reading() as db:
            return tuple(map(payment_from, db.execute(_UNSETTLED_PAYMENTS)))

    def unsettled_refunds(self) -> tuple[Refund, ...]:
        """Give the refunds that must go on being asked about, the oldest first."""
        with self._reading() as db:
            return read_refunds(db, db.execute(_UNSETTLED_REFUNDS).all())

    def payments_on(self, day: date, *, after: Payment | None = None, limit: int = 100) -> tuple[Payment, ...]:
        """Give a page of the payments begun on a business day, the newest first.

        Args:
            day: the business day, in Beijing.
            after: the last payment of the page before; None for the first page.
            limit: how many at most.
        """
        with self._reading() as db:
            if after is None:
                rows = db.execute(_DAY, {"day": day.isoformat(), "most": limit})
            else:
                found = self._found(db, _PAYMENT, after.out_trade_no)
                here = {"at": found.created_at, "n": found.out_trade_no}
                rows = db.execute(_DAY_AFTER, {"day": day.isoformat(), "most": limit, **here})
            return tuple(map(payment_from, rows))

    def find(self, question: Question, *, after: Payment | None = None, limit: int = 100) -> tuple[Payment, ...]:
        """Give a page of the payments that are looked for, the newest first, however many there are in the book.

        Args:
            question: what is looked for; see `finding.understand`.
            after: the last payment of the page before; None for the first page.
            limit: how many at most.
        """
        with self._reading() as db:
            return ledger_finding.find(db, question, after, limit)

    def day_totals(self, day: date) -> DayTotals:
        """Add up a business day, in one query."""
        with self._reading() as db:
            row = db.execute(_DAY_TOTALS, {"day": day.isoformat()}).one()
            return DayTotals(
                business_date=day,
                paid_count=row.paid_count,
                paid=Money(int(row.paid_fen)),
                refund_count=row.refund_count,
                refunded=Money(int(row.refunded_fen)),
                open_count=row.open_count,
                unconfirmed_count=row.unconfirmed_count,
            )

    def history(self, sale_number: str) -> tuple[Entry, ...]:
        """Tell a sale's story: every deed on it, its payments and its refunds, in order of time."""
        with self._reading() as db:
            return tuple(map(entry_from, db.execute(_HISTORY, {"n": sale_number})))

    def unresolved(self, flaws: Iterable[Flaw] = ()) -> tuple[Unresolved, ...]:
        """List what waits for a manager, the oldest first (rules M3, M4 and M5).

        What somebody has answered for comes after it, as long as its cause stands.

        Args:
            flaws: what a look over the book has found.
        """
        with self._reading() as db:
            return ledger_unresolved.unresolved(db, flaws, self._clock())

    def standing(self, day: date) -> Standing:
        """Count payments and refunds by state: those of a business day, and all that are not settled."""
        with self._reading() as db:
            return ledger_standing.standing(db, day)

    def heads(self) -> tuple[Head, ...]:
        """Give the end of each till's chain, to be kept somewhere else (rule M9)."""
        with self._reading() as db:
            return tuple(heads(db))[::-1]

    def verify(
        self, *, known: tuple[Head, ...] = (), watch: ledger_verify.Watch = ledger_verify.unwatched
    ) -> Verified:  # fmt: skip
        """Look over the whole book for edits, holes, additions and other orders, and its file for damage.

        Args:
            known: heads that were noted elsewhere, such as on printed reports: only they show that the end
                of a chain was cut off together with its head.
            watch: is told how far it got; it may raise to end it.
        """
        with ledger_verify_file.checking(self._engine) as damage:
            with self._reading() as db:
                found = ledger_verify.verify(db, known, watch)
            return dataclasses.replace(found, flaws=(*damage(), *found.flaws))

    def _one(
        self, statement: sa.Select[tuple[object, ...]], number: str, read: Callable[[sa.Row[Any]], Record]
    ) -> Record:
        with self._reading() as db:
            return read(self._found(db, statement, number))

    @staticmethod
    def _found(
        db: sa.Connection, statement: sa.Select[tuple[object, ...]], number: str
    ) -> sa.Row[tuple[object, ...]]:  # fmt: skip
        row = db.execute(statement, {"n": number}).one_or_none()
        if row is None:
            raise NotFoundError(number)
        return row
