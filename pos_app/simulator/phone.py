"""The customer's phone: scan, type the password, pay, change one's mind, pay too late."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.simulator.books import Books
from pos_app.simulator.clock import Clock
from pos_app.simulator.orders import OrderDesk
from pos_app.simulator.records import Order, OrderState

WORDS = {
    "unknown_code": "二维码无效",
    "dead_code": "二维码已过期",
    "other_account": "商家订单信息有误",
    "closed": "订单已关闭",
    "paid": "订单已支付",
    "expired": "订单已过期，请重新下单",
    "bad_coupon": "优惠券不可用",
}


class PhoneError(Exception):
    """The phone shows a refusal. `reason` is one of the keys of `WORDS`, `words` what the customer reads."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}: {WORDS[reason]}")
        self.reason = reason
        self.words = WORDS[reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What the phone shows."""

    out_trade_no: str
    description: str
    total_fen: int
    state: str


class Phone:
    """Phones of any number of accounts. An order is named by its code or by its ``out_trade_no``."""

    def __init__(self, books: Books, orders: OrderDesk, clock: Clock) -> None:
        self._books = books
        self._orders = orders
        self._clock = clock

    def scan(self, code: str, account: str = "A") -> Bill:
        """Point the camera at a code. The first account to do so is the only one that can pay."""
        with self._books.lock:
            return _bill(self._scanned(code, account))

    def enter_password(self, code: str, account: str = "A") -> Bill:
        """Begin to type the password: until done, the order cannot be closed."""
        with self._books.lock:
            order = self._scanned(code, account)
            return _bill(self._orders.change(order, "entering the password", entering_password=True))

    def decline(self, code: str, account: str = "A") -> Bill:
        """Put the phone away. The order stays unpaid, and payable."""
        with self._books.lock:
            order = self._scanned(code, account)
            return _bill(self._orders.change(order, "declined", entering_password=False))

    def pay(self, code: str, account: str = "A", *, coupon_fen: int = 0) -> Bill:
        """Scan and pay, part of it by coupons if there are any."""
        with self._books.lock:
            order = self._scanned(code, account)
            if not 0 <= coupon_fen < order.total_fen:
                raise PhoneError("bad_coupon")
            return _bill(self._orders.pay(order, account, coupon_fen=coupon_fen))

    def pay_late(self, code: str, account: str = "A", *, even_closed: bool = False) -> Bill:
        """Let money arrive after the code or the order has expired.

        ``even_closed`` breaks the provider's own promise that a closed order is never paid, to see what a till does.
        """
        with self._books.lock:
            order = self._found(code)
            if order.state is OrderState.SUCCESS:
                raise PhoneError("paid")
            if order.state is OrderState.CLOSED and not even_closed:
                raise PhoneError("closed")
            return _bill(self._orders.pay(order, account))

    def pay_during_close(self, code: str, account: str = "A") -> Bill:
        """Pay at the very moment of the next close: the close is answered 204, and the order is paid."""
        with self._books.lock:
            order = self._scanned(code, account)
            return _bill(self._orders.change(order, "will pay at close", pays_at_close=account))

    def _found(self, code: str) -> Order:
        order = self._books.order_by_code(code) or self._books.order(code)
        if order is None:
            raise PhoneError("unknown_code")
        return self._orders.find(order.out_trade_no)

    def _scanned(self, code: str, account: str) -> Order:
        order = self._found(code)
        now = self._clock.now()
        if order.state is OrderState.CLOSED:
            raise PhoneError("closed")
        if order.state is OrderState.SUCCESS:
            raise PhoneError("paid")
        if now > order.expires_at:
            raise PhoneError("expired")
        if code not in {order.code, order.out_trade_no} or now > order.code_dies_at:
            raise PhoneError("dead_code")
        if order.account not in {None, account}:
            raise PhoneError("other_account")
        if order.account is None:
            return self._orders.change(order, "scanned", account=account)
        return order


def _bill(order: Order) -> Bill:
    return Bill(
        out_trade_no=order.out_trade_no,
        description=order.description,
        total_fen=order.total_fen,
        state=order.state.value,
    )
