"""What a look is given: whose till it is, how it is set up, and how to say how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pos_app.config import Profile, Settings


class StoppedError(Exception):
    """Somebody wants no more of this look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One till to be looked at.

    Attributes:
        profile: whose.
        settings: as they are in force.
        clock: epoch seconds.
        watch: is told how far a long look has come, of how much; raises StoppedError when it is to end.
    """

    profile: Profile
    settings: Settings
    clock: Callable[[], float]
    watch: Callable[[int, int], None]

    @property
    def ledger(self) -> Path | str:
        """Where the book is: a file, or an address."""
        return self.settings.ledger.url or self.profile.ledger_file
