"""Break everything on purpose, from seeds: ``make torture N=1000 SEED=0 KIND=crash``.

Prints one table, and ends with 1 if anything fails. A failure names its seed; ``N=1 SEED=… KIND=…`` replays it.
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.torture.kinds import COSTLY, KINDS, Judge, Kind, Verdict

_ROW = "{:<10} {:>8} {:>9} {:>9}  {}"


def main() -> int:
    """Do what was asked for; give the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("seeds", type=int, nargs="?", default=200, help="how many seeds each kind gets")
    arguments.add_argument("--seed", type=int, default=0, help="the first one")
    arguments.add_argument("--kind", choices=KINDS, action="append", help="only this kind")
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)  # the till warns of every stroke of weather, which is the point here
    kinds = {name: KINDS[name] for name in given.kind or KINDS}
    rows = [
        _try(name, kind, range(given.seed, given.seed + math.ceil(given.seeds / COSTLY.get(name, 1))))
        for name, kind in kinds.items()
    ]
    _say(_ROW.format("kind", "cases", "failures", "seconds", "seeds of failures"))
    for row, _ in rows:
        _say(row)
    return int(not all(sound for _, sound in rows))


def _try(name: str, kind: Kind, seeds: range) -> tuple[str, bool]:
    """Try one kind; give its row of the table, and whether all was well."""
    begun, cases, failed = time.monotonic(), 0, list[int]()
    try:
        with tempfile.TemporaryDirectory(prefix="pos_app-torture-") as folder, kind(Path(folder)) as judge:
            for seed in seeds:
                verdict = _judged(judge, seed)
                cases += verdict.cases
                if verdict.wrong:
                    failed.append(seed)
                    _say(f"{name} {seed}: {'; '.join(verdict.wrong)}")
    except Exception as error:  # noqa: BLE001 - a kind that cannot even begin has failed, and says why
        _say(f"{name}: {error}")
        failed.append(seeds.start)
    told = ", ".join(map(str, failed)) or "none"
    row = _ROW.format(name, cases, len(failed), f"{time.monotonic() - begun:.0f}", told)
    return row, not failed


def _judged(judge: Judge, seed: int) -> Verdict:
    try:
        return judge(seed)
    except Exception:  # noqa: BLE001 - whatever a case dies of is its failure, and is told with its seed
        return Verdict(cases=1, wrong=[traceback.format_exc()])


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
