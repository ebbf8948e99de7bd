"""The shop's clock: Beijing time, whatever the machine's zone is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""China has one time zone and no summer time, so that no table of zones is needed."""


def business_date(at: datetime) -> date:
    """Say on which of the shop's days a moment falls."""
    return at.astimezone(BEIJING).date()
