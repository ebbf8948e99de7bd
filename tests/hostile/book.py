"""The ledger's file in a stranger's hands: any bytes, a damaged file, and a sound file with hostile content."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from pos_app.core.errors import LedgerError, PosError
from pos_app.core.finding import understand
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_engine import sqlite_driver
from pos_app.core.money import Money
from pos_app.core.refund import RefundState
from tests.core.people import authority_of, employ
from tests.core.till import HandClock, order_of, paid, presented, silence
from tests.hostile.target import Target

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
VALUES: tuple[object, ...] = (
    None,
    "",
    "x",
    "\0",
    "9" * 400,
    "2026-13-45",
    "0001-01-01T00:00:00+23:59",
    "NaN",
    "[" * 500,
    '{"a": 1e999}',
    "'; DROP",
    0,
    -1,
    1,
    2**31,
    2**63 - 1,
    -(2**63),
    0.5,
    1e308,
    float("inf"),
    b"\xff\xfe",
    b"",
    "paid",
    "\u202e",
    "success",
)


@cache
def template() -> bytes:
    """Give the file of a book with a bit of everything in it."""
    clock = HandClock(NOW)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        with open_ledger(path, till="01", clock=clock) as ledger:
            employ(authority_of(ledger, clock))
            payment = paid(ledger, clock)
            ledger.note_trouble(presented(ledger), silence(clock))
            order = order_of(payment.out_trade_no, Money(500))
            refund = ledger.begin_refund(order, "陈立", notify_url="https://a/b")
            ledger.move_refund(refund, RefundState.ABNORMAL, who="till", refund_id="50")
        with closing(sqlite_driver().connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def _read(path: Path) -> None:
    """Open the book and ask it everything that a person can ask."""
    with suppress(LedgerError), open_ledger(path, till="01", clock=HandClock(NOW)) as ledger:
        for ask in (
            lambda: ledger.verify().sound,
            lambda: [ledger.member(member.number) for member in ledger.staff()],
            lambda: [ledger.pin_hash(member.number) for member in ledger.staff()],
            lambda: [ledger.refund(item.refund.out_refund_no) for item in ledger.unresolved() if item.refund],
            ledger.unresolved,
            ledger.heads,
            ledger.recoveries,
            lambda: ledger.day_totals(TODAY),
            lambda: [ledger.history(payment.sale_number) for payment in ledger.payments_on(TODAY)],
            lambda: [ledger.sale(payment.sale_number) for payment in ledger.unsettled_payments()],
            ledger.unsettled_refunds,
            lambda: [ledger.returned(payment.sale_number) for payment in ledger.payments_on(TODAY)],
            lambda: [ledger.match_candidates(payment.out_trade_no) for payment in ledger.payments_on(TODAY)],
            lambda: ledger.find(understand("0001", today=TODAY)),
            lambda: ledger.find(understand("16.34", today=TODAY)),
        ):
            with suppress(PosError):
                ask()
    with suppress(LedgerError), read_ledger(path, clock=HandClock(NOW)) as beside:
        beside.verify()
        with suppress(PosError):
            beside.unresolved()
        with suppress(PosError):
            beside.staff()


@cache
def _sound() -> Ledger:
    folder = Path(tempfile.mkdtemp(prefix="pos_app-hostile-"))
    (folder / "ledger.sqlite3").write_bytes(template())
    return open_ledger(folder / "ledger.sqlite3", till="01", clock=HandClock(NOW))


def _sought(data: bytes) -> None:
    """Whatever is typed or scanned to find a payment finds some or none."""
    for text in (data.decode("utf-8", "replace"), data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")):
        _sound().find(understand(text, today=TODAY))


def _bytes(data: bytes) -> None:
    """Any bytes in the place of the file, and of the log beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        path.write_bytes(data)
        _read(path)
        path.write_bytes(template())
        path.with_name("ledger.sqlite3-wal").write_bytes(data)
        _read(path)


def _damage(data: bytes) -> None:
    """A few bytes changed anywhere: three say where, one says what."""
    content = bytearray(template())
    for place in range(0, len(data) - 3, 4):
        content[int.from_bytes(data[place : place + 3]) % len(content)] = data[place + 3]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        path.write_bytes(content)
        _read(path)


def _cells(data: bytes) -> None:
    """Any value in any cell, past triggers and checks: three bytes each say which table, column and value."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        path.write_bytes(template())
        with closing(sqlite_driver().connect(path)) as db:
            _forget_rules(db)
            tables = [
                str(name) for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            ]
            for place in range(0, len(data) - 2, 3):
                table = tables[data[place] % len(tables)]
                columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]
                column = columns[data[place + 1] % len(columns)]
                value = VALUES[data[place + 2] % len(VALUES)]
                with suppress(sqlite_driver().DatabaseError):  # a key that stands twice
                    db.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
            db.commit()
        _read(path)


def _forget_rules(db: sqlite3.Connection) -> None:
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA foreign_keys = OFF")


@cache
def targets() -> tuple[Target, ...]:
    """Give them all."""
    sought = (
        "0412",
        "12.80",
        "¥1,234.50",
        "昨天 14:30",
        "11-24",
        "2026-02-30",
        "0000-1",
        "999999999",
        "１２．８０",
        "%_' OR 1",
    )
    return (
        Target(name="sought", run=_sought, seeds=tuple(text.encode() for text in sought), longest=200),
        Target(
            name="ledger_bytes", run=_bytes, seeds=(b"", b"SQLite format 3\0", template()[:4096], b"\x37\x7f\x06\x82")
        ),
        Target(
            name="ledger_damage",
            run=_damage,
            seeds=(b"", b"\0\0\x1c\x01", bytes.fromhex("00fffd515196"), b"\0\x10\0\xff\0\x20\x10\x05"),
            longest=64,
        ),
        Target(
            name="ledger_cells",
            run=_cells,
            seeds=tuple(bytes([n, n * 7 % 31, n * 5 % 25]) for n in range(24)),
            longest=12,
        ),
    )
