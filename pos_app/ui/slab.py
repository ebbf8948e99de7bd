"""A slab with words at its beginning and an amount at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.labels import Label

_HEIGHT = (128, 102)


class Slab(QWidget):
    """Shows the one amount that a page is about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._what = Label(Role.SECTION, "slab_text")
        self._more = Label(Role.SECONDARY, "slab_muted")
        self.amount = AmountLabel(theme, Role.TOTAL, tone="slab_text", align=Qt.AlignmentFlag.AlignRight)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 0)
        row.addLayout(words)
        row.addWidget(self.amount, 1)
        self.setFixedHeight(theme.px(*_HEIGHT))

    def show_amount(self, money: Money, what: str, more: str) -> None:
        """Show an amount and say what it is."""
        self.amount.set_money(money)
        self._what.setText(what)
        self._more.setText(more)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFixedHeight(self._theme.px(*_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the slab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.slab))
        radius = self._theme.px(10)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
