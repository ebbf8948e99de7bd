"""How many keys a cashier presses after the last item is on the ticket. A journey that grows fails here."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.payment import Tender
from tests.ui.live_till import WAIT, LiveTill

OIL, APPLES = "6903270060627", "2900000002746"  # ¥96.80; ¥9.98 a kilogram


@dataclass
class Hands:
    """Presses keys and counts them."""

    till: LiveTill
    presses: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.till.key(key, modifier)
        self.presses += 1

    def type(self, text: str) -> None:
        self.till.type(text)
        self.presses += len(text)


@pytest.fixture
def hands(till: LiveTill) -> Hands:
    return Hands(till)


def see(qtbot: QtBot, hands: Hands, panel: str) -> None:
    qtbot.waitUntil(lambda: hands.till.sees(panel), timeout=WAIT)


def paid(hands: Hands) -> list[tuple[Tender, Money | None]]:
    sale = hands.till.window.sale.sale_number
    return [(payment.tender, payment.tendered) for payment in hands.till.shop.ledger.payments_of(sale)]


def test_wechat_qr_takes_one_key(qtbot: QtBot, hands: Hands) -> None:
    hands.till.ring_up(OIL)

    hands.press(Qt.Key.Key_F10)
    see(qtbot, hands, "code_panel")
    hands.till.pay()

    see(qtbot, hands, "paid_panel")
    assert hands.presses == 1


def test_exact_cash_takes_two_keys(qtbot: QtBot, hands: Hands) -> None:
    hands.till.ring_up(OIL)

    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_Return)

    see(qtbot, hands, "paid_panel")
    assert (hands.presses, paid(hands)) == (2, [(Tender.CASH, Money(96_80))])


def test_given_cash_takes_two_keys_and_the_digits(qtbot: QtBot, hands: Hands) -> None:
    hands.till.ring_up(OIL)

    hands.press(Qt.Key.Key_F11)
    hands.type("100")
    hands.press(Qt.Key.Key_Return)

    see(qtbot, hands, "paid_panel")
    assert (hands.presses, paid(hands)) == (2 + len("100"), [(Tender.CASH, Money(100_00))])


def test_a_note_by_touch_takes_three(qtbot: QtBot, hands: Hands) -> None:
    hands.till.ring_up(OIL)

    for touched in ("cash", "note_100", "take"):
        hands.till.press(touched)

    see(qtbot, hands, "paid_panel")
    assert paid(hands) == [(Tender.CASH, Money(100_00))]


def test_half_in_cash_and_the_rest_by_wechat_takes_three_keys_and_the_digits(qtbot: QtBot, hands: Hands) -> None:
    hands.till.ring_up(OIL)

    hands.press(Qt.Key.Key_F11)
    hands.type("50")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(hands.till.window.sale.stage.tenders.chips.chips) == 1, timeout=WAIT)
    hands.press(Qt.Key.Key_F10)
    see(qtbot, hands, "code_panel")
    hands.till.pay()

    see(qtbot, hands, "paid_panel")
    assert hands.presses == 3 + len("50")


def test_a_weighed_item_takes_its_weight_and_one_key(hands: Hands) -> None:
    """Its code is scanned; a label of a scale, which carries the weight, takes no key at all."""
    hands.till.ring_up(APPLES)

    hands.type("1.236")
    hands.press(Qt.Key.Key_Return)

    assert [(line.quantity_milli, line.amount) for line in hands.till.window.sale.cart.lines] == [(1236, Money(12_34))]
    assert hands.presses == len("1.236") + 1
