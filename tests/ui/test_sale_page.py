"""The sale page by itself: keys, touch, search, and the ways to a ticket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.sale import SaleState
from pos_app.training import stock
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.resources import RESOURCES
from pos_app.ui.sale_page import SalePage
from pos_app.ui.theme import Theme
from tests.ui.conftest import Clocks, Stage
from tests.ui.samples import payment, sale, trouble

WATER, OIL, APPLES = "6921180050316", "6903270060627", "2900000002746"


@pytest.fixture
def ledger(clocks: Clocks, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clocks.now) as ledger:
        stock(ledger, RESOURCES / "catalogue")
        yield ledger


@dataclass
class Opened:
    """What the goods worker needs of an open till."""

    ledger: Ledger


@pytest.fixture
def page(theme: Theme, clocks: Clocks, stage: Stage, ledger: Ledger) -> Iterator[SalePage]:
    """The page and its worker on one thread, so that every answer is there at once."""
    made = SalePage(theme, PaymentPanels(theme, clocks.now, clocks.monotonic))
    made.set_english(True)
    goods = GoodsWorker()
    join(made, goods)
    goods.take_up(Opened(ledger))  # type: ignore[arg-type] # nothing else is asked of it
    stage(made, 1366, 680)
    yield made
    goods.deleteLater()


def join(page: SalePage, goods: GoodsWorker) -> None:
    page.look_requested.connect(goods.look)
    page.seek_requested.connect(goods.seek)
    goods.shelves_read.connect(page.show_shelves)
    goods.looked.connect(page.stage.shelf.show_looked)
    goods.sought.connect(page.take_found)


def narrow(page: SalePage) -> SalePage:
    page.resize(1024, 680)
    QApplication.processEvents()
    return page


def focus(page: SalePage) -> QWidget:
    return QApplication.focusWidget() or page


def keys(page: SalePage, text: str) -> None:
    for character in text:
        QTest.keyClicks(focus(page), character)


def key(page: SalePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(page), key, modifier)


def tap(page: SalePage, name: str) -> None:
    found = [widget for widget in page.findChildren(QWidget, name) if widget.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def tap_tile(page: SalePage, name: str) -> None:
    tiles = page.stage.shelf.tiles
    shown = [tiles.model().index(row, 0).data() for row in range(tiles.model().rowCount())]
    row = shown.index(name)
    tiles.scrollTo(tiles.model().index(row, 0))
    QTest.mouseClick(
        tiles.viewport(), Qt.MouseButton.LeftButton, pos=tiles.visualRect(tiles.model().index(row, 0)).center()
    )


def names(page: SalePage) -> list[str]:
    return [line.name for line in page.cart.lines]


def test_a_tile_is_rung_up_by_touch(page: SalePage) -> None:
    for name in ("Spring water 550ml", "Spring water 550ml", "Peanut oil 5L"):
        tap_tile(page, name)

    assert [(line.code, line.quantity_milli) for line in page.cart.lines] == [(WATER, 2000), (OIL, 1000)]
    assert page.stage.ticket.total.money == Money(10080)


def test_shelves_are_turned_by_touch(page: SalePage) -> None:
    chips = page.stage.shelf.chips.findChildren(QPushButton)
    pantry = next(chip for chip in chips if chip.text() == "Pantry")
    page.resize(1920, 992)
    QApplication.processEvents()
    QTest.mouseClick(pantry, Qt.MouseButton.LeftButton)

    tap_tile(page, "Rice 5kg")

    assert page.cart.lines[0].code == "6903270050314"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # Qt's offscreen platform about any menu
def test_shelves_that_do_not_fit_are_behind_the_last_chip(page: SalePage) -> None:
    narrow(page)

    hidden = [chip for chip in page.stage.shelf.chips.findChildren(QPushButton) if not chip.isVisible()]
    more = page.stage.shelf.chips.findChild(QPushButton, "more_shelves")
    assert hidden
    assert isinstance(more, QPushButton)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = page.stage.shelf.chips.findChild(QMenu, "hidden_shelves")
    assert isinstance(menu, QMenu)
    pantry = next(action for action in menu.actions() if action.text() == "Pantry")
    pantry.trigger()
    menu.close()

    assert page.stage.shelf.tiles.model().index(0, 0).data() == "North-east rice 10kg"


def test_letters_search_by_initials_and_enter_takes_the_first(page: SalePage) -> None:
    keys(page, "hsy")
    assert page.stage.shelf.search.text() == "hsy"
    key(page, Qt.Key.Key_Return)

    assert page.cart.lines[0].code == OIL
    assert page.stage.shelf.search.text() == ""
    assert page.hasFocus()


def test_arrow_keys_choose_among_what_was_found(page: SalePage) -> None:
    keys(page, "rice")
    first = page.stage.shelf.tiles.picked()
    key(page, Qt.Key.Key_Down)
    second = page.stage.shelf.tiles.picked()
    key(page, Qt.Key.Key_Up)

    assert first != second
    assert page.stage.shelf.tiles.picked() == first


def test_nothing_found_says_so(page: SalePage) -> None:
    keys(page, "zzz")
    key(page, Qt.Key.Key_Return)

    assert "Nothing found for zzz" in page.stage.shelf.remark()
    assert page.stage.shelf.search.property("rejected")


def test_a_search_without_goods_is_said_where_the_tiles_were(page: SalePage) -> None:
    keys(page, "zzz")

    tiles = page.stage.shelf.tiles
    assert tiles.accessibleDescription() == "Nothing found for zzz"
    assert not tiles.grab().isNull()


def test_what_is_searched_for_is_seen_though_the_keypad_was_shown(page: SalePage) -> None:
    narrow(page)
    key(page, Qt.Key.Key_Tab)

    keys(page, "hsy")
    assert page.stage.shelf.tiles.isVisible()
    key(page, Qt.Key.Key_Return)

    assert page.stage.numpad.isVisible()


def test_escape_empties_the_search_then_leaves_it(page: SalePage) -> None:
    key(page, Qt.Key.Key_F2)
    assert page.stage.shelf.search.hasFocus()
    keys(page, "ab")
    key(page, Qt.Key.Key_Escape)
    assert page.stage.shelf.search.text() == ""
    key(page, Qt.Key.Key_Escape)

    assert page.hasFocus()


def test_a_scanned_code_is_rung_up_without_any_field(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)

    assert names(page) == ["Spring water 550ml"]


def test_an_unknown_code_is_refused_aloud_and_forgotten(page: SalePage) -> None:
    keys(page, "999")
    key(page, Qt.Key.Key_Return)

    assert "999" in page.stage.shelf.remark()
    assert page.stage.numpad.well.text() == ""


def test_digits_and_f8_ring_up_an_amount(page: SalePage) -> None:
    keys(page, "12.5")
    key(page, Qt.Key.Key_F8)

    assert (names(page), page.cart.total) == (["Quick amount"], Money(1250))


def test_digits_and_plus_do_the_same(page: SalePage) -> None:
    keys(page, "3")
    keys(page, "+")

    assert page.cart.total == Money(300)


def test_plus_and_minus_count_the_selected_line(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    keys(page, "++-")

    assert page.cart.pieces == 2


def test_star_digits_enter_give_a_quantity(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    keys(page, "*12")
    assert page.stage.numpad.well.text() == "×12"
    key(page, Qt.Key.Key_Return)

    assert page.cart.pieces == 12


def test_a_weighed_thing_asks_for_its_weight(page: SalePage) -> None:
    keys(page, APPLES)
    key(page, Qt.Key.Key_Return)
    assert "Fuji apples" in page.stage.numpad.well.accessibleName()
    keys(page, "1.236")
    key(page, Qt.Key.Key_Return)

    assert page.cart.total == Money(1234)


def test_the_keypad_on_the_glass_types_too(page: SalePage) -> None:
    for name in ("digit_1", "digit_2", "digit_point", "digit_5", "digit_00", "erase", "quick"):
        tap(page, name)

    assert page.cart.total == Money(1250)


def test_lines_are_chosen_by_keys_and_by_touch_and_deleted(page: SalePage) -> None:
    for code in (WATER, OIL):
        keys(page, code)
        key(page, Qt.Key.Key_Return)
    key(page, Qt.Key.Key_Up)
    key(page, Qt.Key.Key_Delete)
    assert names(page) == ["Peanut oil 5L"]

    lines = page.stage.ticket.list
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    tap(page, "delete_line")
    assert names(page) == []


def test_cancel_takes_two_presses(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)

    tap(page, "cancel_sale")
    assert names(page)
    assert page.stage.functions.cancel.text() == "Press again"
    tap(page, "cancel_sale")

    assert not names(page)
    assert page.stage.functions.cancel.reason


def test_a_change_between_the_two_presses_disarms_cancel(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    tap(page, "cancel_sale")
    keys(page, "+")

    assert page.stage.functions.cancel.text() == "Cancel sale"


def test_an_impossible_press_says_why(page: SalePage) -> None:
    key(page, Qt.Key.Key_F8)
    assert "Type an amount first" in page.stage.shelf.remark()

    key(page, Qt.Key.Key_Delete)
    assert "no line" in page.stage.shelf.remark()


def test_the_pay_key_says_why_it_is_off(page: SalePage) -> None:
    assert page.stage.pay.reason == "Ring something up first"

    page.set_not_ready("Opening the ledger")
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    spy = QSignalSpy(page.ordered)
    key(page, Qt.Key.Key_F10)

    assert page.stage.pay.reason == "Opening the ledger"
    assert spy.count() == 0


def test_a_sale_by_qr_takes_one_key_after_the_last_item(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    spy = QSignalSpy(page.ordered)

    presses = 0
    while not spy.count():
        key(page, Qt.Key.Key_F10)
        presses += 1

    assert presses == 1
    assert page.stage.panel.isVisible()
    assert not page.stage.pay.isVisible()


@pytest.mark.parametrize(
    ("state", "spine", "locked"),
    [
        (PaymentState.PRESENTED, "accent", True),
        (PaymentState.PAID, "ok_fill", False),
        (PaymentState.CLOSED, "bad_fill", False),
    ],
)
def test_the_spine_tells_the_state_of_the_money(page: SalePage, state: PaymentState, spine: str, locked: bool) -> None:
    page.show_payment(sale(), payment(PaymentState.PRESENTED))
    paid = SaleState.PAID if state is PaymentState.PAID else SaleState.OPEN
    page.show_payment(sale(state=paid), payment(state))

    assert page.stage.ticket.spine == spine
    assert ("0412" in page.stage.ticket.title.text(), page.locked) == (True, True)
    assert page.stage.ticket.pill.isVisible() is not locked


def test_no_picture_stands_between_the_press_and_a_code_that_comes_at_once(page: SalePage) -> None:
    charge(page)
    page.show_payment(sale(), payment())
    assert (page.payment_number, shows(page, "cancel_request")) == (payment().out_trade_no, False)

    page.show_payment(sale(), payment(PaymentState.PRESENTED))
    assert page.stage.panel.panel is PanelName.CODE


def test_a_code_that_does_not_come_at_once_can_be_cancelled(page: SalePage, qtbot: QtBot) -> None:
    charge(page)
    page.show_payment(sale(), payment())

    qtbot.waitUntil(lambda: shows(page, "cancel_request"))
    assert page.stage.ticket.title.text().endswith(sale().ticket)


def test_a_refused_request_for_a_code_is_shown_at_once(page: SalePage) -> None:
    charge(page)
    page.show_payment(sale(), payment(trouble=trouble("refused"), unanswered=1))

    assert page.stage.panel.payment is not None
    assert not page.waiting


def test_what_did_not_change_is_not_painted_again(page: SalePage) -> None:
    """The code must not wait for a ticket that looks as before."""
    show = page.show_payment
    show(sale(), payment(PaymentState.PRESENTED))
    QApplication.processEvents()
    painted = Paints(page.stage.ticket.total, page.stage.ticket.list.viewport(), page.stage.note)

    show(sale(), payment(PaymentState.PRESENTED))
    QApplication.processEvents()

    assert painted.names == []


def test_a_digit_does_not_paint_the_tiles_again(qtbot: QtBot, page: SalePage) -> None:
    """M10: they are most of what a key costs the thread of the glass."""
    page.repaint()
    paints = Paints(page.stage.shelf.tiles.viewport(), page.stage.numpad)

    for digit in "123":
        paints.names.clear()
        keys(page, digit)
        qtbot.waitUntil(lambda: bool(paints.names))
        QApplication.processEvents()
        assert set(paints.names) == {"numpad"}


class Paints(QObject):
    """Notes what is painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.names: list[str] = []
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.names.append(watched.objectName())
        return False


