"""A whole till on the glass, with what a cashier, a customer and a test need to reach."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pos_app.config import Receipt, Voice
from pos_app.core.authority import Authority
from pos_app.core.money import Money
from pos_app.core.settlement import Rounding
from pos_app.core.shift import CashCount
from pos_app.devices.receipt import Heading
from pos_app.devices.speaker import Speaker
from pos_app.training import stock
from pos_app.ui import wiring, workers
from pos_app.ui.cart_worker import CartWorker
from pos_app.ui.checkout_worker import CheckoutWorker
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.export_worker import ExportWorker
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.i18n import Languages
from pos_app.ui.main_window import MainWindow
from pos_app.ui.picture_worker import PictureWorker
from pos_app.ui.place import Place
from pos_app.ui.print_worker import PrintWorker
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.refund_worker import RefundWorker
from pos_app.ui.remedy_worker import RemedyWorker
from pos_app.ui.report_worker import ReportWorker
from pos_app.ui.resources import RESOURCES
from pos_app.ui.shift_worker import ShiftWorker
from pos_app.ui.staff_worker import StaffWorker
from pos_app.ui.stock_worker import StockWorker
from pos_app.ui.tendering import Habits
from pos_app.ui.theme import Theme
from pos_app.ui.voice_worker import VoiceWorker
from pos_app.ui.widgets.key_button import KeyButton
from pos_app.ui.workers import Deeds
from tests.core.people import CASHIER, MANAGER, PINS, Drawer, Ticks, authority_of, employ
from tests.core.shop import Shop

WAIT = 30_000  # milliseconds at most: the machine may be busy
HABITS = Habits(rounding=Rounding.JIAO, ceiling=Money(5_000_00), others=("银行卡", "会员储值"))
OFTEN = 0.05  # seconds between two questions in tests


class Opening(QObject):
    """Hands the open ledger to the workers, as the program's opener does."""

    opened = Signal(object)


