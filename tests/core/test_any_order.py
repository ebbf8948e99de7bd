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

from pos_app.core.errors import CeilingError, LiveClaimError, StaleError
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import AbnormalAccount, Refund, RefundLine, RefundOrder, RefundState, Route
from pos_app.core.returns import NOTHING, returnable
from pos_app.core.sale import SaleState
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.records import OrderState
from pos_app.simulator.weather import Fault
from tests.core.shop import open_shop
from tests.core.till import BASKET, HandClock, order_of

pick = st.integers(min_value=0, max_value=10**6)
storms = st.sampled_from([fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG}])
calls = st.sampled_from(["prepay", "query", "close", "refund", "query_refund", "abnormal_refund", "*"])


class AnyOrder(RuleBasedStateMachine):
    """One till, one customer to a sale, and a memory of stale records to act upon."""

    def __init__(self, keys: Path, home: Path) -> None:
        super().__init__()
        self._stack = contextlib.ExitStack()
        self.clock = HandClock(datetime(2026, 11, 24, 2, tzinfo=UTC))
        ledger = self._stack.enter_context(open_ledger(home / "book.sqlite3", till="01", clock=self.clock))
        self.shop = self._stack.enter_context(open_shop(keys, home / "provider", ledger, self.clock))
        self.payments: list[Payment] = []
        self.refunds: list[Refund] = []

    def teardown(self) -> None:
        try:
            self.everything_comes_to_rest()
        finally:
            self._stack.close()

    # ------------------------------------------------------------ the cashier

    @rule()
    def begin(self) -> None:
        self.payments.append(self.shop.checkout.begin(BASKET, "林晓燕"))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def advance(self, which: int) -> None:
        self.payments.append(self.shop.checkout.advance(self.a_payment(which)))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def abandon(self, which: int) -> None:
        self.payments.append(self.shop.checkout.abandon(self.a_payment(which), "林晓燕"))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def begin_again(self, which: int) -> None:
        with contextlib.suppress(LiveClaimError, StaleError):
            self.payments.append(self.shop.checkout.begin_again(self.a_payment(which).sale_number, "林晓燕"))

    @precondition(lambda self: self.payments)
    @rule(which=pick)
    def give_the_sale_up(self, which: int) -> None:
        sale = self.shop.ledger.sale(self.a_payment(which).sale_number)
        with contextlib.suppress(LiveClaimError, StaleError):
            self.shop.ledger.void_sale(sale, "林晓燕")

    # ------------------------------------------------------------ the manager

    @precondition(lambda self: self.payments)
    @rule(which=pick, fen=st.integers(1, 1700))
    def begin_refund(self, which: int, fen: int) -> None:
        with contextlib.suppress(CeilingError):
            self.refunds.append(
                self.shop.refunding.begin(order_of(self.a_payment(which).out_trade_no, Money(fen), "退"), "店长")
            )

    @precondition(lambda self: self.payments)
    @rule(which=pick, share=st.integers(1, 3), route=st.sampled_from(Route))
    def return_lines(self, which: int, share: int, route: Route) -> None:
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
        amount = Money(sum(line.amount.fen for line in lines))
        order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="退", lines=lines, route=route)
        if amount:
            with contextlib.suppress(CeilingError):
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
            if payment.state is PaymentState.PAID:
                assert there == "SUCCESS"
            elif payment.state is PaymentState.CLOSED:
                assert there == "CLOSED" or (there is None and payment.code_url is None)
            if there == "SUCCESS":
                assert payment.state is PaymentState.PAID or not payment.settled

    @invariant()
    def m4_nobody_is_ever_charged_twice_for_one_sale(self) -> None:
        paid = [
            order.out_trade_no.split("-")[0]
            for order in self.shop.simulator.books.orders()
            if order.state is OrderState.SUCCESS
        ]
        assert len(paid) == len(set(paid))

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
        here = self.standing()
        assert totals["paid_fen"] == sum(p.amount.fen for p in here if p.state is PaymentState.PAID)
        in_cash = sum(
            refund.amount.fen
            for payment in here
            for refund in shop.ledger.refunds_of(payment.out_trade_no)
            if refund.route is Route.CASH
        )
        assert totals["refunded_fen"] + in_cash == sum(payment.reserved.fen for payment in here)
        for payment in here:
            paid = shop.ledger.sale(payment.sale_number).state is SaleState.PAID
            assert paid or payment.state is PaymentState.CLOSED

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
