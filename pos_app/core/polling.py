"""When to ask again: pure sequences of seconds, endless, for whoever owns a timer.

No gap is longer than 7 s while a customer could pay: the provider drops an idle connection after 8 s.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

LONGEST_LIVE_GAP = 7.0  # seconds

_PRESENTED_FIRST = 2.5
# Until so many seconds after the code was shown, ask every so many seconds. Most customers pay within the first
# half minute. The steps beat asking every two seconds in delay and in questions alike, whether a shop's customers
# are quick, usual or slow; `make bench` (P9) plays these very delays.
_PRESENTED_STEPS = ((50.0, 1.6), (90.0, 2.1), (150.0, 6.0))
_AFTER_EXPIRY = 1.0  # the last question is asked so long after the customer's time is up


def presented_delays(expires_in: float) -> Iterator[float]:
    """Yield the seconds to wait before each question while the code is on the glass.

    One question falls just after the customer's time is up, whatever the schedule says, because that is
    when the payment is settled one way or the other; later ones come only if that one found no answer.

    Args:
        expires_in: seconds until the payment's ``time_expire``; negative when it has passed.
    """
    asked = 0.0
    last = max(expires_in, 0.0) + _AFTER_EXPIRY
    gaps = _presented_gaps()
    while True:
        gap = next(gaps)
        if asked < last < asked + gap:
            yield last - asked
            asked = last
        else:
            yield gap
            asked += gap


def _presented_gaps() -> Iterator[float]:
    waited = _PRESENTED_FIRST
    yield waited
    for until, gap in _PRESENTED_STEPS:
        while waited < until:
            yield gap
            waited += gap
    yield from itertools.repeat(LONGEST_LIVE_GAP)


def created_delays() -> Iterator[float]:
    """Yield the waits between attempts to get a code: somebody stands at the counter."""
    yield from (0.5, 1.0, 2.0, 3.0, 5.0)
    yield from itertools.repeat(LONGEST_LIVE_GAP)


def closing_delays() -> Iterator[float]:
    """Yield the waits between attempts to close: quick at first, for the till is not free until it is done."""
    yield from (1.0, 1.0, 2.0, 3.0, 5.0)
    yield from itertools.repeat(LONGEST_LIVE_GAP)


def refund_delays() -> Iterator[float]:
    """Yield the waits between questions about a refund.

    A few at once, because an unanswered request should be known soon; then the provider's own advice:
    every minute for five minutes, then 5, 10, 20 and 30 minutes (wechatpay-api.md, 6.6).
    """
    yield from (2.0, 3.0, 5.0, 10.0, 20.0)
    yield from itertools.repeat(60.0, 5)
    yield from (300.0, 600.0, 1200.0)
    yield from itertools.repeat(1800.0)
