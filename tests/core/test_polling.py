"""The schedule of questions, against the figures of the shop floor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core import polling


def asked_at(delays: Iterator[float], until: float) -> list[float]:
    times = itertools.accumulate(delays)
    return list(itertools.takewhile(lambda time: time <= until, times))


def gaps(times: list[float], since: float, until: float) -> set[float]:
    return {round(b - a, 3) for a, b in itertools.pairwise(times) if since <= a < until}


def test_the_first_questions_come_quickly_and_later_ones_less_so() -> None:
    times = asked_at(polling.presented_delays(300), 400)

    assert [round(time, 3) for time in times[:3]] == [2.5, 4.1, 5.7]
    assert gaps(times, 0, 48) == {1.6}
    assert gaps(times, 55, 88) == {2.1}
    assert gaps(times, 95, 148) == {6.0}
    assert gaps(times, 160, 290) == {7.0}


def test_one_question_falls_just_after_the_customers_time_is_up_and_asking_goes_on() -> None:
    times = asked_at(polling.presented_delays(300), 400)

    assert 301.0 in times
    assert gaps(times, 301, 400) == {7.0}


def test_a_time_that_is_up_already_is_asked_about_in_a_second() -> None:
    assert next(polling.presented_delays(-5)) == 1.0


@given(st.floats(min_value=-1000, max_value=10_000))
def test_no_gap_is_too_long_for_an_idle_connection_while_a_code_can_be_paid(expires_in: float) -> None:
    delays = list(itertools.islice(polling.presented_delays(expires_in), 400))

    assert all(0 < delay <= polling.LONGEST_LIVE_GAP for delay in delays)


@pytest.mark.parametrize("schedule", [polling.created_delays, polling.closing_delays])
def test_while_somebody_waits_at_the_counter_gaps_stay_short_for_ever(
    schedule: Callable[[], Iterator[float]],
) -> None:
    delays = list(itertools.islice(schedule(), 100))

    assert delays == sorted(delays)
    assert delays[0] <= 1.0
    assert delays[-1] == polling.LONGEST_LIVE_GAP


def test_a_refund_is_asked_about_every_minute_then_as_seldom_as_the_provider_advises() -> None:
    delays = list(itertools.islice(polling.refund_delays(), 20))

    assert delays == sorted(delays)
    assert delays.count(60.0) == 5
    assert delays[-1] == 1800.0
