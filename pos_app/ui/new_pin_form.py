"""A name, a role and a new PIN, typed twice: for the first manager, for somebody new, and for a PIN that changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.core.staff import NAME_LENGTH, Member
from pos_app.core.staff import Role as StaffRole
from pos_app.ui.authority_words import role_word
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.pin_pad import PinPad
from pos_app.ui.role_choice import ROLES
from pos_app.ui.staff_deeds import NewPin
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import IconLabel, Label, rule


class NewPinForm(QWidget):
    """Collects who somebody is, and their PIN twice. Whoever shows it says for whom.

    Signals:
        filled: ``NewPin``; the form is busy until it is told how that went.
        left: the person goes back.
    """

    filled = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, *, leave: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_pin_form")
        self._first = ""  # the PIN as it was typed the first time
        self._member: Member | None = None
        self._founding = False
        self.title = Label(Role.TITLE)
        self.words = Label(Role.CELL, "muted", wrap=True)
        self._name_title = Label(Role.SECONDARY_BOLD)
        self.name = QLineEdit()
        self.name.setObjectName("staff_name")
        self.name.setMaxLength(NAME_LENGTH)
        self.name.returnPressed.connect(self._go_to_pin)
        self._role_title = Label(Role.SECONDARY_BOLD)
        self.role = ChoiceRow("staff_role", len(ROLES), segments=True)
        self.role.set_columns(2)
        self.pad = PinPad(theme, leave=leave)
        self.pad.entered.connect(self._take)
        self.pad.left.connect(self.left)
        self._lay_out(theme)
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def begin(self, *, member: Member | None = None, founding: bool = False) -> None:
        """Start over: for ``member``'s next PIN, for the first manager, or for somebody new."""
        self._member, self._founding = member, founding
        self.name.setText(member.name if member is not None else "")
        self.name.setEnabled(member is None)
        for widget in (self._role_title, self.role):
            widget.setVisible(member is None and not founding)
        self._retranslate()
        self._again()
        (self.pad if member is not None else self.name).setFocus()

    def refuse(self, words: str) -> None:
        """Say which rule was broken, and ask anew."""
        self._again()
        self.pad.say_wrong(words)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _go_to_pin(self) -> None:
        self.pad.setFocus()

    def _again(self) -> None:
        self._first = ""
        self._ask()

    def _ask(self) -> None:
        self.pad.begin("")
        self._name_pad()

    def _name_pad(self) -> None:
        again = bool(self._first)
        self.pad.set_title(self.tr("The same PIN again") if again else self.tr("New PIN, 4 to 8 digits"))
        self.pad.set_enter(self.tr("Save") if again else self.tr("Next"))

    @Slot(str)
    def _take(self, pin: str) -> None:
        if not self._first:
            self._first = pin
            self._ask()
        elif pin != self._first:
            self.refuse(self.tr("The two differ"))
        elif not self.name.text().strip():
            self.refuse(self.tr("Type a name"))
            self.name.setFocus()
        else:
            role = StaffRole.MANAGER if self._founding else ROLES[self.role.position]
            number = self._member.number if self._member is not None else ""
            self.filled.emit(NewPin(pin=pin, number=number, name=self.name.text().strip(), role=role.value))

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(theme, "person", 28, "accent"))
        head.addWidget(self.title, 1)
        column = QVBoxLayout()
        column.setContentsMargins(30, 26, 30, 24)
        column.setSpacing(8)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self.words)
        column.addSpacing(10)
        column.addWidget(self._name_title)
        column.addWidget(self.name)
        column.addSpacing(10)
        column.addWidget(self._role_title)
        column.addWidget(self.role)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(rule(upright=True))
        whole.addWidget(self.pad)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        if self._founding:
            self.title.setText(self.tr("The first manager"))
            self.words.setText(
                self.tr("Whoever this is enters everybody else, and approves refunds. The till opens when it is done.")
            )
        elif self._member is not None:
            self.title.setText(self.tr("A new PIN"))
            self.words.setText(self.tr("The old PIN stops working at once."))
        else:
            self.title.setText(self.tr("Somebody new"))
            self.words.setText(self.tr("The journal speaks of people by name: a name is never given twice."))
        self._name_pad()
        self._name_title.setText(self.tr("Name"))
        self.name.setAccessibleName(self._name_title.text())
        self._role_title.setText(self.tr("Role"))
        self.role.set_words(tuple(role_word(role) for role in ROLES))
