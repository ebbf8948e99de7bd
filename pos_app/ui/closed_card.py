"""What stands on the glass when a shift is closed: its number, what was counted, and what the next one takes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.shift import Shift
from pos_app.ui.figures import Figure, FigureList, scrolled
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.shift_words import carried_names, cash_figures, span_words
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule
from pos_app.ui.widgets.mark_label import MarkLabel

_ROWS = (64, 54)
_MARK = 64


class ClosedCard(QWidget):
    """Shows one closed shift."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closed_shift")
        self._shift: Shift | None = None
        self._blind = True
        self._mark = MarkLabel(theme, Mark.SEAL, _MARK)
        self._title = Label(Role.UNKNOWN)
        self._title.setObjectName("closed_title")
        self._words = Label(Role.ITEM, "muted", wrap=True)
        self.cash = FigureList(theme, "closed_cash", _ROWS)
        self._handed = Label(Role.SECTION)
        self._none = Label(Role.CELL, "muted", wrap=True)
        self.carried = FigureList(theme, "closed_carried", _ROWS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said(theme), 82)
        row.addWidget(self._list(theme), 50)
        self.columns = row

    def show_shift(self, shift: Shift, *, blind: bool) -> None:
        """Show a shift that is closed; ``blind`` keeps back what should have been in the drawer."""
        self._shift, self._blind = shift, blind
        self._show()

    def _said(self, theme: Theme) -> Card:
        card = Card(theme)
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(20)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        frame = QVBoxLayout(card)
        frame.setContentsMargins(8, 28, 8, 20)
        frame.setSpacing(12)
        self._words.setContentsMargins(20, 0, 20, 0)
        frame.addLayout(head)
        frame.addWidget(self._words)
        frame.addSpacing(8)
        frame.addWidget(rule())
        frame.addWidget(self.cash)
        frame.addStretch(1)
        return card

    def _list(self, theme: Theme) -> Card:
        card = Card(theme)
        self._handed.setContentsMargins(20, 14, 20, 12)
        self._none.setContentsMargins(20, 14, 20, 14)
        frame = QVBoxLayout(card)
        frame.setContentsMargins(1, 1, 1, 8)
        frame.setSpacing(0)
        frame.addWidget(self._handed)
        frame.addWidget(rule())
        frame.addWidget(self._none)
        frame.addWidget(scrolled(self.carried), 1)
        return card

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show()

    def _show(self) -> None:
        shift = self._shift
        if shift is None or shift.closing is None:
            return
        self._title.setText(self.tr("Shift {number} is closed").format(number=shift.sequence))
        words = self.tr("{who} · {span} · Z {number}")
        self._words.setText(words.format(who=shift.closing.who, span=span_words(shift), number=shift.number))
        self.cash.set_figures(cash_figures(shift.closing, blind=self._blind))
        self._handed.setText(self.tr("Goes to the next shift"))
        names: tuple[Figure, ...] = carried_names(shift.closing.carried)
        self._none.setText(self.tr("Nothing: every ticket is settled."))
        self._none.setVisible(not names)
        self.carried.set_figures(names)
