"""Stretches of business days: a day, a week, a month, a year, or any other."""

from __future__ import annotations

import enum
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Business days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


class Period(enum.Enum):
    """A stretch of the calendar. Weeks begin on Monday."""

    DAY = enum.auto()
    WEEK = enum.auto()
    MONTH = enum.auto()
    YEAR = enum.auto()

    def around(self, day: date) -> Span:
        """Give the stretch in which a day lies."""
        match self:
            case Period.DAY:
                return Span(first=day, last=day)
            case Period.WEEK:
                monday = day - timedelta(days=day.weekday())
                return Span(first=monday, last=monday + timedelta(days=6))
            case Period.MONTH:
                return Span(first=day.replace(day=1), last=day.replace(day=monthrange(day.year, day.month)[1]))
        return Span(first=date(day.year, 1, 1), last=date(day.year, 12, 31))


def moved(span: Span, period: Period | None, *, later: bool) -> Span:
    """Give the next stretch of a kind, or the one before; of no kind, as many days as there are in it.

    A stretch that would lie beyond the calendar stays where it is.
    """
    try:
        next_to = span.last + _DAY if later else span.first - _DAY
        if period is not None:
            return period.around(next_to)
        far = timedelta(days=span.days - 1)
        return Span(first=next_to, last=next_to + far) if later else Span(first=next_to - far, last=next_to)
    except (OverflowError, ValueError):
        return span
