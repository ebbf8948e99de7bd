"""Records that a shop could have, for tests of the glass."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState, Tender, Trouble
from pos_app.core.refund import Refund, RefundState
from pos_app.core.sale import Line, Sale, SaleState, Unit, sum_lines

NOON = datetime(2025, 11, 23, 10, 45, 2, tzinfo=UTC)  # 18:45:02 in Beijing
CODE_URL = "weixin://wxpay/bizpayurl?pr=7HK2M9xyz"


def line(name: str = "矿泉水 550ml", price: int = 200, milli: int = 1000, **changes: Any) -> Line:
    amount = Money((price * milli + 500) // 1000)
    made = Line(code="1", name=name, unit=Unit.EACH, quantity_milli=milli, unit_price=Money(price), amount=amount)
    return replace(made, **changes)


def sale(*lines: Line, **changes: Any) -> Sale:
    lines = lines or (line("花生油 5L", 9680), line("鲜鸡蛋 30 枚", 2680))
    made = Sale(
        number="012511230412",
        till="01",
        business_date=NOON.date(),
        sequence=412,
        state=SaleState.OPEN,
        lines=lines,
        total=sum_lines(lines),
        cashier="林晓燕",
        opened_at=NOON,
    )
    return replace(made, **changes)


def payment(state: PaymentState = PaymentState.CREATED, **changes: Any) -> Payment:
    shown = state in {PaymentState.PRESENTED, PaymentState.CLOSING, PaymentState.PAID, PaymentState.CLOSED}
    made = Payment(
        out_trade_no="012511230412-1-7HK2M9",
        sale_number="012511230412",
        attempt=1,
        tender=Tender.WECHAT_QR,
        state=state,
        amount=Money(12360),
        description="和顺里超市",
        time_expire=NOON + timedelta(minutes=5),
        created_at=NOON,
        code_url=CODE_URL if shown else None,
        closing_reason=ClosingReason.CANCELLED if state in {PaymentState.CLOSING, PaymentState.CLOSED} else None,
        paid_at=NOON + timedelta(seconds=20) if state is PaymentState.PAID else None,
        settled_at=NOON + timedelta(seconds=21) if state in {PaymentState.PAID, PaymentState.CLOSED} else None,
    )
    return replace(made, **changes)


def at_once(tender: Tender = Tender.CASH, **changes: Any) -> Payment:
    """Money that was taken at the counter: ¥123.60 of the sale in cash, ¥150 handed over; or by other means."""
    cash = tender is Tender.CASH
    made = payment(
        PaymentState.PAID, tender=tender, code_url=None, description="", tendered=Money(15000) if cash else None,
        label="" if cash else "银行卡",
    )  # fmt: skip
    return replace(made, **changes)


def trouble(kind: str = "unknown", code: str = "", seconds: int = 9) -> Trouble:
    return Trouble(kind=kind, code=code, message="", at=NOON + timedelta(seconds=seconds))


def refund(state: RefundState = RefundState.CREATED, **changes: Any) -> Refund:
    made = Refund(
        out_refund_no="012511230412-1-7HK2M9-R1",
        out_trade_no="012511230412-1-7HK2M9",
        sequence=1,
        state=state,
        amount=Money(2680),
        total=Money(12360),
        reason="质量问题",
        requested_by="林晓燕",
        created_at=NOON,
    )
    return replace(made, **changes)
