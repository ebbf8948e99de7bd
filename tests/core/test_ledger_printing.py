"""M9: every receipt that leaves is in the journal, and counted."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pos_app.core.errors import NotFoundError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.refund import RefundState
from tests.core.test_ledger_refunds import refund
from tests.core.till import WORDS, HandClock, paid


def test_m9_the_first_receipt_is_the_original_and_each_further_one_a_numbered_copy(
    ledger: Ledger, clock: HandClock
) -> None:
    payment = paid(ledger, clock)

    counted = [ledger.note_print(payment, "林晓燕", to) for to in ("paper", "paper", "file")]

    entries = [entry for entry in ledger.history(payment.sale_number) if entry.deed is Deed.PRINTED]
    assert counted == [0, 1, 2]
    assert [(entry.who, entry.number) for entry in entries] == [("林晓燕", payment.out_trade_no)] * 3
    assert [entry.facts for entry in entries] == [
        {"copy": 0, "to": "paper"},
        {"copy": 1, "to": "paper"},
        {"copy": 2, "to": "file"},
    ]


def test_m9_a_refund_counts_its_receipts_by_itself(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    ledger.note_print(payment, "林晓燕", "paper")
    back = refund(ledger, payment.out_trade_no, 100)

    assert ledger.note_print(back, "店长", "paper") == 0
    assert ledger.note_print(back, "店长", "paper") == 1


def test_m9_a_book_with_receipts_in_it_is_sound_whenever_they_were_printed(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    back = ledger.mark_sent(refund(ledger, payment.out_trade_no, 100), who="till")
    ledger.note_print(back, "店长", "paper")
    moved = ledger.move_refund(back, RefundState.PROCESSING, who="till", evidence=WORDS, refund_id="50")
    ledger.note_print(back, "店长", "paper")
    ledger.move_refund(moved, RefundState.SUCCESS, who="till", evidence=WORDS)
    ledger.note_print(moved, "店长", "paper")

    assert ledger.verify().sound


def test_two_tills_that_print_at_once_never_both_hold_the_original(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    payment = paid(ledger, clock)
    tills = itertools.cycle((ledger, another_till()))

    with ThreadPoolExecutor(4) as hands:
        counted = list(hands.map(lambda till: till.note_print(payment, "林晓燕", "paper"), itertools.islice(tills, 24)))

    assert sorted(counted) == list(range(24))


def test_there_is_no_receipt_of_what_is_not_in_the_book(ledger: Ledger, clock: HandClock) -> None:
    nobodys = dataclasses.replace(paid(ledger, clock), out_trade_no="012611249999-1-ABCDEF")

    with pytest.raises(NotFoundError):
        ledger.note_print(nobodys, "林晓燕", "paper")
