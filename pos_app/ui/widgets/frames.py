"""What lies round and over the pages: cards with a spine, the training frame, overlays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos_app.ui.theme import SCRIM_ALPHA, Theme

SPINE = 8  # pixels; the same on every cashier screen, so that the state reads from across the shop
_TRAINING = 6


class Card(QFrame):
    """A raised panel; with a ``spine`` (the name of a token) it carries a bar at its leading edge."""

    radius = 10  # pixels
    edge = "line"  # token

    def __init__(self, theme: Theme, spine: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spine = spine

    @property
    def spine(self) -> str | None:
        """The token of the spine's colour."""
        return self._spine

    def set_spine(self, spine: str | None) -> None:
        """Change the spine: ``accent`` open, ``warn_fill`` unknown, ``ok_fill`` paid, ``bad_fill`` not paid."""
        if spine != self._spine:
            self._spine = spine
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel, the spine inside its rounded corners, and the hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        radius = self._theme.px(self.radius)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(shape, QColor(tokens.raised))
        if self._spine:
            painter.save()
            painter.setClipPath(shape)
            lead = 0 if self.isLeftToRight() else self.width() - self._theme.px(SPINE)
            painter.fillRect(lead, 0, self._theme.px(SPINE), self.height(), QColor(getattr(tokens, self._spine)))
            painter.restore()
        painter.strokePath(shape, QPen(QColor(getattr(tokens, self.edge)), 1))


class PopOver(Card):
    """A panel over a page: rounder, with an outline that can be seen."""

    radius = 14
    edge = "edge"


class TrainingFrame(QWidget):
    """Six pixels of violet on all four edges of a window. Never in the way of the mouse."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setObjectName("training_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self._fit(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and stay above its children."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded} and isinstance(watched, QWidget):
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, window: QWidget) -> None:
        self.setGeometry(window.rect())
        inner = window.rect().adjusted(_TRAINING, _TRAINING, -_TRAINING, -_TRAINING)
        self.setMask(QRegion(window.rect()).subtracted(QRegion(inner)))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill what the mask leaves."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.training))


class Overlay(QWidget):
    """A scrim over one page with a panel in the middle; keyboard focus and shortcuts stay inside.

    A child widget, not a dialog: the title bar and the strip stay readable. Fill ``panel`` with a layout.
    """

    dismissed = Signal()  # Esc

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._silenced: list[QShortcut] = []
        self._came_from: QWidget | None = None
        self.panel = PopOver(theme, parent=self)
        self.panel.setObjectName("overlay_panel")
        frame = QVBoxLayout(self)
        frame.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignCenter)
        page.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Cover the page; its keys fall silent until the overlay is closed."""
        self._came_from = self.window().focusWidget()
        self._silenced = [
            shortcut
            for shortcut in self._page.findChildren(QShortcut)
            if shortcut.isEnabled() and not self._holds(shortcut.parent()) and not _put_away(shortcut.parent())
        ]
        for shortcut in self._silenced:
            shortcut.setEnabled(False)
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        self.panel.setFocus()
        self.focusNextChild()

    def close_overlay(self) -> None:
        """Uncover the page and give its keys and focus back."""
        self.hide()
        for shortcut in self._silenced:
            shortcut.setEnabled(True)
        self._silenced = []
        if self._came_from is not None:
            self._came_from.setFocus()
        self._came_from = None

    def _holds(self, thing: object) -> bool:
        return isinstance(thing, QWidget) and self.isAncestorOf(thing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page's size."""
        if event.type() is QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep Tab inside the panel."""
        inside = [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()]
        seen = [w for w in inside if w.isVisibleTo(self)]
        if not seen:
            return True
        now = self.window().focusWidget()
        at = seen.index(now) if now in seen else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        seen[(at + (1 if forward else -1)) % len(seen)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss on Esc; swallow every other key."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken what lies below."""
        scrim = QColor(self._theme.tokens.scrim)
        scrim.setAlpha(SCRIM_ALPHA)
        QPainter(self).fillRect(self.rect(), scrim)


def _put_away(thing: object) -> bool:
    """Whether something belongs to an overlay that is not open: it may be opened over this one, with its own keys."""
    widget = thing if isinstance(thing, QWidget) else None
    while widget is not None and not isinstance(widget, Overlay):
        widget = widget.parentWidget()
    return widget is not None and widget.isHidden()
