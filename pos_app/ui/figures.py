"""Names and values under each other: the figures of a shift, or what to know before one ends."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_app.core.money import Money
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark, paint_mark
from pos_app.ui.tables import words_for
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLook, paint_amount

_SIDE, _GAP = 20, 14
_MARK = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A name and its value. A ``mark`` stands before it; ``strong`` ones are sums, or what somebody must see."""

    name: str
    value: Money | str = ""
    mark: Mark | None = None
    strong: bool = False

    def __str__(self) -> str:
        return f"{self.name} {words_for(self.value)}".rstrip()


class FigureList(QWidget):
    """Paints figures, a hairline under each; as high as they need. ``rows`` are heights, tall screen and short."""

    def __init__(self, theme: Theme, name: str, rows: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._rows = rows
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._figures

    def text(self) -> str:
        """Give what a person reads."""
        return "\n".join(map(str, self._figures))

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show others."""
        if figures != self._figures:
            self._figures = figures
            self.setAccessibleName(self.text())
            self.setFixedHeight(self.sizeHint().height())
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for room for all of them."""
        return QSize(280, self._theme.px(*self._rows) * len(self._figures))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(*self._rows)
        for number, figure in enumerate(self._figures):
            row = QRectF(0, number * height, self.width(), height)
            painter.fillRect(QRectF(0, row.bottom() - 1, row.width(), 1), QColor(self._theme.tokens.line))
            self._paint(painter, row.adjusted(_SIDE, 0, -_SIDE, 0), figure)

    def _paint(self, painter: QPainter, row: QRectF, figure: Figure) -> None:
        tokens = self._theme.tokens
        if figure.mark is not None:
            side = self._theme.px(_MARK)
            box = QRectF(row.left(), row.center().y() - side / 2, side, side)
            paint_mark(painter, box, figure.mark, tokens)
            row.setLeft(box.right() + _GAP)
        painter.setFont(self._theme.font(Role.STRONG if figure.strong else Role.CELL))
        painter.setPen(QColor(tokens.text))
        width = QFontMetricsF(painter.font()).horizontalAdvance(figure.name)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, figure.name)
        self._paint_value(painter, row.adjusted(width + _GAP, 0, 0, 0), figure)

    def _paint_value(self, painter: QPainter, rect: QRectF, figure: Figure) -> None:
        tokens = self._theme.tokens
        if isinstance(figure.value, Money):
            pixels = self._theme.px(24, 20) if figure.strong else self._theme.px(22, 18)
            look = AmountLook(pixels=pixels, color=tokens.text, weight=600 if figure.strong else 500)
            paint_amount(painter, rect, figure.value, look)
            return
        painter.setPen(QColor(tokens.warn if figure.mark is Mark.WARN else tokens.text))
        words = QFontMetricsF(painter.font()).elidedText(figure.value, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def scrolled(figures: FigureList) -> QScrollArea:
    """Put figures into a place that may be too small for them."""
    area = QScrollArea()
    area.setObjectName(f"{figures.objectName()}_area")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrow keys move what does not fit
    area.setProperty("ringed", True)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    area.setWidget(figures)
    for widget in (area.viewport(), figures):
        widget.setAutoFillBackground(False)  # what lies below has its own ground
    return area
