"""Refunds by themselves: what they show of records, and what they ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from pos_app.core.cart import Cart, Item
from pos_app.core.discount import Amount
from pos_app.core.errors import CeilingError
from pos_app.core.journal import Entry
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.ui.customer_view import CustomerScreen
from pos_app.ui.i18n import Languages
from pos_app.ui.readings import Story
from pos_app.ui.refund_list import destination
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_card import TicketCard
from tests.ui.conftest import Clocks, Stage
from tests.ui.live_till import LiveTill
from tests.ui.samples import NOON, line, payment, sale
from tests.ui.test_lists import numbered
from tests.ui.test_selling import WAIT, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
PAID = payment(PaymentState.PAID)


def refund(state: RefundState = RefundState.PROCESSING, **changes: object) -> Refund:
    made = Refund(
        out_refund_no=f"{PAID.out_trade_no}-R1", out_trade_no=PAID.out_trade_no, sequence=1, state=state,
        amount=Money(100), total=PAID.amount, reason="Other", requested_by="林晓燕", created_at=NOON,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked by the record itself


def story(of: Payment = PAID, *refunds: Refund, entries: tuple[Entry, ...] = ()) -> Story:
    return Story(sale=sale(number=of.sale_number), payments=(of,), refunds=refunds, entries=entries)


@pytest.fixture
def page(theme: Theme, clocks: Clocks, languages: Languages, stage: Stage) -> RefundPage:
    made = RefundPage(theme, clocks.now)
    stage(made, 1366, 680)
    made.open_for(PAID)
    made.show_story(story())
    clocks.pass_(3600)
    return made


# ---------------------------------------------------------------- refunds


def test_an_obstacle_that_lasts_is_said_before_anything_is_typed(page: RefundPage) -> None:
    old = replace(PAID, paid_at=NOON - timedelta(days=400))

    page.show_story(story(old))

    assert "365 days" in page.next.reason


def test_fifty_refunds_are_the_most(page: RefundPage) -> None:
    page.show_story(story(PAID, *(refund(RefundState.SUCCESS, sequence=number) for number in range(50))))

    assert "50 refunds" in page.next.reason


def test_another_sales_story_is_not_taken(page: RefundPage) -> None:
    page.show_story(story(numbered(7), refund()))

    assert page.refunds == ()


def test_keys_change_between_the_whole_ticket_goods_and_an_amount(page: RefundPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_F8)
    assert "Type an amount" in page.next.reason

    QTest.keyClick(page, Qt.Key.Key_F7)
    assert "Choose what comes back" in page.next.reason

    QTest.keyClick(page, Qt.Key.Key_F6)
    assert page.form.amount == PAID.amount


def test_arrow_keys_choose_the_reason_round_and_round(page: RefundPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert page.terms.reason.text() == "Other"

    QTest.keyClick(page, Qt.Key.Key_Right)
    assert page.terms.reason.text() == "Quality"


def test_one_confirmation_is_one_refund(page: RefundPage) -> None:
    spy = QSignalSpy(page.refund_requested)

    QTest.keyClick(page, Qt.Key.Key_Return)
    page.review.confirm.click()
    page.review.confirm.click()

    assert spy.count() == 1
    (order,) = spy.at(0)
    assert (order.out_trade_no, order.amount, order.reason) == (PAID.out_trade_no, PAID.amount, "Quality")
    assert page.next.reason == "Being written down"


def test_what_came_to_nothing_gives_the_key_back(page: RefundPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return)
    page.review.confirm.click()

    page.refund_failed()

    assert page.next.isEnabled()


def test_a_refund_on_its_way_can_be_asked_about(page: RefundPage) -> None:
    spy = QSignalSpy(page.query_requested)
    page.show_story(story(replace(PAID, reserved=Money(100)), refund()))

    page.foot.query.click()

    assert spy.at(0)[0] == refund().out_refund_no


def test_a_refund_that_moves_makes_the_page_look_again(page: RefundPage) -> None:
    spy = QSignalSpy(page.story_requested)

    page.show_refund(PAID, refund(out_trade_no="another"))
    assert spy.count() == 0
    page.show_refund(PAID, refund())

    assert spy.at(0)[0] == PAID.sale_number


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (refund(), "the way it came"),
        (refund(received_account="支付用户零钱"), "支付用户零钱"),
        (refund(RefundState.CLOSED, received_account="支付用户零钱"), "not given back"),
    ],
)
def test_the_destination_is_told_in_the_providers_words(one: Refund, words: str) -> None:
    assert destination(one) == words


# ---------------------------------------------------------------- in the window


def test_what_is_unresolved_is_one_press_away(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "unavailable", times=None)
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)

    till.key(Qt.Key.Key_U, CONTROL)

    qtbot.waitUntil(lambda: bool(till.window.unresolved.list.text()), timeout=WAIT)
    till.shop.simulator.weather.clear()


def test_a_refund_over_the_limit_is_said_in_the_banner(qtbot: QtBot, till: LiveTill) -> None:
    till.window.counter.show_refund_failed(CeilingError("1", "interval"))

    assert "minute apart" in till.reads("banner_text")


def test_the_customer_sees_that_a_refund_is_accepted_until_the_page_is_left(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("review") and till.button("review").isEnabled(), timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.approve()
    qtbot.waitUntil(lambda: till.customer.view.screen is CustomerScreen.REFUND_ACCEPTED, timeout=WAIT)

    till.key(Qt.Key.Key_Escape)

    assert till.customer.view.screen is CustomerScreen.IDLE
    assert till.sees("goods")


def test_a_discount_stands_on_the_ticket(qtbot: QtBot, theme: Theme, stage: Stage) -> None:
    card = TicketCard(theme)
    stage(card, 480, 580)
    card.show_cart(Cart((Item(line(milli=2000), Amount(Money(50), Money(400))),)), 0)

    assert card._discount.text() == "−¥0.50"
    assert card._discount.isVisible()
    assert not card.grab().isNull()
