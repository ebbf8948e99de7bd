"""The page of payments: by itself, what it asks for and shows; in the window, that everything is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.core.finding import Standing
from pos_app.core.journal import Deed, Entry
from pos_app.core.money import Money
from pos_app.core.overview import DayTotals
from pos_app.core.payment import Payment, PaymentState
from pos_app.ui.i18n import Languages
from pos_app.ui.payments_page import PAGE, PaymentsPage
from pos_app.ui.readings import Ask, Found, Story
from pos_app.ui.theme import Theme
from tests.core.shop import Shop
from tests.core.till import WORDS, presented
from tests.ui.conftest import Clocks, Stage
from tests.ui.live_till import LiveTill
from tests.ui.samples import NOON, sale
from tests.ui.test_lists import numbered
from tests.ui.test_selling import WAIT

CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NOON.date()


@pytest.fixture
def page(theme: Theme, clocks: Clocks, languages: Languages, stage: Stage) -> PaymentsPage:
    made = PaymentsPage(theme, clocks.now, lambda: TODAY)
    stage(made, 1366, 680)
    return made


@pytest.fixture
def asked(page: PaymentsPage) -> QSignalSpy:
    return QSignalSpy(page.find_requested)


def last(asked: QSignalSpy) -> Ask:
    ask = asked.at(asked.count() - 1)[0]
    assert isinstance(ask, Ask)
    return ask


def answer(page: PaymentsPage, *payments: Payment, refunds: int = 0, **more: object) -> None:
    """Answer the page's last question."""
    totals = DayTotals(
        business_date=TODAY, paid_count=len(payments), paid=Money(100), refund_count=refunds,
        refunded=Money(refunds), open_count=0, unconfirmed_count=0,
    )  # fmt: skip
    told = Found(ask=page._ask, payments=payments, more=False, totals=totals)
    page.show_found(replace(told, **more))  # type: ignore[arg-type]  # names are checked by the record itself


def story(of: Payment, entries: tuple[Entry, ...] = ()) -> Story:
    return Story(sale=sale(number=of.sale_number), payments=(of,), refunds=(), entries=entries)


def typed(qtbot: QtBot, page: PaymentsPage, asked: QSignalSpy, text: str) -> Ask:
    """Type as a person does, wherever the focus is, and wait for the question."""
    for character in text:
        QTest.keyClicks(QApplication.focusWidget() or page, character)
    qtbot.waitUntil(lambda: asked.count() > 0 and last(asked).text == text)
    return last(asked)


# ---------------------------------------------------------------- the list and the story


def test_the_chosen_payment_stays_chosen_when_new_ones_come(page: PaymentsPage) -> None:
    answer(page, numbered(2), numbered(1))
    QTest.keyClick(page.table, Qt.Key.Key_Down)

    page.refresh()
    answer(page, numbered(3), numbered(2), numbered(1))

    assert page.chosen == numbered(1)


def test_a_story_that_comes_too_late_is_not_told(page: PaymentsPage) -> None:
    answer(page, numbered(2), numbered(1))

    page.show_story(story(numbered(1)))
    assert page.story.story is None

    page.show_story(story(numbered(2)))
    assert page.story.payment == numbered(2)


def test_walking_through_the_list_asks_for_each_story(page: PaymentsPage) -> None:
    answer(page, numbered(2), numbered(1))
    spy = QSignalSpy(page.story_requested)

    QTest.keyClick(page.table, Qt.Key.Key_Down)

    assert spy.at(spy.count() - 1)[0] == numbered(1).sale_number


def test_what_cannot_be_done_is_off_with_its_reason(page: PaymentsPage) -> None:
    answer(page)
    assert (page.query.reason, page.refund.reason) == ("Nothing to ask", "Nothing left")
    assert page.export.reason == "Nothing chosen"

    answer(page, numbered(1))
    assert (page.query.reason, page.refund.reason, page.export.reason) == ("Nothing to ask", "", "")

    answer(page, numbered(1, PaymentState.PRESENTED))
    assert (page.query.reason, page.refund.reason) == ("", "Nothing left")


def test_every_deed_is_about_the_chosen_payment(page: PaymentsPage) -> None:
    live = numbered(2, PaymentState.PRESENTED)
    answer(page, live, numbered(1))
    queries, refunds = QSignalSpy(page.query_requested), QSignalSpy(page.refund_requested)
    exports = QSignalSpy(page.export_requested)

    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_R, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_E, CONTROL)

    assert queries.at(0)[0] == live.out_trade_no
    assert refunds.at(0)[0] == numbered(1)
    assert exports.at(0)[0] == numbered(1).sale_number


