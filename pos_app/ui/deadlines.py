"""How long customers still have, counted by a clock that nobody sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pos_app.core.payment import Payment


class Deadlines:
    """Takes what is left when a code is first seen, and counts it down on the monotonic clock.

    The wall clock may be set right in the middle of a payment; the countdown must not jump with it.
    """

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._now = now
        self._monotonic = monotonic
        self._ends: dict[str, float] = {}  # monotonic, by out_trade_no

    def note(self, payment: Payment) -> None:
        """Begin to count for a payment that a customer could pay, unless it is counted already."""
        if payment.payable and payment.out_trade_no not in self._ends:
            left = min(payment.time_expire - self._now(), payment.time_expire - payment.created_at)
            self._ends[payment.out_trade_no] = self._monotonic() + left.total_seconds()

    def left(self, number: str) -> float:
        """Give the seconds left; nothing for a payment that was never counted."""
        return max(0.0, self._ends.get(number, 0.0) - self._monotonic())

    def forget(self, number: str) -> None:
        """Stop counting."""
        self._ends.pop(number, None)


def allowed(payment: Payment) -> float:
    """Give the seconds that the customer had at the beginning."""
    return (payment.time_expire - payment.created_at).total_seconds()
