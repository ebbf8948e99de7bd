"""Ringing up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.cart import MOST_LINES, MOST_QUANTITY_MILLI, MOST_TOTAL, Cart
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Category, Goods
from pos_app.core.money import ZERO, Money, line_amount
from pos_app.core.sale import Unit, sum_lines

SHELF = Category(name="饮料", name_en="Drinks")


def goods(code: str = "1", price: int = 200, unit: Unit = Unit.EACH) -> Goods:
    return Goods(
        code=code, name=f"货{code}", name_en=f"Goods {code}", initials="h", category=SHELF, unit=unit,
        price=Money(price), favourite=False, pictogram="bottle",
    )  # fmt: skip


def test_an_empty_cart_costs_nothing() -> None:
    assert not Cart()
    assert Cart().total == ZERO
    assert Cart().pieces == 0


def test_the_same_goods_again_raise_the_quantity_of_their_line() -> None:
    cart = Cart().add(goods("1")).add(goods("2")).add(goods("1"), 2000)

    assert [line.quantity_milli for line in cart.lines] == [3000, 1000]
    assert cart.total == Money(800)
    assert cart.pieces == 4


def test_weighed_goods_get_a_line_for_every_weighing_and_count_as_one_piece() -> None:
    apples = goods("1", 998, Unit.KILOGRAM)

    cart = Cart().add(apples, 1236).add(apples, 500)

    assert [line.amount for line in cart.lines] == [Money(1234), Money(499)]
    assert cart.pieces == 2


def test_goods_whose_price_has_changed_meanwhile_get_a_line_of_their_own() -> None:
    cart = Cart().add(goods("1", 200)).add(goods("1", 250))

    assert [line.unit_price for line in cart.lines] == [Money(200), Money(250)]


def test_a_cart_is_changed_by_making_another_one() -> None:
    before = Cart().add(goods("1"))

    after = before.change_quantity(0, 5000).add_amount(Money(350), "杂项").remove(0)

    assert before.total == Money(200)
    assert [(line.code, line.name, line.amount) for line in after.lines] == [("", "杂项", Money(350))]


def test_the_ticket_may_call_goods_by_another_name() -> None:
    assert Cart().add(goods("1"), name="Water").lines[0].name == "Water"


def test_typed_amounts_never_melt_into_one_line() -> None:
    assert len(Cart().add_amount(Money(1), "杂项").add_amount(Money(1), "杂项").lines) == 2


def test_the_line_of_a_code_is_found_from_the_end() -> None:
    apples = goods("2", 998, Unit.KILOGRAM)
    cart = Cart().add(apples, 1).add(goods("1")).add(apples, 1).add(goods("3"))

    assert cart.position("2") == 2
    assert cart.position("9") is None


@pytest.mark.parametrize(
    ("unit", "milli"),
    [(Unit.EACH, 1500), (Unit.EACH, 0), (Unit.EACH, -1000), (Unit.KILOGRAM, 0), (Unit.KILOGRAM, 10_000_000)],
)
def test_a_quantity_that_cannot_be_is_refused(unit: Unit, milli: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Cart().add(goods(unit=unit), milli)

    assert caught.value.field == "quantity"


def test_a_total_that_is_surely_a_slip_of_the_hand_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Cart().add(goods(price=MOST_TOTAL.fen)).add_amount(Money(1), "杂项")

    assert caught.value.field == "total"


def test_a_ticket_has_an_end() -> None:
    full = Cart(Cart().add_amount(Money(1), "杂项").lines * MOST_LINES)

    with pytest.raises(InvalidInputError) as caught:
        full.add_amount(Money(1), "杂项")

    assert caught.value.field == "lines"


def test_an_amount_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Cart().add_amount(ZERO, "杂项")

    assert caught.value.field == "amount"


@given(st.lists(st.tuples(st.integers(1, 100_000), st.integers(1, MOST_QUANTITY_MILLI // 100)), max_size=20))
def test_the_total_is_always_the_sum_of_its_lines(rung: list[tuple[int, int]]) -> None:
    cart = Cart()
    for number, (price, milli) in enumerate(rung):
        try:
            cart = cart.add(goods(str(number), price, Unit.KILOGRAM), milli)
        except InvalidInputError:
            break

    assert cart.total == sum_lines(cart.lines)
    assert all(line.amount == line_amount(line.unit_price, line.quantity_milli) for line in cart.lines)
