"""A button that destroys something: it is pressed twice."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_ARMED_MS = 4000  # how long a second press counts


class ArmedKey(KeyButton):
    """The first press arms it, the second one within a few seconds counts.

    Signals:
        confirmed: it was meant.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, *, action: Action, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, Kind.DANGER, action=action, icon=icon, parent=parent)
        self._words = ("", "")
        self._armed = QTimer(self)
        self._armed.setSingleShot(True)
        self._armed.setInterval(_ARMED_MS)
        self._armed.timeout.connect(self.disarm)
        self.clicked.connect(self._press_twice)

    def set_words(self, label: str, again: str) -> None:
        """Say what it does, and what it says while it is armed."""
        self._words = (label, again)
        self.set_label(again if self._armed.isActive() else label)

    @Slot()
    def disarm(self) -> None:
        """Let the next press be the first again."""
        self._armed.stop()
        self.set_kind(Kind.DANGER)
        self.set_label(self._words[0])

    @Slot()
    def _press_twice(self) -> None:
        if self._armed.isActive():
            self.disarm()
            self.confirmed.emit()
        else:
            self._armed.start()
            self.set_kind(Kind.DANGER_ARMED)
            self.set_label(self._words[1])
