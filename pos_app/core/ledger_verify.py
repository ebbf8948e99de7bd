"""Looking the book over: does the journal hold together, and do the tables say what it says (rule M9)?"""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from pos_app.core import (
    ledger_verify_carts,
    ledger_verify_goods,
    ledger_verify_refunds,
    ledger_verify_shifts,
    ledger_verify_staff,
    schema,
)
from pos_app.core.errors import LedgerDamagedError
from pos_app.core.journal import Flaw, Head, Verified
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_rows import SPAN, Row, legible
from pos_app.core.ledger_verify_chain import BATCH, Chain, links
from pos_app.core.payment import PAYMENT_MOVES, PaymentState
from pos_app.core.refund import REFUND_MOVES, RefundState, Route
from pos_app.core.sale import SALE_MOVES, SaleState

Watch = Callable[[int, int], None]
"""Is told now and then how many entries and sales were looked at, of how many. What it raises ends the looking."""

_PAGE = 200  # sales at a time, so that a book of years is never read whole

_journal, _sales, _lines = schema.journal, schema.sales, schema.lines
_payments, _refunds, _resolutions = schema.payments, schema.refunds, schema.resolutions

_COUNTS = tuple(sa.select(sa.func.count()).select_from(table) for table in (_journal, _sales))
_SALES = sa.select(_sales).where(_sales.c.number > sa.bindparam("after")).order_by(_sales.c.number).limit(_PAGE)
_TOLD = tuple(_journal.c[name] for name in ("id", "at", "sale_number", "number", "before", "after", "facts"))
_BETWEEN = {
    table.name: sa.select(*chosen).where(
        table.c.sale_number >= sa.bindparam("first"), table.c.sale_number <= sa.bindparam("last")
    )
    for table, chosen in (
        (_lines, _lines.c),
        (_payments, _payments.c),
        (_refunds, _refunds.c),
        (_resolutions, _resolutions.c),
        (_journal, _TOLD),
    )
}
_REFUND_LINES = (
    sa.select(schema.refund_lines)
    .join(_refunds, _refunds.c.out_refund_no == schema.refund_lines.c.out_refund_no)
    .where(_refunds.c.sale_number >= sa.bindparam("first"), _refunds.c.sale_number <= sa.bindparam("last"))
    .order_by(schema.refund_lines.c.position)
)
# Late money of one sale that pays for another, or for its own that was given up.
_MATCHED = sa.select(_payments.c.matched_to, _payments.c.amount_fen).where(
    _payments.c.matched_to >= sa.bindparam("first"), _payments.c.matched_to <= sa.bindparam("last"), schema.LOOSE
)
_ORPHANS = {
    table.name: sa.select(table.c.sale_number)
    .distinct()
    .where(table.c.sale_number != "", ~sa.exists().where(_sales.c.number == table.c.sale_number))
    for table in (_lines, _payments, _refunds, _resolutions, _journal)
}
_TICKETS = sa.func.count(), sa.func.min(_sales.c.sequence), sa.func.max(_sales.c.sequence)
_GAPS = (
    sa.select(_sales.c.till, _sales.c.business_date, *_TICKETS)
    .group_by(_sales.c.till, _sales.c.business_date)
    .having(sa.or_(_TICKETS[1] != 1, _TICKETS[2] != _TICKETS[0]))
)

# Written without an entry in the journal (how often nobody answered), or derived from other records.
_UNTOLD = frozenset(
    {
        "attempts", "unanswered", "trouble_kind", "trouble_code", "trouble_message", "trouble_at",
        "reserved_fen", "refund_count", "refunded_last_at",
    }
)  # fmt: skip
# What a record holds that was written before there was such a column.
_BEFORE: Mapping[str, Mapping[str, object]] = {
    "sales": {"note": "", "cart": None},
    "payments": {"rounding_fen": 0, "label": "", "undone": False},
    "refunds": {"route": "original", "note": "", "rounding_fen": 0, "lines": []},
}
_LINE_BEFORE: Mapping[str, object] = {"list_price_fen": None, "note": "", "category": "", "tax_rate": 0}
# Rules M2 and M5: a sale is paid when what pays for it is its total, and given up when nothing does.
_SETTLED_BY: Mapping[SaleState, Callable[[int, int], bool]] = {
    SaleState.OPEN: lambda paid, total: paid < total,
    SaleState.PAID: lambda paid, total: paid == total,
    SaleState.VOIDED: lambda paid, _total: paid == 0,
}
_MOVES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "sales": {a.value: frozenset(b.value for b in SALE_MOVES[a]) for a in SaleState},
    "payments": {a.value: frozenset(b.value for b in PAYMENT_MOVES[a]) for a in PaymentState},
    "refunds": {a.value: frozenset(b.value for b in REFUND_MOVES[a]) for a in RefundState},
}


