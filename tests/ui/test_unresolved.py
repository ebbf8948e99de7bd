"""What waits for a manager: listed, explained, and settled from the page itself, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.sale import SaleState
from tests.core.test_ledger import settle_otherwise
from tests.ui.live_till import LiveTill
from tests.ui.test_selling import WAIT, shown

CONTROL = Qt.KeyboardModifier.ControlModifier


def open_list(qtbot: QtBot, till: LiveTill, items: int = 1) -> None:
    """Turn to the unresolved page, and wait for what it lists."""
    till.key(Qt.Key.Key_U, CONTROL)
    qtbot.waitUntil(lambda: till.sees("unresolved_page"), timeout=WAIT)
    qtbot.waitUntil(lambda: len(till.window.unresolved.list.text().splitlines()) == items, timeout=WAIT)


def show_code(qtbot: QtBot, till: LiveTill) -> str:
    """Show a code for ¥96.80; give the payment's number."""
    till.ring_up("6903270060627")
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    return till.window.sale.payment_number


def result(till: LiveTill) -> str:
    return till.reads("unresolved_result") if till.sees("unresolved_result") else ""


@pytest.fixture
def unknown(qtbot: QtBot, till: LiveTill) -> Payment:
    """A payment of which nobody knows whether it was made; the customer has made it."""
    number = show_code(qtbot, till)
    till.shop.weather("query", "drop_after", times=None)
    shown(qtbot, till, "unconfirmed_panel")
    till.shop.simulator.phone.pay(number)
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)
    return till.shop.ledger.payment(number)


@pytest.fixture
def late(qtbot: QtBot, till: LiveTill) -> Payment:
    """Money that came after its ticket was given up."""
    number = show_code(qtbot, till)
    settle_otherwise(till.shop.ledger, till.shop.ledger.payment(number).sale_number)
    till.shop.simulator.phone.pay(number)
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)
    return till.shop.ledger.payment(number)


def test_a_calm_page_says_that_nothing_waits(qtbot: QtBot, till: LiveTill) -> None:
    till.key(Qt.Key.Key_U, CONTROL)

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)
    assert not till.sees("unresolved_card")
    assert till.button("query_all").reason == "Nothing to ask"
    till.key(Qt.Key.Key_Escape)
    assert till.sees("goods")


def test_an_unknown_payment_is_explained_with_one_thing_to_do_first(
    qtbot: QtBot, till: LiveTill, unknown: Payment
) -> None:
    open_list(qtbot, till)

    (row,) = till.window.unresolved.list.text().splitlines()
    assert row.startswith("0001-1 ¥96.80 No answer")
    assert "whether the customer has paid" in till.reads("unresolved_what")
    assert till.button("remedy_query").isEnabled()
    assert not till.sees("remedy_refund")
    assert not till.sees("remedy_match")


def test_asking_from_the_page_settles_what_a_lost_reply_left_open(
    qtbot: QtBot, till: LiveTill, unknown: Payment
) -> None:
    open_list(qtbot, till)
    till.shop.simulator.weather.clear()

    till.key(Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)
    assert till.shop.ledger.payment(unknown.out_trade_no).state is PaymentState.PAID
    qtbot.waitUntil(lambda: not till.sees("unresolved_badge"), timeout=WAIT)


def test_an_answer_that_proves_nothing_is_said_to_prove_nothing(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)

    till.press("remedy_query")

    qtbot.waitUntil(lambda: "Unconfirmed" in result(till) or "no other answer" in result(till), timeout=WAIT)
    qtbot.waitUntil(till.button("remedy_query").isEnabled, timeout=WAIT)


def test_whom_to_call_is_told_with_the_number_at_hand(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)

    till.press("remedy_call")

    assert "95017" in till.reads("unresolved_said")
    assert unknown.out_trade_no in till.reads("unresolved_said")


def test_m3_a_manager_answers_for_it_with_a_reason_and_it_stays_listed_until_it_is_settled(
    qtbot: QtBot, till: LiveTill, unknown: Payment
) -> None:
    open_list(qtbot, till)
    till.press("remedy_resolve")
    till.key(Qt.Key.Key_Left)  # from the field's beginning: nothing
    till.type("saw it on her phone")
    till.key(Qt.Key.Key_Return)
    till.approve()

    qtbot.waitUntil(lambda: "Written down" in result(till), timeout=WAIT)
    qtbot.waitUntil(lambda: "Marked as resolved" in till.window.unresolved.list.text(), timeout=WAIT)
    (item,) = till.shop.ledger.unresolved()
    assert item.resolution is not None
    assert "saw it on her phone" in item.resolution.reason
    assert not till.sees("remedy_resolve")
    qtbot.waitUntil(lambda: not till.sees("unresolved_badge"), timeout=WAIT)
    assert till.shop.ledger.payment(unknown.out_trade_no).state is not PaymentState.PAID


