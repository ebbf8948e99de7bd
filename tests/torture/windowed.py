"""Blows at the real program on a real screen: it sells and gives back, dies, is opened again, and settles."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from pos_app.config import Profile
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.core.payment import PaymentState
from pos_app.core.shift import CashCount
from pos_app.simulator.remote import RemoteSimulator
from tests.e2e.counter import Counter, screen, set_up
from tests.secret_service import secret_service
from tests.torture.blows import Blow, of_the_book, was_struck
from tests.torture.cases import Stage
from tests.torture.till import BOOK, HEARD, TILL

# Counted in each thread by itself.
BLOWS = tuple(Blow(call="fsync", nth=nth) for nth in range(1, 5)) + tuple(
    Blow(call="pwrite64", nth=nth) for nth in range(1, 36, 2)
)


@contextmanager
def keyring() -> Iterator[None]:
    """Let this process, and every one that it starts, see a keyring of its own."""
    name = "DBUS_SESSION_BUS_ADDRESS"
    before = os.environ.get(name)
    with tempfile.TemporaryDirectory(prefix="pos_app-keyring-") as home, secret_service(Path(home)) as address:
        os.environ[name] = address
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before


def strike(on: Stage, blow: Blow) -> tuple[bool, list[str]]:
    """Strike the window once; give whether it was met, and what is wrong in the end."""
    with on.shop("window") as (home, far_end):
        profile = Profile.locate("shop", home / "data")
        set_up(profile, home / "provider", far_end.url)
        shutil.move(home / BOOK, profile.ledger_file)
        record, log = home / "strace", home / "window"
        with screen(log) as display:
            counter = Counter(profile, display, log)
            with counter.ledger() as ledger:
                ledger.shifts.open(CashCount(), "Lee")
            words = (*of_the_book(profile.directory, blow.call), *blow.words())
            with suppress(AssertionError, subprocess.CalledProcessError):  # it is dead, as it should be
                _work(counter, far_end, ("strace", "-f", "-qq", "-o", str(record), *words))
            struck = was_struck(record.read_text())
            _open_again(counter, far_end)
        for file in profile.directory.glob(f"{BOOK}*"):
            shutil.copy(file, home / file.name)
        (home / HEARD).touch()
        wrong = on.live(home, far_end, "settle", None) + on.questions(home, far_end, killed=True)
        return struck, [f"{blow} in the window: {flaw}" for flaw in wrong]


def _work(counter: Counter, far_end: RemoteSimulator, under: tuple[str, ...]) -> None:
    """Sell something and give it back, as long as the till lives."""
    with counter.till(*under) as till:
        try:
            counter.found(till)
            counter.press("1", "2", "period", "5", "F8")
            counter.wait_for_key(till)
            counter.press("F10")
            far_end.phone.pay(counter.read_code(till))
            counter.wait_for_green(till)
            counter.press("Return")
            counter.press("ctrl+r")
            counter.wait_for_key(till)
            counter.press("Return")
            counter.wait_for_overlay(till)
            counter.press("Return")
            counter.until("the refund is in the books", lambda: far_end.audit()["totals"]["refunded_fen"] > 0, till)
        finally:
            _end(till)


def _end(strace: subprocess.Popen[bytes]) -> None:
    """End what strace watches: it would let go of it, not take it along."""
    children = Path(f"/proc/{strace.pid}/task/{strace.pid}/children")
    for child in children.read_text().split() if children.exists() else []:
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGTERM)


def _open_again(counter: Counter, far_end: RemoteSimulator) -> None:
    """Open the program anew, and see that it finds by itself what was paid meanwhile."""
    with counter.till() as till:
        counter.until("the window knows what was paid", lambda: _knows(counter, far_end), till)
        counter.close(till)


def _knows(counter: Counter, far_end: RemoteSimulator) -> bool:
    paid = [order["out_trade_no"] for order in far_end.audit()["orders"] if order["paid_fen"]]
    engine = open_engine(counter.profile.ledger_file)
    try:
        ledger = Ledger(engine, till=TILL, clock=_nobody)
        return all(ledger.payment(number).state is PaymentState.PAID for number in paid)
    finally:
        engine.dispose()


def _nobody() -> datetime:
    raise AssertionError("nothing is written here")
