"""Ringing up without the glass: what is typed, and what becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Category, Goods
from pos_app.core.money import Money
from pos_app.core.sale import Unit
from pos_app.ui.entry import LONGEST, Entry
from pos_app.ui.ring_up import RingUp

SHELF = Category(name="乳品饮料", name_en="Dairy, drinks")


def goods(code: str = "1", price: int = 200, unit: Unit = Unit.EACH) -> Goods:
    return Goods(
        code=code, name="矿泉水", name_en="Water", initials="kqs", category=SHELF, unit=unit, price=Money(price),
        favourite=True, pictogram="bottle",
    )  # fmt: skip


WATER, RICE, APPLES = goods("1"), goods("2", 3990), goods("3", 998, Unit.KILOGRAM)


def typed(text: str, state: RingUp | None = None) -> RingUp:
    state = state or RingUp()
    for character in text:
        state = state.times() if character == "*" else state.typed(character)
    return state


def test_digits_before_an_item_are_its_quantity() -> None:
    state = typed("6").add(WATER, "水")

    assert (state.cart.pieces, state.cart.total, state.selected) == (6, Money(1200), 0)
    assert not state.entry


def test_the_sign_may_come_before_or_after_the_digits() -> None:
    before, after = typed("*6"), typed("6*")

    assert before.entry == after.entry == Entry("6", quantity=True)


def test_the_same_pieces_again_raise_their_line_and_select_it() -> None:
    state = RingUp().add(WATER, "水").add(RICE, "米").add(WATER, "水")

    assert [line.quantity_milli for line in state.cart.lines] == [2000, 1000]
    assert state.selected == 0


def test_something_weighed_waits_for_its_weight() -> None:
    waiting = RingUp().add(APPLES, "苹果")
    state = typed("1.236", waiting).add(APPLES, "苹果")

    assert waiting.entry.weighing is APPLES
    assert not waiting.cart
    assert state.cart.lines[0].amount == Money(1234)


def test_a_typed_amount_becomes_a_line() -> None:
    state = typed("12.5").add_amount("快速收款")

    assert (state.cart.lines[0].name, state.cart.total) == ("快速收款", Money(1250))


@pytest.mark.parametrize("text", ["", "0", "0.00", "*5", "1.234"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        typed(text).add_amount("快速收款")

    assert caught.value.field == "amount"


def test_a_quantity_goes_to_the_selected_line() -> None:
    state = typed("*12", RingUp().add(WATER, "水").add(RICE, "米").select(0)).take_quantity()

    assert [line.quantity_milli for line in state.cart.lines] == [12000, 1000]


@pytest.mark.parametrize("text", ["*", "*0", "*1.5"])
def test_an_impossible_quantity_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        typed(text, RingUp().add(WATER, "水")).take_quantity()

    assert caught.value.field == "quantity"


def test_one_more_and_one_less() -> None:
    state = RingUp().add(WATER, "水").change_by(1).change_by(1).change_by(-1)

    assert state.cart.pieces == 2


def test_less_than_one_is_refused_and_so_is_counting_what_is_weighed() -> None:
    weighed = typed("1", RingUp().add(APPLES, "苹果")).add(APPLES, "苹果")

    for state, by in ((RingUp().add(WATER, "水"), -1), (weighed, 1)):
        with pytest.raises(InvalidInputError):
            state.change_by(by)


def test_deleting_selects_the_line_that_moves_up() -> None:
    state = RingUp().add(WATER, "水").add(RICE, "米").select(0)

    after = state.delete()
    empty = after.delete()

    assert (after.cart.lines[0].code, after.selected) == ("2", 0)
    assert (empty.cart.lines, empty.selected) == ((), None)
    with pytest.raises(InvalidInputError):
        empty.delete()


def test_the_selection_stays_within_the_ticket() -> None:
    state = RingUp().add(WATER, "水").add(RICE, "米")

    assert state.step(5).selected == 1
    assert state.step(-5).selected == 0
    assert RingUp().step(1).selected is None


def test_erasing_goes_back_to_nothing() -> None:
    state = typed("*1")

    for _ in range(3):
        state = state.erased()

    assert not state.entry


def test_a_second_point_and_a_fourth_decimal_are_not_taken() -> None:
    assert typed("1.2.3456").entry.text == "1.234"


def test_a_point_alone_begins_with_nought() -> None:
    assert typed(".5").entry.text == "0.5"


def test_a_weight_cannot_be_made_a_quantity() -> None:
    assert not RingUp().add(APPLES, "苹果").times().entry.quantity


@given(st.text("0123456789.", max_size=40))
def test_whatever_is_typed_stays_short_and_readable(text: str) -> None:
    entry = typed(text).entry

    assert len(entry.text) <= LONGEST
    assert entry.amount is None or entry.amount.fen > 0
    assert entry.quantity_milli is None or entry.quantity_milli > 0


@given(st.lists(st.sampled_from([WATER, RICE]), max_size=8), st.integers(-10, 10))
def test_the_total_is_the_sum_of_the_lines(items: list[Goods], by: int) -> None:
    state = RingUp()
    for item in items:
        state = state.add(item, item.name)

    assert state.cart.total.fen == sum(item.price.fen for item in items)
    assert state.step(by).selected is None or 0 <= (state.step(by).selected or 0) < len(state.cart.lines)
