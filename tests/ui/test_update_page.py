"""The page of updates in the till: by keys and with leave it is looked for, brought, switched, gone back from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from pos_app.ui import wiring, workers
from pos_app.ui.update_worker import UpdateWorker
from pos_app.ui.workers import Deeds
from pos_app.updates.source import manifest_name, source_of
from pos_app.updates.version import Version
from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill
from tests.updates.makers import NOW, Shop, open_shop

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stick(locked: LiveTill, tmp_path: Path) -> Iterator[Shop]:
    """A portable installation behind a till, and the stick that its updates come from."""
    shop = open_shop(tmp_path)
    worker = UpdateWorker(
        shop.updater(), lambda: source_of(str(shop.stick)), till=locked.shop.ledger.till, automatic="no"
    )
    wiring.connect_updates(locked.window.updates, locked.window.more, worker)
    worker.take_up(
        Deeds(
            checkout=locked.shop.checkout, refunding=locked.shop.refunding, ledger=locked.shop.ledger,
            authority=None,  # type: ignore[arg-type] # nobody is asked: the door was
        )
    )  # fmt: skip
    thread = workers.start(worker, "updates")
    yield shop
    workers.stop(thread)


def reads(till: LiveTill, qtbot: QtBot, name: str, words: str) -> None:
    qtbot.waitUntil(lambda: words in till.reads(name), timeout=WAIT)


def test_a_manager_updates_by_keys_and_goes_back(locked: LiveTill, stick: Shop, qtbot: QtBot) -> None:
    restart = QSignalSpy(locked.window.updates.restart_requested)
    stick.offer()
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_U, CONTROL_SHIFT)
    reads(locked, qtbot, "update_headline", "No newer version")
    assert "0.1.0" in locked.reads("update_running")

    locked.key(Qt.Key.Key_F5)
    reads(locked, qtbot, "update_headline", "0.2.0 is there")
    assert locked.reads("update_notes") == "Quicker"
    locked.key(Qt.Key.Key_F9)
    reads(locked, qtbot, "update_headline", "ready")
    locked.key(Qt.Key.Key_F9)
    reads(locked, qtbot, "update_headline", "0.2.0 starts next")
    assert locked.button("update_look").reason == "Restart first"
    locked.key(Qt.Key.Key_F9)
    assert restart.count() == 1

    locked.key(Qt.Key.Key_F8)
    reads(locked, qtbot, "update_headline", "0.2.0 is here, and ready")
    assert str(stick.installation.current) == "0.1.0"
    locked.key(Qt.Key.Key_Escape)
    assert locked.sees("sale_page")
    locked.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert "0.2.0" in locked.button("more_updates").accessibleName()


def test_a_cashier_needs_leave_and_nothing_is_switched_over_a_ticket(
    locked: LiveTill, stick: Shop, qtbot: QtBot
) -> None:
    stick.offer()
    locked.come_in(qtbot)
    locked.ring_up()
    locked.key(Qt.Key.Key_U, CONTROL_SHIFT)
    locked.key(Qt.Key.Key_F5)
    reads(locked, qtbot, "update_headline", "0.2.0 is there")
    locked.key(Qt.Key.Key_F9)
    locked.approve()
    reads(locked, qtbot, "update_headline", "ready")

    locked.press("update_go")

    reads(locked, qtbot, "update_said", "UPD-19")
    assert str(stick.installation.current) == "0.1.0"
    assert not locked.sees("pin_pop_over")


def test_nothing_is_switched_while_a_drawer_is_counted(locked: LiveTill, stick: Shop, qtbot: QtBot) -> None:
    stick.offer()
    updater, source = stick.updater(), source_of(str(stick.stick))
    updater.look(source)
    updater.fetch(source, lambda _done, _of: None)
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(locked.window.shift.pad.isVisible, timeout=WAIT)
    locked.type("3")
    assert locked.window.shift.counting
    locked.key(Qt.Key.Key_U, CONTROL_SHIFT)
    reads(locked, qtbot, "update_headline", "ready")

    locked.key(Qt.Key.Key_F9)

    reads(locked, qtbot, "update_said", "UPD-19")
    assert str(stick.installation.current) == "0.1.0"


def test_what_is_refused_is_said_with_its_code_and_the_keys_come_back(
    locked: LiveTill, stick: Shop, qtbot: QtBot
) -> None:
    stick.offer()
    manifest = stick.stick / manifest_name("stable")
    manifest.write_bytes(manifest.read_bytes().replace(b"Quicker", b"Weaker!"))
    locked.come_in(qtbot, MANAGER)
    locked.key(Qt.Key.Key_U, CONTROL_SHIFT)
    reads(locked, qtbot, "update_headline", "No newer version")

    locked.press("update_look")

    reads(locked, qtbot, "update_said", "UPD-07")
    assert "No money has moved" in locked.reads("update_said")
    assert locked.button("update_look").reason == ""


@pytest.mark.parametrize(("automatic", "fetched"), [("look", False), ("fetch", True)])
def test_once_a_day_a_till_looks_by_itself_and_fetches_only_if_it_may(
    qtbot: QtBot, tmp_path: Path, automatic: str, fetched: bool
) -> None:
    shop = open_shop(tmp_path)
    worker = UpdateWorker(shop.updater(), lambda: source_of(str(shop.stick)), till="01", automatic=automatic)
    stood, failed = QSignalSpy(worker.stood), QSignalSpy(worker.failed)

    worker._go_round()  # nothing lies there yet: nobody is told, since nobody asked
    assert (stood.count(), failed.count()) == (0, 0)

    shop.offer()
    worker._go_round()
    assert stood.at(0)[0].offer.fetched is fetched
    assert str(shop.installation.current) == "0.1.0"

    worker.hush()
    shop.offer(Version.read("0.3.0"), released=NOW)
    worker._go_round()  # the till closes meanwhile: what is on its way ends
    assert not shop.installation.holds(Version.read("0.3.0"))
