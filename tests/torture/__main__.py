"""Break everything on purpose, from seeds: `make torture N=1000 SEED=0`.

Prints one table, and ends with 1 if anything fails.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
import traceback
from pathlib import Path

from pos_app.simulator.identity import open_identity
from tests.torture.play import stage

STEPS = 60


def main() -> int:
    """Play the stories; give the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stories", type=int, nargs="?", default=200, help="how many stories to play")
    arguments.add_argument("--seed", type=int, default=0, help="of the first story; each next one has the next number")
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)  # the till warns of every stroke of weather, which is the point here
    failed: list[tuple[int, str]] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pos_app-torture-") as folder:
        keys = Path(folder) / "keys"
        open_identity(keys)
        for seed in range(given.seed, given.seed + given.stories):
            if wrong := _story(keys, Path(folder) / str(seed), seed):
                failed.append((seed, wrong))
                _say(f"seed {seed}: {wrong}")
    seconds = time.monotonic() - begun
    seeds = ", ".join(str(seed) for seed, _ in failed) or "none"
    _say(f"{'kind':<14} {'cases':>8} {'steps':>9} {'failures':>9} {'seconds':>9}  seeds of failures")
    _say(f"{'random play':<14} {given.stories:>8} {given.stories * STEPS:>9} {len(failed):>9} {seconds:>9.0f}  {seeds}")
    return int(bool(failed))


def _story(keys: Path, home: Path, seed: int) -> str:
    try:
        with stage(keys, home, seed) as play:
            for _ in range(STEPS):
                play.step()
            return "; ".join(play.settle())
    except Exception:  # noqa: BLE001 - whatever a story dies of is its failure, and is told with its seed
        return traceback.format_exc()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
