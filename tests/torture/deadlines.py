"""Orders that come to their end in time: the till asks on its own schedule, the customer pays when it suits worst."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from pos_app.core import polling
from pos_app.core.payment import Payment, PaymentState
from pos_app.simulator.phone import PhoneError
from tests.core.shop import Shop
from tests.core.till import BASKET
from tests.torture.audit import disagreements

_GRACE = timedelta(seconds=60)  # after the customer's time is up
_NEAR = 8.0  # seconds around the end, where most of these customers pay


def play_order(shop: Shop, dice: random.Random) -> list[str]:
    """Play one order from its beginning to its end; say what is wrong with that."""
    payment = shop.checkout.advance(shop.checkout.begin(BASKET, "林晓燕"))
    left = (payment.time_expire - shop.clock()).total_seconds()
    pays_in = dice.choice((dice.uniform(0, left), left + dice.uniform(-_NEAR, _NEAR), left + 1.0, None))
    if dice.random() < 0.2:
        shop.simulator.phone.pay_during_close(payment.out_trade_no)
    waits, state = _waits(payment, shop), payment.state
    while not payment.settled:
        wait = next(waits)
        if pays_in is not None and pays_in <= wait:
            _pay(shop, payment, pays_in)
            wait, pays_in = wait - pays_in, None
        elif pays_in is not None:
            pays_in -= wait
        shop.clock.wind(wait)
        payment = shop.checkout.advance(payment)
        if payment.state is not state:
            waits, state = _waits(payment, shop), payment.state
        if shop.clock() > payment.time_expire + _GRACE:
            return [f"{payment.out_trade_no}: is still {payment.state.value} a minute after its time"]
    if (shop.order_state(payment) == "SUCCESS") != (payment.state is PaymentState.PAID):
        return [f"{payment.out_trade_no}: is {payment.state.value}, and the books know better"]
    return []


def audit(shop: Shop) -> list[str]:
    """Say where the books and the ledger disagree."""
    return disagreements(shop.simulator.audit(), shop.ledger)


def _waits(payment: Payment, shop: Shop) -> Iterator[float]:
    match payment.state:
        case PaymentState.CREATED:
            return polling.created_delays()
        case PaymentState.PRESENTED:
            return polling.presented_delays((payment.time_expire - shop.clock()).total_seconds())
    return polling.closing_delays()


def _pay(shop: Shop, payment: Payment, seconds: float) -> None:
    shop.clock.wind(seconds)
    with suppress(PhoneError):
        shop.simulator.phone.pay(payment.out_trade_no)
