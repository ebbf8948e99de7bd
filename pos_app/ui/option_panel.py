"""What is chosen about goods before they are rung up: size, sugar; one of each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.goods import Goods, chosen
from pos_app.core.goods_options import MOST_CHOICES, MOST_GROUPS, Choice
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH = 860
_COLUMNS = 4  # choices side by side


class OptionPanel(Overlay):
    """Covers the page until something is chosen of every group. Figures choose, one group after the other.

    Signals:
        picked: ``Goods`` as they are sold, and how much one of them is, in thousandths of the unit.
    """

    picked = Signal(object, int)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("option_panel")
        self._goods: Goods | None = None
        self._pack_milli = 0
        self._at = 0  # the group that the next figure is for
        self._title = Label(Role.TITLE, wrap=True)
        self._title.setObjectName("option_title")
        self._names = [Label(Role.CELL, "muted") for _ in range(MOST_GROUPS)]
        self.rows = [ChoiceRow(f"option_{at}", MOST_CHOICES, even=True) for at in range(MOST_GROUPS)]
        for row in self.rows:
            row.set_columns(_COLUMNS)
            row.chosen.connect(self._show)
        self._back = self._key("option_back", Action.BACK, Kind.PLAIN)
        self._back.clicked.connect(self.dismissed)
        self.dismissed.connect(self.close_overlay)
        self.take = self._key("option_take", Action.CONFIRM, Kind.PRIMARY)
        self.take.clicked.connect(self._take)
        self._lay_out()
        self._retranslate()

    def ask(self, goods: Goods, pack_milli: int, name: str) -> None:
        """Ask what is wanted of goods; the usual is chosen already."""
        self._goods, self._pack_milli, self._at = goods, pack_milli, 0
        self._title.setText(name)
        for at, row in enumerate(self.rows):
            used = at < len(goods.options)
            self._names[at].setVisible(used)
            row.setVisible(used)
            if used:
                group = goods.options[at]
                self._names[at].setText(group.name)
                row.set_count(len(group.choices))
                row.set_words(tuple(_words(place, choice) for place, choice in enumerate(group.choices, start=1)))
                row.choose(0)
        self._show()
        self.open()
        self.take.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a figure choose in its group, and the next figure in the next one."""
        groups = self._goods.options if self._goods is not None else ()
        figure = int(event.text()) if event.text() in {str(number) for number in range(1, MOST_CHOICES + 1)} else 0
        if figure and self._at < len(groups) and figure <= len(groups[self._at].choices):
            self.rows[self._at].choose(figure - 1)
            self._at += 1
            self._show()
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _take(self) -> None:
        if self._goods is not None:
            goods, self._goods = self._sold(self._goods), None
            self.close_overlay()
            self.picked.emit(goods, self._pack_milli)

    def _sold(self, goods: Goods) -> Goods:
        rows = zip(goods.options, self.rows, strict=False)
        return chosen(goods, (group.choices[row.position] for group, row in rows))

    @Slot()
    def _show(self) -> None:
        if self._goods is None:
            return
        sold = self._sold(self._goods)
        self.take.set_money(None if sold.asks_price else sold.price)
        for at, label in enumerate(self._names):
            label.set_tone("accent" if at == self._at else "muted")

    def _key(self, name: str, action: Action, kind: Kind) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action)
        key.setObjectName(name)
        key.set_size(72, 64, Role.BUTTON)
        return key

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for at, (label, row) in enumerate(zip(self._names, self.rows, strict=True)):
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, at, 1)
        grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._back, 1)
        foot.addWidget(self.take, 2)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(16)
        frame.addWidget(self._title)
        frame.addLayout(grid)
        frame.addLayout(foot)
        self.panel.setFixedWidth(self._theme.px(_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._back.set_label(self.tr("Go back"))
        self.take.set_label(self.tr("Ring up"))


def _words(place: int, choice: Choice) -> str:
    return f"{place}  {choice.name}" + (f"  +{choice.extra}" if choice.extra else "")
