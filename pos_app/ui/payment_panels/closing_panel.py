"""Close, query, and only then "safe to charge again" (rule M4)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from pos_app.core.payment import ClosingReason
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Head, Panel, button_row, leading
from pos_app.ui.payment_panels.steps import StepList
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.labels import Label


class ClosingPanel(Panel):
    """Shows how far the closing is. Nothing here can charge."""

    query_requested = Signal(object)  # str: out_trade_no
    next_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.CLOSING)
        self._renewing = False
        self._head = Head(theme)
        self._doing = Label(Role.TITLE, wrap=True)
        self._doing.setObjectName("closing_text")
        self._more = Label(Role.ITEM, "muted", wrap=True)
        self._due = Label(Role.ITEM, "muted")
        self._amount = AmountLabel(theme, Role.DUE)
        self._steps = StepList(theme, 3)
        self._steps.setObjectName("closing_steps")
        self._query = self.button("query_now", action=Action.QUERY, icon="search")
        self._next = self.button("serve_next", action=Action.CONFIRM, icon="arrow-right")
        self._query.clicked.connect(self._ask)
        self._next.clicked.connect(self._serve_next)
        body = QVBoxLayout()
        body.setContentsMargins(32, 28, 32, 20)
        body.setSpacing(0)
        body.addWidget(self._doing)
        body.addSpacing(6)
        body.addWidget(self._more)
        body.addSpacing(24)
        body.addLayout(leading(self._due))
        body.addWidget(self._amount)
        body.addSpacing(28)
        body.addWidget(self._steps)
        body.addStretch(1)
        body.addLayout(button_row(self._query, self._next))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(body, 1)

    def set_renewing(self, renewing: bool) -> None:
        """Say whether a new code follows as soon as this one is closed."""
        self._renewing = renewing
        self.retell()

    def retell(self) -> None:
        """Say everything in the language of now."""
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self._head.set_payment(self.payment)
        self._amount.set_money(self.payment.amount)
        self._due.setText(translate("PaymentPanels", "Amount"))
        self._doing.setText(translate("PaymentPanels", "Closing this code at WeChat Pay"))
        self._more.setText(self._reason())
        last = (
            translate("PaymentPanels", "New code")
            if self._renewing
            else translate("PaymentPanels", "Safe to charge again")
        )
        self._steps.set_words(
            translate("PaymentPanels", "The code is no longer shown"),
            translate("PaymentPanels", "Close, then ask whether it was paid"),
            last,
        )
        wait = translate("PaymentPanels", "If the customer was quicker, the ticket is paid")
        self._steps.set_now(2 if self.payment.settled else 1, "" if self.payment.settled else wait)
        self._query.set_label(translate("PaymentPanels", "Query now"))
        self._next.set_label(translate("PaymentPanels", "Serve next"))

    def _reason(self) -> str:
        translate = QCoreApplication.translate
        if self.payment is not None and self.payment.closing_reason is ClosingReason.EXPIRED:
            return translate("PaymentPanels", "The customer did not pay in time.")
        if self._renewing:
            return translate("PaymentPanels", "A new code comes as soon as this one is closed.")
        return translate("PaymentPanels", "The cashier cancelled.")

    @Slot()
    def _ask(self) -> None:
        if self.payment is not None:
            self.query_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _serve_next(self) -> None:
        if self.payment is not None:
            self.next_requested.emit(self.payment.out_trade_no)
