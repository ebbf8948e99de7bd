"""What a till has at hand in the tests: a clock, goods, terms, and ways to get a payment where it should be."""

from __future__ import annotations

from datetime import datetime, timedelta

from pos_app.core import ledger_payments
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.money import Money, line_amount
from pos_app.core.payment import Payment, PaymentState, Tender, Terms, Trouble
from pos_app.core.refund import RefundOrder
from pos_app.core.sale import Line, Sale, SaleState, Unit
from pos_app.core.shift import CashCount

TERMS = Terms(
    tender=Tender.WECHAT_QR,
    description="和顺里超市",
    notify_url="https://shop.example/notify",
    expires_after=timedelta(minutes=5),
)
WATER = Line(
    code="6921180050316", name="矿泉水 550ml", unit=Unit.EACH, quantity_milli=2000,
    unit_price=Money(200), amount=Money(400),
)  # fmt: skip
APPLES = Line(
    code="2900000002746", name="红富士苹果", unit=Unit.KILOGRAM, quantity_milli=1236,
    unit_price=Money(998), amount=line_amount(Money(998), 1236),
)  # fmt: skip
BASKET = (WATER, APPLES)
WORDS = '{"body":"{}"}'


class HandClock:
    """A clock whose hand is moved by the test."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wind(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def with_drawer(ledger: Ledger) -> Ledger:
    """Open a shift on the till, if there is none: without one no cash goes in or out."""
    if ledger.shifts.current() is None:
        ledger.shifts.open(CashCount(), "林晓燕")
    return ledger


def begun(ledger: Ledger, *lines: Line) -> tuple[Sale, Payment]:
    return ledger.begin_payment(lines or BASKET, "林晓燕", TERMS)


def presented(ledger: Ledger, *lines: Line) -> Payment:
    _, payment = begun(ledger, *lines)
    return ledger.move(payment, PaymentState.PRESENTED, who="till", evidence=WORDS, code_url="weixin://wxpay/x")


def paid(ledger: Ledger, clock: HandClock, *lines: Line) -> Payment:
    return pay(ledger, clock, presented(ledger, *lines))


def pay(ledger: Ledger, clock: HandClock, payment: Payment) -> Payment:
    return ledger.move(
        payment,
        PaymentState.PAID,
        who="till",
        evidence=WORDS,
        transaction_id=f"42{payment.out_trade_no}",
        paid_at=clock(),
        payer_total=payment.amount,
        provider_state="SUCCESS",
    )


def late_money(ledger: Ledger, clock: HandClock, *lines: Line) -> Payment:
    """Money for a sale that was voided behind the ledger's back, as only a coming tender could."""
    late = presented(ledger, *lines)
    with ledger._desk.writing(clock()) as pen:
        ledger_payments.settle_sale(pen, Deed.SALE_VOIDED, late.sale_number, SaleState.VOIDED, "店长")
    return pay(ledger, clock, late)


def close(ledger: Ledger, payment: Payment) -> Payment:
    return ledger.move(payment, PaymentState.CLOSED, who="till", evidence=WORDS, provider_state="CLOSED")


def order_of(out_trade_no: str, amount: Money, reason: str = "商品质量") -> RefundOrder:
    return RefundOrder(out_trade_no=out_trade_no, amount=amount, reason=reason)


def silence(clock: HandClock, kind: str = "unknown", code: str = "") -> Trouble:
    return Trouble(kind=kind, code=code, message="no answer", at=clock())
