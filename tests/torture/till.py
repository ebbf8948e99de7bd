"""A till without a window, joined as ``opening.py`` joins it, that plays one flow at a counter; made to be killed.

What it was told for certain it notes in ``heard.jsonl``, as a cashier would remember what the glass said.
The customer pays by the simulator's own phone. Time is the provider's: wound on its side, asked for here.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pos_app.core.checkout import Checkout
from pos_app.core.errors import CeilingError, LedgerError, LiveClaimError, OverpaidError, StaleError
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund, RefundLine, RefundOrder, RefundState, Route
from pos_app.core.refunding import Refunding
from pos_app.core.returns import everything
from pos_app.core.sale import sum_lines
from pos_app.core.settlement import Rounding, Taking
from pos_app.core.shift import CashCount
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.remote import RemoteSimulator
from tests.core.shop import NOTIFY_URL, client_of
from tests.core.till import BASKET, order_of, with_drawer

HEARD = "heard.jsonl"
BOOK = "ledger.sqlite3"
TILL = "01"
CASHIER, MANAGER = "林晓燕", "店长"

_EXPIRES_AFTER = timedelta(minutes=5)
_EXPIRED = 301.0  # seconds
_REFUND_GAP = 61.0  # seconds: the provider takes one refund of a payment a minute
_PATIENCE = 8  # questions, after which a flow goes on with what it has
_ROUNDS = 40  # of settling; each is a minute of the provider's time


_T = TypeVar("_T")


class GaveUpError(Exception):
    """The book refuses to be written: the flow ends here, as a till does whose disk is full."""


class Till:
    """The till of one shop, and its customer."""

    def __init__(self, home: Path, keys: Path, url: str, *, number: str = TILL, where: Path | str = "") -> None:
        self._far_end = RemoteSimulator(url)
        self._ahead = timedelta(seconds=self._far_end.wind(0))
        self._heard = os.open(home / HEARD, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.ledger = open_ledger(where or home / BOOK, till=number, clock=self.clock)
        client = client_of(keys, url, lambda: datetime.now(UTC))
        self._checkout = Checkout(
            self.ledger,
            client,
            notify_url=NOTIFY_URL,
            description="和顺里超市",
            expires_after=_EXPIRES_AFTER,
            clock=self.clock,
        )
        self._refunding = Refunding(self.ledger, client, notify_url=NOTIFY_URL, clock=self.clock)

    def close(self) -> None:
        """End it in good order."""
        self.ledger.close()

    # ---------------------------------------------------------------- a cashier's verbs

    def begin(self) -> Payment:
        """Ring up, and press Pay."""
        return self._hear(_or_give_up(lambda: self._checkout.begin(BASKET, CASHIER)))

    def show(self) -> Payment:
        """Ring up, and wait for the code."""
        return self.advance(self.begin(), PaymentState.PRESENTED)

    def sell(self) -> Payment:
        """Sell something to a customer who pays at once."""
        payment = self.show()
        self.pay(payment)
        return self.advance(payment, PaymentState.PAID)

    def advance(self, payment: Payment, *until: PaymentState) -> Payment:
        """Ask again and again, as the rounds do, until a state is reached or patience ends."""
        for _ in range(_PATIENCE):
            if payment.state in until or payment.settled:
                break
            with suppress(LedgerError):
                payment = self.ask(payment)
        return payment

    def ask(self, payment: Payment) -> Payment:
        """Do the next thing that a payment needs."""
        return self._hear(self._checkout.advance(payment))

    def cancel(self, payment: Payment) -> Payment:
        """Press Cancel, and wait for the provider's word."""
        return self.advance(self.cancel_only(payment), PaymentState.CLOSED)

    def cancel_only(self, payment: Payment) -> Payment:
        """Press Cancel, which asks nobody yet."""
        return self._hear(_or_give_up(lambda: self._checkout.give_up(payment, CASHIER)))

    def take(self, fen: int) -> Payment:
        """Ring up, and take cash for it: so much, or all if that is enough."""
        taking = Taking.cash(sum_lines(BASKET), Money(fen), Rounding.JIAO)
        return self._hear(_or_give_up(lambda: with_drawer(self.ledger).take(BASKET, CASHIER, taking)[1]))

    def take_more(self, payment: Payment, taking: Taking) -> Payment:
        """Take more for the ticket of a payment."""
        return self._hear(_or_give_up(lambda: self.ledger.take_more(payment.sale_number, CASHIER, taking)[1]))

    def charge_again(self, payment: Payment, amount: Money | None = None) -> Payment:
        """Charge the sale of a closed payment once more, for a part or for all that remains."""
        again = _or_give_up(lambda: self._checkout.begin_again(payment.sale_number, CASHIER, amount=amount))
        return self.advance(self._hear(again), PaymentState.PRESENTED)

    def close_shift(self) -> None:
        """End the shift, whatever is in the drawer."""
        if (shift := self.ledger.shifts.current()) is not None:
            _or_give_up(lambda: self.ledger.shifts.close(shift, CashCount(), CASHIER))

    def void(self, payment: Payment) -> None:
        """Give an unpaid sale up."""
        self.ledger.void_sale(self.ledger.sale(payment.sale_number), MANAGER)

    def give_back(self, payment: Payment, amount: Money, *until: RefundState) -> Refund:
        """Ask for a refund, and follow it."""
        return self.follow(self.ask_back(order_of(payment.out_trade_no, amount, "买错")), *until)

    def ask_back(self, order: RefundOrder) -> Refund:
        """Ask for a refund, which asks nobody yet."""
        if order.route is Route.CASH:
            _or_give_up(lambda: with_drawer(self.ledger))
        return self._hear_refund(_or_give_up(lambda: self._refunding.begin(order, MANAGER)))

    def ask_refund(self, refund: Refund) -> Refund:
        """Do the next thing that a refund needs."""
        return self._hear_refund(self._refunding.advance(refund))

    def everything_left(self, payment: Payment) -> tuple[RefundLine, ...]:
        """Give the lines that can still come back."""
        sale = self.ledger.sale(payment.sale_number)
        return everything(sale, self.ledger.returned(sale.number), restock=True)

    def follow(self, refund: Refund, *until: RefundState) -> Refund:
        """Ask about a refund until it has come to its end, or patience ends."""
        for _ in range(_PATIENCE):
            with suppress(LedgerError):
                refund = self.ask_refund(refund)
            if refund.state in until or refund.settled:
                break
            self.wind(_REFUND_GAP)
        return refund

    def leave_unsent(self, payment: Payment) -> None:
        """Write down a refund, and that it is about to leave; it never does."""
        refund = self.ask_back(order_of(payment.out_trade_no, Money(100), "买错"))
        self._hear_refund(self.ledger.mark_sent(refund, who=MANAGER))

    def settle(self) -> None:
        """Do what a till does by itself after its start, until nothing is left to do."""
        for _ in range(_ROUNDS):
            payments, refunds = self.ledger.unsettled_payments(), self.ledger.unsettled_refunds()
            if not payments and not refunds:
                return
            for payment in payments:
                with suppress(LedgerError):
                    self.ask(payment)
            for refund in refunds:
                with suppress(LedgerError):
                    self.ask_refund(refund)
            self.wind(_REFUND_GAP)

    # ---------------------------------------------------------------- the world

    def pay(self, payment: Payment) -> None:
        """Let the customer pay, if there is a code that can be paid."""
        self._phone(self._far_end.phone.pay, payment)

    def pay_late(self, payment: Payment) -> None:
        """Let the customer's money arrive after the code has expired."""
        self._phone(self._far_end.phone.pay_late, payment)

    def pay_during_close(self, payment: Payment) -> None:
        """Let the customer pay at the very moment of the close."""
        self._phone(self._far_end.phone.pay_during_close, payment)

    def wind(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead = timedelta(seconds=self._far_end.wind(seconds))

    @staticmethod
    def _phone(use: Callable[[str], object], payment: Payment) -> None:
        if payment.code_url is not None:
            with suppress(PhoneError):
                use(payment.code_url)

    # ---------------------------------------------------------------- what the glass said

    def _hear(self, payment: Payment) -> Payment:
        self._note({"payment": payment.out_trade_no, "state": payment.state.value})
        return payment

    def _hear_refund(self, refund: Refund) -> Refund:
        self._note({"refund": refund.out_refund_no, "state": refund.state.value})
        return refund

    def _note(self, words: Mapping[str, str]) -> None:
        os.write(self._heard, json.dumps(words).encode() + b"\n")

    def clock(self) -> datetime:
        """Say what time it is in trade."""
        return datetime.fromtimestamp(time.time(), UTC) + self._ahead


def _or_give_up(deed: Callable[[], _T]) -> _T:
    try:
        return deed()
    except (LedgerError, CeilingError, LiveClaimError, OverpaidError, StaleError) as error:
        raise GaveUpError(str(error)) from error
