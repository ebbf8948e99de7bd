"""People at the till, through the real window: who comes in, who is locked out, who lets somebody do something."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from pos_app.core.errors import ApprovalError
from pos_app.core.journal import Deed
from pos_app.core.money import Money
from pos_app.core.second_factor import code_at
from pos_app.core.staff import Act, Request
from pos_app.ui.i18n import Languages
from pos_app.ui.keys import DEFAULT_KEYS
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton
from tests.core.people import CASHIER, INSTALLER, LEAD, MANAGER, PINS, Drawer, authority_of
from tests.core.shop import Shop
from tests.core.till import order_of
from tests.ui.live_till import WAIT, LiveTill, live_till
from tests.ui.test_selling import shown

CONTROL = Qt.KeyboardModifier.ControlModifier
WRONG = "0852"


def shut(qtbot: QtBot, till: LiveTill) -> None:
    qtbot.waitUntil(lambda: till.window.door.shut, timeout=WAIT)


def at_the_till(qtbot: QtBot, till: LiveTill, name: str) -> None:
    till.key(Qt.Key.Key_L, CONTROL)
    shut(qtbot, till)
    till.come_in(qtbot, name)


def fail(qtbot: QtBot, till: LiveTill, name: str = CASHIER) -> None:
    """Type a wrong PIN, once the till takes one."""
    till.ticks.wind(3600)
    tries = wrong_tries(till, name)
    till.sign_in(name, WRONG)
    qtbot.waitUntil(lambda: wrong_tries(till, name) > tries and till.window.door.page.pad.wells.wrong, timeout=WAIT)


def wrong_tries(till: LiveTill, name: str) -> int:
    return next(member.wrong_tries for member in till.shop.ledger.staff() if member.name == name)


def deeds(till: LiveTill) -> list[Deed]:
    return [entry.deed for entry in till.shop.ledger.history("")]


def code_of(secret: bytes, till: LiveTill) -> str:
    """Read the authenticator."""
    return code_at(secret, int(till.shop.clock().timestamp()) // 30)


def staff_page(qtbot: QtBot, till: LiveTill) -> None:
    at_the_till(qtbot, till, MANAGER)
    till.key(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert till.sees("staff_page")


def choose(till: LiveTill, name: str) -> None:
    table = till.find("staff")
    assert isinstance(table, QTableView)
    names = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
    table.selectRow(names.index(name))


# ---------------------------------------------------------------- the door


def test_nobody_sells_before_they_have_said_who_they_are(locked: LiveTill) -> None:
    assert locked.window.door.shut
    assert not locked.sees("pay")


def test_the_name_of_whoever_signed_in_stands_in_the_title_and_in_the_journal(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    (payment,) = till.shop.ledger.payments_on(till.shop.clock().date())
    assert till.shop.ledger.sale(payment.sale_number).cashier == CASHIER
    assert till.window.door.session.member is not None


def test_r19_no_key_and_no_button_leads_past_the_door(locked: LiveTill) -> None:
    """Every action of the key map, and everything that can be clicked on the sign-in page."""
    before = deeds(locked)
    for action in DEFAULT_KEYS:
        for sequence in locked.window.theme.keys.sequences(action):
            QTest.keySequence(locked.window, sequence)
            for overlay in ("help_panel", "more_panel"):
                if locked.sees(overlay):
                    locked.key(Qt.Key.Key_Escape)
            assert locked.window.door.shut, action
    for button in locked.window.findChildren(KeyButton):
        if button.isVisible() and button.isEnabled():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            assert locked.window.door.shut, button.objectName()

    assert locked.window.door.session.member is None
    assert deeds(locked) == before


def test_r19_a_wrong_pin_says_how_many_tries_are_left(qtbot: QtBot, locked: LiveTill) -> None:
    fail(qtbot, locked)

    assert locked.reads("pin_note") == "That is not the right PIN. 4 tries left"
    assert locked.window.door.shut


def test_r19_after_five_wrong_pins_the_right_one_has_to_wait_and_the_wait_is_counted_down(
    qtbot: QtBot, locked: LiveTill
) -> None:
    for _ in range(5):
        fail(qtbot, locked)
    assert locked.button("pin_enter").reason == "Wait 30 s"

    qtbot.waitUntil(lambda: locked.reads("pin_note") == "Wait 29 s", timeout=WAIT)
    locked.window.door.page.pad.begin("")  # as if the glass had forgotten the wait
    locked.type(PINS[CASHIER])
    locked.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Wait" in locked.button("pin_enter").reason, timeout=WAIT)
    assert locked.window.door.shut

    locked.ticks.wind(31)
    locked.sign_in()
    qtbot.waitUntil(lambda: not locked.window.door.shut, timeout=WAIT)


def test_r19_the_wait_survives_a_restart_and_a_clock_that_is_set_back(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    vault = Drawer()
    with live_till(theme, languages, shop, tmp_path, vault=vault) as till:
        qtbot.waitUntil(lambda: till.sees("staff_0") and till.window.isActiveWindow(), timeout=WAIT)
        for _ in range(6):
            fail(qtbot, till)
    shop.clock.wind(-86_400)

    with live_till(theme, languages, shop, tmp_path, vault=vault) as till:
        qtbot.waitUntil(lambda: till.sees("staff_0") and till.window.isActiveWindow(), timeout=WAIT)
        till.sign_in()

        qtbot.waitUntil(lambda: till.button("pin_enter").reason == "Wait 1 min", timeout=WAIT)
        assert till.window.door.shut


def test_the_first_start_makes_the_first_manager(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    with live_till(theme, languages, shop, tmp_path, staffed=False) as till:
        qtbot.waitUntil(lambda: till.sees("staff_name") and till.window.isActiveWindow(), timeout=WAIT)
        for word in ("Lee", "1234", "1234"):  # a PIN that anybody would guess
            till.type(word)
            till.key(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "nobody would guess" in till.reads("pin_note"), timeout=WAIT)
        for word in ("8341", "8342"):
            till.type(word)
            till.key(Qt.Key.Key_Return)
        assert till.reads("pin_note") == "The two differ"
        for word in ("8341", "8341"):
            till.type(word)
            till.key(Qt.Key.Key_Return)

        qtbot.waitUntil(lambda: till.sees("pay"), timeout=WAIT)
        till.ring_up()
        assert till.window.sale.cart
    assert [(member.name, member.may(Act.STAFF)) for member in shop.ledger.staff()] == [("Lee", True)]


# ---------------------------------------------------------------- the lock


def test_the_till_locks_after_two_idle_minutes_and_keeps_the_ticket(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    cart = till.window.sale.cart
    till.ticks.wind(119)
    till.window.door.session.tick()
    assert not till.window.door.shut

    till.ticks.wind(1)
    shut(qtbot, till)

    assert "kept as it was" in till.reads("sign_in_words")
    assert "Payments under way" in till.reads("sign_in_words")
    till.come_in(qtbot)
    assert till.window.sale.cart == cart
    assert till.sees("pay")


def test_a_key_on_the_window_is_a_sign_of_life(till: LiveTill) -> None:
    till.ticks.wind(119)
    QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_Shift)
    till.ticks.wind(119)
    till.window.door.session.tick()

    assert not till.window.door.shut


def test_nobody_is_locked_out_while_a_customer_pays(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")

    till.ticks.wind(600)
    till.window.door.session.tick()
    till.key(Qt.Key.Key_L, CONTROL)

    assert not till.window.door.shut
    assert "does not lock while a customer pays" in till.reads("banner_text")
    till.pay()
    shown(qtbot, till, "paid_panel")
    till.ticks.wind(121)
    shut(qtbot, till)


def test_a_manager_proves_anew_who_they_are_after_a_quarter_of_an_hour(qtbot: QtBot, till: LiveTill) -> None:
    at_the_till(qtbot, till, MANAGER)
    for _ in range(14):
        till.ticks.wind(60)
        till.window.door.session.note_life()
        till.window.door.session.tick()
    assert till.window.door.may(Act.STAFF)

    till.ticks.wind(60)
    till.window.door.session.note_life()

    assert not till.window.door.may(Act.STAFF)
    shut(qtbot, till)


def test_a_ticket_is_taken_over_by_a_lead_and_not_by_another_cashier(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    cart = till.window.sale.cart
    till.key(Qt.Key.Key_L, CONTROL)
    shut(qtbot, till)

    till.sign_in(INSTALLER)
    qtbot.waitUntil(lambda: f"The ticket is {CASHIER}'s" in till.reads("sign_in_words"), timeout=WAIT)
    assert till.window.door.shut

    till.come_in(qtbot, LEAD)
    assert till.window.sale.cart == cart


def test_somebody_elses_code_is_renewed_with_an_approval_and_stays_as_it_is_without(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    before = shop.shown()  # the cashier's, from before the start

    with live_till(theme, languages, shop, tmp_path) as till:
        till.come_in(qtbot, INSTALLER)
        shown(qtbot, till, "code_panel")
        till.key(Qt.Key.Key_F5)
        assert [till.reads(f"approval_{row}") for row in (1, 2)] == [CASHIER, INSTALLER]
        till.key(Qt.Key.Key_Escape)
        assert till.window.sale.payment_number == before.out_trade_no

        till.key(Qt.Key.Key_F5)
        till.approve(LEAD)

        qtbot.waitUntil(
            lambda: till.window.sale.payment_number not in {"", before.out_trade_no} and till.sees("code_panel"),
            timeout=WAIT,
        )
    assert shop.ledger.payment(before.out_trade_no).settled


# ---------------------------------------------------------------- approvals

REQUEST = Request(act=Act.RESOLVE, subject="0101", amount=Money(9680), reason="查过了")


def test_an_approval_is_asked_for_over_the_page_names_exactly_what_it_is_for_and_is_used_once(
    qtbot: QtBot, till: LiveTill
) -> None:
    till.ring_up()
    cart = till.window.sale.cart
    went: list[tuple[str, str]] = []

    till.window.door.allow(REQUEST, lambda who, approval: went.append((who, approval)), facts=(("Ticket", "0007"),))
    read = [till.reads(f"approval_{row}") for row in range(3)]
    till.approve()

    qtbot.waitUntil(lambda: bool(went), timeout=WAIT)
    assert read == ["0007", "查过了", CASHIER]
    assert went[0][0] == CASHIER
    assert went[0][1].startswith("A")
    assert not till.sees("pin_pop_over")
    assert till.window.sale.cart == cart


def test_an_approval_is_good_for_exactly_one_refund(qtbot: QtBot, till: LiveTill) -> None:
    """R19, M7: what was approved once cannot be spent on another amount, nor twice."""
    paid = till.shop.paid()
    request = Request(act=Act.REFUND, subject=paid.out_trade_no, amount=Money(100), reason="质量问题")
    went: list[str] = []
    till.window.door.allow(request, lambda _who, approval: went.append(approval))
    till.approve()
    qtbot.waitUntil(lambda: bool(went), timeout=WAIT)

    with pytest.raises(ApprovalError):
        till.shop.refunding.begin(order_of(paid.out_trade_no, Money(200), "质量问题"), CASHIER, approval=went[0])
    till.shop.refunding.begin(order_of(paid.out_trade_no, Money(100), "质量问题"), CASHIER, approval=went[0])
    till.shop.clock.wind(120)
    with pytest.raises(ApprovalError):
        till.shop.refunding.begin(order_of(paid.out_trade_no, Money(100), "质量问题"), CASHIER, approval=went[0])


def test_giving_up_gives_the_button_back_and_approves_nothing(till: LiveTill) -> None:
    told: list[str] = []
    till.window.door.allow(REQUEST, lambda *_: told.append("went"), given_up=lambda: told.append("given up"))

    till.key(Qt.Key.Key_Escape)

    assert told == ["given up"]
    assert Deed.APPROVAL_GRANTED not in deeds(till)


def test_a_wrong_pin_approves_nothing_and_says_how_many_tries_are_left(qtbot: QtBot, till: LiveTill) -> None:
    told: list[str] = []
    till.window.door.allow(REQUEST, lambda *_: told.append("went"))

    till.approve(MANAGER, WRONG)

    qtbot.waitUntil(lambda: till.reads("pin_note") == "That is not the right PIN. 4 tries left", timeout=WAIT)
    assert told == []
    till.window.change_language()
    till.window.change_language()
    assert till.reads("pin_note") == "That is not the right PIN. 4 tries left"


def test_whoever_may_do_it_alone_is_not_asked(qtbot: QtBot, till: LiveTill) -> None:
    at_the_till(qtbot, till, MANAGER)
    told: list[tuple[str, str]] = []

    till.window.door.allow(REQUEST, lambda who, approval: told.append((who, approval)))

    assert told == [(MANAGER, "")]


def test_the_lock_puts_an_open_question_away_unanswered(qtbot: QtBot, till: LiveTill) -> None:
    told: list[str] = []
    till.window.door.allow(REQUEST, lambda *_: told.append("went"), given_up=lambda: told.append("given up"))

    till.ticks.wind(121)
    shut(qtbot, till)

    assert told == ["given up"]


# ---------------------------------------------------------------- the staff page


def test_the_staff_page_is_for_managers(till: LiveTill) -> None:
    till.key(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert not till.sees("staff_page")

    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert till.button("more_staff").reason == "Managers only"


def test_somebody_new_is_entered_and_can_come_in(qtbot: QtBot, till: LiveTill) -> None:
    staff_page(qtbot, till)
    till.key(Qt.Key.Key_Insert)
    for word in ("Zhou", "6042", "6042"):
        till.type(word)
        till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not till.sees("staff_form"), timeout=WAIT)

    till.key(Qt.Key.Key_L, CONTROL)
    shut(qtbot, till)
    till.sign_in("Zhou", "6042")
    qtbot.waitUntil(lambda: not till.window.door.shut, timeout=WAIT)


def test_a_role_a_pin_and_a_leaving_are_changed_by_keys(qtbot: QtBot, till: LiveTill) -> None:
    staff_page(qtbot, till)
    ledger = till.shop.ledger

    def member() -> tuple[bool, bool]:
        found = next(one for one in ledger.staff() if one.name == CASHIER)
        return found.may(Act.REFUND, Money(50_00)), found.enabled

    choose(till, CASHIER)
    till.key(Qt.Key.Key_F3)
    till.key(Qt.Key.Key_Right)
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: member() == (True, True), timeout=WAIT)
    qtbot.waitUntil(lambda: not till.sees("role_choice"), timeout=WAIT)
    till.key(Qt.Key.Key_F2)
    for _ in range(2):
        till.type("7719")
        till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not till.sees("staff_form"), timeout=WAIT)
    till.key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: member() == (False, False), timeout=WAIT)


def test_the_last_manager_cannot_leave(qtbot: QtBot, till: LiveTill) -> None:
    staff_page(qtbot, till)
    choose(till, MANAGER)

    till.key(Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: "Somebody must be left" in till.reads("page_words"), timeout=WAIT)


def test_an_authenticator_is_enrolled_by_its_code_and_asked_for_where_much_money_moves(
    qtbot: QtBot, till: LiveTill, tmp_path: Path
) -> None:
    staff_page(qtbot, till)
    choose(till, MANAGER)
    till.key(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: till.sees("enrolment_code"), timeout=WAIT)
    till.find("enrolment_code").grab().save(str(tmp_path / "code.png"))
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    secret = till.window.staff.enrolment._secret
    assert code.text.startswith("otpauth://totp/")

    till.type("000000")
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.window.staff.enrolment.pad.wells.wrong, timeout=WAIT)
    till.type(code_of(secret, till))
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not till.sees("enrolment_code"), timeout=WAIT)

    large = Request(act=Act.REFUND, subject="0101", amount=Money(500_01), reason="其他")
    went: list[str] = []
    assert not till.window.door.may(Act.REFUND, large.amount)
    till.window.door.allow(large, lambda _who, approval: went.append(approval))
    till.approve()
    assert "authenticator" in till.reads("pin_title")
    till.shop.clock.wind(30)
    till.type(code_of(secret, till))
    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(went), timeout=WAIT)


def test_a_recovery_past_the_rules_is_shown_to_everybody_until_a_manager_has_seen_it(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    vault = Drawer()
    authority_of(shop.ledger, shop.clock, vault).recover(MANAGER, PINS[MANAGER], account="root")

    with live_till(theme, languages, shop, tmp_path, vault=vault) as till:
        qtbot.waitUntil(lambda: till.sees("recovery_notice"), timeout=WAIT)
        till.come_in(qtbot, MANAGER)
        till.key(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert "root" in till.reads("recovery")
        till.key(Qt.Key.Key_F8)

        qtbot.waitUntil(lambda: not till.sees("recovery"), timeout=WAIT)
    assert shop.ledger.recoveries() == ()
