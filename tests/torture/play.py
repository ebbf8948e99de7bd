"""Random play of cashier, customer, provider, network, clock and power, from a seed: the same seed, the same story."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core.errors import CeilingError, LiveClaimError, StaleError
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.weather import Fault
from tests.core.shop import Shop, beside, open_shop
from tests.core.till import BASKET, HandClock, order_of
from tests.torture.audit import disagreements

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
QUICK_FAULTS = tuple(fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG})
CALLS = ("prepay", "query", "close", "refund", "query_refund")
_REFUND_GAP = 61.0  # seconds: the provider takes one refund of a payment a minute
_ROUNDS = 60


class Play:
    """One story. ``step`` lets something happen; ``settle`` lets the weather clear and the till come to an end."""

    def __init__(self, shop: Shop, home: Path, dice: random.Random) -> None:
        self.shop = shop
        self._home = home
        self._dice = dice
        self._numbers: list[str] = []
        self._deeds: tuple[tuple[int, Callable[[], None]], ...] = (
            (5, self._begin),
            (10, self._advance),
            (3, self._abandon),
            (5, self._customer_pays),
            (1, self._customer_pays_late),
            (1, self._charge_again),
            (3, self._refund),
            (5, self._advance_refunds),
            (4, self._storm),
            (2, self._sun),
            (3, self._time_passes),
            (1, self._power_cut),
        )

    def step(self) -> None:
        """Let one thing happen."""
        weights = [weight for weight, _ in self._deeds]
        (deed,) = self._dice.choices([deed for _, deed in self._deeds], weights)
        deed()

    def settle(self) -> list[str]:
        """Clear the weather, let the till do what it does by itself, and list what is wrong then."""
        self.shop.simulator.weather.clear()
        for _ in range(_ROUNDS):
            ledger = self.shop.ledger
            payments, refunds = ledger.unsettled_payments(), ledger.unsettled_refunds()
            if not payments and not refunds:
                break
            for payment in payments:
                self.shop.checkout.advance(payment)
            for refund in refunds:
                self.shop.refunding.advance(refund)
            self.shop.clock.wind(_REFUND_GAP)
        left = [p.out_trade_no for p in self.shop.ledger.unsettled_payments()]
        left += [r.out_refund_no for r in self.shop.ledger.unsettled_refunds()]
        wrong = [f"{number}: never settles" for number in left]
        return wrong + disagreements(self.shop.simulator.audit(), self.shop.ledger)

    # ---------------------------------------------------------------- what can happen

    def _begin(self) -> None:
        self._numbers.append(self.shop.checkout.begin(BASKET, "林晓燕").out_trade_no)

    def _advance(self) -> None:
        if number := self._any():
            self.shop.checkout.advance(self.shop.ledger.payment(number))

    def _abandon(self) -> None:
        if number := self._any():
            self.shop.checkout.abandon(self.shop.ledger.payment(number), "林晓燕")

    def _charge_again(self) -> None:
        if number := self._any():
            sale = self.shop.ledger.payment(number).sale_number
            try:
                self._numbers.append(self.shop.checkout.begin_again(sale, "林晓燕").out_trade_no)
            except (LiveClaimError, StaleError):
                return

    def _customer_pays(self) -> None:
        self._phone(self.shop.simulator.phone.pay)

    def _customer_pays_late(self) -> None:
        self._phone(self.shop.simulator.phone.pay_late)

    def _phone(self, use: Callable[[str], object]) -> None:
        number = self._any()
        if number and self.shop.ledger.payment(number).code_url is not None:
            try:
                use(number)
            except PhoneError:
                return

    def _refund(self) -> None:
        number = self._any()
        if number and self.shop.ledger.payment(number).state is PaymentState.PAID:
            fen = self._dice.randint(1, self.shop.ledger.payment(number).amount.fen)
            try:
                self.shop.refunding.begin(order_of(number, Money(fen), "买错"), "店长")
            except CeilingError:
                return

    def _advance_refunds(self) -> None:
        for refund in self.shop.ledger.unsettled_refunds():
            self.shop.refunding.advance(refund)

    def _storm(self) -> None:
        fault, call = self._dice.choice(QUICK_FAULTS), self._dice.choice(CALLS)
        self.shop.weather(call, fault, times=self._dice.randint(1, 3))

    def _sun(self) -> None:
        self.shop.simulator.weather.clear()

    def _time_passes(self) -> None:
        self.shop.clock.wind(self._dice.choice((1.0, 7.0, 61.0, 301.0)))

    def _power_cut(self) -> None:
        """Lose everything that is not on the disk, and start again from the file."""
        self.shop.ledger.close()
        ledger = open_ledger(self._home / "ledger.sqlite3", till="01", clock=self.shop.clock)
        self.shop = beside(self.shop, ledger)

    def _any(self) -> str:
        return self._dice.choice(self._numbers) if self._numbers else ""


@contextmanager
def stage(keys: Path, home: Path, seed: int) -> Iterator[Play]:
    """Set the stage for one story, in an empty folder."""
    home.mkdir(parents=True)
    clock = HandClock(START)
    with open_shop(
        keys, home / "provider", open_ledger(home / "ledger.sqlite3", till="01", clock=clock), clock
    ) as shop:
        play = Play(shop, home, random.Random(seed))
        try:
            yield play
        finally:
            play.shop.ledger.close()
