"""What a key means while tickets are rung up and no field has the focus."""

from __future__ import annotations

import enum
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Typed(enum.Enum):
    """What a key press asks for."""

    DIGITS = enum.auto()  # with the characters
    WORDS = enum.auto()  # the beginning of a search, with the characters
    TIMES = enum.auto()
    MORE = enum.auto()
    LESS = enum.auto()
    ENTER = enum.auto()
    ERASE = enum.auto()
    DELETE = enum.auto()
    LEAVE = enum.auto()
    UP = enum.auto()
    DOWN = enum.auto()


_KEYS: dict[int, Typed] = {
    Qt.Key.Key_Return: Typed.ENTER,
    Qt.Key.Key_Enter: Typed.ENTER,
    Qt.Key.Key_Backspace: Typed.ERASE,
    Qt.Key.Key_Delete: Typed.DELETE,
    Qt.Key.Key_Escape: Typed.LEAVE,
    Qt.Key.Key_Up: Typed.UP,
    Qt.Key.Key_Down: Typed.DOWN,
}
_SIGNS = {"*": Typed.TIMES, "+": Typed.MORE, "-": Typed.LESS}


def meaning_of(event: QKeyEvent) -> tuple[Typed, str] | None:
    """Say what a key press asks for, with the characters that it brings; None if nothing.

    Full-width characters of a Chinese input method count as their plain twins.
    """
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    deed = _KEYS.get(event.key())
    if deed is not None:
        return deed, ""
    text = unicodedata.normalize("NFKC", event.text()).replace("。", ".")
    if text in _SIGNS:
        return _SIGNS[text], ""
    if text and text in "0123456789.":
        return Typed.DIGITS, text
    return (Typed.WORDS, text) if text.isprintable() and text.strip() else None
