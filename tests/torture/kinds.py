"""The kinds of trouble. Each opens in a folder, and then answers a seed with what went wrong: nothing, it is hoped."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pos_app.simulator.identity import open_identity
from pos_app.simulator.weather import INSTEAD, Fault
from tests.core.postgresql import Cluster
from tests.torture import deadlines, disk, full_disk, races, windowed
from tests.torture.blows import OPENS, TALKS, WRITES, Blow
from tests.torture.cases import Case, Spell, Stage
from tests.torture.flows import STRUCK
from tests.torture.play import CALLS, stage
from tests.torture.power import PowerCuts

Point = tuple[str, str, int]  # flow, system call, count

STEPS = 120  # of a random play
ORDERS = 5  # each to its end, for each seed
CUTS = 60  # of the power, for each seed
_SECONDS = MappingProxyType({Fault.DELAY: 0.2, Fault.HANG: 3.0})  # the till's client waits for one
_ERRORS = ("EIO", "ENOSPC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a seed: how many cases it stands for, and what was wrong."""

    cases: int
    wrong: list[str]


Judge = Callable[[int], Verdict]
Kind = Callable[[Path], AbstractContextManager[Judge]]


def points(on: Stage, flows: Sequence[str], calls: tuple[str, ...]) -> list[Point]:
    """List every point of some flows at which a system call of some kinds is made."""
    return [(flow, call, nth) for flow in flows for call, nth in on.points(flow, calls)]


@contextmanager
def crash(folder: Path) -> Iterator[Judge]:
    """Kill the till: at every point once, then at random ones, in bad weather, and again while it recovers."""
    with Stage.open(folder) as on:
        known = points(on, STRUCK, WRITES) + points(on, STRUCK, TALKS)

        def judge(seed: int) -> Verdict:
            case = crash_at(known[seed]) if seed < len(known) else double_crash(known, seed)
            return _verdict(on, case)

        yield judge


@contextmanager
def storage(folder: Path) -> Iterator[Judge]:
    """Let the disk refuse: at every point, once and for good, broken and full; and no file can be opened."""
    with Stage.open(folder) as on:
        writes, opens = points(on, STRUCK, WRITES), points(on, STRUCK, OPENS)
        blows = [(point, error, lasting) for point in writes for error in _ERRORS for lasting in (False, True)]
        blows += [(point, "EMFILE", lasting) for point in opens for lasting in (False, True)]
        random.Random(0).shuffle(blows)  # so that few cases meet many kinds

        def judge(seed: int) -> Verdict:
            point, error, lasting = blows[seed % len(blows)]
            return _verdict(on, refusal_at(point, error, lasting=lasting))

        yield judge


@contextmanager
def full(folder: Path) -> Iterator[Judge]:
    """Let a small disk run full."""
    with Stage.open(folder) as on:
        yield lambda seed: Verdict(cases=1, wrong=full_disk.fill(on, seed))


@contextmanager
def weather(folder: Path) -> Iterator[Judge]:
    """Let two faults strike one flow, at any two calls."""
    with Stage.open(folder) as on:
        yield lambda seed: _verdict(on, two_faults(random.Random(seed)))


@contextmanager
def power(folder: Path) -> Iterator[Judge]:
    """Cut the power at random moments of one life, and look at what the disk may then hold."""
    with Stage.open(folder) as on, memory() as place:
        cuts = PowerCuts(disk.read_record(on.watched("life", disk.look)), place)

        def judge(seed: int) -> Verdict:
            states, wrong = cuts.cut(seed, CUTS)
            return Verdict(cases=states, wrong=wrong)

        yield judge


@contextmanager
def race(folder: Path) -> Iterator[Judge]:
    """Let four tills on one server fight for the same payments, and some of them die."""
    with Stage.open(folder) as on, Cluster.start() as cluster:
        yield lambda seed: Verdict(cases=1, wrong=races.race(on, cluster, seed))


