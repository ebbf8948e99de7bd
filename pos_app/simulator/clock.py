"""The simulator's time: the wall's for the wire, and one that can be wound for the trade."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
DAY = 86_400.0  # seconds
LATEST = 1e11  # epoch seconds, in the year 5138

_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})", re.ASCII)


class Clock:
    """Tells two times: the wire's (signatures, ``Date``) and the trade's (expiry, refunds, notices, bills).

    Only the trade's time can be wound: a client whose own clock is right must go on being let in.
    """

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._ahead = 0.0

    @property
    def ahead(self) -> float:
        """Seconds by which the trade's time runs before the wall's."""
        return self._ahead

    def wire(self) -> float:
        """Return the wall's time, in epoch seconds."""
        return self._wall()

    def now(self) -> float:
        """Return the trade's time, in epoch seconds."""
        return self._wall() + self._ahead

    def wind(self, seconds: float) -> None:
        """Put the trade's time forward. Never back: books do not unhappen."""
        if not 0 <= seconds <= LATEST - self.now():
            raise ValueError("time is only wound forward, and not out of the calendar")
        self._ahead += seconds


def beijing(epoch: float) -> datetime:
    """Return the time on the wall in Beijing."""
    return datetime.fromtimestamp(int(epoch), BEIJING)


def rfc3339(epoch: float) -> str:
    """Write a time as the provider does, such as ``2025-01-01T12:05:00+08:00``."""
    return beijing(epoch).isoformat()


def parse_rfc3339(text: str) -> float | None:
    """Read a time with whole seconds and an offset; anything else is ``None``."""
    if not _RFC3339.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:  # the 31st of February
        return None
