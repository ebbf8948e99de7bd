"""Which panel shows a payment: a pure function of the record."""

from __future__ import annotations

import enum

from pos_app.core.payment import Payment, PaymentState


class PanelName(enum.Enum):
    """The panels. The value is the object's name."""

    REQUESTING = "requesting_panel"
    CODE = "code_panel"
    CLOSING = "closing_panel"
    UNCONFIRMED = "unconfirmed_panel"
    PAID = "paid_panel"
    NOT_PAID = "not_paid_panel"


def panel_for(payment: Payment) -> PanelName:
    """Choose the panel. What is unconfirmed is told before anything else (rule M3)."""
    if payment.unconfirmed:
        return PanelName.UNCONFIRMED
    return {
        PaymentState.CREATED: PanelName.REQUESTING,
        PaymentState.PRESENTED: PanelName.CODE,
        PaymentState.CLOSING: PanelName.CLOSING,
        PaymentState.PAID: PanelName.PAID,
        PaymentState.CLOSED: PanelName.NOT_PAID,
    }[payment.state]
