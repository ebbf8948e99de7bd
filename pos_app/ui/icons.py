"""Line icons: SVG files tinted at load, rendered at the screen's own resolution, kept per colour and size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos_app.ui.resources import RESOURCES

_CACHE = 512  # pictures; the whole set in two colours at one size is about a hundred


def pixmap(name: str, color: QColor | str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw the icon ``name`` in ``color``, ``size`` logical pixels square, for a screen of that pixel ratio."""
    return _rendered(name, QColor(color).name(QColor.NameFormat.HexArgb), size, ratio)


def icon(name: str, color: QColor | str, size: int = 24, ratio: float = 1.0) -> QIcon:
    """Wrap the picture for widgets that want an icon."""
    return QIcon(pixmap(name, color, size, ratio))


def paint(painter: QPainter, rect: QRectF, name: str, color: QColor | str) -> None:
    """Paint the icon to fill ``rect``, on whole pixels of the painter's device."""
    picture = pixmap(name, color, round(rect.width()), painter.device().devicePixelRatio())
    painter.drawPixmap(rect.toRect().topLeft(), picture)


def names() -> tuple[str, ...]:
    """List every icon there is."""
    return tuple(sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))


@lru_cache(maxsize=_CACHE)
def _rendered(name: str, color: str, size: int, ratio: float) -> QPixmap:
    tint = QColor(color)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(tint.alphaF())
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", tint.name()).encode())).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    return picture


@lru_cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
