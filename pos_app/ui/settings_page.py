"""The settings page: every setting in one list that can be searched, and beside it the one that is being set."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.search_field import SearchField
from pos_app.ui.setting_entries import Chosen, Entry, SettingsShown, entries
from pos_app.ui.setting_form import SettingForm
from pos_app.ui.setting_words import choice_word, column_word, group_word, setting_words
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind

_FOOT = 64


def _group(entry: Entry) -> str:
    return group_word(entry.table)


def _name(entry: Entry) -> str:
    return setting_words(entry.place)[0]


def _value(entry: Entry) -> str:
    return choice_word(entry.place, entry.value) if entry.choices else entry.text or "—"


COLUMNS: tuple[Column[Entry], ...] = (
    Column(title=lambda: column_word("group"), value=_group, look=Look.QUIET, share=22),
    Column(title=lambda: column_word("name"), value=_name, look=Look.STRONG, share=40),
    Column(title=lambda: column_word("value"), value=_value, share=38),
)


class SettingsPage(QWidget):
    """Lists settings as they stand in the file. What is saved holds from the next start, which is one press away.

    Signals:
        left: back to the sale page.
        read_requested: how they stand.
        chosen: ``Chosen``, not yet kept.
        restart_requested: close the till and open it again.
    """

    left = Signal()
    read_requested = Signal()
    chosen = Signal(object)
    restart_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_page")
        self._theme = theme
        self._shown: SettingsShown | None = None
        self._saved = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.search = SearchField(theme, self, action=Action.SEARCH)
        self.search.setObjectName("settings_search")
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(self._go_to_form)
        find = QShortcut(self)
        find.setKeys(list(theme.keys.sequences(Action.SEARCH)))
        find.activated.connect(self.search.setFocus)
        self.model: TableModel[Entry] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "settings_list")
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(self._go_to_form)
        self.search.left.connect(self.table.setFocus)
        self.form = SettingForm(theme)
        self.form.filled.connect(self._fill)
        self.form.left.connect(self.table.setFocus)
        self.restart = self._key(Action.SETTINGS_RESTART, "refresh")
        self.restart.clicked.connect(self.restart_requested)
        self.default = self._key(Action.SETTING_DEFAULT, "undo")
        self.default.clicked.connect(self.form.take_default)
        self.save = self._key(Action.SETTING_SAVE, "check", Kind.PRIMARY)
        self.save.clicked.connect(self.form.take)
        self._lay_out()
        self._retranslate()
        self._show()

    # ---------------------------------------------------------------- what it is told

    def set_folder(self, folder: Path) -> None:
        """Take the profile's folder, where relative paths begin."""
        self.form.set_folder(folder)

    @Slot(object)
    def show_settings(self, shown: SettingsShown) -> None:
        """Show how they stand; the one that is being looked at stays."""
        self._shown = shown
        self._list()

    @Slot()
    def show_kept(self) -> None:
        """Say that what was chosen is on its way into the file."""
        self._saved = True
        self.table.setFocus()
        self._show()

    def say(self, words: str) -> None:
        """Say why a press came to nothing."""
        self.head.words.setText(words)

    # ---------------------------------------------------------------- what a person does

    @property
    def _entry(self) -> Entry | None:
        row = self.table.currentIndex().row()
        return self.model.records[row] if 0 <= row < len(self.model.records) else None

    @Slot()
    def _seek(self) -> None:
        """List what is searched for, and look at the best of it."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._list()

    def _list(self) -> None:
        """List what was searched for, by any part of name, group or what it is about; names that fit come first."""
        if self._shown is None:
            return
        before = self._entry
        words = self.search.text().casefold().split()
        fitting = [entry for entry in entries(self._shown) if _fits(_sought(entry), words)]
        found = tuple(sorted(fitting, key=lambda entry: not _fits(_name(entry).casefold(), words)))
        self.model.set_records(found)
        places = [entry.place for entry in found]
        at = places.index(before.place) if before is not None and before.place in places else 0
        if found:
            self.table.selectRow(at)
        self.form.show_entry(self._entry)
        self._show()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.form.show_entry(self._entry)
        self._show()

    @Slot()
    def _go_to_form(self) -> None:
        self.form.setFocus()

    @Slot(object)
    def _fill(self, value: object) -> None:
        entry = self._entry
        if entry is not None:
            self.chosen.emit(Chosen(table=entry.table, name=entry.declared.name, value=value))

    def showEvent(self, event: QShowEvent) -> None:
        """Read them anew, and be ready for what is typed."""
        super().showEvent(event)
        self.read_requested.emit()
        self.search.setFocus()

    # ---------------------------------------------------------------- what it shows

    def _show(self) -> None:
        entry = self._entry
        none = self.tr("There is no such setting") if entry is None else ""
        locked = self.tr("Cannot be changed here") if entry is not None and entry.locked else ""
        for key in (self.save, self.default):
            key.set_reason(none or locked)
        self.restart.set_reason("" if self._saved else self.tr("Nothing was changed"))
        self.head.words.setText(self.tr("Saved; it holds from the next start") if self._saved else "")

    def _key(self, action: Action, icon: str, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        return key

    def _lay_out(self) -> None:
        listed = Card(self._theme)
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        side = Card(self._theme)
        column = QVBoxLayout(side)
        column.setContentsMargins(28, 24, 28, 24)
        column.addWidget(self.form)
        body = QHBoxLayout()
        body.addWidget(listed, 60)
        body.addWidget(side, 40)
        foot = QHBoxLayout()
        for key in (self.restart, self.default, self.save):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addWidget(self.search)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._rows = (frame, body, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._list()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.restart.set_label(self.tr("Restart the till"))
        self.default.set_label(self.tr("As it came"))
        self.save.set_label(self.tr("Save"))


def _fits(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _sought(entry: Entry) -> str:
    return f"{_group(entry)} {' '.join(setting_words(entry.place))} {entry.place}".casefold()
