"""Reports as files: CSV and spreadsheets whose figures can be added up, and which run nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pos_app.core.money import Money
from pos_app.core.reports import Report, Row, Subject
from pos_app.core.sale import Unit
from pos_app.ui.report_words import column_words, report_title, row_word, span_word, total_word

if TYPE_CHECKING:
    from pos_app.ui.report_reads import Save

Watch = Callable[[int, int], None]
"""Is told how many rows were written, of how many. What it raises ends the writing."""

_STEP = 500  # rows
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AMOUNT = "#,##0.00;[Red]−#,##0.00"
_CHARTED = 30  # bars at most: of more, the first


def to_csv(save: Save, watch: Watch) -> bytes:
    """Write CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads(save.read.report))
    for name, count, amounts in rows(save.read.report, save.shelves, watch):
        writer.writerow((_tame(name), "" if count is None else count, *map(_plain, amounts)))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(save: Save, watch: Watch) -> bytes:
    """Write a spreadsheet: names as text, figures as numbers, and a chart of the last column."""
    import xlsxwriter  # noqa: PLC0415 - only for whoever saves a spreadsheet

    report, data = save.read.report, io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        bold, amount = book.add_format({"bold": True}), book.add_format({"num_format": _AMOUNT})
        sheet = book.add_worksheet(report.subject.value)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 4, 16)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads(report)):
            sheet.write_string(0, column, head, bold)
        line = 0
        for line, (name, count, amounts) in enumerate(rows(report, save.shelves, watch), 1):
            sheet.write_string(line, 0, name)
            if count is not None:
                sheet.write_number(line, 1, count)
            for column, money in enumerate(amounts, 2):
                sheet.write_number(line, column, money.fen / 100, amount)
        if line > 1:
            sheet.insert_chart(1, 6, _chart(book, report, sheet.get_name(), min(line - 1, _CHARTED)))
    return data.getvalue()


def _chart(book: Any, report: Report, sheet: str, rows_: int) -> Any:
    """Draw what the report is about; its last row, the total, is no part of it."""
    chart = book.add_chart({"type": "column" if report.subject in {Subject.DAY, Subject.HOUR} else "bar"})
    chart.add_series({"name": [sheet, 0, 4], "categories": [sheet, 1, 0, rows_, 0], "values": [sheet, 1, 4, rows_, 4]})
    chart.set_title({"name": f"{report_title(report.subject)} · {span_word(report.span)}"})
    chart.set_legend({"none": True})
    if report.subject not in {Subject.DAY, Subject.HOUR}:
        chart.set_y_axis({"reverse": True})
    return chart


def heads(report: Report) -> tuple[str, ...]:
    """Give the heads of the columns."""
    return column_words(report.subject)


def rows(
    report: Report, shelves: Mapping[str, str], watch: Watch
) -> Iterator[tuple[str, float | int | None, tuple[Money, Money, Money]]]:
    """Give every row, the total last: what it is about, how many or how much, and its amounts."""
    for done, row in enumerate(report.rows):
        if not done % _STEP:
            watch(done, len(report.rows))
        yield row_word(report.subject, row, shelves), _count(row), row.amounts
    yield total_word(), _count(report.total), report.total.amounts


def _count(row: Row) -> float | int | None:
    if row.unit is None:
        return row.count or None
    return row.count // 1000 if row.unit is Unit.EACH else row.count / 1000


def _plain(money: Money) -> str:
    """Write an amount as any program reads it."""
    sign, fen = "-" if money.fen < 0 else "", abs(money.fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def _tame(text: str) -> str:
    """Keep a name from being taken for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
