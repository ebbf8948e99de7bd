"""The ledger's contract: what is written, what is refused, and what a second hand finds. On both engines."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from pos_app.core import ledger_payments
from pos_app.core.errors import InvalidInputError, LiveClaimError, NotFoundError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import bring_up_to_date
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import PAYMENT_MOVES, ClosingReason, PaymentState
from pos_app.core.sale import Line, SaleState
from tests.core.conftest import Where, open_till
from tests.core.till import TERMS, WATER, WORDS, HandClock, begun, close, paid, pay, presented, silence


def deeds(ledger: Ledger, sale_number: str) -> list[Deed]:
    return [entry.deed for entry in ledger.history(sale_number)]


# ---------------------------------------------------------------- beginning


def test_m1_a_sale_is_written_down_with_its_payment_and_its_exact_parameters(
    ledger: Ledger, where: Where, clock: HandClock
) -> None:
    sale, payment = begun(ledger)

    afresh = open_till(where, "09", clock)
    assert afresh.sale(sale.number) == sale
    assert afresh.payment(payment.out_trade_no) == payment
    afresh.close()
    assert payment.amount == sale.total == Money(1634)
    assert payment.state is PaymentState.CREATED
    assert payment.time_expire == (clock() + TERMS.expires_after).replace(microsecond=0)
    assert payment.notify_url == TERMS.notify_url


def test_tickets_are_counted_by_till_and_beijing_day(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    numbers = [begun(ledger)[0].number, begun(ledger)[0].number, begun(another_till())[0].number]
    clock.wind(13 * 3600 + 59 * 60)  # 10:00 in Beijing, and 23:59
    numbers.append(begun(ledger)[0].number)
    clock.wind(60)
    numbers.append(begun(ledger)[0].number)

    assert numbers == ["012611240001", "012611240002", "022611240001", "012611240003", "012611250001"]


def test_a_clock_that_is_put_back_does_not_give_a_number_out_twice(ledger: Ledger, clock: HandClock) -> None:
    first, _ = begun(ledger)
    clock.wind(86400)
    begun(ledger)
    clock.wind(-86400)

    assert begun(ledger)[0].number == "012611240002" != first.number


def test_m6_order_numbers_fit_the_provider_and_differ_even_in_a_ledger_begun_anew(
    ledger: Ledger, where: Where, clock: HandClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, payment = begun(ledger)
    reinstalled = open_till(tmp_path_factory.mktemp("new") / "ledger.sqlite3", "01", clock)
    bring_up_to_date(reinstalled._engine, now=clock())
    sale, again = begun(reinstalled)
    reinstalled.close()

    assert re.fullmatch(r"012611240001-1-[0-9A-HJKMNP-TV-Z]{6}", payment.out_trade_no)
    assert sale.number == payment.sale_number
    assert again.out_trade_no != payment.out_trade_no


@pytest.mark.parametrize("lines", [(), (dataclasses.replace(WATER, amount=ZERO),)])
def test_there_is_no_sale_without_something_to_pay_for(ledger: Ledger, lines: tuple[Line, ...]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ledger.begin_payment(lines, "林晓燕", TERMS)

    assert caught.value.field == "lines"
    assert ledger.verify().entries == 0


@pytest.mark.parametrize("till", ["", "1", "001", "A1", "１２"])
def test_a_till_has_a_number_of_two_digits(where: Where, clock: HandClock, till: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        open_till(where, till, clock)

    assert caught.value.field == "till.id"


# ---------------------------------------------------------------- moving


@pytest.mark.parametrize("to", PaymentState)
@pytest.mark.parametrize("at", PaymentState)
def test_only_the_moves_of_the_state_machine_are_made(
    ledger: Ledger, clock: HandClock, at: PaymentState, to: PaymentState
) -> None:
    payment = presented(ledger)
    match at:
        case PaymentState.CREATED:
            _, payment = begun(ledger)
        case PaymentState.CLOSING:
            payment = ledger.move(
                payment, PaymentState.CLOSING, who="林晓燕", closing_reason=ClosingReason.CANCELLED
            )  # fmt: skip
        case PaymentState.PAID:
            payment = pay(ledger, clock, payment)
        case PaymentState.CLOSED:
            payment = close(ledger, payment)

    if to in PAYMENT_MOVES[at]:
        moved = ledger.move(
            payment, to, who="till", evidence=WORDS, code_url="weixin://x", transaction_id="42", paid_at=clock(),
            payer_total=payment.amount,
        )  # fmt: skip
        assert moved == ledger.payment(payment.out_trade_no)
        assert moved.state is to
    else:
        with pytest.raises(ValueError, match="does not go"):
            ledger.move(payment, to, who="till")
        assert ledger.payment(payment.out_trade_no) == payment


def test_a_proven_payment_settles_its_sale_in_the_same_commit(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    sale = ledger.sale(payment.sale_number)
    assert payment.settled
    assert not payment.surplus
    assert (sale.state, sale.settled_at) == (SaleState.PAID, clock())
    assert ledger.payment(payment.out_trade_no) == payment
    assert deeds(ledger, sale.number) == [
        Deed.SALE_OPENED, Deed.PAYMENT_BEGUN, Deed.PAYMENT_MOVED, Deed.SALE_PAID, Deed.PAYMENT_MOVED,
    ]  # fmt: skip


def test_m8_the_second_hand_reads_what_the_first_wrote(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    known = presented(ledger)
    first = pay(ledger, clock, known)
    other = another_till()

    with pytest.raises(StaleError):
        close(other, known)
    with pytest.raises(StaleError):
        other.note_trouble(known, silence(clock))
    with pytest.raises(StaleError):
        other.note_answer(known, provider_state="NOTPAY", evidence=WORDS)

    assert other.payment(known.out_trade_no) == first
    assert ledger.verify().sound


def test_a_payment_that_is_not_there_is_not_found(ledger: Ledger) -> None:
    for find in (ledger.payment, ledger.sale, ledger.refund):
        with pytest.raises(NotFoundError):
            find("nothing")


# ---------------------------------------------------------------- one live claim


def test_m4_no_attempt_begins_while_an_earlier_one_could_be_paid(ledger: Ledger) -> None:
    payment = presented(ledger)

    with pytest.raises(LiveClaimError) as caught:
        ledger.begin_attempt(payment.sale_number, "林晓燕", TERMS)

    assert caught.value.number == payment.out_trade_no
    assert ledger.payments_of(payment.sale_number) == (payment,)


def test_m4_once_the_provider_has_closed_it_another_attempt_has_a_number_of_its_own(
    ledger: Ledger, clock: HandClock
) -> None:
    first = close(ledger, presented(ledger))

    second = ledger.begin_attempt(first.sale_number, "林晓燕", TERMS)

    assert (second.attempt, second.amount, second.state) == (2, first.amount, PaymentState.CREATED)
    assert second.out_trade_no.startswith(f"{first.sale_number}-2-")
    assert ledger.payments_of(first.sale_number) == (first, second)
    assert pay(ledger, clock, ledger.move(second, PaymentState.PRESENTED, who="till", code_url="weixin://y")).settled


def test_there_is_no_attempt_on_a_sale_that_is_settled_or_not_there(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    with pytest.raises(StaleError):
        ledger.begin_attempt(payment.sale_number, "林晓燕", TERMS)
    with pytest.raises(NotFoundError):
        ledger.begin_attempt("019901010001", "林晓燕", TERMS)


def test_m4_a_sale_is_given_up_only_when_nobody_can_pay_it_any_more(ledger: Ledger, clock: HandClock) -> None:
    sale, payment = begun(ledger)

    with pytest.raises(LiveClaimError):
        ledger.void_sale(sale, "林晓燕")
    assert ledger.sale(sale.number) == sale
    close(ledger, payment)
    voided = ledger.void_sale(sale, "林晓燕")

    assert voided == ledger.sale(sale.number)
    assert (voided.state, voided.settled_at) == (SaleState.VOIDED, clock())
    with pytest.raises(StaleError):
        ledger.void_sale(sale, "林晓燕")
    with pytest.raises(StaleError):
        ledger.begin_attempt(sale.number, "林晓燕", TERMS)


def test_a_sale_that_is_not_there_cannot_be_given_up(ledger: Ledger, clock: HandClock) -> None:
    sale, _ = begun(ledger)

    with pytest.raises(NotFoundError):
        ledger.void_sale(dataclasses.replace(sale, number="019901010001"), "林晓燕")


def test_m5_money_for_a_sale_that_was_settled_otherwise_is_kept_as_surplus(ledger: Ledger, clock: HandClock) -> None:
    sale, payment = begun(ledger)
    late = ledger.move(payment, PaymentState.PRESENTED, who="till", evidence=WORDS, code_url="weixin://x")
    settle_otherwise(ledger, sale.number)

    late = pay(ledger, clock, late)

    assert late.surplus
    assert ledger.payment(late.out_trade_no) == late
    assert ledger.sale(sale.number).state is SaleState.VOIDED


def settle_otherwise(ledger: Ledger, sale_number: str) -> None:
    """Void a sale behind the ledger's back, as only a coming tender could."""
    with ledger._desk.writing(ledger._clock()) as pen:
        ledger_payments.settle_sale(pen, Deed.SALE_VOIDED, sale_number, SaleState.VOIDED, "店长")


