"""The last look before money goes back: exactly what is refunded, to whom, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule

_WIDTH = 620

Facts = tuple[str, str, str, str]  # ticket, goods, reason and route


class RefundReview(Overlay):
    """Covers the refund page; Enter confirms, Esc goes back.

    Signals:
        confirmed: give the money back.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("refund_review")
        self._facts: Callable[[], Facts] | None = None
        self._title = Label(Role.TITLE)
        self._to = Label(Role.ITEM, "muted")
        self.amount = AmountLabel(theme, Role.TAIL)
        self.amount.setObjectName("review_amount")
        self._names = tuple(Label(Role.CELL, "muted") for _ in range(4))
        self._values = tuple(Label(Role.CELL, wrap=True) for _ in range(4))
        self._values[0].set_role(Role.STRONG)
        self._once = Label(Role.SECONDARY, "muted", wrap=True)
        self.cancel = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self.cancel.setObjectName("review_cancel")
        self.cancel.clicked.connect(self.dismissed)
        self.confirm = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.confirm.setObjectName("review_confirm")
        self.confirm.set_size(72, 64, Role.BUTTON)
        self.confirm.clicked.connect(self.confirmed)
        self.panel.setFixedWidth(theme.px(_WIDTH))
        self._lay_out()
        self._retranslate()

    def ask(self, amount: Money, facts: Callable[[], Facts]) -> None:
        """Show what is about to be given back, and cover the page; the facts are told again in another language."""
        self._facts = facts
        self.amount.set_money(amount)
        self.confirm.set_money(amount)
        self._tell()
        self.open()
        self.confirm.setFocus()

    def _tell(self) -> None:
        if self._facts is not None:
            for label, words in zip(self._values, self._facts(), strict=True):
                label.setText(words)

    def _lay_out(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(24)
        facts.setVerticalSpacing(8)
        facts.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            facts.addWidget(name, row, 0)
            facts.addWidget(value, row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.cancel, 2)
        buttons.addWidget(self.confirm, 3)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(30, 26, 30, 26)
        frame.setSpacing(6)
        frame.addWidget(self._title)
        frame.addSpacing(8)
        frame.addWidget(self._to)
        frame.addWidget(self.amount)
        frame.addSpacing(10)
        frame.addWidget(rule())
        frame.addSpacing(12)
        frame.addLayout(facts)
        frame.addSpacing(18)
        frame.addWidget(self._once)
        frame.addSpacing(10)
        frame.addLayout(buttons)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Check the refund"))
        self._to.setText(self.tr("Back to the customer who paid"))
        names = (self.tr("Ticket"), self.tr("Goods"), self.tr("Reason"), self.tr("To"))
        for label, word in zip(self._names, names, strict=True):
            label.setText(word)
        self._tell()
        self._once.setText(self.tr("A refund cannot be called back."))
        self.cancel.set_label(self.tr("Go back"))
        self.confirm.set_label(self.tr("Refund"))
