"""What buttons are for, and the colours that say so."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pos_app.ui.theme import Tokens


class Kind(enum.Enum):
    """What a button is for; it gives fill, outline and height."""

    PRIMARY = enum.auto()  # the one accent fill of a screen
    TENDER = enum.auto()  # the usual tender: accent_soft with an accent edge
    PLAIN = enum.auto()
    DANGER = enum.auto()  # destructive: no fill, bad text and edge
    DANGER_ARMED = enum.auto()  # a second press does it: bad fill
    NUMPAD = enum.auto()
    FUNCTION = enum.auto()  # beside the numpad
    QUIET = enum.auto()  # no outline
    ON_OK = enum.auto()  # on a green panel: white fill, green words
    ON_OK_PLAIN = enum.auto()  # on a green panel: white outline
    ON_BAD = enum.auto()
    ON_BAD_PLAIN = enum.auto()


FOOTED = frozenset({Kind.NUMPAD, Kind.FUNCTION})
"""Kinds that stand on a 2 px line, as keys do."""


def colours(kind: Kind, t: Tokens) -> tuple[str | None, str | None, str]:
    """Give fill, edge and words of a button that can be pressed."""
    table: dict[Kind, tuple[str | None, str | None, str]] = {
        Kind.PRIMARY: (t.accent, None, t.on_accent),
        Kind.TENDER: (t.accent_soft, t.accent, t.accent),
        Kind.PLAIN: (t.raised, t.edge, t.text),
        Kind.DANGER: (t.raised, t.bad, t.bad),
        Kind.DANGER_ARMED: (t.bad_fill, t.bad_fill, t.on_bad),
        Kind.NUMPAD: (t.raised, t.line, t.text),
        Kind.FUNCTION: (t.sunken, t.line, t.text),
        Kind.QUIET: (None, None, t.text),
        Kind.ON_OK: (t.on_ok, None, t.ok_fill),
        Kind.ON_OK_PLAIN: (t.ok_fill, t.on_ok, t.on_ok),
        Kind.ON_BAD: (t.on_bad, None, t.bad_fill),
        Kind.ON_BAD_PLAIN: (t.bad_fill, t.on_bad, t.on_bad),
    }
    return table[kind]


def off_colours(kind: Kind, t: Tokens) -> tuple[str, str]:
    """Give edge and words of a button that cannot be pressed: quieter, and still to be read on what is under it."""
    return {
        Kind.ON_OK: (t.on_ok, t.on_ok),
        Kind.ON_OK_PLAIN: (t.on_ok, t.on_ok),
        Kind.ON_BAD: (t.on_bad, t.on_bad),
        Kind.ON_BAD_PLAIN: (t.on_bad, t.on_bad),
    }.get(kind, (t.line, t.muted))


def down_colour(kind: Kind, t: Tokens) -> str:
    """Give the fill of a button that is down."""
    return {
        Kind.PRIMARY: t.accent_down,
        Kind.TENDER: t.raised,
        Kind.DANGER: t.bad_soft,
        Kind.DANGER_ARMED: t.bad_fill,
        Kind.ON_OK: t.ok_soft,
        Kind.ON_OK_PLAIN: t.ok_fill,
        Kind.ON_BAD: t.bad_soft,
        Kind.ON_BAD_PLAIN: t.bad_fill,
    }.get(kind, t.accent_soft)


def mixed(base: QColor, over: QColor, share: float) -> QColor:
    """Mix ``share`` of one colour into another."""
    return QColor.fromRgbF(
        base.redF() + (over.redF() - base.redF()) * share,
        base.greenF() + (over.greenF() - base.greenF()) * share,
        base.blueF() + (over.blueF() - base.blueF()) * share,
    )


def paint_shape(
    painter: QPainter, box: QRectF, radius: float, colors: tuple[QColor | None, QColor | None, QColor | None]
) -> None:
    """Paint fill, edge and foot, each where there is a colour for it."""
    fill, edge, foot = colors
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if foot is not None:
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.bottom() - radius, box.width(), radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(foot, 2))
        painter.drawRoundedRect(box.adjusted(1, 0, -1, -1), radius, radius)
        painter.restore()
