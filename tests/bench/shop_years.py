"""A ledger with as many sales as a shop makes in years, written past the ledger's verbs, and kept for the next time.

The journal is left out: nothing that is measured here reads it, and it would be some gigabytes.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from pos_app.core.business_day import BEIJING
from pos_app.core.journal import stamp
from pos_app.core.ledger import open_ledger

TILLS = 3
A_DAY = 700  # sales of one till
LAST_DAY = date(2026, 11, 24)
OPEN_PAYMENTS = 8
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BATCH = 20_000
_TABLES = ("sales", "lines", "payments", "refunds", "refund_lines")
_CASHIERS = ("林晓燕", "陈立", "王芳", "周敏")
_GOODS = 6000
_SHELVES = 24
_TAX_RATES = (0, 900, 1300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One sale as it is found again."""

    out_trade_no: str
    sale_number: str
    transaction_id: str
    day: date
    fen: int


def years(folder: Path, sales: int) -> Path:
    """Give the file of a ledger with so many sales; made where there is none of the present schema yet."""
    empty = folder / "empty.sqlite3"
    open_ledger(empty, till="01", clock=lambda: datetime.now(UTC)).close()
    db = dbapi2.connect(empty)
    schema = "".join(str(row) for row in db.execute("SELECT sql FROM sqlite_master ORDER BY name"))
    db.close()
    mark = hashlib.sha256((schema + Path(__file__).read_text("utf-8")).encode()).hexdigest()[:12]
    kept = folder.parent / "ledgers" / f"{sales}-{mark}.sqlite3"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        _fill(empty, sales)
        empty.rename(kept)
    return kept


def some(path: Path, count: int, seed: int) -> list[Taken]:
    """Choose paid payments at random, without reading them all."""
    chance = random.Random(seed)
    db = dbapi2.connect(path)
    last = db.execute("SELECT max(rowid) FROM payments").fetchone()[0]
    found: list[Taken] = []
    while len(found) < count:
        row = db.execute(
            "SELECT out_trade_no, sale_number, transaction_id, business_date, amount_fen FROM payments "
            "WHERE rowid = ? AND state = 'paid'",
            (chance.randint(1, last),),
        ).fetchone()
        if row is not None:
            found.append(Taken(out_trade_no=row[0], sale_number=row[1], transaction_id=row[2],
                               day=date.fromisoformat(row[3]), fen=row[4]))  # fmt: skip
    db.close()
    return found


def _fill(path: Path, sales: int) -> None:
    db = dbapi2.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
        db.execute(f"PRAGMA {pragma}")
    indices = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name <> 'journal'"
    ).fetchall()
    for name, _ in indices:
        db.execute(f"DROP INDEX {name}")  # and built at the end, which is many times quicker
    insert = {table: _insert(db, table) for table in _TABLES}
    rows = _rows(sales)
    while batch := list(itertools.islice(rows, _BATCH)):
        db.execute("BEGIN")
        for table in _TABLES:
            db.executemany(insert[table], [values for of, values in batch if of == table])
        db.execute("COMMIT")
    for _, statement in indices:
        db.execute(statement)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _insert(db: Any, table: str) -> str:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"


