"""Asks for a key by having it pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.key_words import action_words
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH = 560
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


class KeyCatch(Overlay):
    """Covers the page until a key is pressed, or Esc.

    Signals:
        pressed: the key, as settings write it.
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("key_catch")
        self._action = Action.HELP
        self._what = Label(Role.TITLE, wrap=True)
        self._advice = Label(Role.CELL, "muted", wrap=True)
        self._back = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self._back.setObjectName("key_catch_back")
        self._back.clicked.connect(self.dismissed)
        self.dismissed.connect(self.close_overlay)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(12)
        for widget in (self._what, self._advice, self._back):
            frame.addWidget(widget)
        self.panel.setFixedWidth(theme.px(_WIDTH))

    def ask(self, action: Action) -> None:
        """Wait for the key that is to do something."""
        self._action = action
        self._retranslate()
        self.open()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._what.setText(action_words(self._action))
        self._advice.setText(self.tr("Press the new key: an F key, or one together with Ctrl or Alt."))
        self._back.set_label(self.tr("Go back"))

    def event(self, event: QEvent) -> bool:
        """Take every key before any shortcut has it."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key."""
        if event.key() in _MODIFIERS:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sequence = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        self.close_overlay()
        self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))
