"""The payments that the till has in mind: those of today, as they stand now."""

from __future__ import annotations

from pos_app.core.payment import Payment, PaymentState
from pos_app.ui.widgets.title_bar import Channel

KEPT = 200  # enough for the strip, the last paid one, and everything that is not settled


class Recent:
    """Remembers payments by number; the newest are kept, and all that are not settled."""

    def __init__(self) -> None:
        self._payments: dict[str, Payment] = {}

    def note(self, payment: Payment) -> Payment | None:
        """Remember how a payment stands; give how it stood before."""
        before = self._payments.get(payment.out_trade_no)
        self._payments[payment.out_trade_no] = payment
        if len(self._payments) > KEPT:
            self._forget()
        return before

    def note_older(self, payments: tuple[Payment, ...]) -> None:
        """Take in what was read from the ledger, where nothing newer is known."""
        for payment in payments:
            known = self._payments.get(payment.out_trade_no)
            if known is None or known.settled:
                self.note(payment)

    def newest(self) -> tuple[Payment, ...]:
        """Give all of them, the newest first."""
        return tuple(sorted(self._payments.values(), key=lambda payment: payment.created_at, reverse=True))

    def last_paid(self) -> Payment | None:
        """Give the payment that was proven last."""
        paid = [payment for payment in self._payments.values() if payment.state is PaymentState.PAID]
        return max(paid, key=lambda payment: payment.paid_at or payment.created_at, default=None)

    def channel(self) -> Channel:
        """Say how the way to WeChat Pay stands, by the last questions about what is not settled."""
        kinds = {p.trouble.kind for p in self._payments.values() if p.trouble is not None and not p.settled}
        if "not_sent" in kinds:
            return Channel.OFFLINE
        return Channel.NO_ANSWER if kinds & {"unknown", "bad_reply"} else Channel.OK

    def _forget(self) -> None:
        settled = [payment for payment in reversed(self.newest()) if payment.settled]
        for payment in settled[: len(self._payments) - KEPT]:
            del self._payments[payment.out_trade_no]
