"""Pictures of scanning: a code that nobody knows, the page where scans are tried, and the page of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from screenshots import Photographer

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UNKNOWN, LABEL = "6901234567892", "2000123004563"


def play(photographer: Photographer) -> None:
    """Walk through what is scanned."""
    window = photographer.window
    scan(photographer, UNKNOWN)
    photographer.until("nobody knows the code", lambda: not window.sale.seeking)
    photographer.take("unknown-code")
    photographer.press(Qt.Key.Key_Return)
    photographer.press(Qt.Key.Key_I, CONTROL)
    photographer.press(Qt.Key.Key_Insert)
    scan(photographer, LABEL)
    photographer.take("scanning")
    photographer.press(Qt.Key.Key_Escape)
    photographer.press(Qt.Key.Key_F1, SHIFT)
    photographer.take("keys")
    photographer.press(Qt.Key.Key_Return)
    photographer.take("keys-press")
    photographer.press(Qt.Key.Key_Escape)
    photographer.press(Qt.Key.Key_Escape)


def scan(photographer: Photographer, code: str) -> None:
    """Type a code at a scanner's pace."""
    for character in code:
        QTest.keyClicks(photographer.focus(), character)
    photographer.press(Qt.Key.Key_Return)
