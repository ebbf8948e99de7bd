"""P2: what a signed and verified prepay and query cost this process, over TLS to one local stub."""

from __future__ import annotations

import os

from pos_app.wechatpay.orders import NativeOrder
from tests.bench.peers import DESCRIPTION, NOTIFY_URL, BareSession, new_number, shipped
from tests.bench.provider import Provider, provider
from tests.bench.table import Plan, Row
from tests.bench.timing import Sample, each, interleave

OVER_BARE = 1.10
OVER_SHIPPED = 1 / 20


def measure(plan: Plan) -> list[Row]:
    """Place and query orders by three clients in turn."""
    with provider(plan.scratch) as stub:
        os.environ["REQUESTS_CA_BUNDLE"] = str(stub.ca_bundle)  # where wechatpayv3 finds the authorities
        took = _take_turns(stub, plan)
    bare, whole = took["ours"].over(took["bare"]), took["ours"].over(took["shipped"])
    numbers = {name: sample.median for name, sample in took.items()}
    ours = f"ours {took['ours'].milliseconds()}"
    return [
        Row(
            figure="P2",
            what="CPU of prepay + query, over bare Session and raw sign, verify",
            value=bare.median,
            limit=OVER_BARE,
            spread=bare.spread(),
            beside=f"{ours}; bare {took['bare'].milliseconds()}",
            numbers=numbers,
        ),
        Row(
            figure="P2",
            what="the same, over wechatpayv3 as shipped",
            value=whole.median,
            limit=OVER_SHIPPED,
            spread=whole.spread(places=3),
            beside=f"{ours}; wechatpayv3 {took['shipped'].milliseconds()}",
            numbers=numbers,
        ),
    ]


def _take_turns(stub: Provider, plan: Plan) -> dict[str, Sample]:
    client, bare, theirs = stub.client(), BareSession(stub), shipped(stub)

    def ours() -> None:
        order = NativeOrder(
            description=DESCRIPTION, out_trade_no=new_number(), total_fen=100, notify_url=NOTIFY_URL
        )  # fmt: skip
        client.prepay_native(order)
        client.query_order(order.out_trade_no)

    def by_hand() -> None:
        number = new_number()
        bare.prepay(number)
        bare.query(number)

    def by_library() -> None:
        number = new_number()
        for status, said in (
            theirs.pay(DESCRIPTION, number, {"total": 100, "currency": "CNY"}),
            theirs.query(out_trade_no=number),
        ):
            if status != 200:
                raise RuntimeError(f"the stub refused wechatpayv3: {said}")

    return interleave(
        {"ours": each(ours, 10), "bare": each(by_hand, 10), "shipped": each(by_library, 1)},
        rounds=plan.times(40, 8),
    )
