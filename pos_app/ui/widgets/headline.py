"""One line in large type that shrinks to fit, rather than be cut or wrapped."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui import fonts
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme

_FLOOR = 20  # pixels


class Headline(QWidget):
    """A verdict in words."""

    def __init__(
        self,
        theme: Theme,
        role: Role,
        tone: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._tone = tone
        self._align = align
        self._pixels: int | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Give what is said."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt's labels have it
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_pixels(self, pixels: int | None) -> None:
        """Use a size of one's own instead of the role's, or the role's again."""
        self._pixels = pixels
        self.updateGeometry()
        self.update()

    def _full(self) -> int:
        return self._pixels if self._pixels is not None else self._theme.font_px(self._role)

    def _width(self, pixels: int) -> float:
        return QFontMetricsF(fonts.sized(pixels, self._role.weight)).horizontalAdvance(self._text)

    def sizeHint(self) -> QSize:
        """Ask for the full size."""
        return QSize(round(self._width(self._full())) + 4, round(self._full() * 1.3))

    def minimumSizeHint(self) -> QSize:
        """Live with any width."""
        return QSize(0, round(self._full() * 1.3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, as large as fits."""
        pixels = self._full()
        while pixels > _FLOOR and self._width(pixels) > self.width():
            pixels -= 2
        font = fonts.sized(pixels, self._role.weight)
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(QColor(getattr(self._theme.tokens, self._tone)))
        spare = self.width() - self._width(pixels)
        share = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}.get(self._align, 0.0)
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        fonts.paint_line(painter, QPointF(spare * share, baseline), self._text)
