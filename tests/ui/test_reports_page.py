"""The reports page in the window: who may see it, what it shows, and what it can be saved as."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, QPointF, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from pos_app.core.journal import Deed
from pos_app.core.money import Money
from pos_app.core.reports import Subject
from pos_app.core.span import Period, Span
from pos_app.ui.i18n import DEFAULT_LANGUAGE, Languages
from pos_app.ui.report_reads import FileKind, Progress
from pos_app.ui.report_spans import typed_span
from pos_app.ui.reports_page import ReportsPage
from tests.core.people import CASHIER, MANAGER
from tests.core.till import APPLES, WATER
from tests.ui.live_till import WAIT, LiveTill

CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2025, 11, 23)


@pytest.fixture
def page(qtbot: QtBot, locked: LiveTill) -> LiveTill:
    """A till that sold twice today and once last month, with a manager at its reports."""
    locked.shop.clock.wind(-30 * 86_400)
    locked.shop.paid()
    locked.shop.clock.wind(30 * 86_400)
    locked.shop.paid()
    locked.shop.clock.wind(3600)
    locked.shop.paid()
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_B, CONTROL)
    wait_for(qtbot, locked, Subject.HOUR)
    choose(qtbot, locked, Subject.DAY)
    return locked


class Ear(QObject):
    """Hears the worker on the thread of the glass."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: list[Progress] = []
        self.ended: list[object] = []

    @Slot(object)
    def note_progress(self, progress: Progress) -> None:
        self.progress.append(progress)

    @Slot(object)
    def note_ended(self, turn: object) -> None:
        self.ended.append(turn)


def reports(till: LiveTill) -> ReportsPage:
    return till.window.reports


def wait_for(qtbot: QtBot, till: LiveTill, subject: Subject, span: Span | None = None) -> None:
    def there() -> bool:
        shown = reports(till).shown
        return shown is not None and shown.report.subject is subject and span in {None, shown.report.span}

    qtbot.waitUntil(there, timeout=WAIT)


def choose(qtbot: QtBot, till: LiveTill, subject: Subject) -> None:
    till.press(f"report_{subject.value}")
    wait_for(qtbot, till, subject)


def listed(till: LiveTill) -> list[tuple[str, ...]]:
    """What can be read in the table, the total last."""
    table = reports(till).table
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for model in (table.model, table.totals)
        for row in range(model.rowCount())
    ]


def heads(till: LiveTill) -> list[str]:
    model = reports(till).table.model
    return [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]


def saved(qtbot: QtBot, till: LiveTill, key: Qt.Key, kind: FileKind) -> Path:
    till.key(key)
    qtbot.waitUntil(lambda: till.reads("reports_said").endswith(kind.value), timeout=WAIT)
    return Path(till.reads("reports_said").removeprefix("Saved: "))


# ---------------------------------------------------------------- who may see it


def test_a_manager_sees_today_at_once_and_the_journal_tells_of_it(page: LiveTill) -> None:
    assert [page.reads(f"figure_{place}") for place in range(4)] == ["¥32.68", "2", "¥16.34", "¥0.00"]
    assert listed(page) == [
        ("2025-11-23 Sun", "2", "¥32.68", "¥0.00", "¥32.68"), ("Total", "2", "¥32.68", "¥0.00", "¥32.68"),
    ]  # fmt: skip
    deeds = [(entry.who, entry.number) for entry in page.shop.ledger.history("") if entry.deed is Deed.REPORT_TAKEN]
    assert deeds == [(MANAGER, "reports")]


def test_a_cashier_sees_reports_when_a_manager_lets_them_and_asks_again_to_save_one(
    qtbot: QtBot, till: LiveTill
) -> None:
    till.key(Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(lambda: till.sees("pin_pop_over"), timeout=WAIT)
    assert not reports(till).isVisible()
    till.approve()
    till.key(Qt.Key.Key_Return)
    wait_for(qtbot, till, Subject.HOUR)
    assert till.button("report_csv").reason == "Nothing to save"
    till.shop.paid()
    till.key(Qt.Key.Key_W)
    qtbot.waitUntil(lambda: till.button("report_csv").isEnabled(), timeout=WAIT)

    till.key(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: till.sees("pin_pop_over"), timeout=WAIT)
    assert till.button("report_csv").reason == "One moment"
    till.key(Qt.Key.Key_Escape)

    assert till.button("report_csv").isEnabled()
    taken = [entry for entry in till.shop.ledger.history("") if entry.deed is Deed.REPORT_TAKEN]
    assert [(entry.who, entry.facts["approved_by"]) for entry in taken] == [(CASHIER, MANAGER)]

    till.key(Qt.Key.Key_L, CONTROL)
    till.come_in(qtbot)
    assert till.window.sale.isVisible()


def test_nothing_heavy_is_imported_before_somebody_looks_at_reports() -> None:
    words = (
        "import sys, pos_app.works, pos_app.ui.rooms; print({'numpy', 'pyqtgraph', 'xlsxwriter'} & set(sys.modules))"
    )

    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, env=os.environ)

    assert said.stdout.strip() == "set()"


