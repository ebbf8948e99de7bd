"""Giving back goods, cash and stuck money, through the real window and against the pretend provider."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState, Route
from tests.ui.live_till import LiveTill
from tests.ui.test_selling import WAIT, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
APPLES, EGGS = "2900000002746", "6934070050310"


def sell(qtbot: QtBot, till: LiveTill) -> Payment:
    """Take ¥65.94: 1.236 kg of apples and two trays of eggs."""
    till.ring_up(APPLES, "1.236", EGGS, EGGS)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.key(Qt.Key.Key_Return)
    (payment,) = [p for p in till.shop.ledger.payments_on(till.shop.clock().date()) if p.state is PaymentState.PAID]
    return payment


def open_refund(qtbot: QtBot, till: LiveTill) -> None:
    """Turn to the refund of the last sale."""
    qtbot.waitUntil(till.button("refund").isEnabled, timeout=WAIT)
    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.window.refund.slab.amount.text() != "", timeout=WAIT)
    qtbot.waitUntil(lambda: till.sees("refund_lines") and bool(till.window.refund.form.lines.text()), timeout=WAIT)


def give_back(qtbot: QtBot, till: LiveTill) -> None:
    """Check, confirm, and have it approved."""
    qtbot.waitUntil(till.button("review").isEnabled, timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.approve()


def follow(qtbot: QtBot, till: LiveTill, words: str) -> None:
    """Wait until the page says how the refund stands."""
    qtbot.waitUntil(
        lambda: till.sees("refund_pill") and words in till.window.refund.progress.status_words, timeout=WAIT
    )


def refunds_of(till: LiveTill, payment: Payment) -> tuple[Refund, ...]:
    return till.shop.ledger.refunds_of(payment.out_trade_no)


@pytest.fixture
def sold(qtbot: QtBot, till: LiveTill) -> Payment:
    """A sale of weighed goods and pieces, with its refund on the glass."""
    payment = sell(qtbot, till)
    open_refund(qtbot, till)
    return payment


def test_the_last_sale_is_given_back_with_at_most_five_presses(qtbot: QtBot, till: LiveTill) -> None:
    sell(qtbot, till)
    presses = 0

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal presses
        presses += 1
        till.key(key, modifier)

    press(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.button("review").isEnabled(), timeout=WAIT)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    till.approve()  # the PIN is not counted

    follow(qtbot, till, "accepted")
    assert presses <= 5


def test_part_of_something_weighed_and_a_piece_come_back_by_keys(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    till.key(Qt.Key.Key_F7)
    till.type("0.358")
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Plus)
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")

    (refund,) = refunds_of(till, sold)
    assert [(line.position, line.quantity_milli, line.amount) for line in refund.lines] == [
        (1, 358, Money(357)),
        (2, 1000, Money(2680)),
    ]
    assert refund.amount == Money(3037)


def test_two_parts_of_a_line_add_up_to_the_line(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    till.key(Qt.Key.Key_F7)
    till.type("0.358")
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")
    till.shop.clock.wind(61)
    till.key(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: "0.878 kg left" in till.window.refund.form.lines.text(), timeout=WAIT)
    till.key(Qt.Key.Key_Plus)
    give_back(qtbot, till)

    qtbot.waitUntil(lambda: len(refunds_of(till, sold)) == 2, timeout=WAIT)
    first, second = refunds_of(till, sold)
    assert first.amount + second.amount == Money(1234)
    qtbot.waitUntil(lambda: "All of it came back" in till.window.refund.form.lines.text(), timeout=WAIT)


def test_more_than_is_left_of_a_line_cannot_be_sent(till: LiveTill, sold: Payment) -> None:
    till.key(Qt.Key.Key_F7)
    till.type("1.237")

    assert "Too many: 1.236 kg left" in till.button("review").reason


def test_goods_are_chosen_by_touch_and_their_weight_on_the_keypad(
    qtbot: QtBot, till: LiveTill, sold: Payment
) -> None:  # fmt: skip
    till.press("refund_mode_1")
    till.press("quantity_of_it")
    for name in ("digit_0", "digit_point", "digit_5"):
        till.press(name)
    till.press("quantity_of_it")

    assert "0.500 ¥4.99" in till.window.refund.form.lines.text()
    till.press("less_of_it")
    assert till.window.refund.form.amount == Money(0)


@pytest.mark.parametrize("restock", [True, False])
def test_it_is_written_down_whether_the_goods_can_be_sold_again(
    qtbot: QtBot, till: LiveTill, sold: Payment, restock: bool
) -> None:
    if not restock:
        till.key(Qt.Key.Key_F4)
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")

    (refund,) = refunds_of(till, sold)
    assert [line.restock for line in refund.lines] == [restock, restock]


def test_cash_needs_a_reason_and_an_approval_and_never_goes_to_the_provider(
    qtbot: QtBot, till: LiveTill, sold: Payment
) -> None:
    till.key(Qt.Key.Key_F11)
    assert till.button("review").reason == "Write the reason"
    till.key(Qt.Key.Key_F2)
    till.type("card closed")
    give_back(qtbot, till)
    follow(qtbot, till, "Refunded")

    (refund,) = refunds_of(till, sold)
    assert (refund.route, refund.state, refund.note) == (Route.CASH, RefundState.SUCCESS, "card closed")
    assert till.shop.refund_status(refund) is None


def test_the_note_counts_its_characters_and_takes_eighty(till: LiveTill, sold: Payment) -> None:
    till.key(Qt.Key.Key_F2)
    note = till.find("reason_note")
    assert isinstance(note, QLineEdit)
    note.setText("字" * 79)
    till.type("ab")

    assert len(note.text()) == 80
    till.key(Qt.Key.Key_Escape)
    assert till.sees("refund_page")


def test_other_says_nothing_until_it_is_written(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    till.key(Qt.Key.Key_Left)
    assert till.button("review").reason == "Write the reason"

    till.key(Qt.Key.Key_F2)
    till.type("torn bag")
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")

    assert refunds_of(till, sold)[0].reason == "torn bag"


def test_giving_up_the_approval_gives_the_key_back(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    qtbot.waitUntil(till.button("review").isEnabled, timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Escape)

    qtbot.waitUntil(till.button("review").isEnabled, timeout=WAIT)
    assert refunds_of(till, sold) == ()


def test_too_little_in_the_merchants_account_leads_to_the_same_number_again(
    qtbot: QtBot, till: LiveTill, sold: Payment
) -> None:
    till.shop.simulator.switches.opening_fen = -sold.amount.fen
    give_back(qtbot, till)
    qtbot.waitUntil(lambda: "same number" in till.window.refund.progress.text(), timeout=WAIT)
    assert till.button("review").text() == "Send again"

    till.shop.simulator.switches.opening_fen = None
    till.key(Qt.Key.Key_Return)

    follow(qtbot, till, "accepted")
    (refund,) = refunds_of(till, sold)
    assert till.shop.refund_status(refund) == "PROCESSING"


def test_a_closed_refund_frees_the_money_for_another_one(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")
    till.shop.simulator.set_refund(refunds_of(till, sold)[0].out_refund_no, "CLOSED")
    qtbot.waitUntil(lambda: till.button("review").text() == "New refund", timeout=WAIT)
    assert "money is free" in till.window.refund.progress.text()

    till.shop.clock.wind(61)
    till.key(Qt.Key.Key_Return)
    give_back(qtbot, till)

    qtbot.waitUntil(lambda: len(refunds_of(till, sold)) == 2, timeout=WAIT)


def test_the_page_follows_a_refund_to_the_account_where_it_arrives(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    give_back(qtbot, till)
    qtbot.waitUntil(lambda: "支付用户零钱: about 5 minutes" in till.window.refund.progress.text(), timeout=WAIT)

    till.shop.simulator.wind(600)

    follow(qtbot, till, "Refunded")
    assert till.button("other_refund").reason == "Nothing left to refund"
    till.key(Qt.Key.Key_Return)
    assert till.sees("goods")


@pytest.fixture
def stuck(qtbot: QtBot, till: LiveTill, sold: Payment) -> Refund:
    """A refund that the customer's bank does not take."""
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")
    (refund,) = refunds_of(till, sold)
    till.shop.simulator.set_refund(refund.out_refund_no, "ABNORMAL")
    qtbot.waitUntil(lambda: till.button("review").text() == "Another account", timeout=WAIT)
    return refund


