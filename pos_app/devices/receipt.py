"""What a receipt says: rows of words, made of the ledger's own records. How it looks is `receipt_raster`'s part."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_app.core.business_day import BEIJING
from pos_app.core.cart import count_pieces
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundLine, RefundState, Route
from pos_app.core.sale import Line, Sale, SaleState, Unit
from pos_app.core.settlement import due_of, pays_for


class Style(enum.Enum):
    """How a row is set."""

    TITLE = "title"  # the shop
    CENTRE = "centre"
    PAIR = "pair"  # one text at the left, one at the right
    ITEM = "item"  # name, quantity times price, amount
    TOTAL = "total"
    RULE = "rule"
    MARK = "mark"  # says that this is no plain receipt: framed by two rules
    BAR_CODE = "bar_code"
    LOGO = "logo"  # the left text is the picture's file


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a receipt. ``middle`` is there only for an item."""

    style: Style
    left: str = ""
    middle: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over every receipt of a till. ``copy`` is 0 for the first print."""

    shop: str
    till: str
    training: bool = False
    copy: int = 0
    header: tuple[str, ...] = ()  # lines under the shop's name
    footer: tuple[str, ...] = ()  # lines at the very end
    logo: Path | None = None


RULE = Row(style=Style.RULE)


def sale_receipt(
    heading: Heading, sale: Sale, payment: Payment, others: tuple[Payment, ...] = ()
) -> tuple[Row, ...]:  # fmt: skip
    """Write the receipt of a sale; one that is not paid, or whose payment is not proven, says so at the top.

    Args:
        heading: what stands over it.
        sale: what was sold.
        payment: the one that it was asked for.
        others: every payment of the sale; those that pay for it are named beside ``payment``, each by its tender.
    """
    number = payment.out_trade_no
    shown = [other for other in others if other.out_trade_no == number or pays_for(other, sale.number)] or [payment]
    due = due_of(sale, shown)
    proven = payment.state is PaymentState.PAID
    rows = [*marks(heading, _standing(proven=proven, short=bool(due.remaining) and sale.state is SaleState.OPEN))]
    rows += _head(heading, "销售小票", sale, payment.paid_at or payment.created_at, f"收银 {sale.cashier}")
    for line in sale.lines:
        rows += _item(line)
    rows += [
        RULE,
        Row(style=Style.PAIR, left=f"件数 {count_pieces(sale.lines)}", right=_discount_sum(sale)),
        Row(style=Style.TOTAL, left="合计", right=f"¥{sale.total}"),
    ]
    for other in shown:
        rows += _tender(other)
    if due.remaining and proven and sale.state is SaleState.OPEN:
        rows.append(Row(style=Style.PAIR, left="还差", right=str(due.remaining)))
    if sale.note:
        rows.append(Row(style=Style.PAIR, left=f"备注 {sale.note}"))
    return (*rows, *_foot(heading, sale))


def _standing(*, proven: bool, short: bool) -> str:
    if not proven:
        return "待确认 未完成收款"
    return "未付清" if short else ""


def _tender(payment: Payment) -> list[Row]:
    """Name how a payment was made, and what became of the cash that was handed over."""
    amount = str(payment.amount) if payment.state is PaymentState.PAID else "未确认"
    rows = [("微信支付" if payment.tender is Tender.WECHAT_QR else payment.label or "现金", amount)]
    if payment.rounding:
        rows.append(("抹零", str(-payment.rounding)))
    if payment.tendered is not None:
        rows += [("实收", str(payment.tendered)), ("找零", str(payment.change))]
    if payment.payer_total is not None and payment.payer_total != payment.amount:
        rows.append(("优惠后顾客实付", str(payment.payer_total)))
    if payment.transaction_id is not None:
        rows.append(("微信订单尾号", payment.transaction_id[-4:]))
    return [Row(style=Style.PAIR, left=left, right=right) for left, right in rows]


def refund_receipt(heading: Heading, sale: Sale, payment: Payment, refund: Refund) -> tuple[Row, ...]:
    """Write the receipt of a refund, which says how far it has come."""
    rows = [*marks(heading, "退款凭证")]
    rows += _head(heading, "退款小票", sale, refund.settled_at or refund.created_at, f"经办 {refund.requested_by}")
    for part in refund.lines:
        rows.append(_returned(sale.lines[part.position - 1], part))
    rows += [RULE] if refund.lines else []
    if refund.rounding:
        rows.append(Row(style=Style.PAIR, left="抹零", right=str(-refund.rounding)))
    way = "现金" if refund.route is Route.CASH else f"原路退回{payment.label or '微信支付'}"
    rows += [
        Row(style=Style.PAIR, left="原收款", right=str(payment.amount)),
        Row(style=Style.TOTAL, left="退款", right=f"¥{refund.amount}"),
        Row(style=Style.PAIR, left="方式", right=way),
        Row(style=Style.PAIR, left="原因", right=refund.reason),
        Row(style=Style.PAIR, left="状态", right=_REFUND_WORDS[refund.state]),
    ]
    if refund.received_account:
        rows.append(Row(style=Style.PAIR, left="退回", right=refund.received_account))
    if refund.refund_id is not None:
        rows.append(Row(style=Style.PAIR, left="微信退款尾号", right=refund.refund_id[-4:]))
    return (*rows, *_foot(heading, sale))


_REFUND_WORDS = {
    RefundState.CREATED: "处理中",
    RefundState.PROCESSING: "已受理，退款中",
    RefundState.ABNORMAL: "退款异常，店长处理中",
    RefundState.SUCCESS: "已退回",
    RefundState.CLOSED: "未退成",
}


def marks(heading: Heading, more: str) -> Iterator[Row]:
    """Say what keeps a paper from being a plain one: what it is, a copy, training."""
    words = [more] if more else []
    if heading.copy:
        words.append(f"重打 COPY {heading.copy}")
    if heading.training:
        words.append("训练 不作凭证")
    for word in words:
        yield Row(style=Style.MARK, left=word)


def _head(heading: Heading, title: str, sale: Sale, at: datetime, who: str) -> list[Row]:
    logo = [Row(style=Style.LOGO, left=str(heading.logo))] if heading.logo is not None else []
    return [
        *logo,
        Row(style=Style.TITLE, left=heading.shop),
        *(Row(style=Style.CENTRE, left=line) for line in heading.header),
        Row(style=Style.CENTRE, left=title),
        RULE,
        Row(style=Style.PAIR, left=f"小票 {sale.ticket}", right=f"{heading.till} 号台"),
        Row(style=Style.PAIR, left=f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}", right=who),
        RULE,
    ]


def _foot(heading: Heading, sale: Sale) -> list[Row]:
    return [
        RULE,
        Row(style=Style.BAR_CODE, left=sale.number),
        Row(style=Style.CENTRE, left="退换货请扫此码"),
        *(Row(style=Style.CENTRE, left=line) for line in heading.footer),
    ]


def _item(line: Line) -> list[Row]:
    before = line.amount + line.discount
    rows = [
        Row(
            style=Style.ITEM,
            left=line.name,
            middle=f"{_quantity(line.unit, line.quantity_milli)} × {line.unit_price}",
            right=str(before),
        )
    ]
    if line.list_price is not None:
        rows.append(Row(style=Style.PAIR, left=f"  原价 {line.list_price}"))
    if line.discount:
        rows.append(Row(style=Style.PAIR, left="  优惠", right=str(-line.discount)))
    if line.note:
        rows.append(Row(style=Style.PAIR, left=f"  {line.note}"))
    return rows


def _returned(line: Line, part: RefundLine) -> Row:
    return Row(
        style=Style.ITEM, left=line.name, middle=_quantity(line.unit, part.quantity_milli), right=str(part.amount)
    )


def _discount_sum(sale: Sale) -> str:
    discount = Money(sum(line.discount.fen for line in sale.lines))
    return f"优惠 {-discount}" if discount else ""


def _quantity(unit: Unit, milli: int) -> str:
    """Write a quantity as people read it: ``2``, or ``1.236 kg``."""
    return f"{milli // 1000}.{milli % 1000:03d} kg" if unit is Unit.KILOGRAM else str(milli // 1000)


def grouped(number: str) -> str:
    """Write a sale's number so that it can be read out: till, day, ticket."""
    return f"{number[:2]} {number[2:8]} {number[8:]}"
