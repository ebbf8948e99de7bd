"""What a key means while no field has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from pos_app.ui.typing_keys import Typed, meaning_of

NONE = Qt.KeyboardModifier.NoModifier


def press(text: str, key: Qt.Key = Qt.Key.Key_unknown, modifier: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)


@pytest.mark.parametrize(("text", "digits"), [("7", "7"), ("７", "7"), (".", "."), ("．", "."), ("。", ".")])
def test_full_width_digits_count_as_digits(text: str, digits: str) -> None:
    assert meaning_of(press(text)) == (Typed.DIGITS, digits)


@pytest.mark.parametrize(
    ("text", "deed"), [("*", Typed.TIMES), ("＊", Typed.TIMES), ("+", Typed.MORE), ("-", Typed.LESS)]
)
def test_signs_have_a_deed_of_their_own(text: str, deed: Typed) -> None:
    assert meaning_of(press(text)) == (deed, "")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_both_enter_keys_enter(key: Qt.Key) -> None:
    assert meaning_of(press("\r", key)) == (Typed.ENTER, "")


def test_letters_begin_a_search() -> None:
    assert meaning_of(press("k")) == (Typed.WORDS, "k")
    assert meaning_of(press("米")) == (Typed.WORDS, "米")


@pytest.mark.parametrize(
    "event", [press(" "), press(""), press("\t"), press("a", modifier=Qt.KeyboardModifier.ControlModifier)]
)
def test_what_asks_for_nothing(event: QKeyEvent) -> None:
    assert meaning_of(event) is None