# ---------------------------------------------------------------- what it shows


def test_each_report_has_its_own_columns_and_rows(qtbot: QtBot, page: LiveTill) -> None:
    choose(qtbot, page, Subject.ITEM)
    assert heads(page) == ["Item", "Quantity", "Sold", "Refunded", "Turnover"]
    assert listed(page) == [
        (APPLES.name, "2.472 kg", "¥24.68", "¥0.00", "¥24.68"),
        (WATER.name, "4", "¥8.00", "¥0.00", "¥8.00"),
        ("Total", "", "¥32.68", "¥0.00", "¥32.68"),
    ]

    choose(qtbot, page, Subject.HOUR)
    assert [row[0] for row in listed(page)] == ["18:00", "19:00", "Total"]
    choose(qtbot, page, Subject.TENDER)
    assert listed(page)[0] == ("WeChat Pay", "2", "¥32.68", "¥0.00", "¥32.68")
    choose(qtbot, page, Subject.TAX)
    assert listed(page)[0] == ("0%", "4", "¥32.68", "¥32.68", "¥0.00")
    choose(qtbot, page, Subject.REFUND)
    assert (page.sees("no_report"), page.sees("report_rows")) == (True, False)
    page.key(Qt.Key.Key_W)
    wait_for(qtbot, page, Subject.REFUND, Period.WEEK.around(TODAY))
    choose(qtbot, page, Subject.HOUR)
    page.key(Qt.Key.Key_Down)
    assert reports(page).table.table.currentIndex().row() == 0


def test_f6_goes_from_one_report_to_the_next_and_begins_again(qtbot: QtBot, page: LiveTill) -> None:
    for subject in [*list(Subject)[2:], Subject.HOUR, Subject.DAY]:
        page.key(Qt.Key.Key_F6)
        wait_for(qtbot, page, subject)


def test_days_are_chosen_by_keys_and_by_typing_them(qtbot: QtBot, page: LiveTill) -> None:
    page.key(Qt.Key.Key_M)
    wait_for(qtbot, page, Subject.DAY, Period.MONTH.around(TODAY))
    assert not page.button("span_after").isEnabled()
    page.key(Qt.Key.Key_F3)
    wait_for(qtbot, page, Subject.DAY, Period.MONTH.around(date(2025, 10, 1)))
    assert [row[0] for row in listed(page)] == ["2025-10-24 Fri", "Total"]
    page.key(Qt.Key.Key_F5)
    wait_for(qtbot, page, Subject.DAY, Period.MONTH.around(TODAY))

    field = reports(page).spans.field
    page.key(Qt.Key.Key_Slash)
    page.type("2025-10-24 2025-11-23")
    page.key(Qt.Key.Key_Return)
    wait_for(qtbot, page, Subject.DAY, Span(first=date(2025, 10, 24), last=TODAY))
    assert (page.reads("figure_1"), len(listed(page))) == ("3", 32)
    assert field.text() == "2025-10-24 – 11-23"

    page.key(Qt.Key.Key_Slash)
    page.type("never")
    page.key(Qt.Key.Key_Return)
    assert field.property("rejected")
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_Escape)
    assert (field.text(), reports(page).isVisible()) == ("2025-10-24 – 11-23", True)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("昨天", ("2026-11-23", "2026-11-23")),
        ("11-01 – 11-24", ("2026-11-01", "2026-11-24")),
        ("2025-12-30 12-31", ("2025-12-30", "2025-12-31")),
        ("2026-11-24 to 2026-11-01", ("2026-11-01", "2026-11-24")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2024年", ("2024-01-01", "2024-12-31")),
        ("2026-13", None),
        ("", None),
        ("11-01 11-02 11-03", None),
        ("11-01 x", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, span: tuple[str, str] | None) -> None:
    found = typed_span(typed, today=date(2026, 11, 24))

    assert (None if found is None else (found.first.isoformat(), found.last.isoformat())) == span


def test_a_bar_that_is_touched_is_the_row_that_is_chosen(qtbot: QtBot, page: LiveTill) -> None:
    choose(qtbot, page, Subject.ITEM)
    chart = reports(page).chart
    assert chart is not None
    box = chart.getViewBox()
    qtbot.waitUntil(lambda: box.viewRange()[1][1] > 1.0, timeout=WAIT)

    middle = box.mapViewToScene(QPointF(1.0, 1.0))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.mapFromScene(middle))

    qtbot.waitUntil(lambda: reports(page).table.table.currentIndex().row() == 1, timeout=WAIT)
    assert chart.accessibleName() == "Turnover by item · 2025-11-23"