@contextmanager
def crowd(folder: Path) -> Iterator[Judge]:
    """Let 64 tills on one server move the same payments."""
    with Stage.open(folder) as on, Cluster.start() as cluster:

        def judge(seed: int) -> Verdict:
            moves, wrong = races.crowd(on, cluster, seed)
            return Verdict(cases=moves, wrong=wrong)

        yield judge


@contextmanager
def window(folder: Path) -> Iterator[Judge]:
    """Kill the real program on a real screen while it sells and gives back."""
    with Stage.open(folder) as on, windowed.keyring():

        def judge(seed: int) -> Verdict:
            struck, wrong = windowed.strike(on, windowed.BLOWS[seed % len(windowed.BLOWS)])
            return Verdict(cases=int(struck), wrong=wrong)

        yield judge


@contextmanager
def memory() -> Iterator[Path]:
    """Give a folder in memory, if there is one: what is only read need not wait for a disk."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as place:
        yield Path(place)


@contextmanager
def deadline(folder: Path) -> Iterator[Judge]:
    """Let customers pay at the last moment, or never, while the till asks on its own schedule."""
    open_identity(folder / "keys")

    def judge(seed: int) -> Verdict:
        with stage(folder / "keys", folder / str(seed), seed) as story:
            dice = random.Random(seed)
            wrong = [flaw for _ in range(ORDERS) for flaw in deadlines.play_order(story.shop, dice)]
            return Verdict(cases=ORDERS, wrong=wrong + deadlines.audit(story.shop))

    yield judge


@contextmanager
def play(folder: Path) -> Iterator[Judge]:
    """Let cashier, customer, provider, network, clock and power do what they like."""
    open_identity(folder / "keys")

    def judge(seed: int) -> Verdict:
        with stage(folder / "keys", folder / str(seed), seed) as story:
            for _ in range(STEPS):
                story.step()
            return Verdict(cases=1, wrong=story.settle())

    yield judge


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "play": play,
        "deadline": deadline,
        "weather": weather,
        "crash": crash,
        "storage": storage,
        "full": full,
        "power": power,
        "race": race,
        "crowd": crowd,
        "window": window,
    }
)
COSTLY: Mapping[str, int] = MappingProxyType({"race": 5, "crowd": 5, "window": 10})
"""Kinds of which one case takes the time of so many others: they get so many fewer."""


# ---------------------------------------------------------------- cases


def crash_at(point: Point) -> Case:
    """Kill the till at a point."""
    flow, call, nth = point
    return Case(flow=flow, blow=Blow(call=call, nth=nth))


def double_crash(known: Sequence[Point], seed: int) -> Case:
    """Kill the till at a point in bad weather, and the next one while it recovers."""
    dice = random.Random(seed)
    flow, call, nth = dice.choice(known)
    again = Blow(call=dice.choice(WRITES[1:3] + TALKS[1:]), nth=dice.randint(1, 20))
    return Case(flow=flow, weather=(_spell(dice),), blow=Blow(call=call, nth=nth), again=again)


def refusal_at(point: Point, error: str, *, lasting: bool) -> Case:
    """Let a system call fail at a point, and with ``lasting`` ever after, until the till is started anew."""
    flow, call, nth = point
    return Case(flow=flow, blow=Blow(call=call, nth=nth, effect=f"error={error}", lasting=lasting))


def two_faults(dice: random.Random) -> Case:
    """Let bad weather strike twice."""
    flow = dice.choice([flow for flow in STRUCK if flow != "checkpoint"])
    return Case(flow=flow, weather=(_spell(dice), _spell(dice)))


def _spell(dice: random.Random) -> Spell:
    fault = dice.choice(list(Fault))
    return Spell(
        call=dice.choice(CALLS),
        fault=fault,
        times=dice.randint(1, 3),
        seconds=_SECONDS.get(fault),
        deed=fault in INSTEAD and dice.random() < 0.5,
    )


def _verdict(on: Stage, case: Case) -> Verdict:
    return Verdict(cases=1, wrong=[f"{case}: {wrong}" for wrong in on.wrong(case)])
