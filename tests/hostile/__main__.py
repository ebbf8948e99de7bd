"""`make fuzz`: give every target bytes that coverage leads on from, for so many seconds each.

Each target runs in a process of its own, within 20 s and 1 GiB for an input. What was learnt stays in `build/fuzz`, cut
down to the inputs that reach something of their own; what made a target fail stays there, too, and is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HOME = Path("build/fuzz")
ALONE = "--alone"


def main() -> int:
    """Run some targets in turn, or all."""
    from tests.hostile.targets import TARGETS  # noqa: PLC0415 - not before the other process can instrument it

    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--seconds", type=int, default=30, help="for each target")
    given = parser.parse_args()
    failed = [name for name in given.targets or TARGETS if not _run(name, given.seconds)]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "no target failed\n")
    return int(bool(failed))


def _run(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, then keep only what is worth keeping."""
    corpus, smaller = HOME / name, HOME / f"{name}.smaller"
    for folder in (corpus, smaller):
        folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.hostile", ALONE, name]
    limits = ["-timeout=20", "-rss_limit_mb=1024", f"-artifact_prefix={HOME}/{name}-"]
    sys.stdout.write(f"{name}: ")
    sys.stdout.flush()
    done = subprocess.run(
        [*command, str(corpus), f"-max_total_time={seconds}", "-print_final_stats=1", *limits],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    figures = [
        line.split()[-1] for line in done.stderr.splitlines() if line.startswith("stat::number_of_executed_units")
    ]
    sys.stdout.write(f"{figures[0] if figures else '?'} inputs, {'sound' if done.returncode == 0 else 'FAILED'}\n")
    if done.returncode:
        sys.stdout.write(done.stderr[-3000:] + "\n")
        return False
    subprocess.run([*command, "-merge=1", str(smaller), str(corpus)], capture_output=True, check=False)
    if any(smaller.iterdir()):
        for old in corpus.iterdir():
            old.unlink()
        for kept in smaller.iterdir():
            kept.rename(corpus / kept.name)
    smaller.rmdir()
    return True


def _fuzz(name: str, arguments: Sequence[str]) -> None:
    import atheris  # noqa: PLC0415 - there for Linux alone

    with atheris.instrument_imports(include=["pos_app"]):
        from tests.hostile.targets import TARGETS  # noqa: PLC0415 - must be imported under instrumentation
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds):
        (HOME / name / f"seed-{number}").write_bytes(seed[: target.longest])
    atheris.Setup([sys.argv[0], f"-max_len={target.longest}", *arguments], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == [ALONE]:
        _fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())
