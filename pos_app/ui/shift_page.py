"""The shift page: opens one with a counted float, closes it with a blind count, and shows what came of it."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.shift import Shift
from pos_app.ui.closed_card import ClosedCard
from pos_app.ui.count_card import CountCard
from pos_app.ui.count_pad import CountPad
from pos_app.ui.drawer_count import Counting
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.printing import Printing
from pos_app.ui.readings import DrawerStanding
from pos_app.ui.shift_side import ShiftSide
from pos_app.ui.shift_words import open_words
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.widgets.key_button import KeyButton, Kind

_FOOT = 64


class _State(enum.Enum):
    """What the page is about."""

    OPENING = enum.auto()
    COUNTING = enum.auto()  # to close
    CLOSED = enum.auto()


class ShiftPage(QWidget):
    """Knows records, says what the person wants. What is typed stays until the shift is opened or closed.

    Signals:
        left: back to the sale page.
        standing_requested: how the drawer stands is to be read.
        open_requested: ``CashCount``, or None for what the last shift left.
        close_requested: ``Shift``, ``CashCount``, ``Money`` that stays in the drawer.
        x_requested, cash_requested, drawer_requested, shifts_requested: another panel or page.
        difference_requested, print_requested: ``Shift`` that is closed.
        handed_over: whoever closed the shift leaves the till.
    """

    left = Signal()
    standing_requested = Signal()
    open_requested = Signal(object)
    close_requested = Signal(object, object, object)
    x_requested = Signal()
    cash_requested = Signal()
    drawer_requested = Signal()
    shifts_requested = Signal()
    difference_requested = Signal(object)
    print_requested = Signal(object)
    handed_over = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shift_page")
        self._theme = theme
        self._state = _State.OPENING
        self._shift: Shift | None = None  # open, or closed just now
        self._counting = Counting()
        self._busy = self._has_printer = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.card = CountCard(theme)
        self.pad = CountPad(theme)
        self.side = ShiftSide(theme)
        self.closed = ClosedCard(theme)
        self.x_report = self._key(Action.X_REPORT, "printer", self.x_requested)
        self.cash = self._key(Action.CASH_MOVE, "cash", self.cash_requested)
        self.drawer = self._key(Action.DRAWER, "drawer", self.drawer_requested)
        for shortcut in self.drawer.findChildren(QShortcut):
            shortcut.setEnabled(False)  # the window has one, which works on every page
        self.shifts = self._key(Action.SHIFTS, "list", self.shifts_requested)
        self.difference = self._key(Action.DIFFERENCE, "info", self._ask_difference)
        self.again = self._key(Action.OPEN_SHIFT, "plus", self._open_again)
        self.paper = self._key(Action.PRINT, "printer", self._print)
        self.submit = self._key(Action.CONFIRM, "", self._submit, Kind.PRIMARY)
        self.submit.setObjectName("shift_submit")
        self._lay_out()
        self._join()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_shift(self, shift: Shift | None) -> None:
        """Take which shift is open. One that was closed just now stays on the glass until somebody goes on."""
        self._busy = False
        if shift is None and self._state is _State.CLOSED:
            self._show()
            return
        if (shift is None) != (self._state is _State.OPENING):
            self._counting = Counting()
        self._shift = shift
        self._state = _State.COUNTING if shift is not None else _State.OPENING
        self._show()
        if self.isVisible():
            self.standing_requested.emit()

    def show_closed(self, shift: Shift, *, blind: bool) -> None:
        """Show a shift that was closed; ``blind`` keeps back what should have been in the drawer."""
        self._busy = False
        self._shift, self._state, self._counting = shift, _State.CLOSED, Counting()
        self.closed.show_shift(shift, blind=blind)
        self.difference.setVisible(blind)
        self._show()

    def show_standing(self, standing: DrawerStanding, *, blind: bool) -> None:
        """Show how the drawer stands."""
        self.side.show_standing(standing, blind=blind)

    def set_printing(self, printing: Printing) -> None:
        """Take how the printer stands."""
        self._has_printer = printing.ready
        self.side.set_waiting_slips(len(printing.waiting))
        self._show()

    def forget(self) -> None:
        """Show nothing of what somebody else may have seen."""
        self.side.show_standing(None, blind=True)
        if self._state is _State.CLOSED:
            self._shift, self._state = None, _State.OPENING
            self._show()

    @property
    def counting(self) -> bool:
        """Whether a count of the drawer is begun, or on its way into the book."""
        return self._busy or bool(self._counting)

    @Slot()
    def release(self) -> None:
        """Give the keys back: what was pressed came to nothing."""
        self._busy = False
        self._show()

    # ---------------------------------------------------------------- what a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type into the live field, and walk through the fields."""
        meaning = meaning_of(event)
        typed, characters = meaning if meaning is not None else (None, "")
        if typed is Typed.DIGITS:
            self.pad.numpad.flash(characters, on=True)
            self._type(characters)
        elif typed is Typed.ERASE:
            self._erase()
        elif typed in {Typed.UP, Typed.DOWN}:
            self._turn(self._counting.at + (1 if typed is Typed.DOWN else -1))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the key on the glass go dark with its physical twin."""
        self.pad.numpad.flash(event.text(), on=False)
        super().keyReleaseEvent(event)

    @Slot(str)
    def _type(self, characters: str) -> None:
        self._count(self._counting.typed(characters))

    @Slot()
    def _erase(self) -> None:
        self._count(self._counting.erased())

    @Slot()
    def _next(self) -> None:
        self._turn(self._counting.at + 1)

    @Slot(int)
    def _turn(self, at: int) -> None:
        if at != self._counting.at:
            self._count(self._counting.turned(at))
        self.card.rows[self._counting.at].setFocus()

    def _count(self, counting: Counting) -> None:
        if self._state is not _State.CLOSED and not self._busy:
            self._counting = counting
            self._show_count()

    @Slot()
    def _submit(self) -> None:
        if self._state is _State.CLOSED:
            self.handed_over.emit()
            return
        counting, self._busy = self._counting, True
        self._show_count()
        if self._state is _State.OPENING:
            self.open_requested.emit(counting.count if counting else None)
        else:
            count = counting.count
            self.close_requested.emit(self._shift, count, self.side.left_of(count.total))

    @Slot()
    def _open_again(self) -> None:
        """Turn from the shift that was closed to the next one."""
        self._shift, self._state = None, _State.OPENING
        self._show()
        self._begin()

    @Slot()
    def _ask_difference(self) -> None:
        self.difference_requested.emit(self._shift)

    @Slot()
    def _print(self) -> None:
        self.print_requested.emit(self._shift)

    def showEvent(self, event: QShowEvent) -> None:
        """Read how the drawer stands, and be ready for the count."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        if self._state is _State.CLOSED:
            self.submit.setFocus()
        else:
            self.card.rows[self._counting.at].setFocus()
            self.standing_requested.emit()

    # ---------------------------------------------------------------- how it looks

    def _show(self) -> None:
        closed = self._state is _State.CLOSED
        self.body.setCurrentIndex(int(closed))
        for key in (self.x_report, self.cash, self.drawer):
            key.setVisible(not closed)
        for key in (self.again, self.paper):
            key.setVisible(closed)
        self.difference.setVisible(closed and self.difference.isVisibleTo(self))
        none = self.tr("No shift is open") if self._shift is None else ""
        for key in (self.x_report, self.cash):
            key.set_reason(none)
        self.paper.set_reason("" if self._has_printer else self.tr("No printer is set up"))
        self._say()
        self._show_count()

    def _show_count(self) -> None:
        self.card.show_counting(self._counting)
        self.pad.show_counting(self._counting)
        wait = self.tr("One moment") if self._busy else ""
        count = self.tr("Count the drawer first") if self._state is _State.COUNTING and not self._counting else ""
        self.submit.set_reason(wait or count)
        if self._state is _State.OPENING:
            self.submit.set_label(self.tr("Start selling") if self._counting else self.tr("Start with what is in it"))

    def _say(self) -> None:
        opening = self._state is _State.OPENING
        self.head.title.setText(self.tr("Open a shift") if opening else self.tr("Close the shift"))
        shift = self._shift
        on = shift is not None and self._state is _State.COUNTING
        self.head.words.setText(open_words(shift) if shift is not None and on else "")
        self.card.set_opening(opening)
        self.pad.set_opening(opening)
        if not opening:
            closed = self._state is _State.CLOSED
            self.submit.set_label(self.tr("Hand the till over") if closed else self.tr("Submit the count"))

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon or None, parent=self)
        key.setObjectName(f"shift_{action.value}")
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        counting = QWidget()
        columns = QHBoxLayout(counting)
        columns.setContentsMargins(0, 0, 0, 0)
        for widget, share in ((self.card, 52), (self.pad, 30), (self.side, 50)):
            widget.setMinimumWidth(1)
            columns.addWidget(widget, share)
        self.body = QStackedWidget()
        self.body.addWidget(counting)
        self.body.addWidget(self.closed)
        foot = QHBoxLayout()
        for key in (self.x_report, self.cash, self.drawer, self.shifts, self.again, self.paper, self.difference):
            foot.addWidget(key, 10)
        foot.addSpacing(16)
        foot.addWidget(self.submit, 26)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addWidget(self.body, 1)
        frame.addLayout(foot)
        self._rows = (frame, columns, self.closed.columns)
        foot.setSpacing(8)

    def _join(self) -> None:
        self.card.entered.connect(self._turn)
        self.pad.numpad.typed.connect(self._type)
        self.pad.numpad.erased.connect(self._erase)
        self.pad.next.clicked.connect(self._next)

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
        self.x_report.set_label(self.tr("X report"))
        self.cash.set_label(self.tr("Cash in, out"))
        self.drawer.set_label(self.tr("Drawer"))
        self.shifts.set_label(self.tr("Past shifts"))
        self.difference.set_label(self.tr("Difference"))
        self.again.set_label(self.tr("Next shift"))
        self.paper.set_label(self.tr("Print Z again"))
        self._show()
