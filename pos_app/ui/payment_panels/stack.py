"""The stack that stands in the place of goods and keypad while a sale is being paid."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.core.sale import Sale
from pos_app.ui.deadlines import Deadlines, allowed
from pos_app.ui.payment_panels.choice import PanelName, panel_for
from pos_app.ui.payment_panels.closing_panel import ClosingPanel
from pos_app.ui.payment_panels.code_panel import CodePanel
from pos_app.ui.payment_panels.frame import Panel
from pos_app.ui.payment_panels.not_paid_panel import NotPaidPanel
from pos_app.ui.payment_panels.paid_panel import PaidPanel
from pos_app.ui.payment_panels.requesting_panel import RequestingPanel
from pos_app.ui.payment_panels.unconfirmed_panel import UnconfirmedPanel
from pos_app.ui.story import StoryLine, retell
from pos_app.ui.theme import Theme

_STEP_MS = 1000


class PaymentPanels(QStackedWidget):
    """Shows one payment at a time; remembers the story of each that is not settled.

    ``now`` is the clock on the wall, for the story. ``monotonic`` counts the customer's time: a clock that is
    set right in the middle of a payment must not move the countdown.

    Signals:
        query_requested, renew_requested, cancel_requested, next_requested: ``str``, an ``out_trade_no``.
        cash_requested: ``str``, the ``out_trade_no`` of a payment beside which, or in whose place, cash is taken.
        again_requested, back_requested: ``str``, a sale's number.
    """

    query_requested = Signal(object)
    renew_requested = Signal(object)
    cancel_requested = Signal(object)
    next_requested = Signal(object)
    cash_requested = Signal(object)
    again_requested = Signal(object)
    back_requested = Signal(object)

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("payment_panels")
        self._now = now
        self._monotonic = monotonic
        self._payment: Payment | None = None
        self._renewing: str | None = None
        self._latest: dict[str, Payment] = {}
        self._stories: dict[str, tuple[StoryLine, ...]] = {}
        self._deadlines = Deadlines(now, monotonic)
        self._questions: dict[str, tuple[float, float]] = {}  # monotonic time of the next question, and its delay
        self.requesting = RequestingPanel(theme)
        self.code = CodePanel(theme)
        self.closing = ClosingPanel(theme)
        self.unconfirmed = UnconfirmedPanel(theme)
        self.paid = PaidPanel(theme)
        self.not_paid = NotPaidPanel(theme)
        self._panels: dict[PanelName, Panel] = {
            PanelName.REQUESTING: self.requesting,
            PanelName.CODE: self.code,
            PanelName.CLOSING: self.closing,
            PanelName.UNCONFIRMED: self.unconfirmed,
            PanelName.PAID: self.paid,
            PanelName.NOT_PAID: self.not_paid,
        }
        for panel in self._panels.values():
            self.addWidget(panel)
        self._join()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.tick)

    def _join(self) -> None:
        for panel in (self.requesting, self.code, self.closing, self.unconfirmed):
            panel.query_requested.connect(self.query_requested)
        for leaving in (self.requesting, self.code):
            leaving.cancel_requested.connect(self._cancel)
        for going in (self.closing, self.unconfirmed, self.paid):
            going.next_requested.connect(self.next_requested)
        self.code.renew_requested.connect(self._renew)
        self.code.cash_requested.connect(self.cash_requested)
        self.not_paid.cash_requested.connect(self.cash_requested)
        self.not_paid.again_requested.connect(self.again_requested)
        self.not_paid.back_requested.connect(self.back_requested)

    # ---- what it is told

    @property
    def payment(self) -> Payment | None:
        """The payment that is shown."""
        return self._payment

    @property
    def panel(self) -> PanelName:
        """The panel that is shown."""
        return next(name for name, panel in self._panels.items() if panel is self.currentWidget())

    def expect(self, amount: Money) -> None:
        """Show that a code is being asked for, the moment the key is pressed."""
        self._payment = None
        self.requesting.expect(amount)
        self.setCurrentWidget(self.requesting)

    @Slot(object, object)
    def show_payment(self, _sale: Sale, payment: Payment) -> None:
        """Show how a payment stands."""
        if self._payment is not None and self._payment.out_trade_no != payment.out_trade_no:
            self._drop()
        self.note_payment(payment)
        if self._renewing not in {None, payment.out_trade_no}:
            self._renewing = None
        self._payment = payment
        self._show()
        self._timer.start()
        self.tick()

    @Slot(object)
    def note_payment(self, payment: Payment) -> None:
        """Remember how a payment stands, without showing it: its story goes on while another sale is served."""
        number = payment.out_trade_no
        before = self._latest.get(number)
        self._stories[number] = self._stories.get(number, ()) + retell(before, payment, self._now())
        self._latest[number] = payment
        self._deadlines.note(payment)
        if payment.settled and (self._payment is None or self._payment.out_trade_no != number):
            self._forget(number)

    @Slot(object, object)
    def set_next_question(self, number: str, delay: float) -> None:
        """Take note that a payment is asked about in ``delay`` seconds."""
        self._questions[number] = (self._monotonic() + delay, delay)
        self.tick()

    @Slot(object)
    def set_asking(self, number: str) -> None:
        """Take note that a question about a payment has just left."""
        self._questions.pop(number, None)
        self.tick()

    @Slot(object)
    def give_back(self) -> None:
        """Give the buttons back: what was pressed came to nothing. The page says why."""
        self._renewing = None
        self.requesting.set_leaving(False)
        self.code.set_leaving(False)
        if self._payment is not None:
            self._show()

    def set_customer_screen(self, shown: bool) -> None:
        """Say whether the customer's own screen shows the code too."""
        self.code.set_customer_screen(shown)

    def story(self, number: str) -> tuple[StoryLine, ...]:
        """Give what happened to a payment so far, as this till saw it."""
        return self._stories.get(number, ())

    def clear(self) -> None:
        """Show nothing; what is not settled is still remembered."""
        self._timer.stop()
        self.paid.stay()
        self._drop()

    # ---- what it does

    def _show(self) -> None:
        payment = self._payment
        if payment is None:
            return
        name = panel_for(payment)
        if name is PanelName.NOT_PAID and self._renewing == payment.out_trade_no:
            name = PanelName.CLOSING  # the new code is on its way: no verdict to flash in between
        self.closing.set_renewing(self._renewing == payment.out_trade_no)
        if name is PanelName.UNCONFIRMED:
            self.unconfirmed.set_story(self.story(payment.out_trade_no))
        self._panels[name].set_payment(payment)
        self.setCurrentWidget(self._panels[name])

    @Slot()
    def tick(self) -> None:
        """Step the countdowns: once a second, without easing."""
        if self._payment is None:
            return
        number = self._payment.out_trade_no
        if self.currentWidget() is self.code:
            self.code.set_time(self._deadlines.left(number), allowed(self._payment))
        elif self.currentWidget() is self.unconfirmed:
            due, delay = self._questions.get(number, (None, 0.0))
            self.unconfirmed.set_next(None if due is None else due - self._monotonic(), delay)

    def _drop(self) -> None:
        """Stop showing a payment; what is settled need not be remembered."""
        if self._payment is not None and self._payment.settled:
            self._forget(self._payment.out_trade_no)
        self._payment = None

    def _forget(self, number: str) -> None:
        self._deadlines.forget(number)
        for memory in (self._latest, self._stories, self._questions):
            memory.pop(number, None)

    @Slot(object)
    def _renew(self, number: str) -> None:
        self._renewing = number
        self.renew_requested.emit(number)

    @Slot(object)
    def _cancel(self, number: str) -> None:
        self._renewing = None
        self.cancel_requested.emit(number)
