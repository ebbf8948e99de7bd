"""Where things stand on the page of tenders: a pure function of the sale page's plan and of what there is to show.

Keypad and pay keys stay where they are while a ticket is rung up, so that hands find them.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from pos_app.ui.sale_plan import GAP, TALL, SalePlan

CHIP = 56  # height of one tender that was taken or planned
NOTE_ROWS, NOTE_COLUMNS = 2, 4  # of the keys for notes; turned by a quarter where the page is narrow
_NOTE, _OTHER, _BACK = 64, 64, 128
_MOST_CHIP_ROWS, _MOST_TALL = 2, 4
_LEAST_PAD, _LEAST_FIGURES = 4 * 48 + 3 * GAP, 120  # heights, where the page is narrow
_NARROW_PAD = 200  # width of the notes beside the keypad


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderPlan:
    """Rectangles inside the page of tenders, whose corner is that of the sale page's panel."""

    narrow: bool
    figures: QRect
    chips: QRect  # empty while there are none
    chip_columns: int
    notes: QRect
    note_columns: int
    others: QRect  # empty while the shop has none
    other_columns: int
    back: QRect
    pad: QRect
    wechat: QRect
    cash: QRect
    take: QRect


def plan_tenders(sale: SalePlan, *, chips: int, others: int) -> TenderPlan:
    """Measure the page for so many tenders taken or planned, and so many other ways to pay."""
    return _narrow(sale, chips, others) if sale.narrow else _wide(sale, chips, others)


def _wide(sale: SalePlan, chips: int, others: int) -> TenderPlan:
    origin = sale.panel.topLeft()
    width, height = sale.pad.left() - origin.x() - (sale.tiles.left() - sale.ticket.right() - 1), sale.panel.height()
    columns = others if others <= 4 else -(-others // 2)
    other_height = _rows_height(-(-others // columns) if columns else 0, _OTHER)
    others_at = QRect(0, height - other_height, width, other_height)
    notes_height = _rows_height(NOTE_ROWS, _NOTE)
    notes = QRect(0, others_at.top() - _gap(other_height) - notes_height, width, notes_height)
    chip_height = _rows_height(min(_MOST_TALL if height >= TALL else _MOST_CHIP_ROWS, chips), CHIP)
    chips_at = QRect(0, notes.top() - GAP - chip_height, width, chip_height)
    return TenderPlan(
        narrow=False,
        figures=QRect(0, 0, width, chips_at.top() - _gap(chip_height)),
        chips=chips_at,
        chip_columns=1,
        notes=notes,
        note_columns=NOTE_COLUMNS,
        others=others_at,
        other_columns=columns,
        back=sale.quick.translated(-origin),
        pad=sale.pad.translated(-origin),
        wechat=sale.wechat.translated(-origin),
        cash=sale.cash.translated(-origin),
        take=sale.pay.translated(-origin),
    )


def _narrow(sale: SalePlan, chips: int, others: int) -> TenderPlan:
    """Stack it all in one column: figures, tenders, keypad beside notes, other ways beside the way back."""
    origin = sale.panel.topLeft()
    width, bottom = sale.panel.width(), sale.pay.top() - origin.y() - GAP
    columns = others if others <= 3 else -(-others // 2)
    other_height = _rows_height(max(1, -(-others // columns) if columns else 1), CHIP)
    others_at = QRect(0, bottom - other_height, width - _BACK - 2 * GAP if others else 0, other_height)
    spare = others_at.top() - _LEAST_PAD - _LEAST_FIGURES - 2 * GAP
    rows = min(_MOST_CHIP_ROWS, -(-chips // 2), max(1, spare // (CHIP + GAP)))
    chip_height = _rows_height(rows, CHIP)
    room = others_at.top() - GAP - chip_height - _gap(chip_height)
    pad_height = min(4 * 72 + 3 * GAP, max(_LEAST_PAD, room - 184))
    pad = QRect(0, others_at.top() - GAP - pad_height, width - _NARROW_PAD - GAP, pad_height)
    chips_at = QRect(0, pad.top() - GAP - chip_height, width, chip_height)
    return TenderPlan(
        narrow=True,
        figures=QRect(0, 0, width, chips_at.top() - _gap(chip_height)),
        chips=chips_at,
        chip_columns=2,
        notes=QRect(width - _NARROW_PAD, pad.top(), _NARROW_PAD, pad.height()),
        note_columns=NOTE_ROWS,
        others=others_at,
        other_columns=columns,
        back=QRect(width - _BACK, others_at.top(), _BACK, CHIP),
        pad=pad,
        wechat=sale.wechat.translated(-origin),
        cash=sale.cash.translated(-origin),
        take=sale.pay.translated(-origin),
    )


def _rows_height(rows: int, height: int) -> int:
    return rows * height + max(0, rows - 1) * GAP


def _gap(height: int) -> int:
    """Give the gap after something; nothing after nothing."""
    return GAP if height else 0
