"""A shift in words: its figures, what it hands on, and how its cash came out. Pure functions of the record."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.shift import (
    Carried,
    CarriedKind,
    CashMoveKind,
    Closing,
    Shift,
    ShiftFigures,
    ShiftReport,
    Tally,
    TenderTally,
)
from pos_app.ui.figures import Figure
from pos_app.ui.marks import Mark
from pos_app.ui.when import hour_minute

_TICKET = 12  # characters of a sale's number, with which those of its payments and refunds begin
_SEQUENCE = slice(8, _TICKET)


def tender_word(tender: TenderTally) -> str:
    """Name a tender."""
    translate = QCoreApplication.translate
    words = {
        Tender.WECHAT_QR: translate("Shift", "WeChat Pay"),
        Tender.CASH: translate("Shift", "Cash"),
    }
    return words.get(tender.tender) or tender.label or translate("Shift", "Other")


def move_word(kind: CashMoveKind) -> str:
    """Name a way in which cash moves without a sale."""
    translate = QCoreApplication.translate
    return {
        CashMoveKind.PAID_IN: translate("Shift", "Paid in"),
        CashMoveKind.PAID_OUT: translate("Shift", "Paid out"),
        CashMoveKind.DROP: translate("Shift", "Safe drop"),
    }[kind]


def since_words(shift: Shift) -> str:
    """Say which shift is on, and since when."""
    words = QCoreApplication.translate("Shift", "Shift {number} since {time}")
    return words.format(number=shift.sequence, time=hour_minute(shift.opened_at))


def open_words(shift: Shift) -> str:
    """Say whose shift is on, and since when."""
    words = QCoreApplication.translate("Shift", "Shift {number} · {who} · since {time}")
    return words.format(number=shift.sequence, who=shift.opened_by, time=hour_minute(shift.opened_at))


def span_words(shift: Shift) -> str:
    """Say from when to when: ``08:00–18:46``."""
    until = hour_minute(shift.closing.at) if shift.closing is not None else ""
    return f"{hour_minute(shift.opened_at)}–{until}"


def difference_words(difference: Money) -> str:
    """Say how the cash came out."""
    translate = QCoreApplication.translate
    if difference == ZERO:
        return translate("Shift", "Exact")
    return translate("Shift", "Over") if difference > ZERO else translate("Shift", "Short")


def ticket_range(figures: ShiftFigures) -> str:
    """Say which tickets were begun, by their last digits."""
    if not figures.tickets:
        return "—"
    first, last = figures.first_ticket[-4:], figures.last_ticket[-4:]
    return first if first == last else f"{first}–{last}"


def carried_word(kind: CarriedKind) -> str:
    """Name a kind of thing that the next shift takes over."""
    translate = QCoreApplication.translate
    return {
        CarriedKind.UNRESOLVED: translate("Shift", "Unresolved"),
        CarriedKind.OPEN: translate("Shift", "Not paid yet"),
        CarriedKind.REFUND: translate("Shift", "Refund on its way"),
        CarriedKind.HELD: translate("Shift", "Held ticket"),
    }[kind]


def carried_figures(carried: tuple[Carried, ...]) -> tuple[Figure, ...]:
    """Count what is handed on, a row for each kind; what waits for a manager stands out."""
    words = QCoreApplication.translate("Shift", "{count} · next shift")
    rows = []
    for kind in CarriedKind:
        count = sum(one.kind is kind for one in carried)
        mark = Mark.WARN if count and kind is CarriedKind.UNRESOLVED else Mark.SEAL
        none = QCoreApplication.translate("Shift", "None")
        rows.append(Figure(name=carried_word(kind), value=words.format(count=count) if count else none, mark=mark,
                           strong=bool(count)))  # fmt: skip
    return tuple(rows)


def carried_names(carried: tuple[Carried, ...]) -> tuple[Figure, ...]:
    """Name each thing that is handed on."""
    return tuple(Figure(name=f"{carried_word(one.kind)} · {_tail(one)}", value=one.amount) for one in carried)


def _tail(one: Carried) -> str:
    """Name the ticket that something is about by its last digits, as people say it."""
    return one.number[_SEQUENCE] if one.number[:_TICKET].isdigit() else one.number


def report_figures(report: ShiftReport, *, blind: bool) -> tuple[Figure, ...]:
    """Give an X in rows; ``blind`` leaves out what would tell how much cash there should be."""
    translate = QCoreApplication.translate
    rows = _turnover(report.figures, blind=blind) + _cash_moves(report.figures)
    opening = Figure(name=translate("Shift", "Float"), value=report.shift.float_count.total)
    expected = Figure(name=translate("Shift", "Should be in the drawer"), value=report.expected, strong=True)
    return (*rows, opening, *(() if blind else (expected,)))


def closing_figures(shift: Shift, *, blind: bool) -> tuple[Figure, ...]:
    """Give a Z in rows; ``blind`` leaves out what would tell how much cash there should have been."""
    closing = shift.closing
    if closing is None:
        return ()
    translate = QCoreApplication.translate
    rows = _turnover(closing.figures, blind=blind) + _cash_moves(closing.figures)
    opening = Figure(name=translate("Shift", "Float"), value=shift.float_count.total)
    return (*rows, opening, *cash_figures(closing, blind=blind))


def cash_figures(closing: Closing, *, blind: bool) -> tuple[Figure, ...]:
    """Say how the cash came out, and what is left for the next shift."""
    translate = QCoreApplication.translate
    counted = Figure(name=translate("Shift", "Counted"), value=closing.count.total, strong=True)
    left = Figure(name=translate("Shift", "Stays in the drawer"), value=closing.left)
    taken = Figure(name=translate("Shift", "Taken out"), value=closing.count.total - closing.left, strong=True)
    if blind:
        return counted, left, taken
    difference = closing.difference
    return (
        Figure(name=translate("Shift", "Should be in the drawer"), value=closing.expected),
        counted,
        Figure(name=difference_words(difference), value=difference, strong=True),
        left,
        taken,
    )


def _turnover(figures: ShiftFigures, *, blind: bool) -> tuple[Figure, ...]:
    translate = QCoreApplication.translate
    rows = [
        Figure(name=translate("Shift", "Tickets"), value=ticket_range(figures)),
        _tally(translate("Shift", "Sales · {count}"), figures.sales) if not blind else
        Figure(name=translate("Shift", "Sales"), value=str(figures.sales.count)),
    ]  # fmt: skip
    came, went = (
        [one for one in side if not (blind and one.tender is Tender.CASH)]
        for side in (figures.payments, figures.refunds)
    )
    rows += [_tally(f"{tender_word(one)} · {{count}}", one.tally) for one in came]
    back = translate("Shift", "Refunds, {tender}")
    rows += [
        _tally(f"{back.format(tender=tender_word(one))} · {{count}}", Tally(one.tally.count, -one.tally.amount))
        for one in went
    ]
    rows += [
        _tally(words, tally)
        for words, tally in (
            (translate("Shift", "Discounts"), Tally(0, figures.discounts)),
            (translate("Shift", "Rounded down"), Tally(0, ZERO if blind else figures.rounding)),
            (translate("Shift", "Late or double money · {count}"), figures.surplus),
            (translate("Shift", "Cancelled tickets · {count}"), figures.voids),
            (translate("Shift", "Given up while rung up · {count}"), figures.dropped),
        )
        if tally.amount or tally.count
    ]
    return tuple(rows)


def _cash_moves(figures: ShiftFigures) -> tuple[Figure, ...]:
    translate = QCoreApplication.translate
    moves = (
        (CashMoveKind.PAID_IN, figures.paid_in),
        (CashMoveKind.PAID_OUT, figures.paid_out),
        (CashMoveKind.DROP, figures.drops),
    )
    rows = [_tally(f"{move_word(kind)} · {{count}}", tally) for kind, tally in moves if tally.count]
    if figures.no_sales:
        rows.append(Figure(name=translate("Shift", "Drawer opened for no sale"), value=str(figures.no_sales)))
    return tuple(rows)


def _tally(words: str, tally: Tally) -> Figure:
    return Figure(name=words.format(count=tally.count), value=tally.amount)
