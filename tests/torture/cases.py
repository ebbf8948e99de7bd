"""One case: a flow on a till that is struck, another start, a settled book, and the questions asked of it then."""

from __future__ import annotations

import dataclasses
import json
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from pos_app.core.business_day import business_date
from pos_app.core.errors import NotFoundError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.payment import PAYMENT_MOVES, PaymentState
from pos_app.core.refund import REFUND_MOVES, RefundState
from pos_app.simulator.identity import open_identity
from pos_app.simulator.remote import RemoteSimulator
from tests.core.test_ledger_engine import at_version
from tests.torture.audit import disagreements
from tests.torture.blows import KILL, Blow, counted, held, of_the_book, only, was_struck
from tests.torture.flows import OLD_VERSION, WITHOUT_A_BOOK
from tests.torture.nursery import HangError, Nursery
from tests.torture.till import BOOK, HEARD, TILL

_State = TypeVar("_State", PaymentState, RefundState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Bad weather over the next calls of one kind."""

    call: str
    fault: str
    times: int = 1
    seconds: float | None = None
    deed: bool = False

    def __str__(self) -> str:
        return f"{self.fault} at {self.call} x{self.times}{' (done all the same)' if self.deed else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is played, and what goes wrong meanwhile.

    Attributes:
        flow: which, of ``flows.FLOWS``.
        weather: over the flow; it clears before the settling.
        blow: at the till that plays the flow.
        again: at the till that is started after it, so that even the recovery is struck.
    """

    flow: str
    weather: tuple[Spell, ...] = ()
    blow: Blow | None = None
    again: Blow | None = None

    def __str__(self) -> str:
        blows = [str(self.blow)] if self.blow else []
        blows += [f"then {self.again} while settling"] if self.again else []
        return f"{self.flow}: {', '.join([*map(str, self.weather), *blows]) or 'nothing'}"


class Stage:
    """Where cases are played, one after the other, each in a shop of its own."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self.struck = 0  # how often a blow has met its till
        self._folder = folder
        self.nursery = nursery
        self._count = 0

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Self]:
        """Make the merchant, empty books of this and of older programs, and the warm process."""
        open_identity(folder / "keys")
        open_ledger(folder / BOOK, till=TILL, clock=_now).close()
        for version in OLD_VERSION.values():
            with at_version(folder / version, version):
                pass
        with Nursery.open() as nursery:
            yield cls(folder, nursery)

    def wrong(self, case: Case) -> list[str]:
        """Play a case; say what is wrong in the end: nothing."""
        with self.shop(case.flow) as (home, far_end):
            for spell in case.weather:
                far_end.weather.set(**dataclasses.asdict(spell))
            said = self.live(home, far_end, case.flow, case.blow)
            far_end.weather.clear()
            if case.again is not None:
                said += self.live(home, far_end, "settle", case.again)
            said += self.live(home, far_end, "settle", None)
            killed = any(blow is not None and blow.effect == KILL for blow in (case.blow, case.again))
            return said + self.questions(home, far_end, killed=killed)

    @staticmethod
    def questions(home: Path, far_end: RemoteSimulator, *, killed: bool) -> list[str]:
        """Ask a settled book all that there is to ask; ``killed``: it may know what its till did not live to hear."""
        lines = (home / HEARD).read_text().splitlines()
        with open_ledger(home / BOOK, till=TILL, clock=_now) as ledger:
            return [*examine(lines, far_end, ledger), *(() if killed else _unheard(lines, ledger))]

    def points(self, flow: str, calls: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """Count the calls that a flow makes, by kind: each is a point at which it can be struck."""
        counts = counted(self.watched(flow, lambda home: (*of_the_book(home, calls[0]), *only(calls))))
        return tuple((call, nth) for call in calls for nth in range(1, counts[call] + 1))

    def watched(self, flow: str, look: Callable[[Path], tuple[str, ...]]) -> str:
        """Let a flow be played unharmed; give what strace saw of it."""
        with self.shop(flow) as (home, far_end):
            pid = self.nursery.till(home, home / "provider", far_end.url, flow)
            with held(pid, look(home), home / "strace"):
                self.nursery.let_go(pid)
            return (home / "strace").read_text()

    @contextmanager
    def shop(self, flow: str) -> Iterator[tuple[Path, RemoteSimulator]]:
        """Open a shop for a flow: with an empty book, unless it begins with none; a settling one finds work in it."""
        self._count += 1
        home = self._folder / f"case-{self._count}"
        home.mkdir()
        if flow not in WITHOUT_A_BOOK:
            shutil.copy(self._folder / OLD_VERSION.get(flow, BOOK), home / BOOK)
        shutil.copytree(self._folder / "keys", home / "provider")
        pid, url = self.nursery.provider(home / "provider")
        try:
            far_end = RemoteSimulator(url)
            if flow == "settle":
                self.live(home, far_end, "open-work", None)
            yield home, far_end
        finally:
            self.nursery.end(pid)
            shutil.rmtree(home)

    def live(self, home: Path, far_end: RemoteSimulator, flow: str, blow: Blow | None) -> list[str]:
        """Let a till live through a flow; say how it should not have died."""
        pid = self.nursery.till(home, home / "provider", far_end.url, flow)
        try:
            if blow is None:
                (status,) = self.nursery.let_go(pid)
            else:
                with held(pid, (*of_the_book(home, blow.call), *blow.words()), home / "strace"):
                    (status,) = self.nursery.let_go(pid)
                self.struck += was_struck((home / "strace").read_text())
        except HangError:
            return [f"{flow}: the till hangs"]
        expected = {0, -signal.SIGKILL} if blow is not None and blow.effect == KILL else {0}
        if status in expected:
            return []
        return [f"{flow}: the till ended with {status}:\n{(home / 'said').read_text()}"]


def examine(lines: Iterable[str], far_end: RemoteSimulator, ledger: Ledger) -> list[str]:
    """Say what is wrong with a book that had time to settle; ``lines`` are what the glass said."""
    left = [payment.out_trade_no for payment in ledger.unsettled_payments()]
    left += [refund.out_refund_no for refund in ledger.unsettled_refunds()]
    return [
        *(f"{number}: never settles" for number in left),
        *disagreements(far_end.audit(), ledger),
        *forgotten(lines, ledger),
    ]


def _unheard(lines: Iterable[str], ledger: Ledger) -> Iterator[str]:
    """Look for what is in the book although the till was told, by an error, that nothing was written."""
    heard = {number for line in lines for number in json.loads(line).values()}
    today = business_date(_now())
    for payment in [*ledger.payments_on(today), *ledger.payments_on(today - timedelta(days=1))]:
        numbers = {payment.out_trade_no} | {refund.out_refund_no for refund in ledger.refunds_of(payment.out_trade_no)}
        yield from (f"{number}: is in the book, though it was refused" for number in numbers - heard)


def forgotten(lines: Iterable[str], ledger: Ledger) -> Iterator[str]:
    """Look for what the glass once said for certain, and the book does not know, or knows otherwise."""
    for line in lines:
        said = json.loads(line)
        try:
            if "payment" in said:
                yield from _payment_forgotten(ledger, said["payment"], PaymentState(said["state"]))
            else:
                yield from _refund_forgotten(ledger, said["refund"], RefundState(said["state"]))
        except NotFoundError:
            yield f"{said}: the glass said so, and the book has never heard of it"


def _payment_forgotten(ledger: Ledger, number: str, state: PaymentState) -> Iterator[str]:
    now = ledger.payment(number)
    if now.state not in _from(PAYMENT_MOVES, state):
        yield f"{number}: was {state.value} on the glass, and is {now.state.value}"
    if state is PaymentState.PRESENTED and now.code_url is None:
        yield f"{number}: its code was on the glass, and is not in the book"


def _refund_forgotten(ledger: Ledger, number: str, state: RefundState) -> Iterator[str]:
    now = ledger.refund(number)
    if now.state not in _from(REFUND_MOVES, state):
        yield f"{number}: was {state.value} on the glass, and is {now.state.value}"


def _from(moves: Mapping[_State, frozenset[_State]], state: _State) -> set[_State]:
    """Give a state and all that can come after it."""
    reached, new = {state}, {state}
    while new := {after for before in new for after in moves[before]} - reached:
        reached |= new
    return reached


def _now() -> datetime:
    return datetime.now(UTC)
