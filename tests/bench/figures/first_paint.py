"""P6: from starting the program to its first picture, beside a bare window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.table import Plan, Row
from tests.bench.timing import interleave
from tests.bench.windows import run

LIMIT = 1.5


def measure(plan: Plan) -> list[Row]:
    """Start both kinds of window in turn, each time in a fresh process."""
    took = interleave(
        {"till": _start("till", plan.scratch), "bare": _start("bare", plan.scratch)}, plan.times(15, 5), warm=2
    )  # fmt: skip
    ratio = took["till"].over(took["bare"])
    return [
        Row(figure="P6", what="start → first picture, over a bare QMainWindow", value=ratio.median, limit=LIMIT,
            spread=ratio.spread(),
            beside=f"till {took['till'].milliseconds()}; bare {took['bare'].milliseconds()}",
            numbers={name: sample.median for name, sample in took.items()}),
    ]  # fmt: skip


def _start(kind: str, folder: Path) -> Callable[[], float]:
    def measure() -> float:
        began = time.monotonic()
        return run(kind, folder)[0] - began

    return measure
