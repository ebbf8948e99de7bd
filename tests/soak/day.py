"""A day of the shop, from the list of goods in the morning to the Z in the evening."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from pos_app.config import Receipt
from pos_app.core.checkout import Checkout
from pos_app.core.ledger import open_ledger
from pos_app.core.payment import Tender
from pos_app.core.refunding import Refunding
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.core.shift import Shift, Tally, TenderTally
from pos_app.core.span import Span
from pos_app.simulator.server import Simulator
from pos_app.ui.collector import Collector
from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from pos_app.wechatpay.transport import Timeouts
from tests.core.people import MANAGER
from tests.core.shop import NOTIFY_URL, Shop, client_of
from tests.soak.far_end import FarEnd, SharedClock, far_end
from tests.soak.hands import Hands, until, yuan
from tests.soak.sold import SCALE, Offered
from tests.soak.sums import Figures, added_up
from tests.soak.visits import FLOAT_FEN, Errand, Visit
from tests.ui.live_till import LiveTill, live_till

_TILL = "01"
_ON_PAPER = re.compile(r"开票 (\d+) 张.*成交 (\d+) 笔.*微信支付收款 (\d+) 笔 +([\d,]+\.\d\d)", re.DOTALL)
_LABELS = ScaleRule(prefix=SCALE, code_digits=5, holds=Holds.WEIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A whole till, what is beyond its counter, and hands to work it."""

    till: LiveTill
    far: FarEnd
    clock: SharedClock
    hands: Hands
    folder: Path


@contextmanager
def store(theme: Theme, languages: Languages, folder: Path, now: datetime) -> Iterator[Store]:
    """Open a store in a folder, in the morning; the next one that is opened there goes on with the same book."""
    clock = SharedClock(folder, now)
    with (
        far_end(folder) as far,
        open_ledger(folder / "ledger.sqlite3", till=_TILL, clock=clock) as ledger,
        ThreadPoolExecutor(1, thread_name_prefix="customer") as customer,
    ):
        client = client_of(folder / "provider", far.simulator.url, clock, Timeouts())
        shop = Shop(
            ledger=ledger,
            checkout=Checkout(
                ledger, client, notify_url=NOTIFY_URL, description="和顺里超市", expires_after=timedelta(minutes=5),
                clock=clock,
            ),
            refunding=Refunding(ledger, client, notify_url=NOTIFY_URL, clock=clock),
            simulator=cast("Simulator", far.simulator),  # the same verbs
            clock=clock,
        )  # fmt: skip
        printer = Receipt(printer=far.printer, form="text", automatic=True)
        with live_till(theme, languages, shop, folder / "profile", printer, on_shift=False) as till:
            collector = Collector(till.window)
            collector.settle()
            till.window.sale.set_rules((_LABELS,))
            yield Store(till=till, far=far, clock=clock, hands=Hands(till, far, customer), folder=folder)
            collector.stop()
        client.close()


# ---------------------------------------------------------------- in the morning


def take_in_goods(of: Store, goods: Path, count: int) -> None:
    """Import the shop's list of goods, which knows no prices."""
    of.hands.come_in(MANAGER)
    of.hands.import_goods(str(goods), f"{count} new, 0 changed, 0 as they are")
    of.hands.leave()


def price_goods(of: Store, offered: Mapping[str, Offered]) -> None:
    """Import the prices of the day, as far as they changed."""
    known = {one.code: one.price.fen for one in of.till.shop.ledger.goods.all()}
    new = [one for one in offered.values() if known.get(one.code) != one.fen]
    path = of.folder / "prices.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write = csv.writer(file)
        write.writerow(("商品编码", "商品名称", "条码", "单位", "零售价"))
        for one in new:
            unit = "千克" if one.weighed else "份"
            write.writerow((one.code, one.name, f"{one.barcode} {one.plu}", unit, yuan(one.fen)))
    of.hands.come_in(MANAGER)
    of.hands.import_goods(str(path), f"0 new, {len(new)} changed, 0 as they are")
    of.hands.leave()


