"""A ground to paint on at any size, in the measures of a design of 1280 by 800."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pos_app.core.money import Money
from pos_app.ui import fonts, icons
from pos_app.ui.marks import Mark, paint_mark
from pos_app.ui.theme import Tokens
from pos_app.ui.widgets.amount import SIGN, AmountLook, amount_width, fitting_pixels, paint_amount

WIDTH, HEIGHT = 1280, 800
LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(slots=True)
class Canvas:
    """Wraps a painter. Lengths given are the design's; ``width`` and ``height`` are the room in those.

    ``said`` gathers every word that was painted, in the order of painting.
    """

    painter: QPainter
    size: QSize
    tokens: Tokens
    said: list[str] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """Real pixels for each pixel of the design; the shorter side decides."""
        return min(self.size.width() / WIDTH, self.size.height() / HEIGHT)

    @property
    def width(self) -> float:
        """The room in the design's pixels: never less than the design."""
        return self.size.width() / self.scale

    @property
    def height(self) -> float:
        """The room in the design's pixels: never less than the design."""
        return self.size.height() / self.scale

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """Turn a rectangle of the design into real pixels."""
        s = self.scale
        return QRectF(x * s, y * s, width * s, height * s)

    def fill(self, color: str, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """Fill a rectangle."""
        box = self.rect(x, y, width, height)
        if not radius:
            self.painter.fillRect(box, QColor(color))
            return
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(color))
        self.painter.drawRoundedRect(box, radius * self.scale, radius * self.scale)

    def hairline(self, color: str, x: float, y: float, width: float) -> None:
        """Draw a line one real pixel high."""
        box = self.rect(x, y, width, 1)
        self.painter.fillRect(QRectF(box.left(), round(box.top()), box.width(), 1), QColor(color))

    def font(self, pixels: float, weight: int = fonts.REGULAR) -> QFont:
        """Make a font of the design's pixels."""
        return fonts.sized(round(pixels * self.scale), weight)

    def text(
        self, words: str, at: tuple[float, float], font: QFont, color: str, align: Qt.AlignmentFlag = LEFT
    ) -> float:
        """Write one line, centred on the height ``at[1]``; give its width in the design's pixels."""
        self.said.append(words)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(words)
        x = at[0] * self.scale - {LEFT: 0.0, CENTRE: width / 2, RIGHT: width}[align]
        baseline = at[1] * self.scale + (metrics.ascent() - metrics.descent()) / 2
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        fonts.paint_line(self.painter, QPointF(x, baseline), words)
        return width / self.scale

    def elided(self, words: str, font: QFont, width: float) -> str:
        """Cut words, never figures, to a width of the design."""
        return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width * self.scale)

    def amount(
        self,
        money: Money,
        at: tuple[float, float],
        pixels: float,
        color: str,
        align: Qt.AlignmentFlag = LEFT,
        *,
        sign: bool = True,
        most: float = WIDTH,
    ) -> float:
        """Write an amount, centred on the height ``at[1]``, at most ``most`` wide; give its width."""
        self.said.append(f"{SIGN if sign else ''}{money}")
        look = AmountLook(pixels=round(pixels * self.scale), color=color, align=align, sign=sign)
        fitting = fitting_pixels(money, look, most * self.scale)
        look = AmountLook(pixels=fitting, color=color, align=LEFT, sign=sign)
        width = amount_width(money, look)
        x = at[0] * self.scale - {LEFT: 0.0, CENTRE: width / 2, RIGHT: width}[align]
        paint_amount(self.painter, QRectF(x, at[1] * self.scale - fitting, width + 1, 2.0 * fitting), money, look)
        return width / self.scale

    def measure(self, words: str, font: QFont) -> float:
        """Give the width of words in the design's pixels."""
        return QFontMetricsF(font).horizontalAdvance(words) / self.scale

    def measure_amount(self, money: Money, pixels: float) -> float:
        """Give the width of an amount in the design's pixels."""
        return amount_width(money, AmountLook(pixels=round(pixels * self.scale), color="")) / self.scale

    def mark(
        self, mark: Mark, centre: tuple[float, float], side: float, *, turn: int = 0, inverse: bool = False
    ) -> None:
        """Paint a mark."""
        box = self.rect(centre[0] - side / 2, centre[1] - side / 2, side, side)
        paint_mark(self.painter, box, mark, self.tokens, turn=turn, inverse=inverse)

    def icon(self, name: str, at: tuple[float, float], side: float, color: str) -> None:
        """Paint a line icon with its upper left corner at ``at``."""
        icons.paint(self.painter, self.rect(at[0], at[1], side, side), name, color)
