"""What of a change of a cart needs leave, and whose."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.cart import Cart, Draft, HeldCart
from pos_app.core.discount import Amount, Off, Share
from pos_app.core.markdown import discount_act, drop_request, markdown_request
from pos_app.core.money import ZERO, Money
from pos_app.core.staff import Act, Request, Role, may
from tests.core.test_cart import goods

CART = Cart().add(goods("1", 1000), 2000).add(goods("2", 500))
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def asked(after: Cart, before: Cart = CART) -> Request | None:
    return markdown_request("K1", before, after)


@pytest.mark.parametrize(
    ("off", "act"),
    [
        (Share(10), Act.DISCOUNT),
        (Share(11), Act.DISCOUNT_DEEP),
        (Amount(Money(200), Money(2000)), Act.DISCOUNT),
        (Amount(Money(600), Money(2000)), Act.DISCOUNT_DEEP),
        (Amount(Money(601), Money(2000)), Act.DISCOUNT_ANY),
        (Share(100), Act.DISCOUNT_ANY),
    ],
)
def test_the_deeper_a_discount_the_rarer_the_right(off: Off, act: Act) -> None:
    request = asked(CART.discount_line(0, off))

    assert request == Request(act=act, subject="K1 1", amount=off.of(Money(2000)), reason="")


def test_roles_reach_as_deep_as_the_table_says() -> None:
    acts = (Act.DISCOUNT, Act.DISCOUNT_DEEP, Act.DISCOUNT_ANY, Act.PRICE)
    reach = {role: [act for act in acts if may(role, act, Money(5000))] for role in Role}

    assert reach == {
        Role.CASHIER: [Act.DISCOUNT],
        Role.LEAD: [Act.DISCOUNT, Act.DISCOUNT_DEEP, Act.PRICE],
        Role.MANAGER: list(acts),
        Role.INSTALLER: [],
    }
    assert not may(Role.LEAD, Act.PRICE, Money(5001))


def test_two_small_discounts_are_a_deep_one() -> None:
    first = CART.discount_line(0, Share(10))

    whole = asked(first.discount_all(Share(10)), first)
    again = asked(CART.discount_all(Share(10)).discount_line(0, Share(10)), CART.discount_all(Share(10)))

    assert whole is not None
    assert (whole.act, whole.subject, whole.amount) == (Act.DISCOUNT_DEEP, "K1", Money(430))
    assert again is not None
    assert again.act is Act.DISCOUNT_DEEP


@given(st.integers(1, 100_000), st.integers(1, 10))
def test_the_rounding_of_a_share_is_nobodys_fault(fen: int, percent: int) -> None:
    assert discount_act(Share(percent).of(Money(fen)), Money(fen)) is Act.DISCOUNT


def test_another_price_takes_a_right_and_says_how_much_less_it_makes() -> None:
    lower, higher = asked(CART.change_price(0, Money(900))), asked(CART.change_price(0, Money(1100)))

    assert lower == Request(act=Act.PRICE, subject="K1 1", amount=Money(200), reason="")
    assert higher == Request(act=Act.PRICE, subject="K1 1", amount=ZERO, reason="")


def test_more_of_what_was_marked_down_is_asked_for_anew() -> None:
    halved, priced = CART.discount_line(1, Share(50)), CART.change_price(1, Money(400))

    assert asked(halved.change_quantity(1, 2000), halved) == Request(
        act=Act.DISCOUNT_ANY, subject="K1 2", amount=Money(500), reason=""
    )
    assert asked(priced.change_quantity(1, 2000), priced) == Request(
        act=Act.PRICE, subject="K1 2", amount=Money(200), reason=""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CART, CART),
        (CART, CART.change_quantity(0, 5000)),
        (CART, CART.remove(0)),
        (CART, CART.write_line(0, "少冰")),
        (CART.discount_line(0, Share(50)), CART),
        (CART.discount_all(Share(50)), CART),
        (CART.change_price(0, Money(900)), CART),
        (CART.discount_line(0, Share(50)), CART.discount_line(0, Share(50)).change_quantity(0, 1000)),
        (CART.change_price(0, Money(900)), CART.change_price(0, Money(900)).change_quantity(0, 1000)),
        (CART.discount_all(Share(50)), CART.discount_all(Share(50)).add(goods("3"))),
    ],
)
def test_what_takes_nothing_more_off_needs_no_leave(before: Cart, after: Cart) -> None:
    assert asked(after, before) is None


def test_ones_own_held_cart_is_given_up_like_a_ticket_and_somebody_elses_is_taken_over() -> None:
    held = HeldCart(draft=Draft(number="K1", cart=CART), till="01", cashier="林晓燕", held_at=NOW)

    assert drop_request(held, "林晓燕").act is Act.VOID_SALE
    assert drop_request(held, "林晓燕").amount == CART.total
    assert drop_request(held, "王芳").act is Act.TAKE_OVER
