"""A short day of a made-up shop by real keys and scans: what ``make soak`` does with a real one's whole days."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from tests.soak.day import figures_of, goods_of, paper_of, price_goods, store, take_in_goods, trade
from tests.soak.sold import offered, read_names, read_sales, weighed_goods
from tests.soak.sums import by_goods
from tests.soak.visits import FLOAT_FEN, plan

DAY = date(2023, 6, 17)
GOODS = """\ufeff单品编码,单品名称,分类编码,分类名称
102900000090019,青苹果,1,水果
102900000090026,白萝卜(份) ,2,蔬菜
106921180990018,豆腐(盒),3,豆制品
"""
CUSTOMERS = (
    ("102900000090019,0.333 ,12.00 ,销售,否", "106921180990018,2.000 ,2.50 ,销售,否"),
    ("102900000090019,1.005 ,12.00 ,销售,否", "102900000090019,0.217 ,7.20 ,销售,是"),
    ("106921180990018,1.000 ,2.50 ,销售,否", "106921180990018,1.000 ,1.50 ,销售,是"),
    ("102900000090026,1.000 ,4.90 ,销售,否", "102900000090019,0.049 ,12.00 ,销售,否"),
)


def write_lists(folder: Path) -> None:
    """Write what a shop would have: its goods, and what it sold on a morning, with a broken line in it."""
    (folder / "goods.csv").write_text(GOODS, "utf-8")
    lines = [
        f"{DAY},09:{5 + customer:02d}:{10 + place:02d}.5,{line}"
        for customer in range(12)
        for place, line in enumerate(CUSTOMERS[customer % len(CUSTOMERS)])
    ]
    (folder / "sales.csv").write_text("\n".join((*reversed(lines), "0 ,2.50 ,销售,否")), "utf-8")


def test_the_z_of_a_day_is_what_its_list_of_sales_adds_up_to(
    theme: Theme, languages: Languages, keys: Path, tmp_path: Path
) -> None:
    """M12: sums by the list alone, by the Z, by the reports and by the provider's own books agree to the fen."""
    write_lists(tmp_path)
    names, sold = read_names(tmp_path / "goods.csv"), read_sales(tmp_path / "sales.csv")[DAY]
    goods = offered(sold, names, weighed_goods(sold))
    visits = plan(sold, goods)
    shutil.copytree(keys, tmp_path / "provider")

    with store(theme, languages, tmp_path, sold[0].at - timedelta(minutes=30)) as of:
        take_in_goods(of, tmp_path / "goods.csv", len(names))
        price_goods(of, goods)
        shift, due = trade(of, visits, FLOAT_FEN)

        assert figures_of(shift) == due
        assert paper_of(of.far.last_sheet).items() <= due.items()
        assert goods_of(of, DAY) == by_goods(visits)
        totals = of.far.simulator.audit()["totals"]
        assert totals["paid_fen"] == due["WeChat, fen"]
        assert totals["refunded_fen"] == due["WeChat back, fen"]
        assert of.till.shop.ledger.verify().sound
    assert due["voids"]
    assert due["cash back"] + due["WeChat back"]
