"""Reports: what was taken and given back in a span of business days, added up by whatever is asked for. Pure.

Everything comes from one list of signed entries: a payment that was proven adds, a refund that was not closed takes
away. Goods are counted where the payment is that settled their sale, so that items and categories add up to the same
turnover; what no goods stand behind has a row of its own.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.sale import Unit
from pos_app.core.span import Span
from pos_app.core.staff import Act, Request

Entry = TypeVar("Entry")
Key = TypeVar("Key")

FULL_RATE = 10_000
"""Of a tax rate, which is kept in hundredths of a percent."""


class Subject(enum.Enum):
    """What a report is about. The values are written in files: never change one."""

    HOUR = "hour"
    DAY = "day"
    ITEM = "item"
    CATEGORY = "category"
    TENDER = "tender"
    CASHIER = "cashier"
    REFUND = "refund"  # by its reason
    DISCOUNT = "discount"  # by who gave it
    TAX = "tax"  # included, by its rate


OF_GOODS = frozenset({Subject.ITEM, Subject.CATEGORY, Subject.DISCOUNT, Subject.TAX})
"""What cannot be told from payments alone: every line that was sold has to be read."""
_AT_ONCE = frozenset(tender.value for tender in Tender if tender.at_once)
_ADD_UP = OF_GOODS - {Subject.DISCOUNT}  # to the turnover, with rows for what no goods stand behind


class Extra(enum.Enum):
    """A row of goods without goods: what else the turnover is made of."""

    ROUNDING = "rounding"  # what the shop let go of in cash
    NO_GOODS = "no_goods"  # refunds of an amount, part payments, late money


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Payments, or refunds, of one hour, one tender and one person, added up.

    ``hour`` is counted from the business day's own midnight in Beijing: 25 is one o'clock after it.
    """

    day: date
    hour: int
    tender: str  # by its stored value; of a refund, the way by which the money left
    who: str  # whose sale it is, or who asked for the refund
    count: int
    sales: int = 0  # that were settled by these payments; each is counted once
    paid: Money = ZERO
    rounding: Money = ZERO  # let go of beside what was paid; of refunds, by which they are less than their lines
    refunded: Money = ZERO
    label: str = ""  # of another tender, such as a bank card
    reason: str = ""  # of the refunds


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Lines of one thing that one person sold, or took back, added up."""

    code: str  # empty for typed amounts
    name: str
    unit: Unit
    category: str
    tax_rate: int  # in hundredths of a percent; the amounts include it
    who: str
    lines: int = 0
    quantity_milli: int = 0  # what came back is taken off
    sold: Money = ZERO
    returned: Money = ZERO
    discounted: int = 0  # of the lines
    reduced: Money = ZERO  # what these were sold for
    discount: Money = ZERO  # what they would have cost beyond that


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that was sold and taken back in a span of days."""

    span: Span
    flows: tuple[Flow, ...]
    parcels: tuple[Parcel, ...] | None = None  # None is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. What the three amounts are depends on the subject; the last one is what it is about.

    ``day``, ``hour``, ``item``, ``category``, ``tender``, ``cashier``: sold, given back (negative), turnover.
    ``refund``: through the provider, by hand, together. ``discount``: before, after, discount.
    ``tax``: with tax, without it, tax.
    """

    key: str | date | int | Extra
    name: str = ""  # of an item; of another tender, its label
    count: int = 0  # with a unit, thousandths of it
    unit: Unit | None = None
    amounts: tuple[Money, Money, Money] = (ZERO, ZERO, ZERO)

    @property
    def figure(self) -> Money:
        """What the report is about."""
        return self.amounts[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report, its rows in the order in which they are read."""

    subject: Subject
    span: Span
    rows: tuple[Row, ...]
    total: Row
    sales: int
    turnover: Money  # of the span, whatever the rows are about
    refunded: Money

    @property
    def average(self) -> Money:
        """What a sale came to, on the average."""
        return Money((2 * self.turnover.fen + self.sales) // (2 * self.sales)) if self.sales else ZERO


def read_request(what: str) -> Request:
    """What has to be allowed for looking at reports, or for saving one in a file of that name."""
    return Request(act=Act.REPORTS, subject=what, amount=ZERO, reason="")


def tax_included(amount: Money, rate: int) -> Money:
    """Give the tax that is in an amount, half a fen rounded away from zero; ``rate`` in hundredths of a percent."""
    whole = FULL_RATE + rate
    tax = (2 * abs(amount.fen) * rate + whole) // (2 * whole)
    return Money(tax if amount.fen >= 0 else -tax)


def report_of(subject: Subject, figures: Figures) -> Report:
    """Add figures up by a subject.

    Raises:
        ValueError: the subject needs goods, and they were not read.
    """
    if subject in OF_GOODS and figures.parcels is None:
        raise ValueError(f"goods were not read, and {subject.value} needs them")
    rows = _ROWS[subject](figures)
    if subject in _ADD_UP:
        rows = [*rows, *_extras(subject, figures)]
    refunded = _sum(flow.refunded for flow in figures.flows)
    return Report(
        subject=subject,
        span=figures.span,
        rows=tuple(rows),
        total=_total(subject, rows),
        sales=sum(flow.sales for flow in figures.flows),
        turnover=_sum(flow.paid for flow in figures.flows) - refunded,
        refunded=refunded,
    )


# ---------------------------------------------------------------- money


def _by_day(figures: Figures) -> list[Row]:
    """Give every day between the first and the last on which anything happened."""
    found = _gather(figures.flows, lambda flow: flow.day)
    first, last = min(found, default=None), max(found, default=None)
    if first is None or last is None:
        return []
    days = (first + timedelta(days=ago) for ago in range((last - first).days + 1))
    return [_row_of_flows(day, found.get(day, [])) for day in days]


def _by_hour(figures: Figures) -> list[Row]:
    """Give every hour between the first and the last in which anything happened, whatever the day."""
    found = _gather(figures.flows, lambda flow: flow.hour)
    hours = range(min(found), max(found) + 1) if found else ()
    return [_row_of_flows(hour, found.get(hour, [])) for hour in hours]


def _by_tender(figures: Figures) -> list[Row]:
    found = _gather(figures.flows, lambda flow: (flow.tender, flow.label))
    rows = [
        replace(_row_of_flows(tender, flows, payments=True), name=label) for (tender, label), flows in found.items()
    ]
    return _largest_first(rows)


def _by_cashier(figures: Figures) -> list[Row]:
    found = _gather(figures.flows, lambda flow: flow.who)
    return _largest_first([_row_of_flows(who, flows) for who, flows in found.items()])


def _by_reason(figures: Figures) -> list[Row]:
    refunds = [flow for flow in figures.flows if flow.refunded]
    rows = []
    for reason, flows in _gather(refunds, lambda flow: flow.reason).items():
        through = _sum(flow.refunded for flow in flows if flow.tender not in _AT_ONCE)
        whole = _sum(flow.refunded for flow in flows)
        count = sum(flow.count for flow in flows)
        rows.append(Row(key=reason, count=count, amounts=(through, whole - through, whole)))
    return _largest_first(rows)


def _row_of_flows(key: str | date | int, flows: Sequence[Flow], *, payments: bool = False) -> Row:
    paid, refunded = _sum(flow.paid for flow in flows), _sum(flow.refunded for flow in flows)
    counted = (flow.count if payments and flow.paid else 0 if payments else flow.sales for flow in flows)
    return Row(key=key, count=sum(counted), amounts=(paid, -refunded, paid - refunded))


# ---------------------------------------------------------------- goods


def _by_item(figures: Figures) -> list[Row]:
    rows = []
    for (code, unit), parcels in _gather(figures.parcels or (), lambda parcel: (parcel.code, parcel.unit)).items():
        quantity = sum(parcel.quantity_milli for parcel in parcels)
        name = parcels[-1].name  # as it was called last
        rows.append(Row(key=code, name=name, count=quantity, unit=unit, amounts=_moved(parcels)))
    return _largest_first(rows)


def _by_category(figures: Figures) -> list[Row]:
    found = _gather(figures.parcels or (), lambda parcel: parcel.category)
    return _largest_first(
        [Row(key=name, count=_lines(parcels), amounts=_moved(parcels)) for name, parcels in found.items()]
    )


def _by_rate(figures: Figures) -> list[Row]:
    found = _gather(figures.parcels or (), lambda parcel: parcel.tax_rate)
    rows = []
    for rate in sorted(found, reverse=True):
        whole = _moved(found[rate])[2]
        tax = tax_included(whole, rate)
        rows.append(Row(key=rate, count=_lines(found[rate]), amounts=(whole, whole - tax, tax)))
    return rows


def _by_giver(figures: Figures) -> list[Row]:
    given = [parcel for parcel in figures.parcels or () if parcel.discount]
    rows = []
    for who, parcels in _gather(given, lambda parcel: parcel.who).items():
        after, discount = _sum(parcel.reduced for parcel in parcels), _sum(parcel.discount for parcel in parcels)
        count = sum(parcel.discounted for parcel in parcels)
        rows.append(Row(key=who, count=count, amounts=(after + discount, after, discount)))
    return _largest_first(rows)


def _moved(parcels: Sequence[Parcel]) -> tuple[Money, Money, Money]:
    sold, returned = _sum(parcel.sold for parcel in parcels), _sum(parcel.returned for parcel in parcels)
    return sold, -returned, sold - returned


def _lines(parcels: Sequence[Parcel]) -> int:
    return sum(parcel.lines for parcel in parcels)


def _extras(subject: Subject, figures: Figures) -> list[Row]:
    """Give what is missing from goods to the turnover; nothing where goods are all that there is."""
    let_go = -_sum(flow.rounding for flow in figures.flows if flow.paid)
    kept = _sum(flow.rounding for flow in figures.flows if flow.refunded)
    sold, returned, _ = _moved(figures.parcels or ())
    paid = _sum(flow.paid for flow in figures.flows) - sold - let_go
    refunded = -_sum(flow.refunded for flow in figures.flows) - returned - kept
    found = ((Extra.ROUNDING, let_go, kept), (Extra.NO_GOODS, paid, refunded))
    if subject is Subject.TAX:
        return [Row(key=key, amounts=(more + less, more + less, ZERO)) for key, more, less in found if more or less]
    return [Row(key=key, amounts=(more, less, more + less)) for key, more, less in found if more or less]


# ---------------------------------------------------------------- adding up

_ROWS: dict[Subject, Callable[[Figures], list[Row]]] = {
    Subject.DAY: _by_day,
    Subject.HOUR: _by_hour,
    Subject.ITEM: _by_item,
    Subject.CATEGORY: _by_category,
    Subject.TENDER: _by_tender,
    Subject.CASHIER: _by_cashier,
    Subject.REFUND: _by_reason,
    Subject.DISCOUNT: _by_giver,
    Subject.TAX: _by_rate,
}


def _gather(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[key(entry)].append(entry)
    return found


def _largest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.figure.fen, str(row.key), row.name))


def _total(subject: Subject, rows: Sequence[Row]) -> Row:
    """Add the rows up; pieces and kilograms are not added together."""
    first, second, third = (_sum(row.amounts[place] for row in rows) for place in range(3))
    count = 0 if subject is Subject.ITEM else sum(row.count for row in rows)
    return Row(key="", count=count, amounts=(first, second, third))


def _sum(amounts: Iterable[Money]) -> Money:
    return Money(sum(amount.fen for amount in amounts))