# ---------------------------------------------------------------- notes


def test_m3_silence_is_counted_and_two_in_a_row_make_a_payment_unconfirmed(ledger: Ledger, clock: HandClock) -> None:
    payment = presented(ledger)

    once = ledger.note_trouble(payment, silence(clock))
    twice = ledger.note_trouble(once, silence(clock, code="SYSTEM_ERROR"))
    thrice = ledger.note_trouble(twice, silence(clock))

    assert (once.unconfirmed, twice.unconfirmed, thrice.unanswered) == (False, True, 3)
    assert ledger.payment(payment.out_trade_no) == thrice
    assert deeds(ledger, payment.sale_number)[3:] == [Deed.PAYMENT_UNCONFIRMED]


def test_m3_a_verified_answer_ends_the_doubt(ledger: Ledger, clock: HandClock) -> None:
    doubt = ledger.note_trouble(ledger.note_trouble(presented(ledger), silence(clock)), silence(clock))

    sure = ledger.note_answer(doubt, provider_state="NOTPAY", evidence=WORDS)

    assert (sure.unconfirmed, sure.unanswered, sure.trouble, sure.provider_state) == (False, 0, None, "NOTPAY")
    assert ledger.payment(sure.out_trade_no) == sure
    assert deeds(ledger, sure.sale_number)[3:] == [Deed.PAYMENT_UNCONFIRMED, Deed.PAYMENT_ANSWERED]


