"""A manager's answers: what is resolved goes on being watched, late money finds its sale. On both engines."""

from __future__ import annotations

import dataclasses

import pytest

from pos_app.core.errors import InvalidInputError, LiveClaimError, NotFoundError, StaleError
from pos_app.core.journal import Deed, Flaw
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_unresolved import CLOSING_LONG
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import Remedy, Resolution, Unresolved, UnresolvedKind
from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.refund import Refund, RefundOrder, RefundState
from pos_app.core.sale import SaleState
from tests.core.till import (
    TERMS,
    WATER,
    WORDS,
    HandClock,
    begun,
    close,
    late_money,
    order_of,
    paid,
    pay,
    presented,
    silence,
)

Kind = UnresolvedKind
WHY = "客人已离店，电话确认"
NOTIFY = "https://shop.example/refunds"


def doubtful(ledger: Ledger, clock: HandClock) -> Payment:
    payment = presented(ledger)
    for _ in range(2):
        payment = ledger.note_trouble(payment, silence(clock))
    return payment


def closing(ledger: Ledger, payment: Payment) -> Payment:
    return ledger.move(payment, PaymentState.CLOSING, who="林晓燕", closing_reason=ClosingReason.CANCELLED)


def abnormal(ledger: Ledger, clock: HandClock) -> Refund:
    begun = ledger.begin_refund(order_of(paid(ledger, clock).out_trade_no, Money(1)), "店长", notify_url=NOTIFY)
    return ledger.move_refund(begun, RefundState.ABNORMAL, who="till", evidence=WORDS, refund_id="50")


def kinds(ledger: Ledger, *flaws: Flaw) -> list[tuple[UnresolvedKind, bool]]:
    """What waits, and whether somebody has answered for it."""
    return [(item.kind, item.resolution is not None) for item in ledger.unresolved(flaws)]


# ---------------------------------------------------------------- what waits


def test_m4_a_closing_that_is_not_confirmed_for_long_waits_for_a_manager(ledger: Ledger, clock: HandClock) -> None:
    """Whatever the provider says meanwhile, such as that the customer still types the password."""
    payment = closing(ledger, presented(ledger))
    clock.now = payment.time_expire + CLOSING_LONG
    assert kinds(ledger) == [(Kind.CLOSING, False)]

    clock.wind(-1)
    assert kinds(ledger) == []
    ledger.note_trouble(payment, silence(clock))
    assert kinds(ledger) == [(Kind.CLOSING, False)]


def test_flaws_of_the_book_are_listed_with_the_rest(ledger: Ledger, clock: HandClock) -> None:
    flaw = Flaw(where="journal 01/7", what="was changed after it was sealed")
    doubtful(ledger, clock)
    clock.wind(1)

    _, item = ledger.unresolved([flaw])

    assert (item.kind, item.number, item.flaw, item.amount) == (Kind.BOOK, flaw.where, flaw.what, ZERO)
    assert (item.payment, item.refund, item.remedy) == (None, None, Remedy.CALL)


def remedies_of(item: Unresolved) -> list[str]:
    return [remedy.value for remedy in item.remedies]


@pytest.mark.parametrize(
    ("kind", "code", "remedy"),
    [
        ("refused", "NOT_ENOUGH", Remedy.SEND_AGAIN),
        ("refused", "USER_ACCOUNT_ABNORMAL", Remedy.WITHDRAW),
        ("refused", "FREQUENCY_LIMITED", Remedy.QUERY),
        ("unknown", "", Remedy.QUERY),
    ],
)
def test_each_thing_that_waits_has_one_thing_to_do_first(
    ledger: Ledger, clock: HandClock, kind: str, code: str, remedy: Remedy
) -> None:
    begun = ledger.begin_refund(order_of(paid(ledger, clock).out_trade_no, Money(1)), "店长", notify_url=NOTIFY)
    begun = ledger.note_refund_trouble(begun, silence(clock, kind, code))
    (item,) = ledger.unresolved()

    assert (item.kind, item.remedy) == (Kind.REFUND, remedy)
    assert Remedy.RESOLVE in item.remedies

    ledger.move_refund(begun, RefundState.PROCESSING, who="till")
    item = dataclasses.replace(item, refund=ledger.refund(begun.out_refund_no))
    assert item.remedy is Remedy.QUERY
    assert "withdraw" not in remedies_of(item)
    assert dataclasses.replace(item, refund=dataclasses.replace(begun, trouble=None)).remedy is Remedy.QUERY


def test_each_kind_says_what_to_do(ledger: Ledger, clock: HandClock) -> None:
    doubtful(ledger, clock)
    closing(ledger, doubtful(ledger, clock))
    late_money(ledger, clock)
    abnormal(ledger, clock)

    assert {item.kind: item.remedy for item in ledger.unresolved()} == {
        Kind.UNCONFIRMED: Remedy.QUERY,
        Kind.CLOSING: Remedy.QUERY,
        Kind.SURPLUS: Remedy.REFUND,
        Kind.ABNORMAL: Remedy.APPLY_ABNORMAL,
    }


