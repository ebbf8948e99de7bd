"""How a payment or a refund stands, in the words that people read; pure functions of the record."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication

from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.ui.marks import Mark

ENTERING_PASSWORD = "USERPAYING"  # noqa: S105 - the provider's word for a customer who types a password


class Status(enum.Enum):
    """What a pill says, and with which mark."""

    REQUESTING = (enum.auto(), Mark.LIVE)
    WAITING = (enum.auto(), Mark.LIVE)
    PASSWORD = (enum.auto(), Mark.LIVE)
    CHECKING = (enum.auto(), Mark.LIVE)
    UNCONFIRMED = (enum.auto(), Mark.WARN)
    PAID = (enum.auto(), Mark.OK)
    PAID_TWICE = (enum.auto(), Mark.WARN)
    VOIDED = (enum.auto(), Mark.BAD)
    EXPIRED = (enum.auto(), Mark.BAD)
    REFUND_SENDING = (enum.auto(), Mark.LIVE)
    REFUND_RUNNING = (enum.auto(), Mark.LIVE)
    REFUND_UNCONFIRMED = (enum.auto(), Mark.WARN)
    REFUNDED = (enum.auto(), Mark.SAFE)
    REFUND_FAILED = (enum.auto(), Mark.BAD)
    REFUND_ABNORMAL = (enum.auto(), Mark.BAD)
    REFUND_REFUSED = (enum.auto(), Mark.BAD)
    LATE = (enum.auto(), Mark.WARN)
    NOT_CLOSED = (enum.auto(), Mark.WARN)
    BOOK = (enum.auto(), Mark.BAD)
    RESOLVED = (enum.auto(), Mark.SEAL)
    PLANNED = (enum.auto(), Mark.IDLE)

    @property
    def mark(self) -> Mark:
        """The shape that goes with the word."""
        return self.value[1]


def status_of(payment: Payment) -> Status:
    """Say how a payment stands."""
    match payment.state:
        case PaymentState.PAID:
            return _paid_status(payment)
        case PaymentState.CLOSED:
            return Status.EXPIRED if payment.closing_reason is ClosingReason.EXPIRED else Status.VOIDED
        case _ if payment.unconfirmed:
            return Status.UNCONFIRMED
        case PaymentState.CLOSING:
            return Status.CHECKING
        case PaymentState.CREATED:
            return Status.REQUESTING
        case PaymentState.PRESENTED:
            return Status.PASSWORD if entering_password(payment) else Status.WAITING


def _paid_status(payment: Payment) -> Status:
    if not payment.stray:
        return Status.PAID
    if not payment.undone:
        return Status.PAID_TWICE
    return Status.LATE if payment.refundable else Status.REFUNDED


def entering_password(payment: Payment) -> bool:
    """Whether the provider's last verified word is that the customer types the password."""
    return (payment.provider_state or "").replace("_", "") == ENTERING_PASSWORD


def refund_status_of(refund: Refund) -> Status:
    """Say how a refund stands."""
    match refund.state:
        case RefundState.SUCCESS:
            return Status.REFUNDED
        case RefundState.CLOSED:
            return Status.REFUND_FAILED
        case RefundState.ABNORMAL:
            return Status.REFUND_ABNORMAL
        case RefundState.PROCESSING:
            return Status.REFUND_RUNNING
        case RefundState.CREATED:
            return Status.REFUND_UNCONFIRMED if refund.unanswered else Status.REFUND_SENDING


def status_word(status: Status) -> str:
    """Give the word for a pill."""
    translate = QCoreApplication.translate
    words = {
        Status.REQUESTING: translate("Status", "Asking for a code"),
        Status.WAITING: translate("Status", "Waiting for scan"),
        Status.PASSWORD: translate("Status", "Entering password"),
        Status.CHECKING: translate("Status", "Checking"),
        Status.UNCONFIRMED: translate("Status", "Unconfirmed"),
        Status.PAID: translate("Status", "Paid"),
        Status.PAID_TWICE: translate("Status", "Paid twice"),
        Status.VOIDED: translate("Status", "Voided"),
        Status.EXPIRED: translate("Status", "Not paid in time"),
        Status.REFUND_SENDING: translate("Status", "Refund being sent"),
        Status.REFUND_RUNNING: translate("Status", "Refund accepted"),
        Status.REFUND_UNCONFIRMED: translate("Status", "Refund unconfirmed"),
        Status.REFUNDED: translate("Status", "Refunded"),
        Status.REFUND_FAILED: translate("Status", "Refund failed"),
        Status.REFUND_ABNORMAL: translate("Status", "Refund stuck"),
        Status.REFUND_REFUSED: translate("Status", "Refund refused"),
        Status.LATE: translate("Status", "Late money"),
        Status.NOT_CLOSED: translate("Status", "Not closed"),
        Status.BOOK: translate("Status", "Book differs"),
        Status.RESOLVED: translate("Status", "Resolved"),
        Status.PLANNED: translate("Status", "To be paid"),
    }
    return words[status]
