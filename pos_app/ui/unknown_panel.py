"""What a code that no goods carry leads to: carry on, or add it as new goods."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.core.goods import LONGEST_NAME
from pos_app.core.money import ZERO, Money
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.readings import NewGoods
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH = 640
_FIELD = 56
_LONGEST_PRICE = 10  # characters


class UnknownPanel(Overlay):
    """Covers the page until the cashier carries on; whoever may, adds the goods here and now.

    Signals:
        add_requested: ``NewGoods``.
    """

    add_requested = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("unknown_panel")
        self._may_add = self._busy = False
        self._adding = False
        self._error = ""
        self._title = Label(Role.TITLE)
        self.code = Label(Role.SECTION)
        self.code.setObjectName("unknown_code")
        self.words = Label(Role.CELL, "muted", wrap=True)
        self.words.setObjectName("unknown_words")
        self.name = self._field("new_goods_name", LONGEST_NAME)
        self.price = self._field("new_goods_price", _LONGEST_PRICE)
        self.unit = ChoiceRow("new_goods_unit", 2, segments=True)
        self.add = self._key("unknown_add", Action.NEW_GOODS, Kind.PLAIN)
        self.add.clicked.connect(self._begin)
        self.save = self._key("new_goods_save", Action.CONFIRM, Kind.PRIMARY)
        self.save.clicked.connect(self._save)
        self.carry_on = self._key("unknown_carry_on", Action.CONFIRM, Kind.PRIMARY)
        self.carry_on.clicked.connect(self._leave)
        self.back = self._key("unknown_back", Action.BACK, Kind.PLAIN)
        self.back.clicked.connect(self._leave)
        self.dismissed.connect(self._leave)
        self._lay_out()
        self._retranslate()

    @property
    def adding(self) -> bool:
        """Whether somebody is typing what the goods are."""
        return self._adding

    def ask(self, code: str, *, may_add: bool) -> None:
        """Say that nothing carries a code."""
        self._may_add, self._busy, self._adding, self._error = may_add, False, False, ""
        self.code.setText(code)
        for field in (self.name, self.price):
            field.clear()
        self.unit.choose(0)
        self._show()
        self.open()
        self.carry_on.setFocus()

    def refuse(self, reason: str) -> None:
        """Say why the goods were not added, and give the key back; nothing said is an approval not given."""
        self._busy, self._error = False, reason
        self._show()

    @Slot()
    def _leave(self) -> None:
        self._adding = False
        self.close_overlay()

    @Slot()
    def _begin(self) -> None:
        self._adding = True
        self._show()
        self.name.setFocus()

    @Slot()
    def _save(self) -> None:
        self._busy, self._error = True, ""
        self._show()
        price = self._price()
        if price is not None:
            self.add_requested.emit(
                NewGoods(
                    code=self.code.text(),
                    name=self.name.text().strip(),
                    price=price,
                    weighed=self.unit.position == 1,
                )
            )

    def _price(self) -> Money | None:
        text = self.price.text().strip()
        try:
            return Money.parse(text) if text else ZERO
        except ValueError:
            return None

    @Slot()
    def _show(self) -> None:
        for widget in (self.name, self.price, self.unit, self.save, self.back):
            widget.setVisible(self._adding)
        self.carry_on.setVisible(not self._adding)
        self.add.setVisible(self._may_add and not self._adding)
        self._title.setText(self.tr("New goods") if self._adding else self.tr("No goods carry this code"))
        self.words.setText(self._error or self._advice())
        self.words.set_tone("bad" if self._error else "muted")
        self.save.set_reason(self._reason())

    def _advice(self) -> str:
        if self._adding:
            return self.tr("Without a price, the till asks for it each time.")
        if self._may_add:
            return self.tr("Nothing was rung up. Add the goods now, or carry on with the next scan.")
        return self.tr("Nothing was rung up. Carry on with the next scan; a manager can add the goods.")

    def _reason(self) -> str:
        if self._busy:
            return self.tr("One moment")
        if not self.name.text().strip():
            return self.tr("Type the name first")
        return "" if self._price() is not None else self.tr("That is no price")

    def _field(self, name: str, most: int) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setMaxLength(most)
        field.setMinimumHeight(self._theme.px(_FIELD, 48))
        field.textChanged.connect(self._show)
        return field

    def _key(self, name: str, action: Action, kind: Kind) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action)
        key.setObjectName(name)
        key.set_size(72, 64, Role.BUTTON)
        return key

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.price, 1)
        row.addWidget(self.unit, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for key in (self.add, self.back, self.carry_on, self.save):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(12)
        for widget in (self._title, self.code, self.words, self.name):
            frame.addWidget(widget)
        frame.addLayout(row)
        frame.addSpacing(8)
        frame.addLayout(foot)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.panel.setFixedWidth(self._theme.px(_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.name.setPlaceholderText(self.tr("Name of the goods"))
        self.price.setPlaceholderText(self.tr("Price, yuan"))
        self.unit.set_words((self.tr("By the piece"), self.tr("By weight, per kg")))
        self.add.set_label(self.tr("Add new goods"))
        self.carry_on.set_label(self.tr("Carry on"))
        self.back.set_label(self.tr("Go back"))
        self.save.set_label(self.tr("Save and ring up"))
        self._show()
