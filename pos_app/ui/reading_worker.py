"""The reading worker: looks things up in the ledger, so that no disk is touched on the GUI thread (M10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from pos_app.core.business_day import BEIJING
from pos_app.core.errors import PosError
from pos_app.core.payment import Payment
from pos_app.ui.readings import Day, Story
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)

PAGE = 100  # payments read at a time


class ReadingWorker(QObject):
    """Reads days and stories on request, and says what it found.

    Signals:
        day_read: ``Day``.
        story_read: ``Story``.
        trouble: ``PosError``: the ledger cannot be read, or there is no such sale.
    """

    day_read = Signal(object)
    story_read = Signal(object)
    trouble = Signal(object)

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._clock = clock
        self._ledger: Ledger | None = None

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger

    @Slot(int)
    def read_today(self, most: int) -> None:
        """Read today's figures and its newest payments, at most so many."""
        if (ledger := self._ledger) is not None:
            self._tell(self.day_read, lambda: self._day(ledger, max(most, PAGE)))

    @Slot(str)
    def read_story(self, sale_number: str) -> None:
        """Read everything about a sale."""
        if (ledger := self._ledger) is not None:
            self._tell(self.story_read, lambda: _story(ledger, sale_number))

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _day(self, ledger: Ledger, most: int) -> Day:
        today = self._clock().astimezone(BEIJING).date()
        payments: list[Payment] = []
        more = True
        while more and len(payments) < most:
            last = payments[-1] if payments else None
            page = ledger.payments_on(today, after=last, limit=PAGE)
            payments.extend(page)
            more = len(page) == PAGE
        return Day(
            totals=ledger.day_totals(today),
            payments=tuple(payments),
            more=more,
            unresolved=sum(item.resolution is None for item in ledger.unresolved()) + len(ledger.recoveries()),
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
    )
