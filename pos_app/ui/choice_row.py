"""A row of choices, of which exactly one is on: by touch, by Tab and Space, or by a step from outside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QPushButton, QWidget

from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.labels import surface

_EDGE = 8  # pixels between a key's hint and the edge


class _Choice(QPushButton):
    """One choice; a key of its own stands at its end."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._hint = ""

    def give_key(self, theme: Theme, action: Action) -> None:
        """Let a key choose it."""
        self._theme, self._hint = theme, theme.keys.hint(action)
        self.setProperty("hinted", True)
        shortcut = QShortcut(self)
        shortcut.setKeys(list(theme.keys.sequences(action)))
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)

    def sizeHint(self) -> QSize:
        """Leave room for the bold words of the choice that is on."""
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, more) + 4, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the key's hint."""
        super().paintEvent(event)
        if self._theme is None:
            return
        tokens = self._theme.tokens
        ink = tokens.line if not self.isEnabled() else tokens.accent if self.isChecked() else tokens.muted
        width = hint_size(self._theme, self._hint).width()
        box = QRectF(self.width() - _EDGE - width, 0, width, self.height())
        paint_hint(QPainter(self), box, self._theme, self._hint, QColor(ink))


class ChoiceRow(QFrame):
    """Choices side by side. When ``even`` they share all the width; as ``segments`` they do so in a trough.

    Signals:
        chosen: the place of the choice that is on now.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, count: int, *, segments: bool = False, even: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._even = even or segments
        self._grid = QGridLayout(self)
        self._grid.setSpacing(8)
        self._grid.setContentsMargins(*((4, 4, 4, 4) if segments else (0, 0, 0, 0)))
        if segments:
            surface(self, "trough")
        self._choices = [_Choice() for _ in range(count)]
        for number, button in enumerate(self._choices):
            button.setObjectName(f"{name}_{number}")
            button.setProperty("kind", "segment" if segments else "choice")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
        self.set_columns(count)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def position(self) -> int:
        """The place of the choice that is on."""
        return self._group.checkedId()

    def text(self) -> str:
        """Give the words of the choice that is on."""
        return self._group.button(self.position).text()

    def give_keys(self, theme: Theme, *actions: Action) -> None:
        """Let each choice be chosen by a key of its own, which it shows."""
        for choice, action in zip(self._choices, actions, strict=True):
            choice.give_key(theme, action)

    def focus_chosen(self) -> None:
        """Give the keyboard to the choice that is on."""
        self._group.button(self.position).setFocus(Qt.FocusReason.TabFocusReason)

    def set_words(self, words: tuple[str, ...]) -> None:
        """Name the choices."""
        for number, word in enumerate(words):
            self._group.button(number).setText(word)

    def set_count(self, count: int) -> None:
        """Offer only the first so many choices."""
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number < count)

    def set_columns(self, columns: int) -> None:
        """Break the row after so many choices, where there is no room for all of them."""
        for number, button in enumerate(self._group.buttons()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(len(self._group.buttons()) + 1):
            used = column < columns
            self._grid.setColumnStretch(column, int(used) if self._even else int(column == columns))

    def set_loose(self) -> None:
        """Give each choice the width of its own words, where there is no room to share."""
        self._even = False
        self.set_columns(len(self._group.buttons()))

    def choose(self, position: int) -> None:
        """Turn a choice on."""
        if position != self.position:
            self._group.button(position).setChecked(True)
            self.chosen.emit(position)

    def step(self, by: int) -> None:
        """Turn the choice so many places further on; after the last comes the first."""
        self.choose((self.position + by) % len(self._group.buttons()))