def unwatched(done: int, of: int) -> None:
    """Stand in where nobody wants to be told how far it got."""


def verify(db: sa.Connection, known: tuple[Head, ...], watch: Watch) -> Verified:
    """Check the chains, then every record against them, on one snapshot of the book."""
    if db.dialect.name == "postgresql":  # SQLite reads one snapshot by itself
        db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    chain = Chain(known)
    flaws: list[Flaw] = []
    try:
        with ledger_errors(), legible():
            for flaw in _look_over(db, chain, watch):
                flaws.append(flaw)  # noqa: PERF402 - those found before the damage count too
    except LedgerDamagedError as error:
        flaws.append(Flaw(where="ledger", what=str(error)))
    return Verified(entries=chain.entries, heads=chain.heads, flaws=(*chain.flaws, *flaws))


def _look_over(db: sa.Connection, chain: Chain, watch: Watch) -> Iterator[Flaw]:
    entries, sales = (db.execute(statement).scalar_one() for statement in _COUNTS)
    for link in links(db):
        chain.follow(link)
        if not chain.entries % BATCH:
            watch(chain.entries, entries + sales)
    yield from chain.missing()
    yield from _shapes(db)
    yield from _orphans(db)
    yield from _gaps(db)
    yield from ledger_verify_staff.check(db)
    yield from ledger_verify_refunds.check(db)
    yield from ledger_verify_goods.check(db)
    yield from ledger_verify_carts.check(db)
    yield from ledger_verify_shifts.check(db, lambda: watch(entries, entries + sales))
    done, after = entries, ""
    while rows := db.execute(_SALES, {"after": after}).all():
        yield from _check_page(db, rows)
        done, after = done + len(rows), further(after, rows[-1].number)
        watch(done, entries + sales)


def further(after: str, number: str) -> str:
    """Go on to the next page; in a spoilt index there may be none, but a circle."""
    if not after < number:
        raise LedgerDamagedError(f"the order of the sales is broken at {number}")
    return number


def _shapes(db: sa.Connection) -> Iterator[Flaw]:
    shape = sa.inspect(db)
    for table in schema.metadata.sorted_tables:
        if {column["name"] for column in shape.get_columns(table.name)} != set(table.c.keys()):
            yield Flaw(where=table.name, what="has other columns than the program gave it")


def _orphans(db: sa.Connection) -> Iterator[Flaw]:
    for table, statement in _ORPHANS.items():
        for number in db.execute(statement).scalars():
            yield Flaw(where=f"sale {number}", what=f"is gone, but {table} speaks of it")


def _gaps(db: sa.Connection) -> Iterator[Flaw]:
    for till, day, count, first, last in db.execute(_GAPS):
        yield Flaw(where=f"till {till} on {day}", what=f"has {count} tickets, numbered from {first} to {last}")


# ---------------------------------------------------------------- records


def _check_page(db: sa.Connection, sales: Iterable[Row]) -> Iterator[Flaw]:
    sales = tuple(sales)
    span = {"first": sales[0].number, "last": sales[-1].number}
    by_sale: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for table, statement in _BETWEEN.items():
        for row in db.execute(statement, span):
            by_sale[row.sale_number][table].append(row)
    for row in db.execute(_MATCHED, span):
        by_sale[row.matched_to]["matched"].append(row)
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in db.execute(_REFUND_LINES, span):
        lines[row.out_refund_no].append(row._asdict())
    for sale in sales:
        try:
            yield from _check_sale(sale, by_sale[sale.number], lines)
        except TypeError:  # words where a number should be: SQLite takes anything
            yield Flaw(where=str(sale.number), what="holds something of another kind than was written")


def _check_sale(
    sale: Row, found: Mapping[str, list[Row]], returned: Mapping[str, list[dict[str, Any]]]
) -> Iterator[Flaw]:  # fmt: skip
    payments = {row.out_trade_no: row for row in found["payments"]}
    refunds = {row.out_refund_no: row for row in found["refunds"]}
    stories: dict[str, list[Row]] = defaultdict(list)
    for entry in sorted(found["journal"], key=lambda entry: entry.id):
        stories[entry.number].append(entry)
    lines = sorted((row._asdict() for row in found["lines"]), key=lambda line: line["position"])
    yield from _check_record("sales", sale, stories.pop(sale.number, []), lines=lines)
    for number, row in payments.items():
        yield from _check_record("payments", row, stories.pop(number, []))
    for number, row in refunds.items():
        yield from _check_record("refunds", row, stories.pop(number, []), lines=returned[number])
    for row in found["resolutions"]:
        yield from _compare(row.number, row._asdict(), _told(stories.pop(row.number, [])))
    for number in stories:
        yield Flaw(where=number, what="is gone, but the journal speaks of it")
    yield from _check_sums(sale, lines, payments.values(), found["matched"])
    yield from _check_reserves(payments, refunds.values())


