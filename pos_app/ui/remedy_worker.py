"""The remedy worker: reads what waits for a manager, and writes down what they decide, off the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.journal import Flaw
from pos_app.core.overview import Unresolved
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)


class RemedyWorker(QObject):
    """Keeps the list of what waits, and settles what a manager settles.

    Signals:
        list_read: ``tuple[Unresolved, ...]``, and how many PINs were set past the rules that no manager has seen yet.
        candidates_read: ``tuple[Sale, ...]``: the tickets that late money could be for.
        resolved: ``Resolution``. matched: ``Payment``.
        failed: ``PosError``: a press came to nothing, or the ledger cannot be read.
    """

    list_read = Signal(object, int)
    candidates_read = Signal(object)
    resolved = Signal(object)
    matched = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ledger: Ledger | None = None
        self._flaws: tuple[Flaw, ...] = ()

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger

    @Slot(object)
    def note_flaws(self, flaws: tuple[Flaw, ...]) -> None:
        """List what a look over the book found, too."""
        self._flaws = flaws

    @Slot()
    def read_list(self) -> None:
        """Read what waits, open ones first."""
        self._attempt(lambda ledger: self.list_read.emit(ledger.unresolved(self._flaws), len(ledger.recoveries())))

    @Slot(str)
    def read_candidates(self, out_trade_no: str) -> None:
        """Find the tickets that late money could be for."""
        self._attempt(lambda ledger: self.candidates_read.emit(ledger.match_candidates(out_trade_no)))

    @Slot(object, str, str, str)
    def resolve(self, item: Unresolved, reason: str, who: str, approval: str) -> None:
        """Answer for something that waits (M3); ``approval`` is used up by it."""
        self._attempt(
            lambda ledger: self.resolved.emit(ledger.resolve(item.number, item.kind, reason, who, approval=approval))
        )

    @Slot(str, str, str, str, str)
    def match(self, out_trade_no: str, sale_number: str, reason: str, who: str, approval: str) -> None:
        """Let late money pay for a ticket (M5); ``approval`` is used up by it."""
        self._attempt(
            lambda ledger: self.matched.emit(ledger.match(out_trade_no, sale_number, reason, who, approval=approval))
        )

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _attempt(self, step: Callable[[Ledger], None]) -> None:
        if (ledger := self._ledger) is None:
            return
        try:
            step(ledger)
        except PosError as error:
            log.warning("unresolved: %s", error)
            self.failed.emit(error)