def test_one_press_is_one_export_until_it_has_ended(page: PaymentsPage) -> None:
    answer(page, numbered(1))
    exports = QSignalSpy(page.export_requested)

    page.export.click()
    page.export.click()
    assert (exports.count(), page.export.reason) == (1, "Being written")

    page.export_ended()
    assert page.export.isEnabled()


def test_the_end_of_the_list_asks_for_the_next_page_once(page: PaymentsPage, asked: QSignalSpy) -> None:
    answer(page, *(numbered(number) for number in range(40, 0, -1)), more=True)

    QTest.keyClick(page.table, Qt.Key.Key_End, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Down)

    assert last(asked).after == numbered(1)
    assert [asked.at(turn)[0].after for turn in range(asked.count())].count(numbered(1)) == 1

    place = page.table.currentIndex().row()
    answer(page, numbered(0))
    assert page.model.records[-1] == numbered(0)
    assert page.table.currentIndex().row() == place


def test_an_answer_to_an_earlier_question_is_not_listed(page: PaymentsPage) -> None:
    page.look()
    early = page._ask
    page.look()

    page.show_found(Found(ask=early, payments=(numbered(1),), more=False))

    assert page.model.records == ()


def test_refunds_are_counted_in_the_head(page: PaymentsPage) -> None:
    answer(page, numbered(1), refunds=2)

    assert page.head.words.text() == "1 paid · ¥1.00 · 2 refunds ¥0.02"


def test_the_page_is_told_in_the_language_of_now(qtbot: QtBot, page: PaymentsPage, languages: Languages) -> None:
    answer(page, numbered(1))
    entry = Entry(
        till="01", sequence=1, at=NOON, who="林晓燕", deed=Deed.SALE_VOIDED, sale_number="", number="", before=None,
        after=None, facts={}, evidence=None, previous_hash="", hash="",
    )  # fmt: skip
    page.show_story(story(numbered(1), entries=(entry,)))

    languages.use("zh_CN")

    qtbot.waitUntil(lambda: page.head.title.text() == "收款记录")
    qtbot.waitUntil(lambda: "given up" not in page.story.time_line.text())


def test_a_narrow_screen_gets_narrow_margins(page: PaymentsPage) -> None:
    page.resize(1024, 680)
    QApplication.processEvents()

    assert page.head.x() == 8


# ---------------------------------------------------------------- looking for something


def test_what_is_typed_anywhere_is_looked_for_among_all_days(
    qtbot: QtBot, page: PaymentsPage, asked: QSignalSpy
) -> None:
    assert page.days.day == TODAY

    ask = typed(qtbot, page, asked, "12.80")
    assert (ask.text, ask.day, ask.after, ask.most) == ("12.80", None, None, PAGE)

    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: last(asked).text == "")
    assert last(asked).day == TODAY


def test_a_scan_is_one_question_and_the_next_one_begins_anew(
    qtbot: QtBot, page: PaymentsPage, asked: QSignalSpy
) -> None:
    for code in ("012511230412", "012511230413"):
        QTest.keyClicks(page.table, code[0])
        QTest.keyClicks(page.search, code[1:])
        QTest.keyClick(page.search, Qt.Key.Key_Return)
        assert last(asked).text == code
        assert page.table.hasFocus()


def test_days_are_gone_through_by_keys(page: PaymentsPage, asked: QSignalSpy) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_F3)
    QTest.keyClick(page.table, Qt.Key.Key_F3)
    assert last(asked).day == TODAY - timedelta(days=2)

    QTest.keyClick(page.table, Qt.Key.Key_F5)
    assert last(asked).day == TODAY - timedelta(days=1)

    QTest.keyClick(page.table, Qt.Key.Key_F4)
    assert last(asked).day is None
    QTest.keyClick(page.table, Qt.Key.Key_F3)
    assert last(asked).day == TODAY
    before = asked.count()
    QTest.keyClick(page.table, Qt.Key.Key_F5)  # there is no day after today
    assert asked.count() == before
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    QTest.keyClick(page.table, Qt.Key.Key_F5)
    assert last(asked).day == TODAY


def test_how_payments_stand_is_chosen_by_a_key_or_a_touch(page: PaymentsPage, asked: QSignalSpy) -> None:
    chosen = []
    for _ in range(5):
        QTest.keyClick(page.table, Qt.Key.Key_F6)
        chosen.append(last(asked).standing)
    assert chosen == [Standing.PAID, Standing.OPEN, Standing.REFUNDED, Standing.CLOSED, None]

    chip = page.findChild(QPushButton, "filter_refunded")
    assert chip is not None
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert last(asked).standing is Standing.REFUNDED


