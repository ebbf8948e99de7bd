"""P3: TLS handshakes and readings of the authorities, for one order and for many."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Callable

from pos_app.core.polling import LONGEST_LIVE_GAP
from pos_app.wechatpay.orders import NativeOrder
from tests.bench.peers import DESCRIPTION, NOTIFY_URL, new_number, shipped
from tests.bench.provider import provider
from tests.bench.table import Plan, Row
from tests.bench.wire import wire

AN_ORDER, AMORTISED, PARSES = 1, 0.1, 1
POLLS = 14
ORDERS = 30


class _Readings:
    """Counts how often certificate authorities are read into a TLS context."""

    def __init__(self) -> None:
        self.count = 0
        read = ssl.SSLContext.load_verify_locations

        def counted(context: ssl.SSLContext, *args: object, **kwargs: object) -> None:
            self.count += 1
            read(context, *args, **kwargs)  # type: ignore[arg-type]

        ssl.SSLContext.load_verify_locations = counted  # type: ignore[method-assign,assignment]

    def take(self) -> int:
        """Return the count and begin anew."""
        counted, self.count = self.count, 0
        return counted


def measure(plan: Plan) -> list[Row]:
    """Take orders from prepay to close over a wire that counts."""
    readings = _Readings()
    with provider(plan.scratch) as stub, wire(stub.url) as way:
        os.environ["REQUESTS_CA_BUNDLE"] = str(stub.ca_bundle)
        theirs = shipped(stub, way.url)
        readings.take()
        _by_library(theirs)
        peer, peer_readings = way.handshakes(), readings.take()

        client = stub.client(way.url)

        def order(pause: Callable[[], object] = lambda: None) -> None:
            sent = NativeOrder(
                description=DESCRIPTION, out_trade_no=new_number(), total_fen=100, notify_url=NOTIFY_URL
            )  # fmt: skip
            client.prepay_native(sent)
            for _ in range(POLLS - 1):
                client.query_order(sent.out_trade_no)
            pause()
            client.query_order(sent.out_trade_no)
            client.close_order(sent.out_trade_no)

        order(lambda: threading.Event().wait(LONGEST_LIVE_GAP))
        first = way.handshakes()
        for _ in range(ORDERS - 1):
            order()
        all_of_them = first + way.handshakes()
    calls = f"prepay, {POLLS} queries with one gap of {LONGEST_LIVE_GAP:.0f} s, close"
    return [
        Row(figure="P3", what=f"TLS handshakes of one order ({calls})", value=first, limit=AN_ORDER, unit="",
            beside=f"wechatpayv3 {peer}"),
        Row(figure="P3", what=f"handshakes an order, {ORDERS} in a row", value=all_of_them / ORDERS,
            limit=AMORTISED, unit="", beside=f"wechatpayv3 {peer}"),
        Row(figure="P3", what="readings of the certificate authorities, in all", value=readings.take(), limit=PARSES,
            unit="", beside=f"wechatpayv3 {peer_readings} for one order"),
    ]  # fmt: skip


def _by_library(theirs: object) -> None:
    number = new_number()
    theirs.pay(DESCRIPTION, number, {"total": 100, "currency": "CNY"})  # type: ignore[attr-defined]
    for _ in range(POLLS):
        theirs.query(out_trade_no=number)  # type: ignore[attr-defined]
    theirs.close(number)  # type: ignore[attr-defined]
