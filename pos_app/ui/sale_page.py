"""The sale page: ring up, press one key, and watch the money until it is proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.core.cart import Cart
from pos_app.core.goods import Goods
from pos_app.core.payment import Payment
from pos_app.core.sale import Sale
from pos_app.core.scanning import ScaleRule
from pos_app.ui.drafting import Drafting
from pos_app.ui.goods_tiles import goods_name
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.order import Order
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.readings import Shelves, Sought
from pos_app.ui.ringing import Ringing
from pos_app.ui.sale_stage import build_stage
from pos_app.ui.sale_words import caption_for, note_for
from pos_app.ui.settling import Face, Settling
from pos_app.ui.status import status_of
from pos_app.ui.tendering import CASH, Habits
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of

_SPINES = {Mark.OK: "ok_fill", Mark.WARN: "warn_fill", Mark.BAD: "bad_fill"}


class SalePage(QWidget):
    """Shows one ticket: being rung up, or being paid. Knows records, says what the cashier wants.

    The page of tenders and the panels of a payment take the place of goods and keypad. A ticket whose payments were
    proven closed can be charged again as it is; touching it gives that sale up and begins another one.

    Signals:
        ordered: ``Order``: one tender for the ticket. switched: ``str``: a payment that gives way to cash.
        void_requested: a ``Sale`` that is given up unpaid.
        look_requested: ``Look``. seek_requested: ``Seek``. Both ask for goods.
        cart_changed: ``Cart``, for the customer's screen.
        ticket_begun: the panel has gone, and the till is free for the next customer.
        scan_refused: why a scan came to nothing. code_unknown: a scanned code that no goods carry.
        receipt_scanned: the number on a receipt. options_asked: ``Goods``, how much one of them is, their name.
        refund_requested: ``Payment``: a part of the ticket goes back, since the rest does not come.
    """

    ordered = Signal(object)
    switched = Signal(str)
    void_requested = Signal(object)
    look_requested = Signal(object)
    seek_requested = Signal(object)
    cart_changed = Signal(object)
    ticket_begun = Signal()
    scan_refused = Signal(str)
    code_unknown = Signal(str)
    receipt_scanned = Signal(str)
    options_asked = Signal(object, int, str)
    refund_requested = Signal(object)

    def __init__(
        self, theme: Theme, panel: PaymentPanels, habits: Habits | None = None, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("sale_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._start, self._stocked = "auto", True  # until it is known
        self._book_closed = self._no_shift = ""  # why nothing can be charged
        habits = habits or Habits()
        self.stage = build_stage(theme, self, panel, habits)
        self._ringing = Ringing(self._may_change, self)
        self.drafting = Drafting(self._ringing, self)
        self.money = Settling(panel, self.stage.tenders, self._ringing, habits, self)
        self._join()
        self._retranslate()
        self._show()

    def _join(self) -> None:
        self._join_ringing()
        self._join_money()
        for action, slot in (
            (Action.FIND, self._find),
            (Action.QUICK, self._ringing.add_amount),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(list(self._theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    def _join_ringing(self) -> None:
        ringing, stage = self._ringing, self.stage
        ringing.changed.connect(self._show)
        ringing.edited.connect(self.money.give_up)
        ringing.refused.connect(stage.shelf.reject)
        ringing.sought.connect(self.seek_requested)
        ringing.words_begun.connect(stage.shelf.find)
        ringing.turned_away.connect(self.scan_refused)
        ringing.unknown.connect(self.code_unknown)
        ringing.receipt_read.connect(self.receipt_scanned)
        ringing.options_asked.connect(self._ask_options)
        stage.quick.clicked.connect(ringing.add_amount)
        stage.switch.turned.connect(self._place)
        stage.ticket.line_chosen.connect(ringing.select)
        stage.shelf.goods_chosen.connect(ringing.add)
        stage.shelf.words_entered.connect(ringing.enter_words)
        stage.shelf.look_requested.connect(self.look_requested)
        stage.shelf.left.connect(self.setFocus)
        stage.shelf.search.textChanged.connect(self._place)
        stage.functions.cancel_confirmed.connect(self._cancel_sale)
        stage.numpad.typed.connect(ringing.type)
        stage.numpad.erased.connect(ringing.erase)
        stage.numpad.quantity_pressed.connect(ringing.times)
        stage.numpad.more_pressed.connect(ringing.more)
        stage.numpad.less_pressed.connect(ringing.less)
        stage.numpad.delete_pressed.connect(ringing.delete)

    def _join_money(self) -> None:
        money, stage = self.money, self.stage
        money.changed.connect(self._show)
        money.ordered.connect(self._order)
        money.switched.connect(self.switched)
        money.voided.connect(self.void_requested)
        money.ticket_begun.connect(self.ticket_begun)
        stage.tenders.changed.connect(self._show)
        stage.tenders.refund_requested.connect(self.refund_requested)
        stage.wechat.clicked.connect(self.charge)
        stage.cash.clicked.connect(self._take_cash)
        stage.pay.clicked.connect(self._open_tenders)

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_shelves(self, shelves: Shelves) -> None:
        """Fill the shelves; a shop without goods types amounts."""
        self._stocked = shelves.stocked
        self._choose_pane()
        self.stage.shelf.show_shelves(shelves)

    def set_start(self, start: str) -> None:
        """Put the ``keypad`` or the ``goods`` first; with ``auto`` it is the keypad while there are no goods."""
        self._start = start
        self._choose_pane()

    def _choose_pane(self) -> None:
        first = self._start == "keypad" or (self._start == "auto" and not self._stocked)
        self._ringing.amounts = first
        self.stage.switch.lead(first)
        self._show()

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

    @Slot(object, int)
    def ring_up_chosen(self, goods: Goods, pack_milli: int) -> None:
        """Ring up goods of which everything is chosen."""
        self._ringing.add_chosen(goods, pack_milli)

    @Slot(object, int)
    def _ask_options(self, goods: Goods, pack_milli: int) -> None:
        self.options_asked.emit(goods, pack_milli, goods_name(goods, english=self._ringing.english))

    def set_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Read the labels of the shop's scales by these rules."""
        self._ringing.rules = rules

    def set_english(self, english: bool) -> None:
        """Name goods in English, or in Chinese."""
        self._ringing.english = english
        self.stage.shelf.set_english(english)

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
        """Show how a payment of the ticket stands."""
        self.money.show_payment(sale, payment)

    # ---------------------------------------------------------------- what can be asked of it

    @property
    def payment_number(self) -> str:
        """The number of the payment in the panel; empty while there is none."""
        payment = self.money.payment
        return payment.out_trade_no if payment is not None else ""

    @property
    def shown(self) -> tuple[Sale, Payment] | None:
        """The sale and the payment that are shown, if there is one."""
        sale, payment = self.money.sale, self.money.payment
        return None if sale is None or payment is None else (sale, payment)

    @property
    def sale_number(self) -> str:
        """The number of the sale on the ticket; empty while it has none."""
        return self.money.sale.number if self.money.sale is not None else ""

    @property
    def waiting(self) -> bool:
        """Whether a press is out and the ledger has not answered yet."""
        return self.money.asked

    @property
    def seeking(self) -> bool:
        """Whether a code is on its way, and what was done since waits for it."""
        return self._ringing.waiting

    @property
    def locked(self) -> bool:
        """Whether the ticket may not be touched: it is being paid, or was."""
        return self.money.asked or self.money.face is not Face.RINGING

    @property
    def ringing(self) -> Ringing:
        """The hands on the ticket."""
        return self._ringing

    @property
    def cart(self) -> Cart:
        """What is on the ticket."""
        return self._ringing.state.cart

    # ---------------------------------------------------------------- deeds

    @Slot()
    def charge(self) -> None:
        """Ask for a code for what is on the ticket, once all of it is there. One press, one payment."""
        self._pay(self.money.charge)

    @Slot()
    def _take_cash(self) -> None:
        self._pay(lambda: self.money.open_tenders(CASH))

    @Slot()
    def _open_tenders(self) -> None:
        self._pay(self.money.open_tenders)

    def _pay(self, deed: Callable[[], None]) -> None:
        self._ringing.then(lambda: None if self._not_ready else deed())

    @Slot(object)
    def _order(self, order: Order) -> None:
        """Say under which number the ticket was rung up: the commit that begins the sale takes it out of hand."""
        self.ordered.emit(order if order.sale else replace(order, draft=self.drafting.draft))

    def _may_change(self) -> bool:
        """Say whether the ticket may be touched; a paid one makes room for the next one first."""
        self.money.make_room()
        return not self.locked

    @Slot()
    def _cancel_sale(self) -> None:
        self._ringing.then(self._cancel)

    def _cancel(self) -> None:
        if not self.locked:
            self.money.give_up()
            self._ringing.take_up(Cart(), selected=False)

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
        self.drafting.follow(sold=self.money.sale is not None)
        self.stage.ticket.show_cart(state.cart, state.selected)
        self.stage.ticket.show_number(self.money.sale.ticket if self.money.sale is not None else "")
        self._show_status()
        self.stage.numpad.show_entry(state.entry, caption_for(state.entry, english=self._ringing.english))
        self.stage.pay.set_money(state.cart.total if state.cart else None)
        empty = "" if state.cart or self.seeking else self.tr("Ring something up first")
        self.stage.pay.set_reason(self._not_ready or empty)
        for key in (self.stage.wechat, self.stage.cash):
            key.setEnabled(not self._not_ready and not empty)
        self.stage.functions.set_empty(not state.cart)
        self.cart_changed.emit(state.cart)
        self._place()

    def _show_status(self) -> None:
        status = status_of(payment) if (payment := self.money.payment) is not None else None
        spine = _SPINES.get(status.mark, "accent") if status is not None else "accent"
        settled = status is not None and status.mark in _SPINES
        self.stage.ticket.show_status(status if settled else None, spine, locked=self.locked and not settled)
        self.stage.note.say(*note_for(self.money.face, self.money.payment, begun=self.money.begun))

    @Slot()
    def _place(self) -> None:
        self.stage.place(self.size(), self.money.face)

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
        self.stage.wechat.set_label(self.tr("WeChat"))
        self.stage.cash.set_label(self.tr("Cash"))
        self.stage.quick.set_label(self.tr("Quick amount"))
