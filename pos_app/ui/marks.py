"""Marks of the verdict law: each verdict has a shape of its own, so that colour never speaks alone."""

from __future__ import annotations

import enum
import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from pos_app.ui.theme import Tokens

TURN_MS = 500
"""A live mark turns one step of 45 degrees in this many milliseconds."""


class Mark(enum.Enum):
    """What a mark says."""

    OK = enum.auto()  # money proven: disc and tick
    WARN = enum.auto()  # unknown, do not charge again: diamond and bang
    BAD = enum.auto()  # not paid: octagon and cross
    SEAL = enum.auto()  # all is well, but no word about money: hollow ring and tick
    SAFE = enum.auto()  # safe to charge again: the same in accent
    LIVE = enum.auto()  # something is going on: dotted ring
    IDLE = enum.auto()  # not yet: empty ring


def paint_mark(
    painter: QPainter, rect: QRectF, mark: Mark, tokens: Tokens, *, turn: int = 0, inverse: bool = False
) -> None:
    """Paint a mark into the largest square in ``rect``.

    ``turn`` counts steps of 45 degrees of a live mark. ``inverse`` is for a mark on its own fill: a white disc
    on green, an ink diamond on amber.
    """
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match mark:
        case Mark.OK | Mark.WARN | Mark.BAD:
            shape, sign = _fill_and_sign(mark, tokens)
            _paint_verdict(painter, box, mark, *((sign, shape) if inverse else (shape, sign)))
        case Mark.SEAL | Mark.SAFE:
            _paint_seal(painter, box, QColor(tokens.accent if mark is Mark.SAFE else tokens.muted))
        case Mark.LIVE:
            _paint_live(painter, box, QColor(tokens.accent), turn)
        case Mark.IDLE:
            _ring(painter, box, QColor(tokens.edge))
    painter.restore()


def _fill_and_sign(mark: Mark, tokens: Tokens) -> tuple[QColor, QColor]:
    pairs = {
        Mark.OK: (tokens.ok_fill, tokens.on_ok),
        Mark.WARN: (tokens.warn_fill, tokens.on_warn),
        Mark.BAD: (tokens.bad_fill, tokens.on_bad),
    }
    fill, sign = pairs[mark]
    return QColor(fill), QColor(sign)


def _paint_verdict(painter: QPainter, box: QRectF, mark: Mark, fill: QColor, sign: QColor) -> None:
    unit = box.width() / 24
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    if mark is Mark.OK:
        painter.drawEllipse(box.adjusted(unit, unit, -unit, -unit))
        _stroke(painter, box, sign, 2.6, [(7.4, 12.4), (10.7, 15.7), (16.8, 8.8)])
    elif mark is Mark.WARN:
        _rounded_polygon(painter, box, fill, 4, 0.0)
        _stroke(painter, box, sign, 2.5, [(12, 7), (12, 13.2)])
        _stroke(painter, box, sign, 2.9, [(12, 17), (12, 17.01)])
    else:
        _rounded_polygon(painter, box, fill, 8, math.pi / 8)
        _stroke(painter, box, sign, 2.6, [(8.4, 8.4), (15.6, 15.6)])
        _stroke(painter, box, sign, 2.6, [(15.6, 8.4), (8.4, 15.6)])


def _rounded_polygon(painter: QPainter, box: QRectF, fill: QColor, corners: int, start: float) -> None:
    """Fill a regular polygon; a thin pen with round joins softens the corners."""
    unit = box.width() / 24
    pen = QPen(fill, 1.2 * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    radius = 10.9 * unit
    points = [
        QPointF(
            box.center().x() + radius * math.cos(start + 2 * math.pi * i / corners),
            box.center().y() + radius * math.sin(start + 2 * math.pi * i / corners),
        )
        for i in range(corners)
    ]
    painter.drawPolygon(QPolygonF(points))


def _stroke(painter: QPainter, box: QRectF, color: QColor, width: float, points: list[tuple[float, float]]) -> None:
    unit = box.width() / 24
    path = QPainterPath()
    for i, (x, y) in enumerate(points):
        point = QPointF(box.x() + x * unit, box.y() + y * unit)
        if i == 0:
            path.moveTo(point)
        else:
            path.lineTo(point)
    pen = QPen(color, width * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def _ring(painter: QPainter, box: QRectF, color: QColor) -> None:
    unit = box.width() / 24
    painter.setPen(QPen(color, 1.75 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(2 * unit, 2 * unit, -2 * unit, -2 * unit))


def _paint_seal(painter: QPainter, box: QRectF, color: QColor) -> None:
    _ring(painter, box, color)
    _stroke(painter, box, color, 1.75, [(8, 12.4), (10.9, 15.2), (16, 9.4)])


def _paint_live(painter: QPainter, box: QRectF, color: QColor, turn: int) -> None:
    """Eight short arcs about a dot; only the leading arc is full, so that the turning can be seen."""
    unit = box.width() / 24
    ring = box.adjusted(2.2 * unit, 2.2 * unit, -2.2 * unit, -2.2 * unit)
    pen = QPen(color, 2 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for step in range(8):
        shade = QColor(color)
        shade.setAlphaF(1.0 if step in {0, 7} else 0.55)
        pen.setColor(shade)
        painter.setPen(pen)
        start = 90 - 45 * (turn + step)
        painter.drawArc(ring, round((start - 13) * 16), 26 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(box.center(), 2.6 * unit, 2.6 * unit)
