"""The little frame that names a key: ``F10``, ``Space``."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme

_EDGE_OPACITY = 0.45


def hint_size(theme: Theme, text: str) -> QSizeF:
    """Measure a hint: 20 to 22 high, at least 24 wide."""
    width = QFontMetricsF(theme.font(Role.HINT)).horizontalAdvance(text) + theme.px(14)
    return QSizeF(max(theme.px(24), width), theme.px(22, 21))


def paint_hint(painter: QPainter, rect: QRectF, theme: Theme, text: str, color: QColor) -> None:
    """Paint a hint in the middle of ``rect``, in the colour of the words beside it."""
    size = hint_size(theme, text)
    box = QRectF(0, 0, round(size.width()), round(size.height()))
    box.moveCenter(rect.center())
    box.moveTopLeft(box.topLeft().toPoint())
    edge = QColor(color)
    edge.setAlphaF(_EDGE_OPACITY)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5))
    painter.setPen(color)
    painter.setFont(theme.font(Role.HINT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
