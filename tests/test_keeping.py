"""The till looks its book over and backs itself up, on a thread of its own, by a clock in the test's hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from pos_app import backup, settings_file
from pos_app.config import Profile
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.keeping import Keeper
from pos_app.keystore import Keystore
from pos_app.ui.reading_worker import ReadingWorker
from tests.core.burglar import unguarded
from tests.core.till import HandClock, paid

NIGHT = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)  # 03:00 in Beijing
WORDS = "correct horse battery"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NIGHT)


@pytest.fixture
def stick(profile: Profile, tmp_path: Path) -> Path:
    """A folder for backups, set up as the installer does."""
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text(f'[backup]\ndirectory = "{tmp_path / "stick"}"\nkeep = 2\n', "utf-8")
    return tmp_path / "stick"


@pytest.fixture
def ledger(profile: Profile, stick: Path, clock: HandClock) -> Iterator[Ledger]:
    with open_ledger(profile.ledger_file, till="01", clock=clock) as ledger:
        yield ledger


@pytest.fixture
def keeper(profile: Profile, ledger: Ledger, clock: HandClock) -> Keeper:
    keeper = Keeper(profile, settings_file.load(profile), clock)
    keeper.take_up(SimpleNamespace(ledger=ledger))  # type: ignore[arg-type] # it needs no more of the deeds
    return keeper


def test_the_book_is_looked_over_and_flaws_are_told(
    qtbot: QtBot, keeper: Keeper, ledger: Ledger, clock: HandClock
) -> None:
    paid(ledger, clock)
    with qtbot.waitSignal(keeper.looked_over) as told:
        keeper.look_over()
    assert told.args == [()]
    with unguarded(ledger) as db:
        db.exec_driver_sql("UPDATE sales SET cashier = 'nobody'")
        db.commit()

    with qtbot.waitSignal(keeper.looked_over) as told:
        keeper.look_over()

    assert [flaw.what for flaw in told.args[0]] == ["cashier is not what the journal says"]


def test_a_flaw_is_counted_among_what_waits_for_a_manager(
    qtbot: QtBot, keeper: Keeper, ledger: Ledger, clock: HandClock
) -> None:
    paid(ledger, clock)
    reading = ReadingWorker()
    reading.take_up(SimpleNamespace(ledger=ledger))  # type: ignore[arg-type] # it needs no more of the deeds
    keeper.looked_over.connect(reading.note_flaws)
    with unguarded(ledger) as db:
        db.exec_driver_sql("UPDATE sales SET cashier = 'nobody'")
        db.commit()

    with qtbot.waitSignal(reading.day_read) as read:
        keeper.look_over()

    assert read.args[0].unresolved == 1


def test_a_till_that_closes_does_not_wait_for_the_looking_over(
    qtbot: QtBot, keeper: Keeper, ledger: Ledger, clock: HandClock
) -> None:
    paid(ledger, clock)
    keeper.hush()

    with qtbot.assertNotEmitted(keeper.looked_over):
        keeper.look_over()


def test_the_book_is_looked_over_anew_each_night(qtbot: QtBot, keeper: Keeper, clock: HandClock) -> None:
    clock.wind(2 * 3600)  # 05:00 of the same day
    with qtbot.assertNotEmitted(keeper.looked_over):
        keeper.go_round()
    clock.wind(23.5 * 3600)

    with qtbot.waitSignal(keeper.looked_over):
        keeper.go_round()
    with qtbot.assertNotEmitted(keeper.looked_over):
        keeper.go_round()


@pytest.mark.usefixtures("keyring")
def test_a_backup_is_made_each_day_from_its_hour_on_and_the_newest_stay(
    profile: Profile, keeper: Keeper, ledger: Ledger, clock: HandClock, stick: Path
) -> None:
    Keystore(profile).keep_backup_passphrase(WORDS)
    paid(ledger, clock)
    keeper.go_round()
    assert not stick.exists()  # it is 03:00
    for _ in range(3):
        clock.wind(24 * 3600)
        paid(ledger, clock)
        clock.wind(3600)
        for _ in range(3):
            keeper.go_round()
            clock.wind(60)
        clock.wind(-3600)

    assert len(backup.ours(stick, profile)) == 2
    fresh = Profile.locate("fresh", profile.directory.parent)
    newest = backup.ours(stick, profile)[0]
    assert backup.restore(newest, WORDS, fresh, who="t", clock=clock, watch=lambda _d, _o: None).flaws == ()


@pytest.mark.usefixtures("keyring")
def test_a_backup_is_made_at_the_close_if_anything_was_done(
    profile: Profile, keeper: Keeper, ledger: Ledger, clock: HandClock, stick: Path
) -> None:
    Keystore(profile).keep_backup_passphrase(WORDS)
    keeper.finish()
    assert not stick.exists()
    paid(ledger, clock)

    keeper.finish()

    assert len(backup.ours(stick, profile)) == 1


@pytest.mark.usefixtures("keyring")
def test_a_backup_that_fails_is_told_once_an_hour_and_stops_no_sale(
    qtbot: QtBot, profile: Profile, keeper: Keeper, ledger: Ledger, clock: HandClock, stick: Path
) -> None:
    Keystore(profile).keep_backup_passphrase(WORDS)
    stick.write_text("a file where the folder should be")
    paid(ledger, clock)
    clock.wind(2 * 3600)

    with qtbot.waitSignal(keeper.trouble):
        keeper.go_round()
    with qtbot.assertNotEmitted(keeper.trouble):
        keeper.go_round()
    paid(ledger, clock)
    stick.unlink()
    clock.wind(3601)
    keeper.go_round()

    assert len(backup.ours(stick, profile)) == 1


@pytest.mark.usefixtures("keyring")
def test_without_a_passphrase_no_backup_is_made(
    qtbot: QtBot, keeper: Keeper, ledger: Ledger, clock: HandClock, stick: Path
) -> None:
    paid(ledger, clock)

    with qtbot.assertNotEmitted(keeper.trouble):
        keeper.finish()

    assert not stick.exists()


def test_a_keeper_that_never_took_anything_up_does_nothing(profile: Profile, clock: HandClock) -> None:
    keeper = Keeper(profile, settings_file.load(profile), clock)

    keeper.look_over()
    keeper.finish()

    assert not profile.directory.exists()
