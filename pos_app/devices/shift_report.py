"""What a Z or an X says on paper: rows of words, made of the ledger's own record of a shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pos_app.core.business_day import BEIJING
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.shift import (
    Carried,
    CarriedKind,
    CashCount,
    Closing,
    Shift,
    ShiftFigures,
    ShiftReport,
    Tally,
    TenderTally,
)
from pos_app.devices.receipt import RULE, Heading, Row, Style, marks

_TENDERS = {Tender.WECHAT_QR: "微信支付", Tender.CASH: "现金", Tender.OTHER: "其他"}
_CARRIED = {
    CarriedKind.UNRESOLVED: "待确认",
    CarriedKind.OPEN: "未收款",
    CarriedKind.REFUND: "退款中",
    CarriedKind.HELD: "挂单",
}
_GROUP, _GROUPS_A_ROW = 4, 4  # of the chain's head: 64 letters


def z_report(heading: Heading, shift: Shift, closing: Closing, *, blind: bool) -> tuple[Row, ...]:
    """Write the Z of a closed shift; ``blind`` leaves out what would tell how much cash there should have been."""
    return (
        *_head(heading, f"交班报表 Z {shift.sequence:04d}", shift),
        _pair(f"交班 {_time(closing.at)}", closing.who),
        *_sold(closing.figures, blind=blind),
        *_drawer(shift.float_count.total, closing.figures, None if blind else closing.expected),
        *_counted(closing, blind=blind),
        *_carried(closing.carried),
        *_chain(shift.till, closing.last_entry, closing.head),
        RULE,
        _pair("交班人", "____________"),
        _pair("店长", "____________"),
    )


def x_report(heading: Heading, report: ShiftReport, *, blind: bool) -> tuple[Row, ...]:
    """Write the X of an open shift; ``blind`` leaves out what would tell how much cash there should be."""
    return (
        *_head(heading, f"中途报表 {report.number}", report.shift),
        _pair(f"截至 {_time(report.at)}", report.who),
        *_sold(report.figures, blind=blind),
        *_drawer(report.shift.float_count.total, report.figures, None if blind else report.expected),
        *_carried(report.carried),
        *_chain(report.shift.till, report.entry, report.head),
    )


def _head(heading: Heading, title: str, shift: Shift) -> Iterator[Row]:
    yield from marks(heading, "")
    yield Row(style=Style.TITLE, left=heading.shop)
    yield Row(style=Style.CENTRE, left=title)
    yield RULE
    yield _pair(f"营业日 {shift.business_date}", f"{shift.till} 号台")
    yield _pair(f"开班 {_time(shift.opened_at)}", shift.opened_by)


def _sold(figures: ShiftFigures, *, blind: bool) -> Iterator[Row]:
    yield RULE
    tickets = f"{figures.first_ticket}–{figures.last_ticket[-4:]}" if figures.tickets else "无"
    yield _pair(f"开票 {figures.tickets} 张", tickets)
    yield _pair(f"成交 {figures.sales.count} 笔", "" if blind else str(figures.sales.amount))
    yield from _if_any("其中优惠", figures.discounts)
    yield from _if_any("其中抹零", ZERO if blind else figures.rounding)
    yield from _if_counted("作废", figures.voids)
    yield from _if_counted("整单取消", figures.dropped)
    yield RULE
    yield from _tenders(figures, blind=blind)
    if not blind:
        yield Row(style=Style.TOTAL, left="净收", right=f"¥{figures.net}")
    if len(figures.bill_days) > 1:  # then this is what the provider's bills of those days have of it
        for day in figures.bill_days:
            yield _pair(f"微信账单 {day.day:%m-%d} {day.tally.count} 笔", str(day.tally.amount))


def _tenders(figures: ShiftFigures, *, blind: bool) -> Iterator[Row]:
    came, went = (
        [one for one in side if not (blind and one.tender is Tender.CASH)]
        for side in (figures.payments, figures.refunds)
    )
    for one in came:
        yield _pair(f"{_name(one)}收款 {one.tally.count} 笔", str(one.tally.amount))
    yield from _if_counted("其中迟到款", figures.surplus)
    for one in went:
        yield _pair(f"{_name(one)}退款 {one.tally.count} 笔", str(-one.tally.amount))


def _drawer(opening: Money, figures: ShiftFigures, expected: Money | None) -> Iterator[Row]:
    yield RULE
    yield _pair("备用金", str(opening))
    yield from _if_counted("存入", figures.paid_in)
    yield from _if_counted("支出", figures.paid_out, out=True)
    yield from _if_counted("交款", figures.drops, out=True)
    yield _pair("无交易开钱箱", f"{figures.no_sales} 次")
    if expected is not None:
        yield Row(style=Style.TOTAL, left="应有现金", right=f"¥{expected}")


def _counted(closing: Closing, *, blind: bool) -> Iterator[Row]:
    yield RULE
    yield from _pieces(closing.count)
    yield Row(style=Style.TOTAL, left="实点现金", right=f"¥{closing.count.total}")
    if not blind:
        word = "长款" if closing.difference > ZERO else "短款" if closing.difference else "无差额"
        yield _pair("差额", f"{word} {closing.difference}" if closing.difference else word)
    yield _pair("留作备用金", str(closing.left))
    yield _pair("上交", str(closing.count.total - closing.left))


def _pieces(count: CashCount) -> Iterator[Row]:
    for note, pieces in count.notes:
        if pieces:
            yield _pair(f"{note // 100} 元 × {pieces}", str(Money(note * pieces)))
    yield from _if_any("硬币", count.coins)


def _carried(carried: tuple[Carried, ...]) -> Iterator[Row]:
    yield RULE
    yield _pair("转下一班", f"{len(carried)} 项" if carried else "无")
    for one in carried:
        yield _pair(f"{_CARRIED[one.kind]} {one.number}", str(one.amount))


def _chain(till: str, entry: int, head: str) -> Iterator[Row]:
    """End with the head of the till's chain: whoever has this paper can prove that nothing before it was changed."""
    yield RULE
    yield _pair("流水链", f"{till}/{entry}")
    groups = [head[at : at + _GROUP] for at in range(0, len(head), _GROUP)]
    for at in range(0, len(groups), _GROUPS_A_ROW):
        yield Row(style=Style.CENTRE, left=" ".join(groups[at : at + _GROUPS_A_ROW]))


def _name(one: TenderTally) -> str:
    return one.label or _TENDERS[one.tender]


def _if_any(name: str, amount: Money) -> Iterator[Row]:
    if amount:
        yield _pair(name, str(amount))


def _if_counted(name: str, tally: Tally, *, out: bool = False) -> Iterator[Row]:
    if tally.count:
        yield _pair(f"{name} {tally.count} 笔", str(-tally.amount if out else tally.amount))


def _pair(left: str, right: str) -> Row:
    return Row(style=Style.PAIR, left=left, right=right)


def _time(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
