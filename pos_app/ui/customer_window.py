"""The customer's window: full screen on the second screen by itself, or a window where there is only one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QPainter, QPaintEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.canvas import Canvas
from pos_app.ui.customer_pages import Scene, paint_view
from pos_app.ui.customer_view import IDLE, CustomerScreen, CustomerView
from pos_app.ui.customer_words import Words
from pos_app.ui.deadlines import Deadlines, allowed
from pos_app.ui.i18n import chinese
from pos_app.ui.marks import TURN_MS
from pos_app.ui.theme import LIGHT, Theme
from pos_app.ui.widgets.frames import TrainingFrame

_MOVING = frozenset({CustomerScreen.CODE, CustomerScreen.WAIT, CustomerScreen.PASSWORD})
_WINDOWED = (960, 600)


class CustomerWindow(QWidget):
    """Shows what it is told, and never takes the keyboard: a scan belongs to the till."""

    seen_changed = Signal(object)  # bool: whether the customer has a screen

    def __init__(
        self,
        theme: Theme,
        shop: str,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        *,
        training: bool = False,
    ) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(None, flags)
        self.setObjectName("customer_window")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the till ends with its own window
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(shop)
        self._theme = theme
        self._shop = shop
        self._speech = Words(chinese())
        self._deadlines = Deadlines(now, monotonic)
        self._view = IDLE
        self._turn = 0
        self._said: list[str] = []
        self._till: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._step)
        self._frame = TrainingFrame(theme, self) if training else None
        self.resize(*_WINDOWED)

    @property
    def view(self) -> CustomerView:
        """What is shown."""
        return self._view

    def text(self) -> str:
        """Give the words of the last painting, in its order."""
        return "\n".join(self._said)

    @Slot(object)
    def show_view(self, view: CustomerView) -> None:
        """Show a state; the one before leaves no trace."""
        if self._view.payment is not None and view.payment is None:
            self._deadlines.forget(self._view.payment.out_trade_no)
        self._view = view
        if view.payment is not None:
            self._deadlines.note(view.payment)
        if view.screen in _MOVING:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    # ---- where it stands

    def follow(self, till: QWidget) -> None:
        """Take the screen on which the till is not, now and whenever screens come and go."""
        self._till = till
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._settle)
            app.screenRemoved.connect(self._settle)
        self._settle()

    def toggle(self) -> None:
        """Open as a window, or close; on a second screen it stays."""
        if self._second_screen() is not None:
            self._settle()
        elif self.isVisible():
            self.hide()
        else:
            self.showNormal()

    def _second_screen(self) -> QScreen | None:
        if self._till is None:
            return None
        mine = self._till.screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not mine), None)

    @Slot()
    def _settle(self) -> None:
        second = self._second_screen()
        if second is not None:
            self.setCursor(Qt.CursorShape.BlankCursor)
            self.setGeometry(second.geometry())
            self.showFullScreen()
        elif self.isFullScreen():
            self.unsetCursor()
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the customer has a screen."""
        super().showEvent(event)
        self.seen_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the customer has none."""
        super().hideEvent(event)
        self.seen_changed.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only hide: the till decides when it ends."""
        event.ignore()
        self.hide()

    # ---- what it shows

    @Slot()
    def _step(self) -> None:
        self._turn = (self._turn + 1) % 8 if not self._theme.reduce_motion else 0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state. The page of the code is white in both themes."""
        payment = self._view.payment
        scene = Scene(
            shop=self._shop,
            speech=self._speech,
            left=self._deadlines.left(payment.out_trade_no) if payment is not None else 0.0,
            total=allowed(payment) if payment is not None else 1.0,
            turn=self._turn,
        )
        tokens = LIGHT if self._view.screen is CustomerScreen.CODE else self._theme.tokens
        canvas = Canvas(QPainter(self), self.size(), tokens)
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_view(canvas, self._view, scene)
        canvas.painter.end()
        self._said = canvas.said
