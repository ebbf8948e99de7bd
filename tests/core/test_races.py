"""Many hands at once, from processes and threads of their own: nothing is done twice. On both engines."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from pos_app.core import ledger_matching, schema
from pos_app.core.errors import CeilingError, PosError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.returns import Returned
from pos_app.core.sale import SaleState
from pos_app.core.settlement import Due, Taking
from pos_app.core.shift import CashCount
from tests.core.conftest import Where
from tests.core.racer import return_half_of_the_water
from tests.core.till import BASKET, TERMS, WORDS, HandClock, begun, close, late_money, order_of, paid, presented

RACERS = 8


def race(where: Where, *verbs: str) -> int:
    """Start eight tills, let them go together, and count how often one of them won."""
    tills = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.core.racer", str(where), f"{till:02d}", *verbs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for till in range(11, 11 + RACERS)
    ]
    for till in tills:
        assert till.stdout is not None
        assert till.stdout.readline() == "ready\n"
    return sum(int(till.communicate("go\n")[0]) for till in let_go(tills))


def let_go(tills: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    for till in tills:
        assert till.stdin is not None
        till.stdin.write("go\n")
        till.stdin.flush()
    return tills


def test_m7_eight_tills_that_refund_at_once_never_pass_the_ceiling(
    where: Where, ledger: Ledger, clock: HandClock
) -> None:
    """Each order is 1634 fen and each refund 500, so that three of eight fit."""
    payments = [paid(ledger, clock) for _ in range(30)]

    won = race(where, "refund")

    refunds = [ledger.refunds_of(payment.out_trade_no) for payment in payments]
    assert won == sum(map(len, refunds))
    assert {len(found) for found in refunds} <= {1, 2, 3}
    for payment, found in zip(payments, refunds, strict=True):
        assert ledger.payment(payment.out_trade_no).reserved == Money(500 * len(found))
    assert ledger.verify().sound


def test_m4_m8_eight_tills_that_hear_of_one_payment_and_take_more_beside_it_take_no_more_than_is_due(
    where: Where, ledger: Ledger
) -> None:
    """Each sale is 1634 fen, its code 600, and each till that takes more takes 400, so that two of four fit."""
    begun_parts = [ledger.begin_payment(BASKET, "林晓燕", TERMS, amount=Money(600))[1] for _ in range(30)]
    payments = [
        ledger.move(one, PaymentState.PRESENTED, who="till", evidence=WORDS, code_url="weixin://wxpay/x")
        for one in begun_parts
    ]

    won = race(where, "pay", "take")

    assert won == 30 * (1 + 2)
    assert {ledger.due(one.sale_number) for one in payments} == {Due(total=Money(1634), paid=Money(600 + 2 * 400))}
    assert not any(ledger.payment(one.out_trade_no).surplus for one in payments)
    for one in payments:
        ledger.take_more(one.sale_number, "林晓燕", Taking.other(Money(234), "银行卡"))
    assert {ledger.sale(one.sale_number).state for one in payments} == {SaleState.PAID}
    assert ledger.verify().sound


def test_m4_eight_tills_that_charge_or_give_up_at_once_leave_one_live_claim_or_none(
    where: Where, ledger: Ledger
) -> None:
    first = [close(ledger, presented(ledger)) for _ in range(30)]

    won = race(where, "attempt", "void")

    assert won == 30
    for payment in first:
        live = [one for one in ledger.payments_of(payment.sale_number) if not one.settled]
        voided = ledger.sale(payment.sale_number).state is SaleState.VOIDED
        assert len(live) == (0 if voided else 1)
    assert ledger.verify().sound


def test_m7_eight_tills_that_return_the_same_lines_at_once_return_them_once(
    where: Where, ledger: Ledger, clock: HandClock
) -> None:
    """Each sale has two bottles of water, each till returns one of them, half of the tills through another payment.

    No payment is shared by two sales yet, so the second one is written past the rules: what bars them is the sale.
    """
    payments = [(paid(ledger, clock), late_money(ledger, clock)) for _ in range(30)]
    with ledger._engine.begin() as db:
        for own, other in payments:
            move = schema.payments.update().where(schema.payments.c.out_trade_no == other.out_trade_no)
            db.execute(move.values(matched_to=own.sale_number))

    won = race(where, "lines")

    assert won == 60
    for own, _ in payments:
        assert ledger.returned(own.sale_number) == {1: Returned(quantity_milli=2000, amount=Money(400))}


def test_m4_m8_eight_tills_that_match_or_charge_at_once_pay_a_sale_once_or_leave_one_live_claim(
    where: Where, ledger: Ledger, clock: HandClock
) -> None:
    pairs = [(late_money(ledger, clock), close(ledger, presented(ledger)).sale_number) for _ in range(30)]

    won = race(where, "claim")

    assert won == 30
    for late, waiting in pairs:
        live = [one for one in ledger.payments_of(waiting) if not one.settled]
        matched = ledger.payment(late.out_trade_no).matched_to == waiting
        assert matched is (ledger.sale(waiting).state is SaleState.PAID)
        assert len(live) == (0 if matched else 1)
    assert ledger.verify().sound


def test_m7_m8_eight_tills_that_match_refund_or_resolve_late_money_at_once_keep_an_honest_book(
    where: Where, ledger: Ledger, clock: HandClock
) -> None:
    payments = [late_money(ledger, clock) for _ in range(30)]

    won = race(where, "own", "refund", "resolve")

    found = [ledger.payment(payment.out_trade_no) for payment in payments]
    answered = sum(entry.deed is Deed.RESOLVED for one in found for entry in ledger.history(one.sale_number))
    refunds = [ledger.refunds_of(one.out_trade_no) for one in found]
    assert won == sum(one.matched_to is not None for one in found) + sum(map(len, refunds)) + answered
    for one, given in zip(found, refunds, strict=True):
        assert one.reserved == Money(500 * len(given))
        assert (one.matched_to is not None) is (ledger.sale(one.sale_number).state is SaleState.PAID)
    assert ledger.verify().sound


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_m8_lines_that_are_asked_for_while_their_money_is_matched_to_another_sale_are_stale(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    """The refund holds the sale of before, and waits for the payment that the match has in hand."""
    late = late_money(ledger, clock)
    waiting = close(ledger, presented(ledger)).sale_number
    other, raised = another_till(), list[PosError]()
    other.shifts.open(CashCount(), "店长")

    def give_back() -> None:
        try:
            return_half_of_the_water(other, late)
        except PosError as error:
            raised.append(error)

    refund = threading.Thread(target=give_back)
    with ledger._desk.writing(clock()) as pen:
        ledger_matching.match(pen, late, waiting, "店长", {"reason": "客人换单付款"})
        refund.start()
        while refund.is_alive() and not waits_for_a_row(ledger):
            pass

    refund.join()
    assert [type(error) for error in raised] == [StaleError]
    assert ledger.payment(late.out_trade_no).reserved == ZERO


def waits_for_a_row(ledger: Ledger) -> bool:
    with ledger._reading() as db:
        return bool(db.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar_one())


def in_threads(deed: Callable[[], None], count: int = RACERS) -> list[PosError]:
    """Do a deed in so many threads at once; give what was raised."""
    barrier, raised = threading.Barrier(count), list[PosError]()

    def run() -> None:
        barrier.wait()
        try:
            deed()
        except PosError as error:
            raised.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_m7_threads_of_one_till_never_pass_the_ceiling(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    def give_back() -> None:
        ledger.begin_refund(order_of(payment.out_trade_no, Money(1000), "退"), "店长", notify_url="https://a/b")

    raised = in_threads(give_back)

    assert [type(error) for error in raised] == [CeilingError] * (RACERS - 1)
    assert ledger.payment(payment.out_trade_no).reserved == Money(1000)


def test_threads_of_one_till_share_its_chain_and_its_ticket_numbers(ledger: Ledger) -> None:
    def sell() -> None:
        for _ in range(10):
            begun(ledger)

    raised = in_threads(sell)

    assert raised == []
    assert begun(ledger)[0].sequence == RACERS * 10 + 1
    assert ledger.verify().sound


def test_readers_see_a_sale_and_its_lines_whole_while_others_write(ledger: Ledger, clock: HandClock) -> None:
    payment: Payment = presented(ledger)
    done = threading.Event()
    seen: list[bool] = []

    def read() -> None:
        while not done.is_set():
            sale = ledger.sale(payment.sale_number)
            seen.append(len(sale.lines) == 2 and sale.state in {SaleState.OPEN, SaleState.PAID})

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        begun(ledger)
    ledger.move(payment, PaymentState.PAID, who="till", evidence=WORDS, transaction_id="42", paid_at=clock(),
                payer_total=payment.amount)  # fmt: skip
    done.set()
    reader.join()

    assert seen
    assert all(seen)


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_eight_tills_may_open_a_new_server_at_once(where: Where) -> None:
    program = (
        "import sys, datetime; from pos_app.core.ledger import open_ledger; "
        "open_ledger(sys.argv[1], till=sys.argv[2], clock=lambda: datetime.datetime.now(datetime.UTC)).close()"
    )
    tills = [
        subprocess.Popen([sys.executable, "-c", program, str(where), f"{till:02d}"]) for till in range(1, RACERS + 1)
    ]

    assert [till.wait() for till in tills] == [0] * RACERS
