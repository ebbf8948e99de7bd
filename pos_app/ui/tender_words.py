"""What ways to pay are called, and their icons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.payment import Payment, Tender


def tender_word(tender: Tender, label: str = "") -> str:
    """Name a way to pay: one of the shop's own bears the name that the shop gave it."""
    translate = QCoreApplication.translate
    match tender:
        case Tender.WECHAT_QR:
            return translate("Tender", "WeChat Pay")
        case Tender.CASH:
            return translate("Tender", "Cash")
        case Tender.OTHER:
            return label or translate("Tender", "Other")


def tenders_word(payments: tuple[Payment, ...]) -> str:
    """Name by what a sale is or was to be paid, each once, in the order of its payments."""
    return " + ".join(dict.fromkeys(tender_word(payment.tender, payment.label) for payment in payments))


def tender_icon(tender: Tender) -> str:
    """Give the name of an icon."""
    return {Tender.WECHAT_QR: "wechat", Tender.CASH: "cash", Tender.OTHER: "bank"}[tender]
