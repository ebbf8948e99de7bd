"""One map gives both the shortcut and the hint, so that they cannot part."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from pos_app.ui.i18n import DEFAULT_LANGUAGE, Languages
from pos_app.ui.keys import DEFAULT_KEYS, Action, KeyMap


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_key_that_qt_understands(action: Action) -> None:
    assert KeyMap().sequences(action)[0].toString() != ""


@pytest.mark.parametrize(
    ("action", "hint"),
    [
        (Action.WECHAT, "F10"),
        (Action.REFUND, "Ctrl R"),
        (Action.SALE_DISCOUNT, "⇧F6"),
        (Action.QUERY, "Space"),
        (Action.CONFIRM, "Enter"),
        (Action.MORE_OF_IT, "+"),
        (Action.QUANTITY, "*"),
        (Action.LANGUAGE, "Ctrl ⇧L"),
    ],
)
def test_hints_are_short(action: Action, hint: str) -> None:
    assert KeyMap().hint(action) == hint


def test_the_space_bar_has_a_chinese_name(languages: Languages) -> None:
    languages.use(DEFAULT_LANGUAGE)

    assert KeyMap().hint(Action.QUERY) == "空格"


def test_a_shop_may_choose_another_key() -> None:
    keys = KeyMap({Action.PAY: "Ctrl+Return"})

    assert keys.hint(Action.PAY) == "Ctrl Enter"
    assert keys.hint(Action.CASH) == "F11"


def test_both_enter_keys_confirm() -> None:
    assert set(KeyMap().sequences(Action.CONFIRM)) == {
        QKeySequence(Qt.Key.Key_Return),
        QKeySequence(Qt.Key.Key_Enter),
    }


def test_every_action_stands_in_the_map() -> None:
    assert set(DEFAULT_KEYS) == set(Action)
