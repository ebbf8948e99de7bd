"""Cash that moves without a sale, and the drawer that opens for none: what, how much, and why."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.errors import InvalidInputError
from pos_app.core.shift import REASON_LENGTH, CashMoveKind, CashOrder
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.note_field import NoteField
from pos_app.ui.numpad import Numpad
from pos_app.ui.shift_words import move_word
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, surface

_WIDTH, _HEIGHT = 860, 530
_PAD = 340
_KINDS: tuple[CashMoveKind | None, ...] = (*CashMoveKind, None)  # None is no sale
_REASONS = 3
_OTHER = _REASONS - 1


class _Wanted(enum.Enum):
    """What the first key press of the panel is about."""

    CASH = 0
    NO_SALE = len(_KINDS) - 1


class CashPanel(Overlay):
    """Covers the page. Enter does it, Esc gives up.

    Signals:
        ordered: ``CashOrder``.
        drawer_wanted: the reason why the drawer opens without a sale.
    """

    ordered = Signal(object)
    drawer_wanted = Signal(str)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("cash_panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._entry = Entry()
        self._has_printer = False
        self._title = Label(Role.TITLE)
        self.kinds = ChoiceRow("cash_kind", len(_KINDS), even=True)
        self.kinds.set_columns(2)
        self.kinds.give_keys(theme, Action.CASH_IN, Action.CASH_OUT, Action.CASH_DROP, Action.DRAWER)
        self.kinds.chosen.connect(self._choose)
        self._why = Label(Role.SECONDARY, "muted")
        self.reason = ChoiceRow("cash_reason", _REASONS, even=True)
        self.reason.set_columns(2)
        self.reason.chosen.connect(self._show)
        self.note = NoteField(theme, most=REASON_LENGTH - 30)
        self.note.textChanged.connect(self._show)
        self.note.left.connect(self.setFocus)
        self._says = Label(Role.SECONDARY, "muted", wrap=True)
        self._says.setObjectName("cash_says")
        self.numpad = Numpad(theme, functions=False)
        self.numpad.typed.connect(self._type)
        self.numpad.erased.connect(self._erase)
        self.cancel = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self.cancel.setObjectName("cash_cancel")
        self.cancel.clicked.connect(self.dismissed)
        self.confirm = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.confirm.setObjectName("cash_confirm")
        self.confirm.set_size(72, 64, Role.BUTTON)
        self.confirm.clicked.connect(self._give)
        self.dismissed.connect(self.close_overlay)
        self.panel.setFixedSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is asked for

    @Slot()
    def ask_cash(self) -> None:
        """Ask which cash moves, how much, and why."""
        self._begin(_Wanted.CASH)

    @Slot()
    def ask_drawer(self) -> None:
        """Ask why the drawer opens without a sale."""
        self._begin(_Wanted.NO_SALE)

    def _begin(self, wanted: _Wanted) -> None:
        if self.isVisible():
            return
        self._entry = Entry()
        self.note.clear()
        self.kinds.choose(wanted.value)
        self.reason.choose(0)
        self.open()
        self.setFocus()
        self._retranslate()

    @Slot(bool)
    def set_printer(self, there: bool) -> None:
        """Say whether there is a printer, which opens the drawer."""
        self._has_printer = there
        self._show()

    # ---------------------------------------------------------------- what is chosen

    @property
    def kind(self) -> CashMoveKind | None:
        """What moves; None opens the drawer for no sale."""
        return _KINDS[self.kinds.position]

    @property
    def words(self) -> str:
        """The reason: the choice and what was written; for "other", what was written alone."""
        note = self.note.text().strip()
        if self.reason.position == _OTHER:
            return note
        return " · ".join(filter(None, (self.reason.text(), note)))

    @property
    def order(self) -> CashOrder | None:
        """What is to be done with cash, if all of it was said."""
        kind, amount = self.kind, self._entry.amount
        if kind is None or amount is None:
            return None
        order = CashOrder(kind=kind, amount=amount, reason=self.words)
        try:
            order.check()
        except InvalidInputError:
            return None
        return order

    @Slot(int)
    def _choose(self, _position: int) -> None:
        self.reason.choose(0)
        self._retranslate()

    @Slot()
    def _give(self) -> None:
        order, kind, words = self.order, self.kind, self.words
        self.close_overlay()
        if order is not None:
            self.ordered.emit(order)
        elif kind is None:
            self.drawer_wanted.emit(words)

    # ---------------------------------------------------------------- keys

    @Slot(str)
    def _type(self, characters: str) -> None:
        self._entry = self._entry.typed(characters)
        self._show()

    @Slot()
    def _erase(self) -> None:
        self._entry = self._entry.erased()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits for the amount; walk through the reasons with the arrow keys."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        meaning = meaning_of(event)
        typed, characters = meaning if meaning is not None else (None, "")
        if step is not None:
            self.reason.step(step)
        elif typed is Typed.DIGITS and self.kind is not None:
            self._type(characters)
        elif typed is Typed.ERASE:
            self._erase()
        else:
            super().keyPressEvent(event)

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(28, 22, 20, 22)
        left.setSpacing(10)
        left.addWidget(self._title)
        left.addWidget(self.kinds)
        left.addSpacing(6)
        left.addWidget(self._why)
        left.addWidget(self.reason)
        left.addWidget(self.note)
        left.addWidget(self._says)
        left.addStretch(1)
        pad = QWidget()
        surface(pad, "pad")
        right = QVBoxLayout(pad)
        right.setContentsMargins(20, 22, 22, 22)
        right.setSpacing(10)
        right.addWidget(self.numpad, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.cancel, 2)
        buttons.addWidget(self.confirm, 3)
        right.addLayout(buttons)
        pad.setFixedWidth(self._theme.px(_PAD))
        frame = QHBoxLayout(self.panel)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.setSpacing(0)
        frame.addLayout(left, 1)
        frame.addWidget(pad)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Cash without a sale"))
        self.kinds.set_words((*(move_word(kind) for kind in CashMoveKind), self.tr("Open the drawer")))
        self._why.setText(self.tr("Why (arrow keys)"))
        self.reason.set_words(self._reasons())
        self.note.setPlaceholderText(self.tr("More words"))
        self.cancel.set_label(self.tr("Go back"))
        self._show()

    def _reasons(self) -> tuple[str, ...]:
        other = self.tr("Other")
        return {
            CashMoveKind.PAID_IN: (self.tr("Small change fetched"), self.tr("More float"), other),
            CashMoveKind.PAID_OUT: (self.tr("Small purchase"), self.tr("Delivery paid"), other),
            CashMoveKind.DROP: (self.tr("Into the safe"), self.tr("To the bank"), other),
            None: (self.tr("Change for a customer"), self.tr("Look into the drawer"), other),
        }[self.kind]

    @Slot()
    def _show(self) -> None:
        kind = self.kind
        caption = self.tr("Amount") if kind is not None else self.tr("No amount")
        self.numpad.show_entry(self._entry if kind is not None else Entry(), caption)
        self.numpad.setEnabled(kind is not None)
        self._says.setText(self._consequence(kind))
        self.confirm.set_label(move_word(kind) if kind is not None else self.tr("Open the drawer"))
        self.confirm.set_reason(self._missing(kind))

    def _consequence(self, kind: CashMoveKind | None) -> str:
        if not self._has_printer:
            return self.tr("Written down with your name. No printer is set up: open the drawer with its key.")
        if kind is None:
            return self.tr("Written down with your name, and counted on the Z report.")
        return self.tr("Written down with your name; the drawer opens.")

    def _missing(self, kind: CashMoveKind | None) -> str:
        if kind is not None and self._entry.amount is None:
            return self.tr("Type the amount")
        if not self.words:
            return self.tr("Write the reason")
        return self.tr("Too much") if kind is not None and self.order is None else ""
