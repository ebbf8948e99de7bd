"""Reports in words: what they are called, what their columns and rows say, on the glass and in files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from pos_app.core.money import Money
from pos_app.core.payment import Tender
from pos_app.core.reports import Extra, Report, Row, Subject
from pos_app.core.sale import Unit
from pos_app.core.span import Period, Span

_TWO_MONTHS = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: its name, a short one for under it, and what it shows."""

    name: str
    short: str
    money: Money


def subject_word(subject: Subject) -> str:
    """Name a report, short enough for a row of nine."""
    translate = QCoreApplication.translate
    return {
        Subject.DAY: translate("Reports", "Day"),
        Subject.HOUR: translate("Reports", "Hour"),
        Subject.ITEM: translate("Reports", "Item"),
        Subject.CATEGORY: translate("Reports", "Category"),
        Subject.TENDER: translate("Reports", "Tender"),
        Subject.CASHIER: translate("Reports", "Cashier"),
        Subject.REFUND: translate("Reports", "Refunds"),
        Subject.DISCOUNT: translate("Reports", "Discounts"),
        Subject.TAX: translate("Reports", "Tax"),
    }[subject]


def report_title(subject: Subject) -> str:
    """Name a report in full, as the head of a paper."""
    translate = QCoreApplication.translate
    return {
        Subject.DAY: translate("Reports", "Turnover by day"),
        Subject.HOUR: translate("Reports", "Turnover by hour"),
        Subject.ITEM: translate("Reports", "Turnover by item"),
        Subject.CATEGORY: translate("Reports", "Turnover by category"),
        Subject.TENDER: translate("Reports", "Turnover by tender"),
        Subject.CASHIER: translate("Reports", "Turnover by cashier"),
        Subject.REFUND: translate("Reports", "Refunds by reason"),
        Subject.DISCOUNT: translate("Reports", "Discounts by cashier"),
        Subject.TAX: translate("Reports", "Tax included, by rate"),
    }[subject]


def column_words(subject: Subject) -> tuple[str, str, str, str, str]:
    """Name the five columns: what a row is about, its count, its three amounts."""
    translate = QCoreApplication.translate
    about = {
        Subject.REFUND: translate("Reports", "Reason"),
        Subject.DISCOUNT: translate("Reports", "Cashier"),
        Subject.TAX: translate("Reports", "Tax rate"),
    }
    lines = translate("Reports", "Lines")
    counted = {
        Subject.ITEM: translate("Reports", "Quantity"),
        Subject.CATEGORY: lines,
        Subject.TENDER: translate("Reports", "Count"),
        Subject.REFUND: subject_word(subject),
        Subject.DISCOUNT: lines,
        Subject.TAX: lines,
    }
    amounts = {
        Subject.REFUND: (
            translate("Reports", "By WeChat"), translate("Reports", "By hand"), translate("Reports", "Together"),
        ),
        Subject.DISCOUNT: (
            translate("Reports", "List price"), translate("Reports", "Sold for"), translate("Reports", "Discount"),
        ),
        Subject.TAX: (
            translate("Reports", "With tax"), translate("Reports", "Without tax"), translate("Reports", "Tax"),
        ),
    }  # fmt: skip
    moved = translate("Reports", "Sold"), translate("Reports", "Refunded"), translate("Reports", "Turnover")
    count = counted.get(subject, translate("Reports", "Sales"))
    return about.get(subject, subject_word(subject)), count, *amounts.get(subject, moved)


