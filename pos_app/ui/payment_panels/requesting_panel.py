"""While the till asks for a code: no code was ever shown, so nobody can have paid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.ui.fonts import Role
from pos_app.ui.i18n import sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Head, Panel, button_row, leading
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import IconLabel, Label, surface
from pos_app.ui.widgets.mark_label import MarkLabel


class RequestingPanel(Panel):
    """Says what keeps the code from coming, if anything does."""

    query_requested = Signal(object)  # str: out_trade_no
    cancel_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.REQUESTING)
        self._head = Head(theme)
        self._due = Label(Role.ITEM, "muted")
        self._amount = AmountLabel(theme, Role.DUE)
        self._mark = MarkLabel(theme, Mark.LIVE, 30)
        self._doing = Label(Role.TITLE)
        self._doing.setObjectName("requesting_text")
        self._trouble = QFrame()
        self._trouble.setObjectName("requesting_trouble")
        surface(self._trouble, "notice")
        self._what = Label(Role.STRONG, wrap=True)
        self._then = Label(Role.CELL, wrap=True)
        self._query = self.button("try_now", action=Action.QUERY, icon="refresh")
        self._cancel = self.button("cancel_request", Kind.DANGER, action=Action.BACK)
        keep = self._query.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the way out stands in one place
        self._query.setSizePolicy(keep)
        self._query.clicked.connect(self._ask)
        self._cancel.clicked.connect(self._give_up)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._what)
        words.addWidget(self._then)
        notice = QHBoxLayout(self._trouble)
        notice.setContentsMargins(18, 14, 18, 14)
        notice.setSpacing(16)
        notice.addWidget(IconLabel(self.theme, "info", 26), 0, Qt.AlignmentFlag.AlignTop)
        notice.addLayout(words, 1)
        doing = QHBoxLayout()
        doing.setSpacing(14)
        doing.addWidget(self._mark)
        doing.addWidget(self._doing, 1)
        body = QVBoxLayout()
        body.setContentsMargins(32, 28, 32, 20)
        body.setSpacing(0)
        body.addLayout(leading(self._due))
        body.addWidget(self._amount)
        body.addSpacing(32)
        body.addLayout(doing)
        body.addSpacing(24)
        body.addWidget(self._trouble)
        body.addStretch(1)
        body.addLayout(button_row(self._query, exit_button=self._cancel))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(body, 1)

    def expect(self, amount: Money) -> None:
        """Show that a code is being asked for, before there is a record of it."""
        self.payment = None
        self._amount.set_money(amount)
        self.retell()

    def set_payment(self, payment: Payment) -> None:
        """Show a payment that has no code yet."""
        self._amount.set_money(payment.amount)
        if self.payment is None or self.payment.out_trade_no != payment.out_trade_no:
            self.set_leaving(False)
        super().set_payment(payment)

    def set_leaving(self, leaving: bool) -> None:
        """Turn off what was pressed, until the payment has moved."""
        self._cancel.setEnabled(not leaving)

    def retell(self) -> None:
        """Say everything in the language of now."""
        translate = QCoreApplication.translate
        self._head.set_payment(self.payment)
        self._due.setText(translate("PaymentPanels", "Amount due"))
        self._doing.setText(translate("PaymentPanels", "Asking WeChat Pay for a code"))
        self._query.set_label(translate("PaymentPanels", "Try now"))
        self._cancel.set_label(translate("PaymentPanels", "Cancel"))
        trouble = self.payment.trouble if self.payment is not None else None
        self._trouble.setVisible(trouble is not None)
        self._query.setVisible(trouble is not None)
        self._cancel.setVisible(self.payment is not None)
        if trouble is not None:
            sentence = sentence_for(trouble)
            self._what.setText(sentence.what)
            self._then.setText(sentence.rest)

    @Slot()
    def _ask(self) -> None:
        if self.payment is not None:
            self.query_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _give_up(self) -> None:
        if self.payment is not None:
            self.set_leaving(True)
            self.cancel_requested.emit(self.payment.out_trade_no)
