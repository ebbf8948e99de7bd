"""Cash, other tenders and split tickets, through the real window, a real ledger and a real socket."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.sale import SaleState
from pos_app.core.settlement import Taking
from pos_app.core.shift import CashCount
from pos_app.ui.customer_view import CustomerScreen
from pos_app.ui.i18n import Languages
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from tests.core.people import CASHIER
from tests.core.shop import Shop
from tests.ui.live_till import LiveTill, live_till
from tests.ui.samples import line

WAIT = 10_000  # milliseconds: the machine may be busy
OIL, WATER = "6903270060627", "6921180050316"  # ¥96.80 and ¥2.00


def shown(qtbot: QtBot, till: LiveTill, panel: str) -> None:
    qtbot.waitUntil(lambda: till.sees(panel), timeout=WAIT)


def amount(till: LiveTill, name: str) -> Money:
    label = till.find(name)
    assert isinstance(label, AmountLabel)
    return label.money


def payments(till: LiveTill) -> list[Payment]:
    return list(till.shop.ledger.payments_of(till.window.sale.sale_number))


def chips(till: LiveTill) -> list[tuple[str, Money]]:
    return [(chip.status.name, chip.amount) for chip in till.window.sale.stage.tenders.chips.chips]


def test_cash_is_taken_in_the_ledger_and_the_change_stays_until_the_next_item(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)

    till.key(Qt.Key.Key_F11)
    assert amount(till, "tender_amount") == Money(96_80)
    till.type("100")
    assert (till.reads("tender_what"), amount(till, "tender_amount")) == ("Change", Money(3_20))
    till.key(Qt.Key.Key_Return)

    shown(qtbot, till, "paid_panel")
    assert (till.reads("verdict_what"), amount(till, "verdict_amount")) == ("Change", Money(3_20))
    assert "Cash ¥96.80 · ¥100.00 received" in till.reads("verdict_reason")
    assert not till.window.panels.paid._back.isVisible()
    (paid,) = payments(till)
    assert (paid.tender, paid.state, paid.tendered) == (Tender.CASH, PaymentState.PAID, Money(100_00))
    assert till.customer.view.change == Money(3_20)
    till.ring_up(WATER)
    assert not till.sees("paid_panel")
    assert [line.code for line in till.window.sale.cart.lines] == [WATER]


def test_notes_and_exact_are_pressed_on_the_glass(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.press("cash")
    for name in ("note_50", "note_50", "note_5"):
        till.press(name)
    assert amount(till, "tender_amount") == Money(8_20)

    till.press("clear_tender")
    till.press("exact")
    assert amount(till, "tender_amount") == ZERO
    till.press("take")

    shown(qtbot, till, "paid_panel")
    assert payments(till)[0].change == ZERO


def test_the_customer_sees_what_is_due_handed_over_and_given_back(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    before = till.customer.view
    till.type("100")
    after = till.customer.view

    assert (before.screen, before.amount, before.change) == (CustomerScreen.TENDERS, Money(96_80), ZERO)
    assert (after.received, after.change) == (Money(100_00), Money(3_20))
    till.key(Qt.Key.Key_Escape)
    assert till.customer.view.screen is CustomerScreen.CART


def test_esc_or_the_next_item_goes_back_to_a_ticket_of_which_nothing_is_paid(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F9)
    assert not till.button("take").isEnabled()
    assert till.button("take").reason == "Choose how it is paid"
    till.key(Qt.Key.Key_Escape)
    assert till.sees("goods")

    till.key(Qt.Key.Key_F11)
    till.ring_up(WATER)

    assert [line.code for line in till.window.sale.cart.lines] == [OIL, WATER]
    assert till.sees("goods")


def test_a_ticket_is_split_in_any_order_each_part_with_its_own_state(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F9)
    till.type("50")
    till.key(Qt.Key.Key_F11)
    till.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)  # the card has the rest; 50 in cash are planned
    till.type("6.80")
    assert chips(till) == [("PLANNED", Money(50_00))]
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(till) == [("PAID", Money(6_80)), ("PLANNED", Money(50_00))], timeout=WAIT)

    till.key(Qt.Key.Key_F10)  # what is planned does not stand in the way
    shown(qtbot, till, "code_panel")
    live = till.window.sale.payment_number
    till.key(Qt.Key.Key_F11)  # room is left beside the code: it stays alive
    assert chips(till)[1:] == [("WAITING", Money(40_00)), ("PLANNED", Money(50_00))]
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [state for state, _ in chips(till)] == ["PAID", "WAITING", "PAID"], timeout=WAIT)
    assert not till.sees("leave_tenders")

    till.shop.simulator.phone.pay(live)
    shown(qtbot, till, "paid_panel")
    sale = till.shop.ledger.sale(till.window.sale.sale_number)
    assert sale.state is SaleState.PAID
    assert [(paid.tender, paid.amount) for paid in payments(till)] == [
        (Tender.OTHER, Money(6_80)),
        (Tender.WECHAT_QR, Money(40_00)),
        (Tender.CASH, Money(50_00)),
    ]
    assert till.shop.ledger.verify().flaws == ()


def test_del_takes_out_what_is_planned_and_never_what_is_paid(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    till.type("50")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(till) == [("PAID", Money(50_00))], timeout=WAIT)
    till.key(Qt.Key.Key_F11)
    till.type("10")
    till.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    till.key(Qt.Key.Key_Down)
    assert len(chips(till)) == 2

    for _ in range(4):
        till.key(Qt.Key.Key_Delete)

    assert chips(till) == [("PAID", Money(50_00))]
    assert not till.find("tender_chip_0").isEnabled()


def test_a_slip_of_the_hand_is_asked_about_in_place(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    till.type("9999")

    till.key(Qt.Key.Key_Return)
    assert till.reads("tender_what") == "Is that right?"
    assert "press once more" in till.reads("tender_remark")
    assert till.button("take").text() == "Press again"
    till.key(Qt.Key.Key_Return)

    shown(qtbot, till, "paid_panel")
    assert payments(till)[0].tendered == Money(9999_00)


def test_a_code_for_much_money_is_asked_about_in_place(qtbot: QtBot, till: LiveTill) -> None:
    till.type("5000.01")
    till.key(Qt.Key.Key_F8)
    till.settle()

    till.key(Qt.Key.Key_F10)
    assert till.reads("tender_what") == "Is that right?"
    till.key(Qt.Key.Key_F10)

    shown(qtbot, till, "code_panel")


def test_cash_in_the_place_of_a_code_waits_until_the_code_is_proven_closed(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    number = till.window.sale.payment_number

    till.key(Qt.Key.Key_F11)
    shown(qtbot, till, "tender_panel")

    assert till.shop.ledger.payment(number).state is PaymentState.CLOSED  # M4: proven before cash is asked for
    assert till.reads("tender_what") == "To pay in cash"
    till.key(Qt.Key.Key_Return)
    shown(qtbot, till, "paid_panel")
    assert [paid.state for paid in payments(till)] == [PaymentState.CLOSED, PaymentState.PAID]


def test_a_customer_who_pays_before_the_code_gives_way_has_paid(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "server_error", times=2)
    till.pay()

    till.key(Qt.Key.Key_F11)

    shown(qtbot, till, "paid_panel")
    assert len(payments(till)) == 1


def test_cash_for_a_ticket_that_another_hand_just_paid_is_refused_and_the_ticket_shown_as_it_is(
    qtbot: QtBot, till: LiveTill
) -> None:
    """M8: the second hand reads what the first wrote; the press is given back."""
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    till.type("50")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(till) == [("PAID", Money(50_00))], timeout=WAIT)
    rest = Taking(tender=Tender.CASH, amount=Money(46_80), tendered=Money(46_80))
    till.shop.ledger.take_more(till.window.sale.sale_number, CASHIER, rest)

    till.key(Qt.Key.Key_F11)
    till.key(Qt.Key.Key_Return)

    shown(qtbot, till, "paid_panel")
    assert "Another hand" in till.window.banner.text()
    assert len(payments(till)) == 2


def test_a_ticket_that_is_paid_in_part_is_offered_again_after_a_crash(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    lines = (line("花生油 5L", 9680),)
    shop.ledger.shifts.open(CashCount(), CASHIER)
    sale, _ = shop.ledger.take(lines, CASHIER, Taking(tender=Tender.CASH, amount=Money(50_00), tendered=Money(50_00)))

    with live_till(theme, languages, shop, tmp_path / "profile") as till:
        till.come_in(qtbot)
        qtbot.waitUntil(lambda: "¥50.00 of ¥96.80" in till.window.banner.text(), timeout=WAIT)
        till.press("banner_button")

        assert chips(till) == [("PAID", Money(50_00))]
        assert till.window.sale.sale_number == sale.number
        till.key(Qt.Key.Key_F11)
        till.key(Qt.Key.Key_Return)
        shown(qtbot, till, "paid_panel")
        assert shop.ledger.sale(sale.number).state is SaleState.PAID


def test_a_code_that_dies_beside_money_leaves_a_ticket_that_is_offered_again(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    till.type("50")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(till) == [("PAID", Money(50_00))], timeout=WAIT)
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.shop.weather("query", "unavailable", times=None)
    shown(qtbot, till, "unconfirmed_panel")
    till.key(Qt.Key.Key_Return)  # the next customer
    number = till.shop.ledger.unsettled_payments()[0].out_trade_no
    till.window.counter.requests.abandon_requested.emit(number, CASHIER)

    till.shop.simulator.weather.clear()

    qtbot.waitUntil(lambda: "¥50.00 of ¥96.80" in till.window.banner.text(), timeout=WAIT)
    assert till.shop.ledger.payment(number).state is PaymentState.CLOSED


def test_a_part_goes_back_and_the_ticket_is_free_again(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up(OIL)
    till.key(Qt.Key.Key_F11)
    till.type("50")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(till) == [("PAID", Money(50_00))], timeout=WAIT)

    till.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(till.window.refund.next.isEnabled, timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.sees("pin_pop_over"), timeout=WAIT)
    till.approve()
    qtbot.waitUntil(lambda: chips(till) == [], timeout=WAIT)
    till.key(Qt.Key.Key_Escape)
    shown(qtbot, till, "tender_panel")
    assert chips(till) == []
    sale = till.window.sale.sale_number
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: till.shop.ledger.sale(sale).state is SaleState.VOIDED, timeout=WAIT)
    assert till.shop.ledger.verify().flaws == ()
