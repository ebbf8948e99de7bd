"""Where the till stands, as its window says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from pos_app.core.business_day import MIDNIGHT
from pos_app.ui.tendering import Habits


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Its shop, its number, and what is special about it."""

    shop: str
    till: str
    training: bool = False
    muted: bool = False  # how the till was left
    habits: Habits = field(default_factory=Habits)  # how money is taken here
    day_starts: timedelta = MIDNIGHT  # how long after midnight the shop's days begin
    pins: str = ""  # of the people in training, whose PINs are no secret
