"""A box to tick, large enough for a finger, with the key that ticks it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint

_BOX, _GAP = 26, 12


def paint_box(painter: QPainter, box: QRectF, theme: Theme, *, on: bool, live: bool = True) -> None:
    """Paint a box, ticked or not; one that is not ``live`` cannot be ticked."""
    tokens = theme.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.line if not live else tokens.accent if on else tokens.edge), 2))
    painter.setBrush(QColor(tokens.accent if on and live else tokens.raised))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
    if on:
        icons.paint(painter, box.adjusted(3, 3, -3, -3), "check", tokens.on_accent if live else tokens.muted)


class Tick(QAbstractButton):
    """A box and its words."""

    def __init__(self, theme: Theme, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._action = action
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        shortcut = QShortcut(self)
        shortcut.setKeys(list(theme.keys.sequences(action)))
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)

    def sizeHint(self) -> QSize:
        """Ask for box, words and key, and for the height of a finger."""
        words = QFontMetricsF(self._theme.font(Role.CELL)).horizontalAdvance(self.text())
        key = hint_size(self._theme, self._theme.keys.hint(self._action)).width()
        return QSize(round(self._theme.px(_BOX) + words + key + 2 * _GAP) + 2, self._theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them in a row."""
        painter, theme, side = QPainter(self), self._theme, self._theme.px(_BOX)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        paint_box(painter, box, theme, on=self.isChecked(), live=self.isEnabled())
        ink = QColor(theme.tokens.text if self.isEnabled() else theme.tokens.muted)
        painter.setPen(ink)
        painter.setFont(theme.font(Role.CELL))
        words = QRectF(side + _GAP, 0, self.width() - side - _GAP, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        at = words.left() + QFontMetricsF(painter.font()).horizontalAdvance(self.text()) + _GAP
        hint = theme.keys.hint(self._action)
        width = hint_size(theme, hint).width()
        paint_hint(painter, QRectF(at, 0, width, self.height()), theme, hint, ink)
