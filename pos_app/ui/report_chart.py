"""A report to look at: bars, in the one colour of what can be chosen. Imported when the reports open: it is heavy."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.report_words import Bar
from pos_app.ui.theme import Theme

MOST_LYING = 12  # bars that have room for their names
_THICK = 0.68  # of the room that a bar has
_FEWEST = 6  # bars for which there is always room
_PALE = 0.38  # how much is left of the colour of bars beside the chosen one
_NAMES = 0.4  # of the width, at most
_MARGIN = 20  # pixels beside the words of an axis
_APART = 18  # pixels between two words under the bars


class _Amounts(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Whole yuan, thousands by comma."""

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:  # noqa: N802 - theirs
        """Write the amounts of a scale."""
        return [f"{value:,.0f}".replace("-", "\u2212") for value in values]


class ReportChart(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """Bars that stand, side by side in time, or lie, the largest first. It is looked at; the table is what is used.

    Signals:
        chosen: the place of a bar that was touched.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {side: _Amounts(orientation=side) for side in ("left", "bottom")}
        super().__init__(parent, axisItems=axes)
        self.setObjectName("report_chart")
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._standing = True
        self._marked: int | None = None
        self._item = pyqtgraph.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(pyqtgraph.PlotWidget.Shape.NoFrame)
        self.addItem(self._item)
        self.scene().sigMouseClicked.connect(self._touch)
        theme.changed.connect(self._draw)

    def show_bars(self, bars: Sequence[Bar], *, standing: bool, name: str) -> None:
        """Show other bars.

        Args:
            bars: in order.
            standing: side by side, as days are; else one under the other, with room for names.
            name: what is shown, for a screen reader.
        """
        self._bars = tuple(bars if standing else bars[:MOST_LYING])
        self._standing = standing
        self._marked = None
        self.setAccessibleName(name)
        self._draw()

    def mark(self, place: int | None) -> None:
        """Make one bar stand out, or none."""
        self._marked = place if place is not None and place < len(self._bars) else None
        self._paint_bars()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Give the names as much room as there is now."""
        super().resizeEvent(event)
        if hasattr(self, "_item"):  # pyqtgraph resizes while it is made
            self._draw_axes()

    @Slot()
    def _draw(self) -> None:
        tokens = self._theme.tokens
        self.setBackground(QColor(tokens.raised))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setTickFont(self._theme.font(Role.SECONDARY))
            axis.setTextPen(QColor(tokens.muted))
            axis.setPen(QColor(tokens.line))
            axis.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
            axis.setZValue(-1)  # its grid lies behind the bars
        self.showGrid(x=not self._standing, y=self._standing, alpha=0.25)
        self._paint_bars()
        self._draw_axes()

    def _paint_bars(self) -> None:
        places, values = range(len(self._bars)), [bar.money.fen / 100 for bar in self._bars]
        starts, ends = ([place + side * _THICK / 2 for place in places] for side in (-1, 1))
        none = [0.0] * len(values)
        brushes = [self._colour(place) for place in places]
        if self._standing:
            self._item.setOpts(x0=starts, x1=ends, y0=none, y1=values, brushes=brushes, pen=None)
        else:
            self._item.setOpts(x0=none, x1=values, y0=starts, y1=ends, brushes=brushes, pen=None)

    def _colour(self, place: int) -> QColor:
        colour = QColor(self._theme.tokens.accent)
        if self._marked not in {None, place}:
            colour.setAlphaF(_PALE)
        return colour

    def _draw_axes(self) -> None:
        values = [bar.money.fen / 100 for bar in self._bars]
        low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
        spare = max(0, _FEWEST - len(values))  # few bars are not made wide ones
        along, across = (-0.6, len(values) + spare - 0.4), (low * 1.06, high * 1.06)
        metrics = QFontMetrics(self._theme.font(Role.SECONDARY))
        self.invertY(not self._standing)
        if self._standing:
            names, amounts = self.getAxis("bottom"), self.getAxis("left")
            room = self.width() - metrics.horizontalAdvance(f"{high:,.0f}") - _MARGIN
            names.setTicks([self._below(metrics, room)])
            names.setStyle(hideOverlappingLabels=False)  # they are chosen so that they have room
            amounts.setTicks(None)
            amounts.setWidth(None)
            self.setRange(xRange=along, yRange=across, padding=0)
            return
        names, amounts = self.getAxis("left"), self.getAxis("bottom")
        most = round(self.width() * _NAMES)
        said = [metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, most) for bar in self._bars]
        wide = max([metrics.horizontalAdvance(word) for word in said], default=0) + _MARGIN
        names.setTicks([list(enumerate(said))])
        names.setWidth(wide)
        amounts.setTicks([_scale(low, high, (self.width() - wide) / (metrics.horizontalAdvance("00,000") + _APART))])
        self.setRange(xRange=across, yRange=along, padding=0)

    def _below(self, metrics: QFontMetrics, width: float) -> list[tuple[int, str]]:
        """Name as many bars as have room for it, evenly; none beyond the edges."""
        widest = max((metrics.horizontalAdvance(bar.short) for bar in self._bars), default=0)
        room = max(1.0, width) / max(_FEWEST, len(self._bars))  # of one bar
        step = max(1, math.ceil((widest + _APART) / room))
        last = len(self._bars) - 1
        return [
            (place, bar.short)
            for place, bar in enumerate(self._bars)
            if place % step == step // 2 and (min(place, last - place) + 0.5) * room >= widest / 2
        ]

    @Slot(object)
    def _touch(self, event: object) -> None:
        where = self.getViewBox().mapSceneToView(event.scenePos())  # type: ignore[attr-defined]
        place = round(where.x() if self._standing else where.y())
        if 0 <= place < len(self._bars):
            self.chosen.emit(place)


def _scale(low: float, high: float, most: float) -> list[tuple[float, str]]:
    """Part an axis by round amounts, of which no more than so many have room."""
    raw = (high - low) / max(1.0, most)
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= 0.75 * raw)
    first = math.ceil(low / step)
    return [
        (place * step, f"{place * step:,.0f}".replace("-", "\u2212"))
        for place in range(first, math.floor(high / step) + 1)
    ]
