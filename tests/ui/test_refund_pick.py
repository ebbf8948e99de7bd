"""Choosing what comes back: the keys, and that parts of a line add up to the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import Money
from pos_app.core.returns import Returned
from pos_app.core.sale import Unit
from pos_app.ui.refund_pick import Pick, pick_from, whole_of
from tests.ui.samples import line

EGGS = line("鲜鸡蛋 30 枚", 2680, 2000)
APPLES = line("红富士苹果", 998, 1236, unit=Unit.KILOGRAM)


@pytest.fixture
def pick() -> Pick:
    return pick_from((EGGS, APPLES), {})


def test_nothing_is_chosen_at_first(pick: Pick) -> None:
    assert (pick.chosen, pick.amount) == ((), Money(0))


def test_plus_and_minus_count_pieces_between_none_and_what_is_left(pick: Pick) -> None:
    assert pick.more().amount == Money(2680)
    assert pick.more().more().more().amount == Money(5360)
    assert pick.more().less().less().chosen == ()


def test_plus_and_minus_take_something_weighed_as_a_whole(pick: Pick) -> None:
    apples = pick.moved(1).more()

    assert apples.amount == APPLES.amount
    assert apples.less().chosen == ()


def test_digits_are_a_weight_with_decimals(pick: Pick) -> None:
    typed = pick.moved(1)
    for key in "0.358":
        typed = typed.typed(key)

    (part,) = typed.chosen
    assert (part.wanted_milli, part.amount) == (358, Money(357))  # 12.34 × 0.358 / 1.236
    assert typed.erased().chosen[0].wanted_milli == 350


def test_pieces_have_no_decimals(pick: Pick) -> None:
    assert pick.typed("1").typed(".").typed("5").chosen[0].wanted_milli == 15_000


def test_more_than_is_left_is_shown_and_worth_nothing(pick: Pick) -> None:
    typed = pick.typed("3")

    assert typed.over is not None
    assert typed.amount == Money(0)


def test_a_touch_takes_all_that_is_left_or_nothing(pick: Pick) -> None:
    touched = pick.toggled(0)

    assert touched.amount == EGGS.amount
    assert touched.toggled(0).chosen == ()


def test_what_came_back_before_is_not_offered_again() -> None:
    pick = pick_from((EGGS,), {1: Returned(quantity_milli=1000, amount=Money(2680))})

    assert pick.more().more().amount == Money(2680)
    assert whole_of(pick).amount == Money(2680)


def test_the_keys_stay_within_the_ticket(pick: Pick) -> None:
    assert pick.moved(-1).row == 0
    assert pick.moved(5).row == 1


def test_an_empty_ticket_takes_no_key() -> None:
    assert Pick().more().less().typed("1").erased().moved(1).toggled(0).chosen == ()


@given(st.integers(1, 99_999), st.integers(1, 5000), st.data())
def test_parts_that_come_back_one_after_another_add_up_to_the_line(price: int, milli: int, data: st.DataObject) -> None:
    goods = line("散装", price, milli, unit=Unit.KILOGRAM)
    back = Returned(quantity_milli=0, amount=Money(0))
    while back.quantity_milli < milli:
        wanted = data.draw(st.integers(1, milli - back.quantity_milli))
        pick = pick_from((goods,), {1: back})
        for key in f"{wanted // 1000}.{wanted % 1000:03d}":
            pick = pick.typed(key)
        (part,) = pick.chosen
        back = Returned(quantity_milli=back.quantity_milli + wanted, amount=back.amount + part.amount)

    assert back.amount == goods.amount
