"""Chips that choose which of the unresolved things are listed, each with its count."""

from __future__ import annotations

import enum
from collections import Counter

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from pos_app.core.overview import Unresolved, UnresolvedKind


class Group(enum.IntEnum):
    """What is listed: the place of the chip."""

    ALL = 0
    UNCONFIRMED = 1
    LATE = 2
    REFUNDS = 3
    BOOK = 4

    def holds(self, item: Unresolved) -> bool:
        """Whether something is listed under it."""
        return self in {Group.ALL, _GROUPS[item.kind]}


_GROUPS = {
    UnresolvedKind.UNCONFIRMED: Group.UNCONFIRMED,
    UnresolvedKind.CLOSING: Group.UNCONFIRMED,
    UnresolvedKind.SURPLUS: Group.LATE,
    UnresolvedKind.ABNORMAL: Group.REFUNDS,
    UnresolvedKind.REFUND: Group.REFUNDS,
    UnresolvedKind.BOOK: Group.BOOK,
}


class GroupChips(QWidget):
    """One chip for all, and one for each group that holds something.

    Signals:
        chosen: another group.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[Group] = Counter()
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for group in Group:
            chip = QPushButton()
            chip.setObjectName(f"unresolved_{group.name.lower()}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(group is Group.ALL)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons.addButton(chip, group.value)
            row.addWidget(chip)
        self._buttons.idClicked.connect(self._choose)

    @property
    def group(self) -> Group:
        """The group that is listed."""
        return Group(self._buttons.checkedId())

    def step(self, by: int) -> None:
        """Turn to the next group that can be seen."""
        seen = [group for group in Group if self._buttons.button(group.value).isVisibleTo(self)]
        self._buttons.button(seen[(seen.index(self.group) + by) % len(seen)].value).click()

    def count(self, items: tuple[Unresolved, ...]) -> None:
        """Show how many there are of each."""
        self._counts = Counter(_GROUPS[item.kind] for item in items)
        self._counts[Group.ALL] = len(items)
        self._show()

    @Slot(int)
    def _choose(self, _number: int) -> None:
        self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show()

    def _show(self) -> None:
        words = (self.tr("All"), self.tr("Unconfirmed"), self.tr("Late"), self.tr("Refunds"), self.tr("Book"))
        for group, word in zip(Group, words, strict=True):
            chip = self._buttons.button(group.value)
            chip.setText(f"{word} {self._counts[group]}")
            chip.setVisible(group in {Group.ALL, self.group} or self._counts[group] > 0)