@dataclass
class LiveTill:
    """The window and everything behind it."""

    window: MainWindow
    customer: CustomerWindow
    shop: Shop
    threads: list[QThread]
    printer: PrintWorker
    reports: ReportWorker
    ticks: Ticks
    vault: Drawer

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.window.scanner.pause()

    def type(self, text: str) -> None:
        """Type some characters by hand: after each, time enough goes by for the till to know that it is no scan."""
        for character in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window, character)
            self.window.scanner.pause()

    def scan(self, code: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type a code as a scanner does: whatever has the focus, without a pause, and with a key at its end."""
        scanner = self.window.scanner
        clock, now = scanner._clock, scanner._clock()
        scanner._clock = lambda: now  # the keys of tests bear no stamp of the system, and this machine may be busy
        for character in code:
            QTest.keyClicks(QApplication.focusWidget() or self.window, character)
        QTest.keyClick(QApplication.focusWidget() or self.window, end)
        scanner._clock = clock

    def find(self, name: str) -> QWidget:
        """Find what can be seen under a name."""
        found = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"nothing called {name} can be seen"
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether something of that name can be seen."""
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def button(self, name: str) -> KeyButton:
        """Find a key on the glass."""
        button = self.find(name)
        assert isinstance(button, KeyButton)
        return button

    def press(self, name: str) -> None:
        """Press a key on the glass."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def reads(self, name: str) -> str:
        """Read the words of a label."""
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text()

    def sign_in(self, name: str = CASHIER, pin: str = "") -> None:
        """Choose a name and type the PIN, as a person does who comes to the till."""
        tiles = [self.window.findChild(KeyButton, f"staff_{place}") for place in range(6)]
        for tile in tiles:
            if tile is not None and tile.isVisible() and tile.text() == name:
                QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        self.type(pin or PINS[name])
        self.key(Qt.Key.Key_Return)

    def come_in(self, qtbot: QtBot, name: str = CASHIER) -> None:
        """Wait for the door, and sign in."""
        qtbot.waitUntil(lambda: self.sees("staff_0") and self.window.isActiveWindow(), timeout=WAIT)
        self.sign_in(name)
        qtbot.waitUntil(lambda: not self.window.door.shut, timeout=WAIT)

    def approve(self, name: str = MANAGER, pin: str = "") -> None:
        """Choose who approves in the pop-over that asks for it, and type their PIN."""
        assert self.sees("pin_pop_over")
        for button in self.find("approver").findChildren(QPushButton):
            if button.isVisible() and button.text() == name:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.type(pin or PINS[name])
        self.key(Qt.Key.Key_Return)

    def ring_up(self, *codes: str) -> None:
        """Scan goods codes."""
        for code in codes or ("6921180050316",):
            self.scan(code)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was scanned is on the ticket."""
        loop, look = QEventLoop(), QTimer()
        look.timeout.connect(lambda: None if self.window.sale.seeking else loop.quit())
        look.start(1)
        QTimer.singleShot(WAIT, loop.quit)
        loop.exec()
        assert not self.window.sale.seeking

    def pay(self) -> None:
        """Let the customer pay what is on the glass."""
        self.shop.simulator.phone.pay(self.window.sale.payment_number)


@contextmanager
def live_till(
    theme: Theme,
    languages: Languages,
    shop: Shop,
    folder: Path,
    receipt: Receipt | None = None,
    player: tuple[str, ...] = ("true",),
    *,
    staffed: bool = True,
    on_shift: bool = True,
    vault: Drawer | None = None,
) -> Iterator[LiveTill]:
    """Open a till in front of a shop; close it, and let what is in flight land.

    If ``staffed`` there are people, and if ``on_shift`` the cashier has begun a shift with an empty drawer.

    ``player`` is the program that plays its sounds; the usual one hears them in silence.
    """
    place = Place(shop="和顺里超市", till="1", training=True, habits=HABITS)
    ticks, vault = Ticks(), vault or Drawer()
    window = MainWindow(theme, languages, place, shop.clock, ticks)
    window.furnish()
    customer = window.customer
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    checkout = CheckoutWorker(lambda _payment: itertools.repeat(OFTEN))
    refunds = RefundWorker(lambda _refund: itertools.repeat(OFTEN))
    reading, pictures = ReadingWorker(), PictureWorker(folder / "pictures")
    people, remedies, goods, carts, shifts = StaffWorker(), RemedyWorker(), GoodsWorker(), CartWorker(), ShiftWorker()
    heading = Heading(shop="和顺里超市", till="01", training=True)
    printer = PrintWorker(receipt or Receipt(), heading, folder, lambda: itertools.repeat(OFTEN))
    wiring.connect(window.counter, checkout, refunds, reading)
    wiring.connect_goods(window.sale, window.counter, goods)
    wiring.connect_carts(window.carts, window.sale, carts)
    stocking = StockWorker(RESOURCES / "catalogue" / "initials.txt", folder / "exports", shop.clock)
    wiring.connect_stock(window.goods, window.stock, stocking, goods)
    wiring.connect_shifts(window.shifts, shifts)
    wiring.connect_drawer(window.shifts, window.paper, shifts, printer)
    voice = VoiceWorker(Voice(), "01", RESOURCES / "voice", Speaker((player,)))
    wiring.connect_voice(window.voice, voice, checkout, refunds)
    wiring.connect_pictures(window.sale.stage.shelf.tiles.pictures, pictures)
    wiring.connect_card(window.keys, window.setup, printer)
    wiring.connect_scans(window.scans, window.scanning, goods, stocking, voice)
    wiring.connect_desk(window.desk, window.counter, checkout, refunds)
    wiring.connect_remedies(window.desk, remedies, reading)
    wiring.connect_people(window.counter, window.door, window.staff, people)
    wiring.connect_paper(window.paper, printer, checkout, refunds)
    export = ExportWorker(folder / "exports", place.shop, shop.clock)
    wiring.connect_export(window.paper, export)
    reports = ReportWorker(folder / "exports", place.shop, shop.clock)
    wiring.connect_reports(window.reports, window.reporting, reports)
    opening = Opening()
    opened = (people, goods, carts, stocking, shifts, export, remedies, printer, reports, reading, refunds, checkout)
    for worker in opened:
        opening.opened.connect(worker.take_up)
    threads = [workers.start(worker, type(worker).__name__) for worker in (voice, pictures, *opened)]
    authority = authority_of(shop.ledger, shop.clock, vault, ticks)
    _stock_and_staff(shop, authority, staffed=staffed, on_shift=on_shift)
    opening.opened.emit(
        Deeds(checkout=shop.checkout, refunding=shop.refunding, ledger=shop.ledger, authority=authority)
    )
    try:
        yield LiveTill(
            window=window,
            customer=customer,
            shop=shop,
            threads=threads,
            printer=printer,
            reports=reports,
            ticks=ticks,
            vault=vault,
        )
    finally:
        for thread in threads:
            workers.stop(thread)
        for glass in (window, customer):
            if isValid(glass):  # whoever showed the customer's window may have put it away already
                glass.close()
                glass.deleteLater()


def _stock_and_staff(shop: Shop, authority: Authority, *, staffed: bool, on_shift: bool) -> None:
    stock(shop.ledger, RESOURCES / "catalogue")
    if staffed and not authority.staff():
        employ(authority)
    if on_shift and shop.ledger.shifts.current() is None:
        shop.ledger.shifts.open(CashCount(), CASHIER)
