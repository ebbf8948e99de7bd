"""The window itself: what is there first, and what is made when it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.ui.i18n import Languages
from pos_app.ui.main_window import MainWindow
from pos_app.ui.place import Place
from pos_app.ui.theme import Theme
from tests.ui.conftest import Clocks
from tests.ui.live_till import WAIT


@pytest.mark.parametrize(
    ("key", "modifier", "page"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_panel"),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, "customer_window"),
    ],
)
def test_a_key_that_is_pressed_before_its_page_is_made_has_it_made_at_once(
    qtbot: QtBot,
    theme: Theme,
    languages: Languages,
    clocks: Clocks,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    page: str,
) -> None:
    window = MainWindow(theme, languages, Place(shop="和顺里超市", till="1"), clocks.now)
    qtbot.addWidget(window)
    furnished = QSignalSpy(window.furnished)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    assert furnished.count() == 0

    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)

    seen = {widget.objectName() for widget in QApplication.allWidgets() if widget.isVisible()}
    assert (page in seen, furnished.count(), window.furnish_more()) == (True, 1, False)
    window.customer.hide()


def test_the_language_can_be_changed_before_any_page_is_made(
    qtbot: QtBot, theme: Theme, languages: Languages, clocks: Clocks
) -> None:
    window = MainWindow(theme, languages, Place(shop="和顺里超市", till="1"), clocks.now)
    qtbot.addWidget(window)
    chosen, furnished = QSignalSpy(window.language_chosen), QSignalSpy(window.furnished)
    window.show()

    QTest.mouseClick(window.sign_in.language, Qt.MouseButton.LeftButton)

    assert (chosen.count(), furnished.count()) == (1, 0)
    qtbot.waitUntil(lambda: window.windowTitle() == "和顺里超市 · 1 号台", timeout=WAIT)
    window.furnish()
    assert window.sale.stage.pay.text() == "收款"
