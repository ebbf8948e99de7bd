"""The real till in its real window, with its keys in a real keyring, joined to a provider in another process."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_app import account, settings_file
from pos_app.account import MerchantFiles
from pos_app.app import Till
from pos_app.config import Gateway, Profile, Settings
from pos_app.core.ledger import open_ledger
from pos_app.core.payment import PaymentState
from pos_app.training import stock
from pos_app.ui.resources import RESOURCES
from tests.bench.provider import Provider

PATIENCE_MS = 30_000
SIZE = (1366, 768)
MANAGER, PIN = "Lee", "8341"
GOODS = "6921180050316"


def take_over(stub: Provider, folder: Path, url: str | None = None) -> tuple[Profile, Settings]:
    """Make a profile whose merchant is the provider's, with settings on disk and secrets in the keyring."""
    profile = Profile.locate("bench", folder)
    files = MerchantFiles(
        private_key=stub.folder / "apiclient_key.pem",
        certificate=stub.folder / "apiclient_cert.pem",
        public_key=stub.folder / "pub_key.pem",
        public_key_id=stub.public_key_id,
    )
    api_v3_key = (stub.folder / "api_v3_key.txt").read_text("ascii").strip()
    settings = account.import_merchant(profile, files, api_v3_key).settings
    settings = dataclasses.replace(
        settings,
        merchant=dataclasses.replace(
            settings.merchant, appid=stub.merchant.appid, notify_url="https://shop.example/notify"
        ),
        gateway=Gateway(url=url or stub.url, ca_file=stub.ca_bundle),
    )
    settings_file.save(profile, settings)
    with open_ledger(profile.ledger_file, till=settings.till.id, clock=lambda: datetime.now(UTC)) as ledger:
        stock(ledger, RESOURCES / "catalogue")
    return profile, settings


@contextmanager
def open_till(app: QApplication, profile: Profile, settings: Settings) -> Iterator[Till]:
    """Open a till, and close it when the block ends."""
    till = Till(app, profile, settings)
    till.window.resize(*SIZE)
    with awaiting(till.opened):
        till.window.show()
        till.window.activateWindow()
    until(till.window.isActiveWindow)
    _come_in(till)
    try:
        yield till
    finally:
        till.window.close()
        till.stop()


def _come_in(till: Till) -> None:
    """Enter the first manager, or sign in as the one that there is."""
    page = till.window.door.page
    until(lambda: page.form.isVisible() or page.chosen is not None)
    words = (MANAGER, PIN, PIN) if page.form.isVisible() else (PIN,)
    for word in words:
        for character in word:
            QTest.keyClicks(_focus(till), character)
            till.window.scanner.pause()
        QTest.keyClick(_focus(till), Qt.Key.Key_Return)
    window = till.window
    until(lambda: not window.door.shut and (window.shift.isVisible() or bool(window.shifts.words)))
    if not window.shifts.words:
        QTest.keyClick(_focus(till), Qt.Key.Key_Return)
        until(lambda: bool(window.shifts.words))


def ring_up(till: Till) -> None:
    """Scan one item, and wait until it is on the ticket."""
    strike(till, GOODS)
    press(till, Qt.Key.Key_Return)
    until(lambda: bool(till.window.sale.cart) and not till.window.sale.seeking)


def press(till: Till, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key."""
    QTest.keyClick(_focus(till), key, modifier)


def strike(till: Till, text: str) -> None:
    """Press the keys of a text, as quickly as a scanner does."""
    QTest.keyClicks(_focus(till), text)


def _focus(till: Till) -> QWidget:
    if not till.window.isActiveWindow():
        till.window.activateWindow()
        until(till.window.isActiveWindow)
    return QApplication.focusWidget() or till.window


def stands(till: Till, state: PaymentState) -> bool:
    """Tell whether the payment on the ticket is shown in a state."""
    shown = till.window.sale.shown
    return shown is not None and shown[1].state is state


class Painted(QObject):
    """Tells when a widget has been painted, and the picture has been handed to the screen.

    Signals:
        done: once for each paint, in the turn of the event loop after it.
    """

    done = Signal()

    def __init__(self, widget: QWidget, ready: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self._ready = ready
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for paints."""
        if event.type() is QEvent.Type.Paint and self._ready():
            QTimer.singleShot(0, self.done.emit)
        return super().eventFilter(watched, event)


@contextmanager
def awaiting(signal: SignalInstance) -> Iterator[None]:
    """Do what is in the block, then wait until the signal has come.

    Raises:
        TimeoutError: it does not come.
    """
    loop = QEventLoop()
    signal.connect(loop.quit)
    yield
    _wait(loop, f"{signal} did not come")
    signal.disconnect(loop.quit)


def until(condition: Callable[[], bool]) -> None:
    """Let the windows live until something is so.

    Raises:
        TimeoutError: it never is.
    """
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    look.start(5)
    _wait(loop, "what was waited for is not so")


def promptly(condition: Callable[[], bool]) -> None:
    """Let the windows live until something is so, and not a moment longer.

    Raises:
        TimeoutError: it never is.
    """
    late = time.monotonic() + PATIENCE_MS / 1000
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        if time.monotonic() > late:
            raise TimeoutError("what was waited for is not so")


def live(seconds: float) -> None:
    """Let the windows live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _wait(loop: QEventLoop, otherwise: str) -> None:
    late = QTimer(singleShot=True)
    late.timeout.connect(lambda: loop.exit(1))
    late.start(PATIENCE_MS)
    if loop.exec():
        raise TimeoutError(otherwise)
