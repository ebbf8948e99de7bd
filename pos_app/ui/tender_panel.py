"""The page of tenders: how a ticket is paid, in one way or in several. It stands beside the ticket, never over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.settlement import Taking
from pos_app.core.shift import NOTES
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.numpad import Numpad
from pos_app.ui.sale_plan import GAP, SalePlan
from pos_app.ui.status import Status, status_of
from pos_app.ui.tender_chips import Chip, TenderChips
from pos_app.ui.tender_figures import TenderFigures
from pos_app.ui.tender_plan import plan_tenders
from pos_app.ui.tender_words import tender_word
from pos_app.ui.tendering import CASH, WECHAT, Choice, Habits, Hurdle, Tendering
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.widgets.key_button import KeyButton, Kind

OTHER_KEYS = (
    Action.OTHER_1, Action.OTHER_2, Action.OTHER_3, Action.OTHER_4,
    Action.OTHER_5, Action.OTHER_6, Action.OTHER_7, Action.OTHER_8,
)  # fmt: skip
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
        self._theme = theme
        self._habits = habits
        self._plan: SalePlan | None = None
        self._payments: tuple[Payment, ...] = ()
        self._waiting = False
        self._before: Tendering | None = None  # what was in hand when the press left
        self.state: Tendering | None = None
        self.figures = TenderFigures(theme, self)
        self.chips = TenderChips(theme, self)
        self._notes, self._others = QWidget(self), QWidget(self)
        self.numpad = Numpad(theme, self, functions=False)
        self._note_keys = [self._key(f"note_{note.fen // 100}", self._notes) for note in NOTES]
        self._exact = self._key("exact", self._notes, Action.EXACT)
        self._clear = self._key("clear_tender", self._notes, Action.DELETE_LINE)
        self._other_keys = [
            self._key(f"other_{place}", self._others, action)
            for place, (action, _) in enumerate(zip(OTHER_KEYS, habits.others, strict=False))
        ]
        self._back = self._key("leave_tenders", self, Action.BACK, "arrow-left")
        self._give_back = self._key("give_back", self, Action.REFUND, "undo")
        self._wechat = self._key("tender_wechat", self, Action.WECHAT, "wechat")
        self._cash = self._key("tender_cash", self, Action.CASH, "cash")
        self.take = self._key("take", self, Action.CONFIRM, kind=Kind.PRIMARY)
        self._join()
        self._retranslate()

    def _key(
        self, name: str, parent: QWidget, action: Action | None = None, icon: str | None = None,
        kind: Kind = Kind.PLAIN,
    ) -> KeyButton:  # fmt: skip
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=parent)
        key.setObjectName(name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    def _join(self) -> None:
        for key in self._note_keys:
            key.clicked.connect(self._lay_note)
        for key in self._other_keys:
            key.clicked.connect(self._choose_other)
        self._exact.clicked.connect(self._take_exact)
        self._clear.clicked.connect(self._clear_one)
        self._back.clicked.connect(self.left)
        self._give_back.clicked.connect(self._give_last_back)
        self._wechat.clicked.connect(self._ask_for_code)
        self._cash.clicked.connect(self._choose_cash)
        self.take.clicked.connect(self._take)
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
    def _ask_for_code(self) -> None:
        self.press(WECHAT)

    @Slot()
    def _choose_cash(self) -> None:
        self.press(CASH)

    @Slot()
    def _choose_other(self) -> None:
        place = self._other_keys.index(self.sender())  # type: ignore[arg-type]  # joined to these keys alone
        self.press(Choice(Tender.OTHER, self._habits.others[place]))

    @Slot()
    def _give_last_back(self) -> None:
        paid = [payment for payment in self._payments if _pays(payment)]
        if paid and not self._waiting:
            self.refund_requested.emit(paid[-1])

    @Slot()
    def _lay_note(self) -> None:
        place = self._note_keys.index(self.sender())  # type: ignore[arg-type]  # joined to these keys alone
        self._do(lambda state: state.noted(NOTES[place]))

    @Slot()
    def _take_exact(self) -> None:
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
        at = plan_tenders(plan, chips=len(self.chips.chips), others=len(self._other_keys))
        self.figures.setGeometry(at.figures)
        self.figures.set_narrow(at.narrow)
        self.chips.setGeometry(at.chips)
        self.chips.setVisible(not at.chips.isEmpty())
        self.chips.set_columns(at.chip_columns)
        self._notes.setGeometry(at.notes)
        _fill(self._notes, [*self._note_keys, self._exact, self._clear], at.note_columns)
        self._others.setGeometry(at.others)
        _fill(self._others, self._other_keys, at.other_columns)
        self._label_others()
        self.numpad.setGeometry(at.pad)
        self.numpad.well.setVisible(not at.narrow)
        for key in (self._back, self._give_back):
            key.setGeometry(at.back)
        self._wechat.setGeometry(at.wechat)
        self._cash.setGeometry(at.cash)
        self.take.setGeometry(at.take)

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
        cash = state.chosen == CASH
        caption = self.tr("Received") if cash else self.tr("Amount")
        self.numpad.show_entry(Entry(text=state.typed), caption)
        self._cash.set_kind(Kind.TENDER if cash else Kind.PLAIN)
        self._wechat.set_kind(Kind.TENDER if state.chosen in {None, WECHAT} else Kind.PLAIN)
        for key, label in zip(self._other_keys, self._habits.others, strict=False):
            key.set_kind(Kind.TENDER if state.chosen == Choice(Tender.OTHER, label) else Kind.PLAIN)
        self._back.set_reason(self.tr("Being paid") if state.due.live else "")
        self._back.setVisible(not state.due.paid)
        self._give_back.setVisible(bool(state.due.paid))
        self._show_take(state)

    def _show_take(self, state: Tendering) -> None:
        taking = state.taking
        self.take.set_kind(Kind.DANGER_ARMED if state.warned else Kind.PRIMARY)
        self.take.set_money(None if taking is None else taking.tendered or taking.amount)
        self.take.set_label(self._take_words(state))
        self.take.set_reason(self.tr("One moment") if self._waiting else self._hurdle_words(state.hurdle))

    def _take_words(self, state: Tendering) -> str:
        if state.warned:
            return self.tr("Press again")
        if state.chosen is None:
            return self.tr("Take")
        if state.chosen != CASH:
            return tender_word(state.chosen.tender, state.chosen.label)
        if state.short:
            return self.tr("Part in cash")
        return self.tr("Cash") if state.typed else self.tr("Exact")

    def _hurdle_words(self, hurdle: Hurdle | None) -> str:
        return {
            None: "",
            Hurdle.NO_TENDER: self.tr("Choose how it is paid"),
            Hurdle.NOTHING_OPEN: self.tr("Nothing is left for it"),
            Hurdle.NOTHING_TYPED: self.tr("Type an amount"),
            Hurdle.TOO_MUCH: self.tr("Too much"),
        }[hurdle]

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for what is typed."""
        super().showEvent(event)
        self.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            if self.state is not None:
                self._show_keys(self.state)

    def _retranslate(self) -> None:
        for key, note in zip(self._note_keys, NOTES, strict=True):
            key.set_label(f"¥{note.fen // 100}")
        self._exact.set_label(self.tr("Exact"))
        self._clear.set_label(self.tr("Clear"))
        self._back.set_label(self.tr("Back"))
        self._give_back.set_label(self.tr("Give back"))
        self._wechat.set_label(self.tr("WeChat"))
        self._cash.set_label(tender_word(Tender.CASH))
        self._label_others()

    def _label_others(self) -> None:
        """Name the shop's own tenders, as much of a name as a key has room for."""
        metrics = QFontMetricsF(self._theme.font(Role.SECONDARY_BOLD))
        for key, label in zip(self._other_keys, self._habits.others, strict=False):
            key.set_label(metrics.elidedText(label, Qt.TextElideMode.ElideRight, max(60, key.width() - 16)))


def _taken(payments: tuple[Payment, ...]) -> Iterator[Chip]:
    """Show what pays for the ticket already, and what could still be paid."""
    for payment in payments:
        if payment.state is not PaymentState.CLOSED and not payment.surplus:
            choice = Choice(payment.tender, payment.label)
            yield Chip(choice=choice, amount=payment.amount, status=status_of(payment), number=payment.out_trade_no)


def _pays(payment: Payment) -> bool:
    return payment.state is PaymentState.PAID and not payment.surplus


def _planned(state: Tendering) -> Iterator[Chip]:
    for place, part in enumerate(state.planned):
        chosen = place == state.selected
        yield Chip(choice=part.choice, amount=part.amount, status=Status.PLANNED, selected=chosen)


def _fill(box: QWidget, keys: Sequence[QWidget], columns: int) -> None:
    """Lay keys out in rows of equal cells."""
    if not keys or columns < 1:
        return
    rows = -(-len(keys) // columns)
    width, height = (box.width() + GAP) // columns, (box.height() + GAP) // rows
    for place, key in enumerate(keys):
        key.setGeometry(place % columns * width, place // columns * height, width - GAP, height - GAP)
