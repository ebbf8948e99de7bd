"""A field for a sentence or two: the key that leads to it at its end, and how many characters are used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint

_END = 120  # pixels kept for the count and the key


class NoteField(QLineEdit):
    """Takes at most so many characters; Esc leaves it.

    Signals:
        left: the person is done with the field.
    """

    left = Signal()

    def __init__(self, theme: Theme, *, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reason_note")
        self._theme = theme
        self.setMaxLength(most)
        self.setTextMargins(0, 0, theme.px(_END) - 24, 0)
        shortcut = QShortcut(self)
        shortcut.setKeys(list(theme.keys.sequences(Action.NOTE)))
        shortcut.activated.connect(self.setFocus)

    def setPlaceholderText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Say what belongs here, to eyes and to ears."""
        super().setPlaceholderText(words)
        self.setAccessibleName(words)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the field while it is being typed in, before any shortcut of the page."""
        escaping = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() is QEvent.Type.ShortcutOverride and escaping:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; keep what is typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the count and the key to the field."""
        super().paintEvent(event)
        painter, muted = QPainter(self), QColor(self._theme.tokens.muted)
        hint = self._theme.keys.hint(Action.NOTE)
        width = hint_size(self._theme, hint).width()
        at = self.width() - width - 12
        paint_hint(painter, QRectF(at, 0, width, self.height()), self._theme, hint, muted)
        painter.setPen(muted)
        painter.setFont(self._theme.font(Role.SECONDARY))
        count = f"{len(self.text())}/{self.maxLength()}"
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(at - 80, 0, 70, self.height()), right, count)
