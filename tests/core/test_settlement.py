"""What a sale still needs, rounding in the customer's favour, and takings that break a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import YUAN, ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.settlement import LONGEST_LABEL, Due, Rounding, Taking, is_absurd

AMOUNTS = st.integers(1, 10_000_000).map(Money)
CASH = Taking.cash(Money(1230))
CARD = Taking.other(Money(1230), "银行卡")


@given(due=AMOUNTS, rounding=st.sampled_from(Rounding))
def test_cash_comes_out_even_in_the_customers_favour_and_is_never_nothing(due: Money, rounding: Rounding) -> None:
    let_go = rounding.lets_go(due)
    step = {Rounding.NONE: 1, Rounding.JIAO: 10, Rounding.YUAN: 100}[rounding]

    assert ZERO <= let_go < min(YUAN, due)
    assert (due - let_go).fen % step == 0 or due.fen < step


@given(due=AMOUNTS, handed_over=AMOUNTS, rounding=st.sampled_from(Rounding))
def test_what_is_handed_over_pays_all_of_it_rounded_or_a_part_as_it_is(
    due: Money, handed_over: Money, rounding: Rounding
) -> None:
    taking = Taking.cash(due, handed_over, rounding)

    taking.check()
    assert taking.tendered == handed_over
    assert taking.amount == min(handed_over, due - rounding.lets_go(due))
    assert (taking.pays == due) == (handed_over >= due - rounding.lets_go(due))


def test_exact_cash_is_what_is_due_after_rounding() -> None:
    taking = Taking.cash(Money(1234), rounding=Rounding.JIAO)

    assert (taking.amount, taking.tendered, taking.rounding) == (Money(1230), Money(1230), Money(4))


def test_what_a_live_claim_asks_for_remains_but_is_not_free() -> None:
    due = Due(total=Money(1000), paid=Money(300), live=Money(500))

    assert (due.remaining, due.free) == (Money(700), Money(200))


@pytest.mark.parametrize(
    ("taking", "field"),
    [
        (replace(CASH, tender=Tender.WECHAT_QR), "tender"),
        (replace(CASH, amount=ZERO), "amount"),
        (replace(CASH, tendered=None), "tendered"),
        (replace(CASH, tendered=Money(1229)), "tendered"),
        (replace(CARD, tendered=Money(1230)), "tendered"),
        (replace(CASH, rounding=YUAN), "rounding"),
        (replace(CASH, rounding=Money(-1)), "rounding"),
        (replace(CARD, rounding=Money(1)), "rounding"),
        (replace(CASH, label="现金"), "label"),
        (replace(CARD, label=""), "label"),
        (replace(CARD, label="卡" * (LONGEST_LABEL + 1)), "label"),
    ],
)
def test_a_taking_that_breaks_a_rule_is_refused(taking: Taking, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        taking.check()

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("amount", "due", "absurd"),
    [(500_000, 500_000, False), (500_001, 500_001, True), (100_000, 100, False), (100_001, 100, True)],
)
def test_an_amount_beyond_the_ceiling_or_a_thousand_times_what_is_due_is_absurd(
    amount: int, due: int, absurd: bool
) -> None:
    assert is_absurd(Money(amount), Money(due), Money(500_000)) is absurd
