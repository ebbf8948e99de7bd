"""A row of choices, of which exactly one is on: by touch, by Tab and Space, or by a step from outside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QPushButton, QWidget

from pos_app.ui.widgets.labels import surface


class ChoiceRow(QFrame):
    """Choices side by side. As ``segments`` they share a trough and all its width.

    Signals:
        chosen: the place of the choice that is on now.
    """

    chosen = Signal(int)

    def __init__(self, name: str, count: int, *, segments: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._segments = segments
        self._grid = QGridLayout(self)
        self._grid.setSpacing(8)
        self._grid.setContentsMargins(*((4, 4, 4, 4) if segments else (0, 0, 0, 0)))
        if segments:
            surface(self, "trough")
        for number in range(count):
            button = QPushButton()
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
            self._grid.setColumnStretch(column, int(used) if self._segments else int(column == columns))

    def choose(self, position: int) -> None:
        """Turn a choice on."""
        if position != self.position:
            self._group.button(position).setChecked(True)
            self.chosen.emit(position)

    def step(self, by: int) -> None:
        """Turn the choice so many places further on; after the last comes the first."""
        self.choose((self.position + by) % len(self._group.buttons()))
