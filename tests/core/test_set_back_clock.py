"""A till whose clock is set back, as the network's time does to it, keeps an honest book: its chain knows the order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.staff import Role
from tests.core.people import MANAGER
from tests.core.test_ledger_goods import APPLE, added
from tests.core.test_ledger_refunds import refund
from tests.core.till import WORDS, HandClock, paid, presented

BACK = -280.0  # seconds


def test_m9_a_refund_that_is_sent_again_after_the_clock_was_set_back_is_told_in_the_order_of_the_chain(
    ledger: Ledger, clock: HandClock
) -> None:
    first = ledger.mark_sent(refund(ledger, paid(ledger, clock).out_trade_no, 500), who="till")
    clock.wind(BACK)
    again = ledger.mark_sent(first, who="till")

    ledger.move_refund(again, RefundState.PROCESSING, who="till", evidence=WORDS)

    assert ledger.verify().sound


def test_m9_a_refund_that_is_abnormal_twice_is_not_taken_for_a_forgery(ledger: Ledger, clock: HandClock) -> None:
    one = ledger.mark_sent(refund(ledger, paid(ledger, clock).out_trade_no, 500), who="till")
    for state in (RefundState.ABNORMAL, RefundState.PROCESSING, RefundState.ABNORMAL, RefundState.SUCCESS):
        clock.wind(BACK)
        one = ledger.move_refund(one, state, who="till", evidence=WORDS)

    assert ledger.verify().sound


def test_the_story_of_a_sale_is_told_as_it_happened_whatever_the_clock_said(ledger: Ledger, clock: HandClock) -> None:
    payment = presented(ledger)
    clock.wind(BACK)
    ledger.move(payment, PaymentState.CLOSING, who="林晓燕")

    assert [entry.deed for entry in ledger.history(payment.sale_number)] == [
        Deed.SALE_OPENED, Deed.PAYMENT_BEGUN, Deed.PAYMENT_MOVED, Deed.PAYMENT_MOVED,
    ]  # fmt: skip
    assert ledger.history(payment.sale_number)[-1].after == PaymentState.CLOSING.value


def test_m9_two_tills_follow_one_refund_while_both_their_clocks_are_wrong(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    other = another_till()
    one = ledger.mark_sent(refund(ledger, paid(ledger, clock).out_trade_no, 500), who="till")
    for till, state in ((other, RefundState.PROCESSING), (ledger, RefundState.ABNORMAL), (other, RefundState.SUCCESS)):
        clock.wind(BACK)
        one = till.move_refund(one, state, who="till", evidence=WORDS)

    assert ledger.verify().sound


def test_m9_people_who_are_changed_after_the_clock_was_set_back_are_who_the_journal_says(
    ledger: Ledger, clock: HandClock
) -> None:
    ledger.found_staff("店长", "hash")
    cashier = ledger.add_member("林晓燕", Role.CASHIER, "hash", who="店长")
    ledger.set_enabled(cashier, False, who="店长")
    clock.wind(BACK)
    ledger.set_enabled(dataclasses.replace(cashier, enabled=False), True, who="店长")

    assert ledger.verify().sound


def test_m9_goods_that_are_changed_after_the_clock_was_set_back_are_what_the_journal_says(
    ledger: Ledger, clock: HandClock
) -> None:
    ledger.goods.change(added(APPLE), source="", who=MANAGER)
    clock.wind(BACK)
    dearer = dataclasses.replace(APPLE, price=Money(1200))
    ledger.goods.change((dataclasses.replace(added(dearer)[0], before=APPLE),), source="", who=MANAGER)

    assert ledger.verify().sound
