"""The switch between goods and keypad, where both do not fit side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint

WIDTH = 184


class PaneSwitch(QWidget):
    """Two segments, of which one is on; a press anywhere, or the key, turns to the other.

    Where the keypad ``leads``, the shop types amounts: it is offered at every width.

    Signals:
        turned: whether the keypad is shown now.
    """

    turned = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane_switch")
        self._theme = theme
        self._keypad = False
        self.leads = False
        shortcut = QShortcut(self)
        shortcut.setKeys(list(theme.keys.sequences(Action.SWITCH_PANE)))
        shortcut.activated.connect(self.turn)
        self._describe()

    @property
    def keypad(self) -> bool:
        """Whether the keypad is shown."""
        return self._keypad

    def lead(self, keypad: bool) -> None:
        """Let the keypad be what comes first, large and at every width, or the goods."""
        if keypad != self.leads:
            self.leads = keypad
            if keypad != self._keypad:
                self.turn()

    @Slot()
    def turn(self) -> None:
        """Show the other one."""
        self._keypad = not self._keypad
        self._describe()
        self.update()
        self.turned.emit(self._keypad)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn, if the press ends on the switch."""
        if self.rect().contains(event.position().toPoint()):
            self.turn()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._describe()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Keypad shown") if self._keypad else self.tr("Goods shown"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trough, the segment that is on, and the key on the other."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        trough = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(tokens.raised))
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawRoundedRect(trough, 8, 8)
        hint = self._theme.keys.hint(Action.SWITCH_PANE)
        hint_room = hint_size(self._theme, hint).width() + 8
        goods = (self.width() - hint_room) / 2 + (hint_room if self._keypad else 0)
        self._paint_segment(painter, QRectF(0, 0, goods, self.height()), self.tr("Goods"), on=not self._keypad)
        keypad = QRectF(goods, 0, self.width() - goods, self.height())
        self._paint_segment(painter, keypad, self.tr("Keypad"), on=self._keypad)

    def _paint_segment(self, painter: QPainter, box: QRectF, words: str, *, on: bool) -> None:
        tokens = self._theme.tokens
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.slab))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 6, 6)
        painter.setPen(QColor(tokens.slab_text if on else tokens.text))
        painter.setFont(self._theme.font(Role.SECONDARY_BOLD if on else Role.SECONDARY))
        if on:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            return
        hint = self._theme.keys.hint(Action.SWITCH_PANE)
        room = hint_size(self._theme, hint).width()
        painter.drawText(box.adjusted(0, 0, -room - 6, 0), Qt.AlignmentFlag.AlignCenter, words)
        foot = QRectF(box.right() - room - 10, box.top(), room, box.height())
        paint_hint(painter, foot, self._theme, hint, QColor(tokens.text))
