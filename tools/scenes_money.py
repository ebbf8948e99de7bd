"""Scenes for the pictures: a ticket that is paid in cash, in parts, and with a slip of the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pos_app.core.payment import PaymentState

if TYPE_CHECKING:
    from screenshots import Photographer

ALT = Qt.KeyboardModifier.AltModifier


def play(camera: Photographer) -> None:
    """Take every page on which money is taken at the counter, and what the customer sees meanwhile."""
    _cash(camera)
    _parts(camera)


def _cash(camera: Photographer) -> None:
    customer = camera.till.customer
    camera.ring_up()
    camera.press(Qt.Key.Key_F9)
    camera.take("tenders")
    camera.press(Qt.Key.Key_F11)
    camera.take("cash")
    camera.type("66000")
    camera.press(Qt.Key.Key_Return)
    camera.take("cash-absurd")
    camera.press(Qt.Key.Key_Delete)
    camera.type("200")
    camera.take("cash-change")
    camera.take("customer-cash", of=customer)
    camera.press(Qt.Key.Key_Return)
    camera.until("the cash is written down", lambda: camera.shows(PaymentState.PAID))
    camera.take("cash-paid")
    camera.take("customer-cash-paid", of=customer)
    camera.press(Qt.Key.Key_Return)


def _parts(camera: Photographer) -> None:
    tenders = camera.window.sale.stage.tenders
    camera.ring_up()
    camera.press(Qt.Key.Key_F11)
    camera.type("50")
    camera.press(Qt.Key.Key_Return)
    camera.until("a part is written down", lambda: not tenders.waiting and len(tenders.chips.chips) == 1)
    camera.type("20")
    camera.press(Qt.Key.Key_1, ALT)
    camera.press(Qt.Key.Key_F11)
    camera.press(Qt.Key.Key_F10)
    camera.until("the code is shown", lambda: camera.shows(PaymentState.PRESENTED))
    camera.take("qr-part")
    camera.press(Qt.Key.Key_F11)
    camera.press(Qt.Key.Key_1, ALT)
    camera.take("tenders-parts")
    camera.press(Qt.Key.Key_Return)
    camera.until("two parts are written down", lambda: not tenders.waiting)
    camera.click("tender_chip_1")
    camera.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    camera.click("phone_pay")
    camera.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    camera.until("all of it is paid", lambda: camera.shows(PaymentState.PAID))
    camera.press(Qt.Key.Key_Return)
