"""Time that runs out: a bar that steps once a second, and a ring for a short wait."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.theme import Theme


class CountdownBar(QWidget):
    """A bar that is full at the beginning and empty at the end; no easing.

    ``tone`` is ``accent``, or ``warn`` where the outcome is unknown. ``height`` is in pixels.
    """

    def __init__(self, theme: Theme, tone: str = "accent", height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._height = height
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """What is left, from 1 to 0."""
        return self._share

    def set_left(self, left: float, total: float) -> None:
        """Show how many of ``total`` seconds are left."""
        self._share = min(1.0, max(0.0, left / total)) if total > 0 else 0.0
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height; the width is the layout's business."""
        return QSize(self._theme.px(80), self._theme.px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint trough and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = box.height() / 2
        tokens = self._theme.tokens
        color = QColor(getattr(tokens, self._tone))
        painter.setBrush(QColor(getattr(tokens, f"{self._tone}_soft")))
        painter.setPen(QPen(color, 1) if self._tone == "warn" else Qt.PenStyle.NoPen)
        inset = 0.5 if self._tone == "warn" else 0
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.setClipRect(QRectF(0, 0, box.width() * self._share, box.height()))
        painter.drawRoundedRect(
            QRectF(0, 0, max(box.height(), box.width() * self._share), box.height()), radius, radius
        )


class CountdownRing(QWidget):
    """A ring that empties clockwise; the words beside it say how long."""

    def __init__(self, theme: Theme, tone: str, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._size = size
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """What is left, from 1 to 0."""
        return self._share

    def set_share(self, share: float) -> None:
        """Show what is left, from 1 to 0."""
        self._share = min(1.0, max(0.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the ring's own size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and what is left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        color = QColor(getattr(self._theme.tokens, self._tone))
        track = QColor(color)
        track.setAlphaF(0.35)
        painter.setPen(QPen(track, 3))
        painter.drawEllipse(box)
        painter.setPen(QPen(color, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, round(360 * 16 * self._share))