def charge(page: SalePage) -> None:
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    page.set_not_ready("")
    key(page, Qt.Key.Key_F10)
    assert page.waiting


def shows(page: SalePage, name: str) -> bool:
    return any(widget.isVisible() for widget in page.findChildren(QWidget, name))


def test_an_unconfirmed_ticket_is_amber(page: SalePage) -> None:
    page.show_payment(sale(), payment(PaymentState.PRESENTED, unanswered=2))

    assert page.stage.ticket.spine == "warn_fill"
    assert "next customer" in page.stage.note.text()


def test_a_narrow_screen_shows_goods_or_keypad(page: SalePage) -> None:
    narrow(page)
    assert (page.stage.shelf.tiles.isVisible(), page.stage.numpad.isVisible()) == (True, False)

    key(page, Qt.Key.Key_Tab)
    assert (page.stage.shelf.tiles.isVisible(), page.stage.numpad.isVisible()) == (False, True)

    tap(page, "pane_switch")
    assert page.stage.shelf.tiles.isVisible()


def test_keys_work_on_a_narrow_screen_though_the_keypad_is_hidden(page: SalePage) -> None:
    narrow(page)
    keys(page, WATER)
    key(page, Qt.Key.Key_Return)
    keys(page, "*3")
    key(page, Qt.Key.Key_Return)
    keys(page, "+-")
    assert page.cart.pieces == 3

    key(page, Qt.Key.Key_Delete)
    assert not page.cart


def test_goods_codes_have_no_room_on_a_narrow_ticket(page: SalePage, qtbot: QtBot) -> None:
    assert page.stage.ticket._delegate.codes
    narrow(page)
    assert not page.stage.ticket._delegate.codes


def test_a_long_ticket_says_how_many_lines_are_above(page: SalePage, ledger: Ledger) -> None:
    for goods in [item for item in ledger.goods.all() if not item.weighed][:9]:
        keys(page, goods.code)
        key(page, Qt.Key.Key_Return)

    assert "above" in page.stage.ticket._above.text()
