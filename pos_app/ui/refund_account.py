"""Where the money of an abnormal refund goes instead: a debit card of the customer's, or the shop's own account.

What is typed about the card lives in the fields and nowhere else; it is forgotten as soon as it is sent or given up.
"""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.refund import AbnormalAccount, BankCard, Refund
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule

# The banks whose debit cards are taken. Source: APIv3 documents, "apply for abnormal refund" and "bank types".
BANKS = (
    "ICBC_DEBIT", "ABC_DEBIT", "BOC_DEBIT", "CCB_DEBIT", "COMM_DEBIT",
    "PSBC_DEBIT", "CMB_DEBIT", "SPDB_DEBIT", "CITIC_DEBIT", "CEB_DEBIT",
    "CMBC_DEBIT", "CIB_DEBIT", "GDB_DEBIT", "PAB_DEBIT", "NBCB_DEBIT",
)  # fmt: skip


def bank_words() -> tuple[str, ...]:
    """Name the banks, in the same order."""
    translate = QCoreApplication.translate
    return (
        translate("Banks", "ICBC"), translate("Banks", "ABC"), translate("Banks", "BOC"),
        translate("Banks", "CCB"), translate("Banks", "BoCom"), translate("Banks", "PSBC"),
        translate("Banks", "CMB"), translate("Banks", "SPDB"), translate("Banks", "CITIC"),
        translate("Banks", "CEB"), translate("Banks", "CMBC"), translate("Banks", "CIB"),
        translate("Banks", "CGB"), translate("Banks", "PAB"), translate("Banks", "NBCB"),
    )  # fmt: skip


_CARD = re.compile(r"[0-9]{12,19}")
_CUSTOMER, _SHOP = 0, 1
_WIDTH = 760
_COLUMNS = 5


class RefundAccount(Overlay):
    """Covers the page; Enter sends, Esc gives up.

    Signals:
        confirmed: ``AbnormalAccount``.
    """

    confirmed = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("refund_account")
        self._title = Label(Role.TITLE)
        self._why = Label(Role.CELL, "muted", wrap=True)
        self.amount = AmountLabel(theme, Role.AMOUNT)
        self.to = ChoiceRow("account_kind", 2, segments=True)
        self.to.give_keys(theme, Action.REFUND_WHOLE, Action.REFUND_ITEMS)
        self.to.chosen.connect(self._choose)
        self._bank_title = Label(Role.SECONDARY, "muted")
        self.bank = ChoiceRow("bank", len(BANKS), even=True)
        self.bank.set_columns(_COLUMNS)
        self.card = QLineEdit()
        self.card.setObjectName("card_number")
        self.card.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.name = QLineEdit()
        self.name.setObjectName("card_name")
        self._once = Label(Role.SECONDARY, "muted", wrap=True)
        self._shop = Label(Role.CELL, wrap=True)
        self.cancel = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self.cancel.setObjectName("account_cancel")
        self.send = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.send.setObjectName("account_send")
        self.send.set_size(72, 64, Role.BUTTON)
        self.panel.setFixedWidth(theme.px(_WIDTH))
        self._lay_out()
        self._join()
        self._retranslate()

    def ask(self, refund: Refund) -> None:
        """Ask where the money of a refund is to go, and cover the page."""
        self.amount.set_money(refund.amount)
        self.to.choose(_CUSTOMER)
        self._forget()
        self.open()
        self.card.setFocus()

    @property
    def account(self) -> AbnormalAccount | None:
        """What is typed, if it is whole."""
        if self.to.position == _SHOP:
            return AbnormalAccount()
        number = self._number()
        name = self.name.text().strip()
        if not _CARD.fullmatch(number) or not name:
            return None
        card = BankCard(bank_type=BANKS[self.bank.position], number=number, holder=name)
        return AbnormalAccount(card=card)

    def _number(self) -> str:
        return unicodedata.normalize("NFKC", self.card.text()).replace(" ", "")

    def _forget(self) -> None:
        self.card.clear()
        self.name.clear()
        self._show()

    # ---------------------------------------------------------------- what a person does

    def _join(self) -> None:
        self.card.textChanged.connect(self._show)
        self.name.textChanged.connect(self._show)
        self.cancel.clicked.connect(self.dismissed)
        self.send.clicked.connect(self._send)

    @Slot()
    def _send(self) -> None:
        account = self.account
        self._forget()
        if account is not None:
            self.confirmed.emit(account)

    @Slot(int)
    def _choose(self, _position: int) -> None:
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the banks with the arrow keys."""
        step = {
            int(Qt.Key.Key_Up): -_COLUMNS, int(Qt.Key.Key_Down): _COLUMNS,
            int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1,
        }.get(event.key())  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
        elif self.to.position == _CUSTOMER:
            self.bank.step(step)

    def close_overlay(self) -> None:
        """Uncover the page, and keep nothing of a card."""
        super().close_overlay()
        self._forget()

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        card = QWidget()
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.card, 3)
        fields.addWidget(self.name, 2)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bank_title)
        column.addWidget(self.bank)
        column.addLayout(fields)
        column.addWidget(self._once)
        column.addStretch(1)
        shop = QWidget()
        around = QVBoxLayout(shop)
        around.setContentsMargins(0, 8, 0, 0)
        around.addWidget(self._shop)
        around.addStretch(1)
        self._ways = QStackedWidget()
        self._ways.addWidget(card)
        self._ways.addWidget(shop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.cancel, 2)
        buttons.addWidget(self.send, 3)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.amount)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 22, 28, 22)
        frame.setSpacing(10)
        frame.addLayout(head)
        frame.addWidget(self._why)
        frame.addWidget(self.to)
        frame.addWidget(rule())
        frame.addWidget(self._ways)
        frame.addLayout(buttons)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Send it to another account"))
        self._why.setText(
            self.tr("The customer's account does not take the money. It waits at WeChat Pay until it is sent on.")
        )
        self.to.set_words((self.tr("Customer's card"), self.tr("The shop's account")))
        self._bank_title.setText(self.tr("Bank of the debit card (arrow keys)"))
        self.bank.set_words(bank_words())
        self.card.setPlaceholderText(self.tr("Card number, 12 to 19 digits"))
        self.name.setPlaceholderText(self.tr("Name on the card"))
        self._once.setText(self.tr("Sealed before it leaves the till. It is neither stored nor logged."))
        self._shop.setText(
            self.tr("The money comes back to the shop's own bank account. Give it to the customer another way.")
        )
        self.cancel.set_label(self.tr("Go back"))
        self.send.set_label(self.tr("Send"))
        self._show()

    @Slot()
    def _show(self) -> None:
        self._ways.setCurrentIndex(self.to.position)
        self.send.set_reason("" if self.account is not None else self._missing())

    def _missing(self) -> str:
        if not _CARD.fullmatch(self._number()):
            return self.tr("Type the card number")
        return self.tr("Type the name on the card")
