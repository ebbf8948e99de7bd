"""Looking back on the day and giving money back, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.refund import RefundState
from tests.ui.live_till import LiveTill
from tests.ui.test_selling import WAIT, shown

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paid(qtbot: QtBot, till: LiveTill) -> LiveTill:
    """A till that has just taken ¥96.80."""
    till.ring_up("6903270060627")
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.key(Qt.Key.Key_Return)
    return till


def rows(till: LiveTill, name: str) -> list[str]:
    """Read a table; nothing while it cannot be seen."""
    if not till.sees(name):
        return []
    table = till.find(name)
    assert isinstance(table, QTableView)
    model = table.model()
    return [
        " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def standing(till: LiveTill) -> str:
    """Read how the refund that is followed stands; nothing while none is."""
    return till.window.refund.progress.status_words if till.sees("refund_pill") else ""


def test_today_lists_every_payment_and_tells_its_story(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_J, CONTROL)

    qtbot.waitUntil(lambda: paid.sees("payments") and len(rows(paid, "payments")) == 1, timeout=WAIT)
    assert "¥96.80" in rows(paid, "payments")[0]
    qtbot.waitUntil(lambda: "signature verified" in paid.window.payments.story.time_line.text(), timeout=WAIT)
    story = paid.window.payments.story.time_line.text()
    assert story.index("begun") < story.index("Code shown") < story.index("Paid")
    assert "1 paid · ¥96.80" in paid.reads("page_words")


def test_escape_leads_back_to_the_sale(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("payments"), timeout=WAIT)

    paid.key(Qt.Key.Key_Escape)

    assert paid.sees("goods")


def test_the_last_payment_is_given_back_with_three_keys(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)
    paid.key(Qt.Key.Key_Return)
    assert "96.80" in paid.window.refund.review.amount.text()
    paid.key(Qt.Key.Key_Return)
    paid.approve()

    qtbot.waitUntil(lambda: "accepted" in standing(paid), timeout=WAIT)
    paid.shop.simulator.wind(600)
    qtbot.waitUntil(lambda: "Refunded" in standing(paid), timeout=WAIT)
    assert "Nothing left" in paid.button("other_refund").reason


def test_a_typed_amount_is_given_back_and_the_rest_is_left(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)
    paid.type("12.5")
    paid.key(Qt.Key.Key_Right)
    paid.key(Qt.Key.Key_Return)
    paid.key(Qt.Key.Key_Return)
    paid.approve()

    qtbot.waitUntil(lambda: bool(standing(paid)), timeout=WAIT)
    (payment,) = [p for p in paid.shop.ledger.payments_on(paid.shop.clock().date()) if p.reserved]
    (refund,) = paid.shop.ledger.refunds_of(payment.out_trade_no)
    assert (refund.amount, refund.reason, payment.refundable) == (Money(1250), "Wrong item", Money(8430))


def test_the_limits_stand_on_the_key_before_anybody_is_asked(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)

    paid.type("96.81")
    assert "Only ¥96.80" in paid.button("review").reason
    for _ in "96.81":
        paid.key(Qt.Key.Key_Backspace)
    paid.type("1")
    paid.key(Qt.Key.Key_Return)
    paid.key(Qt.Key.Key_Return)
    paid.approve()
    qtbot.waitUntil(lambda: bool(standing(paid)), timeout=WAIT)
    paid.type("1")

    assert "wait 60 s" in paid.button("review").reason
    paid.shop.clock.wind(61)
    qtbot.waitUntil(lambda: paid.button("review").isEnabled(), timeout=WAIT)


def test_escape_in_the_review_gives_nothing_back(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)
    paid.key(Qt.Key.Key_Return)
    assert paid.sees("refund_review")

    paid.key(Qt.Key.Key_Escape)

    assert not paid.sees("refund_review")
    assert paid.sees("refund_form")
    assert not paid.shop.ledger.unsettled_refunds()


def test_a_refund_that_gets_stuck_is_said_to_be_stuck(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)
    paid.key(Qt.Key.Key_Return)
    paid.key(Qt.Key.Key_Return)
    paid.approve()
    qtbot.waitUntil(lambda: bool(standing(paid)), timeout=WAIT)
    (refund,) = paid.shop.ledger.unsettled_refunds()
    qtbot.waitUntil(lambda: paid.shop.ledger.refund(refund.out_refund_no).state is RefundState.PROCESSING, timeout=WAIT)

    paid.shop.simulator.set_refund(refund.out_refund_no, "ABNORMAL")

    qtbot.waitUntil(lambda: "stuck" in standing(paid), timeout=WAIT)
    qtbot.waitUntil(lambda: paid.sees("unresolved_badge"), timeout=WAIT)


def test_a_refund_without_an_answer_is_asked_about_until_there_is_one(qtbot: QtBot, paid: LiveTill) -> None:
    paid.shop.weather("refund", "drop_after", times=1)
    paid.shop.weather("query_refund", "unavailable", times=2)

    paid.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: paid.sees("review") and paid.button("review").isEnabled(), timeout=WAIT)
    paid.key(Qt.Key.Key_Return)
    paid.key(Qt.Key.Key_Return)
    paid.approve()

    qtbot.waitUntil(lambda: "accepted" in standing(paid), timeout=WAIT)


def test_a_payment_is_found_by_its_amount(qtbot: QtBot, paid: LiveTill) -> None:
    paid.ring_up("6921180050316")
    paid.key(Qt.Key.Key_F10)
    shown(qtbot, paid, "code_panel")
    paid.pay()
    shown(qtbot, paid, "paid_panel")
    paid.key(Qt.Key.Key_Return)
    paid.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: len(rows(paid, "payments")) == 2, timeout=WAIT)

    paid.key(Qt.Key.Key_Slash)
    paid.type("96.8")

    qtbot.waitUntil(lambda: ["¥96.80" in row for row in rows(paid, "payments")] == [True], timeout=WAIT)
    paid.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(paid, "payments")) == 2, timeout=WAIT)


def test_filters_choose_what_is_listed(qtbot: QtBot, paid: LiveTill) -> None:
    paid.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: "Paid" in " ".join(rows(paid, "payments")), timeout=WAIT)

    paid.press("filter_refunded")
    qtbot.waitUntil(lambda: paid.sees("no_payments"), timeout=WAIT)

    paid.press("filter_paid")
    qtbot.waitUntil(lambda: len(rows(paid, "payments")) == 1, timeout=WAIT)
