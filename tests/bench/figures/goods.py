"""A hundred thousand goods: imported, found by a scan and by words, on the real sale page.

A scan is counted from the key that ends it to the painted ticket, a search from the words to the painted tiles: by the
wall clock, through the worker that looks into the ledger.
"""

from __future__ import annotations

import csv
import random
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_app.app import Till
from pos_app.core.goods import Initials
from pos_app.core.goods_plan import plan_import
from pos_app.core.goods_table import read_table
from pos_app.core.ledger import open_ledger
from pos_app.ui.resources import RESOURCES
from tests.bench.provider import provider
from tests.bench.table import Plan, Row
from tests.bench.till import open_till, press, promptly, strike, take_over
from tests.bench.timing import Sample

MANY = 100_000
ON_SCREEN_MS, IMPORT_S = 50.0, 20.0
SEED = 7
ON_A_TICKET = 40  # scans, then the ticket is given up
HEADS = ("code", "name", "category", "unit", "price")
FIRST = "云南本地有机山东东北新疆特级农家鲜嫩精选海南宁夏泰国进口散装手工原味五香麻辣无糖"
SECOND = "苹果白菜大米牛奶酱油面条饼干鸡蛋豆腐花生红枣蘑菇茶叶蜂蜜香皂纸巾粉丝牙膏毛巾可乐"
WORDS = len(FIRST) // 2  # of two characters each
CONTROL = Qt.KeyboardModifier.ControlModifier


def measure(plan: Plan) -> list[Row]:
    """Import, then scan and search."""
    chance = random.Random(SEED)
    count = plan.times(MANY, 5000)
    goods = [_goods(number) for number in range(count)]
    listed = plan.scratch / "goods.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADS, *goods])
    app = QApplication([])
    with provider(plan.scratch / "stub") as stub:
        profile, settings = take_over(stub, plan.scratch / "till")
        took = _import(profile.ledger_file, listed)
        with open_till(app, profile, settings) as till:
            codes = [chance.choice(goods)[0] for _ in range(plan.times(600, 80))]
            scans = _scan(till, codes)
            words = [chance.choice(_words(chance.choice(goods)[1])) for _ in range(plan.times(300, 40))]
            searches = _search(till, words)
    beside = f"of {count:,} goods"
    return [
        Row(figure="counter", what="a list of goods imported", unit="s", value=took, limit=IMPORT_S, beside=beside),
        _row("a scanned code on the ticket, p95", scans, beside),
        _row("two characters or initials found, p95", searches, beside),
    ]


def _row(what: str, sample: Sample, beside: str) -> Row:
    return Row(figure="counter", what=what, unit="ms", value=sample.quantile(0.95) * 1e3, limit=ON_SCREEN_MS,
               beside=f"median {sample.milliseconds()} {beside}")  # fmt: skip


def _goods(number: int) -> tuple[str, str, str, str, str]:
    first, second = (2 * (place % WORDS) for place in (number, number // WORDS))
    name = f"{FIRST[first : first + 2]}{SECOND[second : second + 2]} {number // WORDS**2}g"
    return _ean(number), name, f"货架 {number % 40:02d}", "each", f"{1 + number % 900 / 10:.2f}"


def _ean(number: int) -> str:
    digits = f"69{number:010d}"
    odd, even = (sum(int(digit) for digit in digits[place::2]) for place in (0, 1))
    return f"{digits}{-(odd + 3 * even) % 10}"


def _words(name: str) -> tuple[str, str]:
    """Give two characters of a name, and the initials of its beginning."""
    return name[1:3], Initials(RESOURCES / "catalogue" / "initials.txt").of(name[:3])


def _import(ledger_file: Path, listed: Path) -> float:
    """Read a list, compare it with what is there, and write it down: what the goods page's worker does."""
    with open_ledger(ledger_file, till="01", clock=lambda: datetime.now(UTC)) as ledger:
        began = time.perf_counter()
        plan = plan_import(read_table(listed), ledger.goods.all(), Initials(RESOURCES / "catalogue" / "initials.txt"))
        ledger.goods.change(plan.changes, source=listed.name, who="Lee")
        took = time.perf_counter() - began
    if plan.bad or not plan.added:
        raise AssertionError(f"not imported: {plan.bad[:3]}")
    return took


def _scan(till: Till, codes: list[str]) -> Sample:
    sale, took = till.window.sale, []
    for place, code in enumerate(codes):
        if place and not place % ON_A_TICKET:
            for _ in range(2):
                press(till, Qt.Key.Key_Delete, CONTROL)
            promptly(lambda: not sale.cart)
        strike(till, code)
        before, began = sale.cart, time.perf_counter()
        press(till, Qt.Key.Key_Return)
        promptly(lambda known=before: sale.cart != known)  # type: ignore[misc]
        sale.stage.ticket.repaint()
        took.append(time.perf_counter() - began)
    return Sample(tuple(took[20:]))


def _search(till: Till, searched: list[str]) -> Sample:
    shelf, took = till.window.sale.stage.shelf, []
    shelf.search.setFocus()
    for words in searched:
        began = time.perf_counter()
        shelf.search.setText(words)
        promptly(lambda: shelf._asked is None)
        shelf.tiles.repaint()
        took.append(time.perf_counter() - began)
    return Sample(tuple(took[10:]))
