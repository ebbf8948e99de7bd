"""The text of bills: a BOM, back-ticks before every value, commas made harmless, a summary at the end.

Source: APIv3 documents, "trade bill format", "fund-flow bill format"; the shape was checked against a real bill.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from pos_app.simulator.clock import beijing
from pos_app.simulator.identity import Identity
from pos_app.simulator.records import Order, OrderState, Refund, RefundStatus

TRADE_COLUMNS = (
    *("交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型"),
    *("交易状态", "付款银行", "货币种类", "应结订单金额", "代金券金额", "微信退款单号", "商户退款单号", "退款金额"),
    *("充值券退款金额", "退款类型", "退款状态", "商品名称", "商户数据包", "手续费", "费率", "订单金额", "申请退款金额"),
    "费率备注",
)
TRADE_SUMMARY = (
    *("总交易单数", "应结订单总金额", "退款总金额", "充值券退款总金额"),
    *("手续费总金额", "订单总金额", "申请退款总金额"),
)
FUND_COLUMNS = (
    *("记账时间", "微信支付业务单号", "资金流水单号", "业务名称", "业务类型", "收支类型", "收支金额(元)"),
    *("账户结余(元)", "资金变更提交申请人", "备注", "业务凭证号"),
)
FUND_SUMMARY = ("资金流水总笔数", "收入笔数", "收入金额", "支出笔数", "支出金额")

_REFUND_ONLY = frozenset(
    {"微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态", "申请退款金额"}
)
_REFUND_TIMES = ("退款申请时间", "退款成功时间")
_BILL_STATUS = {
    RefundStatus.SUCCESS: "SUCCESS",
    RefundStatus.PROCESSING: "PROCESSING",
    RefundStatus.CLOSED: "FAIL",
    RefundStatus.ABNORMAL: "CHANGE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of a bill: a payment, or a refund of it."""

    at: float
    order: Order
    refund: Refund | None = None

    @property
    def fee_fen(self) -> int:
        """The handling fee taken, or given back (below zero)."""
        if self.refund is None:
            return fee_fen(self.order.total_fen)
        left_after = self.refund.left_fen - self.refund.refund_fen
        return fee_fen(left_after) - fee_fen(self.refund.left_fen)


def fee_fen(amount_fen: int) -> int:
    """Return the handling fee on an amount: 0.60 %, rounded half up."""
    return (amount_fen * 6 + 500) // 1000


def trade_bill(
    identity: Identity, orders: Iterable[Order], refunds: Iterable[Refund], day: date, variant: str
) -> bytes | None:
    """Write the trade bill of one day; ``None`` when nothing happened on it."""
    deeds = [deed for deed in _deeds(orders, refunds) if beijing(deed.at).date() == day]
    if variant != "ALL":
        deeds = [deed for deed in deeds if (deed.refund is not None) == (variant == "REFUND")]
    if not deeds:
        return None
    columns = list(TRADE_COLUMNS)
    if variant == "SUCCESS":
        columns = [name for name in columns if name not in _REFUND_ONLY]
    if variant == "REFUND":
        columns[14:14] = _REFUND_TIMES
    rows = [_trade_row(identity, deed) for deed in deeds]
    return _file(columns, [[row[name] for name in columns] for row in rows], TRADE_SUMMARY, _trade_summary(deeds))


def fund_flow_bill(orders: Iterable[Order], refunds: Iterable[Refund], day: date, opening_fen: int) -> bytes | None:
    """Write the fund-flow bill of the basic account for one day; ``None`` when nothing moved."""
    balance = opening_fen
    rows: list[list[str]] = []
    income: list[int] = []
    outgo: list[int] = []
    for deed in _deeds(orders, refunds):
        for what, amount in _flows(deed):
            balance += amount
            if beijing(deed.at).date() == day:
                rows.append(_fund_row(deed, what, amount, balance, len(rows)))
                (income if amount > 0 else outgo).append(abs(amount))
    if not rows:
        return None
    counts = [str(len(rows)), str(len(income)), _yuan(sum(income)), str(len(outgo)), _yuan(sum(outgo))]
    return _file(FUND_COLUMNS, rows, FUND_SUMMARY, counts)


def _deeds(orders: Iterable[Order], refunds: Iterable[Refund]) -> list[Deed]:
    paid = {order.out_trade_no: order for order in orders if order.state is OrderState.SUCCESS}
    deeds = [Deed(at=order.paid_at or 0.0, order=order) for order in paid.values()]
    deeds += [Deed(at=refund.created_at, order=paid[refund.out_trade_no], refund=refund) for refund in refunds]
    return sorted(deeds, key=attrgetter("at"))


