"""The wells that fill while a PIN is typed. They show that there is a digit, never which."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.theme import Theme

_HEIGHT, _GAP = 56, 12
_DOT = 7.5  # radius in pixels


class PinWells(QWidget):
    """As many wells as the PIN is long, and never fewer than a PIN must have: the length of a right one is not told."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pin_wells")
        self._theme = theme
        self._fewest = self._most = 4
        self._filled = 0
        self._wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def wrong(self) -> bool:
        """Whether they say that what was typed is wrong."""
        return self._wrong

    @property
    def filled(self) -> int:
        """How many are full."""
        return self._filled

    def set_range(self, fewest: int, most: int) -> None:
        """Take another number of wells."""
        self._fewest, self._most = fewest, most
        self.show_filled(0)

    def show_filled(self, filled: int, *, wrong: bool = False) -> None:
        """Fill some; as ``wrong`` they turn red, all of them."""
        self._filled, self._wrong = filled, wrong
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a field."""
        return QSize(self._theme.px(290), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room_for_more = self._filled >= self._fewest and not self._wrong
        count = min(self._most, max(self._fewest, self._filled + room_for_more))
        gap = _GAP if count <= 4 else _GAP / 2
        width = (self.width() - gap * (count - 1)) / count
        for place in range(count):
            box = QRectF(place * (width + gap), 0, width, self.height()).adjusted(1, 1, -1, -1)
            self._paint_well(painter, box, place)

    def _paint_well(self, painter: QPainter, box: QRectF, place: int) -> None:
        tokens = self._theme.tokens
        next_one = place == self._filled and not self._wrong
        edge = tokens.bad if self._wrong else tokens.accent if next_one else tokens.edge
        painter.setPen(QPen(QColor(edge), 2 if next_one or self._wrong else 1))
        painter.setBrush(QColor(tokens.bad_soft if self._wrong else tokens.raised))
        painter.drawRoundedRect(box, self._theme.px(8), self._theme.px(8))
        if place < self._filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.text))
            painter.drawEllipse(QPointF(box.center()), _DOT, _DOT)
