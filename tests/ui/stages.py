"""A walk over the pages of a whole till, as staff would come to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill

PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
OPENED = (
    ("more", Qt.Key.Key_M, ALT),
    ("help", Qt.Key.Key_F1, PLAIN),
    ("keypad", Qt.Key.Key_Tab, PLAIN),
    ("goods tiles", Qt.Key.Key_Tab, PLAIN),
    ("line discount", Qt.Key.Key_F6, PLAIN),
    ("sale discount", Qt.Key.Key_F6, SHIFT),
    ("price", Qt.Key.Key_F7, PLAIN),
    ("held", Qt.Key.Key_F5, PLAIN),
    ("drawer", Qt.Key.Key_F12, PLAIN),
    ("goods", Qt.Key.Key_G, CONTROL),
    ("scanning", Qt.Key.Key_I, CONTROL),
    ("keys", Qt.Key.Key_F1, SHIFT),
    ("unresolved", Qt.Key.Key_U, CONTROL),
    ("settings", Qt.Key.Key_Comma, CONTROL),
    ("updates", Qt.Key.Key_U, CONTROL | SHIFT),
    ("phone", Qt.Key.Key_T, CONTROL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One walk: stops at a page and gives its name, and goes on when asked for the next."""

    till: LiveTill
    qtbot: QtBot

    def pages(self) -> Iterator[str]:
        """Turn from page to page."""
        yield from self.sale()
        yield from self._shift()
        yield from self._cash()
        yield from self._after_sale()
        yield from self._code()
        yield from self._reports()
        yield from self._people()

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for what staff would wait for."""
        self.qtbot.waitUntil(true, timeout=WAIT)

    def sale(self) -> Iterator[str]:
        """Ring something up, and open everything that opens over it or beside it."""
        till = self.till
        yield "sale without goods"
        till.ring_up("6921180050316", "6903270060627")
        yield "sale"
        for name, key, modifier in OPENED:
            till.key(key, modifier)
            yield name
            till.key(Qt.Key.Key_Escape if name != "phone" else Qt.Key.Key_T, PLAIN if name != "phone" else CONTROL)

    def _shift(self) -> Iterator[str]:
        till = self.till
        till.key(Qt.Key.Key_K, CONTROL)
        self.until(lambda: bool(till.window.shift.side.figures.text()))
        yield "shift"
        for name, key in (("cash move", Qt.Key.Key_F7), ("figures so far", Qt.Key.Key_F6), ("past", Qt.Key.Key_F8)):
            till.key(key)
            yield name
            till.key(Qt.Key.Key_Escape)
        till.key(Qt.Key.Key_Escape)

    def _cash(self) -> Iterator[str]:
        till = self.till
        till.key(Qt.Key.Key_F9)
        yield "tenders"
        till.key(Qt.Key.Key_F11)
        till.type("200")
        yield "cash"
        till.key(Qt.Key.Key_Return)
        self.until(lambda: till.sees("paid_panel"))
        yield "paid"

    def _after_sale(self) -> Iterator[str]:
        till, window = self.till, self.till.window
        window.show_today()
        self.until(lambda: window.payments.model.rowCount() > 0)
        yield "payments"
        till.key(Qt.Key.Key_Escape)
        till.key(Qt.Key.Key_R, CONTROL)
        self.until(window.refund.next.isEnabled)
        yield "refund"
        till.key(Qt.Key.Key_Return)
        yield "refund review"
        till.key(Qt.Key.Key_Escape)
        till.key(Qt.Key.Key_Escape)

    def _code(self) -> Iterator[str]:
        till = self.till
        till.window.show_sale()
        till.ring_up()
        till.key(Qt.Key.Key_F10)
        self.until(lambda: till.sees("code_panel"))
        yield "code"
        till.pay()
        self.until(lambda: till.sees("paid_panel"))
        till.key(Qt.Key.Key_Return)

    def _reports(self) -> Iterator[str]:
        till, window = self.till, self.till.window
        till.key(Qt.Key.Key_B, CONTROL)
        self.until(window.door.pop_over.isVisible)
        yield "approval"
        till.approve()
        self.until(lambda: window.reports.shown is not None)
        yield "reports"
        till.key(Qt.Key.Key_Escape)

    def _people(self) -> Iterator[str]:
        till, window = self.till, self.till.window
        till.key(Qt.Key.Key_L, CONTROL)
        yield "sign in"
        till.type("1357")
        till.key(Qt.Key.Key_Return)
        self.until(lambda: window.door.page.pad.wells.wrong)
        yield "wrong PIN"
        till.sign_in(MANAGER)
        self.until(lambda: not window.door.shut)
        till.key(Qt.Key.Key_S, CONTROL | SHIFT)
        yield "staff"
        till.key(Qt.Key.Key_Insert)
        yield "new staff"
        till.key(Qt.Key.Key_Escape)
        till.key(Qt.Key.Key_Escape)
