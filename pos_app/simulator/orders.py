"""The provider's rules for orders: placing, repeating, paying, expiring, closing.

Source: APIv3 documents, "Native prepay", "close order", "order states", "time_expire and code_url".
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from typing import Any

from pos_app.simulator.books import Books
from pos_app.simulator.clock import DAY, Clock, beijing, parse_rfc3339
from pos_app.simulator.records import Order, OrderState
from pos_app.simulator.refusals import RefusalError, bad_parameter
from pos_app.simulator.shapes import canonical

SOONEST_EXPIRY = 60.0  # seconds; an earlier time_expire is put off to this
LATEST_EXPIRY = 7 * DAY
CODE_LIFE = 2 * 3600.0  # seconds, of a code_url or prepay_id
H5_LIFE = 300.0  # seconds, of an h5_url
CLOSED_UNPAID_AFTER = 7 * DAY


class OrderDesk:
    """Takes orders in, takes payments, and closes."""

    def __init__(self, books: Books, clock: Clock) -> None:
        self._books = books
        self._clock = clock

    def find(self, out_trade_no: str) -> Order:
        """Return an order as it stands by now."""
        with self._books.lock:
            return self._aged(self._books.order(out_trade_no))

    def find_by_transaction(self, transaction_id: str) -> Order:
        """Return a paid order by the provider's number."""
        with self._books.lock:
            return self._aged(self._books.order_by_transaction(transaction_id))

    def place(self, trade_type: str, values: dict[str, Any]) -> Order:
        """Take a well-formed order in, or give a repeated one a new code; the old code is dead from then on."""
        with self._books.lock:
            known = self._books.order(values["out_trade_no"])
            if known is None:
                return self._books.write_order(self._new(trade_type, values), "placed")
            return self._repeat(self._aged(known), trade_type, values)

    def close(self, out_trade_no: str) -> Order:
        """Close an unpaid order."""
        with self._books.lock:
            order = self.find(out_trade_no)
            if order.state is OrderState.CLOSED:
                raise RefusalError("ORDER_CLOSED")
            if order.state is OrderState.SUCCESS:
                raise RefusalError("ORDER_PAID")
            if order.entering_password and self._clock.now() <= order.expires_at:  # later, no password helps any more
                raise RefusalError("USER_PAYING")
            if order.pays_at_close is not None:
                # The payment wins the race, and yet the close is answered as if it had worked: hence "query once more".
                return self.pay(order, order.pays_at_close)
            return self._books.write_order(replace(order, state=OrderState.CLOSED), "closed")

    def pay(self, order: Order, account: str, *, coupon_fen: int = 0) -> Order:
        """Take the money. Whether the customer may pay at all is for the phone to judge."""
        with self._books.lock:
            paid = replace(
                order,
                state=OrderState.SUCCESS,
                account=account,
                openid=order.openid or openid_of(account),
                entering_password=False,
                pays_at_close=None,
                transaction_id=self._new_transaction_id(),
                bank_type="OTHERS",
                paid_at=self._clock.now(),
                coupon_fen=coupon_fen,
            )
            return self._books.write_order(paid, "paid")

    def change(self, order: Order, why: str, **changes: Any) -> Order:
        """Write down what the customer did short of paying."""
        return self._books.write_order(replace(order, **changes), why)

    def _aged(self, order: Order | None) -> Order:
        if order is None:
            raise RefusalError("ORDER_NOT_EXIST")
        if order.state is OrderState.NOTPAY and self._clock.now() >= order.placed_at + CLOSED_UNPAID_AFTER:
            return self._books.write_order(replace(order, state=OrderState.CLOSED), "closed by age")
        return order

    def _repeat(self, order: Order, trade_type: str, values: dict[str, Any]) -> Order:
        if order.state is OrderState.CLOSED:
            raise RefusalError("ORDER_CLOSED")
        if order.state is OrderState.SUCCESS:
            raise RefusalError("ORDER_PAID")
        if (trade_type, canonical(values)) != (order.trade_type, order.parameters):
            raise RefusalError("OUT_TRADE_NO_USED")
        return self._books.write_order(replace(order, **self._new_code(trade_type)), "placed again")

    def _new(self, trade_type: str, values: dict[str, Any]) -> Order:
        scene = values.get("scene_info", {})
        return Order(
            out_trade_no=values["out_trade_no"],
            trade_type=trade_type,
            parameters=canonical(values),
            description=values["description"],
            total_fen=values["amount"]["total"],
            notify_url=values["notify_url"],
            placed_at=self._clock.now(),
            expires_at=self._expiry(values.get("time_expire")),
            attach=values.get("attach"),
            device_id=scene.get("device_id"),
            openid=values.get("payer", {}).get("openid"),
            **self._new_code(trade_type),
        )

    def _expiry(self, time_expire: str | None) -> float:
        now = self._clock.now()
        if time_expire is None:
            return now + LATEST_EXPIRY
        wanted = parse_rfc3339(time_expire)
        if wanted is None:
            raise bad_parameter("/time_expire", "格式错误", time_expire)
        return min(max(wanted, now + SOONEST_EXPIRY), now + LATEST_EXPIRY)

    def _new_code(self, trade_type: str) -> dict[str, Any]:
        now = self._clock.now()
        token = secrets.token_urlsafe(9)
        if trade_type == "NATIVE":
            return {"code": f"weixin://wxpay/bizpayurl?pr={token}", "code_dies_at": now + CODE_LIFE}
        prepay_id = f"wx{beijing(now):%d%H%M%S}{secrets.token_hex(12)}0000"
        if trade_type == "MWEB":
            url = f"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={prepay_id}&package={token}"
            return {"code": url, "code_dies_at": now + H5_LIFE}
        return {"code": prepay_id, "code_dies_at": now + CODE_LIFE}

    def _new_transaction_id(self) -> str:
        return (
            f"4200002{secrets.randbelow(1000):03d}{beijing(self._clock.now()):%Y%m%d}{secrets.randbelow(10**10):010d}"
        )


def openid_of(account: str) -> str:
    """Return the one openid that an account has towards this merchant."""
    return "o" + hashlib.sha256(account.encode()).hexdigest()[:27]
