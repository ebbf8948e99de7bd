"""Hands on the ticket: turns presses and keys into changes of what is rung up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.cart import ONE_MILLI, Cart
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Goods
from pos_app.core.markdown import markdown_request
from pos_app.core.sale import Sale
from pos_app.core.scanning import (
    PaymentCode,
    PlainCode,
    Priced,
    ReceiptCode,
    ScaleRule,
    Scan,
    Spoilt,
    Weighed,
    plain,
    read_scan,
)
from pos_app.ui.goods_tiles import goods_name
from pos_app.ui.readings import Seek, Sought
from pos_app.ui.ring_up import RingUp
from pos_app.ui.scan_words import asked_first, locked_out, not_found, not_goods, not_looked, not_sold
from pos_app.ui.typing_keys import Typed


class Ringing(QObject):
    """Holds what the cashier has in hand.

    Codes are looked up elsewhere. While one is on its way, whatever the cashier does next waits for the answer, so
    that everything happens in the order in which hands did it, however quick they and the scanner are.

    ``may_change`` is asked before every change: the page says no while the ticket is locked.

    Signals:
        changed: anything is different.
        edited: the cart itself is different.
        refused: a remark for the cashier, why a press came to nothing.
        sought: ``Seek``, a code to be looked up.
        leave_asked: ``Cart`` as it would be: somebody has to allow it before it is; ``answer`` says whether.
        words_begun: what was typed as digits turned out to be the beginning of something to search for.
        turned_away: a remark for the cashier, why a scan came to nothing.
        unknown: ``str``, a code that was scanned and that no goods carry.
        options_asked: ``Goods``, how much one of them is: what is wanted of them has to be chosen first.
        receipt_read: ``str``, the number on one of the till's own receipts.
    """

    changed = Signal()
    edited = Signal()
    refused = Signal(str)
    sought = Signal(object)
    words_begun = Signal(str)
    turned_away = Signal(str)
    unknown = Signal(str)
    receipt_read = Signal(str)
    options_asked = Signal(object, int)
    leave_asked = Signal(object)

    def __init__(self, may_change: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._may_change = may_change
        self._seeking: Seek | None = None
        self._deeds: deque[Callable[[], None]] = deque()  # what waits for the answer
        self._held_up = False  # somebody else's answer is waited for
        self._wanted: RingUp | None = None  # what will be if it is allowed
        self._words = ""  # typed while a code was on its way; the search begins with them, or Enter ends them first
        self._turn = 0
        self.state = RingUp()
        self.english = False
        self.rules: tuple[ScaleRule, ...] = ()
        self.amounts = False  # what is typed is an amount first, not a code

    @property
    def waiting(self) -> bool:
        """Whether a code is on its way, or an answer."""
        return self._seeking is not None or self._held_up

    def wait(self) -> None:
        """Let whatever hands do next wait for ``answer``."""
        self._held_up = True
        self.changed.emit()

    def answer(self, *, allowed: bool) -> None:
        """Make the change that was asked for, or leave everything as it is; then do what waited."""
        wanted, self._wanted, self._held_up = self._wanted, None, False
        if allowed and wanted is not None:
            self.state = wanted
            self.edited.emit()
        self.changed.emit()
        self.then(lambda: None)

    def take_up(self, cart: Cart, *, selected: bool) -> None:
        """Start from a cart, with its last line selected or none."""
        state = RingUp(cart)
        self.state = state.step(len(cart.lines)) if selected else state
        self.changed.emit()

    def take_up_sale(self, sale: Sale) -> None:
        """Show a sale. The cart that it was made of stays as it is: it knows how what was taken off came about."""
        cart = self.state.cart
        self.take_up(cart if cart.lines == sale.lines else Cart.of(sale), selected=False)

    def then(self, deed: Callable[[], None]) -> None:
        """Do something in its turn: at once, or after the code that is on its way."""
        self._deeds.append(deed)
        while self._deeds and not self.waiting:
            self._deeds.popleft()()
        if self._words and not self._deeds:
            words, self._words = self._words, ""
            self.words_begun.emit(words)

    def deed(self, typed: Typed, characters: str) -> None:
        """Do what a key asks for."""
        match typed:
            case Typed.DIGITS:
                self.type(characters)
            case Typed.WORDS:
                self.then(lambda: self._begin_words(characters))
            case Typed.UP:
                self._then_do(lambda state: state.step(-1))
            case Typed.DOWN:
                self._then_do(lambda state: state.step(1))
            case Typed.LEAVE:
                self._then_do(RingUp.cleared)
            case _:
                slots = {
                    Typed.TIMES: self.times,
                    Typed.MORE: self.more,
                    Typed.LESS: self.less,
                    Typed.ENTER: self.enter,
                    Typed.ERASE: self.erase,
                    Typed.DELETE: self.delete,
                }
                slots[typed]()

    @Slot(object)
    def add(self, goods: Goods) -> None:
        """Ring up goods."""
        self.then(lambda: self._add(goods))

    @Slot(object, int)
    def add_chosen(self, goods: Goods, pack_milli: int) -> None:
        """Ring up goods of which everything is chosen."""
        self.then(lambda: self._add(goods, pack_milli))

    @Slot()
    def add_amount(self) -> None:
        """Ring up the typed amount; what asks for its price gets it."""
        self.then(self._add_amount)

    @Slot(str)
    def type(self, characters: str) -> None:
        """Take a digit, ``00`` or the point."""
        self.then(lambda: self._type(characters))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self.then(self._erase)

    @Slot()
    def times(self) -> None:
        """Make what is typed a quantity."""
        self._then_do(RingUp.times)

    @Slot()
    def more(self) -> None:
        """Add one to the selected line; after digits, ring them up as an amount."""
        self.then(self._more)

    @Slot()
    def less(self) -> None:
        """Take one from the selected line; within a code, the hyphen is a part of it."""
        self.then(self._less)

    @Slot()
    def delete(self) -> None:
        """Take the selected line out."""
        self._then_do(RingUp.delete)

    @Slot(int)
    def select(self, position: int) -> None:
        """Select a line."""
        self._then_do(lambda state: state.select(position))

    def change(self, change: Callable[[Cart], Cart]) -> None:
        """Change the cart in another way."""
        self._then_do(lambda state: state.change(change))

    @Slot()
    def enter(self) -> None:
        """Finish what was typed: a price, a weight, a quantity, or the code of goods."""
        self.then(self._enter)

    @Slot(str)
    def enter_words(self, text: str) -> None:
        """Ring up what was entered in the search: a code, or the nearest goods of a name."""
        self.then(lambda: self._seek(text, named=True))

    @Slot(str)
    def scan(self, text: str) -> None:
        """Take what a scanner sent; what is typed meanwhile, such as a quantity, is for it."""
        self.then(lambda: self._seek(text, scanned=True))

    @Slot(object)
    def take_found(self, found: Sought) -> None:
        """Ring up what a code turned out to be, then do what waited for it."""
        if found.seek != self._seeking:
            return
        self._seeking = None
        self.changed.emit()
        self._take(found)
        self.then(lambda: None)

    # ---------------------------------------------------------------- deeds, each in its turn

    def _add(self, goods: Goods, pack_milli: int = ONE_MILLI) -> None:
        if goods.options:
            if self._may_change():
                self.options_asked.emit(goods, pack_milli)
            return
        self._do(lambda state: state.add(goods, self._name(goods), pack_milli))

    def _add_amount(self) -> None:
        if (goods := self.state.entry.pricing) is not None:
            self._do(lambda state: state.take_price(goods, self._name(goods)))
        else:
            self._do(lambda state: state.add_amount(self.tr("Quick amount")))

    def _more(self) -> None:
        entry = self.state.entry
        if entry.pricing is not None or (entry.text and not entry.quantity):
            self._add_amount()
        else:
            self._do(lambda state: state.change_by(1))

    def _less(self) -> None:
        if self.state.entry.may_be_code:
            self._begin_words("-")
        else:
            self._do(lambda state: state.change_by(-1))

    def _type(self, characters: str) -> None:
        if self._words:
            self._words += characters
        else:
            self._do(lambda state: state.typed(characters))

    def _erase(self) -> None:
        if self._words:
            self._words = self._words[:-1]
        else:
            self._do(RingUp.erased)

    def _begin_words(self, characters: str) -> None:
        if not self._may_change():
            return
        entry = self.state.entry
        if entry.may_be_code:
            characters = f"{entry.text}{characters}"
            self._do(RingUp.cleared)
        self._words += characters

    def _enter(self) -> None:
        entry = self.state.entry
        if self._words:
            words, self._words = self._words, ""
            self._seek(words, named=True)
        elif isinstance(read_scan(entry.text), PaymentCode):
            self._do(RingUp.retyped)
            self.refused.emit(not_goods(read_scan(entry.text)))
        elif entry.pricing is not None:
            self._add_amount()
        elif entry.weighing is not None:
            self._add(entry.weighing)
        elif entry.quantity:
            self._do(RingUp.take_quantity)
        elif self.amounts and entry.text and not entry.may_be_code:
            self._add_amount()
        elif entry.text:
            self._do(RingUp.cleared)
            self._seek(entry.text)

    # ---------------------------------------------------------------- codes

    def _seek(self, text: str, *, named: bool = False, scanned: bool = False) -> None:
        scan = read_scan(text, self.rules)
        if isinstance(scan, ReceiptCode):
            self.receipt_read.emit(scan.number)
            return
        if not self._may_change():
            self._refuse(locked_out(scan), scanned=scanned)
            return
        remark = self._first(scan) if scanned else ""
        remark = remark or (not_goods(scan) if not named or text.isascii() else "")
        if remark:
            self._refuse(remark, scanned=scanned)
            return
        self._turn += 1
        self._seeking = Seek(
            turn=self._turn,
            text=scan.code if isinstance(scan, PlainCode) else "".join(map(plain, text)).strip(),
            named=named,
            scanned=scanned,
            label=scan if isinstance(scan, Weighed | Priced) else None,
        )
        self.changed.emit()
        self.sought.emit(self._seeking)

    def _first(self, scan: Scan) -> str:
        """Say what has to be typed before another scan, unless this one is the answer."""
        entry = self.state.entry
        goods = entry.asked_for
        if goods is None or (isinstance(scan, Weighed | Priced) and scan.code == goods.code):
            return ""
        return asked_first(self._name(goods), weight=entry.weighing is not None)

    def _refuse(self, remark: str, *, scanned: bool) -> None:
        (self.turned_away if scanned else self.refused).emit(remark)

    def _take(self, found: Sought) -> None:
        seek, goods = found.seek, found.goods
        if goods is not None and goods.on_sale:
            self._add_found(goods, found)
        elif goods is None and not found.failed and self._is_unknown(seek):
            self.unknown.emit(seek.text)
        else:
            self._refuse(self._came_to_nothing(found), scanned=seek.scanned)

    def _is_unknown(self, seek: Seek) -> bool:
        return seek.scanned and not isinstance(read_scan(seek.text, self.rules), Spoilt)

    def _came_to_nothing(self, found: Sought) -> str:
        text, goods = found.seek.text, found.goods
        if found.failed:
            return not_looked(text)
        if goods is not None:
            return not_sold(self._name(goods))
        if found.seek.named:
            return self.tr("Nothing found for {text}").format(text=text)
        return not_found(text, read_scan(text))

    def _add_found(self, goods: Goods, found: Sought) -> None:
        label = found.label
        if label is None:
            self._add(goods, found.quantity_milli)
        else:
            self._do(lambda state: state.add_label(goods, self._name(goods), label))

    # ---------------------------------------------------------------- changes

    def _name(self, goods: Goods) -> str:
        return goods_name(goods, english=self.english)

    def _then_do(self, change: Callable[[RingUp], RingUp]) -> None:
        self.then(lambda: self._do(change))

    def _do(self, change: Callable[[RingUp], RingUp]) -> None:
        if not self._may_change():
            return
        before = self.state  # read only now: a paid ticket has just made room for the next
        try:
            after = change(before)
        except InvalidInputError as error:
            self.refused.emit(self._remark(error.field))
            return
        if markdown_request("", before.cart, after.cart) is not None:
            self._wanted = after
            self.wait()
            self.leave_asked.emit(after.cart)
            return
        self.state = after
        if after.cart is not before.cart:
            self.edited.emit()
        self.changed.emit()

    def _remark(self, field: str) -> str:
        return {
            "amount": self.tr("Type an amount first, then press Quick amount"),
            "price": self.tr("Type the price first"),
            "quantity": self.tr("That quantity is not possible"),
            "total": self.tr("That is more than the till has room for"),
            "lines": self.tr("The ticket is full"),
            "line": self.tr("There is no line to change"),
            "label": self.tr("The label says a weight, but this is sold by the piece"),
        }.get(field, self.tr("That is not possible"))
