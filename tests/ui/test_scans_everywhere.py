"""Scans into the whole till: taken to the page that is open, or refused with words and a tone."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.core.goods import Change
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill

WATER, OIL, UNKNOWN = "6921180050316", "6903270060627", "6901234567892"
PAYMENT_CODE = "134567890123456789"
PLAIN = Qt.KeyboardModifier.NoModifier
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def shows(till: LiveTill, state: PaymentState) -> bool:
    shown = till.window.sale.shown
    return shown is not None and shown[1].state is state


def rung_up(till: LiveTill) -> list[tuple[str, int]]:
    return [(line.code, line.quantity_milli) for line in till.window.sale.cart.lines]


def test_a_scan_is_rung_up_whatever_has_the_focus_in_the_quantity_that_was_typed(till: LiveTill) -> None:
    for digit in WATER.translate(FULL_WIDTH):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(QApplication.focusWidget() or till.window, QKeyEvent(kind, 0, PLAIN, digit))
    till.scan("")
    till.type("3*")
    till.scan(OIL, Qt.Key.Key_Tab)
    till.settle()
    till.key(Qt.Key.Key_F2)
    till.type("kqs")
    search = QApplication.focusWidget()
    till.scan(WATER)
    till.settle()

    assert rung_up(till) == [(WATER, 2000), (OIL, 3000)]
    assert isinstance(search, QLineEdit)
    assert search.text() == "kqs"


def test_a_scan_means_nothing_on_other_pages_and_under_what_lies_over_one(locked: LiveTill, qtbot: QtBot) -> None:
    till = locked
    refused = QSignalSpy(till.window.scans.refused)

    till.scan(WATER)
    assert "Sign in first" in till.reads("banner_text")
    till.come_in(qtbot, MANAGER)
    till.window.show_staff()
    till.scan(WATER)
    assert "means nothing on this page" in till.reads("banner_text")
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    till.scan(WATER)
    assert "close what is open first" in till.reads("banner_text")
    till.key(Qt.Key.Key_Escape)
    till.scan(WATER[:9], Qt.Key.Key_Shift)
    till.window.scanner.pause()

    assert "Half of the scan was lost" in till.window.sale.stage.shelf.remark()
    assert (refused.count(), rung_up(till)) == (4, [])
    assert not till.sees("banner_text")


def test_the_code_of_a_receipt_opens_its_payment(till: LiveTill, qtbot: QtBot) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: shows(till, PaymentState.PRESENTED), timeout=WAIT)
    till.scan(WATER)
    assert "scan again when that is over" in till.reads("banner_text")
    till.pay()
    qtbot.waitUntil(lambda: shows(till, PaymentState.PAID), timeout=WAIT)
    number = till.window.sale.payment_number

    till.scan(OIL)
    till.settle()
    assert rung_up(till) == [(OIL, 1000)]
    till.scan(number)
    qtbot.waitUntil(lambda: till.window.payments.chosen is not None, timeout=WAIT)
    chosen = till.window.payments.chosen
    assert chosen is not None
    assert chosen.out_trade_no == number
    till.scan(PAYMENT_CODE)
    assert "Payment codes are not taken yet" in till.reads("banner_text")
    till.scan(number[:-2])
    qtbot.waitUntil(lambda: len(till.window.payments.model.records) == 1, timeout=WAIT)
    till.key(Qt.Key.Key_Escape)

    assert rung_up(till) == [(OIL, 1000)]


def test_a_code_that_nothing_carries_leaves_one_choice_and_the_next_scan_carries_on(till: LiveTill) -> None:
    till.scan(UNKNOWN)
    till.settle()
    assert (till.reads("unknown_code"), till.sees("unknown_add")) == (UNKNOWN, False)
    till.scan(WATER)
    till.settle()
    assert not till.sees("unknown_panel")
    till.scan(UNKNOWN)
    till.settle()
    till.key(Qt.Key.Key_Return)

    assert not till.sees("unknown_panel")
    assert rung_up(till) == [(WATER, 1000)]


def test_whoever_may_adds_goods_at_the_till_and_they_are_rung_up(locked: LiveTill, qtbot: QtBot) -> None:
    till = locked
    till.come_in(qtbot, MANAGER)
    till.scan(UNKNOWN)
    till.settle()
    till.key(Qt.Key.Key_Insert)
    assert till.button("new_goods_save").reason == "Type the name first"
    name = till.find("new_goods_name")
    assert isinstance(name, QLineEdit)
    name.setText("矿泉水")
    till.scan(WATER)
    assert "close what is open first" in till.reads("banner_text")
    till.find("new_goods_price").setFocus()
    till.type("x")
    assert till.button("new_goods_save").reason == "That is no price"
    till.key(Qt.Key.Key_Backspace)
    till.type("3.50")

    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rung_up(till) == [(UNKNOWN, 1000)], timeout=WAIT)

    found = till.shop.ledger.goods.scanned(UNKNOWN)
    assert found is not None
    assert (found[0].name, found[0].initials, found[0].price, found[0].category.name_en) == (
        "矿泉水", "kqs", Money(350), "New goods",
    )  # fmt: skip
    assert till.shop.ledger.goods.changes(limit=1)[0].who == MANAGER
    assert not till.sees("unknown_panel")


def test_goods_that_are_not_added_say_so_and_can_be_tried_again(locked: LiveTill, qtbot: QtBot) -> None:
    till = locked
    till.come_in(qtbot, MANAGER)
    till.scan(UNKNOWN)
    till.settle()
    till.key(Qt.Key.Key_Insert)
    till.type("Tea")
    till.window.door.session._timer.stop()  # which would lock the till
    till.ticks.wind(901)
    till.key(Qt.Key.Key_Return)
    assert till.sees("pin_pop_over")
    till.key(Qt.Key.Key_Escape)
    assert till.button("new_goods_save").isEnabled()
    till.window.door.session.begin(next(one for one in till.window.door._roster.members if one.name == MANAGER))
    known = till.shop.ledger.goods.scanned(WATER)
    assert known is not None
    meanwhile = dataclasses.replace(known[0], code=UNKNOWN)
    till.shop.ledger.goods.change((Change(before=None, after=meanwhile),), source="", who=MANAGER)

    till.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.button("new_goods_save").isEnabled() and "Tea" not in till.reads("unknown_words"))
    till.key(Qt.Key.Key_Escape)

    assert not till.sees("unknown_panel")
    assert rung_up(till) == []
