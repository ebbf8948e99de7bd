"""Profiles: one folder each, and one name in the keyring; no name leads anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError


@pytest.mark.parametrize("name", ["default", "training", "a", "shop-2_b", "a" * 32, "console"])
def test_a_profile_is_a_folder_of_its_name(name: str, tmp_path: Path) -> None:
    assert Profile.locate(name, tmp_path).directory == tmp_path / name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../other",
        "a/b",
        "a\\b",
        "/etc",
        "a.b",
        "Default",
        "1st",
        "-a",
        "a b",
        "a\n",
        "a\0",
        "店",
        "con",
        "nul",
        "com1",
        "lpt9",
        "a" * 33,
    ],
)
def test_a_name_that_would_leave_the_folder_or_mean_another_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot name a profile"):
        Profile.locate(name, tmp_path)


def test_a_folder_in_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="nobody"):
        Profile.locate("default", Path("~nobody-of-this-name/data"))


def test_a_relative_folder_is_held_as_it_is_meant_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Profile.locate("default", Path("data")).directory == tmp_path / "data" / "default"


def test_all_of_a_profile_lies_in_its_folder(profile: Profile) -> None:
    places = [
        getattr(profile, name)
        for name in (
            "settings_file",
            "ledger_file",
            "logs_dir",
            "backups_dir",
            "certificates_dir",
            "certificate_file",
            "public_key_file",
        )
    ]

    assert all(place.parent == profile.directory for place in places)
    assert len(set(places)) == len(places)


def test_no_two_profiles_share_a_name_in_the_keyring(tmp_path: Path) -> None:
    usual = Profile.locate("default")
    services = [
        profile.keyring_service
        for profile in (
            usual,
            Profile.locate("training"),
            Profile.locate("default", tmp_path),
            Profile.locate("training", tmp_path),
            Profile.locate("default", tmp_path / "other"),
        )
    ]

    assert services[0] == "pos_app:default"
    assert len(set(services)) == len(services)
    assert Profile.locate("default", usual.directory.parent).keyring_service == services[0]


def test_only_the_training_profile_is_for_training(tmp_path: Path) -> None:
    assert Profile.locate("training", tmp_path).training
    assert not Profile.locate("default", tmp_path).training
