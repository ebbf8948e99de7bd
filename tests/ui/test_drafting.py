"""What is typed to mark a ticket, and how the ticket is kept while hands go on, without a window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy

from pos_app.core.cart import LONGEST_NOTE, Cart
from pos_app.core.discount import Amount, Share
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money
from pos_app.ui.drafting import Drafting
from pos_app.ui.mark_edit import MarkEdit, Way
from pos_app.ui.ringing import Ringing
from tests.core.test_cart import goods

CART = Cart().add(goods("1", 1000), 2000).add(goods("2", 500))


def edit(text: str, way: Way = Way.SHARE, position: int | None = 0, note: str = "") -> Cart:
    return MarkEdit(position=position, way=way, text=text, note=note).apply(CART)


# ---------------------------------------------------------------- what is typed


def test_digits_are_a_share_an_amount_or_a_price_of_a_line_or_of_all() -> None:
    assert edit("10") == CART.discount_line(0, Share(10))
    assert edit("1.5", Way.AMOUNT) == CART.discount_line(0, Amount(Money(150), Money(2000)))
    assert edit("9.", Way.PRICE) == CART.change_price(0, Money(900))
    assert edit("10", position=None) == CART.discount_all(Share(10))
    assert edit("5", Way.AMOUNT, position=None) == CART.discount_all(Amount(Money(500), Money(2500)))


def test_no_digits_leave_the_price_and_a_nought_takes_back_what_was_done_to_it() -> None:
    assert edit("", note="少冰") == CART.write_line(0, "少冰")
    assert edit("", position=None, note="三点来取") == CART.write("三点来取")
    for way, marked in (
        (Way.SHARE, CART.discount_line(0, Share(10))),
        (Way.AMOUNT, CART.discount_line(0, Share(10))),
        (Way.PRICE, CART.change_price(0, Money(900))),
    ):
        assert MarkEdit(position=0, way=way, text="0", note="").apply(marked) == CART


@pytest.mark.parametrize(
    ("text", "way", "position", "note", "field"),
    [
        ("101", Way.SHARE, 0, "", "discount"),
        ("1.5", Way.SHARE, 0, "", "discount"),
        ("20.01", Way.AMOUNT, 0, "", "discount"),
        (".", Way.AMOUNT, 0, "", "discount"),
        ("1.234", Way.PRICE, 0, "", "price"),
        ("9999999", Way.PRICE, 0, "", "total"),
        ("10", Way.SHARE, 2, "", "line"),
        ("", Way.SHARE, 0, "长" * (LONGEST_NOTE + 1), "note"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(text: str, way: Way, position: int, note: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        edit(text, way, position, note)

    assert caught.value.field == field


# ---------------------------------------------------------------- kept


@pytest.fixture
def hands(qapp: QObject) -> Ringing:
    return Ringing(lambda: True)


@pytest.fixture
def drafting(hands: Ringing) -> Drafting:
    made = Drafting(hands, hands)
    hands.changed.connect(lambda: made.follow(sold=False))
    return made


def sent(spy: QSignalSpy) -> list[Cart]:
    return [spy.at(place)[0].cart for place in range(spy.count())]


def test_one_draft_is_on_its_way_at_a_time_and_the_newest_goes_next(hands: Ringing, drafting: Drafting) -> None:
    kept = QSignalSpy(drafting.kept)
    carts = [Cart().add(goods("1"), milli) for milli in (1000, 2000, 3000)]

    for cart in carts:
        hands.change(lambda _cart, cart=cart: cart)  # type: ignore[misc] # a value of its own for each
    assert sent(kept) == carts[:1]
    drafting.next()
    drafting.next()

    assert sent(kept) == [carts[0], carts[2]]
    assert {spied.number for spied in (kept.at(0)[0], kept.at(1)[0])} == {kept.at(0)[0].number}


def test_a_ticket_that_is_emptied_was_given_up_as_it_was_last(hands: Ringing, drafting: Drafting) -> None:
    dropped = QSignalSpy(drafting.dropped)
    hands.change(lambda _cart: CART)

    hands.change(lambda _cart: Cart())

    assert sent(dropped) == [CART]
    assert drafting.draft is None


def test_what_is_sold_is_kept_no_more_and_a_change_of_it_begins_another(hands: Ringing, drafting: Drafting) -> None:
    kept = QSignalSpy(drafting.kept)
    hands.change(lambda _cart: CART)
    drafting.next()

    drafting.follow(sold=True)
    assert drafting.draft is None
    hands.change(lambda cart: cart.remove(0))

    assert sent(kept) == [CART, CART.remove(0)]
    assert kept.at(0)[0].number != kept.at(1)[0].number


def test_while_a_ticket_moves_nothing_of_it_is_kept_and_hands_wait(hands: Ringing, drafting: Drafting) -> None:
    kept = QSignalSpy(drafting.kept)
    hands.change(lambda _cart: CART)
    hands.change(lambda cart: cart.write("三点来取"))

    moving = drafting.begin_move()
    drafting.next()
    hands.change(lambda cart: cart.remove(0))
    assert moving is not None
    assert (kept.count(), hands.state.cart) == (1, moving.cart)
    drafting.stay()

    assert sent(kept) == [CART, moving.cart]
    assert hands.state.cart == moving.cart.remove(0)


def test_what_was_put_away_leaves_an_empty_ticket_for_what_hands_did_meanwhile(
    hands: Ringing, drafting: Drafting
) -> None:
    hands.change(lambda _cart: CART)
    moved = drafting.begin_move()
    hands.change(lambda cart: cart.add_amount(Money(100), "杂项"))

    drafting.put_away()

    assert [line.amount for line in hands.state.cart.lines] == [Money(100)]
    assert drafting.draft is not None
    assert moved is not None
    assert drafting.draft.number != moved.number


def test_what_takes_money_off_is_made_only_when_it_is_allowed(hands: Ringing, drafting: Drafting) -> None:
    asked = QSignalSpy(hands.leave_asked)
    hands.change(lambda _cart: CART)
    halved = CART.discount_line(0, Share(50))

    for allowed in (False, True):
        hands.change(lambda cart: cart.discount_line(0, Share(50)))
        assert hands.state.cart == CART
        moving = drafting.begin_move()
        assert moving is not None
        if allowed:
            drafting.confirm(moving.with_cart(halved))
        else:
            drafting.stay()

    assert asked.count() == 2
    assert hands.state.cart == halved
