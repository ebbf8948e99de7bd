"""The page of tenders: how a ticket is paid, in one way or in several. It stands beside the ticket, never over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.settlement import Taking
from pos_app.ui.entry import Entry
from pos_app.ui.numpad import Numpad
from pos_app.ui.sale_plan import SalePlan
from pos_app.ui.status import Status, status_of
from pos_app.ui.tender_chips import Chip, TenderChips
from pos_app.ui.tender_figures import TenderFigures
from pos_app.ui.tender_keys import TenderKeys
from pos_app.ui.tender_plan import plan_tenders
from pos_app.ui.tendering import CASH, WECHAT, Choice, Habits, Tendering
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of

_TYPED: Mapping[Typed, Callable[[Tendering], Tendering]] = {
    Typed.DIGITS: lambda state: state,
    Typed.ERASE: Tendering.erased,
    Typed.UP: lambda state: state.step(-1),
    Typed.DOWN: lambda state: state.step(1),
}


class TenderPanel(QWidget):
    """Shows a :class:`Tendering`, and changes it as hands want. How the ticket stands is told by ``open``.

    Signals:
        changed: what is typed or chosen; the customer sees it too.
        taken: ``Taking``: cash or another tender to be written down, or a code to be asked for.
        payment_chosen: ``str``, the number of a payment that is under way.
        refund_requested: ``Payment``: what was paid last goes back, since the rest does not come.
        left: the cashier wants to go back to the ticket.
    """

    changed = Signal()
    taken = Signal(object)
    payment_chosen = Signal(str)
    refund_requested = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tender_panel")
        self._plan: SalePlan | None = None
        self._payments: tuple[Payment, ...] = ()
        self._waiting = False
        self._before: Tendering | None = None  # what was in hand when the press left
        self.state: Tendering | None = None
        self.figures = TenderFigures(theme, self)
        self.chips = TenderChips(theme, self)
        self.keys = TenderKeys(theme, habits.others, self)
        self.numpad = Numpad(theme, self, functions=False)
        self._join()
        self.keys.retranslate()

    def _join(self) -> None:
        keys = self.keys
        keys.tender_pressed.connect(self.press)
        keys.note_laid.connect(self._lay_note)
        keys.exact_pressed.connect(self._type_exact)
        keys.cleared.connect(self._clear_one)
        keys.left.connect(self.left)
        keys.give_back_pressed.connect(self._give_last_back)
        keys.take_pressed.connect(self._take)
        self.numpad.typed.connect(self._type)
        self.numpad.erased.connect(self._erase)
        self.chips.payment_chosen.connect(self.payment_chosen)
        self.chips.plan_chosen.connect(self._select)
        self.chips.plan_removed.connect(self._remove)

    # ---------------------------------------------------------------- what it is told

    def open(self, state: Tendering, payments: tuple[Payment, ...]) -> None:
        """Show how a ticket stands, and what is about to be taken."""
        self._waiting, self._before = False, None
        self._payments = payments
        self._show(state)
        self.setFocus()

    def give_back(self) -> None:
        """Give the keys back: what was pressed came to nothing, and is in hand again."""
        if self._waiting and self._before is not None:
            self._waiting = False
            self._show(self._before)

    @Slot(object)
    def press(self, choice: Choice) -> None:
        """Press the key of a tender: WeChat Pay is asked for a code at once, to any other tender it turns."""
        if choice == WECHAT:
            self._go(Tendering.scanned)
        else:
            self._do(lambda state: state.choose(choice))

    @property
    def waiting(self) -> bool:
        """Whether something was pressed, and the ledger has not answered yet."""
        return self._waiting

    # ---------------------------------------------------------------- what hands do

    def _do(self, change: Callable[[Tendering], Tendering]) -> None:
        if self.state is not None and not self._waiting:
            self._show(change(self.state))

    def _go(self, press: Callable[[Tendering], tuple[Tendering, Taking | None]]) -> None:
        """Do what moves money: one press, one deed."""
        if self.state is None or self._waiting:
            return
        before = self.state
        after, taking = press(before)
        self._waiting, self._before = taking is not None, before
        self._show(after)
        if taking is not None:
            self.taken.emit(taking)

    @Slot()
    def _take(self) -> None:
        self._go(Tendering.pressed)

    @Slot()
    def _give_last_back(self) -> None:
        paid = [payment for payment in self._payments if _pays(payment)]
        if paid and not self._waiting:
            self.refund_requested.emit(paid[-1])

    @Slot(object)
    def _lay_note(self, note: Money) -> None:
        self._do(lambda state: state.noted(note))

    @Slot()
    def _type_exact(self) -> None:
        self._do(Tendering.exact)

    @Slot()
    def _clear_one(self) -> None:
        self._do(Tendering.deleted)

    @Slot(str)
    def _type(self, characters: str) -> None:
        self._do(lambda state: state.typing(characters))

    @Slot()
    def _erase(self) -> None:
        self._do(Tendering.erased)

    @Slot(int)
    def _select(self, place: int) -> None:
        self._do(lambda state: state.select(place))

    @Slot(int)
    def _remove(self, place: int) -> None:
        self._do(lambda state: state.removed(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, and step through what is planned; the other keys stand on their buttons."""
        meaning = meaning_of(event)
        if meaning is None or meaning[0] not in _TYPED:
            super().keyPressEvent(event)
            return
        typed, characters = meaning
        if typed is Typed.DIGITS:
            self.numpad.flash(characters, on=True)
            self._type(characters)
        else:
            self._do(_TYPED[typed])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the key on the glass go dark with its physical twin."""
        self.numpad.flash(event.text(), on=False)
        super().keyReleaseEvent(event)

    # ---------------------------------------------------------------- how it looks

    def place(self, plan: SalePlan) -> None:
        """Put every part in its place."""
        self._plan = plan
        at = plan_tenders(plan, chips=len(self.chips.chips), others=self.keys.others)
        self.figures.setGeometry(at.figures)
        self.figures.set_narrow(at.narrow)
        self.chips.setGeometry(at.chips)
        self.chips.setVisible(not at.chips.isEmpty())
        self.chips.set_columns(at.chip_columns)
        self.numpad.setGeometry(at.pad)
        self.numpad.well.setVisible(not at.narrow)
        self.keys.place(at)

    def _show(self, state: Tendering) -> None:
        self.state = state
        self.figures.show_state(state)
        shown = len(self.chips.chips)
        self.chips.show_chips((*_taken(self._payments), *_planned(state)))
        if self._plan is not None and shown != len(self.chips.chips):
            self.place(self._plan)
        self._show_keys(state)
        self.changed.emit()

    def _show_keys(self, state: Tendering) -> None:
        caption = self.tr("Received") if state.chosen == CASH else self.tr("Amount")
        self.numpad.show_entry(Entry(text=state.typed), caption)
        self.keys.show_state(state, waiting=self._waiting)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for what is typed."""
        super().showEvent(event)
        self.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.keys.retranslate()
            if self.state is not None:
                self._show_keys(self.state)


def _taken(payments: tuple[Payment, ...]) -> Iterator[Chip]:
    """Show what pays for the ticket already, and what could still be paid."""
    for payment in payments:
        if payment.state is not PaymentState.CLOSED and not payment.loose:
            choice = Choice(payment.tender, payment.label)
            yield Chip(choice=choice, amount=payment.amount, status=status_of(payment), number=payment.out_trade_no)


def _pays(payment: Payment) -> bool:
    return payment.state is PaymentState.PAID and not payment.loose


def _planned(state: Tendering) -> Iterator[Chip]:
    for place, part in enumerate(state.planned):
        chosen = place == state.selected
        yield Chip(choice=part.choice, amount=part.amount, status=Status.PLANNED, selected=chosen)
