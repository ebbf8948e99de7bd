"""The shift at a till with a printer and a drawer on it: Z and X on paper, and every opening written down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.config import Receipt
from tests.core.people import CASHIER
from tests.devices.paper import Paper, printer_on
from tests.ui.live_till import WAIT, LiveTill

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paper() -> Iterator[Paper]:
    with printer_on() as paper:
        yield paper


@pytest.fixture
def receipt(paper: Paper) -> Receipt:
    return Receipt(printer=paper.name, form="text")


@pytest.fixture
def counting(qtbot: QtBot, till: LiveTill) -> LiveTill:
    """A till at which the cashier is about to count."""
    till.key(Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(lambda: till.window.shift.side.figures.text() != "", timeout=WAIT)
    return till


def printed(qtbot: QtBot, paper: Paper, count: int) -> str:
    qtbot.waitUntil(lambda: len(paper.sheets) == count, timeout=WAIT)
    return paper.sheets[-1].text


def test_the_drawer_opens_for_the_count_without_leave_but_only_once(
    qtbot: QtBot, counting: LiveTill, paper: Paper
) -> None:
    counting.key(Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: paper.kicks.qsize() == 1, timeout=WAIT)
    assert counting.shop.ledger.shifts.opened_for("01-0001")

    counting.key(Qt.Key.Key_F12)
    assert counting.button("cash_confirm").text() == "Open the drawer"
    counting.key(Qt.Key.Key_Escape)
    counting.type("0")
    counting.key(Qt.Key.Key_Return)
    printed(qtbot, paper, 1)

    assert paper.kicks.qsize() == 1  # the close opens it no more


def test_a_close_prints_its_z_by_itself_and_once_more_as_a_copy(qtbot: QtBot, counting: LiveTill, paper: Paper) -> None:
    counting.type("3")
    counting.key(Qt.Key.Key_Return)
    z = printed(qtbot, paper, 1)
    assert "交班报表 Z 0001" in z
    assert "差额" not in z  # a cashier's own Z is blind

    counting.key(Qt.Key.Key_P)
    assert "重打 COPY 1" in printed(qtbot, paper, 2)
    counting.key(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: counting.button("print_z").isEnabled(), timeout=WAIT)
    counting.key(Qt.Key.Key_P, CONTROL)
    assert "重打 COPY 2" in printed(qtbot, paper, 3)


def test_an_x_on_paper_leaves_out_what_should_be_there_for_those_who_may_not_see_it(
    qtbot: QtBot, counting: LiveTill, paper: Paper
) -> None:
    counting.key(Qt.Key.Key_F6)
    counting.key(Qt.Key.Key_P)

    told = printed(qtbot, paper, 1)
    assert "交班" not in told
    assert "01-0001-X1" in told
    assert "应有现金" not in told
    assert counting.shop.ledger.shifts.read_x("01-0001-X1").who == CASHIER


def test_cash_that_moves_and_no_sale_open_the_drawer_each_time(qtbot: QtBot, counting: LiveTill, paper: Paper) -> None:
    counting.key(Qt.Key.Key_F7)
    counting.type("10")
    counting.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: paper.kicks.qsize() == 1, timeout=WAIT)
    counting.key(Qt.Key.Key_Escape)
    counting.key(Qt.Key.Key_F12)
    counting.key(Qt.Key.Key_Return)
    counting.approve()
    qtbot.waitUntil(lambda: paper.kicks.qsize() == 2, timeout=WAIT)

    assert counting.shop.ledger.shifts.opened_for("01-0001-1")
    assert counting.shop.ledger.shifts.standing(CASHIER).figures.no_sales == 1
