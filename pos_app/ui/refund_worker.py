"""The refund worker: sees every refund through to the customer's account, off the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from pos_app.core import polling
from pos_app.core.errors import PosError
from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund, RefundOrder
from pos_app.ui.workers import Deeds, Landed, Rounds
from pos_app.wechatpay.errors import WeChatPayError

if TYPE_CHECKING:  # heavy: imported by whoever builds them, after the first paint
    from pos_app.core.ledger import Ledger
    from pos_app.core.refunding import Refunding

log = logging.getLogger(__name__)

Schedule = Callable[[Refund], Iterator[float]]
T = TypeVar("T")


def delays_for(_refund: Refund) -> Iterator[float]:
    """Choose the waits between questions about a refund."""
    return polling.refund_delays()


@dataclass(slots=True)
class _Followed:
    refund: Refund
    delays: Iterator[float]


class RefundWorker(QObject):
    """Gives money back, asking the provider until it has arrived or is refused for good.

    Signals:
        taken_up: the ledger is open, and every unsettled refund in it is being followed again.
        refund_changed: ``tuple[Payment, Refund]``; the payment carries what can still be given back.
        begin_failed: ``PosError``: the press that was to start a refund came to nothing.
        trouble: ``PosError``: the ledger cannot be read or written.
    """

    taken_up = Signal()
    refund_changed = Signal(object)
    begin_failed = Signal(object)
    trouble = Signal(object)

    def __init__(self, schedule: Schedule = delays_for) -> None:
        super().__init__()
        self._schedule = schedule
        self._followed: dict[str, _Followed] = {}
        self._rounds = Rounds("refunds", self)
        self._rounds.due.connect(self.query_now)
        self._rounds.landed.connect(self._land)
        self._refunding: Refunding
        self._ledger: Ledger

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger, and follow again what was unsettled when the till last stopped."""
        self._refunding, self._ledger = deeds.refunding, deeds.ledger
        for refund in self._attempt(deeds.ledger.unsettled_refunds) or ():
            self._follow(refund)
        self.taken_up.emit()

    @Slot(str, object, str, str, str)
    def begin(self, out_trade_no: str, amount: Money, reason: str, who: str, approval: str = "") -> None:
        """Reserve the amount and write the refund down, then send it (M7); ``approval`` is used up by it."""
        order = RefundOrder(out_trade_no=out_trade_no, amount=amount, reason=reason)
        refund = self._attempt(partial(self._refunding.begin, order, who, approval=approval), self.begin_failed)
        if refund is not None:
            self._follow(refund, pressed=True)

    @Slot(str)
    def query_now(self, number: str) -> None:
        """Ask about a refund at once, or send it again under its own number; the schedule goes on from there."""
        followed = self._followed.get(number)
        if followed is not None:
            self._rounds.send(number, partial(self._refunding.advance, followed.refund))

    @Slot()
    def finish(self) -> None:
        """Let the calls in flight come to their end. Connected to the thread's ``finished``."""
        self._rounds.finish()

    def _follow(self, refund: Refund, *, pressed: bool = False) -> None:
        self._followed[refund.out_refund_no] = _Followed(refund, self._schedule(refund))
        self._tell(refund)
        self._rounds.send(refund.out_refund_no, partial(self._refunding.advance, refund), pressed=pressed)

    def _tell(self, refund: Refund) -> None:
        payment = self._attempt(partial(self._ledger.payment, refund.out_trade_no))
        if payment is not None:
            told: tuple[Payment, Refund] = (payment, refund)
            self.refund_changed.emit(told)

    @Slot(object)
    def _land(self, landed: Landed) -> None:
        followed = self._followed[landed.number]
        try:
            self._take(followed, landed)
        except PosError as error:
            log.warning("%s: %s", landed.number, error)
            self.trouble.emit(error)
        finally:  # whatever went wrong, the refund goes on being followed
            if followed.refund.settled:
                del self._followed[landed.number]
            else:
                self._rounds.wait(landed.number, next(followed.delays))

    def _take(self, followed: _Followed, landed: Landed) -> None:
        refund = landed.call.result()
        if not isinstance(refund, Refund) or refund == followed.refund:
            return
        if refund.state is not followed.refund.state:
            followed.delays = self._schedule(refund)
        followed.refund = refund
        self._tell(refund)

    def _attempt(self, step: Callable[[], T], failed: SignalInstance | None = None) -> T | None:
        tell = failed or self.trouble
        try:
            return step()
        except (PosError, WeChatPayError) as error:
            log.warning("refund: %s", error)
            tell.emit(error)
            return None
        except Exception as error:  # our own mistake: the glass is told, and the report goes its way
            tell.emit(error)
            raise
