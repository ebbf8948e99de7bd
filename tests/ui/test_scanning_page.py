"""The scanning page in the whole till: rules for labels, tried out by a scan, and what the scanner sends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.core.scanning import Holds, ScaleRule
from pos_app.ui.wedge import Caught, Ending
from tests.core.people import MANAGER
from tests.core.test_scanning import checked
from tests.ui.live_till import WAIT, LiveTill

CONTROL = Qt.KeyboardModifier.ControlModifier
WATER = "6921180050316"
APPLES = checked("210012300456")


@pytest.fixture
def page(locked: LiveTill, qtbot: QtBot) -> LiveTill:
    """A till on whose scanning page a manager stands."""
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_I, CONTROL)
    return locked


def choose(till: LiveTill, name: str) -> None:
    QTest.mouseClick(till.find(name), Qt.MouseButton.LeftButton)


def test_a_rule_is_set_tried_saved_and_read_by(page: LiveTill) -> None:
    chosen = QSignalSpy(page.window.setup.rules_chosen)
    page.scan(APPLES)
    assert page.reads("trial_read") == f"Goods {APPLES}"
    assert page.button("rules_save").reason == "Nothing changed"

    page.key(Qt.Key.Key_Insert)
    prefix = page.find("rule_prefix")
    assert isinstance(prefix, QLineEdit)
    prefix.setFocus()
    prefix.selectAll()
    page.type("21")
    assert page.reads("trial_read") == "Goods 00123, 0.456 kg"
    choose(page, "rule_holds_1")
    assert page.reads("trial_read") == "Goods 00123, ¥4.56"
    choose(page, "rule_parts_1")
    assert page.reads("trial_read") == "Goods 00123, ¥45.60"
    page.key(Qt.Key.Key_S, CONTROL)

    rule = ScaleRule(prefix="21", code_digits=5, holds=Holds.PRICE, divisor=10)
    assert [chosen.at(at)[0] for at in range(chosen.count())] == [(rule,)]
    assert page.window.sale._ringing.rules == (rule,)
    assert page.button("rules_save").reason == "Nothing changed"
    page.key(Qt.Key.Key_Delete, CONTROL)
    assert page.button("rule_remove").reason == "There is no rule"
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_I, CONTROL)
    assert page.window.scanning.model.records == (rule,)  # what was not saved does not hold


def test_a_rule_that_cannot_be_says_why_and_changes_nothing(page: LiveTill) -> None:
    page.key(Qt.Key.Key_Insert)
    page.find("rule_prefix").setFocus()
    page.key(Qt.Key.Key_End)
    page.key(Qt.Key.Key_Backspace)
    page.key(Qt.Key.Key_Backspace)
    page.type("31")

    assert "prefix must be 02" in page.reads("rule_refusal")
    page.key(Qt.Key.Key_Backspace)
    page.key(Qt.Key.Key_Backspace)
    page.type("20")
    assert page.window.scanning.form.refusal.text() == ""
    choose(page, "rule_digits_4")
    assert "4 to 6 digits" in page.reads("rule_refusal")
    assert page.window.scanning.model.records[0].code_digits != 7


def test_what_a_scan_is_and_how_it_came_is_shown(page: LiveTill, qtbot: QtBot) -> None:
    assert page.reads("trial_read") == "Scan anything"
    page.scan(WATER, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.reads("trial_goods") == "Spring water 550ml", timeout=WAIT)
    assert "13 characters" in page.reads("trial_pace")
    assert "ended by Tab" in page.reads("trial_pace")
    page.scan("6901234567892")
    qtbot.waitUntil(lambda: page.reads("trial_goods") == "No goods carry this code", timeout=WAIT)
    page.scan("134567890123456789")

    assert (page.reads("trial_came"), page.reads("trial_read")) == ("•" * 18, "A customer's payment code")
    assert "1345678" not in "".join(label.text() for label in page.window.scanning.findChildren(QLabel))


@pytest.mark.parametrize(
    ("caught", "words"),
    [
        (Caught("692118005", (8,) * 8, Ending.NOTHING, whole=False), "A part of it was lost"),
        (Caught("６９０１２３４５６７８９２", (8,) * 12, Ending.ENTER), "input method"),
        (Caught(WATER, (8,) * 12, Ending.NOTHING), "send Enter"),
        (Caught(WATER, (45,) * 12, Ending.ENTER), "Slow"),
    ],
)
def test_a_scanner_that_is_set_badly_is_told_of(page: LiveTill, caught: Caught, words: str) -> None:
    page.window.scans.take(caught)

    assert words in page.reads("trial_advice")


def test_a_scanner_that_is_as_slow_as_a_hand_is_told_of(page: LiveTill) -> None:
    for digit in WATER:
        page.type(digit)
        page.ticks.wind(0.2)
    page.key(Qt.Key.Key_Return)

    assert "200 ms from one character to the next" in page.reads("page_words")
