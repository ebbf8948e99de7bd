"""One thing that waits, in full: how much, what happened, whether the money is safe, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.overview import Remedy, Unresolved
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.theme import Theme
from pos_app.ui.unresolved_words import (
    ICONS,
    KEYS,
    fact_words,
    pill_of,
    remedy_word,
    story_words,
    ticket_of,
)
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, surface
from pos_app.ui.widgets.mark_label import MarkLabel
from pos_app.ui.widgets.pill import StatusPill

_PRIMARY, _OTHER = (80, 64), (64, 56)


class UnresolvedCard(Card):
    """Shows an item, and its remedies as keys: the recommended one filled, the others under it.

    Signals:
        picked: ``Remedy``.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("unresolved_card")
        self._item: Unresolved | None = None
        self._busy = False
        self._pill = StatusPill(theme)
        self._pill.setObjectName("unresolved_pill")
        self._ticket = Label(Role.SECTION)
        self._amount = AmountLabel(theme, Role.TAIL)
        self._what = Label(Role.ITEM, wrap=True)
        self._what.setObjectName("unresolved_what")
        self._money = Label(Role.STRONG, wrap=True)
        self._todo = Label(Role.CELL, "muted", wrap=True)
        self._facts = Label(Role.SECONDARY, "muted", wrap=True)
        self._facts.setObjectName("unresolved_facts")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = QFrame()
        surface(self._note, "notice")
        self._mark = MarkLabel(theme, Mark.LIVE, 24)
        self._said = Label(Role.CELL, wrap=True)
        self._said.setObjectName("unresolved_said")
        self._keys = {remedy: self._key(remedy) for remedy in Remedy}
        self._lay_out()
        self.say("")

    @property
    def item(self) -> Unresolved | None:
        """What is shown."""
        return self._item

    def show_item(self, item: Unresolved | None) -> None:
        """Show another item, or the same one as it stands now."""
        self._item = item
        self.setVisible(item is not None)
        if item is not None:
            self._show(item)

    def say(self, words: str, mark: Mark = Mark.LIVE, *, busy: bool = False) -> None:
        """Say how a remedy goes, over the keys; while ``busy``, they wait."""
        self._busy = busy
        self._note.setVisible(bool(words))
        self._facts.setVisible(not words)  # a small screen has room for one of them
        self._said.setText(words)
        self._mark.set_mark(mark)
        if self._item is not None:
            self._show(self._item)

    @property
    def pill_words(self) -> str:
        """The word that says how the item stands."""
        return self._pill.text()

    @property
    def words(self) -> tuple[Label, ...]:
        """What happened, whether the money is safe, and what to do."""
        return (self._what, self._money, self._todo)

    def _key(self, remedy: Remedy) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN, action=KEYS[remedy], icon=ICONS[remedy], parent=self)
        key.setObjectName(f"remedy_{remedy.value}")
        key.setProperty("remedy", remedy)
        key.clicked.connect(self._pick)
        return key

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._pill)
        head.addStretch(1)
        head.addWidget(self._ticket)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(12, 8, 12, 8)
        note.setSpacing(10)
        note.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._said, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(20, 16, 16, 16)
        frame.setSpacing(6)
        frame.addLayout(head)
        frame.addWidget(self._amount)
        for label in self.words:
            frame.addWidget(label)
        frame.addSpacing(4)
        frame.addWidget(self._facts)
        frame.addStretch(1)
        frame.addWidget(self._note)
        frame.addSpacing(4)
        frame.addLayout(self._grid)

    def _show(self, item: Unresolved) -> None:
        self._pill.set_status(pill_of(item))
        self._ticket.setText(ticket_of(item))
        self._amount.set_money(item.amount)
        for label, words in zip(self.words, story_words(item), strict=True):
            label.setText(words)
        self._facts.setText("\n".join(fact_words(item)))
        remedies = [one for one in item.remedies if one is not Remedy.RESOLVE or item.resolution is None]
        for remedy, key in self._keys.items():
            key.setVisible(remedy in remedies)
            key.set_label(remedy_word(remedy))
            key.set_kind(Kind.PRIMARY if remedy is item.remedy else Kind.PLAIN)
            key.set_size(*(_PRIMARY if remedy is item.remedy else _OTHER), Role.BUTTON)
            key.set_reason(self.tr("A moment") if self._busy else "")
        self._place(remedies)

    def _place(self, remedies: list[Remedy]) -> None:
        """Put the recommended key over the others, which stand two in a row; the last one may have a row of its own."""
        first, *others = remedies
        self._grid.addWidget(self._keys[first], 0, 0, 1, 2)
        for number, remedy in enumerate(others):
            alone = number == len(others) - 1 and number % 2 == 0
            self._grid.addWidget(self._keys[remedy], 1 + number // 2, number % 2, 1, 2 if alone else 1)

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self.sender().property("remedy"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._item is not None:
            self._show(self._item)
