"""P10: one durable move of a payment, beside the disk's own speed and the same two statements by hand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender, Terms
from pos_app.core.sale import Line, Unit
from tests.bench.table import Plan, Row
from tests.bench.timing import interleave, once

OVER_DISK = 2.5
OVER_BY_HAND = 1.6
BLOCK = 4096  # bytes
TERMS = Terms(
    tender=Tender.WECHAT_QR,
    description="示例超市",
    notify_url="https://shop.example/notify",
    expires_after=timedelta(minutes=5),
)
LINES = (
    Line(code="6921180050316", name="矿泉水 550ml", unit=Unit.EACH, quantity_milli=2000,
         unit_price=Money(200), amount=Money(400)),
)  # fmt: skip
CODE_URL = "weixin://wxpay/bizpayurl?pr=7K3M9Qzzz"
EVIDENCE = json.dumps(
    {"request_id": "0" * 44, "serial": "PUB_KEY_ID_01", "timestamp": "1764000000", "nonce": "N" * 32,
     "signature": "S" * 344, "body": json.dumps({"code_url": CODE_URL})}
)  # fmt: skip


def measure(plan: Plan) -> list[Row]:
    """Move payments by the ledger, by hand in a ledger of the same kind, and write blocks to the bare disk."""
    rounds, warm = plan.times(1500, 300), 20
    with (
        _by_ledger(plan.scratch / "ours.sqlite3", rounds + warm) as ours,
        _by_hand(plan.scratch / "by_hand.sqlite3", rounds + warm) as by_hand,
        _bare_disk(plan.scratch / "block", os.fdatasync) as bare,
        _bare_disk(plan.scratch / "dated block", os.fsync) as dated,
    ):
        took = interleave(
            {"ours": once(ours), "by hand": once(by_hand), "fdatasync": once(bare), "fsync": once(dated)},
            rounds,
            warm=warm,
        )
    numbers = {name: sample.median for name, sample in took.items()}
    mine = f"ours {took['ours'].milliseconds()}"
    return [
        Row(figure="P10", what="a durable move of a payment, over a raw fdatasync",
            value=numbers["ours"] / numbers["fdatasync"], limit=OVER_DISK, numbers=numbers,
            beside=f"{mine}; fdatasync {took['fdatasync'].milliseconds()}; fsync {numbers['fsync'] * 1e3:.2f} ms"),
        Row(figure="P10", what="the same, over hand-written UPDATE, INSERT, COMMIT",
            value=numbers["ours"] / numbers["by hand"], limit=OVER_BY_HAND, numbers=numbers,
            beside=f"{mine}; by hand {took['by hand'].milliseconds()}"),
    ]  # fmt: skip


@contextmanager
def _by_ledger(path: Path, count: int) -> Iterator[Callable[[], object]]:
    with open_ledger(path, till="01", clock=_now) as ledger:
        waiting = [ledger.begin_payment(LINES, "林晓燕", TERMS)[1] for _ in range(count)]
        yield lambda: ledger.move(
            waiting.pop(), PaymentState.PRESENTED, who="till 01", evidence=EVIDENCE, code_url=CODE_URL
        )


@contextmanager
def _by_hand(path: Path, count: int) -> Iterator[Callable[[], object]]:
    with open_ledger(path, till="01", clock=_now) as ledger:  # the same tables, indices and triggers
        waiting = [ledger.begin_payment(LINES, "林晓燕", TERMS)[1] for _ in range(count)]
    db = dbapi2.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        db.execute(f"PRAGMA {pragma}")
    columns = [row[1] for row in db.execute("PRAGMA table_info(journal)")]
    last = dict(zip(columns, db.execute("SELECT * FROM journal ORDER BY id DESC LIMIT 1").fetchone(), strict=True))
    yield lambda: _write(db, waiting.pop(), last)
    db.close()


def _write(db: Any, payment: Payment, entry: dict[str, Any]) -> None:
    entry["id"] += 1
    entry |= {
        "number": payment.out_trade_no,
        "sale_number": payment.sale_number,
        "before": "created",
        "after": "presented",
        "facts": json.dumps({"code_url": CODE_URL, "state": "presented"}),
        "evidence": EVIDENCE,
    }
    db.execute("BEGIN IMMEDIATE")
    db.execute(
        "UPDATE payments SET state = 'presented', code_url = ?, unanswered = 0, trouble_kind = NULL, "
        "trouble_code = NULL, trouble_message = NULL, trouble_at = NULL WHERE out_trade_no = ? AND state = 'created'",
        (CODE_URL, payment.out_trade_no),
    )
    db.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(entry))})", tuple(entry.values()))
    db.execute("COMMIT")


@contextmanager
def _bare_disk(path: Path, wait: Callable[[int], None]) -> Iterator[Callable[[], object]]:
    """Overwrite one block and wait for the disk, which no durable commit can undercut.

    ``fsync`` writes the file's time too; a SQLite that was built without ``fdatasync`` has nothing else.
    """
    block = os.urandom(BLOCK)
    path.write_bytes(block)
    handle = os.open(path, os.O_WRONLY)

    def step() -> None:
        os.pwrite(handle, block, 0)
        wait(handle)

    try:
        yield step
    finally:
        os.close(handle)


def _now() -> datetime:
    return datetime.now(UTC)
