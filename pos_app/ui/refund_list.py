"""Refunds as a list: when, how much, how it stands, and where the money goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.refund import Refund, RefundState, Route
from pos_app.ui.status import refund_status_of
from pos_app.ui.tables import Column, Look
from pos_app.ui.when import hour_minute


def _time() -> str:
    return QCoreApplication.translate("Refunds", "Time")


def _amount() -> str:
    return QCoreApplication.translate("Refunds", "Amount")


def _state() -> str:
    return QCoreApplication.translate("Refunds", "State")


def _account() -> str:
    return QCoreApplication.translate("Refunds", "To")


def destination(refund: Refund) -> str:
    """Say where the money goes in the provider's words, or when it will be there."""
    translate = QCoreApplication.translate
    if refund.state is RefundState.CLOSED:
        return translate("Refunds", "not given back")
    if refund.route is Route.CASH:
        return translate("Refunds", "cash")
    return refund.received_account or translate("Refunds", "the way it came")


COLUMNS: tuple[Column[Refund], ...] = (
    Column(title=_time, value=lambda refund: hour_minute(refund.created_at), look=Look.QUIET, share=16),
    Column(title=_amount, value=lambda refund: refund.amount, look=Look.AMOUNT, share=24),
    Column(title=_state, value=refund_status_of, look=Look.STATUS, share=32),
    Column(title=_account, value=destination, look=Look.QUIET, share=28),
)
