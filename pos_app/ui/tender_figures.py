"""The figures of the page of tenders: what is due and paid in small type, and in the largest what counts now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.ui.fonts import Role
from pos_app.ui.tender_words import tender_icon, tender_word
from pos_app.ui.tendering import CASH, Hurdle, Tendering
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import IconLabel, Label, rule

_HEAD = 48
_MOST_ROWS = 4
_MUCH = Money(10_000_00)  # from here on it is set smaller where there is little room
_TALL = 420  # pixels of height from which the figures stand far apart


@dataclass(frozen=True, slots=True)
class Row:
    """A small figure with its name."""

    words: str
    money: Money


class TenderFigures(Card):
    """Shows a moment of the page. Change stands in the largest type, as soon as there is any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "accent", parent)
        self.setObjectName("tender_figures")
        self._state: Tendering | None = None
        self._narrow = False
        self._icon = IconLabel(theme, "cash", 24)
        self._title = Label(Role.SECTION)
        self._title.setObjectName("tender_title")
        self._rows = [(Label(Role.ITEM, "muted"), AmountLabel(theme, Role.AMOUNT, align=Qt.AlignmentFlag.AlignRight))
                      for _ in range(_MOST_ROWS)]  # fmt: skip
        self._what = Label(Role.SECTION)
        self._what.setObjectName("tender_what")
        self.amount = AmountLabel(theme, Role.DUE)
        self.amount.setObjectName("tender_amount")
        self._remark = Label(Role.STRONG, "bad", wrap=True)
        self._remark.setObjectName("tender_remark")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(10)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._head = QWidget()
        self._head.setFixedHeight(self._theme.px(_HEAD))
        self._head.setLayout(head)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for row, (words, amount) in enumerate(self._rows):
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(amount, row, 1)
        big = QVBoxLayout()
        big.setSpacing(0)
        big.addStretch(1)
        big.addWidget(self._what)
        big.addWidget(self.amount)
        big.addWidget(self._remark)
        big.addStretch(1)
        small = QVBoxLayout()
        small.addLayout(self._grid)
        small.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setContentsMargins(24, 12, 24, 12)
        self._body.setSpacing(8)
        self._body.addLayout(small)
        self._body.addLayout(big, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        self._rule = rule()
        whole.addWidget(self._rule)
        whole.addLayout(self._body, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Put small and large figures side by side, or one above the other, under the name of the tender."""
        self._narrow = narrow
        for widget in (self._head, self._rule):
            widget.setVisible(not narrow)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if narrow else down)
        self._body.setStretch(0, 5 if narrow else 0)
        self._body.setStretch(1, 6 if narrow else 1)
        self._body.setSpacing(24 if narrow else 8)

    def show_state(self, state: Tendering) -> None:
        """Show a moment of the page."""
        self._state = state
        self._tell()

    def remark(self) -> str:
        """Give what is said about an amount that cannot be right."""
        return self._remark.text()

    def _tell(self) -> None:
        state = self._state
        if state is None:
            return
        chosen = state.chosen
        self._icon.set_icon(tender_icon(chosen.tender if chosen is not None else Tender.CASH))
        self._title.setText(tender_word(chosen.tender, chosen.label) if chosen is not None else self.tr("Payment"))
        rows = self._small(state)
        for place, (words, amount) in enumerate(self._rows):
            shown = place < len(rows)
            words.setVisible(shown)
            amount.setVisible(shown)
            if shown:
                words.setText(rows[place].words)
                amount.set_money(rows[place].money)
        what, money = self._large(state)
        self._what.setText(what)
        self.amount.set_money(money)
        self.amount.set_tone("bad" if state.warned else "accent" if state.change else "text")
        self.amount.set_pixels(self._theme.px(64) if self._narrow and money >= _MUCH else None)
        self._remark.setText(self._remark_on(state))
        self._remark.set_tone("muted" if state.hurdle is Hurdle.NOTHING_OPEN else "bad")
        self._remark.setVisible(bool(self._remark.text()))

    def _small(self, state: Tendering) -> tuple[Row, ...]:
        rows = (
            Row(self.tr("Due"), state.due.total),
            Row(self.tr("Paid"), state.due.paid),
            Row(self.tr("Rounded off"), -state.rounding),
            Row(self.tr("Received"), (state.amount or ZERO) if state.chosen == CASH else ZERO),
        )
        return tuple(row for row in rows if row.money)

    def _large(self, state: Tendering) -> tuple[str, Money]:
        if state.warned and state.taking is not None:
            return self.tr("Is that right?"), state.taking.tendered or state.taking.amount
        if state.chosen is None or state.hurdle is Hurdle.NOTHING_OPEN:
            return self.tr("Remaining"), state.due.remaining
        if state.short:
            return self.tr("Remaining"), state.short
        if state.chosen != CASH:
            return self.tr("To pay"), state.amount or state.asked
        return (self.tr("To pay in cash"), state.asked) if state.amount is None else (self.tr("Change"), state.change)

    def _remark_on(self, state: Tendering) -> str:
        if state.warned:
            return self.tr("That is very much. If it is right, press once more.")
        if state.hurdle is Hurdle.TOO_MUCH:
            return self.tr("That is more than what is left to pay.")
        if state.hurdle is Hurdle.NOTHING_OPEN and state.due.live:
            return self.tr("The rest waits for the customer's phone.")
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the figures stand further apart where there is room."""
        super().resizeEvent(event)
        self._grid.setVerticalSpacing(12 if self.height() > _TALL else 4)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._tell()
