"""How long nobody may try to prove who they are, after wrong PINs, as the glass counts it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping


class Waits:
    """Counts down what the worker told, on a clock that nobody sets. The worker decides; this only says it."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._ends: dict[str, float] = {}  # by the number of a member

    def take(self, waits: Mapping[str, int]) -> None:
        """Take the seconds that are left from now, by the number of a member."""
        self._ends = {number: self._monotonic() + seconds for number, seconds in waits.items()}

    def left(self, number: str) -> int:
        """Give the whole seconds that are left."""
        return max(0, -int((self._monotonic() - self._ends.get(number, 0.0)) // 1))
