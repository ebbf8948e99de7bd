"""Random play of cashier, customer, provider, network, clock and power, from a seed: the same seed, the same story."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app.core.errors import (
    CeilingError,
    InvalidInputError,
    LiveClaimError,
    OverpaidError,
    PartPaidError,
    StaleError,
)
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.overview import Remedy, Unresolved
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import ROUTES, AbnormalAccount, Refund, RefundLine, RefundOrder, RefundState
from pos_app.core.returns import NOTHING, everything, returnable, worth
from pos_app.core.sale import Sale, SaleState, sum_lines
from pos_app.core.settlement import Rounding, Taking
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.weather import Fault
from tests.core.shop import Shop, beside, open_shop
from tests.core.till import BASKET, HandClock, with_drawer
from tests.torture.audit import disagreements

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
QUICK_FAULTS = tuple(fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG})
CALLS = ("prepay", "query", "close", "refund", "query_refund", "abnormal_refund")
_REFUND_GAP = 61.0  # seconds: the provider takes one refund of a payment a minute
_ROUNDS = 60
_WRONG = 280  # seconds; the provider takes no signature that is older than 300


class WrongClock(HandClock):
    """The till's own clock, some seconds before or behind the provider's, as far as its signatures still pass."""

    def __init__(self, right: HandClock, seconds: int) -> None:
        super().__init__(right.now)
        self._right = right
        self._wrong = timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        return self._right() + self._wrong


class Play:
    """One story. ``step`` lets something happen; ``settle`` lets the weather clear and the till come to an end."""

    def __init__(self, shop: Shop, home: Path, dice: random.Random) -> None:
        self.shop = shop
        self.clock = shop.clock
        self._home = home
        self._dice = dice
        self._numbers: list[str] = []
        self._deeds: tuple[tuple[int, Callable[[], None]], ...] = (
            (4, self._begin),
            (2, self._take),
            (3, self._take_more),
            (12, self._advance),
            (3, self._abandon),
            (8, self._customer_pays),
            (1, self._customer_pays_late),
            (1, self._charge_again),
            (1, self._void),
            (4, self._refund),
            (4, self._take_goods_back),
            (5, self._advance_refunds),
            (1, self._withdraw),
            (4, self._bank_decides),
            (2, self._manager_answers),
            (3, self._storm),
            (3, self._sun),
            (4, self._time_passes),
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
                self._come_to_an_end(refund)
            self.clock.wind(_REFUND_GAP)
        left = [p.out_trade_no for p in self.shop.ledger.unsettled_payments()]
        left += [r.out_refund_no for r in self.shop.ledger.unsettled_refunds()]
        wrong = [f"{number}: never settles" for number in left]
        return wrong + disagreements(self.shop.simulator.audit(), self.shop.ledger)

    def _come_to_an_end(self, refund: Refund) -> None:
        if refund.state is RefundState.ABNORMAL:  # comes to no end by itself: the manager is told
            self.shop.refunding.apply_abnormal(refund, AbnormalAccount(), "店长")
        self.shop.refunding.advance(refund)

    # ---------------------------------------------------------------- what can happen

    def _begin(self) -> None:
        amount = self._dice.choice((None, None, None, Money(600)))
        self._numbers.append(self.shop.checkout.begin(BASKET, "林晓燕", amount=amount).out_trade_no)

    def _take(self) -> None:
        _, payment = self.shop.ledger.take(BASKET, "林晓燕", self._taking(sum_lines(BASKET)))
        self._numbers.append(payment.out_trade_no)

    def _take_more(self) -> None:
        if number := self._any():
            sale = self.shop.ledger.payment(number).sale_number
            if (free := self.shop.ledger.due(sale).free) and self.shop.ledger.sale(sale).state is SaleState.OPEN:
                _, payment = self.shop.ledger.take_more(sale, "林晓燕", self._taking(free))
                self._numbers.append(payment.out_trade_no)

    def _taking(self, free: Money) -> Taking:
        """Take cash, rounded or not, or a card; for all that is free, or for a part of it."""
        amount = Money(self._dice.choice((free.fen, self._dice.randint(1, free.fen))))
        if self._dice.random() < 0.3:
            return Taking.other(amount, "银行卡")
        return Taking.cash(free, amount, self._dice.choice(tuple(Rounding)))

    def _advance(self) -> None:
        if number := self._any():
            self.shop.checkout.advance(self.shop.ledger.payment(number))

    def _abandon(self) -> None:
        if number := self._any():
            self.shop.checkout.abandon(self.shop.ledger.payment(number), "林晓燕")

    def _charge_again(self) -> None:
        if number := self._any():
            sale, amount = self.shop.ledger.payment(number).sale_number, self._dice.choice((None, Money(300)))
            try:
                self._numbers.append(self.shop.checkout.begin_again(sale, "林晓燕", amount=amount).out_trade_no)
            except (LiveClaimError, OverpaidError, StaleError):
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

    def _void(self) -> None:
        if number := self._any():
            sale = self.shop.ledger.sale(self.shop.ledger.payment(number).sale_number)
            with suppress(LiveClaimError, PartPaidError, StaleError):
                self.shop.ledger.void_sale(sale, "店长")

    def _refund(self) -> None:
        if payment := self._any_paid():
            fen = self._dice.choice((payment.amount.fen, self._dice.randint(1, payment.amount.fen)))
            self._begin_refund(self._order(payment, Money(fen)))

    def _take_goods_back(self) -> None:
        """Take some of each of some lines back, the way it was paid or out of the drawer."""
        if payment := self._any_paid():
            sale = self.shop.ledger.sale(payment.sale_number)
            lines = self._some(everything(sale, self.shop.ledger.returned(sale.number), restock=True), sale)
            if lines:
                amount, let_go = worth(Money(sum(line.amount.fen for line in lines)), payment)
                if amount:
                    self._begin_refund(replace(self._order(payment, amount), lines=lines, rounding=let_go))

    def _order(self, payment: Payment, amount: Money) -> RefundOrder:
        """Ask for money back, more often than not the way it came."""
        ways = ROUTES[payment.tender]
        return RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="坏了", tender=payment.tender,
                           route=self._dice.choice((ways[0], *ways)))  # fmt: skip

    def _some(self, left: tuple[RefundLine, ...], sale: Sale) -> tuple[RefundLine, ...]:
        """Choose lines, and how much of them; what a part is worth is what the till says."""
        returned, chosen = self.shop.ledger.returned(sale.number), list[RefundLine]()
        for line in left:
            if self._dice.random() < 0.6:
                quantity = self._dice.randint(1, line.quantity_milli)
                whole = returnable(sale.lines[line.position - 1], returned.get(line.position, NOTHING))
                chosen.append(replace(line, quantity_milli=quantity, amount=whole.part(quantity)))
        return tuple(line for line in chosen if line.amount.fen)

    def _begin_refund(self, order: RefundOrder) -> None:
        with suppress(CeilingError, InvalidInputError, StaleError):  # a sale that is not paid gives no part back
            self.shop.refunding.begin(order, "店长")

    def _advance_refunds(self) -> None:
        for refund in self.shop.ledger.unsettled_refunds():
            self.shop.refunding.advance(refund)

    def _withdraw(self) -> None:
        for refund in self.shop.ledger.unsettled_refunds():
            self.shop.refunding.withdraw(refund, "店长")

    def _bank_decides(self) -> None:
        """Let the customer's bank refuse a refund that is under way, or let it fail for good."""
        for refund in self.shop.ledger.unsettled_refunds():
            if refund.state is RefundState.PROCESSING:
                with suppress(RefusalError):
                    fate = self._dice.choice(("ABNORMAL", "CLOSED", "SUCCESS"))
                    self.shop.simulator.set_refund(refund.out_refund_no, fate)

    def _manager_answers(self) -> None:
        """Let the manager do the first thing that the list of what waits advises, or answer for it."""
        for item in self.shop.ledger.unresolved():
            with suppress(CeilingError, LiveClaimError, StaleError):
                self._answer(item)

    def _answer(self, item: Unresolved) -> None:
        ledger, remedy = self.shop.ledger, self._dice.choice((item.remedy, Remedy.RESOLVE))
        if remedy is Remedy.RESOLVE:
            ledger.resolve(item.number, item.kind, "查过了", "店长")
        elif remedy is Remedy.APPLY_ABNORMAL and item.refund is not None:
            self.shop.refunding.apply_abnormal(item.refund, AbnormalAccount(), "店长")
        elif remedy is Remedy.MATCH:
            for sale in ledger.match_candidates(item.number)[:1]:
                ledger.match(item.number, sale.number, "对上了", "店长")

    def _storm(self) -> None:
        fault, call = self._dice.choice(QUICK_FAULTS), self._dice.choice(CALLS)
        self.shop.weather(call, fault, times=self._dice.randint(1, 3))

    def _sun(self) -> None:
        self.shop.simulator.weather.clear()

    def _time_passes(self) -> None:
        self.clock.wind(self._dice.choice((1.0, 7.0, 7.0, 61.0, 61.0, 61.0, 301.0)))

    def _power_cut(self) -> None:
        """Lose everything that is not on the disk, and start again from the file, with a clock that is now wrong."""
        self.shop.ledger.close()
        clock = WrongClock(self.clock, self._dice.choice((0, 0, -_WRONG, _WRONG)))
        ledger = open_ledger(self._home / "ledger.sqlite3", till="01", clock=clock)
        self.shop = beside(replace(self.shop, clock=clock), ledger)

    def _any_paid(self) -> Payment | None:
        payments = [self.shop.ledger.payment(number) for number in self._numbers]
        paid = [payment for payment in payments if payment.state is PaymentState.PAID]
        return self._dice.choice(paid) if paid else None

    def _any(self) -> str:
        """Choose a payment, more often than not one of the last."""
        if not self._numbers:
            return ""
        return self._dice.choice(self._numbers[-3:] if self._dice.random() < 0.7 else self._numbers)


@contextmanager
def stage(keys: Path, home: Path, seed: int) -> Iterator[Play]:
    """Set the stage for one story, in an empty folder."""
    home.mkdir(parents=True)
    clock = HandClock(START)
    with open_shop(
        keys, home / "provider", open_ledger(home / "ledger.sqlite3", till="01", clock=clock), clock
    ) as shop:
        with_drawer(shop.ledger)
        play = Play(shop, home, random.Random(seed))
        try:
            yield play
        finally:
            play.shop.ledger.close()
