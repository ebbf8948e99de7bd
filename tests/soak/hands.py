"""A cashier's hands on the real window: every deed is keys and scans, and waits for what the glass shows of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.shift import NOTES
from tests.core.people import CASHIER, MANAGER
from tests.soak.far_end import FarEnd
from tests.soak.visits import ERRANDS, Bought, Errand, Visit, Way
from tests.ui.live_till import LiveTill

_LOOK_MS = 2
_PATIENCE = 30_000  # looks, a minute at least: they wait with a process that is stopped or starved
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ERRAND_KEYS = {Errand.PAID_IN: Qt.Key.Key_F6, Errand.PAID_OUT: Qt.Key.Key_F7, Errand.DROP: Qt.Key.Key_F8}


def until(what: str, condition: Callable[[], bool]) -> None:
    """Let the window live until something is so.

    Raises:
        TimeoutError: it never is.
    """
    if condition():
        return
    loop, timer, looks = QEventLoop(), QTimer(), itertools.count()

    def look() -> None:
        if condition():
            loop.exit(0)
        elif next(looks) == _PATIENCE:
            loop.exit(1)

    timer.timeout.connect(look)
    timer.start(_LOOK_MS)
    if loop.exec():
        raise TimeoutError(f"waited in vain until {what}")


def yuan(fen: int) -> str:
    """Write an amount as it is typed."""
    return f"{fen // 100}.{fen % 100:02d}"


class Hands:
    """Serves customers, one after the other. ``customer`` runs what happens beyond the counter."""

    def __init__(self, till: LiveTill, far: FarEnd, customer: ThreadPoolExecutor) -> None:
        self._till, self._far, self._customer = till, far, customer
        self._sale = till.window.sale

    # ---------------------------------------------------------------- people

    def come_in(self, name: str = CASHIER) -> None:
        """Sign in."""
        door = self._till.window.door
        until("somebody can come in", lambda: self._till.sees("staff_0"))
        self._till.sign_in(name)
        until(f"{name} is let in", lambda: not door.shut)

    def leave(self) -> None:
        """Lock the till."""
        self._press(Qt.Key.Key_L, _CONTROL)
        until("the till is locked", lambda: self._till.window.door.shut)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._till.key(key, modifier)
        QCoreApplication.processEvents()  # as between any two keys of a person

    def _type(self, text: str) -> None:
        for character in text:
            self._till.type(character)
            QCoreApplication.processEvents()

    def _allowed(self, what: str, done: Callable[[], bool]) -> None:
        """Wait for a deed; let a manager approve it if they are asked."""
        pop_over = self._till.window.door.pop_over
        until(what, lambda: done() or pop_over.asked is not None)
        if pop_over.asked is not None:
            self._till.approve(MANAGER)
            until(what, done)

    # ---------------------------------------------------------------- goods

    def import_goods(self, path: str, words: str) -> None:
        """Import a list on the goods page: see first what it would do, then do it."""
        till = self._till
        page, panel = till.window.goods, till.window.goods.importing
        self._press(Qt.Key.Key_G, _CONTROL)
        until("the goods page is there", page.isVisible)
        self._press(Qt.Key.Key_Insert)
        until("a file is asked for", panel.isVisible)
        self._type(path)
        self._press(Qt.Key.Key_Return)
        until("the dry run is over", lambda: panel.words.text() == words)
        until("it can be imported", panel.go.isEnabled)
        self._press(Qt.Key.Key_Return)
        until("the list is imported", lambda: not panel.isVisible())
        self._press(Qt.Key.Key_Escape)  # from the search to the list
        self._press(Qt.Key.Key_Escape)
        self._back()

    def _back(self) -> None:
        until("the sale page is back", self._sale.isVisible)

    # ---------------------------------------------------------------- ringing up

    def ring_up(self, bought: tuple[Bought, ...]) -> None:
        """Scan a basket; after each thing the ticket says what the list says."""
        fen = 0
        for place, one in enumerate(bought):
            self._scan(one, by_label=place % 2 == 1)
            self._await_total(f"{one.goods.name} is on the ticket", fen + one.full_fen)
            fen += one.sold.fen
            if one.off_fen or one.new_price:
                self._mark_down(one, fen)

    def _await_total(self, what: str, fen: int) -> None:
        until(what, lambda: self._comes_to(fen))

    def _comes_to(self, fen: int) -> bool:
        return not self._sale.seeking and self._sale.cart.total == Money(fen)

    def _scan(self, one: Bought, *, by_label: bool) -> None:
        """Scan goods: what is weighed by its scale's label, or by its code and the weight that is typed then."""
        if one.goods.weighed and by_label:
            self._till.scan(one.goods.label(one.sold.milli))
        elif one.goods.weighed:
            self._till.scan(one.goods.barcode)
            until("the weight is asked for", lambda: not self._sale.seeking)
            self._type(f"{one.sold.milli / 1000:.3f}")
            self._press(Qt.Key.Key_Return)
        else:
            if one.sold.milli != 1000:
                self._type(f"{one.sold.milli // 1000}*")
            self._till.scan(one.goods.barcode)

    def _mark_down(self, one: Bought, fen: int) -> None:
        """Take something off the last line, or give it another price; the ticket then comes to ``fen``."""
        self._press(Qt.Key.Key_F7 if one.new_price else Qt.Key.Key_F6)
        until("the mark is asked for", lambda: self._till.sees("mark_panel"))
        if not one.new_price:
            self._press(Qt.Key.Key_Right)  # yuan, not a share
        self._type(yuan(one.sold.price_fen if one.new_price else one.off_fen))
        self._press(Qt.Key.Key_Return)
        self._allowed(f"{one.goods.name} is marked down", lambda: self._comes_to(fen))

    def hold(self) -> None:
        """Put the ticket aside."""
        self._press(Qt.Key.Key_F4)
        until("the ticket is put aside", lambda: not self._sale.cart)

    def recall(self, total_fen: int) -> None:
        """Take the ticket up again that was put aside."""
        self._press(Qt.Key.Key_F5)
        until("held tickets are listed", lambda: self._till.sees("recall_held"))
        until("one can be taken up", lambda: self._till.button("recall_held").isEnabled())
        self._press(Qt.Key.Key_Return)
        until("the ticket is back", lambda: self._sale.cart.total == Money(total_fen) and self._sale.isVisible())

    # ---------------------------------------------------------------- money

    def settle(self, visit: Visit) -> None:
        """Take the money for the ticket, by the way that the customer chooses, and begin the next one."""
        match visit.way:
            case Way.WECHAT:
                self._take_code()
            case Way.EXACT:
                self._take_cash("")
            case Way.GIVEN:
                self._take_cash(yuan(visit.handed_fen))
            case Way.SPLIT:
                self._take_part(visit)
        until("the ticket is paid", self._is_paid)
        self._press(Qt.Key.Key_Return)
        until("the next ticket can begin", lambda: not self._sale.locked and not self._sale.cart)

    def walk_away(self) -> None:
        """Show a code that nobody pays; close it, and void the ticket."""
        self._show_code()
        for _ in range(2):  # the first press arms the key
            self._press(Qt.Key.Key_Escape)
        until("the code is proven closed", lambda: self._stands(PaymentState.CLOSED))
        self._press(Qt.Key.Key_Escape)
        until("the ticket is free", lambda: not self._sale.locked)
        for _ in range(2):
            self._press(Qt.Key.Key_Delete, _CONTROL)
        until("the ticket is gone", lambda: not self._sale.cart)

    def _take_cash(self, handed: str) -> None:
        self._press(Qt.Key.Key_F11)
        until("cash is asked for", lambda: self._sale.money.tendering is not None)
        self._type(handed)
        self._press(Qt.Key.Key_Return)
        if (now := self._sale.money.tendering) is not None and now.warned:  # far more than is due: asked twice
            self._press(Qt.Key.Key_Return)

    def _take_part(self, visit: Visit) -> None:
        self._take_cash(yuan(visit.handed_fen))
        due = Money(visit.fen - visit.handed_fen)
        until("the part is paid", lambda: (now := self._sale.money.tendering) is not None and now.due.free == due)
        self._take_code()

    def _take_code(self) -> None:
        self._pay(self._show_code())

    def _show_code(self) -> str:
        self._press(Qt.Key.Key_F10)
        until("a code is shown", lambda: self._stands(PaymentState.PRESENTED))
        assert self._sale.shown is not None
        return self._sale.shown[1].code_url or ""

    def _pay(self, code: str) -> None:
        paid = self._customer.submit(self._far.simulator.phone.pay, code)
        until("the customer has paid", paid.done)
        paid.result()

    def _stands(self, state: PaymentState) -> bool:
        shown = self._sale.shown
        return shown is not None and shown[1].state is state

    def _is_paid(self) -> bool:
        shown = self._sale.shown
        return shown is not None and shown[0].settled

    # ---------------------------------------------------------------- money back

    def give_back(self) -> None:
        """Give back all of what was paid last."""
        page = self._till.window.refund
        self._press(Qt.Key.Key_R, _CONTROL)
        until("the refund can be looked over", lambda: page.isVisible() and page.foot.next.isEnabled())
        self._press(Qt.Key.Key_Return)
        until("the refund is shown", page.review.isVisible)
        self._press(Qt.Key.Key_Return)
        self._allowed("the refund is written down", lambda: page.following)
        refund = page.progress.newest
        assert refund is not None
        if not refund.settled:
            until("it was sent", lambda: self._refund_is(RefundState.PROCESSING))
            sent = self._customer.submit(self._far.simulator.set_refund, refund.out_refund_no, "SUCCESS")
            until("the bank has done its part", sent.done)
            sent.result()
        until("the refund has arrived", lambda: self._refund_is(RefundState.SUCCESS))
        self._press(Qt.Key.Key_Escape)
        self._back()

    def _refund_is(self, state: RefundState) -> bool:
        refund = self._till.window.refund.progress.newest
        return refund is not None and refund.state is state

    # ---------------------------------------------------------------- the drawer

    def open_shift(self, fen: int) -> None:
        """Count the float, and begin."""
        self._come_to_shift()
        self._count(fen)
        until("the shift is open", lambda: bool(self._till.window.shifts.words))
        self._back()

    def run(self, errand: Errand) -> None:
        """Put cash in, or take some out."""
        banner = self._till.window.banner
        banner.hide()
        self._come_to_shift()
        self._press(Qt.Key.Key_F7)
        until("cash is asked about", self._till.window.shifts.cash.isVisible)
        self._press(_ERRAND_KEYS[errand])
        self._type(yuan(ERRANDS[errand]))
        self._press(Qt.Key.Key_Return)
        self._allowed("it is written down", banner.isVisible)
        self._press(Qt.Key.Key_Escape)
        self._back()

    def close_shift(self, fen: int) -> None:
        """Count the drawer, close, and hand the till over."""
        self._come_to_shift()
        self._count(fen)
        until("the shift is closed", lambda: self._till.sees("closed_shift"))
        self._press(Qt.Key.Key_Return)
        until("the till is handed over", lambda: self._till.window.door.shut)

    def _come_to_shift(self) -> None:
        page = self._till.window.shift
        if not page.isVisible():
            self._press(Qt.Key.Key_K, _CONTROL)
        until("the shift page is there", page.isVisible)

    def _count(self, fen: int) -> None:
        for note in NOTES:
            pieces, fen = divmod(fen, note.fen)
            self._type(str(pieces) if pieces else "")
            self._press(Qt.Key.Key_Tab)
        self._type(yuan(fen))
        self._press(Qt.Key.Key_Return)
