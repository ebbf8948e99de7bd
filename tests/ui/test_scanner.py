"""Scans typed into the whole till by real key events: told from hands by their pace, whatever has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import ownedByPython

from pos_app.ui.scanner import Scanner
from pos_app.ui.wedge import NEXT_MS, SHORTEST, Burst, Caught, Ending
from tests.ui.conftest import Clocks, Stage

WATER = "6921180050316"


# ---------------------------------------------------------------- pace


def burst(text: str, gap: int) -> Burst:
    made = Burst()
    for character in text:
        assert made.takes(character, gap)
        made = made.with_(character, gap)
    return made


@given(text=st.text("0123456789ABCXYZabc-", min_size=SHORTEST + 1, max_size=30), gap=st.integers(0, 40))
def test_what_comes_at_a_scanners_pace_and_is_ended_is_a_scan(text: str, gap: int) -> None:
    code = "1" + text

    assert burst(code, gap).ended(Ending.ENTER, gap) == Caught(code, (gap,) * len(text), Ending.ENTER)


@given(gap=st.integers(61, 1000))
def test_a_hand_is_never_taken_for_a_scanner(gap: int) -> None:
    assert not Burst("6").takes("9", gap)
    made = Burst("692118", (5, 5, 5, gap, gap))  # the end of a scan that a hand goes on with
    assert not made.takes("0", gap) or gap <= NEXT_MS
    assert made.with_("0", gap).with_("0", gap).ended(Ending.ENTER, gap) is None or gap <= NEXT_MS


@pytest.mark.parametrize(
    ("text", "whole"),
    [(WATER, True), ("134567890123456789", True), ("692118005", False), ("hsyhsyhsy", None), ("12345", None)],
)
def test_what_nothing_ended_is_whole_if_it_proves_itself_and_half_if_it_is_too_long_for_a_hand(
    text: str, whole: bool | None
) -> None:
    caught = burst(text, 8).ended(Ending.NOTHING, 0)

    assert (caught.whole if caught is not None else None) is whole


def test_a_weight_that_a_scale_types_is_no_code() -> None:
    assert burst("1.236", 2).ended(Ending.ENTER, 2) is None


# ---------------------------------------------------------------- whatever has the focus


class Glass(QWidget):
    """A page with a field, which remembers what keys it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.printed = QShortcut("P", self)


@pytest.fixture
def glass(stage: Stage) -> Glass:
    made = Glass()
    stage(made, 400, 200)
    made.field.setFocus()
    return made


