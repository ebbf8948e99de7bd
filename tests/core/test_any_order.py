"""Whatever a cashier, a customer and the weather do, in whatever order: the ledger and the provider agree.

A hypothesis state machine over a real ledger, a real client and a pretend provider on a real socket.
"""

from __future__ import annotations

import contextlib
import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pos_app.core.errors import (
    CeilingError,
    InvalidInputError,
    LiveClaimError,
    OverpaidError,
    PartPaidError,
    StaleError,
)
from pos_app.core.ledger import open_ledger
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import ROUTES, AbnormalAccount, Refund, RefundLine, RefundOrder, RefundState, Route
from pos_app.core.returns import NOTHING, returnable, worth
from pos_app.core.sale import SaleState
from pos_app.core.settlement import Rounding, Taking
from pos_app.core.shift import CashCount
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.weather import Fault
from tests.core.shop import open_shop
from tests.core.till import BASKET, HandClock, with_drawer

pick = st.integers(min_value=0, max_value=10**6)
storms = st.sampled_from([fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG}])
calls = st.sampled_from(["prepay", "query", "close", "refund", "query_refund", "abnormal_refund", "*"])


parts = st.sampled_from([None, Money(1), Money(400), Money(1234)])
routes = st.integers(0, 1)


def taken(part: Money | None, free: Money, card: bool, rounding: Rounding) -> Taking:
    """Take a part, or all that may be taken."""
    if card:
        return Taking.other(part or free, "银行卡")
    return Taking.cash(free, part, rounding)


