"""Status pills: mark and word on a soft ground, as a widget and for delegates."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark, paint_mark
from pos_app.ui.status import Status, status_word
from pos_app.ui.theme import Theme, Tokens

_AMBER_EDGE = 1.5


def pill_size(theme: Theme, status: Status) -> QSizeF:
    """Measure a pill: 34 high, mark 20."""
    width = QFontMetricsF(theme.font(Role.PILL)).horizontalAdvance(status_word(status))
    return QSizeF(theme.px(8) + theme.px(22, 20) + theme.px(8) + width + theme.px(14), theme.px(38, 34))


def paint_pill(painter: QPainter, rect: QRectF, theme: Theme, status: Status) -> None:
    """Paint a pill at the leading edge of ``rect``, centred on its height."""
    size = pill_size(theme, status)
    box = QRectF(rect.left(), round(rect.center().y() - size.height() / 2), size.width(), size.height())
    fill, words = pill_colours(status.mark, theme.tokens)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    amber = status.mark is Mark.WARN
    painter.setPen(QPen(words, _AMBER_EDGE) if amber else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    inset = _AMBER_EDGE / 2 if amber else 0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), box.height() / 2, box.height() / 2)
    side = theme.px(22, 20)
    mark = QRectF(box.left() + theme.px(8), box.center().y() - side / 2, side, side)
    paint_mark(painter, mark, status.mark, theme.tokens)
    painter.setPen(words)
    painter.setFont(theme.font(Role.PILL))
    painter.drawText(
        box.adjusted(theme.px(8) + side + theme.px(8), 0, 0, 0),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        status_word(status),
    )
    painter.restore()


def pill_colours(mark: Mark, tokens: Tokens) -> tuple[QColor, QColor]:
    """Give the soft fill and the colour of the words."""
    pairs = {
        Mark.OK: (tokens.ok_soft, tokens.ok),
        Mark.WARN: (tokens.warn_soft, tokens.warn),
        Mark.BAD: (tokens.bad_soft, tokens.bad),
        Mark.SAFE: (tokens.accent_soft, tokens.accent),
        Mark.LIVE: (tokens.accent_soft, tokens.accent),
    }
    fill, words = pairs.get(mark, (tokens.sunken, tokens.muted))
    return QColor(fill), QColor(words)


class StatusPill(QWidget):
    """One status; nothing while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status: Status | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def status(self) -> Status | None:
        """What is shown."""
        return self._status

    def text(self) -> str:
        """Give the word that a person reads."""
        return status_word(self._status) if self._status else ""

    def set_status(self, status: Status | None) -> None:
        """Show another status."""
        self.setVisible(status is not None)
        if status is not self._status:
            self._status = status
            self.setAccessibleName(self.text())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for mark and word."""
        if self._status is None:
            return QSize(0, self._theme.px(38, 34))
        size = pill_size(self._theme, self._status)
        return QSize(round(size.width()) + 1, round(size.height()))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the word changes with the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        if self._status is not None:
            paint_pill(QPainter(self), QRectF(self.rect()), self._theme, self._status)