def test_the_same_answer_again_is_not_written_again(ledger: Ledger, clock: HandClock) -> None:
    first = ledger.note_answer(presented(ledger), provider_state="NOTPAY", evidence=WORDS)

    same = ledger.note_answer(first, provider_state="NOTPAY", evidence=WORDS)
    after_one_silence = ledger.note_trouble(same, silence(clock))
    ledger.note_answer(after_one_silence, provider_state="NOTPAY", evidence=WORDS)

    assert deeds(ledger, first.sale_number)[3:] == [Deed.PAYMENT_ANSWERED]
    assert ledger.payment(first.out_trade_no) == first


def test_a_refusal_is_news_once_and_a_silent_network_only_before_the_code_is_shown(
    ledger: Ledger, clock: HandClock
) -> None:
    _, payment = begun(ledger)

    for kind, code in [("not_sent", ""), ("not_sent", ""), ("refused", "NO_AUTH"), ("refused", "NO_AUTH")]:
        payment = ledger.note_trouble(payment, silence(clock, kind, code))

    troubled = [entry for entry in ledger.history(payment.sale_number) if entry.deed is Deed.PAYMENT_TROUBLED]
    assert [entry.facts["trouble_kind"] for entry in troubled] == ["not_sent", "refused"]
    assert not payment.unconfirmed


def test_doubt_outlives_a_cancel_that_brought_no_answer(ledger: Ledger, clock: HandClock) -> None:
    doubt = ledger.note_trouble(presented(ledger), silence(clock))

    closing = ledger.move(doubt, PaymentState.CLOSING, who="林晓燕", closing_reason=ClosingReason.CANCELLED)

    assert closing.unanswered == 1
    assert closing.unconfirmed


def test_every_entry_says_who_and_when_and_what_the_provider_said(ledger: Ledger, clock: HandClock) -> None:
    payment = presented(ledger)
    clock.wind(7)
    ledger.move(payment, PaymentState.CLOSING, who="林晓燕", closing_reason=ClosingReason.CANCELLED)

    opened, begun_, shown, closing = ledger.history(payment.sale_number)

    assert [entry.who for entry in (opened, begun_, shown, closing)] == ["林晓燕", "林晓燕", "till", "林晓燕"]
    assert (shown.before, shown.after, shown.evidence) == ("created", "presented", WORDS)
    assert closing.at - shown.at == timedelta(seconds=7)
    assert closing.facts == {"state": "closing", "closing_reason": "cancelled"}
    assert all(b.previous_hash == a.hash for a, b in itertools.pairwise((opened, begun_, shown, closing)))


def test_a_ledger_can_be_closed_twice(where: Where, clock: HandClock) -> None:
    ledger = open_ledger(where, till="01", clock=clock)
    ledger.close()
    ledger.close()