def test_an_abnormal_refund_is_led_to_another_card_and_nothing_of_the_card_is_kept(
    qtbot: QtBot, till: LiveTill, stuck: Refund, caplog: pytest.LogCaptureFixture
) -> None:
    till.key(Qt.Key.Key_Return)
    assert till.button("account_send").reason == "Type the card number"
    till.type("6222020200112233445")
    till.key(Qt.Key.Key_Tab)
    name = till.find("card_name")
    assert isinstance(name, QLineEdit)
    name.setText("王小明")
    till.key(Qt.Key.Key_Return)
    till.approve()

    follow(qtbot, till, "accepted")
    qtbot.waitUntil(lambda: "用户其他银行卡" in till.window.refund.progress.text(), timeout=WAIT)
    till.shop.simulator.wind(600)
    follow(qtbot, till, "Refunded")
    account = till.window.refund.account
    assert (account.card.text(), account.name.text()) == ("", "")
    story = repr(till.shop.ledger.history(stuck.out_trade_no.split("-")[0]))
    for kept in (story, caplog.text):
        assert "6222020200112233445" not in kept
        assert "王小明" not in kept


def test_an_abnormal_refund_may_come_back_to_the_shop(qtbot: QtBot, till: LiveTill, stuck: Refund) -> None:
    till.press("review")
    till.press("account_kind_1")
    till.press("account_send")
    till.approve()

    qtbot.waitUntil(lambda: "商户银行卡" in till.window.refund.progress.text(), timeout=WAIT)


def test_what_is_typed_of_a_card_is_forgotten_when_it_is_given_up(till: LiveTill, stuck: Refund) -> None:
    till.key(Qt.Key.Key_Return)
    till.type("6222020200112233445")
    till.key(Qt.Key.Key_Escape)

    assert till.window.refund.account.card.text() == ""


def test_digits_begin_the_next_refund_while_one_is_followed(qtbot: QtBot, till: LiveTill, sold: Payment) -> None:
    till.type("1")
    give_back(qtbot, till)
    follow(qtbot, till, "accepted")

    till.type("2")

    assert till.window.refund.form.amount == Money(200)
    assert "wait 60 s" in till.button("review").reason
    till.key(Qt.Key.Key_Tab)
    assert till.sees("refund_progress")
