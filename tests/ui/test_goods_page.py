"""The goods page in the window: lists go in all or nothing, come out as they went in, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.core.goods_plan import Fault
from pos_app.core.goods_table import COLUMNS, read_table
from pos_app.core.money import Money
from pos_app.ui.goods_words import column_word, fault_words
from pos_app.ui.i18n import DEFAULT_LANGUAGE, Languages
from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill

CONTROL = Qt.KeyboardModifier.ControlModifier
SUPERMARKET = Path(__file__).parents[3] / "shared" / "data" / "supermarket" / "goods.csv"
HEAD = "编码,名称,单价,单位,分类\n"
CABBAGE = "501,白菜,2.50,公斤,蔬菜\n"
WATER = "6921180050316,矿泉水 550ml,2.20,each,乳品饮料\n"


@pytest.fixture
def page(qtbot: QtBot, locked: LiveTill) -> LiveTill:
    """A till on whose goods page a manager stands."""
    locked.come_in(qtbot, MANAGER)
    open_page(qtbot, locked)
    return locked


def open_page(qtbot: QtBot, till: LiveTill) -> None:
    till.shop.clock.wind(60)
    till.key(Qt.Key.Key_G, CONTROL)
    qtbot.waitUntil(lambda: till.window.goods.model.rowCount() > 0, timeout=WAIT)


def write(folder: Path, text: str, coding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(coding))
    return path


def look_at(qtbot: QtBot, till: LiveTill, path: Path) -> None:
    """Open the import, name a file, and wait for the dry run."""
    till.key(Qt.Key.Key_Insert)
    field = till.find("import_path")
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.button("import_go").reason != "One moment", timeout=WAIT)


def bad_rows(till: LiveTill) -> list[tuple[str, ...]]:
    model = till.window.goods.importing.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def said(till: LiveTill) -> str:
    return till.window.goods.said.text()


def test_a_list_is_seen_before_it_is_imported_and_sold_from_the_next_moment_on(
    qtbot: QtBot, page: LiveTill, tmp_path: Path
) -> None:
    known = len(page.shop.ledger.goods)
    path = write(
        tmp_path,
        f"{HEAD}501,白菜,2.50,公斤,蔬菜\n502,手电筒,18,个,百货\n6921180050316,矿泉水 550ml,2.20,each,乳品饮料\n",
        "gbk",
    )

    look_at(qtbot, page, path)
    assert page.reads("import_words") == "2 new, 1 changed, 0 as they are"
    assert len(page.shop.ledger.goods) == known
    assert page.button("import_go").text() == "Import 3"
    page.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2 new, 1 changed" in said(page), timeout=WAIT)

    assert not page.sees("import_panel")
    assert len(page.shop.ledger.goods) == known + 2
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.window.sale.isVisible() and page.window.sale.hasFocus(), timeout=WAIT)
    page.ring_up("502", "6921180050316")
    assert page.window.sale.cart.total == Money(2020)


def test_one_bad_line_keeps_all_of_them_out_and_is_told_with_its_reason(
    qtbot: QtBot, page: LiveTill, tmp_path: Path
) -> None:
    known = page.shop.ledger.goods.all()
    look_at(
        qtbot,
        page,
        write(tmp_path, f"{HEAD}{CABBAGE}502,手电筒,十八,个,百货\n6921180050315,水,1,个,百货\n"),
    )

    assert bad_rows(page) == [
        ("3", "Price", "十八", "is no price up to 99,999.99"),
        ("4", "Code", "6921180050315", "has a wrong check digit"),
    ]
    assert page.button("import_go").reason == "Mend the file first"
    page.key(Qt.Key.Key_Return)

    assert page.shop.ledger.goods.all() == known
    assert page.shop.ledger.goods.changes(limit=9)[0].source == "sample.csv"


def test_columns_that_mean_nothing_are_named(qtbot: QtBot, page: LiveTill, tmp_path: Path) -> None:
    look_at(qtbot, page, write(tmp_path, "编码,名称,产地\n501,白菜,山东\n"))

    assert page.reads("import_left_out") == "Columns left out: 产地"


@pytest.mark.parametrize(
    ("text", "words"),
    [("价格\n1\n", "Line 1 cannot be read"), ('编码,名称\n1,"a\n', "cannot be read"), ("\0\0", "is no list of goods")],
)
def test_a_file_that_is_no_list_says_so(
    qtbot: QtBot, page: LiveTill, tmp_path: Path, text: str, words: str
) -> None:  # fmt: skip
    look_at(qtbot, page, write(tmp_path, text))

    assert words in page.reads("import_words")


def test_a_file_that_is_not_there_says_so_and_another_one_can_be_named(
    qtbot: QtBot, page: LiveTill, tmp_path: Path
) -> None:
    look_at(qtbot, page, tmp_path / "nothing.csv")
    assert "cannot be opened" in page.reads("import_words")

    page.window.goods.importing.path.setText(str(write(tmp_path, f"{HEAD}501,白菜,2,公斤,蔬菜\n")))
    page.press("import_go")
    qtbot.waitUntil(lambda: "1 new" in page.reads("import_words"), timeout=WAIT)


def test_the_last_change_can_be_taken_back_once(qtbot: QtBot, page: LiveTill, tmp_path: Path) -> None:
    known = page.shop.ledger.goods.all()
    look_at(qtbot, page, write(tmp_path, HEAD + CABBAGE))
    page.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 new" in said(page), timeout=WAIT)
    qtbot.waitUntil(lambda: page.button("goods_undo").isEnabled(), timeout=WAIT)
    page.shop.clock.wind(60)

    page.key(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: "1 gone" in said(page), timeout=WAIT)

    assert page.shop.ledger.goods.all() == known
    qtbot.waitUntil(lambda: page.button("goods_undo").reason == "Taken back already", timeout=WAIT)


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_F6, "csv"), (Qt.Key.Key_F7, "xlsx")])
def test_what_is_saved_is_a_list_that_would_change_nothing(
    qtbot: QtBot, page: LiveTill, tmp_path: Path, key: Qt.Key, kind: str
) -> None:
    page.key(key)
    qtbot.waitUntil(lambda: "Saved" in said(page), timeout=WAIT)

    (file,) = (tmp_path / "profile" / "exports").iterdir()
    assert (file.suffix, str(file) in said(page)) == (f".{kind}", True)
    assert read_table(file).columns == tuple(COLUMNS)
    look_at(qtbot, page, file)
    assert page.button("import_go").reason == "Nothing would change"


def test_a_folder_that_refuses_is_told(qtbot: QtBot, page: LiveTill, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir(exist_ok=True)
    (tmp_path / "profile" / "exports").write_text("in the way")

    page.key(Qt.Key.Key_F6)

    qtbot.waitUntil(page.window.banner.isVisible, timeout=WAIT)
    assert page.button("goods_csv").isEnabled()


def test_a_cashier_may_look_and_needs_a_managers_pin_to_import(
    qtbot: QtBot, till: LiveTill, tmp_path: Path
) -> None:  # fmt: skip
    open_page(qtbot, till)
    look_at(qtbot, till, write(tmp_path, HEAD + CABBAGE))
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Escape)
    assert till.shop.ledger.goods.scanned("501") is None

    till.press("import_go")
    qtbot.waitUntil(lambda: "1 new" in till.reads("import_words"), timeout=WAIT)
    till.press("import_go")
    till.approve()
    qtbot.waitUntil(lambda: "1 new" in said(till), timeout=WAIT)

    assert till.shop.ledger.goods.scanned("501") is not None


def test_goods_that_another_till_changed_meanwhile_are_not_written_over(
    qtbot: QtBot, page: LiveTill, tmp_path: Path
) -> None:
    """M8: what was seen in the dry run is no longer so."""
    look_at(qtbot, page, write(tmp_path, HEAD + WATER))
    page.shop.ledger.goods.undo(page.shop.ledger.goods.changes(limit=1)[0].number, who=MANAGER)

    page.key(Qt.Key.Key_Return)
    qtbot.waitUntil(page.window.banner.isVisible, timeout=WAIT)

    assert "INP-03" in page.window.banner.text()
    assert page.button("import_go").text() == "See what it would do"


def test_the_list_is_searched_while_it_is_typed(qtbot: QtBot, page: LiveTill) -> None:
    page.type("hsy")

    qtbot.waitUntil(lambda: page.window.goods.model.rowCount() == 1, timeout=WAIT)
    assert page.window.goods.model.records[0].name == "花生油 5L"
    assert "1 of" in page.reads("page_words")


def test_a_file_can_be_chosen_by_hand(qtbot: QtBot, page: LiveTill, tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + CABBAGE)
    page.key(Qt.Key.Key_Insert)
    page.key(Qt.Key.Key_F3)
    dialog = page.window.findChild(QFileDialog, "import_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()

    assert page.window.goods.importing.path.text() == str(path)


@pytest.mark.skipif(not SUPERMARKET.exists(), reason="the supermarket's list is not beside this repository")
def test_the_list_of_a_real_supermarket_is_imported_whole(qtbot: QtBot, page: LiveTill) -> None:
    count = len(read_table(SUPERMARKET).rows)
    look_at(qtbot, page, SUPERMARKET)
    assert page.reads("import_words") == f"{count} new, 0 changed, 0 as they are"

    page.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"{count} new" in said(page), timeout=WAIT)

    found = page.shop.ledger.goods.scanned("102900005115168")
    assert found is not None
    assert (found[0].name, found[0].category.name, found[0].asks_price) == ("牛首生菜", "花叶类", True)


def test_every_word_about_goods_is_there_in_chinese(languages: Languages) -> None:
    english = [*map(column_word, COLUMNS), *map(fault_words, Fault)]
    languages.use(DEFAULT_LANGUAGE)
    chinese = [*map(column_word, COLUMNS), *map(fault_words, Fault)]

    assert not set(english) & set(chinese)
