"""The print worker: gets receipts on paper one after the other, and tries again until they are. No sale waits for it.

What certainly was not printed is tried again by itself, ever more seldom. What may be on paper already is not: a
person looks at the printer and decides, and a second one is marked as a copy.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.config import Receipt
from pos_app.core.errors import NotFoundError, PosError
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundState, Route
from pos_app.core.sale import Sale, SaleState
from pos_app.core.shift import CashMove, Kick, Shift
from pos_app.devices.errors import PrintUnknownError
from pos_app.devices.receipt import Heading, Row
from pos_app.devices.spool import Of, Slip, Spool
from pos_app.ui.printing import Printing
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:
    from pos_app.devices.press import Press

log = logging.getLogger(__name__)

_GIVEN_BACK = frozenset({RefundState.PROCESSING, RefundState.SUCCESS})


def retry_delays() -> Iterator[float]:
    """Give the seconds to wait before each further try: soon at first, then twice a minute for ever."""
    delay = 2.0
    while True:
        yield delay
        delay = min(delay * 2, 30.0)


class PrintWorker(QObject):
    """Prints on request, or by itself as soon as money is proven, if the shop wants that.

    Signals:
        state_changed: ``Printing``.
        printed: ``str``: the number of the payment or refund whose receipt is on paper.
        saved: ``Path``: a receipt was saved there.
        card_made: ``Path``, the card of keys; None when it is on paper.
        trouble: ``PosError``: a receipt could not be saved, or the drawer not be opened.
    """

    state_changed = Signal(object)
    printed = Signal(str)
    saved = Signal(object)
    card_made = Signal(object)
    trouble = Signal(object)

    def __init__(
        self,
        choices: Receipt,
        heading: Heading,
        folder: Path,
        delays: Callable[[], Iterator[float]] = retry_delays,
    ) -> None:
        """Make a worker; ``folder`` is the profile's."""
        super().__init__()
        self._choices = choices
        self._heading = heading
        self._folder = folder
        self._new_delays = delays
        self._delays = delays()
        self._trouble: PosError | None = None
        self._doubtful: Slip | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._print_next)
        self._press: Press | None = None
        self._spool: Spool

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger, with what was waiting when the till last stopped."""
        from pos_app.devices.press import Press  # noqa: PLC0415 - it draws: heavy, and wanted after the first paint

        self._spool = Spool(self._folder / "printing.json")
        self._press = Press(deeds.ledger, self._choices, self._heading, self._folder / "receipts")
        self._go_on()

    # ---------------------------------------------------------------- what is asked of it

    @Slot(object)
    def print_slip(self, slip: Slip) -> None:
        """Print a receipt as soon as the printer can."""
        if self._press is not None and self._press.ready:
            once = slip.of in {Of.SHIFT, Of.X} or self._known(slip)
            for _ in range(1 if once else self._choices.copies):
                self._spool.add(slip)
            self._go_on()

    @Slot()
    def pulse(self) -> None:
        """Open the drawer for no sale, which has been written down already."""
        self._kick(lambda press: press.pulse())

    @Slot()
    def try_again(self) -> None:
        """Try at once, and print again what may not have come out: a person has seen to the printer."""
        doubtful, self._doubtful = self._doubtful, None
        if self._press is not None and doubtful is not None:
            self._spool.add(doubtful)
        self._delays = self._new_delays()
        self._trouble = None
        self._go_on()

    @Slot(object, bool)
    def make_card(self, rows: tuple[Row, ...], on_paper: bool) -> None:
        """Print the card of keys, once; or save it as a PDF."""
        if self._press is None:
            return
        try:
            if on_paper:
                self._press.print_card(rows)
                self.card_made.emit(None)
            else:
                self.card_made.emit(self._press.save_card(rows, "keys"))
        except PosError as error:
            log.warning("the card of keys: %s", error)
            self.trouble.emit(error)

    @Slot(object)
    def save(self, slip: Slip) -> None:
        """Save a receipt as a PDF."""
        if self._press is None:
            return
        try:
            file = self._press.save(slip)
        except PosError as error:
            log.warning("receipt of %s: %s", slip.number, error)
            self.trouble.emit(error)
        else:
            self.saved.emit(file)

    @Slot(object)
    def note_payment(self, told: tuple[Sale, Payment]) -> None:
        """Print the receipt of a sale that was paid just now, if the shop wants that; with its last payment."""
        sale, payment = told
        if payment.tender is Tender.CASH and sale.till == self._heading.till:
            self._open_drawer(Kick.CASH_TAKEN, sale.cashier, payment.out_trade_no)
        paid = payment.state is PaymentState.PAID and sale.state is not SaleState.OPEN
        if paid and sale.till == self._heading.till:
            self._print_once(Of.PAYMENT, payment.out_trade_no, sale.cashier)

    @Slot(object)
    def note_refund(self, told: tuple[Payment, Refund]) -> None:
        """Print the receipt of a refund that was accepted, if the shop wants that."""
        payment, refund = told
        if refund.route is Route.CASH:
            self._open_drawer(Kick.CASH_GIVEN_BACK, refund.requested_by, refund.out_refund_no)
        if refund.state in _GIVEN_BACK and payment.sale_number[:2] == self._heading.till:
            self._print_once(Of.REFUND, refund.out_refund_no, refund.requested_by)

    @Slot(object)
    def note_moved(self, move: CashMove) -> None:
        """Open the drawer for cash that moves without a sale."""
        self._open_drawer(Kick.CASH_MOVED, move.who, move.number)

    @Slot(object, str)
    def note_count(self, shift: Shift, who: str) -> None:
        """Open the drawer of a shift, so that it can be counted; then the close does not open it once more."""
        self._open_drawer(Kick.COUNT, who, shift.number)

    @Slot(object)
    def note_closed(self, shift: Shift) -> None:
        """Open the drawer for what is handed in at the close."""
        if shift.closing is not None:
            self._open_drawer(Kick.COUNT, shift.closing.who, shift.number)

    @Slot()
    def finish(self) -> None:
        """Stop trying; what waits is in the spool. Connected to the thread's ``finished``."""
        self._timer.stop()

    # ---------------------------------------------------------------- how it is done

    def _open_drawer(self, why: Kick, who: str, subject: str) -> None:
        """Open the drawer for cash that moves, written down first; ``subject`` is what it moves for."""
        self._kick(lambda press: press.open_drawer(why, who, subject))

    def _kick(self, open_: Callable[[Press], None]) -> None:
        """Open the drawer at once or not at all: one that opens later, when nobody stands by, is an invitation."""
        if self._press is None:
            return
        try:
            open_(self._press)
        except PosError as error:
            log.warning("the drawer: %s", error)
            self.trouble.emit(error)

    def _print_once(self, of: Of, number: str, who: str) -> None:
        """Let the original be printed by itself, if the shop wants that."""
        slip = Slip(of=of, number=number, who=who)
        if self._choices.automatic and not self._known(slip):
            self.print_slip(slip)

    def _known(self, slip: Slip) -> bool:
        """Whether a receipt of the same was printed before, by this till or another, or is about to be."""
        try:
            return self._press is None or slip.number in self._waiting() or self._press.printed(slip)
        except PosError as error:
            log.warning("receipt of %s: %s", slip.number, error)
            return True

    def _waiting(self) -> tuple[str, ...]:
        return tuple(slip.number for slip in self._spool.slips)

    def _go_on(self, delay: float = 0.0) -> None:
        """Tell how things stand, and come to the next receipt after ``delay`` seconds."""
        waiting = self._waiting() if self._press is not None else ()
        if waiting:
            self._timer.start(math.ceil(delay * 1000))
        self.state_changed.emit(
            Printing(
                ready=self._press is not None and self._press.ready,
                waiting=waiting,
                doubtful=self._doubtful.number if self._doubtful is not None else "",
                trouble=self._trouble,
            )
        )

    @Slot()
    def _print_next(self) -> None:
        if self._press is None or not self._press.ready or not self._spool.slips:
            return
        slip = self._spool.slips[0]
        try:
            self._press.print_out(slip)
        except PosError as error:
            log.warning("receipt of %s: %s", slip.number, error)
            self._trouble = error
            if isinstance(error, PrintUnknownError):
                self._doubtful = slip
            if isinstance(error, PrintUnknownError | NotFoundError):  # to try again would be wrong, or in vain
                self._spool.done()
            self._go_on(next(self._delays))
        except Exception:  # our own mistake: the report goes its way, and the next try comes all the same
            self._go_on(next(self._delays))
            raise
        else:
            self._spool.done()
            self._delays = self._new_delays()
            self._trouble = self._trouble if self._doubtful is not None else None
            self.printed.emit(slip.number)
            self._go_on()
