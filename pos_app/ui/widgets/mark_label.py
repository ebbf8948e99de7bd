"""One mark as a widget; a live mark turns by itself while it can be seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.marks import TURN_MS, Mark, paint_mark
from pos_app.ui.theme import Theme


class MarkLabel(QWidget):
    """Shows a mark ``size`` pixels square (at full scale)."""

    def __init__(
        self, theme: Theme, mark: Mark, size: int = 24, *, inverse: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = mark
        self._size = size
        self._inverse = inverse
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def mark(self) -> Mark:
        """What is shown."""
        return self._mark

    def set_mark(self, mark: Mark) -> None:
        """Show another mark."""
        if mark is not self._mark:
            self._mark = mark
            self._run()
            self.update()

    def set_size(self, size: int) -> None:
        """Use another size, in pixels at full scale."""
        self._size = size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the mark's own size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to turn."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop turning."""
        super().hideEvent(event)
        self._timer.stop()

    def _run(self) -> None:
        if self._mark is Mark.LIVE and self.isVisible() and not self._theme.reduce_motion:
            self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        self._turn = (self._turn + 1) % 8
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        paint_mark(
            QPainter(self), QRectF(self.rect()), self._mark, self._theme.tokens, turn=self._turn, inverse=self._inverse
        )
