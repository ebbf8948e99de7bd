"""Amounts in large type: a smaller yuan sign on the same baseline, figures of one width, never cut off."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.core.money import ZERO, Money
from pos_app.ui import fonts
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme

SIGN = "¥"
_LARGE = 88  # pixels from which the sign is only half as high
_SHRINK_TO = 0.6
_SIGN_OPACITY = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLook:
    """How an amount is set: wanted size in pixels, colour, side, and whether the yuan sign is shown."""

    pixels: int
    color: QColor | str
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight
    sign: bool = True
    weight: int = fonts.SEMIBOLD


def paint_amount(painter: QPainter, rect: QRectF, money: Money, look: AmountLook) -> None:
    """Paint an amount, centred on its height; it shrinks in steps of 2 px to 60 per cent, rather than be cut."""
    minus, figures = _parts(money)
    figure_font, sign_font = _fonts(fitting_pixels(money, look, rect.width()), look.weight)
    widths = _widths(minus, figures, figure_font, sign_font, sign=look.sign)
    x = _start(rect, sum(widths), look.align)
    baseline = rect.center().y() + QFontMetricsF(figure_font).capHeight() / 2
    painter.save()
    painter.setPen(QColor(look.color))
    painter.setFont(figure_font)
    if minus:
        painter.drawText(QPointF(x, baseline), minus)
    painter.drawText(QPointF(x + widths[0] + widths[1], baseline), figures)
    if look.sign:
        painter.setOpacity(painter.opacity() * _SIGN_OPACITY)
        painter.setFont(sign_font)
        painter.drawText(QPointF(x + widths[0], baseline), SIGN)
    painter.restore()


def fitting_pixels(money: Money, look: AmountLook, width: float) -> int:
    """Give the largest size, the wanted one or less, at which the amount fits ``width``."""
    pixels, floor = look.pixels, round(look.pixels * _SHRINK_TO)
    while pixels - 2 >= floor and amount_width(money, replace(look, pixels=pixels)) > width:
        pixels -= 2
    return pixels


def amount_width(money: Money, look: AmountLook) -> float:
    """Measure an amount in pixels."""
    return sum(_widths(*_parts(money), *_fonts(look.pixels, look.weight), sign=look.sign))


def _parts(money: Money) -> tuple[str, str]:
    text = str(money)
    return ("\u2212", text[1:]) if money.fen < 0 else ("", text)


def _fonts(pixels: int, weight: int) -> tuple[QFont, QFont]:
    share = 0.5 if pixels >= _LARGE else 0.68
    return fonts.sized(pixels, weight), fonts.sized(round(pixels * share), weight)


def _widths(
    minus: str, figures: str, figure_font: QFont, sign_font: QFont, *, sign: bool
) -> tuple[float, float, float]:
    metrics = QFontMetricsF(figure_font)
    gap = figure_font.pixelSize() * 0.06
    return (
        metrics.horizontalAdvance(minus) if minus else 0.0,
        QFontMetricsF(sign_font).horizontalAdvance(SIGN) + gap if sign else 0.0,
        metrics.horizontalAdvance(figures),
    )


def _start(rect: QRectF, width: float, align: Qt.AlignmentFlag) -> float:
    if align == Qt.AlignmentFlag.AlignLeft:
        return rect.left()
    if align == Qt.AlignmentFlag.AlignHCenter:
        return rect.center().x() - width / 2
    return rect.right() - width


class AmountLabel(QWidget):
    """Shows one amount in a role's size, or in ``pixels`` where a screen has sizes of its own.

    Money is read from left to right in every language; the amount shrinks to fit and is never elided.
    """

    def __init__(
        self,
        theme: Theme,
        role: Role,
        *,
        tone: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        sign: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._tone = tone
        self._align = align
        self._sign = sign
        self._money = ZERO
        self._pixels: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text())

    @property
    def money(self) -> Money:
        """What is shown."""
        return self._money

    def text(self) -> str:
        """Give what a person reads, as plain text."""
        minus, figures = _parts(self._money)
        return f"{minus}{SIGN if self._sign else ''}{figures}"

    def set_money(self, money: Money) -> None:
        """Show another amount."""
        if money != self._money:
            self._money = money
            self.setAccessibleName(self.text())
            self.updateGeometry()
            self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour, by the name of its token."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def set_pixels(self, pixels: int | None) -> None:
        """Use a size of one's own instead of the role's, or the role's again."""
        if pixels != self._pixels:
            self._pixels = pixels
            self.updateGeometry()
            self.update()

    def _look(self) -> AmountLook:
        return AmountLook(
            pixels=self._pixels if self._pixels is not None else self._theme.font_px(self._role),
            color=getattr(self._theme.tokens, self._tone),
            align=self._align,
            sign=self._sign,
            weight=self._role.weight,
        )

    def sizeHint(self) -> QSize:
        """Ask for the full size."""
        look = self._look()
        return QSize(round(amount_width(self._money, look)) + 2, round(look.pixels * 1.08))

    def minimumSizeHint(self) -> QSize:
        """Live with 60 per cent of the width."""
        wanted = self.sizeHint()
        return QSize(round(wanted.width() * _SHRINK_TO), wanted.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the amount, as large as fits."""
        paint_amount(QPainter(self), QRectF(self.rect()), self._money, self._look())