# ---------------------------------------------------------------- answers


def test_m3_what_is_resolved_stays_listed_below_and_goes_on_being_watched(ledger: Ledger, clock: HandClock) -> None:
    first = doubtful(ledger, clock)
    clock.wind(1)
    doubtful(ledger, clock)

    resolution = ledger.resolve(first.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")

    waiting, answered = ledger.unresolved()
    assert (waiting.resolution, answered.resolution) == (None, resolution)
    assert resolution == Resolution(
        number=resolution.number, subject=first.out_trade_no, kind=Kind.UNCONFIRMED, amount=first.amount, reason=WHY,
        resolved_by="店长", at=clock(),
    )  # fmt: skip
    assert first in ledger.unsettled_payments()
    entry = ledger.history(first.sale_number)[-1]
    assert (entry.deed, entry.who, entry.facts["reason"]) == (Deed.RESOLVED, "店长", WHY)
    assert ledger.verify().sound


def test_m4_a_resolved_payment_still_bars_another_one(ledger: Ledger, clock: HandClock) -> None:
    payment = doubtful(ledger, clock)
    ledger.resolve(payment.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")

    with pytest.raises(LiveClaimError):
        ledger.begin_attempt(payment.sale_number, "林晓燕", TERMS)
    with pytest.raises(LiveClaimError):
        ledger.void_sale(ledger.sale(payment.sale_number), "店长")


def test_whether_somebody_paid_stays_the_same_question_when_a_payment_is_being_closed(
    ledger: Ledger, clock: HandClock
) -> None:
    payment = doubtful(ledger, clock)
    ledger.resolve(payment.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")
    payment = closing(ledger, payment)

    assert kinds(ledger) == [(Kind.CLOSING, True)]
    with pytest.raises(StaleError):
        ledger.resolve(payment.out_trade_no, Kind.CLOSING, WHY, "店长")

    close(ledger, payment)
    assert kinds(ledger) == []


def test_m5_money_that_comes_for_a_resolved_payment_is_listed_anew_as_late_money(
    ledger: Ledger, clock: HandClock
) -> None:
    payment = doubtful(ledger, clock)
    ledger.resolve(payment.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")

    payment = pay(ledger, clock, payment)

    (item,) = ledger.unresolved()
    assert (item.kind, item.resolution, item.payment) == (Kind.SURPLUS, None, payment)
    assert remedies_of(item) == ["match", "refund", "resolve"]
    assert ledger.sale(payment.sale_number).state is SaleState.PAID  # it is true all the same
    assert [sale.number for sale in ledger.match_candidates(payment.out_trade_no)] == [payment.sale_number]

    with pytest.raises(StaleError):
        ledger.match(payment.out_trade_no, begun(ledger)[0].number, WHY, "店长")
    ledger.match(payment.out_trade_no, payment.sale_number, WHY, "店长")
    assert kinds(ledger) == []
    assert ledger.verify().sound


def test_late_money_that_is_resolved_is_listed_below_until_it_is_gone(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)
    ledger.resolve(late.out_trade_no, Kind.SURPLUS, WHY, "店长")
    assert kinds(ledger) == [(Kind.SURPLUS, True)]

    ledger.begin_refund(order_of(late.out_trade_no, late.amount), "店长", notify_url=NOTIFY)

    assert kinds(ledger) == []


def test_an_abnormal_refund_that_is_resolved_is_answered_for_as_that_only(ledger: Ledger, clock: HandClock) -> None:
    refund = abnormal(ledger, clock)
    ledger.resolve(refund.out_refund_no, Kind.ABNORMAL, WHY, "店长")
    assert kinds(ledger) == [(Kind.ABNORMAL, True)]

    refund = ledger.move_refund(refund, RefundState.PROCESSING, who="till", evidence=WORDS)
    ledger.note_refund_trouble(refund, silence(clock))

    assert kinds(ledger) == [(Kind.REFUND, False)]


def test_a_flaw_of_the_book_is_answered_for_while_it_is_there(ledger: Ledger) -> None:
    flaw = Flaw(where="journal 01/7", what="was changed after it was sealed")

    ledger.resolve(flaw.where, Kind.BOOK, WHY, "店长")

    assert kinds(ledger, flaw) == [(Kind.BOOK, True)]
    assert kinds(ledger) == []
    with pytest.raises(StaleError):
        ledger.resolve(flaw.where, Kind.BOOK, WHY, "店长")
    assert ledger.verify().sound


def test_only_what_waits_can_be_answered_for_and_only_once(ledger: Ledger, clock: HandClock) -> None:
    payment = presented(ledger)
    for number, kind in ((payment.out_trade_no, Kind.UNCONFIRMED), (payment.out_trade_no, Kind.CLOSING)):
        with pytest.raises(StaleError):
            ledger.resolve(number, kind, WHY, "店长")
    for kind in (Kind.SURPLUS, Kind.REFUND):
        with pytest.raises(NotFoundError):
            ledger.resolve("nothing", kind, WHY, "店长")
    for reason in ("", "长" * 81):
        with pytest.raises(InvalidInputError):
            ledger.resolve(payment.out_trade_no, Kind.UNCONFIRMED, reason, "店长")

    doubt = doubtful(ledger, clock)
    ledger.resolve(doubt.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")
    with pytest.raises(StaleError):
        ledger.resolve(doubt.out_trade_no, Kind.UNCONFIRMED, WHY, "店长")


# ---------------------------------------------------------------- matching


def test_m5_late_money_is_matched_to_its_own_sale_that_was_given_up(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)
    assert [sale.number for sale in ledger.match_candidates(late.out_trade_no)] == [late.sale_number]

    matched = ledger.match(late.out_trade_no, late.sale_number, WHY, "店长")

    assert matched == ledger.payment(late.out_trade_no)
    assert (matched.stray, matched.settles) == (False, late.sale_number)
    sale = ledger.sale(late.sale_number)
    assert (sale.state, sale.settled_at) == (SaleState.PAID, clock())
    assert kinds(ledger) == []
    assert [entry.deed for entry in ledger.history(late.sale_number)][-2:] == [Deed.SALE_MATCHED, Deed.PAYMENT_MATCHED]
    assert ledger.verify().sound


def test_m5_late_money_is_matched_to_an_open_sale_of_the_same_total(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)
    clock.wind(1)
    waiting = close(ledger, presented(ledger)).sale_number
    live = presented(ledger).sale_number
    close(ledger, presented(ledger, WATER))
    assert [sale.number for sale in ledger.match_candidates(late.out_trade_no)] == [late.sale_number, waiting]

    matched = ledger.match(late.out_trade_no, waiting, WHY, "店长")

    assert ledger.sale(waiting).state is SaleState.PAID
    assert ledger.sale(late.sale_number).state is SaleState.VOIDED
    assert ledger.payments_of(waiting)[0] == matched
    assert ledger.match_candidates(late.out_trade_no) == ()
    with pytest.raises(LiveClaimError):
        ledger.match(late_money(ledger, clock).out_trade_no, live, WHY, "店长")
    assert ledger.verify().sound


def test_m8_money_is_matched_once_and_to_what_waits_for_it(ledger: Ledger, clock: HandClock) -> None:
    late, other = late_money(ledger, clock), late_money(ledger, clock, WATER)
    waiting = close(ledger, presented(ledger)).sale_number
    ledger.match(late.out_trade_no, waiting, WHY, "店长")

    for sale_number in (waiting, late.sale_number):
        with pytest.raises(StaleError):
            ledger.match(late.out_trade_no, sale_number, WHY, "店长")
    with pytest.raises(StaleError):  # of another total
        ledger.match(other.out_trade_no, close(ledger, presented(ledger)).sale_number, WHY, "店长")
    with pytest.raises(StaleError):  # paid by its own customer
        ledger.match(other.out_trade_no, paid(ledger, clock, WATER).sale_number, WHY, "店长")
    with pytest.raises(NotFoundError):
        ledger.match(other.out_trade_no, "019901010001", WHY, "店长")
    with pytest.raises(InvalidInputError):
        ledger.match(other.out_trade_no, other.sale_number, "", "店长")
    assert ledger.verify().sound


def test_money_that_is_nobodys_cannot_be_matched(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    assert ledger.match_candidates(payment.out_trade_no) == ()
    with pytest.raises(StaleError):
        ledger.match(payment.out_trade_no, payment.sale_number, WHY, "店长")


def test_m7_money_on_its_way_back_pays_for_nothing_until_it_stays(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)
    part = ledger.begin_refund(order_of(late.out_trade_no, Money(1)), "店长", notify_url=NOTIFY)

    assert ledger.match_candidates(late.out_trade_no) == ()
    with pytest.raises(StaleError):
        ledger.match(late.out_trade_no, late.sale_number, WHY, "店长")
    assert ledger.sale(late.sale_number).state is SaleState.VOIDED

    ledger.move_refund(part, RefundState.CLOSED, who="till")
    ledger.match(late.out_trade_no, late.sale_number, WHY, "店长")
    assert ledger.verify().sound


def test_matched_money_is_given_back_like_any_other(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)
    waiting = close(ledger, presented(ledger)).sale_number
    ledger.match(late.out_trade_no, waiting, WHY, "店长")

    whole = RefundOrder(out_trade_no=late.out_trade_no, amount=late.amount, reason="退")
    ledger.begin_refund(whole, "店长", notify_url=NOTIFY)

    assert ledger.payment(late.out_trade_no).refundable == ZERO
    assert ledger.sale(waiting).state is SaleState.PAID
    assert ledger.verify().sound
