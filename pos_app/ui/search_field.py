"""A field for searching: a glass at its beginning, the key that leads to it at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.ui import icons
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.labels import repolish

_REJECTED_MS = 300


class SearchField(QLineEdit):
    """Takes a name, pinyin initials or a code.

    Signals:
        left: the person is done with the field, by Esc on an empty one.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, action: Action = Action.FIND) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setProperty("kind", "search")
        self.setProperty("armed", action is Action.FIND)
        self._theme = theme
        self._action = action
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_REJECTED_MS)
        self._calm.timeout.connect(self._calm_down)

    def reject(self) -> None:
        """Show for a moment that what was typed or scanned is not known."""
        self._set_rejected(rejected=True)
        self._calm.start()

    @Slot()
    def _calm_down(self) -> None:
        self._set_rejected(rejected=False)

    def _set_rejected(self, *, rejected: bool) -> None:
        self.setProperty("rejected", rejected)
        repolish(self)

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
        """Empty the field on Esc; leave it when it is empty."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the glass and the key's hint to the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        muted = QColor(self._theme.tokens.muted)
        side = self._theme.px(24, 22)
        glass = QRectF(16, (self.height() - side) / 2, side, side)
        icons.paint(painter, glass, "search", muted)
        hint = self._theme.keys.hint(self._action)
        width = hint_size(self._theme, hint).width()
        paint_hint(painter, QRectF(self.width() - width - 14, 0, width, self.height()), self._theme, hint, muted)
