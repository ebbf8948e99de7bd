"""The focus ring: 3 px, drawn 2 px outside the control, for keyboard focus only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from pos_app.ui.theme import Theme

_RING, _GAP = 3, 2


class _Margins(QProxyStyle):
    """Leaves room for the ring and its gap around the control."""

    def pixelMetric(  # noqa: N802 - Qt's name
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Widen the frame's margins, and nothing else."""
        if metric in {QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin}:
            return _RING + _GAP
        return super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """Follows the keyboard focus through one window. Buttons and what calls itself ``ringed`` get it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        margins = _Margins()
        margins.setParent(self)  # a widget does not own its style: it must not go before the widget
        self.setStyle(margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._window):  # Qt moves the focus about while it takes a window apart
            return
        ringed = isinstance(now, QAbstractButton) or (now is not None and bool(now.property("ringed")))
        by_key = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if now is not None and ringed and by_key and now.window() is self._window:
            self.setWidget(now)
        elif self.widget() is not None:
            self.setWidget(None)  # type: ignore[arg-type]  # the stubs forget that Qt takes none

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring along the frame's edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), _RING))
        half = _RING / 2
        radius = self._theme.px(8) + 4
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
