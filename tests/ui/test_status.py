"""Every way a payment or a refund can stand has one word, one mark and one panel."""

from __future__ import annotations

from itertools import product

import pytest

from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.refund import RefundState
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName, panel_for
from pos_app.ui.status import Status, refund_status_of, status_of, status_word
from tests.ui.samples import payment, refund

EVERY_WAY = list(product(PaymentState, range(4)))  # state, questions without an answer


@pytest.mark.parametrize(
    ("shown", "status", "panel"),
    [
        (payment(PaymentState.CREATED), Status.REQUESTING, PanelName.REQUESTING),
        (payment(PaymentState.CREATED, unanswered=9), Status.REQUESTING, PanelName.REQUESTING),
        (payment(PaymentState.PRESENTED), Status.WAITING, PanelName.CODE),
        (payment(PaymentState.PRESENTED, unanswered=1), Status.WAITING, PanelName.CODE),
        (payment(PaymentState.PRESENTED, unanswered=2), Status.UNCONFIRMED, PanelName.UNCONFIRMED),
        (payment(PaymentState.PRESENTED, provider_state="USERPAYING"), Status.PASSWORD, PanelName.CODE),
        (payment(PaymentState.PRESENTED, provider_state="USER_PAYING"), Status.PASSWORD, PanelName.CODE),
        (payment(PaymentState.CLOSING), Status.CHECKING, PanelName.CLOSING),
        (payment(PaymentState.CLOSING, unanswered=1), Status.UNCONFIRMED, PanelName.UNCONFIRMED),
        (payment(PaymentState.CLOSING, unanswered=1, code_url=None), Status.CHECKING, PanelName.CLOSING),
        (payment(PaymentState.PAID), Status.PAID, PanelName.PAID),
        (payment(PaymentState.PAID, unanswered=5), Status.PAID, PanelName.PAID),
        (payment(PaymentState.PAID, surplus=True), Status.PAID_TWICE, PanelName.PAID),
        (payment(PaymentState.CLOSED), Status.VOIDED, PanelName.NOT_PAID),
        (payment(PaymentState.CLOSED, closing_reason=ClosingReason.EXPIRED), Status.EXPIRED, PanelName.NOT_PAID),
    ],
)
def test_a_payment_has_one_word_and_one_panel(shown: Payment, status: Status, panel: PanelName) -> None:
    assert (status_of(shown), panel_for(shown)) == (status, panel)


@pytest.mark.parametrize(("state", "unanswered"), EVERY_WAY)
def test_amber_is_shown_exactly_while_a_payment_is_unconfirmed(state: PaymentState, unanswered: int) -> None:
    shown = payment(state, unanswered=unanswered)

    assert (panel_for(shown) is PanelName.UNCONFIRMED) == shown.unconfirmed
    assert (status_of(shown).mark is Mark.WARN) == shown.unconfirmed


@pytest.mark.parametrize(("state", "unanswered"), EVERY_WAY)
def test_green_is_shown_only_for_proven_money(state: PaymentState, unanswered: int) -> None:
    shown = payment(state, unanswered=unanswered)

    assert (status_of(shown).mark is Mark.OK) == (state is PaymentState.PAID)
    assert (panel_for(shown) is PanelName.PAID) == (state is PaymentState.PAID)


@pytest.mark.parametrize(
    ("reserved", "matched_to", "status"),
    [(12360, None, Status.REFUNDED), (0, None, Status.LATE), (0, "012511230413", Status.PAID)],
)
def test_money_that_was_undone_is_refunded_or_late_and_never_paid_twice(
    reserved: int, matched_to: str | None, status: Status
) -> None:
    undone = payment(PaymentState.PAID, undone=True, reserved=Money(reserved), matched_to=matched_to)

    assert status_of(undone) is status


@pytest.mark.parametrize(
    ("state", "unanswered", "status"),
    [
        (RefundState.CREATED, 0, Status.REFUND_SENDING),
        (RefundState.CREATED, 1, Status.REFUND_UNCONFIRMED),
        (RefundState.PROCESSING, 0, Status.REFUND_RUNNING),
        (RefundState.ABNORMAL, 0, Status.REFUND_ABNORMAL),
        (RefundState.SUCCESS, 0, Status.REFUNDED),
        (RefundState.CLOSED, 0, Status.REFUND_FAILED),
    ],
)
def test_a_refund_has_one_word(state: RefundState, unanswered: int, status: Status) -> None:
    assert refund_status_of(refund(state, unanswered=unanswered)) is status


def test_no_refund_wears_the_green_of_a_payment() -> None:
    assert all(refund_status_of(refund(state)).mark is not Mark.OK for state in RefundState)


def test_every_status_has_a_word_of_its_own() -> None:
    assert len({status_word(status) for status in Status}) == len(Status)
