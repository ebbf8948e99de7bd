"""Ringing up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.cart import LONGEST_NOTE, MOST_LINES, MOST_QUANTITY_MILLI, MOST_TOTAL, Cart, Draft
from pos_app.core.discount import Amount, Share
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
    full = Cart(Cart().add_amount(Money(1), "杂项").items * MOST_LINES)

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


# ---------------------------------------------------------------- prices, discounts, notes


def test_a_changed_price_remembers_the_catalogues_until_it_is_the_same_again() -> None:
    cart = Cart().add(goods("1", 500), 3000)

    cheaper = cart.change_price(0, Money(450)).change_price(0, Money(400))

    assert (cheaper.lines[0].unit_price, cheaper.lines[0].list_price) == (Money(400), Money(500))
    assert cheaper.total == Money(1200)
    assert cheaper.change_price(0, Money(500)) == cart


def test_a_typed_amount_has_no_other_price_to_remember() -> None:
    cart = Cart().add_amount(Money(350), "杂项").change_price(0, Money(300))

    assert (cart.total, cart.lines[0].list_price) == (Money(300), None)


def test_a_price_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Cart().add(goods("1")).change_price(0, ZERO)

    assert caught.value.field == "price"


@pytest.mark.parametrize(
    "mark",
    [
        lambda cart: cart.discount_line(0, Share(50)),
        lambda cart: cart.change_price(0, Money(100)),
        lambda cart: cart.write_line(0, "不要袋子"),
    ],
)
def test_what_is_marked_down_or_noted_does_not_take_in_one_more_of_the_same(mark: Callable[[Cart], Cart]) -> None:
    """The broken one is half the price; the next one that is scanned is not."""
    cart = mark(Cart().add(goods("1"))).add(goods("1")).add(goods("1"))

    assert [line.quantity_milli for line in cart.lines] == [1000, 2000]
    assert cart.lines[1] == Cart().add(goods("1"), 2000).lines[0]


def test_a_discount_follows_the_quantity_and_a_new_one_takes_its_place() -> None:
    cart = Cart().add(goods("1"), 2000).discount_line(0, Share(10))

    assert cart.change_quantity(0, 3000).lines[0].discount == Money(60)
    assert cart.discount_line(0, Amount(Money(50), Money(400))).total == Money(350)
    assert cart.discount_line(0, None) == Cart().add(goods("1"), 2000)


def test_what_is_taken_off_all_of_it_is_a_share_of_what_the_lines_cost_after_their_own() -> None:
    cart = Cart().add(goods("1", 1000)).add(goods("2", 1000)).discount_line(0, Share(50)).discount_all(Share(10))

    assert cart.full() == Money(1500)
    assert cart.full(0) == Money(1000)
    assert cart.total == Money(1350)
    assert [line.discount for line in cart.lines] == [Money(550), Money(100)]


def test_with_the_last_line_goes_what_was_taken_off_all_of_it() -> None:
    assert Cart().add(goods("1")).discount_all(Share(10)).write("给张姐").remove(0) == Cart()


def test_lines_carry_what_reports_count_by() -> None:
    line = Cart().add(replace(goods("1"), tax_rate=1300)).lines[0]

    assert (line.category, line.tax_rate) == ("饮料", 1300)


def test_notes_are_trimmed_and_have_an_end() -> None:
    cart = Cart().add(goods("1")).write(" 三点  来取 ").write_line(0, "少冰")

    assert (cart.note, cart.lines[0].note) == ("三点 来取", "少冰")
    for write in (cart.write, lambda note: cart.write_line(0, note)):
        with pytest.raises(InvalidInputError) as caught:
            write("长" * (LONGEST_NOTE + 1))
        assert caught.value.field == "note"


def test_every_draft_has_a_number_of_its_own() -> None:
    assert Draft.new().number != Draft.new().number
    assert not Draft.new().cart
