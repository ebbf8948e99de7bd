"""The voice worker: says aloud what was proven, once, and lets a tone tell what was not."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.config import Voice
from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.refund import Refund, RefundState, Route
from pos_app.core.sale import Sale
from pos_app.devices.errors import NoSoundError
from pos_app.devices.sounds import Recordings, Tone
from pos_app.devices.speaker import Speaker
from pos_app.devices.speech import Phrase, announcement

log = logging.getLogger(__name__)

Record = TypeVar("Record", Payment, Refund)

_ACCEPTED = frozenset({RefundState.PROCESSING, RefundState.SUCCESS})
_FAILED = frozenset({RefundState.ABNORMAL, RefundState.CLOSED})


class VoiceWorker(QObject):
    """Hears of every payment and refund, and speaks of this till's when it sees them move.

    Only a move that it sees is said: what a payment was when it first heard of it is old news, so nothing is said
    again after a restart (R12). What is said to be paid is in the ledger as proven (M2).

    Signals:
        announced: ``str``, ``bool``: the number of a paid payment, and whether it could be heard.
        audible_changed: ``bool``: whether the till can be heard: neither muted nor without a loudspeaker.
    """

    announced = Signal(str, bool)
    audible_changed = Signal(bool)

    def __init__(self, choices: Voice, till: str, recordings: Path, speaker: Speaker) -> None:
        """Make a worker; ``recordings`` holds the built-in ones, one folder a language."""
        super().__init__()
        self._language = choices.language
        self._recordings = Recordings(recordings / choices.language, choices.recordings)
        self._speaker = speaker
        self._till = till
        self._muted = choices.muted
        self._known_payments: dict[str, Payment] = {}
        self._known_refunds: dict[str, Refund] = {}

    @Slot(object)
    def note_payment(self, told: tuple[Sale, Payment]) -> None:
        """Hear how a payment stands."""
        sale, payment = told
        before = _remember(self._known_payments, payment.out_trade_no, payment)
        if before is None or sale.till != self._till:
            return
        if payment.state is not before.state:
            self._tell_move(sale, payment)
        elif payment.unconfirmed and not before.unconfirmed:
            self._sound(Tone.UNKNOWN)

    def _tell_move(self, sale: Sale, payment: Payment) -> None:
        if payment.state is PaymentState.PAID and payment.surplus:
            self._sound(Tone.UNKNOWN)  # it came twice: the manager is called, nothing is handed out for it
        elif payment.state is PaymentState.PAID:
            words = announcement(Phrase.PAID, payment.amount, sale.ticket, self._language)
            self.announced.emit(payment.out_trade_no, self._sound(Tone.PAID, words))
        elif payment.state is PaymentState.CLOSED and payment.closing_reason is not ClosingReason.CANCELLED:
            self._sound(Tone.NOT_PAID)  # whoever cancelled it knows

    @Slot(object)
    def note_refund(self, told: tuple[Payment, Refund]) -> None:
        """Hear how a refund stands."""
        payment, refund = told
        before = _remember(self._known_refunds, refund.out_refund_no, refund)
        if before is None or refund.state is before.state or payment.sale_number[:2] != self._till:
            return
        if refund.state in _FAILED:
            self._sound(Tone.NOT_PAID)
        elif refund.state in _ACCEPTED and before.state is RefundState.CREATED and refund.route is Route.ORIGINAL:
            self._sound(Tone.REFUND, announcement(Phrase.REFUND, refund.amount, _ticket(payment), self._language))

    @Slot()
    def reject_scan(self) -> None:
        """Let a tone tell that a scan came to nothing."""
        self._sound(Tone.REJECTED)

    @Slot(bool)
    def set_muted(self, muted: bool) -> None:
        """Fall silent, or speak again."""
        self._muted = muted
        self.audible_changed.emit(not muted)

    @Slot()
    def finish(self) -> None:
        """Nothing is in flight between two sounds. Connected to the thread's ``finished``."""

    def _sound(self, tone: Tone, words: Sequence[str] = ()) -> bool:
        """Make a sound, and say whether it could be heard."""
        if self._muted:
            return False
        try:
            self._speaker.play(self._recordings.sound(tone, words))
        except NoSoundError as error:
            log.warning("not heard: %s", error)
            self.audible_changed.emit(False)
            return False
        self.audible_changed.emit(True)
        return True


def _ticket(payment: Payment) -> str:
    return payment.sale_number[8:]


def _remember(known: dict[str, Record], number: str, now: Record) -> Record | None:
    """Keep a record until it can no longer move; give what was known before."""
    before = known.pop(number, None)
    if not now.settled:
        known[number] = now
    return before
