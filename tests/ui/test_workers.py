"""Rounds: each record on its own schedule, one call in flight for each, and presses never behind hanging questions."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from pos_app.ui import workers
from pos_app.ui.workers import ASKERS, Landed, Rounds


class Owner(QObject):
    """Stands in for a worker, in this thread."""

    def __init__(self) -> None:
        super().__init__()
        self.rounds = Rounds("test", self)
        self.landed: list[Landed] = []
        self.due: list[str] = []
        self.rounds.landed.connect(self.landed.append)
        self.rounds.due.connect(self.due.append)


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[Owner]:
    made = Owner()
    yield made
    made.rounds.finish()


def test_a_call_runs_beside_and_lands_at_home(qtbot: QtBot, owner: Owner) -> None:
    here = threading.get_ident()

    owner.rounds.send("A", threading.get_ident)
    qtbot.waitUntil(lambda: bool(owner.landed))

    assert owner.landed[0].number == "A"
    assert owner.landed[0].call.result() != here


def test_one_call_in_flight_for_each_record(qtbot: QtBot, owner: Owner) -> None:
    gate = threading.Event()

    first = owner.rounds.send("A", gate.wait)
    second = owner.rounds.send("A", gate.wait)
    other = owner.rounds.send("B", gate.wait)

    assert (first, second, other) == (True, False, True)
    gate.set()
    qtbot.waitUntil(lambda: len(owner.landed) == 2)
    assert owner.rounds.send("A", gate.wait)


def test_a_press_does_not_queue_behind_hanging_questions(qtbot: QtBot, owner: Owner) -> None:
    gate = threading.Event()
    for number in range(ASKERS + 2):
        owner.rounds.send(f"hanging {number}", gate.wait)

    owner.rounds.send("pressed", lambda: "done", pressed=True)

    qtbot.waitUntil(lambda: [landed.number for landed in owner.landed] == ["pressed"])
    gate.set()


def test_what_went_wrong_lands_too(qtbot: QtBot, owner: Owner) -> None:
    def fail() -> None:
        raise OSError("no route")

    owner.rounds.send("A", fail)
    qtbot.waitUntil(lambda: bool(owner.landed))

    with pytest.raises(OSError, match="no route"):
        owner.landed[0].call.result()


def test_rounds_come_in_the_order_of_their_times(qtbot: QtBot, owner: Owner) -> None:
    owner.rounds.wait("late", 0.06)
    owner.rounds.wait("soon", 0.02)
    owner.rounds.wait("never", 0.04)
    owner.rounds.leave("never")
    owner.rounds.leave("unknown")

    qtbot.waitUntil(lambda: len(owner.due) == 2)

    assert owner.due == ["soon", "late"]


def test_sending_takes_the_record_off_the_rounds(qtbot: QtBot, owner: Owner) -> None:
    owner.rounds.wait("A", 0.01)
    owner.rounds.send("A", lambda: None)
    qtbot.waitUntil(lambda: bool(owner.landed))
    qtbot.wait(30)

    assert owner.due == []


class Sleeper(QObject):
    """A worker that notes where and when it was finished."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.rounds = Rounds("sleeper", self)
        self._log = log

    def finish(self) -> None:
        self.rounds.finish()
        self._log.append(QThread.currentThread().objectName())


def test_stopping_waits_for_what_is_in_flight(qtbot: QtBot) -> None:
    log: list[str] = []
    gate, landed = threading.Event(), threading.Event()
    worker = Sleeper(log)

    def hang() -> None:
        gate.wait()
        landed.set()

    worker.rounds.send("A", hang)
    thread = workers.start(worker, "nap")
    threading.Timer(0.05, gate.set).start()

    workers.stop(thread)

    assert landed.is_set()
    assert log == ["nap"]
    assert thread.isFinished()


def test_after_the_end_nothing_is_begun_and_nothing_comes_home(qtbot: QtBot, owner: Owner) -> None:
    owner.rounds.send("A", lambda: None)
    owner.rounds.finish()

    owner.rounds.wait("A", 0.0)
    sent = owner.rounds.send("B", lambda: None)
    qtbot.wait(30)

    assert not sent
    assert (owner.due, owner.landed) == ([], [])
