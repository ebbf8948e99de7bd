"""The keypad beside a count: what is typed, the digits, and the way to the next field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.count_card import field_words
from pos_app.ui.drawer_count import COINS, Counting
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.numpad import Numpad
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import IconLabel, Label

_PAD = (560, 392)  # height of well and digits


class CountPad(QWidget):
    """Does nothing by itself: join ``numpad`` and ``next``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counting = Counting()
        self._opening = True
        self.numpad = Numpad(theme, self, functions=False)
        self.next = KeyButton(theme, Kind.FUNCTION, action=Action.NEXT_FIELD, parent=self)
        self.next.setObjectName("next_field")
        self.next.set_size(72, 56, Role.BUTTON)
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon = IconLabel(theme, "info", 20, "muted")
        self._words = Label(Role.SECONDARY, "muted", wrap=True)
        self._words.setObjectName("count_words")
        note = QHBoxLayout()
        note.setSpacing(12)
        note.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._words, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(8)
        frame.addWidget(self.numpad)
        frame.addWidget(self.next)
        frame.addSpacing(4)
        frame.addLayout(note)
        frame.addStretch(1)
        self._fit()
        self._retranslate()

    def show_counting(self, counting: Counting) -> None:
        """Show what is typed in the live field."""
        self._counting = counting
        sign = "" if counting.at == COINS else " ×"
        self.numpad.show_entry(Entry(text=counting.text), f"{field_words(counting.at)}{sign}")

    def set_opening(self, opening: bool) -> None:
        """Say whether a float is counted, or all that is there at the end."""
        self._opening = opening
        self._words.setText(
            self.tr("Nothing typed takes over what the last shift left in the drawer.")
            if opening
            else self.tr("Over or short closes too: type what is there.")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme, and the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()
        elif event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _fit(self) -> None:
        self.numpad.setFixedHeight(self._theme.px(*_PAD))

    def _retranslate(self) -> None:
        self.next.set_label(self.tr("Next field"))
        self.set_opening(self._opening)
        self.show_counting(self._counting)
