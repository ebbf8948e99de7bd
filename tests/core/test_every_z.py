"""In whatever order people sell, take, give back and move, with crashes between and within (rules M9 and M12).

The drawer holds what the shift expects, and everything is in one Z and in no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.core.errors import LedgerError, NoShiftError
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import bring_up_to_date, open_engine
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundOrder, RefundState, Route
from pos_app.core.sale import SaleState
from pos_app.core.settlement import Rounding, Taking
from pos_app.core.shift import CashCount, CashMoveKind, CashOrder, Kick, ShiftFigures, Tally
from tests.core.till import BASKET, TERMS, WORDS, HandClock, close, pay, presented

NOTIFY = "https://shop.example/refunds"
WHO = "林晓燕"
POWER_CUT = (
    "CREATE TRIGGER power_cut AFTER UPDATE OF closed_at ON shifts BEGIN SELECT RAISE(ABORT, 'the power fails'); END"
)
Sums = Counter[tuple[str, ...]]


class Shop:
    """Two tills on one book, two drawers with real money in them, and a memory of what was done."""

    def __init__(self, file: Path) -> None:
        self.clock = HandClock(datetime(2026, 11, 24, 2, tzinfo=UTC))
        self._file = file
        self._stack = ExitStack()
        bring_up_to_date(engine := open_engine(file), now=self.clock())
        engine.dispose()
        self.drawers = {"01": 0, "02": 0}  # fen
        self.done: dict[str, Sums] = defaultdict(Counter)  # by till, since its last close
        self.ever: Sums = Counter()
        self.start()

    def start(self) -> None:
        """Open the book, as after the power came back: nothing is remembered but what is in it."""
        self._stack.close()
        self.tills = {
            till: self._stack.enter_context(Ledger(open_engine(self._file), till=till, clock=self.clock))
            for till in self.drawers
        }

    def finish(self) -> None:
        self._stack.close()

    def did(self, till: str, fen: int, *what: str) -> None:
        for sums in (self.done[till], self.ever):
            sums[(*what, "count")] += what != ("rounding",)  # a Z says how much was let go of, not how often
            sums[(*what, "fen")] += fen

    def put(self, till: str, fen: int) -> None:
        self.drawers[till] += fen


# ---------------------------------------------------------------- what people do


def sell_for_wechat(shop: Shop, till: str, _dice: int) -> None:
    prove(shop, till, presented(shop.tills[till]))


def prove(shop: Shop, till: str, payment: Payment) -> None:
    before = shop.tills[till].due(payment.sale_number)
    pay(shop.tills[till], shop.clock, payment)
    shop.did(till, payment.amount.fen, "pay", "wechat_qr")
    if before.remaining == payment.amount:
        shop.did(till, before.total.fen, "sale")


def leave_open(shop: Shop, till: str, _dice: int) -> None:
    presented(shop.tills[till])


def prove_at_any_till(shop: Shop, till: str, dice: int) -> None:
    if waiting := shop.tills[till].unsettled_payments():
        prove(shop, till, waiting[dice % len(waiting)])


def give_up(shop: Shop, till: str, dice: int) -> None:
    ledger = shop.tills[till]
    if waiting := ledger.unsettled_payments():
        payment = close(ledger, waiting[dice % len(waiting)])
        sale = ledger.sale(payment.sale_number)
        if not ledger.due(sale.number).paid:
            ledger.void_sale(sale, WHO)
            shop.did(till, sale.total.fen, "void")


def sell_for_cash(shop: Shop, till: str, dice: int) -> None:
    total = Money(sum(line.amount.fen for line in BASKET))
    rounding = list(Rounding)[dice % 3]
    taking = Taking.cash(total, Money(total.fen + dice % 5000), rounding)
    try:
        _, payment = shop.tills[till].take(BASKET, WHO, taking)
    except NoShiftError:
        assert shop.tills[till].shifts.current() is None
        return
    shop.put(till, taking.tendered.fen if taking.tendered else 0)
    shop.put(till, -payment.change.fen)
    shop.did(till, payment.amount.fen, "pay", "cash")
    shop.did(till, payment.rounding.fen, "rounding")
    shop.did(till, total.fen, "sale")


def sell_in_parts(shop: Shop, till: str, dice: int) -> None:
    ledger = shop.tills[till]
    if ledger.shifts.current() is None:
        return
    part = Money(1 + dice % 1000)
    sale, cash = ledger.take(BASKET, WHO, Taking.cash(Money(1634), part))
    shop.put(till, part.fen)
    shop.did(till, cash.amount.fen, "pay", "cash")
    shop.did(till, cash.rounding.fen, "rounding")
    ledger.take_more(sale.number, WHO, Taking.other(ledger.due(sale.number).free - Money(100), "银行卡"))
    shop.did(till, 1634 - 100 - part.fen, "pay", "other")
    if dice % 3:
        payment = ledger.begin_attempt(sale.number, WHO, TERMS)
        prove(shop, till, ledger.move(payment, PaymentState.PRESENTED, who=WHO, evidence=WORDS, code_url="weixin://x"))
    else:  # the customer thinks better of it: what was paid goes back whole, and the sale is given up
        for payment in ledger.payments_of(sale.number):
            give_back(shop, till, payment, payment.amount)
        ledger.void_sale(ledger.sale(sale.number), WHO)
        shop.did(till, 1634, "void")


def give_back_some(shop: Shop, till: str, dice: int) -> None:
    ledger = shop.tills[till]
    payments = [one for one in ledger.payments_on(shop.clock().date(), limit=500) if one.refundable]
    settled = [one for one in payments if ledger.sale(one.sale_number).state is SaleState.PAID]
    if settled:
        payment = settled[dice % len(settled)]
        shop.clock.wind(61)  # between two refunds of one payment
        give_back(shop, till, payment, Money(min(payment.refundable.fen, 1 + dice % 700)), in_cash=dice % 2 == 0)


def give_back(shop: Shop, till: str, payment: Payment, amount: Money, *, in_cash: bool = False) -> None:
    ledger = shop.tills[till]
    usual = {Tender.CASH: Route.CASH, Tender.OTHER: Route.RECORDED, Tender.WECHAT_QR: Route.ORIGINAL}
    route = Route.CASH if in_cash else usual[payment.tender]
    order = RefundOrder(
        out_trade_no=payment.out_trade_no, amount=amount, reason="退", route=route, tender=payment.tender
    )  # fmt: skip
    try:
        refund = ledger.begin_refund(order, WHO, notify_url=NOTIFY)
    except NoShiftError:
        assert (route, ledger.shifts.current()) == (Route.CASH, None)
        return
    if route is Route.CASH:
        shop.put(till, -amount.fen)
        shop.did(till, amount.fen, "refund", "cash")
    elif route is Route.RECORDED:
        shop.did(till, amount.fen, "refund", "other")
    else:
        ledger.mark_sent(refund, who=WHO)


def let_a_refund_succeed(shop: Shop, till: str, dice: int) -> None:
    ledger = shop.tills[till]
    if waiting := ledger.unsettled_refunds():
        refund = waiting[dice % len(waiting)]
        ledger.move_refund(refund, RefundState.SUCCESS, who=WHO, evidence=WORDS, refund_id="50")
        shop.did(till, refund.amount.fen, "refund", "wechat_qr")


def move_cash(shop: Shop, till: str, dice: int) -> None:
    kind = list(CashMoveKind)[dice % 3]
    order = CashOrder(kind=kind, amount=Money(1 + dice % 900), reason="x")
    try:
        shop.tills[till].shifts.move_cash(order, WHO)
    except NoShiftError:
        assert shop.tills[till].shifts.current() is None
        return
    shop.put(till, order.amount.fen if kind is CashMoveKind.PAID_IN else -order.amount.fen)
    shop.did(till, order.amount.fen, kind.value)


def open_the_drawer(shop: Shop, till: str, _dice: int) -> None:
    shop.tills[till].shifts.kick(Kick.NO_SALE, WHO, reason="换零")
    shop.did(till, 0, "no_sale")


def open_a_shift(shop: Shop, till: str, dice: int) -> None:
    if shop.tills[till].shifts.current() is None:
        count = CashCount(coins=Money(dice % 50_000))
        shop.tills[till].shifts.open(count, WHO)
        shop.drawers[till] = count.total.fen


def close_the_shift(shop: Shop, till: str, dice: int) -> None:
    shifts = shop.tills[till].shifts
    if (shift := shifts.current()) is None:
        return
    counted = Money(max(0, shop.drawers[till]))  # a drawer owes nothing
    closing = shifts.close(shift, CashCount(coins=counted), WHO).closing
    assert closing is not None
    assert closing.expected.fen == shop.drawers[till]
    assert sums_of(closing.figures) == +shop.done.pop(till, Counter())
    if dice % 2:
        open_a_shift(shop, till, dice)


def look(shop: Shop, till: str, _dice: int) -> None:
    shifts = shop.tills[till].shifts
    if shifts.current() is not None:
        report = shifts.x(WHO)
        assert report.expected.fen == shop.drawers[till]
        assert sums_of(report.figures) == +shop.done[till]


def die_between_two_commits(shop: Shop, _till: str, _dice: int) -> None:
    shop.start()


def die_while_it_closes(shop: Shop, till: str, _dice: int) -> None:
    shifts = shop.tills[till].shifts
    if (shift := shifts.current()) is None:
        return
    with shop.tills[till]._engine.begin() as db:
        db.exec_driver_sql(POWER_CUT)
    with pytest.raises(LedgerError, match="the power fails"):
        shifts.close(shift, CashCount(), WHO)
    with shop.tills[till]._engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER power_cut")
    shop.start()
    assert shop.tills[till].shifts.current() == shift


DEEDS: tuple[Callable[[Shop, str, int], None], ...] = (
    sell_for_wechat, leave_open, prove_at_any_till, give_up, sell_for_cash, sell_for_cash, sell_in_parts,
    give_back_some, give_back_some, let_a_refund_succeed, move_cash, open_the_drawer, open_a_shift, close_the_shift,
    look, die_between_two_commits, die_while_it_closes,
)  # fmt: skip


# ---------------------------------------------------------------- what must hold


def sums_of(figures: ShiftFigures) -> Sums:
    """Put figures the way in which the shop remembers."""
    sums: Sums = Counter()
    tallies: dict[tuple[str, ...], Tally] = {("pay", one.tender.value): one.tally for one in figures.payments}
    tallies |= {("refund", one.tender.value): one.tally for one in figures.refunds}
    tallies |= {("sale",): figures.sales, ("void",): figures.voids}
    tallies |= {("paid_in",): figures.paid_in, ("paid_out",): figures.paid_out, ("drop",): figures.drops}
    for what, tally in tallies.items():
        sums[(*what, "count")] += tally.count
        sums[(*what, "fen")] += tally.amount.fen
    sums["rounding", "fen"] += figures.rounding.fen
    sums["no_sale", "count"] += figures.no_sales
    return +sums


deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.sampled_from(["01", "02"]), st.integers(0, 10**6)), min_size=10, max_size=40
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_m12_everything_is_in_one_z_and_in_no_other_and_the_drawer_holds_what_is_expected(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[Callable[[Shop, str, int], None], str, int]]
) -> None:
    shop = Shop(tmp_path_factory.mktemp("shop") / "book.sqlite3")
    try:
        for till in shop.tills:
            open_a_shift(shop, till, 20_000)
        for deed, till, dice in deeds:
            shop.clock.wind(1)
            deed(shop, till, dice)
        for till in shop.tills:
            open_a_shift(shop, till, 0)
            close_the_shift(shop, till, 0)

        zs = shop.tills["01"].shifts.listed(limit=1000)
        everything: Sums = Counter()
        for z in zs:
            assert z.closing is not None
            everything += sums_of(z.closing.figures)
        assert everything == +shop.ever
        assert shop.tills["01"].verify().sound
    finally:
        shop.finish()
