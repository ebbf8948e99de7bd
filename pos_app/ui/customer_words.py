"""What the customer's screen says, in Chinese and English at once."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTranslator


class Phrase(enum.Enum):
    """What can be said. The value is the English, and the key of the Chinese."""

    WELCOME = QT_TRANSLATE_NOOP("CustomerWindow", "Welcome")
    SCAN_TO_PAY = QT_TRANSLATE_NOOP("CustomerWindow", "Scan to pay")
    PLEASE_WAIT = QT_TRANSLATE_NOOP("CustomerWindow", "Please wait")
    TOTAL = QT_TRANSLATE_NOOP("CustomerWindow", "Total")
    ITEMS = QT_TRANSLATE_NOOP("CustomerWindow", "Items")
    SAVED = QT_TRANSLATE_NOOP("CustomerWindow", "Saved")
    JUST_ADDED = QT_TRANSLATE_NOOP("CustomerWindow", "Just added")
    MORE_ABOVE = QT_TRANSLATE_NOOP("CustomerWindow", "{number} more above")
    AMOUNT = QT_TRANSLATE_NOOP("CustomerWindow", "Amount")
    TO_PAY = QT_TRANSLATE_NOOP("CustomerWindow", "To pay")
    PAID_SO_FAR = QT_TRANSLATE_NOOP("CustomerWindow", "Paid so far")
    RECEIVED = QT_TRANSLATE_NOOP("CustomerWindow", "Received")
    CHANGE = QT_TRANSLATE_NOOP("CustomerWindow", "Change")
    WECHAT_PAY = QT_TRANSLATE_NOOP("CustomerWindow", "WeChat Pay")
    SCAN_WITH_WECHAT = QT_TRANSLATE_NOOP("CustomerWindow", "Open WeChat and scan this code")
    CODE_VALID = QT_TRANSLATE_NOOP("CustomerWindow", "Code valid")
    TICKET = QT_TRANSLATE_NOOP("CustomerWindow", "Ticket")
    CODE_COMING = QT_TRANSLATE_NOOP("CustomerWindow", "One moment")
    CODE_COMING_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "Your payment code is on its way")
    PASSWORD = QT_TRANSLATE_NOOP("CustomerWindow", "Enter your password")
    PASSWORD_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "Confirm the payment on your phone")
    CHECKING = QT_TRANSLATE_NOOP("CustomerWindow", "Checking your payment")
    CHECKING_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "Please do not pay again")
    PAID = QT_TRANSLATE_NOOP("CustomerWindow", "Paid")
    THANKS = QT_TRANSLATE_NOOP("CustomerWindow", "Thank you. Please take your ticket and your goods.")
    CANCELLED = QT_TRANSLATE_NOOP("CustomerWindow", "Cancelled")
    CANCELLED_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "Nothing was charged")
    REFUND = QT_TRANSLATE_NOOP("CustomerWindow", "Refund accepted")
    REFUND_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "Balance: about 5 minutes. Bank card: 1–3 working days.")
    REFUNDED = QT_TRANSLATE_NOOP("CustomerWindow", "Refunded")
    REFUNDED_MORE = QT_TRANSLATE_NOOP("CustomerWindow", "The money is back where it came from")
    TRAINING = QT_TRANSLATE_NOOP("CustomerWindow", "Training: no money moves")


@dataclass(frozen=True, slots=True)
class Words:
    """Gives Chinese first and English second; English alone where there is no Chinese."""

    catalogue: QTranslator | None

    def both(self, phrase: Phrase, **values: object) -> tuple[str, str]:
        """Give both languages."""
        source = str(phrase.value)
        chinese = self.catalogue.translate("CustomerWindow", source) if self.catalogue is not None else ""
        return (chinese or source).format(**values), source.format(**values) if chinese else ""
