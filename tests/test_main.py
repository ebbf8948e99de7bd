"""The words behind `pos-app`. What the commands do is in test_commands.py; the window has tests of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app import __main__ as program
from pos_app.config import Profile
from pos_app.keystore import Keystore
from pos_app.simulator.identity import open_identity

API_V3_KEY = "0123456789abcdefghijABCDEFGHIJ!~"


def test_training_and_another_profile_are_not_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        program.main(["--training", "--profile", "shop", "--data-dir", str(tmp_path), "unresolved"])

    assert ending.value.code == 2
    assert "not both" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ["--profile", "shop", "--data-dir", "D", "--verbose", "unresolved"],
        ["unresolved", "--profile", "shop", "--data-dir", "D", "--verbose"],
        ["--profile", "shop", "unresolved", "--data-dir", "D", "--verbose"],
        ["--profile", "other", "--data-dir", "D", "unresolved", "--verbose", "--profile", "shop"],
    ],
)
def test_general_words_stand_before_or_behind_a_command(words: list[str]) -> None:
    given = program._arguments().parse_args(words)

    assert (given.profile, given.data_dir, given.verbose, given.training) == ("shop", Path("D"), True, False)


def test_the_usual_profile_needs_no_word(tmp_path: Path) -> None:
    given = program._arguments().parse_args(["--data-dir", str(tmp_path)])

    assert program._profile(given) == Profile.locate("default", tmp_path)
    assert given.command is None


@pytest.mark.parametrize("words", [["--training"], ["--profile", "training"], ["--training", "--profile", "training"]])
def test_training_has_one_profile(tmp_path: Path, words: list[str]) -> None:
    given = program._arguments().parse_args([*words, "--data-dir", str(tmp_path)])

    assert program._profile(given).training


def test_the_demonstration_lives_where_its_pictures_go(tmp_path: Path) -> None:
    given = program._arguments().parse_args(["demo", "--output", str(tmp_path)])

    assert program._profile(given) == Profile.locate("training", tmp_path / "profile")


def test_a_language_can_be_asked_for_this_once(profile: Profile) -> None:
    arguments = program._arguments()

    asked = program._settings(arguments.parse_args(["--language", "en"]), profile)
    usual = program._settings(arguments.parse_args([]), profile)

    assert (asked.ui.language, usual.ui.language) == ("en", "zh-CN")
    assert not profile.settings_file.exists()


def test_a_person_is_asked_for_the_api_v3_key_and_does_not_see_it(profile: Profile, keyring: str) -> None:
    papers = profile.directory.parent / "papers"
    open_identity(papers)
    words = ["--private-key", f"{papers}/apiclient_key.pem", "--certificate", f"{papers}/apiclient_cert.pem"]
    ours, theirs = pty.openpty()

    with subprocess.Popen(
        [sys.executable, "-m", "pos_app", "--data-dir", profile.directory.parent, "keys", "import", *words],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    ) as running:
        os.close(theirs)
        screen = b""
        while b"not shown" not in screen:  # typed before that, it would still be echoed
            screen += os.read(ours, 1024)
        os.write(ours, API_V3_KEY.encode() + b"\n")
        assert running.stdout is not None
        told = running.stdout.read().decode()
    screen += os.read(ours, 1024)
    os.close(ours)

    assert running.returncode == 0
    assert "imported the keys of merchant 1900009191" in told
    assert API_V3_KEY.encode() not in screen
    assert Keystore(profile).api_v3_key() == API_V3_KEY.encode()
