"""The story of a payment is told from its records, once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.ui.marks import Mark
from pos_app.ui.story import Event, StoryLine, line_text, retell
from tests.ui.samples import CODE_URL, NOON, payment, trouble

LATER = NOON + timedelta(seconds=30)


def test_a_new_payment_begins_with_the_request() -> None:
    assert retell(None, payment(), LATER) == (StoryLine(at=NOON, event=Event.REQUESTED, detail="0412-1"),)


def test_showing_the_code_is_told_once() -> None:
    before = payment()
    after = replace(before, state=PaymentState.PRESENTED, code_url=CODE_URL)

    assert [line.event for line in retell(before, after, LATER)] == [Event.SHOWN]
    assert retell(after, after, LATER) == ()


def test_the_customers_password_is_told_when_the_provider_says_so() -> None:
    before = payment(PaymentState.PRESENTED)
    after = replace(before, provider_state="USERPAYING")

    assert [line.event for line in retell(before, after, LATER)] == [Event.PASSWORD]
    assert retell(after, after, LATER) == ()


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("not_sent", Event.NOT_SENT),
        ("unknown", Event.NO_ANSWER),
        ("bad_reply", Event.BAD_REPLY),
        ("refused", Event.REFUSED),
    ],
)
def test_a_silent_question_is_told_with_its_count_and_its_own_time(kind: str, event: Event) -> None:
    before = payment(PaymentState.PRESENTED, unanswered=1, trouble=trouble())
    after = replace(before, unanswered=2, trouble=trouble(kind, seconds=17))

    (line,) = retell(before, after, LATER)

    assert line == StoryLine(at=NOON + timedelta(seconds=17), event=event, detail="2")
    assert line.mark is Mark.WARN


def test_the_end_of_the_silence_is_told() -> None:
    before = payment(PaymentState.PRESENTED, unanswered=2, trouble=trouble())
    after = replace(before, unanswered=0, trouble=None)

    assert [line.event for line in retell(before, after, LATER)] == [Event.ANSWERED]


@pytest.mark.parametrize(
    ("after", "event"),
    [
        (payment(PaymentState.CLOSING), Event.CANCELLED),
        (payment(PaymentState.CLOSING, closing_reason=ClosingReason.EXPIRED), Event.EXPIRED),
        (payment(PaymentState.PAID), Event.PAID),
        (payment(PaymentState.CLOSED), Event.CLOSED),
    ],
)
def test_every_move_is_told(after: Payment, event: Event) -> None:
    assert [line.event for line in retell(payment(PaymentState.PRESENTED), after, LATER)] == [event]


def test_the_provider_dates_what_the_provider_proved() -> None:
    (paid,) = retell(payment(PaymentState.PRESENTED), payment(PaymentState.PAID), LATER)

    assert paid.at == NOON + timedelta(seconds=20)


@pytest.mark.parametrize("event", Event)
def test_everything_that_happens_can_be_said(event: Event) -> None:
    words = line_text(StoryLine(at=NOON, event=event, detail="7"))

    assert words
    assert "{" not in words
