"""A warm process from which tills and pretend providers are born by fork: a till that is up in 20 ms may die a lot.

``python -m tests.torture.nursery`` takes one JSON object a line and answers each with one. A child waits at a
gate until it is let go, so that strace can take hold of it first.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from pos_app.simulator.server import Simulator
from tests.torture.flows import play
from tests.torture.rivals import Rival, join_crowd
from tests.torture.till import Till

_PATIENCE = 120.0  # seconds, after which a child hangs
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, -1  # the same place; of Yama


class HangError(Exception):
    """A child came to no end."""


class Nursery:
    """The other side: a place to get children from."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Self]:
        """Warm a process up, and end it with all its children."""
        words = [sys.executable, "-m", "tests.torture.nursery"]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            try:
                yield cls(process)
            finally:
                process.stdin.close()  # type: ignore[union-attr]

    def till(self, home: Path, keys: Path, url: str, flow: str) -> int:
        """Bear a till, which waits at its gate; give its process number."""
        words = {"home": str(home), "keys": str(keys), "url": url, "flow": flow}
        return int(self._ask({"verb": "till", **words})["pid"])

    def rival(self, home: Path, keys: Path, url: str, *, number: str, where: str, seed: int, steps: int) -> int:
        """Bear one of many tills, which waits at its gate; give its process number."""
        words = {"home": str(home), "keys": str(keys), "url": url, "number": number, "where": where}
        return int(self._ask({"verb": "rival", **words, "seed": seed, "steps": steps})["pid"])

    def let_go(self, *pids: int) -> list[int]:
        """Open the gates and wait for the ends; give the exit codes, or the signals' numbers below zero.

        Raises:
            HangError: one came to no end.
        """
        return [os.waitstatus_to_exitcode(status) for status in self._ask({"verb": "go", "pids": pids})["statuses"]]

    def provider(self, directory: Path) -> tuple[int, str]:
        """Bear a pretend provider; give its process number and its address."""
        born = self._ask({"verb": "provider", "directory": str(directory)})
        return int(born["pid"]), str(born["url"])

    def end(self, pid: int) -> None:
        """End a child."""
        self._ask({"verb": "end", "pid": pid})

    def _ask(self, words: dict[str, Any]) -> dict[str, Any]:
        pipe = self._process
        assert pipe.stdin is not None
        assert pipe.stdout is not None
        pipe.stdin.write(json.dumps(words).encode() + b"\n")
        pipe.stdin.flush()
        if not select.select([pipe.stdout], [], [], _PATIENCE)[0]:
            for pid in words["pids"]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            pipe.stdout.readline()
            raise HangError(words)
        answer: dict[str, Any] = json.loads(pipe.stdout.readline())
        return answer


# ---------------------------------------------------------------- in the warm process

_gates: dict[int, int] = {}


def _bear(life: Callable[[int], None], log: Path | None) -> tuple[int, int]:
    """Fork; the child waits at its gate, lives, and tells something through a pipe. Give its number and the pipe."""
    gate, latch = os.pipe()
    ear, mouth = os.pipe()
    pid = os.fork()
    if pid:
        os.close(gate)
        os.close(mouth)
        _gates[pid] = latch
        return pid, ear
    os.close(latch)
    os.close(ear)
    status = 1
    try:
        _dress(log)
        os.read(gate, 1)
        life(mouth)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it must not get into the parent's loop
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _dress(log: Path | None) -> None:
    """Part a child from its parent's pipes, and let strace take hold of it."""
    nothing = os.open(os.devnull, os.O_RDWR)
    said = nothing if log is None else os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    if log is not None:
        os.dup2(said, 2)
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    prctl(_PR_SET_PTRACER, ctypes.c_long(_ANYBODY), 0, 0, 0)


def _serve(directory: Path, mouth: int) -> None:
    with Simulator(directory) as simulator:
        os.write(mouth, simulator.url.encode() + b"\n")
        threading.Event().wait()


def _rival(home: Path, words: dict[str, Any]) -> None:
    number, where, seed, steps = words["number"], words["where"], words["seed"], words["steps"]
    if not words["url"]:
        join_crowd(where, number, home, seed, steps)
        return
    with closing(Till(home, Path(words["keys"]), words["url"], number=number, where=where)) as till:
        Rival(till, random.Random(seed)).live(steps)


def _answer(words: dict[str, Any]) -> dict[str, Any]:
    match words.pop("verb"):
        case "till":
            home, keys = Path(words["home"]), Path(words["keys"])
            pid, ear = _bear(lambda _: play(words["flow"], home, keys, words["url"]), home / "said")
            os.close(ear)
            return {"pid": pid}
        case "rival":
            home = Path(words["home"])
            pid, ear = _bear(lambda _: _rival(home, words), home / "said")
            os.close(ear)
            return {"pid": pid}
        case "go":
            for pid in words["pids"]:
                _open_gate(pid)
            return {"statuses": [os.waitpid(pid, 0)[1] for pid in words["pids"]]}
        case "provider":
            pid, ear = _bear(lambda mouth: _serve(Path(words["directory"]), mouth), None)
            _open_gate(pid)
            with os.fdopen(ear) as told:
                return {"pid": pid, "url": told.readline().strip()}
        case "end":
            os.kill(words["pid"], signal.SIGKILL)
            return {"status": os.waitpid(words["pid"], 0)[1]}
        case verb:
            raise ValueError(verb)


def _open_gate(pid: int) -> None:
    with os.fdopen(_gates.pop(pid), "wb") as latch:
        latch.write(b".")


def main() -> None:
    """Answer until nobody asks; the children die with this process."""
    importlib.import_module("alembic.command")  # for the children that migrate
    for line in sys.stdin.buffer:
        answer = _answer(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
