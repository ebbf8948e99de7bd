"""Measuring variants side by side: round robin, so that a busy minute falls on all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """What repetitions gave."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle."""
        return median(self.values)

    def quantile(self, share: float) -> float:
        """The value that this share of all do not exceed."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def over(self, other: Sample) -> Sample:
        """Divide round by round: both halves of a quotient met the same weather."""
        return Sample(tuple(mine / theirs for mine, theirs in zip(self.values, other.values, strict=True)))

    def spread(self, scale: float = 1, places: int = 2) -> str:
        """Write the middle half."""
        low, high = self.quantile(0.25) * scale, self.quantile(0.75) * scale
        return f"({low:.{places}f}–{high:.{places}f})"

    def milliseconds(self) -> str:
        """Write the median and the middle half."""
        return f"{self.median * 1e3:.2f} ms {self.spread(1e3)}"


def interleave(variants: Mapping[str, Callable[[], float]], rounds: int, *, warm: int = 1) -> dict[str, Sample]:
    """Let each variant measure itself once in each round, beginning with another one each time.

    Args:
        variants: by name; each returns what one repetition took.
        rounds: how often.
        warm: rounds before those that count.
    """
    names = list(variants)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(-warm, rounds):
        at = turn % len(names)
        for name in names[at:] + names[:at]:
            value = variants[name]()
            if turn >= 0:
                taken[name].append(value)
    return {name: Sample(tuple(values)) for name, values in taken.items()}


def each(step: Callable[[], object], times: int, clock: Clock = time.process_time) -> Callable[[], float]:
    """Return a variant that takes a step several times and says what one took on the average."""

    def measure() -> float:
        gc.collect()
        began = clock()
        for _ in range(times):
            step()
        return (clock() - began) / times

    return measure


def once(step: Callable[[], object]) -> Callable[[], float]:
    """Return a variant that takes a step once and says what it took by the wall clock."""

    def measure() -> float:
        began = time.perf_counter()
        step()
        return time.perf_counter() - began

    return measure
