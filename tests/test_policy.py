"""What a chain's administrator fixes: it holds at every till, and no till writes over it or can pretend to be one."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from pos_app import policy, settings_file
from pos_app.config import TRAINING, Profile, Settings
from pos_app.settings_text import SettingsError

POLICY = """
[gateway]
backup_url = "https://api2.mch.weixin.qq.com"
ca_file = "chain.pem"
[cash]
rounding = "jiao"
[keys]
refund = "Ctrl+R"
"""


@pytest.fixture
def governed(profile: Profile, tmp_path: Path) -> Profile:
    """A profile on a machine whose administrator has fixed things."""
    folder = tmp_path / "machine"
    folder.mkdir(mode=0o755)
    governed = dataclasses.replace(profile, policy_file=folder / "policy.toml")
    governed.policy_file.write_text(POLICY, encoding="utf-8")
    governed.policy_file.chmod(0o644)
    governed.directory.mkdir(parents=True)
    governed.settings_file.write_text('[cash]\nrounding = "yuan"  # our own\nceiling = 3000\n', encoding="utf-8")
    return governed


def test_what_is_fixed_holds_and_the_rest_is_the_tills_own(governed: Profile) -> None:
    settings = settings_file.load(governed)

    assert (settings.cash.rounding, settings.cash.ceiling) == ("jiao", 3000)
    assert settings.gateway.backup_url == "https://api2.mch.weixin.qq.com"
    assert settings.gateway.ca_file == governed.policy_file.parent / "chain.pem"
    assert settings.keys.changes == (("refund", "Ctrl+R"),)
    assert policy.fixed(governed) == {"gateway.backup_url", "gateway.ca_file", "cash.rounding", "keys.changes"}


def test_a_till_cannot_change_what_is_fixed_and_nothing_is_lost(governed: Profile) -> None:
    settings = settings_file.load(governed)
    before = governed.settings_file.read_bytes()

    with pytest.raises(SettingsError, match=r"cash\.rounding: is fixed by .*policy\.toml"):
        settings_file.save(governed, _rounding(settings, "none"))

    assert governed.settings_file.read_bytes() == before


def test_what_is_fixed_is_never_written_into_the_tills_own_file(governed: Profile) -> None:
    """When the policy goes, the till stands as its own file says."""
    settings = settings_file.load(governed)
    chosen = dataclasses.replace(settings, shop=dataclasses.replace(settings.shop, name="和顺里超市"))

    settings_file.save(governed, chosen)

    own = governed.settings_file.read_text("utf-8")
    assert 'rounding = "yuan"  # our own' in own
    assert "jiao" not in own
    assert "gateway" not in own
    governed.policy_file.unlink()
    assert settings_file.load(governed).cash.rounding == "yuan"


def test_training_is_left_out(governed: Profile, tmp_path: Path) -> None:
    """A policy that names the chain's ledger must never lead training there."""
    governed.policy_file.write_text('[ledger]\nurl = "postgresql://server/shops"\n', encoding="utf-8")
    training = dataclasses.replace(Profile.locate(TRAINING, tmp_path / "data"), policy_file=governed.policy_file)

    assert settings_file.load(training).ledger.url == ""
    assert settings_file.load(governed).ledger.url == "postgresql://server/shops"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[till]\nid = "07"\n', r"till\.id: cannot be the same for all tills"),
        ('[cash]\nroundin = "jiao"\n', r"line 2: cash\.roundin: is not a known setting; do you mean cash\.rounding"),
        ("[cash]\nceiling = 0\n", r"line 2: cash\.ceiling"),
        ("[cash\n", "is not TOML"),
    ],
)
def test_a_mistake_in_the_policy_is_told_with_its_place(governed: Profile, text: str, words: str) -> None:
    governed.policy_file.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=words) as caught:
        settings_file.load(governed)

    assert caught.value.file == governed.policy_file


@pytest.mark.skipif(os.name == "nt", reason="there the folder's own rights decide")
@pytest.mark.parametrize("writable", ["file", "folder"])
def test_a_policy_that_the_till_could_rewrite_is_refused(governed: Profile, writable: str) -> None:
    path = governed.policy_file if writable == "file" else governed.policy_file.parent
    path.chmod(path.stat().st_mode | 0o022)

    with pytest.raises(SettingsError, match="let root own it"):
        settings_file.load(governed)


def test_a_machine_without_a_policy_fixes_nothing(governed: Profile) -> None:
    governed.policy_file.unlink()

    assert policy.fixed(governed) == frozenset()


def _rounding(settings: Settings, rounding: str) -> Settings:
    return dataclasses.replace(settings, cash=dataclasses.replace(settings.cash, rounding=rounding))
