"""Times as the shop reads them: Beijing time, whatever the machine's zone is set to."""

from __future__ import annotations

from datetime import datetime

from pos_app.core.business_day import BEIJING


def hour_minute(at: datetime) -> str:
    """Write ``18:46``."""
    return f"{at.astimezone(BEIJING):%H:%M}"


def hour_minute_second(at: datetime) -> str:
    """Write ``18:46:23``."""
    return f"{at.astimezone(BEIJING):%H:%M:%S}"


def minutes_seconds(seconds: float) -> str:
    """Write what is left as ``3:42``; a begun second counts as a whole one."""
    minutes, rest = divmod(max(0, -int(-seconds // 1)), 60)
    return f"{minutes}:{rest:02d}"