def row_word(subject: Subject, row: Row, shelves: Mapping[str, str]) -> str:
    """Say what a row is about; ``shelves`` gives categories their names in the language of now."""
    if isinstance(row.key, Extra):
        return _extra_word(row.key)
    translate = QCoreApplication.translate
    say: dict[Subject, Callable[[], str]] = {
        Subject.DAY: lambda: day_word(row.key) if isinstance(row.key, date) else "",
        Subject.HOUR: lambda: f"{_number(row) % 24:02d}:00",
        Subject.ITEM: lambda: row.name if row.key else translate("Reports", "Typed amounts"),
        Subject.CATEGORY: lambda: shelves.get(str(row.key), str(row.key)) or translate("Reports", "No category"),
        Subject.TENDER: lambda: row.name or tender_word(str(row.key)),
        Subject.TAX: lambda: f"{_number(row) / 100:g}%",
    }
    return say[subject]() if subject in say else str(row.key)


def _number(row: Row) -> int:
    return row.key if isinstance(row.key, int) else 0


def _extra_word(extra: Extra) -> str:
    translate = QCoreApplication.translate
    if extra is Extra.ROUNDING:
        return translate("Reports", "Rounded off")
    return translate("Reports", "Without goods")


def day_word(day: date) -> str:
    """Say a day with its weekday, short."""
    translate = QCoreApplication.translate
    weekdays = (
        translate("Reports", "Mon"), translate("Reports", "Tue"), translate("Reports", "Wed"),
        translate("Reports", "Thu"), translate("Reports", "Fri"), translate("Reports", "Sat"),
        translate("Reports", "Sun"),
    )  # fmt: skip
    return f"{day:%Y-%m-%d} {weekdays[day.weekday()]}"


def tender_word(tender: str) -> str:
    """Name a tender by its stored value."""
    translate = QCoreApplication.translate
    return {
        Tender.WECHAT_QR.value: translate("Reports", "WeChat Pay"),
        Tender.CASH.value: translate("Reports", "Cash"),
        Tender.OTHER.value: translate("Reports", "Other"),
    }.get(tender, tender)


def count_word(row: Row) -> str:
    """Say how many, or how much of a weighed thing."""
    if row.unit is None:
        return f"{row.count:,}" if row.count else ""
    if row.unit is Unit.EACH:
        return f"{row.count // 1000:,}"
    sign, milli = "\u2212" if row.count < 0 else "", abs(row.count)
    return f"{sign}{milli // 1000:,}.{milli % 1000:03d} kg"


def span_word(span: Span) -> str:
    """Say which days."""
    return f"{span.first}" if span.days == 1 else f"{span.first} – {span.last}"


def short_span_word(span: Span, period: Period | None) -> str:
    """Say which days as shortly as they can be typed: ``2026``, ``2026-11``, ``2026-11-23 – 11-29``."""
    if period is Period.YEAR:
        return f"{span.first:%Y}"
    if period is Period.MONTH:
        return f"{span.first:%Y-%m}"
    if span.days > 1 and span.first.year == span.last.year:
        return f"{span.first} – {span.last:%m-%d}"
    return span_word(span)


def total_word() -> str:
    """Name the row in which all are added up."""
    return QCoreApplication.translate("Reports", "Total")


def figure_words(report: Report) -> tuple[tuple[str, str], ...]:
    """Name the four figures over every report, and say what they are."""
    translate = QCoreApplication.translate
    return (
        (translate("Reports", "Turnover"), f"¥{report.turnover}"),
        (translate("Reports", "Sales"), f"{report.sales:,}"),
        (translate("Reports", "Average sale"), f"¥{report.average}"),
        (translate("Reports", "Refunded"), f"¥{report.refunded}"),
    )


def bars_of(report: Report, shelves: Mapping[str, str]) -> tuple[Bar, ...]:
    """Give the bars of a chart: one for each row."""
    return tuple(
        Bar(name=row_word(report.subject, row, shelves), short=_short_word(report, row), money=row.figure)
        for row in report.rows
    )


def _short_word(report: Report, row: Row) -> str:
    """Say in a few letters which day or hour it is; of many days, which month."""
    if isinstance(row.key, date):
        return f"{row.key:%Y-%m}" if len(report.rows) > _TWO_MONTHS else f"{row.key:%m-%d}"
    return f"{_number(row) % 24:02d}"
