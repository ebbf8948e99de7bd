"""The shop's clock: Beijing time, whatever the machine's zone is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""China has one time zone and no summer time, so that no table of zones is needed."""


MIDNIGHT = timedelta(0)
LATEST_START = timedelta(hours=12)
"""Before when a shop's day begins."""


def business_date(at: datetime, day_starts: timedelta = MIDNIGHT) -> date:
    """Say on which of the shop's days a moment falls.

    Args:
        at: the moment.
        day_starts: how long after midnight a day begins; a shop that closes after midnight closes its own day.
    """
    return (at.astimezone(BEIJING) - day_starts).date()


def bill_date(at: datetime) -> date:
    """Say on which of WeChat Pay's bills a moment falls: its days begin at midnight, whatever the shop's do."""
    return at.astimezone(BEIJING).date()
