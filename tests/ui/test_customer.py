"""The customer's screen is a pure function of the sale's state, in two languages at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundState
from pos_app.core.sale import Unit
from pos_app.core.settlement import Due, Rounding
from pos_app.ui.customer_view import (
    IDLE,
    CustomerScreen,
    CustomerView,
    view_of_lines,
    view_of_payment,
    view_of_refund,
    view_of_tendering,
)
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.customer_words import Phrase, Words
from pos_app.ui.i18n import Languages
from pos_app.ui.resources import RESOURCES
from pos_app.ui.tendering import CASH, Choice, Habits, Tendering
from pos_app.ui.theme import DARK, LIGHT, Theme
from tests.ui.conftest import Clocks
from tests.ui.samples import CODE_URL, line, payment, refund, sale
from tests.ui.test_qr import read

LINES = (
    line("红富士苹果", 998, 1236, unit=Unit.KILOGRAM),
    line("原木抽纸 120抽×6包", 1590, 2000, amount=Money(2385), discount=Money(795)),
    line("饮用天然水 550ml", 200, 6000),
)
SHOP = "和顺里超市"


@pytest.fixture
def window(theme: Theme, clocks: Clocks, languages: Languages, qtbot: QtBot) -> CustomerWindow:
    made = CustomerWindow(theme, SHOP, clocks.now, clocks.monotonic)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    return made


def shown(window: CustomerWindow, view: CustomerView) -> str:
    window.show_view(view)
    window.grab()
    return window.text()


# ---- the view


@pytest.mark.parametrize(
    ("paying", "screen"),
    [
        (payment(), CustomerScreen.WAIT),
        (payment(PaymentState.PRESENTED), CustomerScreen.CODE),
        (payment(PaymentState.PRESENTED, unanswered=1), CustomerScreen.CODE),
        (payment(PaymentState.PRESENTED, provider_state="USERPAYING"), CustomerScreen.PASSWORD),
        (payment(PaymentState.PRESENTED, unanswered=2), CustomerScreen.CHECKING),
        (payment(PaymentState.CLOSING), CustomerScreen.CHECKING),
        (payment(PaymentState.CLOSING, code_url=None), CustomerScreen.WAIT),
        (payment(PaymentState.PAID), CustomerScreen.PAID),
        (payment(PaymentState.CLOSED), CustomerScreen.CANCELLED),
    ],
)
def test_every_payment_has_one_screen(paying: Payment, screen: CustomerScreen) -> None:
    assert view_of_payment(sale(), paying).screen is screen


def test_an_empty_ticket_is_idle_and_a_full_one_a_cart() -> None:
    view = view_of_lines(LINES)

    assert view_of_lines(()) == IDLE
    assert (view.screen, view.amount, view.discount, view.pieces) == (CustomerScreen.CART, Money(4819), Money(795), 9)


def test_who_pays_in_cash_sees_what_is_due_handed_over_and_given_back() -> None:
    """A pure function of what is about to be taken: nothing of it is in the ledger yet."""
    begun = Tendering(due=Due(total=Money(4819), paid=Money(1000)), habits=Habits(rounding=Rounding.JIAO))
    cash = view_of_tendering(LINES, begun.choose(CASH).noted(Money(5000)))
    card = view_of_tendering(LINES, begun.choose(Choice(Tender.OTHER, "银行卡")).typing("5"))

    assert (cash.screen, cash.amount, cash.paid) == (CustomerScreen.TENDERS, Money(3810), Money(1000))
    assert (cash.received, cash.change) == (Money(5000), Money(1190))
    assert (card.amount, card.received, card.change) == (Money(3819), ZERO, ZERO)


def test_a_cash_payment_tells_the_customer_the_change(window: CustomerWindow) -> None:
    cash = payment(PaymentState.PAID, tender=Tender.CASH, tendered=Money(20000), code_url=None)

    said = shown(window, view_of_payment(sale(), cash)).splitlines()

    assert {"支付成功", "¥123.60", "实收 Received", "¥200.00", "找零 Change", "¥76.40"} <= set(said)


def test_the_page_of_tenders_is_a_cart_with_what_is_to_pay_and_the_change(window: CustomerWindow) -> None:
    state = Tendering(due=Due(total=Money(4819), paid=Money(1000))).choose(CASH).noted(Money(5000))

    said = shown(window, view_of_tendering(LINES, state)).splitlines()

    assert {"请付款", "¥38.19", "找零", "¥11.81", "已付", "¥10.00", "实收", "¥50.00"} <= set(said)


@pytest.mark.parametrize("state", RefundState)
def test_a_refund_is_shown_once_it_is_accepted(state: RefundState) -> None:
    screens = {
        RefundState.PROCESSING: CustomerScreen.REFUND_ACCEPTED,
        RefundState.SUCCESS: CustomerScreen.REFUNDED,
    }

    assert view_of_refund(sale(), refund(state)).screen is screens.get(state, CustomerScreen.IDLE)


def test_no_name_of_staff_reaches_the_customer(window: CustomerWindow) -> None:
    for state in PaymentState:
        assert "林晓燕" not in shown(window, view_of_payment(sale(*LINES), payment(state)))


# ---- the glass


def test_idle_shows_the_shop_and_a_welcome_in_both_languages(window: CustomerWindow) -> None:
    assert shown(window, IDLE).splitlines() == [SHOP, "欢迎光临", "Welcome"]


def test_the_cart_shows_the_last_item_large_and_the_total(window: CustomerWindow) -> None:
    said = shown(window, view_of_lines(LINES)).splitlines()

    for words in (
        "红富士苹果",
        "1.236 kg",
        "12.34",
        "饮用天然水 550ml",
        "×6",
        "12.00",
        "合计",
        "Total",
        "¥48.19",
        "9",
        "¥7.95",
    ):
        assert words in said


def test_a_long_cart_says_how_much_is_above(window: CustomerWindow) -> None:
    said = shown(window, view_of_lines(tuple(line(f"商品 {i}") for i in range(12))))

    assert "上方还有 6 件商品" in said
    assert "商品 5" not in said.splitlines()
    assert "商品 6" in said.splitlines()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (800, 480), (1024, 600), (768, 1024)])
def test_the_code_can_be_read_on_every_size_of_screen(window: CustomerWindow, width: int, height: int) -> None:
    window.resize(width, height)
    window.show_view(view_of_payment(sale(), payment(PaymentState.PRESENTED)))

    assert read(window.grab().toImage()) == CODE_URL


def test_the_page_of_the_code_is_white_in_the_dark_theme_too(window: CustomerWindow, theme: Theme) -> None:
    theme.set_dark(True)
    window.show_view(view_of_payment(sale(), payment(PaymentState.PRESENTED)))
    image = window.grab().toImage()

    assert image.pixelColor(20, 400) == QColor("white")
    assert read(image) == CODE_URL
    window.show_view(view_of_lines(LINES))
    assert window.grab().toImage().pixelColor(20, 600) == QColor(DARK.raised)


def test_figures_come_only_in_the_last_minute(window: CustomerWindow, clocks: Clocks) -> None:
    view = view_of_payment(sale(), payment(PaymentState.PRESENTED))
    early = shown(window, view)
    clocks.pass_(258)

    assert "Code valid" in early
    assert "0:42" in shown(window, view).splitlines()
    assert "Code valid" not in shown(window, view)


def test_checking_asks_not_to_pay_again_under_an_amber_diamond(window: CustomerWindow) -> None:
    said = shown(window, view_of_payment(sale(), payment(PaymentState.PRESENTED, unanswered=3)))

    assert "请不要再次付款" in said
    assert "Checking your payment. Please do not pay again." in said
    assert window.grab().toImage().pixelColor(600, 264).name().upper() == LIGHT.warn_fill


def test_paid_is_a_green_screen_with_the_amount(window: CustomerWindow) -> None:
    said = shown(window, view_of_payment(sale(), payment(PaymentState.PAID))).splitlines()
    image: QImage = window.grab().toImage()

    assert {"支付成功", "Paid", "¥123.60", SHOP, "0412"} <= set(said)
    assert {image.pixelColor(*at).name().upper() for at in ((5, 5), (1275, 5), (5, 795), (1275, 795))} == {
        LIGHT.ok_fill
    }


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (view_of_payment(sale(), payment()), "正在准备付款二维码"),
        (view_of_payment(sale(), payment(PaymentState.PRESENTED, provider_state="USERPAYING")), "请输入密码"),
        (view_of_payment(sale(), payment(PaymentState.CLOSED)), "没有扣款"),
        (view_of_refund(sale(), refund(RefundState.PROCESSING)), "退款已受理"),
        (view_of_refund(sale(), refund(RefundState.SUCCESS)), "退款已到账"),
    ],
)
def test_every_notice_says_its_one_thing(window: CustomerWindow, view: CustomerView, words: str) -> None:
    assert words in shown(window, view)


def test_the_screen_always_resets(window: CustomerWindow) -> None:
    before = shown(window, IDLE)
    shown(window, view_of_payment(sale(), payment(PaymentState.PRESENTED)))

    assert shown(window, IDLE) == before
    assert window.view == IDLE


def test_the_countdown_moves_by_itself(window: CustomerWindow, clocks: Clocks, qtbot: QtBot) -> None:
    window.show()
    window.show_view(view_of_payment(sale(), payment(PaymentState.PRESENTED)))
    clocks.pass_(250)

    qtbot.waitUntil(lambda: "0:50" in window.text().splitlines(), timeout=3000)


def test_without_a_catalogue_english_stands_alone() -> None:
    assert Words(None).both(Phrase.PAID) == ("Paid", "")
    assert Words(None).both(Phrase.MORE_ABOVE, number=3) == ("3 more above", "")


# ---- the window


def test_the_window_never_takes_the_keyboard(window: CustomerWindow) -> None:
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_on_one_screen_a_key_opens_and_closes_it(window: CustomerWindow, qtbot: QtBot) -> None:
    till = QWidget()
    qtbot.addWidget(till)
    told: list[object] = []
    window.seen_changed.connect(told.append)
    window.follow(till)
    by_itself = window.isVisible()

    window.toggle()
    opened = window.isVisible()
    window.toggle()

    assert (by_itself, opened, window.isVisible()) == (False, True, False)
    assert told == [True, False]


def test_closing_the_window_only_hides_it(window: CustomerWindow) -> None:
    window.show()
    window.close()

    assert window.isHidden()
    window.toggle()
    assert window.isVisible()


def test_training_is_framed_on_the_customers_side_too(theme: Theme, clocks: Clocks, qtbot: QtBot) -> None:
    window = CustomerWindow(theme, SHOP, clocks.now, clocks.monotonic, training=True)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_view(IDLE)

    assert window.grab().toImage().pixelColor(2, 400).name().upper() == LIGHT.training


TWO_SCREENS = """
from datetime import UTC, datetime
from PySide6.QtWidgets import QApplication, QWidget
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.theme import Theme

app = QApplication([])
till = QWidget()
window = CustomerWindow(Theme(), "Shop", lambda: datetime.now(UTC))
window.follow(till)
window.toggle()
print(window.isFullScreen(), window.geometry().getRect())
"""


def test_a_second_screen_is_taken_by_itself_and_kept(tmp_path: Path) -> None:
    screens = [
        {
            "name": "till",
            "x": 0,
            "y": 0,
            "width": 1366,
            "height": 768,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        },
        {
            "name": "shop",
            "x": 1366,
            "y": 0,
            "width": 1280,
            "height": 800,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        },
    ]
    setup = tmp_path / "screens.json"
    setup.write_text(json.dumps({"screens": screens}), encoding="utf-8")

    told = subprocess.run(
        [sys.executable, "-c", TWO_SCREENS],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={setup}", "PYTHONPATH": str(RESOURCES.parent)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "True (1366, 0, 1280, 800)"