@pytest.fixture
def scanner(glass: Glass, clocks: Clocks) -> Iterator[Scanner]:
    made = Scanner(glass, clocks.monotonic)
    yield made
    made.deleteLater()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def send(text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    for character in text:
        QTest.keyClicks(focus(), character)
    if end is not None:
        QTest.keyClick(focus(), end)


def commit(words: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QCoreApplication.sendEvent(focus(), event)


def caught(spy: QSignalSpy) -> list[str]:
    return [spy.at(at)[0].text for at in range(spy.count())]


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_no_field_gets_any_of_a_scan(glass: Glass, scanner: Scanner, end: Qt.Key) -> None:
    spy, entered = QSignalSpy(scanner.caught), QSignalSpy(glass.field.returnPressed)
    glass.field.setText("note ")

    send(WATER, end)

    assert caught(spy) == [WATER]
    assert (glass.field.text(), entered.count()) == ("note ", 0)
    assert QApplication.focusWidget() is glass.field


def test_a_letter_of_a_scan_presses_no_key_of_the_till_and_a_typed_one_does(glass: Glass, scanner: Scanner) -> None:
    spy, printed = QSignalSpy(scanner.caught), QSignalSpy(glass.printed.activated)
    glass.setFocus()

    send("P1P2P3")
    assert (caught(spy), printed.count()) == (["P1P2P3"], 0)
    send("P", None)
    scanner.pause()
    assert printed.count() == 1


def test_a_key_that_presses_something_finds_what_was_typed_right_before_it(glass: Glass, scanner: Scanner) -> None:
    found: list[str] = []
    quick = QShortcut("F8", glass)
    quick.activated.connect(lambda: found.append(glass.field.text()))

    send("12.5", Qt.Key.Key_F8)

    assert found == ["12.5"]


def test_what_a_hand_types_arrives_when_nothing_follows(qtbot: QtBot, glass: Glass) -> None:
    scanner = Scanner(glass)  # on the real clock
    spy = QSignalSpy(scanner.caught)

    send("7", None)
    assert glass.field.text() == ""
    qtbot.waitUntil(lambda: glass.field.text() == "7")
    send("ab", None)
    QTest.keyClick(glass.field, Qt.Key.Key_Left)
    send("c", None)
    qtbot.waitUntil(lambda: glass.field.text() == "7acb")

    assert spy.count() == 0


def test_typing_at_a_hands_pace_is_handed_on_in_order(glass: Glass, scanner: Scanner, clocks: Clocks) -> None:
    spy, entered = QSignalSpy(scanner.caught), QSignalSpy(glass.field.returnPressed)

    for character in WATER:
        send(character, None)
        clocks.pass_(0.09)
    send("")

    assert (glass.field.text(), entered.count(), spy.count()) == (WATER, 1, 0)


def test_half_a_scan_is_told_and_reaches_no_field(glass: Glass, scanner: Scanner) -> None:
    spy = QSignalSpy(scanner.caught)

    send(WATER[:9], None)
    scanner.pause()

    assert [(spy.at(0)[0].text, spy.at(0)[0].whole)] == [(WATER[:9], False)]
    assert glass.field.text() == ""


def test_a_busy_glass_does_not_break_a_scan_in_two(qtbot: QtBot, glass: Glass, clocks: Clocks) -> None:
    """The timer rings late, and the keys that were pressed meanwhile are still on their way."""
    scanner = Scanner(glass, clocks.monotonic)
    spy = QSignalSpy(scanner.caught)
    send(WATER[:6], None)
    clocks.pass_(5.0)

    scanner._run_out()

    assert spy.count() == 0
    qtbot.waitUntil(lambda: spy.count() == 1)


@pytest.mark.parametrize("digits", ["６９２１１８００５０３１６", "٦٩٢١١٨٠٠٥٠٣١٦"])
def test_digits_that_an_input_method_made_of_keys_are_a_scan(glass: Glass, scanner: Scanner, digits: str) -> None:
    spy = QSignalSpy(scanner.caught)

    for words in (digits[0], digits[1:5], *digits[5:]):
        commit(words)
    send("")

    assert (caught(spy), glass.field.text()) == ([digits], "")


def test_words_of_an_input_method_arrive_in_the_field(glass: Glass, scanner: Scanner) -> None:
    commit("矿泉水")
    commit("５５")
    scanner.pause()
    commit("７水")
    scanner.pause()

    assert glass.field.text() == "矿泉水５５７水"


class Receiver(QWidget):
    """Notes of every event that reaches it whether it dies with its Python object."""

    def __init__(self) -> None:
        super().__init__()
        self.owned: list[bool] = []
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent | QInputMethodEvent) and event.type() is not QEvent.Type.ShortcutOverride:
            self.owned.append(ownedByPython(event))
        return super().event(event)


def test_what_is_held_back_does_not_stay_in_memory(glass: Glass, scanner: Scanner, stage: Stage) -> None:
    """Copies that nobody owned grew by 3 KiB with each scan."""
    receiver = Receiver()
    stage(receiver, 400, 200)
    receiver.setFocus()

    send("7", None)
    commit("水")
    scanner.pause()

    assert receiver.owned == [True, True, True]  # press, release, words


def test_keys_that_bring_no_character_end_what_is_typed(glass: Glass, scanner: Scanner) -> None:
    send("69", None)
    QTest.keyClick(glass.field, Qt.Key.Key_Shift)
    assert glass.field.text() == ""
    QTest.keyClick(glass.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert glass.field.text() == "69"
    send("4 5", None)
    scanner.pause()

    assert glass.field.text() == "4 5"
