"""A sale, from the press to the proof, through the real window, a real ledger and a real socket."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from pos_app.core.payment import PaymentState
from pos_app.ui.customer_view import CustomerScreen
from pos_app.ui.readings import Day
from tests.ui.live_till import LiveTill

WAIT = 30_000  # milliseconds at most: the machine may be busy


def shown(qtbot: QtBot, till: LiveTill, panel: str) -> None:
    qtbot.waitUntil(lambda: till.sees(panel), timeout=WAIT)


def test_one_press_shows_the_code_and_the_money_is_proven_by_itself(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up("6921180050316", "6903270060627")

    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()

    shown(qtbot, till, "paid_panel")
    assert "0001" in till.reads("ticket_tail")
    assert till.window.sale.stage.ticket.spine == "ok_fill"
    assert till.shop.ledger.payment(till.window.sale.payment_number).state is PaymentState.PAID


def test_the_customers_window_follows_the_sale(qtbot: QtBot, till: LiveTill) -> None:
    screens = [till.customer.view.screen]
    till.ring_up()
    screens.append(till.customer.view.screen)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    screens.append(till.customer.view.screen)
    till.pay()
    shown(qtbot, till, "paid_panel")
    screens.append(till.customer.view.screen)
    till.key(Qt.Key.Key_Return)
    screens.append(till.customer.view.screen)

    expected = [CustomerScreen.IDLE, CustomerScreen.CART, CustomerScreen.CODE, CustomerScreen.PAID, CustomerScreen.IDLE]
    assert screens == expected


def test_pressing_twice_makes_one_sale(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()

    till.key(Qt.Key.Key_F10)
    till.key(Qt.Key.Key_F10)
    till.window.sale.charge()

    shown(qtbot, till, "code_panel")
    assert len(till.shop.ledger.unsettled_payments()) == 1


def test_a_ticket_that_is_being_paid_is_locked_and_says_so(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    till.window.sale.setFocus()
    till.ring_up("6903270060627")
    till.key(Qt.Key.Key_Delete)

    assert len(till.window.sale.cart.lines) == 1
    assert "locked" in till.window.sale.stage.note.text()


def test_any_item_after_a_paid_one_begins_the_next_ticket(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up("6903270060627")
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")

    till.ring_up("6921180050316")

    assert [line.code for line in till.window.sale.cart.lines] == ["6921180050316"]
    assert not till.sees("paid_panel")


def test_cancel_takes_two_presses_and_ends_with_the_seal(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    till.key(Qt.Key.Key_Escape)
    assert till.sees("code_panel")
    till.key(Qt.Key.Key_Escape)

    shown(qtbot, till, "not_paid_panel")
    number = till.window.sale.payment_number
    assert till.shop.ledger.payment(number).state is PaymentState.CLOSED
    assert till.shop.order_state(till.shop.ledger.payment(number)) == "CLOSED"


def test_a_cancelled_ticket_comes_back_and_can_be_charged_again(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Escape)
    shown(qtbot, till, "not_paid_panel")

    till.key(Qt.Key.Key_Escape)
    assert till.sees("goods")
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    sale = till.window.sale.sale_number
    assert [payment.attempt for payment in till.shop.ledger.payments_of(sale)] == [1, 2]


def test_touching_a_cancelled_ticket_gives_the_old_sale_up(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Escape)
    shown(qtbot, till, "not_paid_panel")
    old = till.window.sale.sale_number
    till.key(Qt.Key.Key_Escape)

    till.ring_up("6903270060627")

    qtbot.waitUntil(lambda: till.shop.ledger.sale(old).settled, timeout=WAIT)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    assert till.window.sale.sale_number != old


def test_a_new_code_closes_the_old_one_first(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    first = till.window.sale.payment_number

    till.key(Qt.Key.Key_F5)

    qtbot.waitUntil(lambda: till.sees("code_panel") and till.window.sale.payment_number != first, timeout=WAIT)
    assert till.shop.ledger.payment(first).state is PaymentState.CLOSED


def test_a_customer_who_pays_before_the_close_has_paid(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "server_error", times=2)
    till.pay()

    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Escape)

    shown(qtbot, till, "paid_panel")


def test_silence_is_unconfirmed_and_the_next_customer_is_served(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up("6903270060627")
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    parked = till.window.sale.payment_number
    till.shop.weather("query", "unavailable", times=None)

    shown(qtbot, till, "unconfirmed_panel")
    qtbot.waitUntil(lambda: till.sees("unresolved_badge"), timeout=WAIT)
    assert not till.sees("pay")
    till.key(Qt.Key.Key_Return)
    till.ring_up("6921180050316")
    assert "Unconfirmed" in till.window.strip.text()

    till.shop.simulator.phone.pay(parked)
    till.shop.simulator.weather.clear()
    qtbot.waitUntil(lambda: "Unconfirmed" not in till.window.strip.text(), timeout=WAIT)
    assert till.shop.ledger.payment(parked).state is PaymentState.PAID
    assert len(till.window.sale.cart.lines) == 1


def test_the_channel_is_told_in_words(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    till.shop.weather("query", "unavailable", times=None)

    qtbot.waitUntil(lambda: "does not answer" in till.reads("title_channel_word"), timeout=WAIT)
    till.shop.simulator.weather.clear()
    qtbot.waitUntil(lambda: "OK" in till.reads("title_channel_word"), timeout=WAIT)


def test_the_code_on_the_glass_can_be_read_back(qtbot: QtBot, till: LiveTill) -> None:
    import zxingcpp  # noqa: PLC0415 - heavy, and only here
    from PIL import Image  # noqa: PLC0415 - the same

    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    picture = till.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    seen = Image.frombytes(
        "RGB", (picture.width(), picture.height()), bytes(picture.constBits()), "raw", "RGB", picture.bytesPerLine()
    )

    found = [code.text for code in zxingcpp.read_barcodes(seen)]
    assert found == [till.shop.ledger.payment(till.window.sale.payment_number).code_url]


def test_a_day_that_is_read_while_the_sale_is_written_down_does_not_take_the_code_from_its_ticket(
    qtbot: QtBot, till: LiveTill
) -> None:
    till.ring_up()
    till.window.sale.charge()
    while not (begun := till.shop.ledger.unsettled_payments()):
        continue  # the worker writes on its own thread; nothing is told before this one looks at its events
    today = begun[0].created_at.date()

    totals = till.shop.ledger.day_totals(today)
    till.window.counter.show_day(Day(totals=totals, payments=begun, unresolved=0))

    shown(qtbot, till, "code_panel")
