"""What stands in the way of a refund."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.ui.refund_limits import Obstacle, Refusal, refusal_for
from tests.ui.samples import NOON, payment

PAID = payment(PaymentState.PAID)
LATER = NOON + timedelta(hours=1)


def refund(number: int = 1, **changes: object) -> Refund:
    made = Refund(
        out_refund_no=f"{PAID.out_trade_no}-R{number}", out_trade_no=PAID.out_trade_no, sequence=number,
        state=RefundState.SUCCESS, amount=Money(1), total=PAID.amount, reason="Other", requested_by="林晓燕",
        created_at=NOON,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked by the record itself


def test_a_paid_payment_can_be_given_back() -> None:
    assert refusal_for(PAID, (), PAID.amount, LATER) is None


@pytest.mark.parametrize(
    ("paid", "refunds", "amount", "obstacle"),
    [
        (replace(PAID, reserved=PAID.amount), (), Money(1), Obstacle.NOTHING_LEFT),
        (payment(PaymentState.CLOSED), (), Money(1), Obstacle.NOTHING_LEFT),
        (PAID, (), Money(0), Obstacle.NO_AMOUNT),
        (PAID, (), PAID.amount + Money(1), Obstacle.TOO_MUCH),
        (replace(PAID, reserved=Money(1)), (refund(),), PAID.amount, Obstacle.TOO_MUCH),
        (PAID, tuple(refund(number) for number in range(50)), Money(1), Obstacle.TOO_MANY),
        (replace(PAID, paid_at=NOON - timedelta(days=366)), (), Money(1), Obstacle.TOO_OLD),
    ],
)
def test_each_limit_is_named(paid: Payment, refunds: tuple[Refund, ...], amount: Money, obstacle: Obstacle) -> None:
    assert refusal_for(paid, refunds, amount, LATER) == Refusal(obstacle=obstacle)


def test_of_a_ticket_that_is_not_paid_all_of_a_payment_goes_back() -> None:
    part = refusal_for(PAID, (), Money(1), LATER, whole_only=True)

    assert part == Refusal(obstacle=Obstacle.WHOLE_ONLY)
    assert refusal_for(PAID, (), PAID.amount, LATER, whole_only=True) is None


@pytest.mark.parametrize(("seconds", "to_wait"), [(0, 60), (0.5, 60), (1, 59), (59.5, 1), (60, None), (61, None)])
def test_two_refunds_are_a_minute_apart(seconds: float, to_wait: int | None) -> None:
    now = NOON + timedelta(seconds=seconds)

    found = refusal_for(PAID, (refund(),), Money(1), now)

    assert found == (None if to_wait is None else Refusal(obstacle=Obstacle.TOO_SOON, seconds=to_wait))
