"""A banner under the title bar: what happened, is the money safe, what to do now, and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.i18n import Sentence
from pos_app.ui.marks import Mark
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel
from pos_app.ui.widgets.pill import pill_colours


class Banner(QWidget):
    """Full width, at least 56 px high; hidden while there is nothing to say."""

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = MarkLabel(theme, Mark.WARN, 28)
        self._words = Label(Role.CELL, wrap=True)
        self._words.setObjectName("banner_text")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._button = KeyButton(theme, Kind.PLAIN)
        self._button.setObjectName("banner_button")
        self._button.set_size(48, 44)
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.setMinimumHeight(theme.px(56))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Give what is said."""
        return self._words.text()

    def say(self, sentence: Sentence | str, mark: Mark = Mark.WARN, button: str = "") -> None:
        """Show a sentence, with a button if there is something to do."""
        self._mark.set_mark(mark)
        self._words.setText(str(sentence))
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(str(sentence))
        self.show()
        self.update()

    def clear(self) -> None:
        """Say nothing."""
        self._words.clear()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the soft ground and a line of the mark's colour under it."""
        painter = QPainter(self)
        fill, words = pill_colours(self._mark.mark, self._theme.tokens)
        painter.fillRect(self.rect(), fill)
        painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), QColor(words))
