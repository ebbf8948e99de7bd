"""Not paid, and the provider's word that it is safe to charge again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.core.payment import ClosingReason, Payment
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.verdict_panel import VerdictPanel
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute_second
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel


class NotPaidPanel(VerdictPanel):
    """The reason first, then the provider's word that it is safe to charge again."""

    again_requested = Signal(object)  # str: sale number
    back_requested = Signal(object)  # str: sale number
    cash_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.NOT_PAID, Mark.BAD, "bad_fill", "on_bad")
        self.amount.set_pixels(theme.px(120, 104))
        self._seal = Card(theme)
        self._seal.setObjectName("safe_seal")
        self._safe = Label(Role.SECTION, "accent", wrap=True)
        self._safe.setObjectName("safe_text")
        self._proof = Label(Role.SECONDARY, "muted", wrap=True)
        self._again = self.button("charge_again", Kind.ON_BAD, action=Action.WECHAT, icon="wechat")
        self._again.set_size(96, 80, Role.TITLE)
        self._back = self.button("back_to_ticket", Kind.ON_BAD_PLAIN, action=Action.BACK, icon="arrow-left")
        self._back.set_size(96, 80, Role.SECTION)
        self._cash = self.button("cash_instead", Kind.ON_BAD_PLAIN, action=Action.CASH, icon="cash")
        self._cash.set_size(96, 80, Role.SECTION)
        self._cash.clicked.connect(self._ask_for_cash)
        self._again.clicked.connect(self._charge_again)
        self._back.clicked.connect(self._go_back)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._safe)
        words.addWidget(self._proof)
        seal = QHBoxLayout(self._seal)
        seal.setContentsMargins(20, 14, 20, 14)
        seal.setSpacing(18)
        seal.addWidget(MarkLabel(self.theme, Mark.SAFE, 48))
        seal.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._again, 3)
        buttons.addWidget(self._cash, 2)
        buttons.addWidget(self._back, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(44, 36, 44, 28)
        whole.setSpacing(0)
        whole.addLayout(self.head())
        whole.addStretch(2)
        whole.addWidget(self.amount)
        whole.addStretch(2)
        whole.addWidget(self._seal)
        whole.addSpacing(20)
        whole.addLayout(buttons)

    def set_payment(self, payment: Payment) -> None:
        """Show a payment that is proven closed."""
        self._again.setEnabled(True)
        super().set_payment(payment)

    def retell(self) -> None:
        """Say everything in the language of now."""
        super().retell()
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self.word.setText(translate("PaymentPanels", "Not paid"))
        self.more.setText(self._reason(self.payment))
        self._safe.setText(translate("PaymentPanels", "Safe to charge again"))
        self._proof.setText(self._proof_words(self.payment))
        self._again.set_label(translate("PaymentPanels", "Charge again"))
        self._cash.set_label(translate("PaymentPanels", "Cash"))
        self._back.set_label(translate("PaymentPanels", "Back to the ticket"))

    def _reason(self, payment: Payment) -> str:
        translate = QCoreApplication.translate
        match payment.closing_reason:
            case ClosingReason.EXPIRED:
                return translate("PaymentPanels", "The customer did not pay in time")
            case ClosingReason.CANCELLED:
                return translate("PaymentPanels", "The cashier cancelled before the customer paid")
            case None:
                return translate("PaymentPanels", "WeChat Pay closed this code")

    def _proof_words(self, payment: Payment) -> str:
        translate = QCoreApplication.translate
        if payment.code_url is None:
            return translate("PaymentPanels", "No code was ever shown, so nobody can have paid.")
        words = translate("PaymentPanels", "WeChat Pay confirmed at {time} that no. {tail} is closed and unpaid.")
        at = hour_minute_second(payment.settled_at) if payment.settled_at else "–"
        return words.format(time=at, tail=payment.tail)

    @Slot()
    def _charge_again(self) -> None:
        if self.payment is not None:
            self._again.setEnabled(False)  # one press, one attempt
            self.again_requested.emit(self.payment.sale_number)

    @Slot()
    def _ask_for_cash(self) -> None:
        if self.payment is not None:
            self.cash_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _go_back(self) -> None:
        if self.payment is not None:
            self.back_requested.emit(self.payment.sale_number)
