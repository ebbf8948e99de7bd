"""Times are Beijing's, and what is left is never more than it is."""

from __future__ import annotations

import pytest

from pos_app.core.payment import PaymentState
from pos_app.ui.deadlines import Deadlines, allowed
from pos_app.ui.when import hour_minute, hour_minute_second, minutes_seconds
from tests.ui.conftest import Clocks
from tests.ui.samples import NOON, payment


def test_the_clock_is_beijings() -> None:
    assert hour_minute(NOON) == "18:45"
    assert hour_minute_second(NOON) == "18:45:02"


@pytest.mark.parametrize(("seconds", "words"), [(222, "3:42"), (59.2, "1:00"), (42, "0:42"), (0, "0:00"), (-3, "0:00")])
def test_a_begun_second_counts(seconds: float, words: str) -> None:
    assert minutes_seconds(seconds) == words


def test_a_code_is_counted_down_from_when_it_was_first_seen(clocks: Clocks) -> None:
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    shown = payment(PaymentState.PRESENTED)

    deadlines.note(shown)
    clocks.pass_(100)
    deadlines.note(shown)

    assert allowed(shown) == 300
    assert deadlines.left(shown.out_trade_no) == 200


def test_setting_the_wall_clock_does_not_move_the_countdown(clocks: Clocks) -> None:
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    shown = payment(PaymentState.PRESENTED)
    deadlines.note(shown)

    clocks.wall = NOON.replace(year=2031)

    assert deadlines.left(shown.out_trade_no) == 300


def test_after_a_restart_only_what_is_left_is_counted(clocks: Clocks) -> None:
    clocks.pass_(250)
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    deadlines.note(payment(PaymentState.PRESENTED))

    assert deadlines.left(payment().out_trade_no) == 50


def test_a_slow_clock_never_gives_more_time_than_the_customer_had(clocks: Clocks) -> None:
    clocks.wall = NOON.replace(hour=3)
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    deadlines.note(payment(PaymentState.PRESENTED))

    assert deadlines.left(payment().out_trade_no) == 300


def test_what_nobody_can_pay_is_not_counted(clocks: Clocks) -> None:
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    deadlines.note(payment())

    assert deadlines.left(payment().out_trade_no) == 0


def test_what_is_forgotten_has_no_time_left(clocks: Clocks) -> None:
    deadlines = Deadlines(clocks.now, clocks.monotonic)
    deadlines.note(payment(PaymentState.PRESENTED))
    deadlines.forget(payment().out_trade_no)

    assert deadlines.left(payment().out_trade_no) == 0