def _trade_row(identity: Identity, deed: Deed) -> dict[str, str]:
    order, refund = deed.order, deed.refund
    row = dict.fromkeys((*TRADE_COLUMNS, *_REFUND_TIMES), "")
    row |= {
        "交易时间": _time(order.paid_at or 0.0),
        "公众账号ID": identity.appid,
        "商户号": identity.mchid,
        "特约商户号": "0",
        "设备号": order.device_id or "",
        "微信订单号": order.transaction_id or "",
        "商户订单号": order.out_trade_no,
        "用户标识": order.openid or "",
        "交易类型": order.trade_type,
        "交易状态": "SUCCESS" if refund is None else "REFUND",
        "付款银行": order.bank_type or "",
        "货币种类": "CNY",
        "应结订单金额": _yuan(0 if refund else order.total_fen),
        "代金券金额": _yuan(0 if refund else order.coupon_fen),
        "商品名称": order.description,
        "商户数据包": order.attach or "",
        "手续费": _fee(deed.fee_fen),
        "费率": "0.60%",
        "订单金额": _yuan(0 if refund else order.total_fen),
    }
    return row | _refund_cells(refund)


def _refund_cells(refund: Refund | None) -> dict[str, str]:
    if refund is None:
        return {
            "微信退款单号": "0",
            "商户退款单号": "0",
            "退款金额": _yuan(0),
            "充值券退款金额": _yuan(0),
            "申请退款金额": _yuan(0),
        }
    return {
        "微信退款单号": refund.refund_id,
        "商户退款单号": refund.out_refund_no,
        "退款金额": _yuan(refund.refund_fen),
        "充值券退款金额": _yuan(refund.refund_fen - refund.payer_refund_fen),
        "退款类型": refund.channel,
        "退款状态": _BILL_STATUS[refund.status],
        "申请退款金额": _yuan(refund.refund_fen),
        "退款申请时间": _time(refund.created_at),
        "退款成功时间": "" if refund.succeeded_at is None else _time(refund.succeeded_at),
    }


def _trade_summary(deeds: Sequence[Deed]) -> list[str]:
    orders = sum(deed.order.total_fen for deed in deeds if deed.refund is None)
    refunds = [deed.refund for deed in deeds if deed.refund is not None]
    refunded = sum(refund.refund_fen for refund in refunds)
    coupons = sum(refund.refund_fen - refund.payer_refund_fen for refund in refunds)
    fees = sum(deed.fee_fen for deed in deeds)
    return [
        str(len(deeds)),
        _yuan(orders),
        _yuan(refunded),
        _yuan(coupons),
        _fee(fees),
        _yuan(orders),
        _yuan(refunded),
    ]


def _flows(deed: Deed) -> list[tuple[str, int]]:
    """Return what a deed does to the account: name and signed amount in fen."""
    if deed.refund is None:
        flows = [("交易", deed.order.total_fen), ("扣除交易手续费", -deed.fee_fen)]
    elif deed.refund.status is RefundStatus.CLOSED:
        flows = []
    else:
        flows = [("退款", -deed.refund.refund_fen), ("退还交易手续费", -deed.fee_fen)]
    return [(what, amount) for what, amount in flows if amount]


def _fund_row(deed: Deed, what: str, amount: int, balance: int, index: int) -> list[str]:
    number = deed.refund.refund_id if deed.refund else str(deed.order.transaction_id)
    voucher = deed.refund.out_refund_no if deed.refund else deed.order.out_trade_no
    return [
        _time(deed.at),
        number,
        f"{number}{index:04d}",
        "退款" if deed.refund else "交易",
        what,
        "收入" if amount > 0 else "支出",
        _yuan(abs(amount)),
        _yuan(balance),
        "system",
        deed.order.description,
        voucher,
    ]


def _file(columns: Sequence[str], rows: Sequence[Sequence[str]], names: Sequence[str], sums: Sequence[str]) -> bytes:
    lines = [",".join(columns), *map(_line, rows), ",".join(names), _line(sums)]
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()


def _line(cells: Iterable[str]) -> str:
    return ",".join("`" + _harmless(cell) for cell in cells)


def _harmless(cell: str) -> str:
    """Escape what would end a cell or a line, as the provider does in a merchant's own words."""
    return cell.replace(",", "\\ ").replace("\r", "").replace("\n", "\\n")


def _time(epoch: float) -> str:
    return f"{beijing(epoch):%Y-%m-%d %H:%M:%S}"


def _yuan(fen: int) -> str:
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def _fee(fen: int) -> str:
    return f"{_yuan(fen)}000"
