"""P4: from the press to the painted code, durable row first: the real till beside the usual way to write one."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qrcode
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pysqlite3 import dbapi2

from pos_app.app import Till
from pos_app.core.payment import PaymentState
from pos_app.simulator.remote import RemoteSimulator
from pos_app.ui.qr import QrCode
from tests.bench.peers import DESCRIPTION, new_number, shipped
from tests.bench.provider import Provider, provider
from tests.bench.table import Plan, Row
from tests.bench.till import Painted, awaiting, open_till, press, ring_up, stands, take_over, until
from tests.bench.timing import Sample, interleave
from tests.bench.wire import wire

OVER_NAIVE = 0.20
BEYOND_RTT = 12  # milliseconds, p95
RTT = 0.030
TO_THE_RIGHT = 1400  # of the till's window, so that neither hides the other


def measure(plan: Plan) -> list[Row]:
    """Sell by both ways in turn, beside the provider and 30 ms away from it."""
    app = QApplication([])
    with provider(plan.scratch / "stub") as stub:
        os.environ["REQUESTS_CA_BUNDLE"] = str(stub.ca_bundle)
        near = _take_turns(app, stub, stub.url, plan, "near")
        with wire(stub.url) as way:
            way.lengthen(RTT)
            far = _take_turns(app, stub, way.url, plan, "far")
    ratio = near["ours"].over(near["naive"])
    tail = far["ours"].quantile(0.95)
    rtt = RTT * 1e3
    return [
        Row(figure="P4", what="press → code painted at 0 RTT, over wechatpayv3 and a PNG", value=ratio.median,
            limit=OVER_NAIVE, spread=ratio.spread(), numbers=_numbers(near),
            beside=f"ours {near['ours'].milliseconds()}; naive {near['naive'].milliseconds()}"),
        Row(figure="P4", what=f"the same {rtt:.0f} ms away, beyond one RTT, p95", value=(tail - RTT) * 1e3,
            limit=BEYOND_RTT, unit="ms", numbers=_numbers(far),
            beside=f"ours {far['ours'].milliseconds()}, p95 {tail * 1e3:.1f}; naive {far['naive'].milliseconds()}"),
    ]  # fmt: skip


def _numbers(took: dict[str, Sample]) -> dict[str, float]:
    return {name: sample.median for name, sample in took.items()}


def _take_turns(app: QApplication, stub: Provider, url: str, plan: Plan, name: str) -> dict[str, Sample]:
    profile, settings = take_over(stub, plan.scratch / name, url)
    simulator = RemoteSimulator(stub.url, ca_file=stub.folder / "ca.pem")
    with (
        open_till(app, profile, settings) as till,
        _naive(shipped(stub, url), plan.scratch / f"{name}.sqlite3") as naive,
    ):
        return interleave({"ours": _sell(till, simulator), "naive": naive}, plan.times(40, 8), warm=4)


def _sell(till: Till, simulator: RemoteSimulator) -> Callable[[], float]:
    code = till.window.findChild(QrCode, "qr_code")
    assert code is not None
    painted = Painted(code, lambda: code.shown and stands(till, PaymentState.PRESENTED))

    def measure() -> float:
        ring_up(till)
        with awaiting(painted.done):
            began = time.perf_counter()
            press(till, Qt.Key.Key_F10)
        took = time.perf_counter() - began
        _finish(till, simulator)
        return took

    return measure


def _finish(till: Till, simulator: RemoteSimulator) -> None:
    """Let the customer pay, and turn to the next ticket."""
    simulator.phone.pay(till.window.sale.payment_number)
    buttons = till.window.findChildren(QWidget, "query_now")
    QTest.mouseClick(next(filter(QWidget.isVisible, buttons)), Qt.MouseButton.LeftButton)
    until(lambda: stands(till, PaymentState.PAID))
    press(till, Qt.Key.Key_Return)
    until(lambda: till.window.sale.shown is None)


# ---------------------------------------------------------------- the usual way


class _Worker(QObject):
    """Writes a row, asks wechatpayv3, makes a PNG."""

    made = Signal(bytes)

    def __init__(self, client: Any, ledger: Path) -> None:
        super().__init__()
        self._client = client
        self._ledger = ledger
        self._db: Any = None

    @Slot()
    def begin(self) -> None:
        """Take one order."""
        if self._db is None:
            self._db = dbapi2.connect(self._ledger, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("CREATE TABLE orders (number TEXT PRIMARY KEY, total INTEGER, code_url TEXT)")
        number = new_number()
        self._db.execute("INSERT INTO orders VALUES (?, ?, NULL)", (number, 200))
        status, said = self._client.pay(DESCRIPTION, number, {"total": 200, "currency": "CNY"})
        if status != 200:
            raise RuntimeError(f"the stub refused wechatpayv3: {said}")
        code_url = said.split('"')[3]
        self._db.execute("UPDATE orders SET code_url = ? WHERE number = ?", (code_url, number))
        png = io.BytesIO()
        qrcode.make(code_url).save(png)
        self.made.emit(png.getvalue())


class _Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.button, self.picture = QPushButton("pay"), QLabel()
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.picture)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setGeometry(TO_THE_RIGHT, 0, 500, 600)

    @Slot(bytes)
    def show_code(self, png: bytes) -> None:
        """Show it."""
        pixels = QPixmap()
        pixels.loadFromData(png)
        self.picture.setPixmap(pixels)


@contextmanager
def _naive(client: Any, ledger: Path) -> Iterator[Callable[[], float]]:
    worker, window, thread = _Worker(client, ledger), _Window(), QThread()
    worker.moveToThread(thread)
    window.button.clicked.connect(worker.begin)
    worker.made.connect(window.show_code)
    painted = Painted(window.picture, lambda: not window.picture.pixmap().isNull())
    window.show()
    thread.start()

    def measure() -> float:
        window.picture.setPixmap(QPixmap())
        with awaiting(painted.done):
            began = time.perf_counter()
            QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
        return time.perf_counter() - began

    try:
        yield measure
    finally:
        window.close()
        thread.quit()
        thread.wait()
