"""One rule for the labels of the shop's scales, as it is being set."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pos_app.core.errors import InvalidInputError
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import Label

_DIGITS = (3, 4, 5, 6, 7)  # of the goods' number; the value has what is left of 13
_HOLDS = (Holds.WEIGHT, Holds.PRICE)
_PARTS = (1, 10, 100, 1000)  # grams or fen that the last figure counts
_LENGTH = 13
_FIELD = 56


class RuleForm(QWidget):
    """Prefix, digits, what the value is, and what it counts. Whatever is chosen holds at once.

    Signals:
        changed: ``ScaleRule``, another one than was shown.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule_form")
        self._filling = False
        self._words = [Label(Role.SECONDARY, "muted") for _ in range(4)]
        self.prefix = QLineEdit()
        self.prefix.setObjectName("rule_prefix")
        self.prefix.setMaxLength(3)
        self.prefix.setFixedHeight(theme.px(_FIELD, 48))
        self.prefix.textEdited.connect(self._tell)
        self.digits = ChoiceRow("rule_digits", len(_DIGITS), segments=True)
        self.holds = ChoiceRow("rule_holds", len(_HOLDS), segments=True)
        self.parts = ChoiceRow("rule_parts", len(_PARTS), segments=True)
        for choice in (self.digits, self.holds, self.parts):
            choice.chosen.connect(self._tell)
        self.refusal = Label(Role.SECONDARY, "bad", wrap=True)
        self.refusal.setObjectName("rule_refusal")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        fields: tuple[QWidget, ...] = (self.prefix, self.digits, self.holds, self.parts)
        for row, widget in enumerate(fields):
            grid.addWidget(self._words[row], row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.refusal, 4, 1)
        grid.setColumnStretch(1, 1)
        self._retranslate()

    def show_rule(self, rule: ScaleRule | None) -> None:
        """Show a rule; with none there is nothing to set."""
        self.setVisible(rule is not None)
        if rule is None:
            return
        self._filling = True
        self.prefix.setText(rule.prefix)
        self.digits.choose(_DIGITS.index(rule.code_digits))
        self.holds.choose(_HOLDS.index(rule.holds))
        self.parts.choose(_PARTS.index(rule.part))
        self._filling = False
        self.refusal.clear()
        self._name_parts()

    def rule(self) -> ScaleRule:
        """Give what is set.

        Raises:
            InvalidInputError: there can be no such rule.
        """
        code_digits, holds = _DIGITS[self.digits.position], _HOLDS[self.holds.position]
        part = _PARTS[self.parts.position]
        return ScaleRule(
            prefix=self.prefix.text(),
            code_digits=code_digits,
            holds=holds,
            value_digits=_LENGTH - 1 - len(self.prefix.text()) - code_digits,
            divisor=holds.smallest // part if part > 1 else 0,
        )

    @Slot()
    def _tell(self) -> None:
        if self._filling:
            return
        self._name_parts()
        try:
            rule = self.rule()
        except InvalidInputError as error:
            self.refusal.setText(self._refusal(error.field))
            return
        self.refusal.clear()
        self.changed.emit(rule)

    def _refusal(self, field: str) -> str:
        if field == "prefix":
            return self.tr("The prefix must be 02, or begin with 2: numbers for use inside a shop.")
        return self.tr("With this prefix and number, 4 to 6 digits must be left for weight or price.")

    def _name_parts(self) -> None:
        weight = _HOLDS[self.holds.position] is Holds.WEIGHT
        kilograms = (self.tr("1 g"), self.tr("10 g"), self.tr("100 g"), self.tr("1 kg"))
        yuan = (self.tr("¥0.01"), self.tr("¥0.10"), self.tr("¥1"))
        self.parts.set_count(len(kilograms if weight else yuan))
        self.parts.set_words(kilograms if weight else yuan)
        if self.parts.position >= len(yuan) and not weight:
            self.parts.choose(0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        words = (
            self.tr("Begins with"), self.tr("Digits of the goods"), self.tr("Then comes the"), self.tr("which counts"),
        )  # fmt: skip
        for label, word in zip(self._words, words, strict=True):
            label.setText(word)
        self.digits.set_words(tuple(map(str, _DIGITS)))
        self.holds.set_words((self.tr("Weight"), self.tr("Price")))
        self._name_parts()
