"""The shift in the window: opened with a float, closed blind with a count, and what the drawer sees in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.money import ZERO, Money
from pos_app.core.shift import CashCount, Shift
from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from tests.core.people import CASHIER, LEAD, MANAGER
from tests.core.shop import Shop
from tests.ui.live_till import WAIT, LiveTill, live_till

CONTROL = Qt.KeyboardModifier.ControlModifier
FLOAT = CashCount(notes=((100_00, 5),))


@pytest.fixture
def between(qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path) -> Iterator[LiveTill]:
    """A till whose drawer nobody has: the last shift left 500 yuan in it."""
    book = shop.ledger.shifts
    book.close(book.open(FLOAT, CASHIER), FLOAT, CASHIER)
    shop.clock.wind(60)
    with live_till(theme, languages, shop, tmp_path / "profile", on_shift=False) as till:
        qtbot.waitUntil(till.window.isActiveWindow)
        till.come_in(qtbot)
        qtbot.waitUntil(lambda: till.sees("shift_page") and till.window.shift.side.figures.text() != "", timeout=WAIT)
        yield till


def current(till: LiveTill) -> Shift | None:
    return till.shop.ledger.shifts.current()


def count(till: LiveTill, *pieces: str) -> None:
    """Type pieces from the largest note on, and go on with Tab."""
    for typed in pieces:
        till.type(typed)
        till.key(Qt.Key.Key_Tab)


def test_whoever_comes_to_a_till_without_a_shift_opens_one_first_and_sells_at_once(
    qtbot: QtBot, between: LiveTill
) -> None:
    till = between
    till.key(Qt.Key.Key_Escape)
    till.ring_up()
    assert till.button("pay").reason == "Open a shift first"

    till.key(Qt.Key.Key_K, CONTROL)
    count(till, "2", "", "", "", "1", "3")
    till.type("4.5")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.sees("sale_page") and till.button("pay").isEnabled(), timeout=WAIT)

    shift = current(till)
    assert shift is not None
    assert shift.float_count == CashCount(notes=((100_00, 2), (5_00, 1), (1_00, 3)), coins=Money(4_50))
    assert till.reads("title_shift").startswith(f"Shift {shift.sequence} since")


def test_nothing_typed_takes_over_what_the_last_shift_left(qtbot: QtBot, between: LiveTill) -> None:
    assert between.window.shift.side.figures.text().splitlines()[0] == "Z report 01-0001"
    assert "Left in the drawer" not in between.window.shift.side.figures.text()  # not for a cashier's eyes

    between.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: current(between) is not None, timeout=WAIT)

    shift = current(between)
    assert shift is not None
    assert (shift.sequence, shift.opened_by, shift.float_count.total) == (2, CASHIER, FLOAT.total)


def open_page(qtbot: QtBot, till: LiveTill) -> None:
    till.key(Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(lambda: till.sees("shift_page") and till.window.shift.side.figures.text() != "", timeout=WAIT)


def closed_text(till: LiveTill) -> str:
    return till.window.shift.closed.cash.text()


def test_a_close_is_blind_until_a_manager_looks_and_the_next_one_opens_anew(qtbot: QtBot, till: LiveTill) -> None:
    """M12: a difference keeps nobody from closing."""
    open_page(qtbot, till)
    assert till.button("shift_submit").reason == "Count the drawer first"
    presses = ["7", "5", "6", "11", "9", "23"]
    count(till, *presses)

    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.sees("closed_shift"), timeout=WAIT)

    (shift,) = till.shop.ledger.shifts.listed()
    assert shift.closing is not None
    assert (shift.closing.count.total, shift.closing.difference) == (Money(1248_00), Money(1248_00))
    assert closed_text(till).splitlines() == ["Counted ¥1,248.00", "Stays in the drawer ¥1,248.00", "Taken out ¥0.00"]

    till.key(Qt.Key.Key_F4)
    till.approve()
    qtbot.waitUntil(lambda: "Over ¥1,248.00" in closed_text(till), timeout=WAIT)
    assert "Should be in the drawer ¥0.00" in closed_text(till)

    till.key(Qt.Key.Key_Return)
    assert till.window.door.shut
    till.come_in(qtbot, LEAD)
    qtbot.waitUntil(lambda: till.sees("shift_page") and "Left" in till.window.shift.side.figures.text(), timeout=WAIT)
    assert not till.sees("closed_shift")
    assert till.window.shift.side.figures.text().endswith("Left in the drawer ¥1,248.00")


def test_takings_are_taken_out_and_the_float_stays_all_of_it_by_touch(qtbot: QtBot, till: LiveTill) -> None:
    open_page(qtbot, till)
    for name in ("digit_2", "next_field", "digit_4", "digit_4", "erase", "count_coins", "digit_9", "digit_point",
                 "digit_5", "stays_1", "shift_submit"):  # fmt: skip
        till.press(name)
    qtbot.waitUntil(lambda: till.sees("closed_shift"), timeout=WAIT)

    (shift,) = till.shop.ledger.shifts.listed()
    assert shift.closing is not None
    assert shift.closing.count == CashCount(notes=((100_00, 2), (50_00, 4)), coins=Money(9_50))
    assert shift.closing.left == ZERO  # the float was nothing
    assert "Taken out ¥409.50" in closed_text(till)


def test_somebody_elses_shift_needs_leave_to_be_closed(qtbot: QtBot, between: LiveTill) -> None:
    book = between.shop.ledger.shifts
    book.open(CashCount(), LEAD)
    between.key(Qt.Key.Key_Return)  # another hand was quicker: what is open is shown
    qtbot.waitUntil(lambda: between.sees("banner_text"), timeout=WAIT)
    assert "INP-03" in between.window.banner.text()
    open_page(qtbot, between)
    between.type("0")
    between.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: between.sees("pin_pop_over"), timeout=WAIT)
    between.key(Qt.Key.Key_Escape)
    assert between.button("shift_submit").isEnabled()

    between.key(Qt.Key.Key_Return)
    between.approve(LEAD)
    qtbot.waitUntil(lambda: between.sees("closed_shift"), timeout=WAIT)

    assert book.current() is None
    assert between.shop.ledger.shifts.listed()[0].number == "01-0002"


def test_cash_goes_in_and_out_with_a_reason_and_the_x_hides_from_a_cashier_how_much_there_should_be(
    qtbot: QtBot, till: LiveTill
) -> None:
    open_page(qtbot, till)
    till.key(Qt.Key.Key_F7)
    assert till.button("cash_confirm").reason == "Type the amount"
    till.type("200")
    till.key(Qt.Key.Key_Right)
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Paid in ¥200.00" in till.window.banner.text(), timeout=WAIT)

    till.key(Qt.Key.Key_F7)
    till.key(Qt.Key.Key_F8)
    till.type("50.5")
    till.key(Qt.Key.Key_F2)
    till.type("night")
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(lambda: "Safe drop ¥50.50" in till.window.banner.text(), timeout=WAIT)

    moves = till.shop.ledger.shifts.moves("01-0001")
    assert [(move.amount, move.reason) for move in moves] == [
        (Money(200_00), "More float"),
        (Money(50_50), "Into the safe · night"),
    ]
    till.key(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "Safe drop" in till.window.shifts.x.figures.text(), timeout=WAIT)
    assert "Should be in the drawer" not in till.window.shifts.x.figures.text()
    till.window.shifts.x.show_report(till.shop.ledger.shifts.standing(MANAGER), blind=False)
    assert till.window.shifts.x.figures.text().endswith("Should be in the drawer ¥149.50")


def test_the_drawer_opens_without_a_sale_for_a_reason_that_is_allowed_and_counted(qtbot: QtBot, till: LiveTill) -> None:
    till.key(Qt.Key.Key_F12)
    assert till.button("cash_confirm").text() == "Open the drawer"
    till.key(Qt.Key.Key_Left)  # "other": words of one's own
    assert till.button("cash_confirm").reason == "Write the reason"
    till.key(Qt.Key.Key_Escape)
    assert not till.sees("cash_panel")

    till.key(Qt.Key.Key_F12)
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(lambda: till.shop.ledger.shifts.standing(CASHIER).figures.no_sales == 1, timeout=WAIT)
    assert till.sees("sale_page")


def test_past_shifts_tell_a_lead_how_they_came_out_and_a_cashier_what_was_counted(
    qtbot: QtBot, between: LiveTill
) -> None:
    def row() -> list[str]:
        model = between.window.shifts.list.model
        return [str(model.index(0, column).data()) for column in range(model.columnCount())]

    between.key(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: between.window.shifts.list.model.rowCount() == 1, timeout=WAIT)
    assert (row()[0], row()[-2:]) == ("01-0001", ["¥500.00", "—"])
    assert between.button("print_z").reason == "No printer is set up"

    between.window.lock()
    between.come_in(qtbot, LEAD)
    qtbot.waitUntil(lambda: between.sees("shift_page"), timeout=WAIT)
    between.key(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: between.window.shifts.list.model.rowCount() == 1, timeout=WAIT)
    assert row()[-2:] == ["¥500.00", "¥0.00"]
    assert "Exact ¥0.00" in between.window.shifts.list.figures.text()


def test_a_shift_is_closed_with_two_presses_beside_the_count_itself(qtbot: QtBot, till: LiveTill) -> None:
    counted = ["7", "Tab", "5", "Tab", "6", "Tab", "1", "1", "Tab", "9", "Tab", "2", "3"]

    till.key(Qt.Key.Key_K, CONTROL)
    for press in counted:
        till.key(Qt.Key.Key_Tab) if press == "Tab" else till.type(press)
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.sees("closed_shift"), timeout=WAIT)

    (shift,) = till.shop.ledger.shifts.listed()
    assert shift.closing is not None
    assert shift.closing.count.total == Money(1248_00)
