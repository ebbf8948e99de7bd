"""Payments as a list: which columns it has, and which payments a filter and a search choose."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication

from pos_app.core.money import ZERO
from pos_app.core.payment import Payment, PaymentState
from pos_app.ui.marks import Mark
from pos_app.ui.status import status_of
from pos_app.ui.tables import Column, Look
from pos_app.ui.when import hour_minute


class Filter(enum.Enum):
    """Which payments are listed. The number is the chip's place."""

    ALL = 0
    PAID = 1
    UNRESOLVED = 2
    REFUNDED = 3


def _ticket() -> str:
    return QCoreApplication.translate("Payments", "Ticket")


def _time() -> str:
    return QCoreApplication.translate("Payments", "Time")


def _amount() -> str:
    return QCoreApplication.translate("Payments", "Amount")


def _state() -> str:
    return QCoreApplication.translate("Payments", "State")


COLUMNS: tuple[Column[Payment], ...] = (
    Column(title=_ticket, value=lambda payment: payment.tail, look=Look.STRONG, share=21),
    Column(title=_time, value=lambda payment: hour_minute(payment.created_at), look=Look.QUIET, share=17),
    Column(title=_amount, value=lambda payment: payment.amount, look=Look.AMOUNT, share=27),
    Column(title=_state, value=status_of, look=Look.STATUS, share=35),
)


def chosen_by(payments: tuple[Payment, ...], which: Filter, text: str) -> tuple[Payment, ...]:
    """Keep the payments that a filter and a search choose, in their order."""
    return tuple(payment for payment in payments if _wanted(payment, which) and _matches(payment, text.strip()))


def _wanted(payment: Payment, which: Filter) -> bool:
    match which:
        case Filter.ALL:
            return True
        case Filter.PAID:
            return payment.state is PaymentState.PAID
        case Filter.UNRESOLVED:
            return not payment.settled or status_of(payment).mark is Mark.WARN
        case Filter.REFUNDED:
            return payment.reserved > ZERO


def _matches(payment: Payment, text: str) -> bool:
    """Say whether a payment is meant: by ticket, by amount, or by the tail of its WeChat number."""
    return (
        not text
        or text in payment.tail
        or text in str(payment.amount).replace(",", "")
        or (payment.transaction_id or "").endswith(text)
    )
