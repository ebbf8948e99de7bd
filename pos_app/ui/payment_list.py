"""Payments as a list: which columns it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pos_app.core.business_day import BEIJING
from pos_app.core.payment import Payment
from pos_app.ui.status import status_of
from pos_app.ui.tables import Column, Look
from pos_app.ui.tender_words import tender_word


def columns(now: Callable[[], datetime]) -> tuple[Column[Payment], ...]:
    """Give the columns of a list that may hold payments of many days, as it is read now."""
    return (
        Column(title=_ticket, value=lambda payment: payment.tail, look=Look.STRONG, share=18),
        Column(title=_time, value=lambda payment: _when(payment, now()), look=Look.QUIET, share=26),
        Column(title=_amount, value=lambda payment: payment.amount, look=Look.AMOUNT, share=25),
        Column(title=_state, value=status_of, look=Look.STATUS, share=31),
    )


def _when(payment: Payment, now: datetime) -> str:
    """Write when it was begun, and by what it was paid if not by the usual tender."""
    at = moment(payment.created_at, now)
    return f"{at} {tender_word(payment.tender, payment.label)}" if payment.tender.at_once else at


def moment(at: datetime, now: datetime) -> str:
    """Write ``18:46`` of today, ``11-23 18:46`` of this year, and ``2025-11-23`` of an earlier one."""
    at, now = at.astimezone(BEIJING), now.astimezone(BEIJING)
    if at.date() == now.date():
        return f"{at:%H:%M}"
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"


def _ticket() -> str:
    return QCoreApplication.translate("Payments", "Ticket")


def _time() -> str:
    return QCoreApplication.translate("Payments", "Time")


def _amount() -> str:
    return QCoreApplication.translate("Payments", "Amount")


def _state() -> str:
    return QCoreApplication.translate("Payments", "State")
