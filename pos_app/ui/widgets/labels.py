"""Words on the glass: the style sheet gives a role its size and a tone its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme


class Label(QLabel):
    """Plain words in a role and a tone, which is the name of a token: such as ``muted`` or ``on_ok``."""

    def __init__(
        self, role: Role = Role.CELL, tone: str = "text", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.name.lower())
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def set_role(self, role: Role) -> None:
        """Change the size."""
        self._set("role", role.name.lower())

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._set("tone", tone)

    def _set(self, name: str, value: str) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            repolish(self)


class IconLabel(QWidget):
    """Shows one icon in the colour of a token."""

    def __init__(
        self, theme: Theme, name: str, size: int = 24, tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._size = size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another icon, in another tone if one is given."""
        wanted = name, tone or self._tone
        if wanted != (self._name, self._tone):
            self._name, self._tone = wanted
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for the icon's own size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the middle."""
        side = self._theme.px(self._size)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        icons.paint(QPainter(self), box, self._name, getattr(self._theme.tokens, self._tone))


def rule(*, upright: bool = False) -> QFrame:
    """Make a hairline."""
    line = QFrame()
    line.setProperty("surface", "column-rule" if upright else "rule")
    return line


def surface(widget: QWidget, name: str) -> None:
    """Give a widget a ground from the theme: ``ground``, ``raised``, ``sunken``, ``slab``, ``card``, ``pad``."""
    widget.setProperty("surface", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def repolish(widget: QWidget) -> None:
    """Make the style sheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
