"""The reading worker: looks things up in the ledger, so that no disk is touched on the GUI thread (M10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from pos_app.core.errors import PosError
from pos_app.core.finding import understand
from pos_app.ui.readings import Ask, Day, Found, Story
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.journal import Flaw
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)

_NEWEST = 100  # payments of today that the till has in mind


class ReadingWorker(QObject):
    """Reads days and stories on request, looks for payments, and says what it found.

    Signals:
        day_read: ``Day``.
        found: ``Found``.
        story_read: ``Story``.
        trouble: ``PosError``: the ledger cannot be read, or there is no such sale.
    """

    day_read = Signal(object)
    found = Signal(object)
    story_read = Signal(object)
    trouble = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ledger: Ledger | None = None
        self._flaws: tuple[Flaw, ...] = ()

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger

    @Slot()
    def read_today(self) -> None:
        """Read today's figures and its newest payments."""
        if (ledger := self._ledger) is not None:
            self._tell(self.day_read, lambda: self._day(ledger))

    @Slot(object)
    def find(self, ask: Ask) -> None:
        """Look for payments among all that there are."""
        if (ledger := self._ledger) is not None:
            self._tell(self.found, lambda: self._found(ledger, ask))

    @Slot(str)
    def read_story(self, sale_number: str) -> None:
        """Read everything about a sale."""
        if (ledger := self._ledger) is not None:
            self._tell(self.story_read, lambda: _story(ledger, sale_number))

    @Slot(object)
    def note_flaws(self, flaws: tuple[Flaw, ...]) -> None:
        """Count what a look over the book found among what waits for a manager."""
        news, self._flaws = flaws != self._flaws, flaws
        if news:
            self.read_today()

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _day(self, ledger: Ledger) -> Day:
        today = ledger.today()
        return Day(
            totals=ledger.day_totals(today),
            payments=ledger.payments_on(today, limit=_NEWEST),
            unresolved=sum(item.resolution is None for item in ledger.unresolved(self._flaws))
            + len(ledger.recoveries()),
        )

    def _found(self, ledger: Ledger, ask: Ask) -> Found:
        question = understand(ask.text, today=ledger.today(), day=ask.day, standing=ask.standing)
        payments = ledger.find(question, after=ask.after, limit=ask.most)
        return Found(
            ask=ask,
            payments=payments,
            more=len(payments) == ask.most,
            not_understood=question.not_understood,
            totals=ledger.day_totals(ask.day) if ask.day is not None and ask.after is None else None,
        )

    def _tell(self, signal: SignalInstance, read: Callable[[], object]) -> None:
        try:
            found = read()
        except PosError as error:
            log.warning("reading: %s", error)
            self.trouble.emit(error)
        else:
            signal.emit(found)


def _story(ledger: Ledger, sale_number: str) -> Story:
    payments = ledger.payments_of(sale_number)
    return Story(
        sale=ledger.sale(sale_number),
        payments=payments,
        refunds=tuple(refund for payment in payments for refund in ledger.refunds_of(payment.out_trade_no)),
        entries=ledger.history(sale_number),
        returned=ledger.returned(sale_number),
    )
