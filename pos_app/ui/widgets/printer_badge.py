"""The badge in the title bar while receipts wait for the printer: how many, and the key that tries again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint


class PrinterBadge(QAbstractButton):
    """There only while a receipt waits or may be missing. Clicking it tries again at once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self.setObjectName("printer_badge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shortcut = QShortcut(self)
        shortcut.setKeys(list(theme.keys.sequences(Action.PRINT_AGAIN)))
        shortcut.activated.connect(self.click)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Say how many receipts are not on paper; nothing when all are."""
        self._count = count
        self.setText(str(count))
        self.setAccessibleName(
            QCoreApplication.translate("TitleBar", "Receipts not printed: {count}").format(count=count)
        )
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.set_count(self._count)
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for icon, count and key."""
        words = QFontMetricsF(self._theme.font(Role.PILL)).horizontalAdvance(self.text())
        hint = hint_size(self._theme, self._hint()).width()
        return QSize(round(8 + self._theme.px(20) + 6 + words + 8 + hint + 10), self._theme.px(30))

    def _hint(self) -> str:
        return self._theme.keys.hint(Action.PRINT_AGAIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = QColor(self._theme.tokens.bad_fill), QColor(self._theme.tokens.on_bad)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        side = self._theme.px(20)
        icons.paint(painter, QRectF(8, (self.height() - side) / 2, side, side), "printer", ink)
        painter.setPen(QPen(ink))
        painter.setFont(self._theme.font(Role.PILL))
        words = QRectF(self.rect()).adjusted(14 + side, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        width = hint_size(self._theme, self._hint()).width()
        paint_hint(painter, QRectF(self.width() - 10 - width, 0, width, self.height()), self._theme, self._hint(), ink)
