"""Today's payments and refunds by themselves: what they show of records, and what they ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.core.cart import Cart
from pos_app.core.errors import CeilingError
from pos_app.core.journal import Deed, Entry
from pos_app.core.money import Money
from pos_app.core.overview import DayTotals
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.ui.customer_view import CustomerScreen
from pos_app.ui.i18n import Languages
from pos_app.ui.readings import Day, Story
from pos_app.ui.refund_list import destination
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_card import TicketCard
from pos_app.ui.today_page import TodayPage
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


def day(*payments: Payment, more: bool = False, refunds: int = 0) -> Day:
    totals = DayTotals(
        business_date=NOON.date(), paid_count=len(payments), paid=Money(100), refund_count=refunds,
        refunded=Money(refunds), open_count=0, unconfirmed_count=0,
    )  # fmt: skip
    return Day(totals=totals, payments=payments, more=more, unresolved=0)


def story(of: Payment = PAID, *refunds: Refund, entries: tuple[Entry, ...] = ()) -> Story:
    return Story(sale=sale(number=of.sale_number), payments=(of,), refunds=refunds, entries=entries)


@pytest.fixture
def today(theme: Theme, languages: Languages, stage: Stage) -> TodayPage:
    made = TodayPage(theme)
    stage(made, 1366, 680)
    return made


@pytest.fixture
def page(theme: Theme, clocks: Clocks, languages: Languages, stage: Stage) -> RefundPage:
    made = RefundPage(theme, clocks.now)
    stage(made, 1366, 680)
    made.open_for(PAID)
    made.show_story(story())
    clocks.pass_(3600)
    return made


def test_the_chosen_payment_stays_chosen_when_new_ones_come(today: TodayPage) -> None:
    today.show_day(day(numbered(2), numbered(1)))
    QTest.keyClick(today.table, Qt.Key.Key_Down)

    today.show_day(day(numbered(3), numbered(2), numbered(1)))

    assert today.chosen == numbered(1)


def test_a_story_that_comes_too_late_is_not_told(today: TodayPage) -> None:
    today.show_day(day(numbered(2), numbered(1)))

    today.show_story(story(numbered(1)))
    assert today.story.story is None

    today.show_story(story(numbered(2)))
    assert today.story.payment == numbered(2)


def test_walking_through_the_list_asks_for_each_story(today: TodayPage) -> None:
    today.show_day(day(numbered(2), numbered(1)))
    spy = QSignalSpy(today.story_requested)

    QTest.keyClick(today.table, Qt.Key.Key_Down)

    assert spy.at(spy.count() - 1)[0] == numbered(1).sale_number


def test_what_cannot_be_done_is_off_with_its_reason(today: TodayPage) -> None:
    today.show_day(day(numbered(1)))
    assert (today.query.reason, today.refund.reason) == ("Nothing to ask", "")

    today.show_day(day(numbered(1, PaymentState.PRESENTED)))
    assert (today.query.reason, today.refund.reason) == ("", "Nothing to refund")


def test_query_and_refund_are_about_the_chosen_payment(today: TodayPage) -> None:
    live = numbered(2, PaymentState.PRESENTED)
    today.show_day(day(live, numbered(1)))
    queries, refunds = QSignalSpy(today.query_requested), QSignalSpy(today.refund_requested)

    QTest.keyClick(today.table, Qt.Key.Key_Space)
    QTest.keyClick(today.table, Qt.Key.Key_Down)
    QTest.keyClick(today.table, Qt.Key.Key_R, CONTROL)

    assert queries.at(0)[0] == live.out_trade_no
    assert refunds.at(0)[0] == numbered(1)


def test_the_end_of_the_list_asks_for_more(today: TodayPage) -> None:
    today.show_day(day(*(numbered(number) for number in range(40, 0, -1)), more=True))
    spy = QSignalSpy(today.more_requested)

    QTest.keyClick(today.table, Qt.Key.Key_End, CONTROL)

    assert spy.at(0)[0] == 140


def test_refunds_are_counted_in_the_head(today: TodayPage) -> None:
    today.show_day(day(numbered(1), refunds=2))

    assert today.head.words.text() == "1 paid · ¥1.00 · 2 refunds ¥0.02"


def test_the_day_is_told_in_the_language_of_now(qtbot: QtBot, today: TodayPage, languages: Languages) -> None:
    today.show_day(day(numbered(1)))
    entry = Entry(
        till="01", sequence=1, at=NOON, who="林晓燕", deed=Deed.SALE_VOIDED, sale_number="", number="", before=None,
        after=None, facts={}, evidence=None, previous_hash="", hash="",
    )  # fmt: skip
    today.show_story(story(numbered(1), entries=(entry,)))

    languages.use("zh_CN")

    qtbot.waitUntil(lambda: today.head.title.text() == "今日收款")
    qtbot.waitUntil(lambda: "given up" not in today.story.time_line.text())


def test_a_narrow_screen_gets_narrow_margins(today: TodayPage) -> None:
    today.resize(1024, 680)
    QApplication.processEvents()

    assert today.head.x() == 8


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

    assert page.terms.model.records == ()


def test_tab_changes_between_the_whole_ticket_and_an_amount(page: RefundPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert "Type an amount" in page.next.reason

    QTest.keyClick(page, Qt.Key.Key_Tab)
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
    assert list(spy.at(0)) == [PAID.out_trade_no, PAID.amount, "Quality"]
    assert page.next.reason == "Being written down"


def test_what_came_to_nothing_gives_the_key_back(page: RefundPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return)
    page.review.confirm.click()

    page.refund_failed()

    assert page.next.isEnabled()


def test_a_refund_on_its_way_can_be_asked_about(page: RefundPage) -> None:
    spy = QSignalSpy(page.query_requested)
    page.show_story(story(replace(PAID, reserved=Money(100)), refund()))

    page.query.click()

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

    qtbot.waitUntil(lambda: till.sees("payments") and len(till.window.today.model.records) == 1, timeout=WAIT)
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
    qtbot.waitUntil(lambda: till.customer.view.screen is CustomerScreen.REFUND_ACCEPTED, timeout=WAIT)

    till.key(Qt.Key.Key_Escape)

    assert till.customer.view.screen is CustomerScreen.IDLE
    assert till.sees("goods")


def test_a_discount_stands_on_the_ticket(qtbot: QtBot, theme: Theme, stage: Stage) -> None:
    card = TicketCard(theme)
    stage(card, 480, 580)
    card.show_cart(Cart((line(milli=2000, discount=Money(50)),)), 0)

    assert card._discount.text() == "−¥0.50"
    assert card._discount.isVisible()
    assert not card.grab().isNull()
