"""The doctor's page in the till: it looks by itself, says what to do, and shows the support file before it saves it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from pos_app.config import Profile
from pos_app.doctor import outcomes
from pos_app.doctor.finding import found
from pos_app.ui import wiring, workers
from pos_app.ui.doctor_worker import DoctorWorker
from tests.ui.live_till import WAIT, LiveTill

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(locked: LiveTill, tmp_path: Path) -> Iterator[Path]:
    """Give the folder of support files of a till in training, which needs no network."""
    profile = Profile.locate("training", tmp_path)
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text("[voice]\nmuted = true\n", "utf-8")
    worker = DoctorWorker(profile, tmp_path / "exports")
    wiring.connect_doctor(locked.window.doctor, worker)
    thread = workers.start(worker, "doctor")
    yield tmp_path / "exports"
    worker.hush()
    workers.stop(thread)


def reads(till: LiveTill, qtbot: QtBot, name: str, words: str) -> None:
    qtbot.waitUntil(lambda: words in till.reads(name), timeout=WAIT)


def test_the_page_looks_by_itself_and_saves_what_was_read(locked: LiveTill, folder: Path, qtbot: QtBot) -> None:
    locked.come_in(qtbot)
    locked.key(Qt.Key.Key_D, CONTROL_SHIFT)
    reads(locked, qtbot, "doctor_headline", "something wants attention")
    assert locked.button("doctor_save").reason == "Read the support file first"

    locked.key(Qt.Key.Key_F8)
    shown = locked.window.findChild(QPlainTextEdit, "doctor_text")
    assert shown is not None
    qtbot.waitUntil(shown.isVisible, timeout=WAIT)
    assert '"code": "D86"' in shown.toPlainText()
    assert not folder.exists()

    locked.key(Qt.Key.Key_F9)
    reads(locked, qtbot, "doctor_said", "Saved as")
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file) as archive:
        assert archive.read("doctor.json").decode() in shown.toPlainText()

    locked.key(Qt.Key.Key_F5)
    reads(locked, qtbot, "doctor_headline", "something wants attention")
    assert not shown.isVisible()
    locked.key(Qt.Key.Key_Escape)
    assert locked.sees("sale_page")


def test_what_does_not_work_is_said_in_the_language_of_the_glass(locked: LiveTill, qtbot: QtBot) -> None:
    locked.come_in(qtbot)
    page = locked.window.doctor
    locked.key(Qt.Key.Key_D, CONTROL_SHIFT)  # nobody is joined to it: what is shown is told by hand
    page.show_finding(found(outcomes.KEYRING_LOCKED))
    page.show_end(True)
    assert "does not work" in locked.reads("doctor_headline")

    locked.key(Qt.Key.Key_L, CONTROL_SHIFT)

    qtbot.waitUntil(lambda: "有的地方不能用" in locked.reads("doctor_headline"), timeout=WAIT)
    words = [label.text() for label in page.list.findChildren(type(page.headline))]
    assert "密钥环已锁定" in words
    assert any("D42" in word for word in words)