# ---------------------------------------------------------------- the day


def trade(
    of: Store, visits: Sequence[Visit], float_fen: int = FLOAT_FEN, *, served: Callable[[], None] = lambda: None
) -> tuple[Shift, dict[str, int]]:
    """Serve all customers of a day; give the Z, and what it must say. ``served`` is called after each customer."""
    hands, due = of.hands, added_up(visits, float_fen)
    hands.come_in()
    hands.open_shift(float_fen)
    errands = dict(zip((len(visits) // 4, len(visits) // 2, len(visits) * 3 // 4), Errand, strict=True))
    held: list[Visit] = []
    for place, visit in enumerate(visits):
        of.clock.go(visit.at)
        if place in errands:
            hands.run(errands[place])
        if visit.is_held and visit is not visits[-1]:
            hands.ring_up(visit.bought)
            hands.hold()
            held.append(visit)
            continue
        _serve(hands, visit)
        served()
        while held:
            hands.recall(held[-1].fen)
            hands.settle(last := held.pop())
            _give_back(hands, last)
            served()
    of.clock.go(visits[-1].at + timedelta(minutes=15))
    hands.close_shift(due["in the drawer, fen"])
    (shift,) = of.till.shop.ledger.shifts.listed(limit=1)
    until(f"Z {shift.number} is on paper", lambda: f"Z {shift.sequence:04d}" in of.far.last_sheet)
    return shift, due


def _serve(hands: Hands, visit: Visit) -> None:
    hands.ring_up(visit.bought)
    if visit.walks_away:
        hands.walk_away()
        hands.ring_up(visit.bought)
    hands.settle(visit)
    _give_back(hands, visit)


def _give_back(hands: Hands, visit: Visit) -> None:
    if visit.returns:
        hands.give_back()


# ---------------------------------------------------------------- in the evening


def figures_of(shift: Shift) -> Figures:
    """Give what a Z says, by the names of the sums."""
    closing = shift.closing
    assert closing is not None
    says = closing.figures
    return {
        "tickets": says.tickets,
        **_tally("sales", says.sales),
        **_tally("voids", says.voids),
        "discounts, fen": says.discounts.fen,
        "rounding, fen": says.rounding.fen,
        **_tally("cash", _by(Tender.CASH, says.payments)),
        **_tally("WeChat", _by(Tender.WECHAT_QR, says.payments)),
        **_tally("cash back", _by(Tender.CASH, says.refunds)),
        **_tally("WeChat back", _by(Tender.WECHAT_QR, says.refunds)),
        **_tally("paid_in", says.paid_in),
        **_tally("paid_out", says.paid_out),
        **_tally("drop", says.drops),
        "in the drawer, fen": closing.expected.fen,
        "difference, fen": closing.difference.fen,
    }


def paper_of(sheet: str) -> Figures:
    """Read a printed Z, as far as a cashier may see it: the count is blind, and so is its paper."""
    found = _ON_PAPER.search(sheet)
    assert found is not None, sheet
    tickets, sales, wechat, amount = found.groups()
    return {
        "tickets": int(tickets),
        "sales": int(sales),
        "WeChat": int(wechat),
        "WeChat, fen": int(re.sub("[,.]", "", amount)),
    }


def goods_of(of: Store, day: date) -> Mapping[str, tuple[int, int]]:
    """Give what the reports of a day say of each thing: for how much it was sold, and came back."""
    figures = of.till.shop.ledger.reports.read(Span(first=day, last=day), lambda _done, _parts: None, goods=True)
    return {one.code: (one.sold.fen, one.returned.fen) for one in figures.parcels or ()}


def _by(tender: Tender, tallies: Iterable[TenderTally]) -> Tally:
    return next((one.tally for one in tallies if one.tender is tender), Tally())


def _tally(name: str, tally: Tally) -> Figures:
    return {name: tally.count, f"{name}, fen": tally.amount.fen}
