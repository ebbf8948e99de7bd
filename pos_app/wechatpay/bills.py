"""The provider's bills, as records.

Source: wechatpay-api.md, section 5.7. Columns are found by name, because each kind of bill has others; amounts are
decimal yuan and become fen exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from pos_app.wechatpay.bill_cells import Cells, take_apart
from pos_app.wechatpay.errors import BadReplyError

_TRADE_SUMMARY = "总交易单数"
_FLOW_SUMMARY = "资金流水总笔数"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeRow:
    """One payment, refund or reversal. A refund has a row of its own, which is never updated later."""

    time: datetime | None
    transaction_id: str
    out_trade_no: str
    trade_state: str  # SUCCESS, REFUND, REVOKED
    trade_type: str
    currency: str
    order_fen: int | None  # with coupons: what was ordered
    settlement_fen: int | None  # without the provider's coupons
    coupon_fen: int | None
    refund_id: str | None
    out_refund_no: str | None
    refund_fen: int | None
    requested_refund_fen: int | None
    refund_state: str  # SUCCESS, PROCESSING, FAIL, CHANGE: not the words of the API
    fee: Decimal | None  # yuan, up to five decimals
    rate: str
    bank: str
    device: str
    description: str
    attach: str
    openid: str = field(repr=False)

    @classmethod
    def read(cls, cells: Cells) -> TradeRow:
        """Read a line."""
        row = cls(
            time=cells.time("交易时间"),
            transaction_id=cells.text("微信订单号"),
            out_trade_no=cells.text("商户订单号"),
            trade_state=cells.text("交易状态"),
            trade_type=cells.text("交易类型"),
            currency=cells.text("货币种类"),
            # Very old accounts have only a column of the former name.
            order_fen=cells.fen("订单金额", "总金额"),
            settlement_fen=cells.fen("应结订单金额"),
            coupon_fen=cells.fen("代金券金额"),
            refund_id=cells.number("微信退款单号"),
            out_refund_no=cells.number("商户退款单号"),
            refund_fen=cells.fen("退款金额"),
            requested_refund_fen=cells.fen("申请退款金额"),
            refund_state=cells.text("退款状态"),
            fee=cells.yuan("手续费"),
            rate=cells.text("费率"),
            bank=cells.text("付款银行"),
            device=cells.text("设备号"),
            description=cells.text("商品名称"),
            attach=cells.text("商户数据包"),
            openid=cells.text("用户标识"),
        )
        if not (row.transaction_id and row.out_trade_no and row.trade_state):
            raise BadReplyError("a row of the bill lacks its numbers or its state")
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeBill:
    """A day's payments and refunds, with the provider's own sums."""

    rows: tuple[TradeRow, ...] = field(repr=False)
    count: int
    order_fen: int | None
    settlement_fen: int | None
    refund_fen: int | None
    requested_refund_fen: int | None
    fee: Decimal | None  # yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """One movement of the merchant's funds; withdrawals and fees appear only here."""

    time: datetime | None
    business_id: str
    flow_id: str
    business_name: str
    business_type: str
    direction: str  # 收入 or 支出
    amount_fen: int | None
    balance_fen: int | None
    requested_by: str
    note: str
    voucher: str

    @classmethod
    def read(cls, cells: Cells) -> FlowRow:
        """Read a line."""
        row = cls(
            time=cells.time("记账时间"),
            business_id=cells.text("微信支付业务单号"),
            flow_id=cells.text("资金流水单号"),
            business_name=cells.text("业务名称"),
            business_type=cells.text("业务类型"),
            direction=cells.text("收支类型"),
            amount_fen=cells.fen("收支金额(元)"),
            balance_fen=cells.fen("账户结余(元)"),
            requested_by=cells.text("资金变更提交申请人"),
            note=cells.text("备注"),
            voucher=cells.text("业务凭证号"),
        )
        if not row.flow_id or not row.direction or row.amount_fen is None:
            raise BadReplyError("a row of the bill lacks its number, direction or amount")
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBill:
    """A day's movements of one account, with the provider's own sums."""

    rows: tuple[FlowRow, ...] = field(repr=False)
    count: int
    income_count: int
    income_fen: int | None
    expense_count: int
    expense_fen: int | None


def read_trade_bill(path: Path) -> TradeBill:
    """Read a trade bill from a kept file.

    Raises:
        BadReplyError: it is no such bill, or ends too early.
    """
    lines, summary = take_apart(path, _TRADE_SUMMARY)
    return TradeBill(
        rows=tuple(TradeRow.read(cells) for cells in lines),
        count=summary.count(_TRADE_SUMMARY),
        order_fen=summary.fen("订单总金额", "总交易额"),
        settlement_fen=summary.fen("应结订单总金额"),
        refund_fen=summary.fen("退款总金额", "总退款金额"),
        requested_refund_fen=summary.fen("申请退款总金额"),
        fee=summary.yuan("手续费总金额"),
    )


def read_flow_bill(path: Path) -> FlowBill:
    """Read a fund-flow bill from a kept file.

    Raises:
        BadReplyError: it is no such bill, or ends too early.
    """
    lines, summary = take_apart(path, _FLOW_SUMMARY)
    return FlowBill(
        rows=tuple(FlowRow.read(cells) for cells in lines),
        count=summary.count(_FLOW_SUMMARY),
        income_count=summary.count("收入笔数"),
        income_fen=summary.fen("收入金额"),
        expense_count=summary.count("支出笔数"),
        expense_fen=summary.fen("支出金额"),
    )
