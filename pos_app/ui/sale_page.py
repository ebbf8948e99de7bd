"""The sale page: ring up, press one key, and watch the money until it is proven."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.core.cart import Cart
from pos_app.core.goods import Goods
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.sale import Sale
from pos_app.core.scanning import ScaleRule
from pos_app.ui.goods_tiles import goods_name
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.readings import Shelves, Sought
from pos_app.ui.ringing import Ringing
from pos_app.ui.sale_stage import build_stage
from pos_app.ui.status import status_of
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of

_CODE_COMES_MS = 150  # as soon as it mostly does: a picture in between would only hold it up
_SPINES = {Mark.OK: "ok_fill", Mark.WARN: "warn_fill", Mark.BAD: "bad_fill"}


class SalePage(QWidget):
    """Shows one ticket: being rung up, or being paid. Knows records, says what the cashier wants.

    The panels of a payment take the place of goods and keypad while there is one. A ticket whose payment was
    proven closed can be charged again as it is; touching it gives that sale up and begins another one.

    Signals:
        charge_requested: ``tuple[Line, ...]``: a new sale.
        charge_again_requested: a ``Sale`` whose earlier payments are proven closed.
        void_requested: a ``Sale`` that is given up unpaid.
        look_requested: ``Look``. seek_requested: ``Seek``. Both ask for goods.
        cart_changed: ``Cart``, for the customer's screen.
        ticket_begun: the panel has gone, and the till is free for the next customer.
        scan_refused: why a scan came to nothing. code_unknown: a scanned code that no goods carry.
        receipt_scanned: the number on a receipt.
    """

    charge_requested = Signal(object)
    charge_again_requested = Signal(object)
    void_requested = Signal(object)
    look_requested = Signal(object)
    seek_requested = Signal(object)
    cart_changed = Signal(object)
    ticket_begun = Signal()
    scan_refused = Signal(str)
    code_unknown = Signal(str)
    receipt_scanned = Signal(str)

    def __init__(self, theme: Theme, panel: PaymentPanels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sale_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._sale: Sale | None = None  # written down; what is on the ticket is this very sale
        self._payment: Payment | None = None  # shown in the panel
        self._asked = False  # the press is out, the ledger has not answered yet
        self._book_closed = self._no_shift = ""  # why nothing can be charged
        self.stage = build_stage(theme, self, panel)
        self._no_code_yet = QTimer(self)
        self._no_code_yet.setSingleShot(True)
        self._no_code_yet.setInterval(_CODE_COMES_MS)
        self._no_code_yet.timeout.connect(self._show_record)
        self._ringing = Ringing(self._may_change, self)
        self._join()
        self._retranslate()
        self._show()

    def _join(self) -> None:
        ringing = self._ringing
        ringing.changed.connect(self._show)
        ringing.edited.connect(self._give_up_sale)
        ringing.refused.connect(self.stage.shelf.reject)
        ringing.sought.connect(self.seek_requested)
        ringing.words_begun.connect(self.stage.shelf.find)
        ringing.turned_away.connect(self.scan_refused)
        ringing.unknown.connect(self.code_unknown)
        ringing.receipt_read.connect(self.receipt_scanned)
        self.stage.pay.clicked.connect(self.charge)
        self.stage.quick.clicked.connect(ringing.add_amount)
        self.stage.switch.turned.connect(self._place)
        self.stage.ticket.line_chosen.connect(ringing.select)
        self.stage.shelf.goods_chosen.connect(ringing.add)
        self.stage.shelf.words_entered.connect(ringing.enter_words)
        self.stage.shelf.look_requested.connect(self.look_requested)
        self.stage.shelf.left.connect(self.setFocus)
        self.stage.shelf.search.textChanged.connect(self._place)
        self.stage.functions.cancel_confirmed.connect(self._cancel_sale)
        self.stage.numpad.typed.connect(ringing.type)
        self.stage.numpad.erased.connect(ringing.erase)
        self.stage.numpad.quantity_pressed.connect(ringing.times)
        self.stage.numpad.more_pressed.connect(ringing.more)
        self.stage.numpad.less_pressed.connect(ringing.less)
        self.stage.numpad.delete_pressed.connect(ringing.delete)
        self.stage.panel.next_requested.connect(self.next_ticket)
        self.stage.panel.again_requested.connect(self._charge_again)
        self.stage.panel.back_requested.connect(self.back_to_ticket)
        for action, slot in ((Action.PAY, self.charge), (Action.FIND, self._find)):
            shortcut = QShortcut(self)
            shortcut.setKeys(list(self._theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_shelves(self, shelves: Shelves) -> None:
        """Fill the shelves."""
        self.stage.shelf.show_shelves(shelves)

    @Slot(object)
    def take_found(self, found: Sought) -> None:
        """Ring up what a code turned out to be."""
        self._ringing.take_found(found)

    @Slot(str)
    def take_scan(self, text: str) -> None:
        """Ring up what a scanner sent."""
        self._ringing.scan(text)

    @Slot(object)
    def ring_up(self, goods: Goods) -> None:
        """Ring up goods that somebody else found."""
        self._ringing.add(goods)

    def set_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Read the labels of the shop's scales by these rules."""
        self._ringing.rules = rules

    def set_english(self, english: bool) -> None:
        """Name goods in English, or in Chinese."""
        self._ringing.english = english
        self.stage.shelf.set_english(english)

    def set_training(self, on: bool) -> None:
        """Offer the customer's phone."""
        self.stage.functions.set_training(on)

    def set_refundable(self, something: bool) -> None:
        """Say whether there is a payment that the refund key could turn to."""
        self.stage.functions.set_refundable(something)

    def set_not_ready(self, reason: str) -> None:
        """Say why nothing can be charged yet; an empty reason lets it begin."""
        self._book_closed = reason
        self._show()

    def set_no_shift(self, reason: str) -> None:
        """Say that no shift is open, without which nothing is sold; an empty reason says that one is."""
        self._no_shift = reason
        self._show()

    @property
    def _not_ready(self) -> str:
        return self._book_closed or self._no_shift

    def show_payment(self, sale: Sale, payment: Payment) -> None:
        """Show how the payment of the ticket stands."""
        pressed, self._asked = self._asked, False
        self._sale, self._payment = sale, payment
        if pressed and payment.state is PaymentState.CREATED and payment.trouble is None:
            self._no_code_yet.start()
        else:
            self._show_record()

    @Slot()
    def _show_record(self) -> None:
        self._no_code_yet.stop()
        if self.shown is not None:
            self.stage.panel.show_payment(*self.shown)
            self._ringing.take_up(Cart.of(self.shown[0]), selected=False)

    def charge_failed(self) -> None:
        """Unlock the ticket: what was pressed came to nothing, and nothing was written down."""
        if self._asked:
            self._asked = False
            self._payment = None
            self.stage.panel.clear()
            self._ringing.take_up(self.cart, selected=True)

    # ---------------------------------------------------------------- what can be asked of it

    @property
    def payment_number(self) -> str:
        """The number of the payment in the panel; empty while there is none."""
        return self._payment.out_trade_no if self._payment is not None else ""

    @property
    def shown(self) -> tuple[Sale, Payment] | None:
        """The sale and the payment that are shown, if there is one."""
        if self._sale is None or self._payment is None:
            return None
        return self._sale, self._payment

    @property
    def sale_number(self) -> str:
        """The number of the sale on the ticket; empty while it has none."""
        return self._sale.number if self._sale is not None else ""

    @property
    def waiting(self) -> bool:
        """Whether a press is out and the ledger has not answered yet."""
        return self._asked

    @property
    def seeking(self) -> bool:
        """Whether a code is on its way, and what was done since waits for it."""
        return self._ringing.waiting

    @property
    def locked(self) -> bool:
        """Whether the ticket may not be touched: it is being paid, or was."""
        return self._asked or self._payment is not None

    @property
    def cart(self) -> Cart:
        """What is on the ticket."""
        return self._ringing.state.cart

    # ---------------------------------------------------------------- deeds

    @Slot()
    def charge(self) -> None:
        """Ask for a code for what is on the ticket, once all of it is there. One press, one payment."""
        self._ringing.then(self._charge)

    def _charge(self) -> None:
        if self.locked or self._not_ready or not self.cart:
            return
        self._asked = True
        if self._sale is not None:  # the request leaves first: it is written down while the panel is painted
            self.charge_again_requested.emit(self._sale)
        else:
            self.charge_requested.emit(self.cart.lines)
        self.stage.panel.expect(self.cart.total)
        self._show()

    @Slot()
    def _charge_again(self) -> None:
        self.back_to_ticket()
        self.charge()

    @Slot()
    def next_ticket(self) -> None:
        """Begin an empty ticket. What was in the panel goes on being watched by others."""
        self._sale = self._payment = None
        self._asked = False
        self.stage.panel.clear()
        self._ringing.take_up(Cart(), selected=False)
        self.ticket_begun.emit()

    @Slot()
    def back_to_ticket(self) -> None:
        """Return to the ticket of a payment that is proven closed; the same sale can be charged again."""
        if self._payment is not None and self._payment.state is PaymentState.CLOSED:
            self._payment = None
            self.stage.panel.clear()
            self._ringing.take_up(self.cart, selected=True)

    def _may_change(self) -> bool:
        """Say whether the ticket may be touched; a paid one makes room for the next one first."""
        if self._payment is not None and self._payment.state is PaymentState.PAID:
            self.next_ticket()
        return not self.locked

    @Slot()
    def _cancel_sale(self) -> None:
        self._ringing.then(self._cancel)

    def _cancel(self) -> None:
        if not self.locked:
            self._give_up_sale()
            self._ringing.take_up(Cart(), selected=False)

    @Slot()
    def _give_up_sale(self) -> None:
        if self._sale is not None:
            self.void_requested.emit(self._sale)
            self._sale = None

    @Slot()
    def _find(self) -> None:
        if not self.locked:
            self.stage.shelf.find("")

    # ---------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed while no field has the focus: digits to the keypad, words to the search."""
        meaning = meaning_of(event)
        if meaning is None:
            super().keyPressEvent(event)
            return
        typed, characters = meaning
        if typed is Typed.DIGITS:
            self.stage.numpad.flash(characters, on=True)
        self._ringing.deed(typed, characters)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the key on the glass go dark with its physical twin."""
        self.stage.numpad.flash(event.text(), on=False)
        super().keyReleaseEvent(event)

    # ---------------------------------------------------------------- how it looks

    @Slot()
    def _show(self) -> None:
        state = self._ringing.state
        self.stage.ticket.show_cart(state.cart, state.selected)
        self.stage.ticket.show_number(self._sale.ticket if self._sale is not None else "")
        self._show_status()
        self.stage.numpad.show_entry(state.entry, self._caption())
        self.stage.pay.set_money(state.cart.total if state.cart else None)
        empty = "" if state.cart or self.seeking else self.tr("Ring something up first")
        self.stage.pay.set_reason(self._not_ready or empty)
        self.stage.functions.set_empty(not state.cart)
        self.cart_changed.emit(state.cart)
        self._place()

    def _show_status(self) -> None:
        status = status_of(self._payment) if self._payment is not None else None
        spine = _SPINES.get(status.mark, "accent") if status is not None else "accent"
        settled = status is not None and status.mark in _SPINES
        self.stage.ticket.show_status(status if settled else None, spine, locked=self.locked and not settled)
        self.stage.note.say(*self._note())

    def _note(self) -> tuple[str, str]:
        if self._payment is None:
            return self.tr("One moment: the sale is being written down."), "info"
        if self._payment.state is PaymentState.PAID:
            return self.tr("Ring up the next item, and a new ticket begins by itself."), "scan"
        if self._payment.unconfirmed:
            return self.tr("Serve the next customer: this ticket goes on being asked about."), "info"
        if self._payment.state is PaymentState.CLOSED:
            return self.tr("Nobody can pay this code any more."), "info"
        return self.tr("The ticket is locked while it is being paid. To change it, cancel the payment first."), "info"

    def _caption(self) -> str:
        entry = self._ringing.state.entry
        if (goods := entry.asked_for) is not None:
            words = self.tr("Weight of {name}") if entry.weighing is not None else self.tr("Price of {name}")
            return words.format(name=goods_name(goods, english=self._ringing.english))
        return self.tr("Quantity") if entry.quantity else self.tr("Entry")

    @Slot()
    def _place(self) -> None:
        self.stage.place(self.size(), ringing=not self.locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the plan for the new size."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for what is typed."""
        super().showEvent(event)
        self.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.stage.shelf.retranslate()
            self._retranslate()
            self._show()

    def _retranslate(self) -> None:
        self.stage.pay.set_label(self.tr("Pay"))
        self.stage.quick.set_label(self.tr("Quick amount"))
