"""Hold, recall, discounts, prices and notes through the real window, a real ledger and real threads."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.cart import Cart, Draft
from pos_app.core.discount import Share
from pos_app.core.ledger import Ledger
from pos_app.core.money import Money
from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from tests.core.people import CASHIER, LEAD, MANAGER, Drawer
from tests.core.shop import Shop
from tests.core.test_ledger_carts import deeds, names
from tests.ui.live_till import WAIT, LiveTill, live_till
from tests.ui.test_selling import shown

WATER, OIL, APPLES = "6921180050316", "6903270060627", "2900000002746"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def cart(till: LiveTill) -> Cart:
    return till.window.sale.cart


def kept(ledger: Ledger, who: str = CASHIER) -> Cart | None:
    found = ledger.carts.resume(who)
    return found.cart if isinstance(found, Draft) else None


def held(till: LiveTill) -> int:
    return len(till.shop.ledger.carts.held())


def put_aside(qtbot: QtBot, till: LiveTill) -> None:
    till.key(Qt.Key.Key_F4)
    qtbot.waitUntil(till.window.sale.stage.functions.recall.isEnabled, timeout=WAIT)
    assert not cart(till)


def open_held(qtbot: QtBot, till: LiveTill) -> None:
    till.key(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: till.sees("recall_held") and till.button("recall_held").isEnabled(), timeout=WAIT)


def mark(till: LiveTill, key: Qt.Key, text: str, modifier: Qt.KeyboardModifier | None = None) -> None:
    till.key(key, modifier or Qt.KeyboardModifier.NoModifier)
    assert till.sees("mark_panel")
    till.type(text)
    till.key(Qt.Key.Key_Return)


# ---------------------------------------------------------------- kept


def test_the_ticket_is_in_the_ledger_at_every_change_and_gone_when_it_is_sold(qtbot: QtBot, till: LiveTill) -> None:
    for code in (WATER, OIL, WATER):
        till.ring_up(code)
        qtbot.waitUntil(lambda: kept(till.shop.ledger) == cart(till), timeout=WAIT)
    till.key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: kept(till.shop.ledger) == cart(till), timeout=WAIT)

    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    assert kept(till.shop.ledger) is None
    sale, _ = till.window.sale.shown or pytest.fail("nothing is shown")
    assert sale.cart.startswith("K")


def test_a_ticket_that_is_cancelled_is_remembered_with_what_was_on_it(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_Delete, CONTROL)
    till.key(Qt.Key.Key_Delete, CONTROL)

    qtbot.waitUntil(lambda: names(till.shop.ledger) == ["cart_dropped"], timeout=WAIT)
    assert OIL in deeds(till.shop.ledger)[0]["facts"]
    assert kept(till.shop.ledger) is None


@pytest.mark.parametrize("who", [CASHIER, LEAD])
def test_what_was_in_hand_when_the_till_died_comes_back_to_whose_it_was(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path, who: str
) -> None:
    vault = Drawer()
    with live_till(theme, languages, shop, tmp_path, vault=vault) as till:
        till.come_in(qtbot)
        till.ring_up(WATER, OIL)
        mark(till, Qt.Key.Key_F6, "10")
        till.settle()
        qtbot.waitUntil(lambda: kept(shop.ledger) == cart(till) and bool(cart(till).discount), timeout=WAIT)
        before = cart(till)
    # Nobody put anything aside, and nothing was written when the till went down.

    with live_till(theme, languages, shop, tmp_path, vault=vault) as till:
        till.come_in(qtbot, who)
        if who == CASHIER:
            qtbot.waitUntil(lambda: cart(till) == before, timeout=WAIT)
            assert held(till) == 0
        else:
            qtbot.waitUntil(lambda: held(till) == 1, timeout=WAIT)
            qtbot.waitUntil(till.window.banner.isVisible, timeout=WAIT)
            assert CASHIER in till.window.banner.text()
            assert not cart(till)


# ---------------------------------------------------------------- hold and recall


def test_a_ticket_is_held_by_one_press_and_recalled_by_two(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(WATER, OIL)
    before = cart(till)

    put_aside(qtbot, till)
    assert held(till) == 1
    open_held(qtbot, till)
    till.key(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: cart(till) == before, timeout=WAIT)
    assert till.sees("numpad")
    assert held(till) == 0
    assert names(till.shop.ledger) == ["cart_held", "cart_recalled"]


def test_what_is_in_hand_changes_places_with_what_is_recalled(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(WATER)
    first = cart(till)
    till.press("hold")
    qtbot.waitUntil(till.window.sale.stage.functions.recall.isEnabled, timeout=WAIT)
    till.ring_up(OIL)
    second = cart(till)

    till.press("recall")
    qtbot.waitUntil(lambda: till.sees("recall_held") and till.button("recall_held").isEnabled(), timeout=WAIT)
    assert "1" in till.reads("held_said")
    till.press("recall_held")

    qtbot.waitUntil(lambda: cart(till) == first, timeout=WAIT)
    assert [one.draft.cart for one in till.shop.ledger.carts.held()] == [second]


def test_a_ticket_that_another_till_took_up_first_is_no_longer_to_be_had(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(WATER)
    put_aside(qtbot, till)
    till.ring_up(OIL)
    in_hand = cart(till)
    open_held(qtbot, till)
    number = till.shop.ledger.carts.held()[0].draft.number
    till.shop.ledger.carts.drop_held(number, MANAGER)

    till.key(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: till.window.banner.isVisible() and till.sees("nothing_held"), timeout=WAIT)
    assert cart(till) == in_hand
    till.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: kept(till.shop.ledger) == in_hand, timeout=WAIT)


def test_a_held_ticket_is_given_up_by_two_presses(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(WATER)
    put_aside(qtbot, till)
    open_held(qtbot, till)

    till.key(Qt.Key.Key_Delete)
    assert held(till) == 1
    till.key(Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: till.sees("nothing_held"), timeout=WAIT)
    assert names(till.shop.ledger) == ["cart_held", "cart_dropped"]


def test_somebody_elses_ticket_needs_a_lead(qtbot: QtBot, till: LiveTill) -> None:
    till.shop.ledger.carts.hold(Draft.new().with_cart(Cart().add_amount(Money(500), "杂项")), MANAGER)
    till.window.carts.list_requested.emit()
    qtbot.waitUntil(till.window.sale.stage.functions.recall.isEnabled, timeout=WAIT)
    open_held(qtbot, till)

    till.key(Qt.Key.Key_Return)
    shown(qtbot, till, "pin_pop_over")
    till.key(Qt.Key.Key_Escape)
    assert held(till) == 1
    till.key(Qt.Key.Key_Return)
    shown(qtbot, till, "pin_pop_over")
    till.approve(LEAD)

    qtbot.waitUntil(lambda: cart(till).total == Money(500), timeout=WAIT)
    assert LEAD in deeds(till.shop.ledger)[-1]["facts"]


# ---------------------------------------------------------------- discounts, prices, notes


def test_a_discount_within_ones_right_is_four_presses_and_falls_on_the_sale(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    full = cart(till).total

    mark(till, Qt.Key.Key_F6, "10")
    till.settle()

    assert cart(till).items[0].off == Share(10)
    assert names(till.shop.ledger) == ["cart_discounted"]
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    sale, payment = till.window.sale.shown or pytest.fail("nothing is shown")
    assert (payment.amount, sale.lines[0].discount) == (cart(till).total, full - cart(till).total)


def test_a_deep_discount_waits_for_whoever_may_give_it_and_so_does_the_next_scan(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    full = cart(till).total

    mark(till, Qt.Key.Key_F6, "50")
    shown(qtbot, till, "pin_pop_over")
    assert cart(till).total == full
    till.approve(MANAGER)

    qtbot.waitUntil(lambda: cart(till).items[0].off == Share(50), timeout=WAIT)
    assert MANAGER in deeds(till.shop.ledger)[0]["facts"]
    till.key(Qt.Key.Key_Plus)  # one more of what is half the price is asked for anew
    shown(qtbot, till, "pin_pop_over")
    till.key(Qt.Key.Key_Escape)
    till.settle()
    assert cart(till).lines[0].quantity_milli == 1000
    till.ring_up(OIL)
    assert [line.discount for line in cart(till).lines] == [cart(till).lines[0].discount, Money(0)]


def test_another_price_and_a_note_are_changed_together(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    listed = cart(till).lines[0].unit_price

    till.key(Qt.Key.Key_F7)
    till.type("80")
    till.key(Qt.Key.Key_F2)
    till.type("box torn")
    till.key(Qt.Key.Key_Return)
    shown(qtbot, till, "pin_pop_over")
    till.approve(MANAGER)

    qtbot.waitUntil(lambda: cart(till).lines[0].unit_price == Money(8000), timeout=WAIT)
    assert (cart(till).lines[0].list_price, cart(till).lines[0].note) == (listed, "box torn")
    mark(till, Qt.Key.Key_F7, "0")  # back to the catalogue's, for which nobody is asked
    till.settle()
    assert (cart(till).lines[0].unit_price, cart(till).lines[0].list_price) == (listed, None)


def test_a_discount_on_the_whole_ticket_falls_on_all_lines_and_is_taken_back(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL, WATER)
    full = cart(till).total

    mark(till, Qt.Key.Key_F6, "5", SHIFT)
    till.settle()
    assert all(line.discount for line in cart(till).lines)
    assert cart(till).total == full - Share(5).of(full)

    till.key(Qt.Key.Key_F6, SHIFT)
    till.press("mark_clear")
    till.settle()
    assert (cart(till).total, cart(till).off) == (full, None)


def test_a_note_on_the_ticket_is_seen_on_it_and_in_the_list_of_held_ones(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.press("sale_discount")
    till.key(Qt.Key.Key_F2)
    till.type("Ms Zhang, 3 pm")
    till.key(Qt.Key.Key_Return)
    assert till.reads("ticket_note") == "Ms Zhang, 3 pm"

    put_aside(qtbot, till)
    open_held(qtbot, till)

    assert till.window.carts.held.chosen is not None
    assert till.window.carts.held.chosen.draft.cart.note == "Ms Zhang, 3 pm"
