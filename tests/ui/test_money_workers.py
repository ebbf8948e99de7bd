"""The workers by themselves, in this thread: what they do with the ledger and the provider, and what they tell."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from pos_app.core import polling
from pos_app.core.business_day import business_date
from pos_app.core.errors import CeilingError, InvalidInputError, LiveClaimError, NotFoundError, StaleError
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState, Tender
from pos_app.core.refund import Refund, RefundState
from pos_app.core.sale import Line, Sale, SaleState, sum_lines
from pos_app.core.settlement import Taking
from pos_app.ui import checkout_worker, refund_worker
from pos_app.ui.checkout_worker import CheckoutWorker
from pos_app.ui.order import Order
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.readings import Ask, Day, Found, Story
from pos_app.ui.refund_worker import RefundWorker
from pos_app.ui.workers import Deeds
from tests.core.people import authority_of
from tests.core.shop import Shop
from tests.core.till import BASKET, order_of
from tests.ui.samples import payment

WHO = "林晓燕"
WAIT = 30_000  # milliseconds at most: the machine may be busy


def deeds(shop: Shop) -> Deeds:
    return Deeds(
        checkout=shop.checkout,
        refunding=shop.refunding,
        ledger=shop.ledger,
        authority=authority_of(shop.ledger, shop.clock),
    )


class Told:
    """Everything that a worker said."""

    def __init__(self, worker: CheckoutWorker) -> None:
        self.records: list[tuple[Sale, Payment]] = []
        self.failures: list[Exception] = []  # of presses that were to start a payment
        self.troubles: list[Exception] = []
        worker.payment_changed.connect(self.records.append)
        worker.begin_failed.connect(self.failures.append)
        worker.trouble.connect(self.troubles.append)

    @property
    def states(self) -> list[PaymentState]:
        return [payment.state for _, payment in self.records]

    @property
    def last(self) -> Payment:
        return self.records[-1][1]


@pytest.fixture
def worker(qtbot: QtBot, shop: Shop) -> Iterator[CheckoutWorker]:
    made = CheckoutWorker(lambda _payment: itertools.repeat(0.02))
    made.take_up(deeds(shop))
    yield made
    made.finish()


@pytest.fixture
def told(worker: CheckoutWorker) -> Told:
    return Told(worker)


def code_for(lines: tuple[Line, ...], sale: Sale | None = None) -> Order:
    """Order a code for all of a ticket."""
    return Order(lines=lines, taking=Taking(tender=Tender.WECHAT_QR, amount=sum_lines(lines)), sale=sale)


def presented(qtbot: QtBot, worker: CheckoutWorker, told: Told) -> Payment:
    worker.pay(code_for(BASKET), WHO, "")
    qtbot.waitUntil(lambda: told.states[-1] is PaymentState.PRESENTED, timeout=WAIT)
    return told.last


def test_a_payment_is_told_at_every_step_and_its_sale_with_it(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    shop.pay(presented(qtbot, worker, told))

    qtbot.waitUntil(lambda: told.last.settled, timeout=WAIT)

    assert told.states[0] is PaymentState.CREATED
    assert told.states[-1] is PaymentState.PAID
    assert told.records[-1][0].state is SaleState.PAID


def test_it_says_when_it_asks_and_when_it_will_ask_again(qtbot: QtBot, worker: CheckoutWorker, told: Told) -> None:
    set_, sent = QSignalSpy(worker.question_set), QSignalSpy(worker.question_sent)

    number = presented(qtbot, worker, told).out_trade_no
    qtbot.waitUntil(lambda: set_.count() >= 2, timeout=WAIT)

    assert set_.at(0)[0] == (number, 0.02)
    assert sent.at(0)[0] == number


def test_what_cannot_be_written_is_a_failure_and_no_payment(worker: CheckoutWorker, told: Told) -> None:
    worker.pay(code_for(()), WHO, "")

    assert [type(error) for error in told.failures] == [InvalidInputError]
    assert not told.troubles
    assert not told.records


def test_a_second_claim_is_refused_while_the_first_is_live(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    first = presented(qtbot, worker, told)

    worker.pay(code_for(BASKET, shop.ledger.sale(first.sale_number)), WHO, "")
    worker.void(shop.ledger.sale(first.sale_number), WHO)

    assert [type(error) for error in told.failures] == [LiveClaimError]
    assert [type(error) for error in told.troubles] == [LiveClaimError]


def test_a_cancel_is_told_before_anybody_is_asked(qtbot: QtBot, worker: CheckoutWorker, told: Told) -> None:
    number = presented(qtbot, worker, told).out_trade_no

    worker.abandon(number, WHO)

    assert told.last.state is PaymentState.CLOSING
    qtbot.waitUntil(lambda: told.last.state is PaymentState.CLOSED, timeout=WAIT)
    assert told.last.closing_reason is ClosingReason.CANCELLED


def test_a_cancel_during_a_hanging_question_is_carried_out_as_soon_as_that_is_home(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    number = presented(qtbot, worker, told).out_trade_no
    shop.weather("query", "delay", times=1, seconds=0.4)
    qtbot.waitUntil(lambda: not shop.simulator.weather.forecast(), timeout=WAIT)

    worker.abandon(number, WHO)

    assert told.last.state is PaymentState.CLOSING
    qtbot.waitUntil(lambda: told.last.state is PaymentState.CLOSED, timeout=WAIT)
    assert PaymentState.PRESENTED not in told.states[told.states.index(PaymentState.CLOSING) :]


def test_a_new_code_has_a_new_number_on_the_same_sale(qtbot: QtBot, worker: CheckoutWorker, told: Told) -> None:
    first = presented(qtbot, worker, told)

    worker.renew(first.out_trade_no, WHO)
    qtbot.waitUntil(lambda: told.last.attempt == 2 and told.last.code_url is not None, timeout=WAIT)

    assert told.last.sale_number == first.sale_number
    assert told.last.code_url != first.code_url


def test_a_cancel_after_a_renewal_begins_no_new_code(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    first = presented(qtbot, worker, told)
    shop.weather("close", "unavailable", times=2)

    worker.renew(first.out_trade_no, WHO)
    worker.abandon(first.out_trade_no, WHO)
    qtbot.waitUntil(lambda: told.last.settled, timeout=WAIT)
    qtbot.wait(50)

    assert len(shop.ledger.payments_of(first.sale_number)) == 1


def test_a_customer_who_was_quicker_than_the_renewal_has_paid(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    first = presented(qtbot, worker, told)
    shop.simulator.phone.pay_during_close(first.out_trade_no)

    worker.renew(first.out_trade_no, WHO)
    qtbot.waitUntil(lambda: told.last.settled, timeout=WAIT)
    qtbot.wait(50)

    assert told.last.state is PaymentState.PAID
    assert len(shop.ledger.payments_of(first.sale_number)) == 1


def test_query_now_does_not_wait_for_the_schedule(qtbot: QtBot, shop: Shop) -> None:
    slow = CheckoutWorker(lambda _payment: itertools.repeat(3600.0))
    slow.take_up(deeds(shop))
    told = Told(slow)
    shop.pay(presented(qtbot, slow, told))

    slow.query_now(told.last.out_trade_no)

    qtbot.waitUntil(lambda: told.last.state is PaymentState.PAID, timeout=WAIT)
    slow.finish()


def test_a_number_that_is_not_watched_is_nobodys_business(worker: CheckoutWorker, told: Told) -> None:
    worker.abandon("nothing", WHO)
    worker.renew("nothing", WHO)

    assert not told.records
    assert not told.troubles


def test_a_payment_of_another_till_is_watched_once_it_is_asked_about(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop
) -> None:
    theirs = shop.shown()
    worker.query_now(theirs.out_trade_no)
    shop.pay(theirs)

    qtbot.waitUntil(lambda: bool(told.records) and told.records[-1][1].state is PaymentState.PAID, timeout=WAIT)
    worker.query_now(theirs.out_trade_no)  # settled by now: told once more, and asked nobody

    assert told.records[-1][1].state is PaymentState.PAID


def test_a_refund_of_another_till_is_followed_once_it_is_asked_about(
    qtbot: QtBot, refunds: RefundWorker, shop: Shop
) -> None:
    paid = shop.paid()
    theirs = shop.refunding.begin(order_of(paid.out_trade_no, Money(1), "Other"), WHO)
    refunds.query_now(theirs.out_refund_no)

    qtbot.waitUntil(lambda: shop.refund_status(theirs) == "PROCESSING", timeout=WAIT)


def test_an_unpaid_sale_is_given_up(qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop) -> None:
    voided = QSignalSpy(worker.sale_voided)
    first = presented(qtbot, worker, told)
    worker.abandon(first.out_trade_no, WHO)
    qtbot.waitUntil(lambda: told.last.settled, timeout=WAIT)

    sale = shop.ledger.sale(first.sale_number)
    worker.void(sale, WHO)
    worker.void(sale, WHO)

    assert voided.at(0)[0].state is SaleState.VOIDED
    assert shop.ledger.sale(first.sale_number).state is SaleState.VOIDED
    assert [type(error) for error in told.troubles] == [StaleError]


def test_what_was_unsettled_is_taken_up_again(qtbot: QtBot, shop: Shop) -> None:
    before = shop.shown()
    shop.pay(before)
    worker = CheckoutWorker(lambda _payment: itertools.repeat(0.02))
    told, taken_up = Told(worker), QSignalSpy(worker.taken_up)

    worker.take_up(deeds(shop))

    assert taken_up.count() == 1
    qtbot.waitUntil(lambda: told.last.state is PaymentState.PAID, timeout=WAIT)
    worker.finish()


def test_a_ledger_that_cannot_be_written_for_a_moment_does_not_end_the_watching(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = presented(qtbot, worker, told)
    really = shop.ledger.move

    def fail_once(*args: object, **changes: object) -> Payment:
        monkeypatch.setattr(shop.ledger, "move", really)
        raise NotFoundError(first.out_trade_no)

    monkeypatch.setattr(shop.ledger, "move", fail_once)
    shop.pay(first)

    qtbot.waitUntil(lambda: told.last.state is PaymentState.PAID, timeout=WAIT)
    assert [type(error) for error in told.troubles] == [NotFoundError]
    assert not told.failures


def test_our_own_mistake_is_told_and_goes_on_to_the_report(worker: CheckoutWorker, told: Told) -> None:
    with pytest.raises(AttributeError):
        worker.pay(None, WHO, "")  # type: ignore[arg-type]  # the mistake

    assert [type(error) for error in told.failures] == [AttributeError]


def test_our_own_mistake_in_a_question_does_not_end_the_watching(
    qtbot: QtBot, worker: CheckoutWorker, told: Told, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = presented(qtbot, worker, told)
    really = shop.checkout.advance

    def stumble(payment: Payment) -> Payment:
        monkeypatch.setattr(shop.checkout, "advance", really)
        raise RuntimeError("a slip of the pen")

    with capture_exceptions() as caught:
        monkeypatch.setattr(shop.checkout, "advance", stumble)
        qtbot.waitUntil(lambda: bool(caught), timeout=WAIT)
    shop.pay(first)

    qtbot.waitUntil(lambda: told.last.state is PaymentState.PAID, timeout=WAIT)


@pytest.mark.parametrize(
    ("waiting", "delays"),
    [
        (payment(), polling.created_delays()),
        (
            payment(PaymentState.PRESENTED, time_expire=datetime.now(UTC) + timedelta(hours=1)),
            polling.presented_delays(3600),
        ),
        (payment(PaymentState.CLOSING), polling.closing_delays()),
    ],
)
def test_the_schedule_follows_the_state(waiting: Payment, delays: Iterator[float]) -> None:
    assert list(islice(checkout_worker.delays_for(waiting), 12)) == list(islice(delays, 12))


def test_the_schedule_knows_how_much_time_is_left() -> None:
    nearly_over = payment(PaymentState.PRESENTED, time_expire=datetime.now(UTC) + timedelta(seconds=0.5))

    assert next(checkout_worker.delays_for(nearly_over)) < 2.0


# ---------------------------------------------------------------- refunds


@pytest.fixture
def refunds(qtbot: QtBot, shop: Shop) -> Iterator[RefundWorker]:
    made = RefundWorker(lambda _refund: itertools.repeat(0.02))
    made.take_up(deeds(shop))
    yield made
    made.finish()


def test_a_refund_is_followed_to_the_customers_account(qtbot: QtBot, refunds: RefundWorker, shop: Shop) -> None:
    told: list[tuple[Payment, Refund]] = []
    refunds.refund_changed.connect(told.append)
    paid = shop.paid()

    refunds.begin(order_of(paid.out_trade_no, Money(100), "Other"), WHO)
    qtbot.waitUntil(lambda: told[-1][1].state is RefundState.PROCESSING, timeout=WAIT)
    shop.simulator.wind(600)
    refunds.query_now(told[-1][1].out_refund_no)
    qtbot.waitUntil(lambda: told[-1][1].state is RefundState.SUCCESS, timeout=WAIT)

    assert told[0][1].state is RefundState.CREATED
    assert told[0][0].reserved == Money(100)


def test_a_refund_beyond_the_limit_is_a_failure(refunds: RefundWorker, shop: Shop) -> None:
    failures = QSignalSpy(refunds.begin_failed)
    paid = shop.paid()

    refunds.begin(order_of(paid.out_trade_no, paid.amount + Money(1), "Other"), WHO)
    refunds.query_now("nothing")

    assert failures.count() == 1
    assert isinstance(failures.at(0)[0], CeilingError)


def test_refunds_are_taken_up_again(qtbot: QtBot, shop: Shop) -> None:
    paid = shop.paid()
    refund = shop.refunding.begin(order_of(paid.out_trade_no, Money(1), "Other"), WHO)
    worker = RefundWorker(lambda _refund: itertools.repeat(0.02))

    worker.take_up(deeds(shop))

    qtbot.waitUntil(lambda: shop.refund_status(refund) == "PROCESSING", timeout=WAIT)
    worker.finish()


def test_a_ledger_that_fails_for_a_moment_does_not_end_the_following(
    qtbot: QtBot, refunds: RefundWorker, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = QSignalSpy(refunds.trouble)
    paid = shop.paid()
    really = shop.ledger.mark_sent

    def fail_once(*args: object, **changes: object) -> Refund:
        monkeypatch.setattr(shop.ledger, "mark_sent", really)
        raise NotFoundError("R1")

    monkeypatch.setattr(shop.ledger, "mark_sent", fail_once)
    refunds.begin(order_of(paid.out_trade_no, Money(1), "Other"), WHO)

    qtbot.waitUntil(lambda: bool(shop.simulator.audit()["refunds"]), timeout=WAIT)
    assert isinstance(troubles.at(0)[0], NotFoundError)


def test_our_own_mistake_with_a_refund_is_told(refunds: RefundWorker) -> None:
    failures = QSignalSpy(refunds.begin_failed)

    with pytest.raises(AttributeError):
        refunds.begin(None, WHO)  # type: ignore[arg-type]  # the mistake

    assert failures.count() == 1


def test_refunds_are_asked_about_less_and_less_often() -> None:
    waits = list(islice(refund_worker.delays_for(None), 20))  # type: ignore[arg-type]  # not looked at

    assert waits[0] == 2.0
    assert waits[-1] == 1800.0


# ---------------------------------------------------------------- reading


def test_a_day_and_a_story_are_read(qtbot: QtBot, shop: Shop) -> None:
    days: list[Day] = []
    stories: list[Story] = []
    worker = ReadingWorker()
    worker.day_read.connect(days.append)
    worker.story_read.connect(stories.append)
    worker.read_today()
    worker.read_story("nothing")
    worker.take_up(deeds(shop))
    paid = shop.paid()
    shop.refunding.begin(order_of(paid.out_trade_no, Money(100), "Other"), WHO)

    worker.read_today()
    worker.read_story(paid.sale_number)

    (day,) = days
    (story,) = stories
    assert (day.totals.paid_count, day.totals.refunded, len(day.payments)) == (1, Money(100), 1)
    assert [refund.amount for refund in story.refunds] == [Money(100)]
    assert story.sale.number == paid.sale_number
    assert len(story.entries) > 3
    worker.finish()


def test_a_sale_that_is_not_there_is_trouble(qtbot: QtBot, shop: Shop) -> None:
    worker = ReadingWorker()
    worker.take_up(deeds(shop))
    troubles = QSignalSpy(worker.trouble)

    worker.read_story("nothing")

    assert isinstance(troubles.at(0)[0], NotFoundError)


def test_payments_are_found_by_pages(qtbot: QtBot, shop: Shop) -> None:
    found: list[Found] = []
    worker = ReadingWorker()
    worker.found.connect(found.append)
    first = Ask(turn=1, text="", day=business_date(shop.clock()), standing=None, most=2)
    worker.find(first)
    worker.take_up(deeds(shop))
    for _ in range(3):
        shop.checkout.begin(BASKET, WHO)
        shop.clock.wind(1)

    worker.find(first)
    worker.find(dataclasses.replace(first, turn=2, after=found[0].payments[-1]))
    worker.find(dataclasses.replace(first, turn=3, text="茶", day=None))

    assert [(one.ask.turn, len(one.payments), one.more) for one in found] == [
        (1, 2, True),
        (2, 1, False),
        (3, 0, False),
    ]
    assert [one.totals is not None for one in found] == [True, False, False]
    assert found[2].not_understood == "茶"
    assert len({payment.out_trade_no for one in found for payment in one.payments}) == 3