class AnyOrder(RuleBasedStateMachine):
    """One till, one customer to a sale, and a memory of stale records to act upon."""

    def __init__(self, keys: Path, home: Path) -> None:
        super().__init__()
        self._stack = contextlib.ExitStack()
        self.clock = HandClock(datetime(2026, 11, 24, 2, tzinfo=UTC))
        ledger = self._stack.enter_context(open_ledger(home / "book.sqlite3", till="01", clock=self.clock))
        self.shop = self._stack.enter_context(open_shop(keys, home / "provider", ledger, self.clock))
        with_drawer(ledger)
        self.payments: list[Payment] = []
        self.refunds: list[Refund] = []

    def teardown(self) -> None:
        try:
            self.everything_comes_to_rest()
        finally:
            self._stack.close()

    # ------------------------------------------------------------ the cashier

    @rule(part=parts)
    def begin(self, part: Money | None) -> None:
        self.payments.append(self.shop.checkout.begin(BASKET, "林晓燕", amount=part))

    @rule(part=parts, card=st.booleans(), rounding=st.sampled_from(Rounding))
    def take(self, part: Money | None, card: bool, rounding: Rounding) -> None:
        taking = taken(part, Money(1634), card, rounding)
        self.payments.append(self.shop.ledger.take(BASKET, "林晓燕", taking)[1])

    @precondition(lambda self: self.payments)
    @rule(which=pick, part=parts, card=st.booleans(), rounding=st.sampled_from(Rounding))
    def take_more(self, which: int, part: Money | None, card: bool, rounding: Rounding) -> None:
        number = self.a_payment(which).sale_number
        free = self.shop.ledger.due(number).free
        if free:
            with contextlib.suppress(OverpaidError, StaleError):
                told = self.shop.ledger.take_more(number, "林晓燕", taken(part, free, card, rounding))
                self.payments.append(told[1])

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def advance(self, which: int) -> None:
        self.payments.append(self.shop.checkout.advance(self.a_payment(which)))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def abandon(self, which: int) -> None:
        self.payments.append(self.shop.checkout.abandon(self.a_payment(which), "林晓燕"))

    @precondition(lambda self: self.payments)
    @rule(which=pick, part=parts)
    def begin_again(self, which: int, part: Money | None) -> None:
        number = self.a_payment(which).sale_number
        with contextlib.suppress(LiveClaimError, OverpaidError, StaleError):
            self.payments.append(self.shop.checkout.begin_again(number, "林晓燕", amount=part))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def give_the_sale_up(self, which: int) -> None:
        sale = self.shop.ledger.sale(self.a_payment(which).sale_number)
        with contextlib.suppress(LiveClaimError, PartPaidError, StaleError):
            self.shop.ledger.void_sale(sale, "林晓燕")

    # ------------------------------------------------------------ the manager

    @precondition(lambda self: self.payments)
    @rule(which=pick, fen=st.none() | st.integers(1, 1700), route=routes)
    def begin_refund(self, which: int, fen: int | None, route: int) -> None:
        """Give an amount back, or all: of a sale that is not paid yet only all of a payment."""
        payment = self.a_payment(which)
        amount = payment.amount if fen is None else Money(fen)
        order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="退", tender=payment.tender,
                            route=ROUTES[payment.tender][route % len(ROUTES[payment.tender])])  # fmt: skip
        with contextlib.suppress(CeilingError, InvalidInputError):
            self.refunds.append(self.shop.refunding.begin(order, "店长"))

    @precondition(lambda self: self.payments)
    @rule(which=pick, share=st.integers(1, 3), route=routes)
    def return_lines(self, which: int, share: int, route: int) -> None:
        """Return a third, a half or all of what is left of every line."""
        ledger = self.shop.ledger
        payment = ledger.payment(self.a_payment(which).out_trade_no)
        sale, back = ledger.sale(payment.settles), ledger.returned(payment.settles)
        left = [
            (position, returnable(line, back.get(position, NOTHING))) for position, line in enumerate(sale.lines, 1)
        ]
        lines = tuple(
            RefundLine(position=position, quantity_milli=cut, amount=part.part(cut), restock=True)
            for position, part in left
            if (cut := part.quantity_milli // share)
        )
        amount, let_go = worth(Money(sum(line.amount.fen for line in lines)), payment)
        order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="退", lines=lines,
                            tender=payment.tender, rounding=let_go,
                            route=ROUTES[payment.tender][route % len(ROUTES[payment.tender])])  # fmt: skip
        if amount:
            with contextlib.suppress(CeilingError, InvalidInputError):
                self.refunds.append(self.shop.refunding.begin(order, "店长"))

    @rule(which=pick)
    def answer_for_what_waits(self, which: int) -> None:
        if waiting := [item for item in self.shop.ledger.unresolved() if item.resolution is None]:
            item = waiting[which % len(waiting)]
            self.shop.ledger.resolve(item.number, item.kind, "已知悉", "店长")

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def match(self, which: int) -> None:
        ledger, number = self.shop.ledger, self.a_payment(which).out_trade_no
        for sale in ledger.match_candidates(number)[:1]:
            ledger.match(number, sale.number, "客人已取货", "店长")

    @precondition(lambda self: self.refunds)
    @rule(which=pick)
    def send_again(self, which: int) -> None:
        self.refunds.append(self.shop.refunding.send_again(self.a_refund(which), "店长"))

    @precondition(lambda self: self.refunds)
    @rule(which=pick)
    def send_another_way(self, which: int) -> None:
        self.refunds.append(self.shop.refunding.apply_abnormal(self.a_refund(which), AbnormalAccount(), "店长"))

    @precondition(lambda self: self.refunds)
    @rule(which=pick)
    def advance_refund(self, which: int) -> None:
        self.refunds.append(self.shop.refunding.advance(self.a_refund(which)))

    @precondition(lambda self: self.refunds)
    @rule(which=pick)
    def withdraw(self, which: int) -> None:
        self.refunds.append(self.shop.refunding.withdraw(self.a_refund(which), "店长"))

    # ------------------------------------------------------------ the customer, the banks, the weather, the time

    @precondition(lambda self: self.payments)
    @rule(which=pick, during_close=st.booleans())
    def pay(self, which: int, during_close: bool) -> None:
        """Only a code that was on the glass can be paid."""
        payment = self.shop.ledger.payment(self.a_payment(which).out_trade_no)
        phone = self.shop.simulator.phone
        if payment.code_url is not None:
            with contextlib.suppress(PhoneError):
                (phone.pay_during_close if during_close else phone.pay)(payment.code_url)

    @precondition(lambda self: self.refunds)
    @rule(which=pick, status=st.sampled_from(["SUCCESS", "CLOSED", "ABNORMAL"]))
    def the_bank_decides(self, which: int, status: str) -> None:
        refund = self.shop.simulator.books.refund(self.a_refund(which).out_refund_no)
        if refund is not None and refund.status.value in {"PROCESSING", "ABNORMAL"} and refund.status.value != status:
            self.shop.simulator.set_refund(refund.out_refund_no, status)

    @rule(call=calls, fault=storms, times=st.integers(1, 3))
    def a_storm_comes(self, call: str, fault: Fault, times: int) -> None:
        self.shop.weather(call, fault, times=times)

    @rule()
    def the_sky_clears(self) -> None:
        self.shop.simulator.weather.clear()

    @rule(seconds=st.sampled_from([1, 7, 61, 301]))
    def time_passes(self, seconds: int) -> None:
        self.clock.wind(seconds)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def m2_paid_and_closed_here_are_paid_and_closed_there(self) -> None:
        for payment in self.standing():
            there = self.shop.order_state(payment)
            if payment.tender.at_once:
                assert (there, payment.state) == (None, PaymentState.PAID)
            elif payment.state is PaymentState.PAID:
                assert there == "SUCCESS"
            elif payment.state is PaymentState.CLOSED:
                assert there == "CLOSED" or (there is None and payment.code_url is None)
            if there == "SUCCESS":
                assert payment.state is PaymentState.PAID or not payment.settled

    @invariant()
    def m4_nobody_is_ever_charged_beyond_the_total_of_a_sale(self) -> None:
        """Neither by what is paid nor by what could still be; and a sale is paid exactly when nothing remains."""
        for number in {payment.sale_number for payment in self.payments}:
            due, sale = self.shop.ledger.due(number), self.shop.ledger.sale(number)
            assert due.free >= ZERO
            assert (sale.state is SaleState.PAID) == (not due.remaining)
            assert sale.state is not SaleState.VOIDED or not due.paid

    @invariant()
    def m4_there_is_one_live_claim_on_a_sale(self) -> None:
        live = [payment.sale_number for payment in self.standing() if not payment.settled]
        assert len(live) == len(set(live))

    @invariant()
    def m7_never_more_goes_back_than_came_in(self) -> None:
        for payment in self.standing():
            there = self.shop.simulator.books.refunds_of(payment.out_trade_no)
            assert sum(refund.counted_fen for refund in there) <= payment.reserved.fen <= payment.amount.fen

    @invariant()
    def m7_no_line_comes_back_beyond_itself(self) -> None:
        for number in {payment.sale_number for payment in self.payments}:
            back = self.shop.ledger.returned(number)
            for position, line in enumerate(self.shop.ledger.sale(number).lines, 1):
                left = returnable(line, back.get(position, NOTHING))
                assert min(left.quantity_milli, left.amount.fen) >= 0

    @invariant()
    def m3_what_nobody_knows_is_listed(self) -> None:
        listed = {item.number for item in self.shop.ledger.unresolved()}
        assert listed >= {payment.out_trade_no for payment in self.standing() if payment.unconfirmed}

    @invariant()
    def m5_nothing_is_surplus_here(self) -> None:
        assert not any(payment.surplus for payment in self.standing())

    # ------------------------------------------------------------ and in the end

    def everything_comes_to_rest(self) -> None:
        """In calm weather, ``advance`` alone brings everything to its end, and the books agree to the fen."""
        shop = self.shop
        shop.simulator.weather.clear()
        for _ in range(4):
            self.clock.wind(301)
            for payment in shop.ledger.unsettled_payments():
                shop.checkout.advance(payment)
            for refund in shop.ledger.unsettled_refunds():
                shop.refunding.advance(refund)
        assert shop.ledger.unsettled_payments() == ()
        assert all(refund.state is RefundState.ABNORMAL for refund in shop.ledger.unsettled_refunds())
        assert shop.ledger.verify().sound
        totals = shop.simulator.books.audit()["totals"]
        proven = [payment for payment in self.standing() if not payment.tender.at_once]
        assert totals["paid_fen"] == sum(p.amount.fen for p in proven if p.state is PaymentState.PAID)
        in_cash = sum(
            refund.amount.fen
            for payment in proven
            for refund in shop.ledger.refunds_of(payment.out_trade_no)
            if refund.route is Route.CASH
        )
        assert totals["refunded_fen"] + in_cash == sum(payment.reserved.fen for payment in proven)
        self.the_drawer_holds_what_the_shift_expects()

    def the_drawer_holds_what_the_shift_expects(self) -> None:
        ledger = self.shop.ledger
        taken = sum(p.amount.fen for p in self.standing() if p.tender is Tender.CASH)
        given = sum(
            refund.amount.fen
            for payment in self.standing()
            for refund in ledger.refunds_of(payment.out_trade_no)
            if refund.route is Route.CASH
        )
        shift = ledger.shifts.current()
        assert shift is not None
        z = ledger.shifts.close(shift, CashCount(), "林晓燕", left=ZERO)
        assert z.closing is not None
        assert z.closing.expected == Money(taken - given)
        assert ledger.verify().sound

    def standing(self) -> list[Payment]:
        numbers = {payment.out_trade_no for payment in self.payments}
        return [self.shop.ledger.payment(number) for number in sorted(numbers)]

    def a_payment(self, which: int) -> Payment:
        return self.payments[which % len(self.payments)]

    def a_refund(self, which: int) -> Refund:
        return self.refunds[which % len(self.refunds)]


def test_whatever_happens_in_whatever_order_the_ledger_and_the_provider_agree(
    keys: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    number = itertools.count()

    class Here(AnyOrder):
        def __init__(self) -> None:
            super().__init__(keys, tmp_path_factory.mktemp(f"shop{next(number)}"))

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
