"""Looking the book over: does the journal hold together, and do the tables say what it says (rule M9)?"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from pos_app.core import ledger_verify_refunds, ledger_verify_staff, schema
from pos_app.core.journal import GENESIS, Flaw, Head, Verified, seal
from pos_app.core.ledger_rows import Row, place
from pos_app.core.payment import PAYMENT_MOVES, PaymentState
from pos_app.core.refund import REFUND_MOVES, RefundState
from pos_app.core.sale import SALE_MOVES, SaleState

_PAGE = 200  # sales at a time, so that a book of years is never read whole

_journal, _sales, _lines = schema.journal, schema.sales, schema.lines
_payments, _refunds, _resolutions = schema.payments, schema.refunds, schema.resolutions

_CHAIN = sa.select(_journal).order_by(_journal.c.id)
_SALES = sa.select(_sales).where(_sales.c.number > sa.bindparam("after")).order_by(_sales.c.number).limit(_PAGE)
_BETWEEN = {
    table.name: sa.select(table).where(
        table.c.sale_number >= sa.bindparam("first"), table.c.sale_number <= sa.bindparam("last")
    )
    for table in (_lines, _payments, _refunds, _resolutions, _journal)
}
_REFUND_LINES = (
    sa.select(schema.refund_lines)
    .join(_refunds, _refunds.c.out_refund_no == schema.refund_lines.c.out_refund_no)
    .where(_refunds.c.sale_number >= sa.bindparam("first"), _refunds.c.sale_number <= sa.bindparam("last"))
    .order_by(schema.refund_lines.c.position)
)
# Late money of one sale that pays for another, or for its own that was given up.
_MATCHED = sa.select(_payments.c.matched_to, _payments.c.amount_fen).where(
    _payments.c.matched_to >= sa.bindparam("first"), _payments.c.matched_to <= sa.bindparam("last"), schema.SURPLUS
)
_ORPHANS = {
    table.name: sa.select(table.c.sale_number)
    .distinct()
    .where(table.c.sale_number != "", ~sa.exists().where(_sales.c.number == table.c.sale_number))
    for table in (_lines, _payments, _refunds, _resolutions, _journal)
}

# Written without an entry in the journal (how often nobody answered), or derived from other records.
_UNTOLD = frozenset(
    {
        "attempts", "unanswered", "trouble_kind", "trouble_code", "trouble_message", "trouble_at",
        "reserved_fen", "refund_count", "refunded_last_at",
    }
)  # fmt: skip
# What a record holds that was written before there was such a column.
_BEFORE: Mapping[str, Mapping[str, object]] = {"refunds": {"route": "original", "note": "", "lines": []}}
_MOVES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "sales": {a.value: frozenset(b.value for b in SALE_MOVES[a]) for a in SaleState},
    "payments": {a.value: frozenset(b.value for b in PAYMENT_MOVES[a]) for a in PaymentState},
    "refunds": {a.value: frozenset(b.value for b in REFUND_MOVES[a]) for a in RefundState},
}


def verify(db: sa.Connection, known: tuple[Head, ...]) -> Verified:
    """Check the chains, then every record against them."""
    chain = _Chain(known)
    for row in db.execute(_CHAIN, execution_options={"yield_per": 1000}):
        chain.follow(row)
    flaws = [
        *chain.flaws,
        *chain.missing(),
        *_orphans(db),
        *ledger_verify_staff.check(db),
        *ledger_verify_refunds.check(db),
    ]
    after = ""
    while rows := db.execute(_SALES, {"after": after}).all():
        flaws.extend(_check_page(db, rows))
        after = rows[-1].number
    return Verified(entries=chain.entries, heads=chain.heads, flaws=tuple(flaws))


class _Chain:
    """Follows the entries of every till, from its first to its head."""

    def __init__(self, known: tuple[Head, ...]) -> None:
        self.entries = 0
        self.flaws: list[Flaw] = []
        self._ends: dict[str, Head] = {}
        self._known = {(head.till, head.sequence): head.hash for head in known}

    def follow(self, row: Row) -> None:
        """Check one entry against the one before it."""
        till, sequence = place(row.id)
        where = f"journal {till}/{sequence}"
        end = self._ends.get(till, Head(till=till, sequence=0, hash=GENESIS))
        if sequence != end.sequence + 1:
            self.flaws.append(Flaw(where=where, what=f"follows entry {end.sequence}: entries are missing"))
        elif row.previous_hash != end.hash:
            self.flaws.append(Flaw(where=where, what="does not carry the seal of the entry before it"))
        fields = (
            till, sequence, row.at, row.who, row.deed, row.sale_number, row.number, row.before, row.after,
            row.facts, row.evidence,
        )  # fmt: skip
        if seal(row.previous_hash, fields) != row.hash:
            self.flaws.append(Flaw(where=where, what="was changed after it was sealed"))
        if self._known.pop((till, sequence), row.hash) != row.hash:
            self.flaws.append(Flaw(where=where, what="is not the entry that was noted elsewhere"))
        self._ends[till] = Head(till=till, sequence=sequence, hash=row.hash)
        self.entries += 1

    def missing(self) -> Iterator[Flaw]:
        """Name what was noted elsewhere and never came by."""
        for till, sequence in sorted(self._known):
            yield Flaw(where=f"journal {till}/{sequence}", what="was noted elsewhere and is gone")

    @property
    def heads(self) -> tuple[Head, ...]:
        """The last entry of each till."""
        return tuple(self._ends.values())


def _orphans(db: sa.Connection) -> Iterator[Flaw]:
    for table, statement in _ORPHANS.items():
        for number in db.execute(statement).scalars():
            yield Flaw(where=f"sale {number}", what=f"is gone, but {table} speaks of it")


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
        yield from _check_sale(sale, by_sale[sale.number], lines)


def _check_sale(
    sale: Row, found: Mapping[str, list[Row]], returned: Mapping[str, list[dict[str, Any]]]
) -> Iterator[Flaw]:  # fmt: skip
    payments = {row.out_trade_no: row for row in found["payments"]}
    refunds = {row.out_refund_no: row for row in found["refunds"]}
    stories: dict[str, list[Row]] = defaultdict(list)
    for entry in sorted(found["journal"], key=lambda entry: (entry.at, entry.id)):
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
        told.update(_facts(entry))
        state = entry.after
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
    """Put entries in the order of their states: the clocks of two tills need not agree.

    What does not follow from anything comes last, and shows as a difference.
    """
    rest, state = list(story), None
    while rest:
        ready = [entry for entry in rest if entry.before == state] or rest
        entry = next((entry for entry in ready if entry.before == entry.after), ready[0])
        rest.remove(entry)
        state = entry.after
        yield entry


def _check_sums(
    sale: Row, lines: list[dict[str, Any]], payments: Collection[Row], matched: Iterable[Row]
) -> Iterator[Flaw]:  # fmt: skip
    if sale.total_fen != sum(line["amount_fen"] for line in lines):
        yield Flaw(where=sale.number, what="the total is not the sum of the lines")
    if sale.attempts != len(payments):
        yield Flaw(where=sale.number, what="the count of attempts is wrong")
    own = [row for row in payments if row.state == PaymentState.PAID.value and not row.surplus]
    settling = [row.amount_fen for row in (*own, *matched)]
    if settling != [sale.total_fen] * (sale.state == SaleState.PAID.value):
        yield Flaw(where=sale.number, what="the sale and its payments disagree on whether it is paid")


def _check_reserves(payments: Mapping[str, Row], refunds: Iterable[Row]) -> Iterator[Flaw]:
    counts, reserves = Counter[str](), Counter[str]()
    for refund in refunds:
        counts[refund.out_trade_no] += 1
        if refund.state != RefundState.CLOSED.value:
            reserves[refund.out_trade_no] += refund.amount_fen
    for number, row in payments.items():
        if (row.refund_count, row.reserved_fen) != (counts[number], reserves[number]):
            yield Flaw(where=number, what="what is reserved is not the sum of the refunds")
