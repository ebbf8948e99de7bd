"""What a day costs the machine: memory, and how evenly the thread of the glass beats meanwhile."""

from __future__ import annotations

import gc
import time
from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from tests.bench.table import Row
from tests.bench.windows import resident

BEAT_MS = 5
USUAL_MS, LONGEST_MS = 16, 50  # the 99th of a hundred gaps between two beats, and the longest (P7)
GROWTH_MIB, OVER = 2, 2000  # P8: this much at most over so many sales
WARM, ENOUGH = 300, 100  # sales after which every cache is full, and how many then tell something
_MIB = 1 << 20
_BIN_MS, _BINS = 0.1, 20_000


class _Spread:
    """Counts milliseconds in bins: it may not grow itself while memory is measured."""

    def __init__(self) -> None:
        self._bins = array("L", bytes(8 * _BINS))
        self.count = 0
        self.longest = 0.0

    def add(self, milliseconds: float) -> None:
        self._bins[min(_BINS - 1, int(milliseconds / _BIN_MS))] += 1
        self.count += 1
        self.longest = max(self.longest, milliseconds)

    def quantile(self, share: float) -> float:
        """Give the milliseconds that this share of all do not exceed."""
        left = share * self.count
        for place, count in enumerate(self._bins):
            left -= count
            if left <= 0:
                return (place + 1) * _BIN_MS
        return self.longest


class Pulse(QObject):
    """Beats on the thread of the glass, and counts how long each beat was in coming, and how long the thread worked.

    What the thread worked is the till's own doing; the rest of the time it waited for a machine that was busy.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gaps, self._worked = _Spread(), _Spread()
        self._last = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        for spread, new, old in zip((self._gaps, self._worked), now, self._last, strict=True):
            spread.add((new - old) * 1000)
        self._last = now

    def rows(self) -> list[Row]:
        """Put it beside its limits."""
        return _rows("GUI heartbeat of 5 ms", self._gaps) + _rows("work of the GUI thread in a beat", self._worked)


def _rows(what: str, spread: _Spread) -> list[Row]:
    beside = f"p99.9 {spread.quantile(0.999):.1f} ms of {spread.count:,}"
    return [
        Row(figure="P7", what=f"{what}, all day: p99", value=spread.quantile(0.99), limit=USUAL_MS, unit="ms",
            beside=beside),
        Row(figure="P7", what=f"{what}, all day: longest", value=spread.longest, limit=LONGEST_MS, unit="ms"),
    ]  # fmt: skip


class Memory:
    """What the process holds, after each sale."""

    def __init__(self) -> None:
        self._held: list[int] = []

    def note(self) -> None:
        """Look, after one more sale."""
        gc.collect()
        self._held.append(resident())

    def rows(self) -> list[Row]:
        """Put the growth beside its limit, if there was enough to tell."""
        held = self._held[WARM:]
        if len(held) < ENOUGH:
            return []
        growth = slope(held) * OVER / _MIB
        ends = f"{held[0] / _MIB:.1f} MiB after {WARM} sales, {held[-1] / _MIB:.1f} MiB after {len(self._held):,}"
        return [Row(figure="P8", what=f"memory that {OVER:,} sales add", value=growth, limit=GROWTH_MIB, unit="MiB",
                    beside=ends)]  # fmt: skip


def slope(values: Sequence[int]) -> float:
    """Give how much each value is more than the one before, on the whole: by least squares."""
    middle = (len(values) - 1) / 2
    spread = sum((place - middle) ** 2 for place in range(len(values)))
    return sum((place - middle) * value for place, value in enumerate(values)) / spread
