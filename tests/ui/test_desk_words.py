"""Refunds and what waits for a manager, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.core.money import Money
from pos_app.core.overview import Remedy, Resolution, Unresolved, UnresolvedKind
from pos_app.core.payment import PaymentState, Trouble
from pos_app.core.refund import Refund, RefundState, Route
from pos_app.core.returns import Returned
from pos_app.core.sale import Unit
from pos_app.ui.refund_pick import pick_from, whole_of
from pos_app.ui.refund_words import Next, arrival_words, count_words, goods_words, next_for, notice_of, under_step
from pos_app.ui.status import Status
from pos_app.ui.unresolved_words import (
    ICONS,
    KEYS,
    age_words,
    call_words,
    fact_words,
    pill_of,
    remedy_word,
    short_words,
    story_words,
    ticket_of,
    what_way,
)
from tests.ui.samples import NOON, line, payment, trouble

PAID = payment(PaymentState.PAID, transaction_id="4200002522")
REFUND = Refund(
    out_refund_no=f"{PAID.out_trade_no}-R1", out_trade_no=PAID.out_trade_no, sequence=1, state=RefundState.CREATED,
    amount=Money(100), total=PAID.amount, reason="Other", requested_by="林晓燕", created_at=NOON,
)  # fmt: skip


def waiting(kind: UnresolvedKind, refund: Refund | None = None, **changes: object) -> Unresolved:
    made = Unresolved(
        kind=kind, number=refund.out_refund_no if refund else PAID.out_trade_no, amount=PAID.amount, since=NOON,
        payment=PAID, refund=refund,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked by the record itself


def refused(code: str) -> Trouble:
    return trouble("refused", code)


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (None, "Balance: about 5 minutes. Bank card: 1 to 3 working days"),
        ("支付用户零钱", "about 5 minutes"),
        ("招商银行信用卡0403", "1 to 3 working days"),
    ],
)
def test_money_arrives_at_once_on_a_balance_and_after_days_on_a_card(account: str | None, words: str) -> None:
    assert arrival_words(account) == words


@pytest.mark.parametrize(
    ("refund", "todo"),
    [
        (REFUND, Next.WAIT),
        (replace(REFUND, state=RefundState.PROCESSING), Next.WAIT),
        (replace(REFUND, trouble=trouble()), Next.WAIT),
        (replace(REFUND, trouble=refused("NOT_ENOUGH")), Next.SEND_AGAIN),
        (replace(REFUND, state=RefundState.ABNORMAL), Next.OTHER_ACCOUNT),
        (replace(REFUND, state=RefundState.CLOSED), Next.BEGIN_ANEW),
        (replace(REFUND, state=RefundState.SUCCESS), Next.NOTHING),
    ],
)
def test_each_refund_has_one_thing_to_do_next(refund: Refund, todo: Next) -> None:
    assert next_for(refund) is todo


def test_a_refund_says_what_happened_only_when_something_did() -> None:
    assert notice_of(REFUND) == ""
    assert "not answered" in under_step(REFUND)
    assert "did not answer" in notice_of(replace(REFUND, trouble=trouble()))
    assert under_step(replace(REFUND, state=RefundState.SUCCESS, route=Route.CASH)) == ""


def test_goods_are_named_and_counted() -> None:
    pick = whole_of(pick_from((line("水", 200, 6000), line("苹果", 998, 1236, unit=Unit.KILOGRAM)), {}))

    assert goods_words(pick.chosen) == "水 ×6 · 苹果 ×1.236"
    assert count_words(pick.chosen) == "Kinds: 2 · Pieces: 7"
    assert goods_words(()) == count_words(()) == "An amount, without goods"


def test_many_goods_are_named_in_part() -> None:
    pick = whole_of(
        pick_from(tuple(line(f"货{number}") for number in range(5)), {1: Returned(quantity_milli=0, amount=Money(0))})
    )

    assert goods_words(pick.chosen).endswith("货2 ×1 …")


@pytest.mark.parametrize("kind", UnresolvedKind)
def test_whatever_waits_is_explained_and_can_be_done_something_about(kind: UnresolvedKind) -> None:
    refund = REFUND if kind in {UnresolvedKind.ABNORMAL, UnresolvedKind.REFUND} else None
    item = waiting(kind, refund)

    assert all(story_words(item))
    assert short_words(item)
    assert item.remedies
    assert pill_of(item) is not Status.RESOLVED


@pytest.mark.parametrize(
    ("code", "short", "pill"),
    [
        ("NOT_ENOUGH", "Merchant account short", Status.REFUND_REFUSED),
        ("INVALID_REQUEST", "Refund refused", Status.REFUND_REFUSED),
        ("", "No answer about refund", Status.REFUND_UNCONFIRMED),
    ],
)
def test_a_refund_that_waits_says_why(code: str, short: str, pill: Status) -> None:
    stuck = replace(REFUND, trouble=refused(code) if code else trouble())
    item = waiting(UnresolvedKind.REFUND, stuck)

    assert (short_words(item), pill_of(item)) == (short, pill)
    assert all(story_words(item))


def test_what_a_manager_answered_for_says_who_and_why() -> None:
    answer = Resolution(
        number="X1", subject=PAID.out_trade_no, kind=UnresolvedKind.SURPLUS, amount=PAID.amount, reason="same customer",
        resolved_by="陈立", at=NOON,
    )  # fmt: skip
    item = waiting(UnresolvedKind.SURPLUS, resolution=answer)

    assert pill_of(item) is Status.RESOLVED
    assert story_words(item)[0] == "Marked as resolved by 陈立 at 18:45: same customer"


def test_a_flaw_of_the_book_needs_no_payment() -> None:
    flaw = waiting(UnresolvedKind.BOOK, number="01 · 17", payment=None, flaw="row 17 was changed")

    assert (ticket_of(flaw), what_way(flaw)) == ("01 · 17", "row 17 was changed")
    assert fact_words(flaw) == ("Number 01 · 17", "row 17 was changed")
    assert "Call whoever set up this till" in call_words(flaw)


def test_the_facts_are_what_somebody_on_the_telephone_asks_for() -> None:
    silent = replace(PAID, unanswered=3, trouble=trouble())
    item = waiting(UnresolvedKind.UNCONFIRMED, payment=silent)

    facts = " | ".join(fact_words(item))
    assert "4200002522" in facts
    assert "Asked 3 times in a row" in facts
    assert "4200002522" in call_words(item)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=30), "0 min"),
        (timedelta(minutes=15), "15 min"),
        (timedelta(hours=2, minutes=42), "2 h 42 min"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_ago_is_told_shortly(age: timedelta, words: str) -> None:
    assert age_words(NOON, NOON + age) == words


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_has_a_word_a_key_and_an_icon(remedy: Remedy) -> None:
    assert remedy_word(remedy)
    assert remedy in KEYS
    assert remedy in ICONS
