"""Tills that share one book and want the same things: they charge, cancel, refund and follow each other's payments."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core.business_day import business_date
from pos_app.core.errors import CeilingError, LedgerBusyError, LiveClaimError, StaleError
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import ROUTES, RefundOrder
from tests.core.till import TERMS, WORDS, begun, order_of
from tests.torture.till import GaveUpError, Till

CROWD = "crowd.json"
_HOT = 12  # payments that all of them fight for
_DIES = 0.3  # of the tills, in the midst of it


class Rival:
    """One of the tills, with dice of its own."""

    def __init__(self, till: Till, dice: random.Random) -> None:
        self._till = till
        self._dice = dice
        self._verbs: tuple[tuple[int, Callable[[Payment], object]], ...] = (
            (6, till.ask),
            (3, till.pay),
            (2, till.cancel_only),
            (2, till.charge_again),
            (1, till.void),
            (3, self._refund),
            (2, self._take_goods_back),
            (4, self._follow_refunds),
            (2, lambda _: till.show()),
            (1, lambda _: till.wind(self._dice.choice((1.0, 61.0, 301.0)))),
        )

    def live(self, steps: int) -> None:
        """Want so many things; some tills die in the midst of it."""
        last = self._dice.randrange(steps) if self._dice.random() < _DIES else steps
        for step in range(steps):
            if step == last:
                os.kill(os.getpid(), signal.SIGKILL)
            self._till.wind(0)  # another till may have let time pass
            self._want()

    def _want(self) -> None:
        hot = self._till.ledger.payments_on(business_date(self._till.clock()), limit=_HOT)
        if not hot:
            self._till.show()
            return
        verb = self._dice.choices([verb for _, verb in self._verbs], [weight for weight, _ in self._verbs])[0]
        try:
            verb(self._dice.choice(hot))
        except (GaveUpError, LiveClaimError, StaleError, LedgerBusyError):
            return  # another was quicker

    def _refund(self, payment: Payment) -> None:
        if payment.state is PaymentState.PAID:
            amount = Money(self._dice.randint(1, payment.amount.fen))
            self._till.ask_back(order_of(payment.out_trade_no, amount, "买错"))

    def _take_goods_back(self, payment: Payment) -> None:
        """Take one whole line back, which another till may be taking back too."""
        left = self._till.everything_left(payment) if payment.state is PaymentState.PAID else ()
        if left:
            line, route = self._dice.choice(left), self._dice.choice(ROUTES[Tender.WECHAT_QR])
            number = payment.out_trade_no
            self._till.ask_back(
                RefundOrder(out_trade_no=number, amount=line.amount, reason="坏了", lines=(line,), route=route)
            )

    def _follow_refunds(self, payment: Payment) -> None:
        for refund in self._till.ledger.refunds_of(payment.out_trade_no):
            self._till.ask_refund(refund)


def join_crowd(where: str, till: str, home: Path, seed: int, count: int) -> None:
    """Move payments that a whole crowd moves, without a provider, until so many moves are one's own.

    What came of it is in ``crowd.json``: the moves that were won, and the longest that one of them took in seconds.
    """
    dice, longest, won = random.Random(seed), 0.0, 0
    with Ledger(open_engine(where), till=till, clock=lambda: datetime.now(UTC)) as ledger:
        while won < count:
            began = time.monotonic()
            try:
                _shove(ledger, dice)
            except (CeilingError, LiveClaimError, StaleError, LedgerBusyError):
                continue
            finally:
                longest = max(longest, time.monotonic() - began)
            won += 1
    (home / CROWD).write_text(json.dumps({"won": won, "longest": longest}))


def _shove(ledger: Ledger, dice: random.Random) -> None:
    hot = ledger.payments_on(business_date(datetime.now(UTC)), limit=_HOT)
    if not hot:
        begun(ledger)
        return
    payment = dice.choice(hot)
    match payment.state:
        case PaymentState.CREATED:
            ledger.move(payment, PaymentState.PRESENTED, who=ledger.till, evidence=WORDS, code_url="weixin://x")
        case PaymentState.PRESENTED | PaymentState.CLOSING:
            ledger.move(payment, PaymentState.PAID, who=ledger.till, evidence=WORDS, paid_at=datetime.now(UTC),
                        transaction_id=payment.out_trade_no, payer_total=payment.amount)  # fmt: skip
        case PaymentState.PAID if dice.random() < 0.3:
            order = order_of(payment.out_trade_no, Money(500))
            ledger.begin_refund(order, "店长", notify_url=TERMS.notify_url)
        case _:
            begun(ledger)
