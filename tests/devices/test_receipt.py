"""The receipt: what it says, and what a scanner reads from it."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_app.core.money import Money, line_amount
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundLine, RefundState, Route
from pos_app.core.sale import Line, Sale, SaleState, Unit, sum_lines
from pos_app.devices.code128 import bars
from pos_app.devices.receipt import Heading, Row, Style, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import Paper, draw

AT = datetime(2026, 11, 24, 18, 46, tzinfo=timezone(timedelta(hours=8)))
HEADING = Heading(shop="和顺里超市", till="01")


def line(name: str, unit: Unit, quantity_milli: int, price_fen: int, discount_fen: int = 0) -> Line:
    full = line_amount(Money(price_fen), quantity_milli)
    return Line(
        code="",
        name=name,
        unit=unit,
        quantity_milli=quantity_milli,
        unit_price=Money(price_fen),
        amount=full - Money(discount_fen),
        discount=Money(discount_fen),
    )


LINES = (
    line("高钙纯牛奶 250ml×12", Unit.EACH, 1000, 4990),
    line("红富士苹果", Unit.KILOGRAM, 1236, 998),
    line("原木抽纸 120抽×6包", Unit.EACH, 2000, 1590, 795),
)
SALE = Sale(
    number="012611240412",
    till="01",
    business_date=AT.date(),
    sequence=412,
    state=SaleState.PAID,
    lines=LINES,
    total=sum_lines(LINES),
    cashier="林晓燕",
    opened_at=AT,
)
PAYMENT = Payment(
    out_trade_no="012611240412-1-ABCDEF",
    sale_number=SALE.number,
    attempt=1,
    tender=Tender.WECHAT_QR,
    state=PaymentState.PAID,
    amount=SALE.total,
    description="和顺里超市",
    notify_url="https://shop.example.com/notify",
    time_expire=AT,
    created_at=AT,
    transaction_id="4200001234202611247731",
    paid_at=AT,
    payer_total=SALE.total,
)
REFUND = Refund(
    out_refund_no="012611240412-1-ABCDEF-R1",
    out_trade_no=PAYMENT.out_trade_no,
    sequence=1,
    state=RefundState.SUCCESS,
    amount=Money(2680),
    total=SALE.total,
    reason="质量问题",
    requested_by="店长",
    notify_url="https://shop.example.com/notify",
    created_at=AT,
    refund_id="50300001234202611240099",
    received_account="支付用户零钱",
)


def words(rows: tuple[Row, ...]) -> str:
    return "\n".join(" | ".join(part for part in (row.left, row.middle, row.right) if part) for row in rows)


def test_a_receipt_says_what_was_sold_at_which_price_and_how_it_was_paid() -> None:
    said = words(sale_receipt(HEADING, SALE, PAYMENT))

    assert "红富士苹果 | 1.236 kg × 9.98 | 12.34" in said
    assert "原木抽纸 120抽×6包 | 2 × 15.90 | 31.80\n  优惠 | −7.95" in said
    assert "合计 | ¥86.09" in said
    assert "微信支付 | 86.09" in said
    assert "微信订单尾号 | 7731" in said


def test_a_receipt_of_an_unproven_payment_says_so_at_the_top_and_does_not_say_that_it_was_paid() -> None:
    """M2: only proof pays, on paper too."""
    waiting = dataclasses.replace(PAYMENT, state=PaymentState.CLOSING, transaction_id=None, paid_at=None)

    rows = sale_receipt(HEADING, SALE, waiting)

    assert rows[0] == Row(style=Style.MARK, left="待确认 未完成收款")
    assert "微信支付 | 未确认" in words(rows)


CASH = dataclasses.replace(
    PAYMENT, out_trade_no="012611240412-2-ABCDEF", attempt=2, tender=Tender.CASH, amount=Money(3600),
    tendered=Money(5000), rounding=Money(9), transaction_id=None, payer_total=None,
)  # fmt: skip
CODE = dataclasses.replace(PAYMENT, amount=Money(2000), payer_total=Money(2000))
CARD = dataclasses.replace(
    PAYMENT, out_trade_no="012611240412-3-ABCDEF", attempt=3, tender=Tender.OTHER, amount=Money(3000), label="银行卡",
    transaction_id=None, payer_total=None,
)  # fmt: skip


def test_a_receipt_names_each_tender_of_a_sale_what_was_handed_over_and_what_was_let_go_of() -> None:
    undone = dataclasses.replace(CARD, out_trade_no="012611240412-4-ABCDEF", undone=True, label="购物卡")

    rows = sale_receipt(HEADING, SALE, CARD, (CODE, CASH, CARD, undone))

    assert "微信支付 | 20.00\n微信订单尾号 | 7731\n" in words(rows)
    assert "现金 | 36.00\n抹零 | −0.09\n实收 | 50.00\n找零 | 14.00\n银行卡 | 30.00" in words(rows)
    assert "购物卡" not in words(rows)
    assert not [row for row in rows if row.style is Style.MARK]


def test_a_receipt_of_a_sale_that_is_not_paid_yet_says_so_and_what_is_missing() -> None:
    rows = sale_receipt(HEADING, dataclasses.replace(SALE, state=SaleState.OPEN), CODE, (CODE,))

    assert rows[0] == Row(style=Style.MARK, left="未付清")
    assert "还差 | 66.09" in words(rows)


def test_copies_and_training_are_marked_at_the_top() -> None:
    rows = sale_receipt(dataclasses.replace(HEADING, copy=2, training=True), SALE, PAYMENT)

    assert [row.left for row in rows if row.style is Style.MARK] == ["重打 COPY 2", "训练 不作凭证"]


def test_a_coupon_shows_what_the_customer_really_paid() -> None:
    with_coupon = dataclasses.replace(PAYMENT, payer_total=Money(8000))

    assert "优惠后顾客实付 | 80.00" in words(sale_receipt(HEADING, SALE, with_coupon))


def test_a_receipt_names_the_catalogues_price_where_another_was_taken_and_what_was_noted() -> None:
    cheaper = dataclasses.replace(LINES[0], list_price=Money(5990), note="包装破损")
    sale = dataclasses.replace(SALE, lines=(cheaper, *LINES[1:]), note="三点来取")

    said = words(sale_receipt(HEADING, sale, PAYMENT))

    assert "高钙纯牛奶 250ml×12 | 1 × 49.90 | 49.90\n  原价 59.90\n  包装破损\n" in said
    assert "备注 三点来取" in said


def test_a_refund_receipt_says_how_much_why_and_where_to() -> None:
    said = words(refund_receipt(HEADING, SALE, PAYMENT, REFUND))

    assert said.startswith("退款凭证")
    for part in ("退款 | ¥26.80", "原因 | 质量问题", "状态 | 已退回", "退回 | 支付用户零钱", "微信退款尾号 | 0099"):
        assert part in said
    assert "经办 店长" in said
    assert "方式 | 原路退回微信支付" in said


def test_a_refund_receipt_names_what_came_back_and_that_the_money_was_cash() -> None:
    apples = RefundLine(position=2, quantity_milli=500, amount=Money(499), restock=False)
    tissues = RefundLine(position=3, quantity_milli=1000, amount=Money(1193), restock=True)
    refund = dataclasses.replace(REFUND, lines=(apples, tissues), amount=Money(1692), route=Route.CASH)

    said = words(refund_receipt(HEADING, SALE, PAYMENT, refund))

    assert "红富士苹果 | 0.500 kg | 4.99\n原木抽纸 120抽×6包 | 1 | 11.93" in said
    assert "方式 | 现金" in said
    assert "高钙纯牛奶" not in said


def test_a_refund_receipt_says_what_cash_was_rounded_by_and_by_what_other_means_it_went_back() -> None:
    in_cash = dataclasses.replace(REFUND, route=Route.CASH, rounding=Money(9), refund_id=None)
    by_card = dataclasses.replace(REFUND, route=Route.RECORDED, refund_id=None)

    assert "抹零 | −0.09" in words(refund_receipt(HEADING, SALE, CASH, in_cash))
    assert "方式 | 原路退回银行卡" in words(refund_receipt(HEADING, SALE, CARD, by_card))


@pytest.mark.parametrize("paper", Paper)
def test_the_bar_code_on_the_paper_is_the_sales_number(paper: Paper) -> None:
    picture = draw(sale_receipt(HEADING, SALE, PAYMENT), paper)

    read = zxingcpp.read_barcodes(picture.convert("L"))

    assert picture.mode == "1"
    assert picture.width == paper.dots
    assert [(code.text, code.format) for code in read] == [(SALE.number, zxingcpp.BarcodeFormat.Code128)]


@pytest.mark.parametrize("paper", Paper)
def test_nothing_is_cut_off_at_the_edge_of_the_paper(paper: Paper) -> None:
    long = dataclasses.replace(SALE, lines=(line("名字很长的商品" * 12, Unit.EACH, 1000, 100),), cashier="名字" * 20)

    picture = draw(sale_receipt(HEADING, long, PAYMENT), paper)

    left = picture.crop((0, 0, paper.padding - 1, picture.height))
    right = picture.crop((paper.dots - paper.padding + 2, 0, paper.dots, picture.height))
    assert left.getextrema() == right.getextrema() == (255, 255)


@given(st.text("0123456789", min_size=1, max_size=12).map(lambda digits: digits * 2))
def test_any_even_row_of_digits_is_read_back(digits: str) -> None:
    widths = [int(width) * 3 for width in bars(digits)]
    picture = Image.new("L", (sum(widths) + 60, 60), 255)
    x = 30
    for number, width in enumerate(widths):
        if number % 2 == 0:
            picture.paste(0, (x, 0, x + width, 60))
        x += width

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [digits]


@pytest.mark.parametrize("wrong", ["", "1", "12a4", "１２"])
def test_what_is_not_pairs_of_digits_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="pairs of digits"):
        bars(wrong)
