"""What words a widget really paints, and where: heard by a paint device that draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPaintEngineState, QPainterPath, QRegion, QTextItem
from PySide6.QtWidgets import QGraphicsView, QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Words as they were painted; ``box`` is their line, in pixels of the widget."""

    words: str
    box: QRectF


class _Ear(QPaintEngine):
    """Keeps every text item, and lets the rest go by."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.heard: list[Ink] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name
        """Nothing depends on it."""

    def drawPixmap(self, _target: object, _pixmap: object, _source: object) -> None:  # noqa: N802 - Qt's name
        """Pictures say nothing."""

    def drawPath(self, _path: QPainterPath) -> None:  # noqa: N802 - Qt's name
        """Shapes say nothing."""

    def drawTextItem(self, spot: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:  # noqa: N802 - Qt's name
        """Keep the words with the line that they take."""
        at = (
            spot
            if isinstance(spot, QPointF)
            else QPointF(spot.x, spot.y)
            if isinstance(spot, QPainterPath.Element)
            else QPointF(spot)
        )
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        self.heard.append(Ink(words=item.text(), box=self.painter().combinedTransform().mapRect(box)))


class _Sheet(QPaintDevice):
    """As large as the widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self.ear = _Ear()

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.ear

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._widget.metric(metric)


def words_of(widget: QWidget) -> list[Ink]:
    """Give what a widget paints itself, without its children."""
    sheet = _Sheet(widget)
    widget.render(sheet, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return sheet.ear.heard


def shown(root: QWidget) -> Iterator[QWidget]:
    """Give a widget and all that can be seen in it. A chart's canvas is no widget of ours, and draws on its own."""
    yield root
    for child in root.findChildren(QWidget):
        chart = isinstance(child.parentWidget(), QGraphicsView)
        if not chart and child.isVisible() and not child.visibleRegion().isEmpty():
            yield child