def _rows(sales: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Make rows, the oldest first; the last payments are open."""
    chance = random.Random(sales)
    days = -(-sales // (TILLS * A_DAY))
    made = 0
    for ago in range(days - 1, -1, -1):
        day = LAST_DAY - timedelta(days=ago)
        for sequence, till in itertools.product(range(1, A_DAY + 1), range(1, TILLS + 1)):
            made += 1
            if made > sales:
                return
            yield from _sale(chance, f"{till:02d}", day, sequence, still_open=made > sales - OPEN_PAYMENTS)


def _sale(
    chance: random.Random, till: str, day: date, sequence: int, *, still_open: bool
) -> Iterator[tuple[str, dict[str, object]]]:  # fmt: skip
    number = f"{till}{day:%y%m%d}{sequence:04d}"
    opened = datetime.combine(day, time(8), BEIJING) + timedelta(
        seconds=sequence * 14 * 3600 / A_DAY, microseconds=chance.randrange(10**6)
    )
    rung = list(_lines(chance, number))
    fen = sum(line["amount_fen"] for line in rung)
    cashier = _CASHIERS[sequence * len(_CASHIERS) // (A_DAY + 1)]
    attempts = 2 if chance.random() < 0.05 else 1
    at, settled = stamp(opened), None if still_open else stamp(opened + timedelta(seconds=25))
    yield "sales", {
        "number": number, "till": till, "business_date": day.isoformat(), "sequence": sequence,
        "state": "open" if still_open else "paid", "total_fen": fen, "cashier": cashier, "attempts": attempts,
        "opened_at": at, "settled_at": settled, "note": "", "cart": None,
    }  # fmt: skip
    for line in rung:
        yield "lines", line
    for attempt in range(1, attempts + 1):
        last = attempt == attempts
        state = "closed" if not last else "presented" if still_open else "paid"
        payment = _payment(chance, number, day, attempt, fen, opened + timedelta(minutes=attempt - 1), state)
        refunded = state == "paid" and chance.random() < 0.02
        if refunded:
            payment |= {"reserved_fen": fen, "refund_count": 1, "refunded_last_at": at}
        yield "payments", payment
        if refunded:
            refund = _refund(chance, payment)
            yield "refunds", refund
            if refund["amount_fen"] == fen:
                for line in rung:
                    yield "refund_lines", _returned(refund, line)


def _lines(chance: random.Random, number: str) -> Iterator[dict[str, Any]]:
    """Ring one to seven things up: much of little, little of much; a tenth of it for less."""
    for position in range(1, 1 + min(7, 1 + int(chance.expovariate(0.45)))):
        of = min(_GOODS - 1, int(chance.expovariate(1 / 900)))
        price, pieces = 100 + of * 7919 % 2900, chance.choice((1, 1, 1, 1, 2, 3))
        discount = price * pieces // 10 if chance.random() < 0.1 else 0
        yield {
            "sale_number": number, "position": position, "code": f"69{of:011d}", "name": f"商品 {of:04d}",
            "unit": "each", "quantity_milli": pieces * 1000, "unit_price_fen": price,
            "amount_fen": price * pieces - discount, "discount_fen": discount, "list_price_fen": None, "note": "",
            "category": f"货架 {of % _SHELVES:02d}", "tax_rate": _TAX_RATES[of % len(_TAX_RATES)],
        }  # fmt: skip


def _returned(refund: dict[str, Any], line: dict[str, Any]) -> dict[str, object]:
    return {
        "out_refund_no": refund["out_refund_no"], "position": line["position"], "sale_number": line["sale_number"],
        "quantity_milli": line["quantity_milli"], "amount_fen": line["amount_fen"], "restock": True,
    }  # fmt: skip


def _payment(
    chance: random.Random, number: str, day: date, attempt: int, fen: int, begun: datetime, state: str
) -> dict[str, object]:  # fmt: skip
    paid = state == "paid"
    coupon = chance.randrange(50, 100) if paid and chance.random() < 0.05 else 0
    settled = stamp(begun + timedelta(seconds=25)) if state in {"paid", "closed"} else None
    return {
        "out_trade_no": f"{number}-{attempt}-{''.join(chance.choices(_CROCKFORD, k=6))}", "sale_number": number,
        "attempt": attempt, "business_date": day.isoformat(), "tender": "wechat_qr", "state": state,
        "amount_fen": fen, "description": "和顺里超市", "time_expire": stamp(begun + timedelta(minutes=5)),
        "notify_url": "https://shop.example/notify", "created_at": stamp(begun),
        "code_url": "weixin://wxpay/bizpayurl?pr=7K3M9Qzzz",
        "transaction_id": f"42000023{day:%Y%m%d}{chance.randrange(10**12):012d}" if paid else None,
        "paid_at": settled if paid else None, "payer_total_fen": fen - coupon if paid else None,
        "settled_at": settled, "closing_reason": None if paid or not settled else "expired",
        "provider_state": None, "unanswered": 0, "trouble_kind": None, "trouble_code": None,
        "trouble_message": None, "trouble_at": None, "reserved_fen": 0, "refund_count": 0,
        "refunded_last_at": None, "surplus": False, "matched_to": None, "tendered_fen": None, "rounding_fen": 0,
        "label": "", "undone": False,
    }  # fmt: skip


def _refund(chance: random.Random, payment: dict[str, Any]) -> dict[str, Any]:
    amount = payment["amount_fen"]
    return {
        "out_refund_no": f"{payment['out_trade_no']}-R1", "out_trade_no": payment["out_trade_no"],
        "sale_number": payment["sale_number"], "sequence": 1, "business_date": payment["business_date"],
        "state": "success", "amount_fen": amount if chance.random() < 0.7 else max(1, amount // 2),
        "total_fen": amount, "reason": "质量问题", "requested_by": "林晓燕", "notify_url": "",
        "created_at": payment["settled_at"], "sent_at": payment["settled_at"],
        "refund_id": f"503000{chance.randrange(10**22):022d}", "received_account": "支付用户零钱",
        "settled_at": payment["settled_at"], "unanswered": 0, "trouble_kind": None, "trouble_code": None,
        "trouble_message": None, "trouble_at": None, "route": "original", "note": "", "rounding_fen": 0,
    }  # fmt: skip
