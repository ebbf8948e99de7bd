"""A sale and a refund, played by themselves in the real window: what `make run` shows where there is no display.

Nothing is pretended but the customer: keys are pressed in the real window, real signed requests go to the embedded
simulator, and what is printed and drawn comes from the ledger.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.app import Till
from pos_app.config import Profile, Settings
from pos_app.core.ledger import open_ledger
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundState
from pos_app.ui.when import BEIJING
from pos_app.devices.receipt import Heading, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import Paper, draw

PATIENCE = 30.0  # seconds for any one thing to happen
SIZE = (1366, 768)
_LOOK_MS = 25
_PRESS = Qt.KeyboardModifier.NoModifier


class DemoError(Exception):
    """Something that should have been seen in the window was not."""


def play(profile: Profile, settings: Settings, output: Path) -> int:
    """Play it, save pictures and receipts into ``output``, print what happened; give the exit code."""
    output.mkdir(parents=True, exist_ok=True)
    app = QApplication([sys.argv[0]])
    till = Till(app, profile, settings)
    till.window.resize(*SIZE)
    player = _Player(till, output)
    try:
        player.open()
        player.sell()
        player.give_back()
    except DemoError as error:
        player.picture("unexpected")
        print(f"The demonstration stopped: {error}", file=sys.stderr)
        return 1
    finally:
        till.window.close()
        till.stop()
    _receipts(profile, settings, till, output)
    return 0


class _Player:
    """Presses keys as a person would, and waits for what a person would wait for."""

    def __init__(self, till: Till, output: Path) -> None:
        self._till = till
        self._window = till.window
        self._sale = till.window.sale
        self._output = output
        self._pictures = 0

    def open(self) -> None:
        ready: list[bool] = []
        self._till.opened.connect(lambda: ready.append(True))
        self._window.show()
        self._window.activateWindow()
        self._until("the till opens", lambda: bool(ready) and self._window.isActiveWindow())

    def sell(self) -> None:
        for word in ("kqs", "cn", "jd"):  # by pinyin initials, as a cashier types them
            QTest.keyClicks(self._focus(), word)
            self._press(Qt.Key.Key_Return)
        self._type("12.50")
        self._press(Qt.Key.Key_F8)
        total = self._sale.cart.total
        self._say(f"Rung up {len(self._sale.cart.lines)} lines, ¥{total}.")
        self.picture("ticket")

        self._press(Qt.Key.Key_F10)
        self._until("the code is shown", lambda: self._shown(PaymentState.PRESENTED))
        self._say("F10 pressed: the code is on the glass.")
        self.picture("code")

        self._press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        self.picture("customers-phone")
        self._click("phone_pay")
        self._press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        self._until("the payment is proven", lambda: self._shown(PaymentState.PAID))
        self._say(f"The customer paid ¥{total}; WeChat Pay's signed answer proves it.")
        self.picture("paid")
        self._press(Qt.Key.Key_Return)

    def give_back(self) -> None:
        self._press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        self._until("the refund page opens", self._window.refund.isVisible)
        self.picture("refund")
        self._press(Qt.Key.Key_Return)
        self.picture("refund-review")
        self._press(Qt.Key.Key_Return)
        self._until("the refund arrives", self._refunded)
        self._say("Given back in full; the money has arrived.")
        self.picture("refunded")
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        self._pause(400)
        self.picture("today")

    def _refunded(self) -> bool:
        return any(refund.state is RefundState.SUCCESS for refund in self._window.refund.refunds)

    def picture(self, name: str) -> None:
        """Save what the window shows."""
        self._pause(200)
        self._pictures += 1
        path = self._output / f"{self._pictures:02d}-{name}.png"
        self._window.grab().save(str(path))
        print(f"  picture  {path}")

    def _shown(self, state: PaymentState) -> bool:
        shown = self._sale.shown
        return shown is not None and shown[1].state is state

    def _say(self, words: str) -> None:
        print(words)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PRESS) -> None:
        QTest.keyClick(self._focus(), key, modifier)
        self._pause(50)

    def _type(self, characters: str) -> None:
        QTest.keyClicks(self._focus(), characters)

    def _click(self, name: str) -> None:
        button = self._window.findChild(QWidget, name)
        if button is None:
            raise DemoError(f"there is no {name} in the window")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _until(self, what: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise DemoError(f"waited {PATIENCE:.0f} s in vain until {what}")
            self._pause(_LOOK_MS)

    def _pause(self, milliseconds: int) -> None:
        """Let the window live. Not QTest.qWait: it holds Python's lock, and the workers would starve."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _receipts(profile: Profile, settings: Settings, till: Till, output: Path) -> None:
    """Draw the receipts from the ledger's own record, after the till has let it go."""
    heading = Heading(shop=till.place.shop, till=settings.till.id, training=profile.training)
    with open_ledger(profile.ledger_file, till=settings.till.id, clock=lambda: datetime.now(BEIJING)) as ledger:
        payment = ledger.payments_on(datetime.now(BEIJING).date())[0]
        sale = ledger.sale(payment.sale_number)
        refund = ledger.refunds_of(payment.out_trade_no)[-1]
        flaws = ledger.verify().flaws
    for name, rows in (
        ("receipt", sale_receipt(heading, sale, payment)),
        ("refund-receipt", refund_receipt(heading, sale, payment, refund)),
    ):
        path = output / f"{name}.png"
        draw(rows, Paper.MM80).save(path)
        print(f"  {name:<8} {path}")
    print(f"Ledger verified: {flaws or 'no flaw'}. It is {profile.ledger_file}")
