"""The page of keys in the till: a key is changed by pressing another, conflicts are named, and there is a card."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from pos_app.core.errors import InvalidInputError
from pos_app.devices.receipt import Style
from pos_app.ui.keys import Action, KeyMap, read_changes
from pos_app.ui.keys_page import SALE
from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(locked: LiveTill, qtbot: QtBot) -> LiveTill:
    """A till on whose page of keys a manager stands, by way of the help."""
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_F1)
    locked.key(Qt.Key.Key_F1, SHIFT)
    assert locked.sees("keys_page")
    return locked


def change(till: LiveTill, action: Action, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    keys = till.window.keys
    keys.table.selectRow(keys.model.records.index(action))
    till.key(Qt.Key.Key_Return)
    assert till.sees("key_catch")
    till.key(Qt.Key.Key_Shift)
    till.key(key, modifier)


def shown(till: LiveTill, action: Action) -> str:
    keys = till.window.keys
    return str(keys.model.index(keys.model.records.index(action), 1).data())


def test_a_key_is_changed_by_pressing_another_and_kept(page: LiveTill) -> None:
    kept = QSignalSpy(page.window.setup.keys_chosen)
    change(page, Action.REFUND, Qt.Key.Key_F3)
    assert (shown(page, Action.REFUND), page.button("keys_save").reason) == ("F3", "")

    page.key(Qt.Key.Key_S, CONTROL)

    assert kept.at(0)[0] == (("refund", "F3"),)
    assert "next start" in page.reads("keys_said")
    assert page.button("keys_save").reason == "Nothing changed"
    change(page, Action.REFUND, Qt.Key.Key_R, CONTROL)
    change(page, Action.REFUND, Qt.Key.Key_F3)
    page.key(Qt.Key.Key_Delete)
    assert shown(page, Action.REFUND) == "Ctrl R"
    change(page, Action.SWITCH_PANE, Qt.Key.Key_F12, CONTROL)
    page.key(Qt.Key.Key_Delete)
    assert shown(page, Action.SWITCH_PANE) == "Tab"
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_F1, SHIFT)
    assert shown(page, Action.REFUND) == "F3"  # what was not saved is gone


@pytest.mark.parametrize(
    ("action", "key", "modifier", "words"),
    [
        (Action.REFUND, Qt.Key.Key_F10, NONE, "F10 is taken: Take the payment by WeChat QR code"),
        (Action.REFUND, Qt.Key.Key_L, CONTROL, "Ctrl L is taken: Lock the till"),
        (Action.LOCK, Qt.Key.Key_F6, NONE, "F6 is taken"),
        (Action.LOCK, Qt.Key.Key_E, CONTROL, "a key of another page"),
        (Action.FIND, Qt.Key.Key_5, NONE, "5 is typed or moves about"),
        (Action.FIND, Qt.Key.Key_Backspace, NONE, "Backspace is typed or moves"),
    ],
)
def test_a_key_that_cannot_be_says_why(
    page: LiveTill, action: Action, key: Qt.Key, modifier: Qt.KeyboardModifier, words: str
) -> None:
    before = shown(page, action)

    change(page, action, key, modifier)

    assert words in page.reads("keys_said")
    assert shown(page, action) == before


def test_escape_changes_nothing(page: LiveTill) -> None:
    change(page, Action.FIND, Qt.Key.Key_Escape)

    assert not page.sees("key_catch")
    assert shown(page, Action.FIND) == "F2"


def test_the_card_has_every_key_and_is_saved_or_printed(page: LiveTill, qtbot: QtBot) -> None:
    change(page, Action.REFUND, Qt.Key.Key_F3)
    pairs = {row.left: row.right for row in page.window.keys.card() if row.style is Style.PAIR}
    assert pairs["Refund the chosen or the last payment"] == "F3"
    assert len(pairs) >= len(SALE) + 6

    page.key(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: "Saved: " in page.reads("keys_said"), timeout=WAIT)
    assert Path(page.reads("keys_said").removeprefix("Saved: ")).read_bytes().startswith(b"%PDF")
    page.key(Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: page.sees("banner_text"), timeout=WAIT)


def test_what_the_settings_say_of_keys_is_read_or_told() -> None:
    assert KeyMap(read_changes((("pay", "F12"), ("confirm", "Enter")))).hint(Action.PAY) == "F12"
    for line in (("pey", "F12"), ("pay", "Ctrl+Foo"), ("pay", "Ctrl+A, Ctrl+B")):
        with pytest.raises(InvalidInputError, match=f"keys.{line[0]}"):
            read_changes((line,))
