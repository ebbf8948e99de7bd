"""What the glass does when the network hangs, when the till was killed, and when two sales wait at once."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_app.core.errors import LedgerError
from pos_app.core.payment import PaymentState
from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from tests.core.shop import Shop
from tests.core.till import BASKET, order_of
from tests.ui.live_till import LiveTill, live_till
from tests.ui.test_selling import WAIT, shown


def test_a_payment_from_before_the_power_cut_is_shown_again_and_completed(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    before = shop.shown()

    with live_till(theme, languages, shop, tmp_path) as till:
        till.come_in(qtbot)
        shown(qtbot, till, "code_panel")
        assert till.window.sale.payment_number == before.out_trade_no
        till.pay()
        shown(qtbot, till, "paid_panel")

    assert shop.ledger.payment(before.out_trade_no).state is PaymentState.PAID


def test_a_payment_that_was_written_down_and_never_sent_gets_its_code(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    before = shop.checkout.begin(BASKET, "林晓燕")

    with live_till(theme, languages, shop, tmp_path) as till:
        till.come_in(qtbot)
        shown(qtbot, till, "code_panel")

        assert till.window.sale.payment_number == before.out_trade_no


def test_a_refund_from_before_the_power_cut_goes_on(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    payment = shop.paid()
    refund = shop.refunding.begin(order_of(payment.out_trade_no, payment.amount, "Other"), "林晓燕")

    with live_till(theme, languages, shop, tmp_path):
        qtbot.waitUntil(lambda: shop.refund_status(refund) == "PROCESSING", timeout=WAIT)
        shop.simulator.wind(600)

        qtbot.waitUntil(lambda: shop.ledger.refund(refund.out_refund_no).settled, timeout=WAIT)


def test_the_glass_never_waits_for_a_hanging_provider(qtbot: QtBot, till: LiveTill) -> None:
    till.shop.weather("query", "hang", times=None, seconds=2.0)
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    heart = QTimer()
    heart.timeout.connect(beat)
    heart.start(5)
    qtbot.waitUntil(lambda: till.sees("unconfirmed_panel"), timeout=WAIT)
    heart.stop()

    gaps.sort()
    # The figure to reach (50 ms at most) is measured by itself; here other programs share the machine.
    assert gaps[int(len(gaps) * 0.99)] < 0.25


def test_a_cancel_is_shown_at_once_though_a_question_hangs(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "hang", times=1, seconds=5.0)
    qtbot.waitUntil(lambda: not till.shop.simulator.weather.forecast(), timeout=WAIT)

    pressed = time.perf_counter()
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not till.sees("code_panel"), timeout=WAIT)

    assert time.perf_counter() - pressed < 0.9  # the question is given up after a second
    shown(qtbot, till, "not_paid_panel")


def test_two_sales_wait_at_once_and_each_is_proven(qtbot: QtBot, till: LiveTill) -> None:
    numbers = []
    for code in ("6903270060627", "6921180050316"):
        till.ring_up(code)
        till.key(Qt.Key.Key_F10)
        shown(qtbot, till, "code_panel")
        numbers.append(till.window.sale.payment_number)
        till.window.sale.money.next_ticket()

    for number in numbers:
        till.shop.simulator.phone.pay(number)

    qtbot.waitUntil(lambda: not till.shop.ledger.unsettled_payments(), timeout=WAIT)
    assert [till.shop.ledger.payment(number).state for number in numbers] == [PaymentState.PAID] * 2


def test_a_code_that_cannot_be_had_keeps_the_ticket_and_goes_on_asking(qtbot: QtBot, till: LiveTill) -> None:
    till.shop.weather("prepay", "drop_before", times=2)
    till.ring_up()

    till.key(Qt.Key.Key_F10)

    shown(qtbot, till, "code_panel")


def test_a_wrong_amount_in_a_proven_answer_is_never_paid(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "wrong_amount", times=None)

    till.pay()

    shown(qtbot, till, "unconfirmed_panel")
    number = till.window.sale.payment_number
    assert till.shop.ledger.payment(number).state is PaymentState.PRESENTED


def test_a_ledger_that_cannot_be_written_unlocks_the_ticket_and_says_so(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.window.sale.ordered.disconnect()  # nobody writes

    till.key(Qt.Key.Key_F10)
    assert till.sees("requesting_panel")
    till.window.counter.show_begin_failed(LedgerError("the disk is gone"))

    assert not till.window.sale.locked
    assert "LED-01" in till.reads("banner_text")
    till.press("banner_button")
    assert not till.sees("banner_text")


def test_a_window_that_is_too_small_says_so(qtbot: QtBot, till: LiveTill) -> None:
    till.window.resize(940, 600)
    QApplication.processEvents()

    assert "960 × 680" in till.reads("too_small")


def test_the_languages_change_on_the_living_glass(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    assert till.window.sale.stage.pay.text() == "Pay"

    till.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    qtbot.waitUntil(lambda: till.window.sale.stage.pay.text() == "收款", timeout=WAIT)
    assert till.window.sale.stage.ticket.title.text() == "新小票"


def test_the_theme_changes_on_the_living_glass(qtbot: QtBot, till: LiveTill, theme: Theme) -> None:
    till.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert theme.dark


def test_sizes_follow_the_height_that_the_window_comes_to(qtbot: QtBot, till: LiveTill, theme: Theme) -> None:
    assert theme.compact
    rows = till.window.payments.table.verticalHeader()
    before = rows.defaultSectionSize(), till.window.refund.slab.height()

    till.window.resize(1920, 1080)

    qtbot.waitUntil(lambda: not theme.compact, timeout=WAIT)
    qtbot.waitUntil(lambda: (rows.defaultSectionSize(), till.window.refund.slab.height()) > before, timeout=WAIT)


def test_trouble_beside_the_work_does_not_unlock_a_ticket_that_waits_for_its_payment(
    qtbot: QtBot, till: LiveTill
) -> None:
    """M4: an unlocked ticket could be charged a second time while its first payment is being written down."""
    till.ring_up()
    till.window.sale.ordered.disconnect()  # the answer is still on its way

    till.key(Qt.Key.Key_F10)
    till.window.counter.show_trouble(LedgerError("another payment"))
    till.window.counter.complain(LedgerError("a reading of the day"))

    assert till.window.sale.locked
    assert "LED-01" in till.reads("banner_text")


@contextmanager
def the_folder_gone(folder: Path) -> Iterator[str]:
    """The disk with the ledger is pulled out, and put back."""
    away = folder / "away"
    away.mkdir()
    for file in folder.glob("ledger.sqlite3*"):
        file.rename(away / file.name)
    yield "LED-07"
    for file in away.iterdir():
        file.rename(folder / file.name)


@contextmanager
def no_room(_folder: Path) -> Iterator[str]:
    """No file may grow or be written: the same call fails as on a full disk, with another number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    yield "LED-01"
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("trouble", [the_folder_gone, no_room])
def test_a_till_that_cannot_write_says_so_keeps_the_ticket_and_sells_again_at_the_next_press(
    qtbot: QtBot, till: LiveTill, tmp_path: Path, trouble: Callable[[Path], AbstractContextManager[str]]
) -> None:
    """M1: what cannot be written down is not asked for; nothing has to be started again afterwards."""
    till.ring_up()
    with trouble(tmp_path) as code:
        till.key(Qt.Key.Key_F10)
        qtbot.waitUntil(lambda: bool(said(till)), timeout=WAIT)
        assert code in said(till)
    assert not till.shop.simulator.books.orders()

    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")

    assert len(till.shop.simulator.books.orders()) == 1
    assert till.shop.ledger.verify().sound


def said(till: LiveTill) -> str:
    label = till.window.findChild(QLabel, "banner_text")
    return label.text() if label is not None and label.isVisible() else ""
