"""What narrows a list of payments: the field for any words, the day, and how the payments stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from pos_app.core.finding import Standing
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_STANDINGS = (None, Standing.PAID, Standing.OPEN, Standing.REFUNDED, Standing.CLOSED)
_HIGH = 64


class DayKeys(QWidget):
    """Chooses a business day, or any.

    Signals:
        changed: another day is chosen, or any.
    """

    changed = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._ago: int | None = 0  # days before today, whatever day that is by then; None is any
        self._before = _key(theme, "day_before", Action.DAY_BEFORE, "arrow-left")
        self._before.clicked.connect(self._go_back)
        self._any = _key(theme, "any_day", Action.ANY_DAY, "clock")
        self._any.set_size(_HIGH, _HIGH, Role.CELL)
        self._any.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._any.clicked.connect(self._toggle)
        self._after = _key(theme, "day_after", Action.DAY_AFTER, "arrow-right")
        self._after.clicked.connect(self._go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key in (self._before, self._any, self._after):
            row.addWidget(key)
        self.refresh()

    @property
    def day(self) -> date | None:
        """The day that is chosen; None is any."""
        return None if self._ago is None else self._today() - timedelta(days=self._ago)

    def choose(self, ago: int | None) -> None:
        """Choose the day so many days ago, or any."""
        if ago != self._ago:
            self._ago = ago
            self.refresh()
            self.changed.emit()

    def refresh(self) -> None:
        """Say in the language of now which day is listed; there is none after today."""
        day = self.day
        if day is None:
            words = self.tr("Any day")
        elif self._ago == 0:
            words = self.tr("Today {day:%m-%d}").format(day=day)
        else:
            words = f"{day:%Y-%m-%d}"
        self._any.set_label(words)
        self._before.set_spoken(self.tr("The day before"))
        self._after.set_spoken(self.tr("The day after"))
        self._after.setEnabled(self._ago != 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.refresh()

    @Slot()
    def _go_back(self) -> None:
        self.choose(0 if self._ago is None else self._ago + 1)

    @Slot()
    def _go_on(self) -> None:
        self.choose(0 if self._ago is None else self._ago - 1)

    @Slot()
    def _toggle(self) -> None:
        self.choose(0 if self._ago is None else None)


class StandingKeys(QWidget):
    """Chooses how the payments stand: by a touch, or by a key that goes from one to the next.

    Signals:
        changed: another choice is on.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, standing in enumerate(_STANDINGS):
            chip = QPushButton()
            chip.setObjectName(f"filter_{standing.value if standing else 'all'}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(standing is None)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(chip, place)
            row.addWidget(chip)
        self._next = KeyButton(theme, Kind.QUIET, action=Action.NEXT_STANDING)
        self._next.setObjectName("next_standing")
        self._next.set_size(48, 48)
        self._next.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._next.clicked.connect(self._step)
        row.addWidget(self._next)
        self._group.idClicked.connect(self._tell)
        self._retranslate()

    @property
    def standing(self) -> Standing | None:
        """What is chosen; None is all."""
        return _STANDINGS[self._group.checkedId()]

    def choose(self, standing: Standing | None) -> None:
        """Choose how the payments stand that are listed; None is all."""
        if standing is not self.standing:
            self._group.button(_STANDINGS.index(standing)).setChecked(True)
            self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        words = (self.tr("All"), self.tr("Paid"), self.tr("Open"), self.tr("Refunds"), self.tr("Unpaid"))
        for place, word in enumerate(words):
            self._group.button(place).setText(word)
        self._next.set_spoken(self.tr("Next filter"))

    @Slot(int)
    def _tell(self, _place: int) -> None:
        self.changed.emit()

    @Slot()
    def _step(self) -> None:
        self.choose(_STANDINGS[(self._group.checkedId() + 1) % len(_STANDINGS)])


def _key(theme: Theme, name: str, action: Action, icon: str) -> KeyButton:
    key = KeyButton(theme, Kind.PLAIN, action=action, icon=icon)
    key.setObjectName(name)
    key.set_size(_HIGH, _HIGH)
    key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return key