def _check_record(table: str, row: Row, story: list[Row], **more: object) -> Iterator[Flaw]:
    """Rebuild a record from what the journal says was written, and compare."""
    where: str = row[0]  # every record's first column is its number
    told: dict[str, Any] = {**_BEFORE.get(table, {})}
    state: str | None = None
    for entry in _in_order(story):
        if not _allowed(table, entry):
            yield Flaw(where=where, what=f"went from {entry.before} to {entry.after}, which is no move")
        if entry.before != state:
            yield Flaw(where=where, what=f"went on from {entry.before}, but was {state}")
        told.update(_facts(entry))
        state = entry.after
    if table == "sales":
        told["lines"] = [{**_LINE_BEFORE, **line} for line in told.get("lines", ())]
    if state != row.state:
        yield Flaw(where=where, what=f"is {row.state}, but the journal ends with {state}")
    yield from _compare(where, {**row._asdict(), **more}, told)


def _told(story: list[Row]) -> dict[str, Any]:
    return {name: value for entry in story for name, value in _facts(entry).items()}


def _compare(where: str, written: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Flaw]:
    for column in sorted(written.keys() - _UNTOLD):
        if written[column] != told.get(column):
            yield Flaw(where=where, what=f"{column} is not what the journal says")


def _allowed(table: str, entry: Row) -> bool:
    before, after = entry.before, entry.after
    return before is None or before == after or after in _MOVES[table].get(before, frozenset())


def _facts(entry: Row) -> dict[str, Any]:
    """Read what an entry wrote; one that was spoilt tells nothing, and its broken seal is reported elsewhere."""
    try:
        facts = json.loads(entry.facts)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _in_order(story: list[Row]) -> Iterator[Row]:
    """Put entries in the order of their states; those of one till stay in the order of its chain.

    The clocks of two tills need not agree, and one may be set back. What does not follow from anything comes last,
    and shows as a difference.
    """
    tills: dict[int, deque[Row]] = defaultdict(deque)
    for entry in story:
        tills[entry.id // SPAN].append(entry)
    state = None
    while tills:
        nexts = sorted((rest[0] for rest in tills.values()), key=lambda entry: (entry.at, entry.id))
        ready = [entry for entry in nexts if entry.before == state] or nexts
        entry = next((entry for entry in ready if entry.before == entry.after), ready[0])
        rest = tills[entry.id // SPAN]
        rest.popleft()
        if not rest:
            del tills[entry.id // SPAN]
        state = entry.after
        yield entry


def _check_sums(
    sale: Row, lines: list[dict[str, Any]], payments: Collection[Row], matched: Iterable[Row]
) -> Iterator[Flaw]:  # fmt: skip
    if sale.total_fen != sum(line["amount_fen"] for line in lines):
        yield Flaw(where=sale.number, what="the total is not the sum of the lines")
    if sale.attempts != len(payments):
        yield Flaw(where=sale.number, what="the count of attempts is wrong")
    if sorted(row.attempt for row in payments) != [*range(1, len(payments) + 1)]:
        yield Flaw(where=sale.number, what="the attempts are not numbered one by one")
    own = (row for row in payments if row.state == PaymentState.PAID.value and not (row.surplus or row.undone))
    paid_fen = sum(row.amount_fen + row.rounding_fen for row in own) + sum(row.amount_fen for row in matched)
    if not _SETTLED_BY[SaleState(sale.state)](paid_fen, sale.total_fen):
        yield Flaw(where=sale.number, what="the sale and its payments disagree on whether it is paid")


def _check_reserves(payments: Mapping[str, Row], refunds: Iterable[Row]) -> Iterator[Flaw]:
    counts, reserves, last = Counter[str](), Counter[str](), dict[str, str]()
    for refund in sorted(refunds, key=lambda refund: refund.sequence):
        counts[refund.out_trade_no] += 1
        if refund.sequence != counts[refund.out_trade_no]:
            yield Flaw(where=refund.out_refund_no, what="the refunds of a payment are not numbered one by one")
        if refund.route == Route.ORIGINAL.value:
            last[refund.out_trade_no] = refund.created_at
        if refund.state != RefundState.CLOSED.value:
            reserves[refund.out_trade_no] += refund.amount_fen
    for number, row in payments.items():
        if (row.refund_count, row.reserved_fen) != (counts[number], reserves[number]):
            yield Flaw(where=number, what="what is reserved is not the sum of the refunds")
        if row.refunded_last_at != last.get(number):
            yield Flaw(where=number, what="its last refund was not begun when it says")
