"""Profiles, and the rules that settings keep."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pos_app import config
from pos_app.config import Merchant, Profile, Settings
from pos_app.core.errors import InvalidInputError

# ---------------------------------------------------------------- profiles


def test_a_profile_lies_in_a_folder_of_its_name(tmp_path: Path) -> None:
    profile = Profile.locate("tea-shop", tmp_path)

    assert profile.directory == tmp_path / "tea-shop"
    assert profile.settings_file == tmp_path / "tea-shop" / "settings.toml"
    assert profile.ledger_file == tmp_path / "tea-shop" / "ledger.sqlite3"
    assert profile.logs_dir == tmp_path / "tea-shop" / "logs"
    assert profile.backups_dir == tmp_path / "tea-shop" / "backups"


def test_without_a_place_it_lies_in_the_persons_own_data_folder() -> None:
    assert Profile.locate().directory == Path.home() / ".local" / "share" / "pos_app" / "default"


def test_a_relative_place_does_not_move_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Profile.locate("default", Path("here")).directory == tmp_path / "here" / "default"


def test_the_home_of_nobody_is_no_place() -> None:
    with pytest.raises(InvalidInputError, match="nobody here"):
        Profile.locate("default", Path("~nobody-of-that-name/data"))


def test_public_keys_and_certificates_lie_beside_the_settings(tmp_path: Path) -> None:
    profile = Profile.locate("default", tmp_path)

    assert {path.parent for path in (profile.certificates_dir, profile.certificate_file, profile.public_key_file)} == {
        profile.directory
    }


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../up", "a/b", "a\\b", "/root", "Default", "1st", "a b", "con", "com1", "x" * 33, "茶", "a\n"],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot name a profile"):
        Profile.locate(name, tmp_path)


def test_only_the_training_profile_is_training() -> None:
    assert Profile.locate("training").training
    assert not Profile.locate().training


def test_secrets_of_two_profiles_never_meet(tmp_path: Path) -> None:
    profiles = [
        Profile.locate(),
        Profile.locate("training"),
        Profile.locate("default", tmp_path / "one"),
        Profile.locate("default", tmp_path / "two"),
    ]

    assert profiles[0].keyring_service == "pos_app:default"
    assert profiles[1].keyring_service == "pos_app:training"
    assert len({profile.keyring_service for profile in profiles}) == 4
    assert all("default" in profile.keyring_service for profile in profiles[2:])


# ---------------------------------------------------------------- settings


def rule(table: str, name: str) -> Any:
    kind = type(getattr(Settings(), table))
    [setting] = [setting for setting in dataclasses.fields(kind) if setting.name == name]
    return setting.metadata["rule"]


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("shop", "name", "和顺里超市"),
        ("till", "id", "07"),
        ("merchant", "mchid", "1900000001"),
        ("merchant", "mchid", ""),
        ("merchant", "appid", "wxd678efh567hg6787"),
        ("merchant", "certificate_serial", "0157F09EFDC096DE15EBE81A47057A7232F1B8E1"),
        ("merchant", "public_key_id", "PUB_KEY_ID_0114232134912410000000000000"),
        ("merchant", "notify_url", "https://shop.example.com/wechatpay"),
        ("merchant", "notify_url", ""),
        ("gateway", "url", "https://api.mch.weixin.qq.com"),
        ("gateway", "url", "http://127.0.0.1:8080"),
        ("gateway", "url", "http://[::1]:8080"),
        ("gateway", "url", "http://localhost"),
        ("gateway", "backup_url", ""),
        ("gateway", "backup_url", "https://api2.wechatpay.cn"),
        ("ledger", "url", ""),
        ("ledger", "url", "postgresql://till@db.shop/pos"),
        ("ledger", "url", "postgresql+psycopg://till@db.shop/pos"),
        ("polling", "expires_after", 60),
        ("ui", "language", "en"),
        ("ui", "theme", "system"),
        ("ui", "scale", 1.3),
    ],
)
def test_a_good_value_is_held_as_it_is(table: str, name: str, value: object) -> None:
    assert rule(table, name)(value) == value


@pytest.mark.parametrize(
    ("table", "name", "value", "reason"),
    [
        ("shop", "name", "two\nlines", "one line"),
        ("shop", "name", "x" * 65, "one line"),
        ("till", "id", "1", "two digits"),
        ("till", "id", "１２", "two digits"),
        ("merchant", "mchid", "19000", "8 to 32 digits"),
        ("merchant", "appid", "1900000001", "wx and 16"),
        ("merchant", "certificate_serial", "157F09EFDC096DE15EBE81A47057A7232F1B8E1", "40 hexadecimal"),
        ("merchant", "public_key_id", "0114232134912410000000000000", "PUB_KEY_ID_"),
        ("merchant", "notify_url", "http://shop.example.com/", "https://"),
        ("merchant", "notify_url", "https://shop.example.com/?a=1", "with no space, query"),
        ("merchant", "notify_url", "https://shop.example.com/" + "x" * 255, "255"),
        ("gateway", "url", "http://api.mch.weixin.qq.com", "https://"),
        ("gateway", "url", "http://localhost.evil.example", "https://"),
        ("gateway", "url", "http://127.0.0.1.evil.example", "https://"),
        ("gateway", "url", "ftp://127.0.0.1", "https://"),
        ("gateway", "url", "https://me:pass@host", "with no name"),
        ("gateway", "url", "https://host\\evil.example", "with no space"),
        ("gateway", "url", "https://ho\nst", "with no space"),
        ("gateway", "url", "https://host:0", "with no name"),
        ("gateway", "url", "https://host/v3", "host alone"),
        ("gateway", "ca_file", "~nobody-of-that-name/ca.pem", "nobody here"),
        ("ledger", "url", "postgresql://db/pos?password=secret", "password"),
        ("gateway", "url", "", "address"),
        ("gateway", "url", "https://[", "Invalid IPv6"),
        ("ledger", "url", "sqlite:///x", "postgresql://"),
        ("ledger", "url", "postgresql://till:secret@db/pos", "password"),
        ("polling", "expires_after", 59, "between 60 and 7200"),
        ("polling", "expires_after", 7201, "between 60 and 7200"),
        ("ui", "language", "fr", '"zh-CN" or "en"'),
        ("ui", "theme", "blue", '"light" or "dark" or "system"'),
        ("ui", "scale", 2.0, "between 0.9 and 1.3"),
        ("ui", "scale", float("nan"), "between 0.9 and 1.3"),
    ],
)
def test_a_bad_value_is_refused_with_the_reason(table: str, name: str, value: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        rule(table, name)(value)


def test_a_serial_in_small_letters_is_the_same_serial() -> None:
    assert rule("merchant", "certificate_serial")("ab" * 20) == "AB" * 20


def test_a_slash_behind_the_host_does_not_matter() -> None:
    assert rule("gateway", "url")("https://api.wechatpay.cn/") == "https://api.wechatpay.cn"


def test_every_setting_says_what_it_means() -> None:
    settings = [
        setting
        for table in dataclasses.fields(Settings)
        for setting in dataclasses.fields(type(getattr(Settings(), table.name)))
    ]

    assert len(settings) >= 15
    assert all(setting.metadata["help"] for setting in settings)


def test_every_default_keeps_its_own_rule() -> None:
    for table in dataclasses.fields(Settings):
        for setting in dataclasses.fields(type(getattr(Settings(), table.name))):
            check = setting.metadata["rule"]
            if check is not None and setting.default not in {"", None}:
                assert check(setting.default) == setting.default


def test_an_account_says_what_it_lacks() -> None:
    whole = Merchant(
        mchid="1900000001", appid="wx5da8fe1c9a3b7e42", certificate_serial="AB" * 20, notify_url="https://a.example"
    )

    assert whole.missing == ()
    assert dataclasses.replace(whole, appid="").missing == ("merchant.appid",)
    assert len(Merchant().missing) == 4


def test_the_names_of_the_tables_are_kept() -> None:
    assert [table.name for table in dataclasses.fields(config.Settings)] == [
        "shop", "till", "merchant", "gateway", "ledger", "polling", "receipt", "voice", "ui",
    ]  # fmt: skip
