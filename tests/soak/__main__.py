"""Ring up whole days of a real supermarket: ``make soak N=2``.

Prints each Z beside the sums of its list, and what it cost the machine. The exit code tells whether every figure
agrees and the book is sound; a busy machine is no defect.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_app.ui import theme as themes
from pos_app.ui.i18n import SOURCE_LANGUAGE, Languages
from pos_app.ui.theme import Theme
from tests.bench.table import render
from tests.soak.day import Store, figures_of, goods_of, paper_of, price_goods, store, take_in_goods, trade
from tests.soak.measuring import Memory, Pulse
from tests.soak.sold import Sold, offered, read_names, read_sales, weighed_goods
from tests.soak.sums import Figures, by_goods
from tests.soak.visits import FLOAT_FEN, plan

DATA = Path(__file__).parents[3] / "shared" / "data" / "supermarket"
_OF_PROVIDER = {"paid_fen": "WeChat", "refunded_fen": "WeChat back"}
_PAPER = "on paper: {}"
_WRONG = "goods of which the reports differ"
_ROW = "{:<34} {:>12} {:>12}  {}"


def main() -> int:
    """Do what was asked for; give the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("days", type=int, nargs="?", default=1, help="how many")
    arguments.add_argument("--data", type=Path, default=DATA, help="the folder with goods.csv and sales.csv")
    arguments.add_argument("--first", type=date.fromisoformat, help="the first day, as 2023-06-17; the busiest one")
    given = arguments.parse_args()
    if not (given.data / "sales.csv").exists():
        _say(f"skipped: {given.data} has no goods.csv and sales.csv of a supermarket (--data names another folder)")
        return 0
    logging.disable(logging.WARNING)
    sales = read_sales(given.data / "sales.csv")
    first = given.first or max(sales, key=lambda day: len(sales[day]))
    days = [day for day in sales if day >= first][: given.days]
    scratch = Path("build")
    scratch.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soak-", dir=scratch.resolve()) as folder:
        return int(not _soak(Path(folder), given.data, {day: sales[day] for day in days}))


def _soak(folder: Path, data: Path, days: Mapping[date, tuple[Sold, ...]]) -> bool:
    app = QApplication([])
    languages, theme = Languages(app), Theme(reduce_motion=True)
    languages.use(SOURCE_LANGUAGE)
    themes.apply(app, theme)
    names = read_names(data / "goods.csv")
    weighed = weighed_goods(one for sold in days.values() for one in sold)
    morning = min(days.values(), key=lambda sold: sold[0].at)[0].at - timedelta(minutes=30)
    memory, pulse = Memory(), Pulse()
    with store(theme, languages, folder, morning) as of:
        take_in_goods(of, data / "goods.csv", len(names))
        pulse.start()
        agreed = [_day(of, day, sold, names, weighed, memory) for day, sold in days.items()]
        sound = of.till.shop.ledger.verify().sound and _provider_agrees(of)
    _say(f"\nthe book is {'sound' if sound else 'NOT SOUND'}\n\n{render([*memory.rows(), *pulse.rows()])}")
    return all(agreed) and sound


def _day(
    of: Store, day: date, sold: Sequence[Sold], names: Mapping[str, str], weighed: frozenset[str], memory: Memory
) -> bool:  # fmt: skip
    goods = offered(sold, names, weighed)
    visits = plan(sold, goods)
    of.clock.go(sold[0].at - timedelta(minutes=15))
    price_goods(of, goods)
    begun = time.monotonic()
    shift, due = trade(of, visits, FLOAT_FEN, served=memory.note)
    took = time.monotonic() - begun
    _say(f"\nZ {shift.number}, {day}: {len(sold)} lines, {len(visits)} customers, rung up in {took:.0f} s")
    wrong = {code for code, _ in set(by_goods(visits).items()) ^ set(goods_of(of, day).items())}
    paper = paper_of(of.far.last_sheet)
    due |= {_PAPER.format(name): due[name] for name in paper} | {_WRONG: 0}
    printed = {_PAPER.format(name): value for name, value in paper.items()}
    return _compare(due, {**figures_of(shift), **printed, _WRONG: len(wrong)})


def _provider_agrees(of: Store) -> bool:
    """Whether the provider's own books say of all days what the Zs say."""
    books = of.far.simulator.audit()["totals"]
    zs = [figures_of(shift) for shift in of.till.shop.ledger.shifts.listed(limit=100)]
    due = {name: sum(z[f"{word}, fen"] for z in zs) for name, word in _OF_PROVIDER.items()}
    _say("\nWeChat Pay's own books of all days")
    return _compare(due, {"paid_fen": books["paid_fen"], "refunded_fen": books["refunded_fen"]})


def _compare(due: Figures, says: Figures) -> bool:
    _say(_ROW.format("", "by the list", "on the Z", ""))
    for name, value in due.items():
        _say(_ROW.format(name, value, says[name], "" if value == says[name] else "DIFFERS"))
    return due == says


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
