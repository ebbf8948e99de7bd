"""Choosing what somebody is here, over the staff page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.staff import Member
from pos_app.core.staff import Role as StaffRole
from pos_app.ui.authority_words import role_word
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

ROLES = (StaffRole.CASHIER, StaffRole.LEAD, StaffRole.MANAGER, StaffRole.INSTALLER)
_WIDTH = 560
_FOOT = 56


class RoleChoice(Overlay):
    """Offers the roles, with the one that somebody has chosen.

    Signals:
        picked: the number of a member, their next role.
    """

    picked = Signal(str, object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("role_choice")
        self._member: Member | None = None
        self._title = Label(Role.TITLE)
        self._words = Label(Role.CELL, "muted", wrap=True)
        self.role = ChoiceRow("next_role", len(ROLES), segments=True)
        self._back = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self._back.setObjectName("role_back")
        self._back.clicked.connect(self.close_overlay)
        self._save = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self._save.setObjectName("role_save")
        self._save.clicked.connect(self._pick)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for key in (self._back, self._save):
            key.set_size(_FOOT, _FOOT, Role.BUTTON)
            foot.addWidget(key)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(14)
        frame.addWidget(self._title)
        frame.addWidget(self._words)
        frame.addWidget(self.role)
        frame.addSpacing(8)
        frame.addLayout(foot)
        self.panel.setFixedWidth(theme.px(_WIDTH))
        self.dismissed.connect(self.close_overlay)
        self._retranslate()

    def ask(self, member: Member) -> None:
        """Cover the page, and offer the roles for somebody."""
        self._member = member
        self.role.choose(ROLES.index(member.role))
        self._retranslate()
        self.open()

    @Slot()
    def _pick(self) -> None:
        if self._member is not None:
            self.picked.emit(self._member.number, ROLES[self.role.position])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another role with the arrow keys."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.role.step(step)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        name = self._member.name if self._member is not None else ""
        self._title.setText(self.tr("Role of {name}").format(name=name))
        self._words.setText(self.tr("It decides what they may do alone, and what they may approve."))
        self.role.set_words(tuple(role_word(role) for role in ROLES))
        self._back.set_label(self.tr("Go back"))
        self._save.set_label(self.tr("Save"))
