"""P8, its first half: the memory that the till holds after its first sale, beside a bare window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_app.core.payment import PaymentState
from pos_app.simulator.remote import RemoteSimulator
from tests.bench.provider import provider
from tests.bench.table import Plan, Row
from tests.bench.till import open_till, press, ring_up, stands, take_over, until
from tests.bench.windows import resident, run

LIMIT = 1.8
MIB = 1 << 20


def measure(plan: Plan) -> list[Row]:
    """Sell once in this process, and look at what it holds."""
    _, bare = run("bare", plan.scratch)
    app = QApplication([])
    with provider(plan.scratch / "stub") as stub:
        simulator = RemoteSimulator(stub.url, ca_file=stub.folder / "ca.pem")
        with open_till(app, *take_over(stub, plan.scratch / "till")) as till:
            ring_up(till)
            press(till, Qt.Key.Key_F10)
            until(lambda: stands(till, PaymentState.PRESENTED))
            simulator.phone.pay(till.window.sale.payment_number)
            until(lambda: stands(till, PaymentState.PAID))
            sold = resident()
    return [
        Row(figure="P8", what="memory after the first sale, over a bare window", value=sold / bare, limit=LIMIT,
            beside=f"till {sold / MIB:.0f} MiB; bare {bare / MIB:.0f} MiB",
            numbers={"till": sold, "bare": bare}),
    ]  # fmt: skip
