"""What stands in the way of a refund, before anybody is asked; the ledger and the provider check again."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment
from pos_app.core.refund import MOST_REFUNDS, REFUND_INTERVAL, REFUND_WINDOW, Refund, Route


class Obstacle(enum.Enum):
    """Why a refund cannot be asked for."""

    NOTHING_LEFT = enum.auto()
    NO_AMOUNT = enum.auto()
    TOO_MUCH = enum.auto()
    WHOLE_ONLY = enum.auto()  # the ticket is not paid yet: it keeps all of a payment, or nothing
    TOO_SOON = enum.auto()
    TOO_MANY = enum.auto()
    TOO_OLD = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An obstacle; ``seconds`` is how long to wait, where waiting helps."""

    obstacle: Obstacle
    seconds: int = 0


def refusal_for(
    payment: Payment,
    refunds: tuple[Refund, ...],
    amount: Money,
    now: datetime,
    *,
    route: Route = Route.ORIGINAL,
    whole_only: bool = False,
) -> Refusal | None:
    """Say what stands in the way of giving ``amount`` back now; None if nothing does.

    The limits of time are the provider's: cash does not know them. ``whole_only`` tells that the ticket is not paid.
    """
    sent = route is Route.ORIGINAL
    if (lasting := _lasting(payment, refunds, now, sent=sent)) is not None:
        return Refusal(obstacle=lasting)
    if amount <= ZERO:
        return Refusal(obstacle=Obstacle.NO_AMOUNT)
    if amount > payment.refundable:
        return Refusal(obstacle=Obstacle.TOO_MUCH)
    if whole_only and amount != payment.refundable:
        return Refusal(obstacle=Obstacle.WHOLE_ONLY)
    seconds = _to_wait(refunds, now) if sent else 0
    return Refusal(obstacle=Obstacle.TOO_SOON, seconds=seconds) if seconds > 0 else None


def _lasting(payment: Payment, refunds: tuple[Refund, ...], now: datetime, *, sent: bool) -> Obstacle | None:
    if not payment.refundable:
        return Obstacle.NOTHING_LEFT
    if sent and (payment.paid_at is None or now - payment.paid_at > REFUND_WINDOW):
        return Obstacle.TOO_OLD
    return Obstacle.TOO_MANY if len(refunds) >= MOST_REFUNDS else None


def _to_wait(refunds: tuple[Refund, ...], now: datetime) -> int:
    last = max((refund.created_at for refund in refunds if refund.route is Route.ORIGINAL), default=None)
    if last is None:
        return 0
    rest = (last + REFUND_INTERVAL - now).total_seconds()
    return max(0, -int(-rest // 1))
