"""A whole shop: a till, a real client, and a pretend provider on a real socket, all on one clock."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pos_app.core.checkout import Checkout
from pos_app.core.ledger import Clock, Ledger
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.refunding import Refunding
from pos_app.simulator.server import Simulator
from pos_app.wechatpay.client import WeChatPay, connect
from pos_app.wechatpay.credentials import Merchant, load_private_key
from pos_app.wechatpay.transport import Timeouts
from tests.core.till import BASKET, HandClock

NOTIFY_URL = "https://shop.example/notify"
QUICK = Timeouts(connect=1.0, read=1.0, total=2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Everything that one till talks to."""

    ledger: Ledger
    checkout: Checkout
    refunding: Refunding
    simulator: Simulator
    clock: HandClock

    def shown(self) -> Payment:
        """A payment whose code is on the glass."""
        return self.checkout.advance(self.checkout.begin(BASKET, "林晓燕"))

    def paid(self) -> Payment:
        """A payment that the customer has made and the till has proven."""
        payment = self.shown()
        self.pay(payment)
        return self.checkout.advance(payment)

    def pay(self, payment: Payment, *, coupon_fen: int = 0) -> None:
        """Let the customer pay."""
        assert payment.code_url is not None
        self.simulator.phone.pay(payment.code_url, coupon_fen=coupon_fen)

    def weather(self, call: str, fault: str, *, times: int | None = 1, seconds: float | None = None) -> None:
        """Let something go wrong."""
        self.simulator.weather.set(call, fault, times=times, seconds=seconds)

    def order_state(self, payment: Payment) -> str | None:
        """What the provider's books say of a payment; None if they do not know it."""
        order = self.simulator.books.order(payment.out_trade_no)
        return None if order is None else order.state.value

    def refund_status(self, refund: Refund) -> str | None:
        """What the provider's books say of a refund; None if they do not know it."""
        known = self.simulator.books.refund(refund.out_refund_no)
        return None if known is None else known.status.value


def client_of(home: Path, url: str, clock: Clock, timeouts: Timeouts = QUICK) -> WeChatPay:
    facts = json.loads((home / "merchant.json").read_text("utf-8"))
    merchant = Merchant(
        mchid=facts["mchid"],
        appid=facts["appid"],
        certificate_serial=facts["certificate_serial"],
        private_key=load_private_key((home / "apiclient_key.pem").read_bytes(), checked=False),
    )
    return connect(
        merchant=merchant,
        public_key_pem=(home / "pub_key.pem").read_bytes(),
        public_key_id=facts["public_key_id"],
        url=url,
        timeouts=timeouts,
        clock=lambda: clock().timestamp(),
    )


@contextmanager
def open_shop(keys: Path, home: Path, ledger: Ledger, clock: HandClock) -> Iterator[Shop]:
    """Open a shop in ``home`` with an identity that was made before."""
    shutil.copytree(keys, home)
    with Simulator(home, clock=lambda: clock().timestamp()) as simulator:
        client = client_of(home, simulator.url, clock)
        yield Shop(
            ledger=ledger,
            checkout=Checkout(
                ledger,
                client,
                notify_url=NOTIFY_URL,
                description="和顺里超市",
                expires_after=timedelta(minutes=5),
                clock=clock,
            ),
            refunding=Refunding(ledger, client, notify_url=NOTIFY_URL, clock=clock),
            simulator=simulator,
            clock=clock,
        )
        client.close()


def beside(shop: Shop, ledger: Ledger) -> Shop:
    """Another till of the same shop, on a ledger of its own that shares the book."""
    client = shop.checkout._client
    return replace(
        shop,
        ledger=ledger,
        checkout=Checkout(
            ledger, client, notify_url=NOTIFY_URL, description="和顺里超市", expires_after=timedelta(minutes=5),
            clock=shop.clock,
        ),
        refunding=Refunding(ledger, client, notify_url=NOTIFY_URL, clock=shop.clock),
    )  # fmt: skip
