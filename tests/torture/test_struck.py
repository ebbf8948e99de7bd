"""Tills that are killed, whose disk refuses, or whose disk forgets: the short, fixed part of ``make torture``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pos_app.core.ledger import Ledger
from tests.core.till import HandClock, begun
from tests.torture import disk
from tests.torture.blows import Blow
from tests.torture.cases import Case, Stage, forgotten
from tests.torture.flows import CARELESS, STRUCK
from tests.torture.full_disk import NoMountError, fill
from tests.torture.kinds import crash_at, double_crash, refusal_at, two_faults
from tests.torture.power import PowerCuts

# Every flow makes at least so many of these calls, so that each blow meets its till.
AT_LEAST = {"pwrite64": 75, "sendto": 7, "fsync": 7, "recvfrom": 4}
POINTS = [(flow, call) for flow in STRUCK for call in AT_LEAST]


@pytest.mark.parametrize(("flow", "call"), POINTS[::3])
def test_m1_a_till_killed_anywhere_loses_nothing_and_does_nothing_twice(on: Stage, flow: str, call: str) -> None:
    before = on.struck
    nth = random.Random(f"{flow} {call} {before}").randint(1, AT_LEAST[call])

    assert on.wrong(crash_at((flow, call, nth))) == []

    assert on.struck == before + 1


@pytest.mark.parametrize("seed", range(3))
def test_m1_m5_a_till_killed_again_while_it_recovers_still_settles(on: Stage, seed: int) -> None:
    known = [(flow, call, nth) for flow in STRUCK for call, most in AT_LEAST.items() for nth in range(1, most)]

    assert on.wrong(double_crash(known, seed)) == []


@pytest.mark.parametrize("flow", ["sale", "parts", "settle"])
@pytest.mark.parametrize(
    ("call", "error", "nth", "lasting"),
    [("pwrite64", "ENOSPC", 40, True), ("fsync", "EIO", 5, False), ("openat", "EMFILE", 2, True)],
)
def test_m1_a_disk_that_refuses_is_believed_and_nothing_is_called_saved_that_is_not(
    on: Stage, flow: str, call: str, error: str, nth: int, lasting: bool
) -> None:
    before = on.struck

    assert on.wrong(refusal_at((flow, call, nth), error, lasting=lasting)) == []

    assert on.struck == before + 1


@pytest.mark.parametrize("seed", range(6))
def test_m3_two_faults_at_any_two_calls_end_as_the_books_say(on: Stage, seed: int) -> None:
    assert on.wrong(two_faults(random.Random(seed))) == []


@pytest.mark.parametrize("seed", range(4))
def test_m1_a_disk_that_runs_full_is_believed_and_the_till_goes_on_when_there_is_room(
    anywhere: Stage, seed: int
) -> None:
    try:
        assert fill(anywhere, seed) == []
    except NoMountError as error:
        pytest.skip(str(error))


def test_m1_whatever_a_power_cut_leaves_of_the_disk_the_book_opens_and_knows_what_the_glass_said(
    on: Stage, tmp_path: Path
) -> None:
    life = disk.read_record(on.watched("life", disk.look))

    states, wrong = PowerCuts(life, tmp_path).cut(seed=0, count=30)

    assert wrong == []
    assert states > 20


def test_a_book_that_is_not_written_through_to_the_disk_is_found_out(on: Stage, tmp_path: Path) -> None:
    """The proof that the power cuts prove something: ``synchronous=NORMAL`` loses what the glass said."""
    life = disk.read_record(on.watched(CARELESS, disk.look))

    _, wrong = PowerCuts(life, tmp_path).cut(seed=0, count=30)

    assert wrong


def test_a_blow_that_comes_too_late_strikes_nobody(on: Stage) -> None:
    before = on.struck

    assert on.wrong(Case(flow="sale", blow=Blow(call="pwrite64", nth=10_000))) == []

    assert on.struck == before


def test_what_the_glass_said_and_the_book_does_not_know_is_found(book: Ledger, clock: HandClock) -> None:
    _, payment = begun(book)
    number = payment.out_trade_no

    found = [
        *forgotten([f'{{"payment": "{number}", "state": "created"}}'], book),
        *forgotten([f'{{"payment": "{number}", "state": "presented"}}'], book),
        *forgotten(['{"payment": "nobody", "state": "created"}'], book),
        *forgotten(['{"refund": "nobody", "state": "created"}'], book),
    ]

    assert found == [
        f"{number}: was presented on the glass, and is created",
        f"{number}: its code was on the glass, and is not in the book",
        "{'payment': 'nobody', 'state': 'created'}: the glass said so, and the book has never heard of it",
        "{'refund': 'nobody', 'state': 'created'}: the glass said so, and the book has never heard of it",
    ]
