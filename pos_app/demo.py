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
from pos_app.core.business_day import BEIJING
from pos_app.core.ledger import open_ledger
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.staff import TRAINING_STAFF
from pos_app.devices.receipt import Heading, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import Paper, draw

PATIENCE = 30.0  # seconds for any one thing to happen
SIZE = (1366, 768)
_LOOK_MS = 25
MANAGER, CASHIER = (name for name, _, _ in TRAINING_STAFF)
PINS = {name: pin for name, _, pin in TRAINING_STAFF}
_PLAIN = Qt.KeyboardModifier.NoModifier


class DemoError(Exception):
    """Something that should have been seen in the window was not."""


def play(profile: Profile, settings: Settings, output: Path) -> int:
    """Play it, save pictures and receipts into ``output``, print what happened; give the exit code."""
    output.mkdir(parents=True, exist_ok=True)
    app = QApplication([sys.argv[0]])
    till = Till(app, profile, settings)
    till.window.resize(*SIZE)
    player = Player(till, output)
    try:
        player.open()
        player.sign_in()
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


class Player:
    """Presses keys as a person would, and waits for what a person would wait for."""

    def __init__(self, till: Till, output: Path) -> None:
        self.till = till
        self.window = till.window
        self._output = output
        self._pictures = 0

    # ---------------------------------------------------------------- the story

    def open(self) -> None:
        """Show the window, and wait until a sale can be paid."""
        ready: list[bool] = []
        self.till.opened.connect(lambda: ready.append(True))
        self.window.show()
        self.window.activateWindow()
        self.until("the till opens", lambda: bool(ready) and self.window.isActiveWindow())

    def sign_in(self) -> None:
        """Let the cashier in, by name and PIN."""
        page = self.window.door.page
        self.until("somebody can come in", lambda: page.chosen is not None)
        self.picture("sign-in")
        while page.chosen is None or page.chosen.name != CASHIER:
            self.press(Qt.Key.Key_Down)
        self.type_pin(CASHIER)
        self.until("the till is unlocked", lambda: not self.window.door.shut)
        print(f"{CASHIER} is at the till.")
        self.begin_shift()

    def begin_shift(self) -> None:
        """Begin a shift with what is in the drawer, unless one is open."""
        page, shifts = self.window.shift, self.window.shifts
        self.until("it is known which shift is open", lambda: page.isVisible() or bool(shifts.words))
        if not shifts.words:
            self.picture("open-shift")
            self.press(Qt.Key.Key_Return)
            self.until("a shift is open", lambda: bool(shifts.words))
            print(f"{shifts.words}: begun with what is in the drawer.")

    def sell(self) -> None:
        """Ring up, show the code, let the customer pay."""
        self.ring_up()
        sale = self.window.sale
        total = sale.cart.total
        print(f"Rung up {len(sale.cart.lines)} lines, ¥{total}.")
        self.picture("ticket")

        self.press(Qt.Key.Key_F10)
        self.until("the code is shown", lambda: self.shows(PaymentState.PRESENTED))
        print("F10 pressed: the code is on the glass.")
        self.picture("code")

        self.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        self.picture("customers-phone")
        self.click("phone_pay")
        self.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        self.until("the payment is proven", lambda: self.shows(PaymentState.PAID))
        print(f"The customer paid ¥{total}; WeChat Pay's signed answer proves it.")
        self.picture("paid")
        self.press(Qt.Key.Key_Return)

    def give_back(self) -> None:
        """Refund the sale in full, and follow the money until it has arrived."""
        self.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        self.until("the refund page knows the sale", self.window.refund.next.isEnabled)
        self.picture("refund")
        self.press(Qt.Key.Key_Return)
        self.picture("refund-review")
        self.press(Qt.Key.Key_Return)
        self.until("a manager's PIN is asked for", self.window.door.pop_over.isVisible)
        self.picture("approval")
        self.type_pin(MANAGER)
        print(f"{MANAGER} approves exactly this refund, once.")
        self.until("the refund arrives", self.refunded)
        print("Given back in full; the money has arrived.")
        self.picture("refunded")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        self.pause(400)
        self.picture("today")

    # ---------------------------------------------------------------- what a person does and sees

    def type_pin(self, name: str) -> None:
        """Type the PIN of somebody in training, where one is asked for."""
        self.type(PINS[name])
        self.press(Qt.Key.Key_Return)

    def ring_up(self) -> None:
        """Ring up three goods by their pinyin initials, as a cashier types them, and one amount."""
        for word in ("kqs", "cn", "jd"):
            self.type(word)
            self.press(Qt.Key.Key_Return)
        self.type("12.50")
        self.press(Qt.Key.Key_F8)
        self.until("all of it is on the ticket", lambda: not self.window.sale.seeking)

    def shows(self, state: PaymentState) -> bool:
        """Tell whether the ticket's payment stands so."""
        shown = self.window.sale.shown
        return shown is not None and shown[1].state is state

    def refunded(self) -> bool:
        """Tell whether money has arrived back."""
        return any(refund.state is RefundState.SUCCESS for refund in self.window.refund.refunds)

    def picture(self, name: str) -> None:
        """Save what the window shows."""
        self.pause(200)
        self._pictures += 1
        path = self._output / f"{self._pictures:02d}-{name}.png"
        self.window.grab().save(str(path))
        print(f"  picture         {path}")

    def focus(self) -> QWidget:
        """Give what the next key goes to."""
        return QApplication.focusWidget() or self.window

    def type(self, text: str) -> None:
        """Type by hand: after each character the till has time to know that it is no scan."""
        for character in text:
            QTest.keyClicks(self.focus(), character)
            self.window.scanner.pause()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press a key."""
        QTest.keyClick(self.focus(), key, modifier)
        self.pause(50)

    def click(self, name: str) -> None:
        """Click what has this name."""
        button = self.window.findChild(QWidget, name)
        if button is None:
            raise DemoError(f"there is no {name} in the window")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def until(self, what: str, condition: Callable[[], bool]) -> None:
        """Wait for something to be seen.

        Raises:
            DemoError: it did not happen in time.
        """
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise DemoError(f"waited {PATIENCE:.0f} s in vain until {what}")
            self.pause(_LOOK_MS)

    def pause(self, milliseconds: int) -> None:
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
        print(f"  {name:<15} {path}")
    print(f"Ledger verified: {flaws or 'no flaw'}. It is {profile.ledger_file}")
