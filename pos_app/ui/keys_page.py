"""The page of keys: which key does what, changed by pressing another, and printed as a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.devices.receipt import RULE, Row, Style
from pos_app.ui.fonts import Role
from pos_app.ui.key_catch import KeyCatch
from pos_app.ui.key_words import action_words
from pos_app.ui.keys import DEFAULT_KEYS, Action, KeyMap, rival
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
SALE = (
    Action.PAY, Action.WECHAT, Action.CASH, Action.QUICK, Action.FIND, Action.HOLD, Action.RECALL,
    Action.LINE_DISCOUNT, Action.SALE_DISCOUNT, Action.PRICE, Action.CANCEL_SALE, Action.SWITCH_PANE, Action.TODAY,
    Action.REFUND, Action.REPRINT, Action.MORE,
)  # fmt: skip
FIXED = (
    Action.QUANTITY, Action.MORE_OF_IT, Action.LESS_OF_IT, Action.DELETE_LINE, Action.CONFIRM, Action.BACK,
)  # fmt: skip
_TYPED = re.compile("(Shift\\+)?(.|Space|Return|Enter|Tab|Backtab|Backspace|Del|Up|Down|Left|Right)")


class KeysPage(QWidget):
    """Lists the keys of the sale page and those that work everywhere.

    Signals:
        left: back to the sale page.
        keys_chosen: ``tuple[tuple[str, str], ...]``, actions and keys as settings have them, to be kept.
        card_wanted: ``tuple[Row, ...]``, ``bool``: a card to be printed, or to be saved.
    """

    left = Signal()
    keys_chosen = Signal(object)
    card_wanted = Signal(object, bool)

    def __init__(
        self, theme: Theme, everywhere: Iterable[Action], *, shop: str, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("keys_page")
        self._theme, self._shop = theme, shop
        self._everywhere = tuple(everywhere)
        self._kept = self._chosen = dict(theme.keys.chosen)
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.model: TableModel[Action] = TableModel(
            (
                Column(title=lambda: self.tr("What it does"), value=action_words, look=Look.STRONG, share=58),
                Column(title=lambda: self.tr("Key"), value=self._hint, share=22),
                Column(title=lambda: self.tr("Of its own"), value=self._own, look=Look.QUIET, share=20),
            )
        )
        self.table = DataTable(theme, self.model, "key_list")
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.said = Label(Role.CELL, "muted", wrap=True)
        self.said.setObjectName("keys_said")
        self.own = self._key(Action.KEY_OWN, "undo", self._reset)
        self.file = self._key(Action.CARD_FILE, "list", self._save_card)
        self.print = self._key(Action.CARD_PRINT, "printer", self._print_card)
        self.change = self._key(Action.CONFIRM, "keypad", self._ask)
        self.save = self._key(Action.KEYS_SAVE, "check", self._save, Kind.PRIMARY)
        self._lay_out()
        self.catch = KeyCatch(theme, self)
        self.catch.pressed.connect(self._take)
        self.model.set_records((*SALE, *self._everywhere))
        self.table.selectRow(0)
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_kept(self) -> None:
        """Say that the keys are kept, and when they hold."""
        self._kept = self._chosen
        self._say(self.tr("Saved. The keys hold from the next start of the till."))

    @Slot(str)
    def show_card(self, words: str) -> None:
        """Say what became of the card."""
        self._say(words)

    # ---------------------------------------------------------------- what a person does

    @property
    def _action(self) -> Action:
        return self.model.records[max(0, self.table.currentIndex().row())]

    @Slot()
    def _ask(self) -> None:
        self.catch.ask(self._action)

    @Slot(str)
    def _take(self, key: str) -> None:
        if _TYPED.fullmatch(key):
            self._say(
                self.tr("{key} is typed or moves about: choose an F key, or one with Ctrl or Alt").format(key=key)
            )
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        """Give the chosen action another key, unless something else has it."""
        action = self._action
        rivals = DEFAULT_KEYS if action in self._everywhere else (*SALE, *FIXED, *self._everywhere)
        other = rival(action, key, self._chosen, rivals)
        if other is not None:
            words = self.tr("{key} is taken: {other}")
            self._say(words.format(key=self._words(key), other=self._name(other)))
        else:
            self._set(action, key)

    @Slot()
    def _reset(self) -> None:
        self._give(DEFAULT_KEYS[self._action])

    @Slot()
    def _save(self) -> None:
        changed = ((action.value, key) for action, key in self._chosen.items() if key != DEFAULT_KEYS[action])
        self.keys_chosen.emit(tuple(changed))

    @Slot()
    def _save_card(self) -> None:
        self.card_wanted.emit(self.card(), False)

    @Slot()
    def _print_card(self) -> None:
        self.card_wanted.emit(self.card(), True)

    def card(self) -> tuple[Row, ...]:
        """Give the card that is laid beside the till."""
        keys = KeyMap(self._chosen)
        groups = ((self.tr("On the sale page"), (*SALE, *FIXED)), (self.tr("Everywhere"), self._everywhere))
        rows = [Row(style=Style.TITLE, left=self._shop), Row(style=Style.CENTRE, left=self.tr("Keys"))]
        for title, actions in groups:
            rows += [RULE, Row(style=Style.CENTRE, left=title)]
            rows += [Row(style=Style.PAIR, left=action_words(one), right=keys.hint(one)) for one in actions]
        return (*rows, RULE)

    def _set(self, action: Action, key: str) -> None:
        self._chosen = {**self._chosen, action: key}
        row = self.table.currentIndex().row()
        self.model.set_records(self.model.records)
        self.table.selectRow(row)
        self._say("")

    # ---------------------------------------------------------------- what it shows

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self._show()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show()

    def _show(self) -> None:
        changed = self._chosen[self._action] != DEFAULT_KEYS[self._action]
        self.own.set_reason("" if changed else self.tr("Has its own key"))
        self.save.set_reason("" if self._chosen != self._kept else self.tr("Nothing changed"))

    def _hint(self, action: Action) -> str:
        return self._words(self._chosen[action])

    def _own(self, action: Action) -> str:
        own = DEFAULT_KEYS[action]
        return self._words(own) if own != self._chosen[action] else ""

    def _words(self, key: str) -> str:
        return KeyMap({Action.HELP: key}).hint(Action.HELP)

    def _name(self, action: Action) -> str:
        listed = (*SALE, *FIXED, *self._everywhere)
        return action_words(action) if action in listed else self.tr("a key of another page")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what holds."""
        super().showEvent(event)
        self._chosen = self._kept
        self.model.set_records(self.model.records)
        self.table.selectRow(0)
        self.table.setFocus()
        self._say("")

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName("key_change" if action is Action.CONFIRM else action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        for key in (self.own, self.file, self.print, self.change, self.save):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addWidget(card, 1)
        frame.addWidget(self.said)
        frame.addLayout(foot)
        self._rows = (frame, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Keys"))
        self.own.set_label(self.tr("Own key"))
        self.file.set_label(self.tr("Card as PDF"))
        self.print.set_label(self.tr("Print the card"))
        self.change.set_label(self.tr("Change"))
        self.save.set_label(self.tr("Save"))
        self._say("")
