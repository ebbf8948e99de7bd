"""Reports over a million sales: how long they take, and how long nothing is heard of one that takes a while.

The goal is two seconds, or progress: a report that takes longer says how far it is, and can be stopped, so that what
counts is the longest silence.
"""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, date, datetime

from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.core.reports import OF_GOODS, Subject, report_of
from pos_app.core.span import Period, Span
from tests.bench.shop_years import LAST_DAY, years
from tests.bench.table import Plan, Row

MILLION = 1_000_000
SECONDS = 2.0
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVER = Span(first=date(2000, 1, 1), last=LAST_DAY)


def measure(plan: Plan) -> list[Row]:
    """Read all of a million sales, and their last month, as payments and as goods."""
    path = years(plan.scratch, plan.times(MILLION, 20_000))
    with closing(Ledger(open_engine(path), till="01", clock=lambda: NOW)) as ledger:
        ledger.reports.read(Period.MONTH.around(LAST_DAY), lambda _done, _of: None, goods=True)  # warm
        return [
            _row(ledger, EVER, "a million sales by day, hour, tender, cashier", goods=False),
            _row(ledger, EVER, "a million sales by item, category, rate, discount", goods=True),
            _row(ledger, Period.MONTH.around(LAST_DAY), "a month of them by item", goods=True, whole=True),
        ]


def _row(ledger: Ledger, span: Span, what: str, *, goods: bool, whole: bool = False) -> Row:
    heard: list[float] = []
    began = time.perf_counter()
    figures = ledger.reports.read(span, lambda _done, _of: heard.append(time.perf_counter()), goods=goods)
    for subject in OF_GOODS if goods else set(Subject) - OF_GOODS:
        report_of(subject, figures)
    took = time.perf_counter() - began
    silence = max(later - earlier for earlier, later in zip([began, *heard], [*heard, began + took], strict=True))
    told = f"all of it {took:.1f} s, in {len(heard)} parts"
    return Row(figure="counter", what=f"{what}{'' if whole else ': longest without a sign'}", unit="s",
               value=took if whole else silence, limit=SECONDS, beside="" if whole else told,
               numbers={"took": took, "silence": silence})  # fmt: skip
