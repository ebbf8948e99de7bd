"""One setting, as it is being set: chosen where the choices are few, typed where they are not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.setting_entries import Entry
from pos_app.ui.setting_words import choice_word, setting_words
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import Label

_FIELD = 56
_MOST_CHOICES = 3


class SettingForm(QWidget):
    """Shows a setting's name, what may stand there, and takes another value.

    Signals:
        filled: the value, as settings hold it.
        left: the person is done here.
    """

    filled = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setting_form")
        self._entry: Entry | None = None
        self._folder = Path()
        self.title, self.about = Label(Role.TITLE, wrap=True), Label(Role.CELL, "muted", wrap=True)
        self.title.setObjectName("setting_title")
        self.about.setObjectName("setting_about")
        self.field = QLineEdit()
        self.field.setObjectName("setting_field")
        self.field.setMinimumHeight(theme.px(_FIELD, 48))
        self.field.textEdited.connect(self._forgive)
        self.field.returnPressed.connect(self.take)
        self.choices = ChoiceRow("setting_choice", _MOST_CHOICES, even=True)
        self.choices.set_columns(1)
        self.refusal = Label(Role.CELL, "bad", wrap=True)
        self.refusal.setObjectName("setting_refusal")
        self.place = Label(Role.SECONDARY, "muted", wrap=True)
        self.place.setObjectName("setting_place")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self.title, self.about, self.field, self.choices, self.refusal):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.place)
        self.show_entry(None)

    # ---------------------------------------------------------------- what it is told

    def set_folder(self, folder: Path) -> None:
        """Take where relative paths begin."""
        self._folder = folder

    def show_entry(self, entry: Entry | None) -> None:
        """Show a setting; none where nothing was found."""
        self._entry = entry
        self.refusal.clear()
        self._name()
        for widget in (self.field, self.choices):
            widget.setVisible(False)
        if entry is None:
            return
        self.field.setVisible(not entry.choices)
        self.field.setText(entry.text)
        self.field.setReadOnly(entry.locked)
        self.choices.setVisible(bool(entry.choices))
        self.choices.setEnabled(not entry.locked)
        self.choices.set_count(len(entry.choices))
        if entry.choices:
            self.choices.choose(entry.choices.index(entry.value))

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def take(self) -> None:
        """Give what is set, or say that it will not do."""
        entry = self._entry
        if entry is None or entry.locked:
            return
        if entry.choices:
            self.filled.emit(entry.choices[self.choices.position])
            return
        try:
            value = entry.read(self.field.text(), self._folder)
        except ValueError:
            self.refusal.setText(self.tr("That cannot stand here. Nothing was changed."))
            self.field.setFocus()
            self.field.selectAll()
            return
        self.filled.emit(value)

    @Slot()
    def take_default(self) -> None:
        """Give the value that the till came with."""
        if self._entry is not None and not self._entry.locked:
            self.filled.emit(self._entry.declared.default)

    @Slot()
    def _forgive(self) -> None:
        self.refusal.clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what can be set."""
        super().focusInEvent(event)
        if self._entry is not None and self._entry.choices:
            self.choices.focus_chosen()
        else:
            self.field.setFocus()
            self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take by Enter, leave by Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ---------------------------------------------------------------- what it shows

    def _name(self) -> None:
        entry = self._entry
        name, about = setting_words(entry.place) if entry is not None else (self.tr("There is no such setting"), "")
        self.title.setText(name)
        self.field.setAccessibleName(name)
        self.choices.setAccessibleName(name)
        fixed = entry is not None and entry.fixed
        self.about.setText(self.tr("Fixed for all tills by whoever looks after this computer.") if fixed else about)
        self.place.setText(self.tr("In settings.toml: {place}").format(place=entry.place) if entry is not None else "")
        if entry is not None:
            self.choices.set_words(tuple(choice_word(entry.place, choice) for choice in entry.choices))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
