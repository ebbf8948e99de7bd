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
from pos_app.core.payment import Payment
from pos_app.core.refund import AbnormalAccount, Refund, RefundOrder
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
    wanted: Callable[[Refund], Refund] | None = None  # a person's deed, for when the call in flight is home


class RefundWorker(QObject):
    """Gives money back, asking the provider until it has arrived or is refused for good.

    Signals:
        taken_up: the ledger is open, and every unsettled refund in it is being followed again.
        refund_changed: ``tuple[Payment, Refund]``; the payment carries what can still be given back.
        answered: the number of a refund about which a question came home, whether it brought news or not.
        begin_failed: ``PosError``: the press that was to start a refund came to nothing.
        trouble: ``PosError``: the ledger cannot be read or written.
    """

    taken_up = Signal()
    refund_changed = Signal(object)
    answered = Signal(str)
    begin_failed = Signal(object)
    trouble = Signal(object)

    def __init__(self, schedule: Schedule = delays_for) -> None:
        super().__init__()
        self._schedule = schedule
        self._followed: dict[str, _Followed] = {}
        self._rounds = Rounds("refunds", self)
        self._rounds.due.connect(self._come_round)
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

    @Slot(object, str, str)
    def begin(self, order: RefundOrder, who: str, approval: str = "") -> None:
        """Reserve the amount and write the refund down, then send it (M7); ``approval`` is used up by it."""
        refund = self._attempt(partial(self._refunding.begin, order, who, approval=approval), self.begin_failed)
        if refund is not None:
            self._follow(refund, pressed=True)

    @Slot(str)
    def query_now(self, number: str) -> None:
        """Ask about a refund at once, or send it again under its own number; the schedule goes on from there."""
        self._press(number, self._refunding.advance)

    @Slot(str, str)
    def send_again(self, number: str, who: str) -> None:
        """Send a refund again under its own number, now that the merchant's account was topped up (M6)."""
        self._press(number, lambda refund: self._refunding.send_again(refund, who))

    @Slot(str, str)
    def withdraw(self, number: str, who: str) -> None:
        """Take back a refund that the provider does not have."""
        self._press(number, lambda refund: self._refunding.withdraw(refund, who))

    @Slot(str, object, str, str)
    def apply_abnormal(self, number: str, account: AbnormalAccount, who: str, approval: str) -> None:
        """Send the money of an abnormal refund to another account; ``approval`` is used up by it."""
        self._press(number, lambda refund: self._refunding.apply_abnormal(refund, account, who, approval=approval))

    @Slot()
    def finish(self) -> None:
        """Let the calls in flight come to their end. Connected to the thread's ``finished``."""
        self._rounds.finish()

    def _press(self, number: str, deed: Callable[[Refund], Refund]) -> None:
        """Do what a person pressed, at once or as soon as the call in flight is home."""
        followed = self._followed.get(number) or self._take_up(number)
        if followed is not None and not self._send(followed, deed, pressed=True):
            followed.wanted = deed

    def _take_up(self, number: str) -> _Followed | None:
        """Follow a refund that another till began; one that is settled already is told as it is."""
        refund = self._attempt(partial(self._ledger.refund, number))
        if refund is None or refund.settled:
            if refund is not None:
                self._tell(refund)
            self.answered.emit(number)
            return None
        self._followed[number] = followed = _Followed(refund, self._schedule(refund))
        return followed

    def _send(self, followed: _Followed, deed: Callable[[Refund], Refund], *, pressed: bool) -> bool:
        return self._rounds.send(followed.refund.out_refund_no, partial(deed, followed.refund), pressed=pressed)

    @Slot(str)
    def _come_round(self, number: str) -> None:
        self._send(self._followed[number], self._refunding.advance, pressed=False)

    def _follow(self, refund: Refund, *, pressed: bool = False) -> None:
        self._followed[refund.out_refund_no] = followed = _Followed(refund, self._schedule(refund))
        self._tell(refund)
        self._send(followed, self._refunding.advance, pressed=pressed)

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
            self._go_on(landed.number, followed)

    def _go_on(self, number: str, followed: _Followed) -> None:
        self.answered.emit(number)
        wanted, followed.wanted = followed.wanted, None
        if followed.refund.settled:
            del self._followed[number]
        elif wanted is not None:
            self._press(number, wanted)
        else:
            self._rounds.wait(number, next(followed.delays))

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
