"""What is wrong with the form of a page: words cut or lying on others, controls that bear no name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLabel, QLineEdit, QWidget

from tests.ui.ink import Ink, shown, words_of

VIEWPORT = "qt_scrollarea_viewport"
MAY_ELIDE = frozenset({"chips", "more_chips"})  # what is whole elsewhere on the same page


def called(widget: QWidget) -> str:
    """Name a widget by its class, and its own name or that of what is around it."""
    around: QWidget | None = widget
    while around is not None and around.objectName() in {"", VIEWPORT}:
        around = around.parentWidget()
    return f"{type(widget).__name__} {around.objectName() if around is not None else ''}"


def scrolls(widget: QWidget) -> bool:
    """Whether what does not fit can be brought into sight."""
    around: QWidget | None = widget
    while around is not None:
        if around.objectName() == VIEWPORT:
            return True
        around = around.parentWidget()
    return False


def clipped(widget: QWidget) -> Iterator[str]:
    """Words that go beyond the widget that paints them, or lie on each other. What scrolls may be cut at its edge."""
    heard = [ink for ink in words_of(widget) if ink.words.strip()]
    loose, room = scrolls(widget), widget.rect()
    for ink in heard:
        slack = ink.box.height() * 0.2  # a font's line is higher than its letters
        if ink.box.left() < -1.5 or ink.box.right() > room.width() + 1.5:
            yield f"{ink.words!r} is wider than its widget"
        if not loose and (ink.box.top() < -slack or ink.box.bottom() > room.height() + slack):
            yield f"{ink.words!r} is higher than its widget"
        if ink.words.endswith("…") and len(ink.words) > 1:
            yield f"{ink.words!r} is cut short"
    yield from overlapping(heard)
    parent = None if loose or widget.isWindow() else widget.parentWidget()
    if heard and parent is not None and not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry()):
        yield f"{heard[0].words!r} goes beyond what is around it"


def overlapping(heard: list[Ink]) -> Iterator[str]:
    """Words that one widget paints on each other."""
    for one, other in combinations(heard, 2):
        over = one.box.intersected(other.box)
        if over.width() > 2 and over.height() > 0.4 * min(one.box.height(), other.box.height()):
            yield f"{one.words!r} lies on {other.words!r}"


def colliding(seen: list[QWidget]) -> Iterator[str]:
    """Labels and buttons that lie on each other within one parent."""
    told = [widget for widget in seen if isinstance(widget, QLabel | QAbstractButton | QLineEdit)]
    for one, other in combinations(told, 2):
        if one.parentWidget() is other.parentWidget():
            over: QRect = one.geometry().intersected(other.geometry())
            if over.width() > 2 and over.height() > 2:
                yield f"{called(one)} lies on {called(other)}"


def nameless(widget: QWidget) -> Iterator[str]:
    """What a person uses and a screen reader could not name."""
    used = isinstance(widget, QAbstractButton | QLineEdit | QAbstractItemView) and not isinstance(widget, QHeaderView)
    if used and widget.isEnabled():
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            yield f"{called(widget)} has no name"
        if not widget.objectName():
            yield f"{called(widget)} has no objectName"


def faults_of(window: QWidget) -> Iterator[str]:
    """Find all of them in what can be seen of a window."""
    seen = list(shown(window))
    for widget in seen:
        yield from (f"{called(widget)}: {fault}" for fault in clipped(widget))
        yield from nameless(widget)
    yield from colliding(seen)
