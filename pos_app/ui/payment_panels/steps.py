"""Steps of a payment as an upright list: only the one going on now is bold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel

_DONE, _NOW, _LATER = Mark.SEAL, Mark.LIVE, Mark.IDLE


class StepList(QWidget):
    """A few steps, of which one is going on; the words under it say more."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._now = 0
        self._marks = [MarkLabel(theme, _LATER, 26) for _ in range(number)]
        self._words = [Label(Role.ITEM, wrap=True) for _ in range(number)]
        self._more = [Label(Role.SECONDARY, "muted", wrap=True) for _ in range(number)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for i, (mark, words, more) in enumerate(zip(self._marks, self._words, self._more, strict=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            words.setObjectName(f"step_{i}")
            grid.addWidget(mark, 3 * i, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(words, 3 * i, 1)
            grid.addWidget(more, 3 * i + 1, 1)
            grid.setRowMinimumHeight(3 * i, theme.px(26))
            grid.setRowMinimumHeight(3 * i + 2, theme.px(22))

    def set_words(self, *words: str) -> None:
        """Name the steps."""
        for label, text in zip(self._words, words, strict=True):
            label.setText(text)

    def set_now(self, now: int, more: str = "", mark: Mark = _NOW) -> None:
        """Mark the steps before ``now`` as done and those after it as to come; beyond the last, all are done."""
        self._now = now
        for i, (label, words, under) in enumerate(zip(self._marks, self._words, self._more, strict=True)):
            label.set_mark(_DONE if i < now else mark if i == now else _LATER)
            words.set_role(Role.SECTION if i == now else Role.ITEM)
            words.set_tone("text" if i == now else "muted")
            under.setText(more if i == now else "")
            under.setVisible(bool(under.text()))

    def text(self) -> str:
        """Give the words of the step that is going on."""
        return self._words[min(self._now, len(self._words) - 1)].text()
