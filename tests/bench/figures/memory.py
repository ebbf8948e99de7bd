"""P8: the memory that the till holds after its first sale, beside a bare window, and after a day of them."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_app.app import Till
from pos_app.core.payment import PaymentState
from pos_app.simulator.remote import RemoteSimulator
from tests.bench.provider import provider
from tests.bench.table import Plan, Row
from tests.bench.till import live, open_till, press, ring_up, stands, take_over, until
from tests.bench.windows import resident, run

LIMIT, GROWTH = 1.8, 2.0
SALES, WARM = 2000, 300
MIB = 1 << 20


def measure(plan: Plan) -> list[Row]:
    """Sell once in this process and look at what it holds; then sell on for as long as a busy day has customers."""
    _, bare = run("bare", plan.scratch)
    app = QApplication([])
    with provider(plan.scratch / "stub") as stub:
        simulator = RemoteSimulator(stub.url, ca_file=stub.folder / "ca.pem")
        with open_till(app, *take_over(stub, plan.scratch / "till")) as till:
            _sell(till, simulator)
            sold = resident()
            held = _go_on(till, simulator, plan.times(SALES, 60))
    first, last = held[0], held[-1]
    return [
        Row(figure="P8", what="memory after the first sale, over a bare window", value=sold / bare, limit=LIMIT,
            beside=f"till {sold / MIB:.0f} MiB; bare {bare / MIB:.0f} MiB",
            numbers={"till": sold, "bare": bare}),
        Row(figure="P8", what=f"growth over {SALES:,} sales, half of them in cash", value=(last - first) / MIB,
            limit=GROWTH, unit="MiB", beside=" → ".join(f"{bytes_ / MIB:.1f}" for bytes_ in held),
            numbers={"first": first, "last": last}),
    ]  # fmt: skip


def _go_on(till: Till, simulator: RemoteSimulator, sales: int) -> list[int]:
    """Sell until every cache is full, then a day's sales; give what is held before them and at each fifth of them."""
    for number in range(WARM):
        _sell(till, simulator, cash=bool(number % 2))
    held = [_settled()]
    for number in range(sales):
        _sell(till, simulator, cash=bool(number % 2))
        if (number + 1) % (sales // 5) == 0:
            held.append(_settled())
    return held


def _settled() -> int:
    """Give what is held once what is no longer used was thrown away."""
    live(0.5)
    gc.collect()
    return resident()


def _sell(till: Till, simulator: RemoteSimulator, *, cash: bool = False) -> None:
    """Ring one thing up and have it paid; what comes next begins a ticket of its own."""
    session = till.window.door.session
    assert session.member is not None
    session.begin(session.member)  # or the till locks: keys that a program presses are no sign of life
    ring_up(till)
    if cash:
        press(till, Qt.Key.Key_F11)
        press(till, Qt.Key.Key_Return)
    else:
        press(till, Qt.Key.Key_F10)
        until(lambda: stands(till, PaymentState.PRESENTED))
        simulator.phone.pay(till.window.sale.payment_number)
        press(till, Qt.Key.Key_Space)
    until(lambda: stands(till, PaymentState.PAID))
