"""Reports as files and in words: whatever a row is about, it can be added up and runs nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication

from pos_app.core.money import ZERO, Money
from pos_app.core.reports import Extra, Report, Row, Subject
from pos_app.core.sale import Unit
from pos_app.core.span import Period
from pos_app.ui.report_files import to_csv, to_xlsx
from pos_app.ui.report_pdf import to_pdf
from pos_app.ui.report_reads import FileKind, ReportRead, Save
from pos_app.ui.report_words import bars_of, count_word, row_word

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def report(subject: Subject, *rows: Row) -> Report:
    total = Row(key="", amounts=(ZERO, ZERO, Money(sum(row.figure.fen for row in rows))))
    return Report(subject=subject, span=Period.MONTH.around(NOW.date()), rows=rows, total=total, sales=2,
                  turnover=total.figure, refunded=ZERO)  # fmt: skip


def save(subject: Subject, *rows: Row) -> Save:
    read = ReportRead(turn=1, report=report(subject, *rows), at=NOW)
    return Save(turn=1, read=read, kind=FileKind.CSV, shelves={})


def row(key: str | date | int | Extra, fen: int = 100, **more: object) -> Row:
    return Row(key=key, amounts=(ZERO, ZERO, Money(fen)), **more)  # type: ignore[arg-type]


def unwatched(_done: int, _of: int) -> None:
    """Nobody wants to know."""


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@x", "\tx"])
def test_a_name_is_never_taken_for_a_formula(name: str) -> None:
    content = to_csv(save(Subject.ITEM, row("1", name=name)), unwatched).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(content)))[1][0] == f"'{name}"


def test_amounts_below_nothing_are_written_so_that_any_program_adds_them_up() -> None:
    content = to_csv(save(Subject.DAY, row(NOW.date(), -1234)), unwatched).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(content)))[1] == ["2026-11-24 Tue", "", "0.00", "0.00", "-12.34"]


@pytest.mark.parametrize(
    ("subject", "of", "words"),
    [
        (Subject.HOUR, row(25), "01:00"),
        (Subject.CATEGORY, row("果蔬"), "Fruit"),
        (Subject.CATEGORY, row("百货"), "百货"),
        (Subject.CATEGORY, row(""), "No category"),
        (Subject.ITEM, row(""), "Typed amounts"),
        (Subject.ITEM, row(Extra.ROUNDING), "Rounded off"),
        (Subject.TAX, row(Extra.NO_GOODS), "Without goods"),
        (Subject.TAX, row(950), "9.5%"),
        (Subject.TENDER, row("other", name="银行卡"), "银行卡"),
        (Subject.TENDER, row("cash"), "Cash"),
        (Subject.TENDER, row("gold"), "gold"),
        (Subject.CASHIER, row("林晓燕"), "林晓燕"),
    ],
)
def test_every_row_says_what_it_is_about(subject: Subject, of: Row, words: str) -> None:
    assert row_word(subject, of, {"果蔬": "Fruit"}) == words


def test_counts_are_told_in_the_unit_of_what_is_counted() -> None:
    counts = [row("1", count=count, unit=unit) for count, unit in
              ((0, None), (1234, None), (3000, Unit.EACH), (-1236, Unit.KILOGRAM))]  # fmt: skip

    assert [count_word(one) for one in counts] == ["", "1,234", "3", "−1.236 kg"]


def test_many_days_are_told_by_their_month_under_the_bars() -> None:
    days = [row(date.fromordinal(NOW.date().toordinal() - ago)) for ago in range(63)]

    assert bars_of(report(Subject.DAY, *days), {})[0].short == "2026-11"
    assert bars_of(report(Subject.DAY, *days[:2]), {})[0].short == "11-24"


@pytest.mark.usefixtures("theme")
def test_a_long_report_turns_the_page_and_says_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    items = [row(f"{place}", name=f"goods-{place}", count=1000, unit=Unit.EACH) for place in range(700)]

    paper = to_pdf(save(Subject.ITEM, *items), "", lambda done, of: told.append((done, of)))
    pages = PdfReader(io.BytesIO(paper)).pages
    to_xlsx(save(Subject.ITEM, *items), lambda done, of: told.append((done, of)))

    assert len(pages) > 10
    assert "goods-699" in pages[-1].extract_text()
    assert all("Turnover" in leaf.extract_text() for leaf in pages)
    assert told[-2:] == [(0, 700), (500, 700)]
    assert told[0][0] > 20


@pytest.mark.usefixtures("theme")
def test_writing_ends_when_nobody_wants_it_any_more() -> None:
    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    for write in (to_csv, to_xlsx, lambda what, watch: to_pdf(what, "", watch)):
        with pytest.raises(InterruptedError):
            write(save(Subject.ITEM, *(row(f"{place}") for place in range(99))), stop)
    assert QCoreApplication.instance() is not None
