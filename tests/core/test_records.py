"""The state machines, and what records say of themselves."""

from __future__ import annotations

import dataclasses
import enum
import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import PAYMENT_MOVES, Payment, PaymentState, Tender, Terms
from pos_app.core.refund import REFUND_MOVES, Refund, RefundState
from pos_app.core.sale import SALE_MOVES, Sale, SaleState

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)

PAYMENT = Payment(
    out_trade_no="012611240412-1-ABCDEF", sale_number="012611240412", attempt=1, tender=Tender.WECHAT_QR,
    state=PaymentState.CREATED, amount=Money(1634), description="店", time_expire=NOW, created_at=NOW,
)  # fmt: skip
REFUND = Refund(
    out_refund_no="R", out_trade_no="012611240412-1-ABCDEF", sequence=1, state=RefundState.CREATED,
    amount=Money(1), total=Money(1634), reason="退", requested_by="店长", created_at=NOW,
)  # fmt: skip
SALE = Sale(
    number="012611240412", till="01", business_date=date(2026, 11, 24), sequence=412, state=SaleState.OPEN,
    lines=(), total=Money(1634), cashier="林晓燕", opened_at=NOW,
)  # fmt: skip

ALLOWED = {
    ("created", "presented"), ("created", "closing"), ("created", "paid"), ("created", "closed"),
    ("presented", "closing"), ("presented", "paid"), ("presented", "closed"),
    ("closing", "paid"), ("closing", "closed"),
    ("open", "paid"), ("open", "voided"), ("voided", "paid"),
    ("created", "processing"), ("created", "abnormal"), ("created", "success"),
    ("processing", "abnormal"), ("processing", "success"), ("processing", "closed"),
    ("abnormal", "processing"), ("abnormal", "success"), ("abnormal", "closed"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("states", "moves"),
    [(SaleState, SALE_MOVES), (PaymentState, PAYMENT_MOVES), (RefundState, REFUND_MOVES)],
)
def test_every_pair_of_states_is_a_move_or_is_not(
    states: type[enum.Enum], moves: Mapping[enum.Enum, frozenset[enum.Enum]]
) -> None:
    for before, after in itertools.product(states, repeat=2):
        assert (after in moves[before]) is ((before.value, after.value) in ALLOWED), (before, after)


@pytest.mark.parametrize("state", PaymentState)
def test_only_a_proven_payment_is_settled(state: PaymentState) -> None:
    payment = dataclasses.replace(PAYMENT, state=state)

    assert payment.settled is (state in {PaymentState.PAID, PaymentState.CLOSED})


@pytest.mark.parametrize("state", RefundState)
def test_a_refund_is_settled_when_the_money_is_back_or_never_will_be(state: RefundState) -> None:
    assert dataclasses.replace(REFUND, state=state).settled is (state in {RefundState.SUCCESS, RefundState.CLOSED})


@pytest.mark.parametrize("state", SaleState)
def test_a_sale_is_settled_when_it_is_paid_or_given_up(state: SaleState) -> None:
    assert dataclasses.replace(SALE, state=state).settled is (state is not SaleState.OPEN)


@pytest.mark.parametrize(
    ("state", "code_url", "unanswered", "unconfirmed"),
    [
        (PaymentState.CREATED, None, 9, False),
        (PaymentState.PRESENTED, "weixin://x", 1, False),
        (PaymentState.PRESENTED, "weixin://x", 2, True),
        (PaymentState.CLOSING, "weixin://x", 0, False),
        (PaymentState.CLOSING, "weixin://x", 1, True),
        (PaymentState.CLOSING, None, 9, False),
        (PaymentState.PAID, "weixin://x", 9, False),
        (PaymentState.CLOSED, "weixin://x", 9, False),
    ],
)
def test_m3_a_payment_is_unconfirmed_only_while_somebody_could_have_paid_it(
    state: PaymentState, code_url: str | None, unanswered: int, unconfirmed: bool
) -> None:
    payment = dataclasses.replace(PAYMENT, state=state, code_url=code_url, unanswered=unanswered)

    assert payment.unconfirmed is unconfirmed


def test_only_a_paid_payment_can_be_given_back_and_only_what_is_not_on_its_way() -> None:
    paid = dataclasses.replace(PAYMENT, state=PaymentState.PAID, reserved=Money(600))

    assert paid.refundable == Money(1034)
    assert PAYMENT.refundable == ZERO


def test_ticket_and_attempt_are_short_enough_to_be_said() -> None:
    assert SALE.ticket == "0412"
    assert PAYMENT.tail == "0412-1"


def test_m11_whoever_prints_a_payment_does_not_print_its_code() -> None:
    assert "weixin" not in repr(dataclasses.replace(PAYMENT, code_url="weixin://wxpay/secret"))


@pytest.mark.parametrize("description", ["", "店" * 128])
def test_a_description_that_the_provider_would_refuse_is_refused_at_start_up(description: str) -> None:
    with pytest.raises(InvalidInputError):
        Terms(
            tender=Tender.WECHAT_QR, description=description, notify_url="https://a/b", expires_after=timedelta(1)
        )  # fmt: skip
