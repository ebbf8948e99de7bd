"""Scans on the sale page: found in the ledger off the glass, kept in order, and said aloud when they are no goods."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.core.errors import LedgerError
from pos_app.core.goods import Barcode, Category, Change, Goods
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.training import stock
from pos_app.ui import workers
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.readings import Look, Looked, Shelves, Sought
from pos_app.ui.resources import RESOURCES
from pos_app.ui.sale_page import SalePage
from pos_app.ui.theme import Theme
from tests.core.test_scanning import checked
from tests.ui.conftest import Clocks, Stage
from tests.ui.live_till import LiveTill
from tests.ui.test_sale_page import OIL, WATER, Opened, join, key, keys, names

RECEIPT = "010126112400042-1-7K3QZ9"
PAYMENT_CODE = "134567890123456789"
FRESH = Category(name="生鲜", name_en="Fresh")
CRATE = "16921180050313"  # of twelve


def goods(code: str, name: str, unit: Unit = Unit.EACH, price: Money = ZERO, *, on_sale: bool = True) -> Goods:
    return Goods(
        code=code, name=name, name_en=name, initials="", category=FRESH, unit=unit, price=price, favourite=False,
        pictogram="", on_sale=on_sale,
    )  # fmt: skip


FISH, CRAB, GONE = goods("501", "Fish"), goods("502", "Crab", Unit.KILOGRAM), goods("503", "Gone", on_sale=False)


@pytest.fixture
def ledger(clocks: Clocks, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clocks.now) as ledger:
        stock(ledger, RESOURCES / "catalogue")
        found = ledger.goods.scanned(WATER)
        assert found is not None
        crated = dataclasses.replace(found[0], barcodes=(Barcode(CRATE, 12_000),))
        more = (Change(before=None, after=one) for one in (FISH, CRAB, GONE))
        ledger.goods.change((Change(before=found[0], after=crated), *more), source="", who="")
        yield ledger


@pytest.fixture
def bare(theme: Theme, clocks: Clocks, stage: Stage) -> SalePage:
    """A page that nobody answers."""
    made = SalePage(theme, PaymentPanels(theme, clocks.now, clocks.monotonic))
    made.set_english(True)
    stage(made, 1366, 680)
    return made


@pytest.fixture
def worker() -> Iterator[GoodsWorker]:
    made = GoodsWorker()
    yield made
    made.deleteLater()


@pytest.fixture
def page(bare: SalePage, worker: GoodsWorker, ledger: Ledger) -> SalePage:
    """The page and its worker on one thread, so that every answer is there at once."""
    join(bare, worker)
    worker.take_up(Opened(ledger))  # type: ignore[arg-type] # nothing else is asked of it
    return bare


def scan(page: SalePage, *codes: str) -> None:
    for code in codes:
        keys(page, code)
        key(page, Qt.Key.Key_Return)


def seen(page: SalePage) -> str:
    """Everything that the page says about what is typed."""
    well, shelf = page.stage.numpad.well, page.stage.shelf
    return f"{well.text()} {well.accessibleName()} {shelf.remark()} {shelf.search.displayText()}"


# ---------------------------------------------------------------- in order, off the glass


def test_scans_one_after_the_other_are_all_rung_up_in_their_order(till: LiveTill) -> None:
    """M10: the worker has a thread of its own, and the window goes on taking keys meanwhile."""
    codes = (WATER, OIL, "6921180060629", "6934070050310", WATER, "6903270050314")

    for code in codes:
        till.type(code)
        till.key(Qt.Key.Key_Return)
    till.type("*3")
    till.key(Qt.Key.Key_Return)
    till.settle()

    lines = [(line.code, line.quantity_milli) for line in till.window.sale.cart.lines]
    assert lines == [
        (WATER, 2000), (OIL, 1000), ("6921180060629", 1000), ("6934070050310", 1000), ("6903270050314", 3000),
    ]  # fmt: skip


def test_pay_waits_for_the_code_that_is_on_its_way(bare: SalePage) -> None:
    sought, charged = QSignalSpy(bare.seek_requested), QSignalSpy(bare.ordered)

    scan(bare, WATER)
    key(bare, Qt.Key.Key_F10)
    assert (bare.seeking, charged.count()) == (True, 0)
    seek = sought.at(0)[0]
    bare.take_found(Sought(seek=seek, goods=goods(WATER, "Water", price=Money(200))))

    assert charged.count() == 1
    assert names(bare) == ["Water"]


def test_an_answer_to_nothing_that_was_asked_changes_nothing(bare: SalePage) -> None:
    sought = QSignalSpy(bare.seek_requested)
    scan(bare, WATER)
    found = Sought(seek=sought.at(0)[0], goods=goods(WATER, "Water", price=Money(200)))

    bare.take_found(found)
    bare.take_found(found)

    assert bare.cart.pieces == 1


def test_words_and_enter_typed_while_a_code_is_on_its_way_are_a_search_of_their_own(bare: SalePage) -> None:
    sought = QSignalSpy(bare.seek_requested)

    scan(bare, WATER, "fis", "c7x")
    key(bare, Qt.Key.Key_Backspace)
    keys(bare, "r")
    for at, found in enumerate((goods(WATER, "Water", price=Money(200)), FISH)):
        bare.take_found(Sought(seek=sought.at(at)[0], goods=found))
        key(bare, Qt.Key.Key_Escape)  # the price that fish asks for

    assert [(sought.at(at)[0].text, sought.at(at)[0].named) for at in range(sought.count())] == [
        (WATER, False), ("fis", True), ("c7x", True),
    ]  # fmt: skip
    bare.take_found(Sought(seek=sought.at(2)[0], goods=None))
    assert bare.stage.shelf.search.text() == "r"


def test_only_the_newest_of_what_was_typed_is_looked_for_next_and_no_old_answer_is_shown(bare: SalePage) -> None:
    looks = QSignalSpy(bare.look_requested)
    bare.show_shelves(Shelves(categories=(), stocked=True))
    bare.stage.shelf.show_looked(Looked(look=looks.at(0)[0], goods=()))

    keys(bare, "abc")
    assert [looks.at(at)[0].text for at in range(looks.count())] == ["", "a"]
    bare.stage.shelf.show_looked(Looked(look=looks.at(1)[0], goods=(FISH,)))

    assert [looks.at(at)[0].text for at in range(looks.count())] == ["", "a", "abc"]
    assert bare.stage.shelf.tiles.picked() is None
    bare.stage.shelf.show_looked(Looked(look=looks.at(2)[0], goods=(CRAB,)))
    assert bare.stage.shelf.tiles.picked() == CRAB
    bare.stage.shelf.show_looked(Looked(look=Look(turn=0, text="a"), goods=(FISH,)))
    assert bare.stage.shelf.tiles.picked() == CRAB


def test_enter_before_the_search_has_answered_asks_for_the_nearest_goods(bare: SalePage) -> None:
    sought = QSignalSpy(bare.seek_requested)

    scan(bare, "fis")
    keys(bare, "8")
    bare.take_found(Sought(seek=sought.at(0)[0], goods=FISH))

    assert sought.at(0)[0].named
    assert bare.stage.numpad.well.text() == "¥8"
    assert bare.stage.shelf.remark() == "Scan, or type name / initials / code"


def test_a_long_shelf_is_read_on_when_its_end_comes_into_sight(
    page: SalePage, ledger: Ledger, worker: GoodsWorker
) -> None:
    many = (Change(before=None, after=goods(f"9{at:03}", f"Thing {at:03}", price=Money(100))) for at in range(150))
    ledger.goods.change(tuple(many), source="", who="")
    worker.read_shelves()
    chips = page.stage.shelf.chips
    chips.choose(next(at for at in range(1, 9) if chips._categories[at] == FRESH))
    tiles = page.stage.shelf.tiles
    assert tiles.model().rowCount() == 60

    for shown in (120, 152):
        tiles.scrollToBottom()
        assert tiles.model().rowCount() == shown
    tiles.scrollToBottom()

    assert len({tiles.model().index(row, 0).data() for row in range(152)}) == 152


# ---------------------------------------------------------------- what a scan may be


def test_the_bar_code_of_a_crate_rings_up_all_of_it(page: SalePage) -> None:
    scan(page, CRATE)
    keys(page, "2*")
    key(page, Qt.Key.Key_Return)
    scan(page, CRATE)

    assert page.cart.pieces == 14


def test_a_code_with_letters_behind_its_digits_is_one_code(page: SalePage, ledger: Ledger) -> None:
    ledger.goods.change((Change(before=None, after=goods("12345678-A", "Part", price=Money(5))),), source="", who="")

    scan(page, "12345678-A")

    assert names(page) == ["Part"]
    assert page.stage.numpad.well.text() == ""


def test_full_width_digits_are_digits(page: SalePage) -> None:
    page.stage.shelf.find("６９２１１８００５０３１６")
    key(page, Qt.Key.Key_Return)

    assert names(page) == ["Spring water 550ml"]


@pytest.mark.parametrize("where", ["on the page", "in the search"])
def test_a_payment_code_is_told_and_seen_nowhere(page: SalePage, where: str, caplog: pytest.LogCaptureFixture) -> None:
    """M11: whoever holds the code can take money."""
    sought = QSignalSpy(page.seek_requested)
    if where == "in the search":
        key(page, Qt.Key.Key_F2)
    for at in range(len(PAYMENT_CODE)):
        keys(page, PAYMENT_CODE[at])
        assert PAYMENT_CODE[:15] not in seen(page)
    key(page, Qt.Key.Key_Return)

    assert "Payment codes are not taken yet" in seen(page)
    assert PAYMENT_CODE[:6] not in seen(page) + caplog.text
    assert (sought.count(), bool(page.cart)) == (0, False)


def test_a_payment_code_does_not_become_a_weight_and_the_weight_is_asked_on(page: SalePage) -> None:
    scan(page, "2900000002746", PAYMENT_CODE)

    assert "not taken yet" in page.stage.shelf.remark()
    assert "Weight of Fuji apples" in page.stage.numpad.well.accessibleName()


def test_a_receipt_asks_for_its_payment_and_takes_nothing_off_the_ticket(page: SalePage) -> None:
    receipts = QSignalSpy(page.receipt_scanned)

    scan(page, WATER, WATER, RECEIPT)
    page.take_scan(RECEIPT)

    assert [receipts.at(at)[0] for at in range(receipts.count())] == [RECEIPT, RECEIPT]
    assert page.cart.pieces == 2


# ---------------------------------------------------------------- labels of the shop's scales

KILOS, CENTS = (
    ScaleRule(prefix="21", code_digits=5, holds=Holds.WEIGHT),
    ScaleRule(prefix="22", code_digits=5, holds=Holds.PRICE, divisor=10),
)
PLUM, SOUP = goods("00123", "Plums", Unit.KILOGRAM, Money(1280)), goods("00124", "Soup", price=Money(600))


@pytest.fixture
def scales(page: SalePage, ledger: Ledger) -> SalePage:
    ledger.goods.change((Change(before=None, after=PLUM), Change(before=None, after=SOUP)), source="", who="")
    page.set_rules((KILOS, CENTS))
    return page


def test_a_label_brings_its_weight_or_its_price(scales: SalePage) -> None:
    scales.take_scan(checked("210012300456"))
    scales.take_scan(checked("220012300123"))
    keys(scales, "2*")
    scales.take_scan(checked("210012301000"))

    assert [(line.name, line.unit, line.quantity_milli, line.amount) for line in scales.cart.lines] == [
        ("Plums", Unit.KILOGRAM, 456, Money(584)),
        ("Plums", Unit.EACH, 1000, Money(1230)),
        ("Plums", Unit.KILOGRAM, 2000, Money(2560)),
    ]


def test_a_label_without_a_weight_asks_for_it_and_one_with_it_is_the_answer(scales: SalePage) -> None:
    scales.take_scan(checked("210012300000"))
    assert "Weight of Plums" in scales.stage.numpad.well.accessibleName()
    scales.take_scan(checked("210012300300"))

    assert [(line.quantity_milli, line.amount) for line in scales.cart.lines] == [(300, Money(384))]


def test_a_label_that_cannot_be_is_refused(scales: SalePage) -> None:
    refused = QSignalSpy(scales.scan_refused)
    scales.take_scan(checked("210012300456")[:-1] + "X")
    scales.take_scan("2100123004561")  # whose check digit is wrong

    scales.take_scan(checked("210012400456"))

    assert not scales.cart
    assert "A digit of 2100123004561 is wrong" in refused.at(0)[0]
    assert "sold by the piece" in scales.stage.shelf.remark()


def test_goods_whose_own_bar_code_looks_like_a_label_are_found_all_the_same(scales: SalePage, ledger: Ledger) -> None:
    own = checked("210099900456")
    ledger.goods.change((Change(before=None, after=goods(own, "Own", price=Money(5))),), source="", who="")

    scales.take_scan(own)

    assert names(scales) == ["Own"]


def test_what_is_asked_for_is_typed_before_the_next_scan(scales: SalePage) -> None:
    refused, scanned = QSignalSpy(scales.scan_refused), QSignalSpy(scales.seek_requested)
    scales.take_scan("00123")
    scales.take_scan(WATER)
    assert "First type the weight of Plums" in refused.at(0)[0]
    key(scales, Qt.Key.Key_Escape)
    scales.take_scan("501")
    scales.take_scan(WATER)

    assert "First type the price of Fish" in refused.at(1)[0]
    assert (scanned.count(), bool(scales.cart)) == (2, False)


def test_a_scanned_code_that_no_goods_carry_is_unknown_and_a_spoilt_one_is_not(page: SalePage) -> None:
    unknown, refused = QSignalSpy(page.code_unknown), QSignalSpy(page.scan_refused)

    for code in ("６９０１２３４５６７８９２", "6921180050315", "503", PAYMENT_CODE):
        page.take_scan(code)

    assert [unknown.at(at)[0] for at in range(unknown.count())] == ["6901234567892"]
    assert refused.count() == 3


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        ("6921180050315", "A digit of 6921180050315 is wrong"),
        ("999", "No goods with the code 999"),
        ("503", "Gone is not on sale"),
        (f"a{'b' * 64}", "cannot be read"),
    ],
)
def test_a_scan_that_comes_to_nothing_says_why(page: SalePage, code: str, remark: str) -> None:
    scan(page, code)

    assert remark in page.stage.shelf.remark()
    assert not page.cart


def test_a_ledger_that_cannot_be_read_says_so_and_the_next_key_is_taken(
    bare: SalePage, worker: GoodsWorker, ledger: Ledger, tmp_path: Path
) -> None:
    join(bare, worker)
    trouble = QSignalSpy(worker.trouble)
    worker.take_up(Opened(ledger))  # type: ignore[arg-type] # nothing else is asked of it
    with open_ledger(tmp_path / "other.sqlite3", till="01", clock=ledger._clock) as other:
        worker.take_up(Opened(other))  # type: ignore[arg-type]
        with other.goods._readers.connect() as db:
            db.exec_driver_sql("ALTER TABLE goods RENAME TO lost")
            db.commit()
        scan(bare, WATER)
        keys(bare, "hsy")
        worker.read_shelves()

    assert trouble.count() == 3 + 2  # a scan, three searches, the shelves
    assert isinstance(trouble.at(0)[0], LedgerError)
    assert "could not be looked up" in bare.stage.shelf.remark()


def test_before_the_ledger_is_open_a_scan_is_told_to_be_tried_again(bare: SalePage, worker: GoodsWorker) -> None:
    join(bare, worker)
    worker.read_shelves()

    scan(bare, WATER)

    assert "scan again" in bare.stage.shelf.remark()
    assert not bare.seeking


# ---------------------------------------------------------------- goods that ask their price


def test_an_amount_typed_first_is_the_price_of_what_asks_for_one(page: SalePage) -> None:
    keys(page, "12.5")
    page.stage.shelf.tiles.goods_chosen.emit(FISH)

    assert [(line.name, line.amount) for line in page.cart.lines] == [("Fish", Money(1250))]


@pytest.mark.parametrize("last", [Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_F8])
def test_goods_without_a_price_ask_for_it(page: SalePage, last: Qt.Key) -> None:
    scan(page, "501")
    assert (page.stage.numpad.well.accessibleName(), page.stage.numpad.well.text()) == ("Price of Fish ¥", "¥")
    assert not page.cart
    keys(page, "8")
    key(page, last)

    assert [(line.name, line.amount) for line in page.cart.lines] == [("Fish", Money(800))]


def test_a_quantity_typed_first_is_kept_while_the_price_is_asked(page: SalePage) -> None:
    keys(page, "*3")
    page.stage.shelf.tiles.goods_chosen.emit(FISH)
    keys(page, "2")
    key(page, Qt.Key.Key_Return)

    assert [(line.quantity_milli, line.amount) for line in page.cart.lines] == [(3000, Money(600))]


def test_what_is_weighed_and_has_no_price_asks_for_both(page: SalePage) -> None:
    scan(page, "502")
    keys(page, "90")
    key(page, Qt.Key.Key_Return)
    assert "Weight of Crab" in page.stage.numpad.well.accessibleName()
    keys(page, "1.5")
    key(page, Qt.Key.Key_Return)

    assert [(line.quantity_milli, line.amount) for line in page.cart.lines] == [(1500, Money(13500))]


def test_no_price_is_no_sale_and_escape_forgets_the_goods(page: SalePage) -> None:
    scan(page, "501")
    key(page, Qt.Key.Key_Return)
    assert "Type the price first" in page.stage.shelf.remark()
    key(page, Qt.Key.Key_Escape)

    assert not page.cart
    assert page.stage.numpad.well.accessibleName().strip() == "Entry"


# ---------------------------------------------------------------- a shop without goods


def test_a_shop_without_goods_says_so_and_still_takes_amounts(
    bare: SalePage, worker: GoodsWorker, clocks: Clocks, tmp_path: Path
) -> None:
    join(bare, worker)
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clocks.now) as empty:
        worker.take_up(Opened(empty))  # type: ignore[arg-type]
        keys(bare, "12")
        key(bare, Qt.Key.Key_F8)

    assert "import goods" in bare.stage.shelf.tiles.accessibleDescription()
    assert bare.cart.total == Money(1200)


def test_a_shop_without_goods_types_amounts_on_a_large_keypad(
    bare: SalePage, worker: GoodsWorker, clocks: Clocks, tmp_path: Path
) -> None:
    join(bare, worker)
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clocks.now) as empty:
        worker.take_up(Opened(empty))  # type: ignore[arg-type]
        assert (bare.stage.numpad.width() > 800, bare.stage.shelf.tiles.isVisible()) == (True, False)

        keys(bare, "3+4.5")
        key(bare, Qt.Key.Key_Return)
        keys(bare, "2*")
        key(bare, Qt.Key.Key_Return)
        keys(bare, WATER)
        key(bare, Qt.Key.Key_Return)

        assert [line.amount for line in bare.cart.lines] == [Money(300), Money(900)]
        assert WATER in bare.stage.shelf.remark()
        stock(empty, RESOURCES / "catalogue")
        worker.read_shelves()
    assert (bare.stage.numpad.width() < 400, bare.stage.shelf.tiles.isVisible()) == (True, True)


@pytest.mark.parametrize("width", [1366, 1024])
def test_a_shop_with_goods_may_put_the_keypad_first_and_turn_to_the_goods(page: SalePage, width: int) -> None:
    page.resize(width, 680)
    page.set_start("keypad")
    pad = page.stage.numpad
    assert (pad.isVisible(), page.stage.shelf.tiles.isVisible(), page.stage.switch.isVisible()) == (True, False, True)

    key(page, Qt.Key.Key_Tab)
    assert page.stage.shelf.tiles.isVisible()
    key(page, Qt.Key.Key_Tab)
    keys(page, "fish")

    assert page.stage.shelf.tiles.isVisible()
    page.set_start("goods")
    assert page.stage.switch.isVisible() is (width == 1024)


def test_goods_without_picture_or_price_are_painted(page: SalePage) -> None:
    keys(page, "fish")

    QApplication.processEvents()
    assert not page.stage.shelf.tiles.grab().isNull()
    assert page.stage.shelf.tiles.picked() == FISH


def test_a_worker_on_its_thread_ends_with_it(qtbot: QtBot, ledger: Ledger, bare: SalePage) -> None:
    goods = GoodsWorker()
    join(bare, goods)
    thread = workers.start(goods, "goods")
    bare.look_requested.emit(Look(turn=1, text="x"))  # nobody knows a ledger yet
    workers.stop(thread)

    assert thread.isFinished()