def test_chinese_says_all_of_it_in_chinese_and_the_other_theme_paints_it_anew(
    qtbot: QtBot, page: LiveTill, languages: Languages
) -> None:
    languages.use(DEFAULT_LANGUAGE)
    page.window.change_theme()

    qtbot.waitUntil(lambda: page.reads("figure_name_0") == "营业额", timeout=WAIT)
    assert heads(page) == ["日期", "单数", "销售", "退款", "营业额"]
    assert listed(page)[0][0] == "2025-11-23 周日"
    assert [page.reads(f"figure_name_{place}") for place in range(4)] == ["营业额", "单数", "客单价", "退款"]
    chips = page.window.reports.findChildren(QPushButton)
    assert {"日期", "时段", "商品", "分类", "支付方式", "收银员", "退款", "优惠", "税额"} <= {
        chip.text() for chip in chips
    }


# ---------------------------------------------------------------- what it is saved as


def test_a_report_is_saved_as_csv_as_a_spreadsheet_and_on_paper(qtbot: QtBot, page: LiveTill) -> None:
    choose(qtbot, page, Subject.ITEM)

    text = saved(qtbot, page, Qt.Key.Key_F7, FileKind.CSV)
    rows = list(csv.reader(io.StringIO(text.read_bytes().decode("utf-8-sig"))))
    assert text.name.startswith("report-item-20251123-20251123-20251123T")
    assert rows[0] == ["Item", "Quantity", "Sold", "Refunded", "Turnover"]
    assert rows[1] == [APPLES.name, "2.472", "24.68", "0.00", "24.68"]
    assert rows[-1] == ["Total", "", "32.68", "0.00", "32.68"]

    sheet = saved(qtbot, page, Qt.Key.Key_F8, FileKind.XLSX)
    cells = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert cells[1] == [APPLES.name, 2.472, 24.68, 0.0, 24.68]

    paper = saved(qtbot, page, Qt.Key.Key_F9, FileKind.PDF)
    words = "".join(leaf.extract_text() for leaf in PdfReader(paper).pages)
    assert all(word in words for word in ("2025-11-23", "24.68", "32.68", "2.472"))
    assert [entry.number for entry in page.shop.ledger.history("") if entry.deed is Deed.REPORT_TAKEN] == [
        "reports", *(f"report-item-20251123-20251123.{kind.value}" for kind in FileKind),
    ]  # fmt: skip


def test_a_report_that_cannot_be_saved_says_so_and_the_keys_come_back(qtbot: QtBot, page: LiveTill) -> None:
    folder = page.reports._folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way", "utf-8")

    page.key(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: page.sees("banner_text"), timeout=WAIT)

    assert page.button("report_csv").isEnabled()
    assert page.reads("reports_said") == ""


# ---------------------------------------------------------------- what takes a while


def test_what_takes_a_while_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, page: LiveTill) -> None:
    shown, turn = reports(page), reports(page)._turn
    shown.show_progress(Progress(turn=turn - 1, done=3, of=24))
    assert not page.sees("report_progress")

    shown.show_progress(Progress(turn=turn, done=6, of=24))
    assert (page.reads("reports_said"), shown.shown) == ("Reading: 25 %", None)
    assert page.reads("figure_0") == "—"
    with qtbot.waitSignal(shown.unwanted) as stopped:
        page.key(Qt.Key.Key_S)
    assert stopped.args == [turn]
    shown.show_ended(turn)

    assert (page.reads("reports_said"), page.sees("report_progress")) == ("Stopped", False)
    assert page.sees("no_report")


def test_the_worker_tells_how_far_it_is_and_ends_what_nobody_wants_any_more(qtbot: QtBot, page: LiveTill) -> None:
    ear = Ear()
    page.reports.progressed.connect(ear.note_progress)
    page.reports.ended.connect(ear.note_ended)
    page.key(Qt.Key.Key_Y)
    wait_for(qtbot, page, Subject.DAY, Period.YEAR.around(TODAY))
    assert [progress.done for progress in ear.progress] == list(range(ear.progress[0].of))
    assert ear.progress[0].of > 10

    page.reports.give_up(reports(page)._turn + 1)
    page.key(Qt.Key.Key_M)
    qtbot.waitUntil(lambda: ear.ended == [reports(page)._turn], timeout=WAIT)


def test_a_page_that_is_left_asks_for_nothing_and_comes_back_with_the_newest(qtbot: QtBot, page: LiveTill) -> None:
    page.key(Qt.Key.Key_Escape)
    assert page.window.sale.isVisible()
    page.shop.paid()

    page.key(Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(lambda: reports(page).isVisible() and page.reads("figure_1") == "3", timeout=WAIT)
    assert reports(page).shown is not None
    assert reports(page).shown.report.turnover == Money(4902)  # type: ignore[union-attr]