def test_without_a_word_other_is_no_reason(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)
    till.press("remedy_resolve")
    till.press("answer_reason_2")

    assert till.button("reason_confirm").reason == "Write the reason"
    till.key(Qt.Key.Key_Escape)
    assert not till.sees("reason_panel")


def test_giving_up_the_approval_gives_the_keys_back(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)
    till.press("remedy_resolve")
    till.key(Qt.Key.Key_Return)
    assert till.sees("pin_pop_over")

    till.key(Qt.Key.Key_Escape)

    qtbot.waitUntil(till.button("remedy_resolve").isEnabled, timeout=WAIT)
    assert till.shop.ledger.unresolved()[0].resolution is None


def test_m5_late_money_is_matched_to_its_ticket(qtbot: QtBot, till: LiveTill, late: Payment) -> None:
    open_list(qtbot, till)
    assert "Late money" in till.window.unresolved.card.pill_words

    till.key(Qt.Key.Key_M)
    qtbot.waitUntil(lambda: till.sees("match_candidates"), timeout=WAIT)
    till.press("reason_confirm")
    till.approve()

    qtbot.waitUntil(lambda: "Matched: ticket 0001" in result(till), timeout=WAIT)
    assert till.shop.ledger.sale(late.sale_number).state is SaleState.PAID
    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)


def test_m5_late_money_is_given_back(qtbot: QtBot, till: LiveTill, late: Payment) -> None:
    open_list(qtbot, till)

    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.button("review").isEnabled(), timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(lambda: bool(till.shop.ledger.refunds_of(late.out_trade_no)), timeout=WAIT)
    till.key(Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)
    (refund,) = till.shop.ledger.refunds_of(late.out_trade_no)
    assert (refund.amount, refund.lines) == (late.amount, ())


def test_a_refund_without_funds_is_sent_again_from_the_page(qtbot: QtBot, till: LiveTill) -> None:
    number = show_code(qtbot, till)
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.key(Qt.Key.Key_Return)
    payment = till.shop.ledger.payment(number)
    till.shop.simulator.switches.opening_fen = -payment.amount.fen
    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.button("review").isEnabled(), timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)
    open_list(qtbot, till)
    assert "Top it up" in " ".join(words.text() for words in till.window.unresolved.card.words)

    till.shop.simulator.switches.opening_fen = None
    till.key(Qt.Key.Key_S)

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)
    (refund,) = till.shop.ledger.refunds_of(number)
    assert refund.state is RefundState.PROCESSING


def test_an_abnormal_refund_is_sent_to_the_shops_account_from_the_page(qtbot: QtBot, till: LiveTill) -> None:
    number = show_code(qtbot, till)
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.button("review").isEnabled(), timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(
        lambda: any(one.state is RefundState.PROCESSING for one in till.shop.ledger.refunds_of(number)), timeout=WAIT
    )
    till.shop.simulator.set_refund(till.shop.ledger.refunds_of(number)[0].out_refund_no, "ABNORMAL")
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)
    open_list(qtbot, till)
    assert till.window.unresolved.list.item is not None
    assert till.window.unresolved.list.item.kind is UnresolvedKind.ABNORMAL

    till.key(Qt.Key.Key_B)
    till.press("account_kind_1")
    till.press("account_send")
    till.approve()

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)
    assert till.shop.ledger.refunds_of(number)[0].state is RefundState.PROCESSING


def test_the_groups_choose_what_is_listed(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)
    assert not till.sees("unresolved_late")

    till.press("unresolved_unconfirmed")
    assert len(till.window.unresolved.list.text().splitlines()) == 1
    till.key(Qt.Key.Key_Tab)
    assert till.window.unresolved.groups.group == 0


def test_all_of_them_are_asked_about_at_once(qtbot: QtBot, till: LiveTill, unknown: Payment) -> None:
    open_list(qtbot, till)
    till.shop.simulator.weather.clear()

    till.key(Qt.Key.Key_F5)

    qtbot.waitUntil(lambda: till.sees("nothing_unresolved"), timeout=WAIT)


def test_a_pin_that_was_set_past_the_rules_is_pointed_at(till: LiveTill) -> None:
    till.key(Qt.Key.Key_U, CONTROL)
    till.window.desk.show_list((), 1)

    assert "Ctrl ⇧S" in till.reads("recoveries_wait")
