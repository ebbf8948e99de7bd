"""The scanning page: how labels of the shop's scales are read, and what the scanner sends, tried out by a scan."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.scanning import Holds, PlainCode, Priced, ScaleRule, Weighed, plain, read_scan
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.readings import Seek, Sought
from pos_app.ui.rule_form import RuleForm
from pos_app.ui.scan_reading import rule_words, value_words
from pos_app.ui.scan_trial import ScanTrial
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.wedge import Caught
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
_MOST = 20  # rules
_FIRST = ScaleRule(prefix="20", code_digits=5, holds=Holds.WEIGHT)


def _pattern(rule: ScaleRule) -> str:
    return rule_words(rule)


def _meaning(rule: ScaleRule) -> str:
    return value_words(rule)


COLUMNS: tuple[Column[ScaleRule], ...] = (
    Column(title=lambda: "", value=_pattern, look=Look.STRONG, share=60),
    Column(title=lambda: "", value=_meaning, look=Look.QUIET, share=40),
)


class ScanningPage(QWidget):
    """Lists the rules, the first that fits a label reads it. What is set holds once it is saved.

    Signals:
        left: back to the sale page.
        rules_chosen: ``tuple[ScaleRule, ...]``, to be kept.
        seek_requested: ``Seek``: which goods a scan is.
    """

    left = Signal()
    rules_chosen = Signal(object)
    seek_requested = Signal(object)

    def __init__(
        self, theme: Theme, monotonic: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scanning_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme, self._monotonic = theme, monotonic
        self._kept: tuple[ScaleRule, ...] = ()
        self._seek: Seek | None = None
        self._turns = itertools.count(1)
        self._typed: list[float] = []  # when characters came that the till took for typing
        self.english = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.model: TableModel[ScaleRule] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "scale_rules")
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._none = Label(Role.CELL, "muted", wrap=True)
        self._none.setObjectName("no_rules")
        self._rules_title, self._legend = Label(Role.SECTION), Label(Role.SECONDARY, "muted", wrap=True)
        self.form = RuleForm(theme)
        self.form.changed.connect(self._change)
        self.trial = ScanTrial(theme)
        self.add = self._key(Action.RULE_ADD, "plus", self._add)
        self.remove = self._key(Action.RULE_REMOVE, "trash", self._remove, Kind.DANGER)
        self.save = self._key(Action.RULES_SAVE, "list", self._save, Kind.PRIMARY)
        self._lay_out()
        self._retranslate()
        self.show_rules(())

    # ---------------------------------------------------------------- what it is told

    def show_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Show the rules that hold."""
        self._kept = rules
        self._set(rules, 0)

    def take_scan(self, caught: Caught) -> None:
        """Show how a scan is read by the rules as they are set now."""
        text = "".join(map(plain, caught.text)).strip()
        scan = read_scan(text, self.model.records)
        self._typed.clear()
        self.head.words.clear()
        self.trial.show_scan(caught, scan)
        if isinstance(scan, PlainCode | Weighed | Priced):
            label = scan if not isinstance(scan, PlainCode) else None
            self._seek = Seek(turn=-next(self._turns), text=scan.code if label is None else text, label=label)
            self.seek_requested.emit(self._seek)

    @Slot(object)
    def show_sought(self, sought: Sought) -> None:
        """Name the goods that a scan stands for."""
        if sought.seek == self._seek and not sought.failed:
            self.trial.show_goods(sought.goods, english=self.english)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _add(self) -> None:
        rules = self.model.records
        used = {rule.prefix for rule in rules}
        free = next((f"{number}" for number in range(20, 30) if f"{number}" not in used), _FIRST.prefix)
        rule = ScaleRule(prefix=free, code_digits=_FIRST.code_digits, holds=_FIRST.holds)
        self._set((*rules, rule), len(rules))

    @Slot()
    def _remove(self) -> None:
        at = self.table.currentIndex().row()
        rules = self.model.records
        if 0 <= at < len(rules):
            self._set((*rules[:at], *rules[at + 1 :]), min(at, len(rules) - 2))

    @Slot()
    def _save(self) -> None:
        self.rules_chosen.emit(self.model.records)

    @Slot(object)
    def _change(self, rule: ScaleRule) -> None:
        at = self.table.currentIndex().row()
        rules = self.model.records
        if 0 <= at < len(rules):
            self._set((*rules[:at], rule, *rules[at + 1 :]), at, fill=False)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self.model.records):
            self.form.show_rule(self.model.records[now.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice a scanner that is so slow that the till takes it for a hand."""
        meaning = meaning_of(event)
        if meaning is not None and meaning[0] in {Typed.DIGITS, Typed.WORDS}:
            self._typed.append(self._monotonic())
        elif meaning is not None and meaning[0] is Typed.ENTER and len(self._typed) > 1:
            self._say_slow()
        else:
            super().keyPressEvent(event)

    def _say_slow(self) -> None:
        span = (self._typed[-1] - self._typed[0]) / (len(self._typed) - 1)
        self._typed.clear()
        words = self.tr("Typed, or sent too slowly: {pause} ms from one character to the next")
        self.head.words.setText(words.format(pause=round(span * 1000)))

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for a scan."""
        super().showEvent(event)
        self._set(self._kept, 0)
        self.setFocus()

    # ---------------------------------------------------------------- what it shows

    def _set(self, rules: tuple[ScaleRule, ...], at: int, *, fill: bool = True) -> None:
        self.model.set_records(rules)
        self.table.setVisible(bool(rules))
        self._none.setVisible(not rules)
        if rules:
            self.table.selectRow(at)
        if fill:
            self.form.show_rule(rules[at] if rules else None)
        self.remove.set_reason("" if rules else self.tr("There is no rule"))
        self.add.set_reason("" if len(rules) < _MOST else self.tr("There is no room for more"))
        self.save.set_reason("" if rules != self._kept else self.tr("Nothing changed"))
        if self.trial.caught is not None:
            self.trial.read_again(read_scan(self.trial.caught.text, rules))

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        rules = Card(self._theme)
        inside = QVBoxLayout(rules)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(8)
        for widget in (self._rules_title, self._legend):
            inside.addWidget(widget)
        inside.addWidget(self._none, 1)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.form)
        body = QHBoxLayout()
        body.addWidget(rules, 55)
        body.addWidget(self.trial, 45)
        foot = QHBoxLayout()
        foot.addWidget(self.remove, 1)
        foot.addSpacing(16)
        foot.addWidget(self.add, 1)
        foot.addWidget(self.save, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
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

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Scanning"))
        self._rules_title.setText(self.tr("Labels of the shop's scales"))
        self._legend.setText(self.tr("P: number of the goods. W: weight. ¥: price. C: check digit."))
        self._none.setText(
            self.tr("No rule yet: a label of a scale is taken for a code of goods. Add a rule for each kind.")
        )
        self.add.set_label(self.tr("Add a rule"))
        self.remove.set_label(self.tr("Remove the rule"))
        self.save.set_label(self.tr("Save"))
        self._set(self.model.records, max(0, self.table.currentIndex().row()))
