"""What is taken off: shares, amounts, and how a whole discount falls on the lines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.cart import Cart
from pos_app.core.discount import Amount, Off, Share, spread
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Sale, SaleState, Unit, sum_lines
from tests.core.test_cart import goods

FEN = st.integers(0, 10_000_000).map(Money)
PRICES = st.integers(1, 2_000_000).map(Money)
SHARES = st.integers(1, 100).map(Share)
OFFS = st.one_of(
    st.none(), SHARES, st.tuples(PRICES, PRICES).map(lambda pair: Amount(min(pair), max(pair)))
)  # fmt: skip
RUNG = st.lists(st.tuples(PRICES, st.integers(1, 9_999), OFFS), min_size=1, max_size=12)


@given(st.lists(FEN, min_size=1, max_size=30), st.data())
def test_what_falls_on_the_parts_is_exactly_what_is_taken_off_and_no_more_than_each_part(
    parts: list[Money], data: st.DataObject
) -> None:
    off = Money(data.draw(st.integers(0, sum(part.fen for part in parts))))

    shares = spread(off, parts)

    assert sum(share.fen for share in shares) == off.fen
    assert all(ZERO <= share <= part for share, part in zip(shares, parts, strict=True))


def test_the_fen_that_are_left_over_go_to_the_largest_remainders() -> None:
    assert spread(Money(100), [Money(333), Money(333), Money(334)]) == (Money(33), Money(33), Money(34))
    assert spread(Money(2), [Money(10), Money(0), Money(10), Money(10)]) == (Money(1), ZERO, Money(1), ZERO)


def test_more_than_there_is_cannot_be_spread() -> None:
    with pytest.raises(ValueError, match="11 fen from 10"):
        spread(Money(11), [Money(4), Money(6)])


@given(SHARES, FEN)
def test_a_share_is_never_more_than_there_is(share: Share, full: Money) -> None:
    assert ZERO <= share.of(full) <= full


@given(st.integers(1, 1_000_000), st.integers(0, 1_000_000), FEN)
def test_an_amount_stays_of_more_and_shrinks_with_less(amount: int, more: int, full: Money) -> None:
    off = Amount(Money(amount), Money(amount + more))

    comes_off = off.of(full)

    assert ZERO <= comes_off <= min(full, off.amount)
    assert (comes_off == off.amount) or full < off.full
    assert comes_off.fen * off.full.fen <= off.amount.fen * full.fen or full >= off.full


@pytest.mark.parametrize("percent", [0, -1, 101])
def test_a_share_that_cannot_be_is_refused(percent: int) -> None:
    with pytest.raises(InvalidInputError):
        Share(percent)


@pytest.mark.parametrize(("amount", "full"), [(0, 5), (6, 5), (-1, 5)])
def test_an_amount_that_cannot_be_taken_off_is_refused(amount: int, full: int) -> None:
    with pytest.raises(InvalidInputError):
        Amount(Money(amount), Money(full))


@given(RUNG, OFFS)
def test_the_total_is_what_the_lines_cost_less_what_is_taken_off_each_and_all(
    rung: list[tuple[Money, int, Off | None]], off: Off | None
) -> None:
    cart = Cart()
    for number, (price, milli, one) in enumerate(rung):
        try:
            cart = cart.add(goods(str(number), price.fen, Unit.KILOGRAM), milli)
        except InvalidInputError:
            break
        cart = cart.discount_line(number, one)
    cart = cart.discount_all(off)

    before = sum(item.line.amount.fen for item in cart.items)
    own = sum(item.own_discount.fen for item in cart.items)
    whole = off.of(Money(before - own)).fen if off is not None else 0
    assert cart.total == sum_lines(cart.lines) == Money(before - own - whole)
    assert cart.discount == Money(own + whole)
    for line, item in zip(cart.lines, cart.items, strict=True):
        assert line.amount + line.discount == item.line.amount
        assert line.amount >= ZERO
        assert line.discount >= item.own_discount


@given(RUNG, OFFS)
def test_a_cart_that_is_made_of_its_sale_again_costs_the_same(
    rung: list[tuple[Money, int, Off | None]], off: Off | None
) -> None:
    cart = Cart()
    for number, (price, milli, one) in enumerate(rung):
        try:
            cart = cart.add(goods(str(number), price.fen, Unit.KILOGRAM), milli).discount_line(number, one)
        except InvalidInputError:
            break
    cart = cart.discount_all(off)

    assert Cart.of(sale_of(cart)).lines == cart.lines


def sale_of(cart: Cart) -> Sale:
    return Sale(
        number="012611240001", till="01", business_date=date(2026, 11, 24), sequence=1, state=SaleState.OPEN,
        lines=cart.lines, total=cart.total, cashier="林晓燕", note=cart.note,
        opened_at=datetime(2026, 11, 24, tzinfo=UTC),
    )  # fmt: skip
