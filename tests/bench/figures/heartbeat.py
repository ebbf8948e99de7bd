"""P7: how evenly the GUI thread beats while eight orders are asked about, and while the network is a black hole."""

from __future__ import annotations

import time
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from pos_app.app import Till
from pos_app.core.payment import PaymentState, Tender
from pos_app.core.settlement import Taking
from pos_app.ui.order import Order
from tests.bench.provider import provider
from tests.bench.table import Plan, Row
from tests.bench.till import live, open_till, press, ring_up, stands, take_over, until
from tests.bench.timing import Sample
from tests.bench.wire import wire

USUAL, LONGEST = 16, 50  # milliseconds: p99.9 and the longest
BEAT_MS = 5
ORDERS = 8
RTT = 0.030


class Heart(QObject):
    """Beats every 5 ms on the thread of the glass, and notes how long each beat was in coming."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._beats: list[float] = []

    def listen(self, seconds: float) -> Sample:
        """Let the windows live, and give the time between the beats."""
        self._beats.clear()
        self._timer.start()
        live(seconds)
        self._timer.stop()
        beats = self._beats
        return Sample(tuple(later - earlier for earlier, later in pairwise(beats)))

    @Slot()
    def _beat(self) -> None:
        self._beats.append(time.perf_counter())


def measure(plan: Plan) -> list[Row]:
    """Listen to the idle till, to the busy one, and to the one that nobody answers."""
    app = QApplication([])
    heart, seconds = Heart(), plan.times(30, 8)
    with provider(plan.scratch / "stub") as stub, wire(stub.url) as way:
        way.lengthen(RTT)
        with open_till(app, *take_over(stub, plan.scratch / "till", way.url)) as till:
            live(1)
            idle = heart.listen(seconds / 2)
            _begin_orders(till)
            way.handshakes()
            busy = heart.listen(seconds)
            renewed = way.handshakes()
            way.swallow()
            dark = heart.listen(seconds)
            way.heal()
    still = f"idle p99.9 {_ms(idle, 0.999):.1f} ms, longest {_ms(idle, 1):.1f} ms"
    return [
        *_rows(f"{ORDERS} orders asked about", busy, f"{still}; {renewed} new handshakes in {seconds} s"),
        *_rows(f"{ORDERS} orders, network a black hole", dark, still),
    ]


def _begin_orders(till: Till) -> None:
    """Show one code, and leave seven more to be watched, as parked sales are."""
    ring_up(till)
    cart = till.window.sale.cart
    order = Order(lines=cart.lines, taking=Taking(tender=Tender.WECHAT_QR, amount=cart.total))
    press(till, Qt.Key.Key_F10)
    until(lambda: stands(till, PaymentState.PRESENTED))
    for _ in range(ORDERS - 1):
        till.window.counter.requests.pay_requested.emit(order, "林晓燕", "")
    live(1)


def _rows(what: str, beats: Sample, beside: str) -> list[Row]:
    usual, longest = _ms(beats, 0.999), _ms(beats, 1)
    numbers = {"p50": _ms(beats, 0.5), "p99": _ms(beats, 0.99), "p99.9": usual, "longest": longest}
    return [
        Row(figure="P7", what=f"GUI heartbeat of 5 ms, {what}: p99.9", value=usual, limit=USUAL, unit="ms",
            beside=beside, numbers=numbers),
        Row(figure="P7", what=f"GUI heartbeat of 5 ms, {what}: longest", value=longest, limit=LONGEST, unit="ms",
            beside=beside, numbers=numbers),
    ]  # fmt: skip


def _ms(beats: Sample, share: float) -> float:
    return beats.quantile(share) * 1e3
