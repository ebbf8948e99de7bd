"""Marks a line or the whole ticket: a discount, another price, a note; what comes of it is seen before it is done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.cart import LONGEST_NOTE, Cart
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.mark_edit import MarkEdit, Way
from pos_app.ui.note_field import NoteField
from pos_app.ui.numpad import Numpad
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_rows import price_text, quantity_text
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH, _PAD = 900, 320
_SHARES = (5, 10, 15, 20, 30, 50)  # for hands that have no keyboard
_SHARE_SIZE = 48


class MarkPanel(Overlay):
    """Covers the sale page.

    Signals:
        given: ``MarkEdit``.
    """

    given = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("mark_panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cart, self._position = Cart(), 0
        self._whole = False
        self._entry = Entry()
        self._title = Label(Role.TITLE)
        self._title.setObjectName("mark_title")
        self._subject = Label(Role.CELL, "muted", wrap=True)
        self._subject.setObjectName("mark_subject")
        self.amount = AmountLabel(theme, Role.TAIL)
        self.amount.setObjectName("mark_amount")
        self._says = Label(Role.CELL, "muted", wrap=True)
        self._says.setObjectName("mark_says")
        self.way = ChoiceRow("mark_way", len(Way), even=True)
        self.way.give_keys(theme, Action.LINE_DISCOUNT, Action.AMOUNT_OFF, Action.PRICE)
        self.way.chosen.connect(self._turn)
        self._shares = [self._share(percent) for percent in _SHARES]
        self.note = NoteField(theme, most=LONGEST_NOTE)
        self.note.setObjectName("mark_note")
        self.note.left.connect(self.setFocus)
        self.numpad = Numpad(theme, functions=False)
        self.numpad.typed.connect(self._type)
        self.numpad.erased.connect(self._erase)
        self.back = self._key("mark_back", Action.BACK, Kind.PLAIN, self.dismissed)
        self.clear = self._key("mark_clear", Action.DELETE_LINE, Kind.PLAIN, self._clear)
        self.confirm = self._key("mark_confirm", Action.CONFIRM, Kind.PRIMARY, self._give)
        self.dismissed.connect(self.close_overlay)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def mark_line(self, cart: Cart, position: int, way: Way) -> None:
        """Ask what is to be done to one line."""
        self._begin(cart, position, way, whole=False)

    def mark_all(self, cart: Cart) -> None:
        """Ask what is to be taken off all of it."""
        self._begin(cart, 0, Way.SHARE, whole=True)

    def _begin(self, cart: Cart, position: int, way: Way, *, whole: bool) -> None:
        self._cart, self._position, self._whole = cart, position, whole
        self._entry = Entry()
        self.note.setText(cart.note if whole else cart.lines[position].note)
        self.way.set_count(len(Way) - whole)
        self.way.set_columns(len(Way) - whole)
        self.way.choose(way)
        self._retranslate()
        self.open()
        self.setFocus()

    @property
    def edit(self) -> MarkEdit:
        """What is asked for as it stands."""
        return MarkEdit(
            position=None if self._whole else self._position,
            way=Way(self.way.position),
            text=self._entry.text,
            note=self.note.text(),
        )

    # ---------------------------------------------------------------- what a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, and step through the ways with the arrow keys."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        typed, characters = meaning_of(event) or (None, "")
        if step is not None:
            self.way.choose((self.way.position + step) % (len(Way) - self._whole))
        elif typed is Typed.DIGITS:
            self._type(characters)
        elif typed is Typed.ERASE:
            self._erase()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _type(self, characters: str) -> None:
        self._entry = self._entry.typed(characters)
        self._show()

    @Slot()
    def _erase(self) -> None:
        self._entry = self._entry.erased()
        self._show()

    @Slot()
    def _turn(self) -> None:
        self._entry = Entry()
        self._show()
        self.setFocus()

    @Slot()
    def _choose_share(self) -> None:
        self._entry = Entry(text=str(self.sender().property("percent")))
        self._show()

    @Slot()
    def _clear(self) -> None:
        self._entry = Entry(text="0")
        self._give()

    @Slot()
    def _give(self) -> None:
        if self.confirm.isEnabled():
            self.close_overlay()
            self.given.emit(self.edit)

    # ---------------------------------------------------------------- how it looks

    @Slot()
    def _show(self) -> None:
        self.numpad.show_entry(self._entry, self._caption())
        for key in self._shares:
            key.setEnabled(self.way.position == Way.SHARE)
        try:
            after = self.edit.apply(self._cart)
        except InvalidInputError as error:
            self.confirm.set_reason(self._remark(error.field))
            after = self._cart
        else:
            self.confirm.set_reason("")
        full, off = self._sums(after)
        self.amount.set_money(full - off)
        self._says.setText(self._words(after, full, off))

    def _sums(self, after: Cart) -> tuple[Money, Money]:
        """Give what the ticket, or the line by itself, costs in full, and what comes off that."""
        if self._whole:
            return after.total + after.discount, after.discount
        item = after.items[self._position]
        return item.line.amount, item.own_discount

    def _words(self, after: Cart, full: Money, off: Money) -> str:
        said = []
        line = after.lines[self._position]
        if not self._whole and line.list_price is not None:
            price, listed = (price_text(one, line.unit) for one in (line.unit_price, line.list_price))
            said.append(self.tr("{price} instead of {listed}").format(price=price, listed=listed))
        if off:
            words = self.tr("¥{off} off ¥{full} · {share}")
            said.append(words.format(off=off, full=full, share=_share_words(off, full)))
        return " · ".join(said) or self.tr("Nothing is taken off")

    def _caption(self) -> str:
        return (self.tr("% off"), self.tr("¥ off"), self.tr("New price ¥"))[self.way.position]

    def _remark(self, field: str) -> str:
        return {
            "discount": self.tr("That cannot come off"),
            "price": self.tr("Not a price"),
            "total": self.tr("More than the till has room for"),
        }.get(field, self.tr("That is not possible"))

    def _key(self, name: str, action: Action, kind: Kind, press: object) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action)
        key.setObjectName(name)
        key.set_size(72, 64, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _share(self, percent: int) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN)
        key.setObjectName(f"share_{percent}")
        key.setText(f"{percent}%")
        key.setProperty("percent", percent)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.set_size(_SHARE_SIZE, _SHARE_SIZE, Role.CELL)
        key.clicked.connect(self._choose_share)
        return key

    def _lay_out(self) -> None:
        shares = QHBoxLayout()
        shares.setSpacing(8)
        for key in self._shares:
            shares.addWidget(key, 1)
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (self._title, self._subject, self.amount, self._says):
            left.addWidget(part)
        left.addStretch(1)
        left.addWidget(self.way)
        left.addLayout(shares)
        left.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for key, share in ((self.back, 3), (self.clear, 4), (self.confirm, 5)):
            buttons.addWidget(key, share)
        self.numpad.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.numpad.setFixedWidth(self._theme.px(_PAD))
        grid = QGridLayout(self.panel)
        grid.setContentsMargins(28, 24, 28, 24)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.numpad, 0, 1)
        grid.addLayout(buttons, 1, 0, 1, 2)
        self.panel.setFixedWidth(self._theme.px(_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("The whole ticket") if self._whole else self.tr("Change the line"))
        self._subject.setText(self._subject_words())
        self.way.set_words((self.tr("% off"), self.tr("¥ off"), self.tr("New price")))
        self.note.setPlaceholderText(self.tr("Note"))
        self.back.set_label(self.tr("Go back"))
        self.clear.set_label(self.tr("Take it back"))
        self.confirm.set_label(self.tr("Apply"))
        if self._cart:
            self._show()

    def _subject_words(self) -> str:
        if self._whole or not self._cart:
            return self.tr("{pieces} items").format(pieces=self._cart.pieces)
        line = self._cart.lines[self._position]
        return f"{line.name} · {quantity_text(line)} × {price_text(line.unit_price, line.unit)}"


def _share_words(off: Money, full: Money) -> str:
    """Say how large a share comes off, as people say it: 10 % off, 9 折."""
    tenths = (off.fen * 1000 + full.fen // 2) // full.fen
    percent, left = f"{tenths // 10}.{tenths % 10}".removesuffix(".0"), f"{(1000 - tenths) / 100:.2f}"
    words = QCoreApplication.translate("MarkPanel", "{percent} % off")
    return words.format(percent=percent, tenths=left.rstrip("0").rstrip("."))
