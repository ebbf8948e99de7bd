"""The cycle collector stays on the thread of the glass."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pos_app.ui.collector import Collector


class Knot:
    """Something that only the collector can find."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    collector = Collector(qapp)
    yield collector
    collector.stop()
    collector.deleteLater()


def test_no_other_thread_collects(collector: Collector) -> None:
    threads: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        threads.append(threading.current_thread().name)

    gc.callbacks.append(note)
    try:
        busy = threading.Thread(target=lambda: [Knot() for _ in range(20_000)], name="busy")
        busy.start()
        busy.join()
    finally:
        gc.callbacks.remove(note)

    assert "busy" not in threads


def test_what_nobody_holds_is_found_in_time(qtbot: QtBot, collector: Collector) -> None:
    lost = weakref.ref(Knot())
    knots = [Knot() for _ in range(20_000)]
    knots.clear()

    qtbot.waitUntil(lambda: lost() is None, timeout=5_000)


def test_python_collects_by_itself_again_afterwards(qapp: QObject) -> None:
    collector = Collector(qapp)
    assert not gc.isenabled()

    collector.settle()
    collector.stop()
    collector.deleteLater()

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
