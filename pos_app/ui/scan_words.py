"""Why what was scanned on the sale page is not rung up, in words for the cashier."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from pos_app.core.scanning import PaymentCode, Scan, Spoilt

_BEGUN = re.compile("1[0-5][0-9]{12}")  # longer than bar codes that begin so


def is_hidden(text: str) -> bool:
    """Whether what was typed so far may be the beginning of a payment code, which is never shown (rule M11)."""
    return _BEGUN.match(text) is not None


def not_goods(scan: Scan) -> str:
    """Say what a scan is that stands for no goods; nothing if it may be goods. A payment code is never repeated."""
    translate = QCoreApplication.translate
    match scan:
        case PaymentCode():
            return translate("Scan", "Payment codes are not taken yet: press Pay")
        case Spoilt.TOO_LONG | Spoilt.LETTERS:
            return translate("Scan", "That scan cannot be read: scan again")
        case _:
            return ""


def not_found(code: str, scan: Scan) -> str:
    """Say that no goods carry a code, and why that may be."""
    translate = QCoreApplication.translate
    if scan is Spoilt.CHECK_DIGIT:
        return translate("Scan", "A digit of {code} is wrong: scan again").format(code=code)
    return translate("Scan", "No goods with the code {code}").format(code=code)


def not_sold(name: str) -> str:
    """Say that goods are known but no longer on sale."""
    return QCoreApplication.translate("Scan", "{name} is not on sale").format(name=name)


def not_looked(code: str) -> str:
    """Say that nobody could look a code up."""
    return QCoreApplication.translate("Scan", "{code} could not be looked up: scan again").format(code=code)


def locked_out(scan: Scan) -> str:
    """Say why nothing can be scanned while a customer pays."""
    if isinstance(scan, PaymentCode):
        return QCoreApplication.translate("Scan", "Payment codes are not taken yet: let the customer scan the code")
    return QCoreApplication.translate("Scan", "The ticket is being paid: scan again when that is over")


def asked_first(name: str, *, weight: bool) -> str:
    """Say that something is to be typed before the next scan."""
    words = (
        QCoreApplication.translate("Scan", "First type the weight of {name}, or press Esc")
        if weight
        else QCoreApplication.translate("Scan", "First type the price of {name}, or press Esc")
    )
    return words.format(name=name)