@pytest.mark.parametrize(
    ("text", "not_understood", "words"),
    [
        ("茶", "茶", "“茶” is no number, amount, day or time."),
        ("0412", "", "No payment is like this. The till looked through all of them."),
        ("", "", "No payment to show. Payments of today appear here as soon as they are begun."),
    ],
)
def test_why_nothing_is_listed_is_said(page: PaymentsPage, text: str, not_understood: str, words: str) -> None:
    page.search.setText(text)
    page.look()

    answer(page, not_understood=not_understood)

    assert page._empty.text() == words
    assert page._empty.isVisible()


def test_what_was_found_is_counted(page: PaymentsPage) -> None:
    page.search.setText("12.80")
    page.look()

    answer(page, numbered(1), numbered(2), totals=None)
    assert page.head.words.text() == "2 found"

    answer(page, numbered(1), numbered(2), totals=None, more=True)
    assert page.head.words.text() == "2 found, and more"


def test_a_page_that_nobody_sees_asks_nothing(page: PaymentsPage) -> None:
    page.hide()
    asked = QSignalSpy(page.find_requested)

    page.refresh()
    page.look()
    assert asked.count() == 0

    page.show()
    assert asked.count() == 1


def test_a_long_list_is_not_read_again_beneath_its_reader(page: PaymentsPage, asked: QSignalSpy) -> None:
    answer(page, *(numbered(number) for number in range(401, 0, -1)))
    before = asked.count()

    page.refresh()

    assert asked.count() == before


# ---------------------------------------------------------------- in the window


def sold(shop: Shop, count: int) -> list[Payment]:
    """Sell on earlier days, past the glass."""
    found = []
    shop.clock.wind(-30 * 86400)
    for number in range(count):
        waiting = presented(shop.ledger)
        found.append(
            shop.ledger.move(
                waiting, PaymentState.PAID, who="till", evidence=WORDS, paid_at=shop.clock(),
                transaction_id=f"42000023452026112477770{number:05d}", payer_total=waiting.amount,
            )
        )  # fmt: skip
        shop.clock.wind(60)
    shop.clock.wind(30 * 86400 - 60 * count)
    return found


def test_the_bar_code_of_a_receipt_finds_its_sale_of_a_month_ago(qtbot: QtBot, till: LiveTill) -> None:
    earlier = sold(till.shop, 3)[1]
    till.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: till.sees("no_payments"), timeout=WAIT)

    till.type(earlier.sale_number)
    till.key(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: till.window.payments.chosen == earlier, timeout=WAIT)
    qtbot.waitUntil(lambda: "10-24" in str(till.window.payments.model.index(0, 1).data()), timeout=WAIT)
    qtbot.waitUntil(lambda: "signature verified" in till.window.payments.story.time_line.text(), timeout=WAIT)


def test_the_tail_that_a_customer_reads_from_a_phone_finds_the_payment_while_it_is_typed(
    qtbot: QtBot, till: LiveTill
) -> None:
    earlier = sold(till.shop, 12)
    till.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: till.sees("no_payments"), timeout=WAIT)

    till.type("0008")

    qtbot.waitUntil(lambda: len(till.window.payments.model.records) == 2, timeout=WAIT)  # ticket 0008 is the other one
    assert set(till.window.payments.model.records) == {earlier[7], earlier[8]}
    field = till.find("payment_search")
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()
    till.key(Qt.Key.Key_Return)
    assert till.find("payments").hasFocus()


def test_what_was_found_leads_to_its_refund_and_back(qtbot: QtBot, till: LiveTill) -> None:
    earlier = sold(till.shop, 1)[0]
    till.key(Qt.Key.Key_J, CONTROL)
    till.type(earlier.out_trade_no[-6:])
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.window.payments.chosen == earlier, timeout=WAIT)

    till.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: till.sees("refund_page"), timeout=WAIT)
    till.key(Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: till.window.payments.chosen == earlier, timeout=WAIT)


def test_the_list_is_read_by_pages_down_to_the_first_payment(qtbot: QtBot, till: LiveTill) -> None:
    sold(till.shop, 2 * PAGE + 3)
    till.key(Qt.Key.Key_J, CONTROL)
    till.key(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: len(till.window.payments.model.records) == PAGE, timeout=WAIT)

    till.key(Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(lambda: len(till.window.payments.model.records) == 2 * PAGE, timeout=WAIT)
    till.key(Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(lambda: len(till.window.payments.model.records) == 2 * PAGE + 3, timeout=WAIT)
    assert till.window.payments.model.records[-1].tail == "0001-1"
