"""A card with one sentence and an icon, such as the one under a locked ticket."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import IconLabel, Label


class NoteCard(Card):
    """Says one thing, quietly."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("note")
        self._icon = IconLabel(theme, "info", 22, "muted")
        self._words = Label(Role.SECONDARY, "muted")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 4, 16, 4)
        row.setSpacing(14)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)

    def text(self) -> str:
        """Give what is said."""
        return self._words.text()

    def say(self, words: str, icon: str = "info") -> None:
        """Say something."""
        self._icon.set_icon(icon)
        self._words.setText(words)
