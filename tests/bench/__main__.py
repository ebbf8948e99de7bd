"""Measure, and print one table: ``python -m tests.bench [NAMES…] [--quick] [--json FILE]``.

The exit code tells only whether the measuring worked, not whether the goals are met: a busy machine is no defect.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.figures import FIGURES, measure
from tests.bench.table import Plan, Row, render


def _apart(name: str, plan: Plan) -> list[Row]:
    """Measure one figure in a fresh process, which no other figure has warmed up or worn out."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, name, plan).result()


def _all(names: Sequence[str], quick: bool) -> tuple[list[Row], list[str]]:
    rows, broken = [], []
    for name in names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)  # noqa: T201 - it takes minutes
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-", dir=_disk()) as scratch:
            try:
                rows += _apart(name, Plan(quick=quick, scratch=Path(scratch)))
            except Exception:  # noqa: BLE001 - the others can still be measured
                traceback.print_exc()
                broken.append(name)
    return rows, broken


def _disk() -> Path:
    """Return a folder on the disk that the program lies on: /tmp may be memory, which is durable in no time."""
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    return folder.resolve()


def _machine() -> str:
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed and size beside their limits.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FIGURES)}; all if none is given")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: for trying out, not for quoting")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(FIGURES):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    rows, broken = _all(options.names or FIGURES, options.quick)
    print(f"{render(rows)}\n\n{_machine()}")  # noqa: T201 - the table is what this program is for
    if options.json:
        facts = {"machine": _machine(), "quick": options.quick, "rows": [row.facts() for row in rows]}
        options.json.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
