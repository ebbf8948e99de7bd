"""settings.toml: read, written, and refused with the place of the mistake."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import stat
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pos_app import settings_file
from pos_app.config import Gateway, Merchant, Profile, Settings, Shop, Till, Ui
from pos_app.settings_file import SettingsError, load, save

WRITTEN = """\
# Our shop. Ask Li before changing anything.
[shop]
name = "茶铺"   # as on the sign

[merchant]
mchid = "1900000001"
certificate_serial = "0157f09efdc096de15ebe81a47057a7232f1b8e1"

[gateway]
url = "http://127.0.0.1:8080/"
ca_file = "ca.pem"

[ui]
scale = 1
reduce_motion = true
"""


def write(profile: Profile, content: str | bytes) -> Path:
    profile.directory.mkdir(parents=True, exist_ok=True)
    profile.settings_file.write_bytes(content.encode() if isinstance(content, str) else content)
    return profile.settings_file


def refusal(profile: Profile, content: str | bytes) -> SettingsError:
    write(profile, content)
    with pytest.raises(SettingsError) as caught:
        load(profile)
    assert str(profile.settings_file) in str(caught.value)
    return caught.value


# ---------------------------------------------------------------- reading


def test_a_missing_file_means_the_defaults(profile: Profile) -> None:
    assert load(profile) == Settings()


def test_what_is_written_is_read(profile: Profile) -> None:
    write(profile, WRITTEN)

    assert load(profile) == Settings(
        shop=Shop(name="茶铺"),
        merchant=Merchant(mchid="1900000001", certificate_serial="0157F09EFDC096DE15EBE81A47057A7232F1B8E1"),
        gateway=Gateway(url="http://127.0.0.1:8080", ca_file=profile.directory / "ca.pem"),
        ui=Ui(scale=1.0, reduce_motion=True),
    )


def test_an_editors_mark_and_windows_line_ends_do_not_matter(profile: Profile) -> None:
    write(profile, WRITTEN)
    plain = load(profile)

    write(profile, b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode())

    assert load(profile) == plain


def test_an_absolute_path_stays(profile: Profile) -> None:
    write(profile, '[gateway]\nca_file = "/etc/ssl/ca.pem"\n')

    assert load(profile).gateway.ca_file == Path("/etc/ssl/ca.pem")


def test_an_empty_path_is_none(profile: Profile) -> None:
    write(profile, '[gateway]\nca_file = ""\n')

    assert load(profile).gateway.ca_file is None


def test_other_spellings_of_toml_are_read_too(profile: Profile) -> None:
    write(profile, 'shop.name = "a"\ntill = {id = "02"}\n["ui"]\n"theme" = "dark"\n')

    assert load(profile) == Settings(shop=Shop(name="a"), till=Till(id="02"), ui=Ui(theme="dark"))


# ---------------------------------------------------------------- refusing


@pytest.mark.parametrize(
    ("content", "place", "line", "reason"),
    [
        ('[shop]\n\nnmae = "x"', "shop.nmae", 3, "not a known setting; do you mean shop.name?"),
        ('[gateway]\nmchid = "1"', "gateway.mchid", 2, "belongs under [merchant]"),
        ('mchid = "1"', "mchid", 1, "belongs under [merchant]"),
        ('[shop]\nname = "a"\n[gatway]\nurl = ""', "gatway", 3, "not a known table; do you mean [gateway]?"),
        ("[zzz]", "zzz", 1, "not a known table; known are [gateway], [ledger]"),
        ("[till]\nqqqqq = 1", "till.qqqqq", 2, "not a known setting; known are till.id"),
        ("[voice]\nvolume = 1", "voice.volume", 2, "not a known setting; there is none here yet"),
        ("shop = 3", "shop", 1, "must be a table: [shop]"),
        ("[merchant]\nmchid = 1900000001", "merchant.mchid", 2, "must be text in quotes"),
        ('[polling]\nexpires_after = "300"', "polling.expires_after", 2, "must be a whole number"),
        ("[polling]\nexpires_after = true", "polling.expires_after", 2, "must be a whole number"),
        ("[polling]\nexpires_after = 300.0", "polling.expires_after", 2, "must be a whole number"),
        ('[ui]\nscale = "1"', "ui.scale", 2, "must be a number"),
        ("[ui]\nreduce_motion = 1", "ui.reduce_motion", 2, "must be true or false"),
        ('\n\n[gateway]\n# a comment\nurl = "http://x.example"', "gateway.url", 5, "must begin with https://"),
        ('gateway.url = "http://x.example"', "gateway.url", 1, "must begin with https://"),
        ('gateway = {url = "http://x.example"}', "gateway.url", None, "must begin with https://"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    profile: Profile, content: str, place: str, line: int | None, reason: str
) -> None:
    error = refusal(profile, content)

    assert (error.place, error.line) == (place, line)
    assert reason in error.reason


def test_broken_toml_is_told_with_its_line(profile: Profile) -> None:
    error = refusal(profile, '[shop]\nname = "a"\nname = \n')

    assert error.line == 3
    assert "not TOML" in error.reason


def test_toml_that_ends_too_soon_is_told_with_its_last_line(profile: Profile) -> None:
    error = refusal(profile, '[shop]\nname = "a')

    assert error.line == 2
    assert "not TOML" in error.reason


def test_a_file_in_gbk_is_told_with_its_line(profile: Profile) -> None:
    error = refusal(profile, '[till]\nid = "01"\n[shop]\nname = "茶铺"\n'.encode("gbk"))

    assert error.line == 4
    assert "it looks like GBK" in error.reason
    assert "save it again as UTF-8" in error.reason


def test_a_file_of_other_bytes_is_refused(profile: Profile) -> None:
    error = refusal(profile, b"[shop]\n\xff\xff")

    assert error.line == 2
    assert "something else" in error.reason


@pytest.mark.parametrize("content", ["x = " + "1" * 5000, "x = " + "[" * 2000 + "]" * 2000])
def test_what_python_cannot_hold_is_refused(profile: Profile, content: str) -> None:
    assert "not TOML that can be read" in refusal(profile, content).reason


def test_a_file_in_utf16_is_refused(profile: Profile) -> None:
    assert "UTF-16" in refusal(profile, '[shop]\nname = "a"'.encode("utf-16")).reason


def test_a_folder_in_the_place_of_the_file_is_refused(profile: Profile) -> None:
    profile.settings_file.mkdir(parents=True)

    with pytest.raises(SettingsError, match="cannot be read"):
        load(profile)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.lists(
        st.sampled_from(
            ["[", "]", "shop", "name", "=", '"', "\n", ".", "[ui]\n", "scale = 1.", "inf", "#", "{", "}", " "]
        )
    ).map(lambda parts: "".join(parts).encode())
)
def test_any_file_is_read_or_refused(profile: Profile, content: bytes) -> None:
    write(profile, content)

    with contextlib.suppress(SettingsError):
        assert isinstance(load(profile), Settings)


# ---------------------------------------------------------------- writing


def changed(settings: Settings, **merchant: str) -> Settings:
    return dataclasses.replace(settings, merchant=dataclasses.replace(settings.merchant, **merchant))


def test_comments_and_order_of_a_person_stay(profile: Profile) -> None:
    write(profile, WRITTEN)

    save(profile, changed(load(profile), mchid="1900000002"))

    assert profile.settings_file.read_text("utf-8") == WRITTEN.replace("1900000001", "1900000002")


def test_a_new_setting_comes_with_its_meaning(profile: Profile) -> None:
    save(profile, changed(Settings(), mchid="1900000001"))

    text = profile.settings_file.read_text("utf-8")
    assert text.strip() == '[merchant]\n# Merchant number\nmchid = "1900000001"'
    assert load(profile).merchant.mchid == "1900000001"


def test_a_new_setting_joins_its_table(profile: Profile) -> None:
    write(profile, WRITTEN)

    save(profile, changed(load(profile), appid="wx5da8fe1c9a3b7e42"))

    assert load(profile).merchant.appid == "wx5da8fe1c9a3b7e42"
    assert "# Our shop." in profile.settings_file.read_text("utf-8")


def test_a_path_is_written_as_text_and_forgotten_as_nothing(profile: Profile, tmp_path: Path) -> None:
    gateway = Gateway(ca_file=tmp_path / "ca.pem")
    save(profile, Settings(gateway=gateway))
    assert load(profile).gateway == gateway

    save(profile, Settings())

    assert load(profile).gateway.ca_file is None


def test_a_new_setting_goes_into_a_table_within_one_line(profile: Profile) -> None:
    write(profile, 'till = {id = "02"} # one line')

    save(profile, Settings(till=Till(id="03"), shop=Shop(name="a")))
    save(profile, dataclasses.replace(load(profile), shop=Shop(name="b")))

    assert load(profile) == Settings(till=Till(id="03"), shop=Shop(name="b"))
    assert "# one line" in profile.settings_file.read_text("utf-8")


def test_a_new_setting_joins_a_table_within_one_line(profile: Profile) -> None:
    write(profile, 'merchant = {mchid = "1900000001"}\n')

    save(profile, changed(load(profile), appid="wx5da8fe1c9a3b7e42"))

    assert load(profile).merchant == Merchant(mchid="1900000001", appid="wx5da8fe1c9a3b7e42")


def test_what_has_not_changed_is_not_written(profile: Profile) -> None:
    save(profile, Settings())

    assert profile.settings_file.read_text("utf-8").strip() == ""


def test_a_value_that_breaks_its_rule_is_not_written(profile: Profile) -> None:
    write(profile, WRITTEN)

    with pytest.raises(SettingsError, match="two digits") as caught:
        save(profile, Settings(till=Till(id="one")))

    assert caught.value.place == "till.id"
    assert profile.settings_file.read_text("utf-8") == WRITTEN


def test_a_broken_file_is_not_written_over(profile: Profile) -> None:
    write(profile, "[shop")

    with pytest.raises(SettingsError, match="not TOML"):
        save(profile, Settings())

    assert profile.settings_file.read_text("utf-8") == "[shop"


def test_a_disk_that_refuses_leaves_the_old_file(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    write(profile, WRITTEN)

    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsError, match="cannot be written \\(No space left on device\\)"):
        save(profile, changed(load(profile), mchid="1900000002"))

    assert profile.settings_file.read_text("utf-8") == WRITTEN
    assert list(profile.directory.iterdir()) == [profile.settings_file]


def test_rights_and_links_stay(profile: Profile, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    real.write_text(WRITTEN, "utf-8")
    real.chmod(0o640)
    profile.directory.mkdir(parents=True)
    profile.settings_file.symlink_to(real)

    save(profile, changed(load(profile), mchid="1900000002"))

    assert profile.settings_file.is_symlink()
    assert "1900000002" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


names = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20).filter(str.isprintable)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    shop=st.builds(Shop, name=names),
    till=st.builds(Till, id=st.integers(0, 99).map("{:02}".format)),
    ui=st.builds(
        Ui,
        language=st.sampled_from(["zh-CN", "en"]),
        theme=st.sampled_from(["light", "dark", "system"]),
        scale=st.floats(0.9, 1.3),
        reduce_motion=st.booleans(),
    ),
)
def test_what_is_saved_is_loaded(profile: Profile, shop: Shop, till: Till, ui: Ui) -> None:
    chosen = Settings(shop=shop, till=till, ui=ui)

    save(profile, chosen)

    assert load(profile) == chosen
    assert tomlkit.parse(profile.settings_file.read_text("utf-8"))


def test_a_change_can_be_tried_before_it_is_made(profile: Profile) -> None:
    found = settings_file.changes(profile, changed(Settings(), mchid="1900000001"))

    assert [(table, setting.name, value) for table, setting, value in found] == [("merchant", "mchid", "1900000001")]
    assert not profile.settings_file.exists()
