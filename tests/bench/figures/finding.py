"""P11 and P12: a payment found among a million, by whatever is known of it; a start that does not mind how many.

A search is the database's answer to the till's own statement, every meaning of what was typed looked for, warm, as
the scan beside it is; making records of a page of it is told too. Both are counted on the thread's own clock: they wait
for nothing, and a busy machine is none of their doing. What a person sees is counted by the wall clock: from Enter to
the painted list, by way of the reading worker.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QApplication
from pysqlite3 import dbapi2

from pos_app.core.business_day import BEIJING
from pos_app.core.finding import Question, understand
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.ui import theme as themes
from pos_app.ui import workers
from pos_app.ui.payments_page import PAGE, PaymentsPage
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.theme import Theme
from tests.bench.shop_years import LAST_DAY, Taken, some, years
from tests.bench.table import Plan, Row
from tests.bench.till import until
from tests.bench.timing import Sample, interleave, once

MILLION, THOUSAND = 1_000_000, 1000
P95_MS, OVER_SCAN, ON_SCREEN_MS, OVER_SMALL = 1.0, 1 / 300, 50.0, 1.1
SEED = 11
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
KNOWN: dict[str, Callable[[Taken], str]] = {
    "WeChat Pay's whole number": lambda taken: taken.transaction_id,
    "our whole number": lambda taken: taken.out_trade_no,
    "a receipt's bar code": lambda taken: taken.sale_number,
    "the last 6": lambda taken: taken.transaction_id[-6:],
    "the last 5": lambda taken: taken.transaction_id[-5:],
    "the last 4": lambda taken: taken.transaction_id[-4:],
    "day and amount": lambda taken: f"{taken.day} {taken.fen / 100:.2f}",
}


def measure(plan: Plan) -> list[Row]:
    """Look for payments that are known to be there; then open large and small ledgers in turn."""
    large = years(plan.scratch, plan.times(MILLION, 20_000))
    small = years(plan.scratch, THOUSAND)
    probes = some(large, plan.times(1000, 100), SEED)
    return [
        *_found(large, probes, plan.times(10, 3)),
        _seen(large, probes[: plan.times(200, 20)]),
        _opened(large, small, plan),
    ]


def _found(path: Path, probes: list[Taken], scans: int) -> list[Row]:
    engine = open_engine(path)
    said: list[tuple[str, Sequence[object]]] = []
    sa.event.listen(engine, "before_cursor_execute", lambda _d, _c, words, values, _x, _m: said.append((words, values)))
    with closing(Ledger(engine, till="01", clock=lambda: NOW)) as ledger, closing(dbapi2.connect(path)) as db:
        took = {}
        for name, known in KNOWN.items():
            questions = [understand(known(probe), today=LAST_DAY) for probe in probes]
            took[name] = _look(ledger, db, questions, said)
    scan = _scan(path, [probe.transaction_id[-6:] for probe in probes[:scans]])
    rows = [
        Row(figure="P11", what=f"found by {name}, p95", unit="ms", value=search.quantile(0.95) * 1e3, limit=P95_MS,
            beside=f"median {search.median * 1e3:.2f}; {PAGE} records of it {whole.median * 1e3:.2f}, "
            f"p95 {whole.quantile(0.95) * 1e3:.2f} ms")
        for name, (search, whole) in took.items()
    ]  # fmt: skip
    slowest = max(search.quantile(0.95) for search, _ in took.values())
    rows.append(
        Row(figure="P11", what="the slowest of these over a LIKE scan", value=slowest / scan.median, limit=OVER_SCAN,
            beside=f"a scan {scan.median * 1e3:.0f} ms: 1/{scan.median / slowest:.0f}")
    )  # fmt: skip
    return rows


def _look(
    ledger: Ledger, db: Any, questions: list[Question], said: list[tuple[str, Sequence[object]]]
) -> tuple[Sample, Sample]:
    """Give what the database takes, and what the whole of it takes with the records made."""
    searches, wholes = [], []
    for question in questions:
        said.clear()
        began = time.thread_time()
        found = ledger.find(question, limit=PAGE)
        wholes.append(time.thread_time() - began)
        words, values = said[-1]
        began = time.thread_time()
        rows = db.execute(words, values).fetchall()
        searches.append(time.thread_time() - began)
        if not found or len(rows) != len(found):
            raise AssertionError(f"not found: {question}")
    return Sample(tuple(searches[20:])), Sample(tuple(wholes[20:]))


def _scan(path: Path, tails: list[str]) -> Sample:
    took = []
    with closing(dbapi2.connect(path)) as db:
        for tail in [tails[0], *tails]:
            began = time.thread_time()
            db.execute("SELECT * FROM payments WHERE transaction_id LIKE '%' || ?", (tail,)).fetchall()
            took.append(time.thread_time() - began)
    return Sample(tuple(took[1:]))


# ---------------------------------------------------------------- on the screen


class _Opening(QObject):
    opened = Signal(object)


def _seen(path: Path, probes: list[Taken]) -> Row:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with closing(Ledger(open_engine(path), till="01", clock=lambda: NOW)) as ledger, _page(app, ledger) as page:
        ways = list(KNOWN.values())
        chance = random.Random(SEED)
        took = []
        for probe in probes:
            began = time.perf_counter()
            page.look_for(chance.choice(ways)(probe))
            until(lambda turn=page._ask.turn: page._found is not None and page._found.ask.turn == turn)  # type: ignore[misc]
            page.table.repaint()
            took.append(time.perf_counter() - began)
    sample = Sample(tuple(took[1:]))
    return Row(figure="P11", what="from Enter to the painted list, p95", unit="ms", value=sample.quantile(0.95) * 1e3,
               limit=ON_SCREEN_MS, beside=f"median {sample.milliseconds()}")  # fmt: skip


@contextmanager
def _page(app: QApplication, ledger: Ledger) -> Iterator[PaymentsPage]:
    theme = Theme(reduce_motion=True)
    themes.apply(app, theme)
    page, worker = PaymentsPage(theme, lambda: NOW, NOW.astimezone(BEIJING).date), ReadingWorker()
    worker._ledger = ledger
    page.find_requested.connect(worker.find)
    page.story_requested.connect(worker.read_story)
    worker.found.connect(page.show_found)
    worker.story_read.connect(page.show_story)
    thread: QThread = workers.start(worker, "reading")
    page.resize(1366, 680)
    page.show()
    until(lambda: page._found is not None)
    try:
        yield page
    finally:
        workers.stop(thread)
        page.close()


# ---------------------------------------------------------------- the start


def _opened(large: Path, small: Path, plan: Plan) -> Row:
    took = interleave({"large": once(_open(large)), "small": once(_open(small))}, plan.times(60, 10), warm=3)
    ratio = took["large"].over(took["small"])
    return Row(figure="P12", what="open a million sales and list what is open, over a thousand", value=ratio.median,
               limit=OVER_SMALL, spread=ratio.spread(),
               beside=f"{took['large'].milliseconds()} over {took['small'].milliseconds()}")  # fmt: skip


def _open(path: Path) -> Callable[[], object]:
    def step() -> object:
        with open_ledger(path, till="01", clock=lambda: NOW) as ledger:
            return ledger.unsettled_payments()

    return step
