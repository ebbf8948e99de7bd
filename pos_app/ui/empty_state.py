"""What stands where a list has nothing to show: a mark, a sentence, and a few words; in the top third, not centred."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel


class EmptyState(QWidget):
    """Says calmly that there is nothing."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = Label(Role.SECTION)
        self._more = Label(Role.CELL, "muted", wrap=True)
        for label in (self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(MarkLabel(theme, Mark.SEAL, 64), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._more)
        column.addStretch(4)

    def say(self, words: str, more: str) -> None:
        """Say what there is nothing of, and what that means."""
        self._words.setText(words)
        self._more.setText(more)
