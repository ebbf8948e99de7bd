"""The settings page in the till: found, set, refused, fixed and kept in the file, by keys alone."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from pos_app import settings_file
from pos_app.config import Profile, Settings
from pos_app.opening import Opener
from pos_app.ui import workers
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages
from pos_app.ui.setting_entries import Entry, SettingsShown, entries
from pos_app.ui.setting_words import choice_word, group_word, setting_words
from tests.core.people import MANAGER
from tests.ui.live_till import WAIT, LiveTill

CONTROL = Qt.KeyboardModifier.ControlModifier
EVERYTHING = tuple(entries(SettingsShown(settings=Settings(), fixed=frozenset())))


@pytest.fixture
def kept(locked: LiveTill, profile: Profile) -> Iterator[Profile]:
    """A till whose settings are in a file, one of them fixed by whoever looks after the computer."""
    policy = profile.directory.parent / "policy.toml"
    profile.directory.mkdir(parents=True)
    policy.parent.chmod(0o755)
    policy.write_text("[receipt]\nwidth = 58\n", encoding="utf-8")
    profile.settings_file.write_text("[cash]\nceiling = 3000  # since the summer\n", encoding="utf-8")
    profile = dataclasses.replace(profile, policy_file=policy)
    opener = Opener(profile, settings_file.load(profile))
    desk = locked.window.settings
    desk.page.set_folder(profile.directory)
    desk.page.read_requested.connect(opener.read_settings)
    desk.chosen.connect(opener.keep_setting)
    opener.settings_read.connect(desk.page.show_settings)
    thread = workers.start(opener, "opening")
    yield profile
    workers.stop(thread)


def look_for(till: LiveTill, qtbot: QtBot, words: str, place: str) -> None:
    """Open the page, and type what is looked for until it is found."""
    if not till.sees("settings_page"):
        till.key(Qt.Key.Key_Comma, CONTROL)
    qtbot.waitUntil(lambda: bool(till.window.settings.page.model.records), timeout=WAIT)
    till.type(words)
    qtbot.waitUntil(lambda: place in till.reads("setting_place"), timeout=WAIT)


def test_a_manager_finds_a_setting_types_another_value_and_it_is_in_the_file(
    locked: LiveTill, kept: Profile, qtbot: QtBot
) -> None:
    restart = QSignalSpy(locked.window.settings.restart_requested)
    locked.come_in(qtbot, MANAGER)
    look_for(locked, qtbot, "ask twice", "cash.ceiling")
    locked.key(Qt.Key.Key_Return)
    locked.type("8000")
    locked.key(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: settings_file.load(kept).cash.ceiling == 8000, timeout=WAIT)

    assert "# since the summer" in kept.settings_file.read_text("utf-8")
    assert "next start" in locked.reads("page_words")
    locked.key(Qt.Key.Key_F5)
    assert restart.count() == 1


def test_what_cannot_stand_there_is_refused_where_it_is_typed(locked: LiveTill, kept: Profile, qtbot: QtBot) -> None:
    before = kept.settings_file.read_bytes()
    locked.come_in(qtbot, MANAGER)
    look_for(locked, qtbot, "ask twice", "cash.ceiling")
    locked.key(Qt.Key.Key_Return)
    locked.type("a lot")
    locked.key(Qt.Key.Key_F9)

    assert "Nothing was changed" in locked.reads("setting_refusal")
    assert kept.settings_file.read_bytes() == before


def test_a_choice_is_made_by_keys_and_taken_back_to_how_it_came(locked: LiveTill, kept: Profile, qtbot: QtBot) -> None:
    locked.come_in(qtbot, MANAGER)
    look_for(locked, qtbot, "round cash", "cash.rounding")
    locked.key(Qt.Key.Key_Return)
    locked.key(Qt.Key.Key_Down)
    locked.key(Qt.Key.Key_Space)
    locked.key(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: settings_file.load(kept).cash.rounding == "jiao", timeout=WAIT)

    locked.key(Qt.Key.Key_F8)

    qtbot.waitUntil(lambda: settings_file.load(kept).cash.rounding == "none", timeout=WAIT)


def test_a_cashier_looks_and_needs_leave_to_change(locked: LiveTill, kept: Profile, qtbot: QtBot) -> None:
    """M11 and R19: no way around the right."""
    locked.come_in(qtbot)
    look_for(locked, qtbot, "silent", "voice.muted")
    locked.press("setting_choice_0")
    locked.press("setting_save")
    assert not settings_file.load(kept).voice.muted

    locked.approve()

    qtbot.waitUntil(lambda: settings_file.load(kept).voice.muted, timeout=WAIT)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("words", "place"), [("width", "receipt.width"), ("merchant number", "merchant.mchid")])
def test_what_is_fixed_or_comes_with_the_files_is_shown_and_cannot_be_changed(
    locked: LiveTill, qtbot: QtBot, words: str, place: str
) -> None:
    locked.come_in(qtbot, MANAGER)
    look_for(locked, qtbot, words, place)

    assert locked.button("setting_save").reason == "Cannot be changed here"
    assert locked.button("setting_default").reason == "Cannot be changed here"


def test_the_log_holds_more_at_once(locked: LiveTill, kept: Profile, qtbot: QtBot) -> None:
    ours = logging.getLogger("pos_app")
    level = ours.level
    locked.come_in(qtbot, MANAGER)
    look_for(locked, qtbot, "the log holds", "log.level")
    locked.press("setting_choice_0")
    locked.press("setting_save")
    try:
        qtbot.waitUntil(lambda: ours.level == logging.DEBUG, timeout=WAIT)
        assert settings_file.load(kept).log.level == "debug"
    finally:
        ours.setLevel(level)


@pytest.mark.usefixtures("kept")
def test_nobody_restarts_over_a_ticket(locked: LiveTill, qtbot: QtBot) -> None:
    restart = QSignalSpy(locked.window.settings.restart_requested)
    locked.come_in(qtbot, MANAGER)
    locked.ring_up()
    look_for(locked, qtbot, "silent", "voice.muted")
    locked.press("setting_choice_0")
    locked.press("setting_save")
    qtbot.waitUntil(lambda: not locked.button("settings_restart").reason, timeout=WAIT)

    locked.press("settings_restart")

    assert restart.count() == 0
    assert "finish it first" in locked.reads("page_words")


@pytest.mark.parametrize("entry", EVERYTHING, ids=lambda entry: entry.place)
def test_every_setting_has_words_and_reads_back_what_it_shows(entry: Entry, profile: Profile) -> None:
    name, about = setting_words(entry.place)
    assert name != entry.place
    assert about.endswith(".")
    assert group_word(entry.table)
    if entry.choices:
        assert all(choice_word(entry.place, choice) for choice in entry.choices)
    else:
        assert entry.read(entry.text, profile.directory) == entry.value


def test_settings_are_named_in_chinese(languages: Languages) -> None:
    languages.use(DEFAULT_LANGUAGE)
    try:
        names = [setting_words(entry.place)[0] for entry in EVERYTHING]
    finally:
        languages.use(SOURCE_LANGUAGE)
    assert [name for name in names if name.isascii()] == ["AppID"]
