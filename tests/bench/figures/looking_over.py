"""R18: what is done to the book behind its back is found, always; and a book of a million entries is looked over."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_beside import read_ledger
from tests.bench.table import Plan, Row
from tests.core.burglar import KINDS, Burglar, unguarded
from tests.core.test_ledger_refunds import refund
from tests.core.till import HandClock, close, paid, presented, silence

STRIKES = 10_000
SALE = 5  # entries of a sale that was paid
MILLION = 1_000_000


def measure(plan: Plan) -> list[Row]:
    """Strike at random; then look a long book over, beside a till that has it open."""
    clock = HandClock(datetime(2026, 11, 24, 2, tzinfo=UTC))
    with open_ledger(plan.scratch / "small.sqlite3", till="01", clock=clock) as book:
        struck, missed = _strike(book, clock, plan.times(STRIKES, 400))
    path, entries = plan.scratch / "long.sqlite3", plan.times(MILLION, 50_000)
    with open_ledger(path, till="01", clock=clock) as book:
        _fill(book, clock, entries // SALE)
        chain, whole = _look_over(path, clock, entries)
    beside = f"{entries} entries; the chain {chain:.1f} s of the processor, everything {whole:.1f} s"
    return [
        Row(figure="R18", what="edits, deletions, additions, other orders, cut ends that were not found", unit="",
            value=missed, limit=0, beside=f"of {struck} at random"),
        Row(figure="R18", what="to look the chain over, for a million entries", unit="s",
            value=chain * MILLION / entries, limit=5, beside=beside),
    ]  # fmt: skip


def _strike(book: Ledger, clock: HandClock, times: int) -> tuple[int, int]:
    paid(book, clock)
    close(book, book.note_trouble(presented(book), silence(clock)))
    payment = paid(book, clock)
    book.mark_sent(refund(book, payment.out_trade_no, 600), who="till")
    dice, missed = random.Random(18), 0
    with unguarded(book) as db:
        burglar = Burglar(db, book.heads(), dice)
        for number in range(times):
            missed += burglar.strike(KINDS[number % len(KINDS)]).sound
    return times, missed


def _fill(book: Ledger, clock: HandClock, sales: int) -> None:
    with book._desk.writing(clock()) as pen:
        pen.read(sa.select(1), {})  # so that its connection is there
    connection = book._desk._connection
    assert connection is not None
    connection.driver_connection.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr] # only to fill it
    for _ in range(sales):
        paid(book, clock)
        clock.wind(37)


def _look_over(path: Path, clock: HandClock, entries: int) -> tuple[float, float]:
    """Give the processor's seconds for the chain, and for everything; the file's own check runs beside it."""
    chain = [0.0]

    def watch(done: int, _of: int) -> None:
        if done <= entries:
            chain[0] = time.thread_time() - begun

    begun = time.thread_time()
    with read_ledger(path, clock=clock) as book:
        found = book.verify(watch=watch)
    assert found.sound, found.flaws
    assert found.entries == entries
    return chain[0], time.thread_time() - begun
