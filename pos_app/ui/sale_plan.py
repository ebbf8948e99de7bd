"""Where things stand on the sale page, for every size of window; a pure function of width and height.

The numbers are the design's: three plans, and the widths between them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize

SMALLEST = QSize(960, 680)  # of the window; below it a sentence says so
NARROW = 1280  # page width below which goods and keypad share one column
WIDE = 1600
TALL = 900  # page height from which the large keys are used
GAP = 8  # between controls
SEARCH, CHIPS, FUNCTIONS = 56, 48, 64  # heights


@dataclass(frozen=True, slots=True, kw_only=True)
class SalePlan:
    """Rectangles inside the page, which lies between the title bar and the strip."""

    narrow: bool  # goods or keypad, by a switch
    ticket: QRect
    search: QRect
    chips: QRect
    tiles: QRect
    functions: QRect  # the row of function keys
    pad: QRect  # what is typed, and the keypad
    quick: QRect  # where goods and keypad share one column, it goes with the keypad
    wechat: QRect
    cash: QRect
    pay: QRect
    note: QRect  # under the ticket while a payment is live; empty where there is no room
    panel: QRect  # of the payment, in the place of goods and keypad
    columns: int  # of tiles
    rows: int


def plan_sale(size: QSize) -> SalePlan:
    """Choose and measure the plan for a page of this size."""
    return _narrow(size) if size.width() < NARROW else _wide(size)


def with_keypad(plan: SalePlan) -> SalePlan:
    """Give the keypad the place of the goods, in a shop that types amounts."""
    if plan.narrow:
        return plan
    left, top, right = plan.chips.left(), plan.chips.top(), plan.pay.right() + 1
    return replace(
        plan,
        pad=QRect(left, top, right - left, plan.wechat.top() - 2 * GAP - top),
        quick=QRect(left, plan.wechat.top(), plan.chips.width(), plan.functions.top() - 2 * GAP - plan.wechat.top()),
    )


def margin_for(width: int) -> int:
    """Give the page margin, which is also the gap between columns."""
    if width < NARROW:
        return 8
    return 16 if width >= WIDE else 12


def _narrow(size: QSize) -> SalePlan:
    margin = margin_for(size.width())
    height = size.height() - 2 * margin
    ticket = QRect(margin, margin, 448, height)
    work = _beside(ticket, GAP, size.width() - margin)
    pay_row = _bottom(work, 88)
    functions = _above(pay_row, FUNCTIONS)
    search, chips, tiles = _shelves(QRect(work.topLeft(), QSize(work.width(), functions.top() - GAP - work.top())))
    quick = _bottom(tiles, 72)
    wechat = QRect(pay_row.topLeft(), QSize(128, 88))
    cash = QRect(wechat.right() + 1 + GAP, pay_row.top(), 104, 88)
    return SalePlan(
        narrow=True,
        ticket=ticket,
        search=search,
        chips=chips,
        tiles=tiles,
        functions=functions,
        pad=QRect(tiles.topLeft(), QSize(tiles.width(), tiles.height() - 72 - GAP)),
        quick=quick,
        wechat=wechat,
        cash=cash,
        pay=_beside(cash, GAP, pay_row.right() + 1),
        note=QRect(),
        panel=work,
        columns=3,
        rows=max(3, tiles.height() // 150),
    )


def _wide(size: QSize) -> SalePlan:
    margin, tall = margin_for(size.width()), size.height() >= TALL
    wide = size.width() >= WIDE
    height = size.height() - 2 * margin
    ticket_width, pad_width = _side_widths(size.width(), wide=wide)
    ticket = QRect(margin, margin, ticket_width, height - FUNCTIONS - margin)
    note = QRect(margin, ticket.bottom() + 1 + margin, ticket_width, FUNCTIONS)
    side = QRect(size.width() - margin - pad_width, margin, pad_width, height)
    goods = _beside(ticket, margin, side.left() - margin)
    search, chips, tiles = _shelves(goods)
    pay = _bottom(side, 120 if tall else 88)
    tenders = _above(pay, 88 if tall else 72)
    wechat = QRect(tenders.topLeft(), QSize((pad_width - GAP) // 2, tenders.height()))
    quick = _above(tenders, 72)
    pad_room = quick.top() - 2 * GAP - side.top()
    return SalePlan(
        narrow=False,
        ticket=ticket,
        search=search,
        chips=chips,
        tiles=tiles,
        functions=QRect(margin, note.top(), goods.right() + 1 - margin, FUNCTIONS),
        pad=QRect(side.left(), side.top(), pad_width, min(pad_room, 616 if tall else 480)),
        quick=quick,
        wechat=wechat,
        cash=_beside(wechat, GAP, side.right() + 1),
        pay=pay,
        note=note,
        panel=QRect(goods.left(), margin, side.right() + 1 - goods.left(), height),
        columns=max(3, min(8, goods.width() // (196 if wide else 156))),
        rows=max(3, tiles.height() // 144),
    )


def _side_widths(width: int, *, wide: bool) -> tuple[int, int]:
    """Give the widths of ticket and keypad; beyond 1920 both grow a little, the goods take the rest."""
    if not wide:
        return 480, 342
    spare = max(0, width - 1920)
    return min(680, 620 + spare // 8), min(460, 420 + spare // 12)


def _shelves(goods: QRect) -> tuple[QRect, QRect, QRect]:
    """Cut the goods column into search field, chips and tiles."""
    left, width = goods.left(), goods.width()
    search = QRect(left, goods.top(), width, SEARCH)
    chips = QRect(left, search.bottom() + 1 + GAP, width, CHIPS)
    top = chips.bottom() + 1 + GAP
    return search, chips, QRect(left, top, width, goods.bottom() + 1 - top)


def _beside(of: QRect, gap: int, right: int) -> QRect:
    left = of.right() + 1 + gap
    return QRect(left, of.top(), right - left, of.height())


def _bottom(of: QRect, height: int) -> QRect:
    return QRect(of.left(), of.bottom() + 1 - height, of.width(), height)


def _above(of: QRect, height: int) -> QRect:
    return QRect(of.left(), of.top() - GAP - height, of.width(), height)
