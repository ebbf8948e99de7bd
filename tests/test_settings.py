"""The file ``settings.toml``: every rule, every mistake told with its place, nothing lost when saving."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pos_app import settings_file
from pos_app.config import Profile, Settings
from pos_app.core.money import Money
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.core.settlement import Rounding
from pos_app.settings_file import SettingsError, load, save

PUBLIC_NAMES = {
    "shop": {"name", "day_starts"},
    "till": {"id"},
    "merchant": {"mchid", "appid", "certificate_serial", "public_key_id", "notify_url"},
    "gateway": {"url", "backup_url", "ca_file"},
    "ledger": {"url"},
    "backup": {"directory", "keep", "hour"},
    "cash": {"rounding", "ceiling"},
    "tenders": {"other"},
    "polling": {"expires_after"},
    "receipt": {"printer", "width", "form", "header", "footer", "logo", "copies", "drawer", "automatic"},
    "voice": {"muted", "language", "recordings"},
    "ui": {"language", "theme", "scale", "reduce_motion", "start"},
    "scanning": {"rules"},
    "keys": {"changes"},
    "update": {"url", "channel", "automatic"},
    "log": {"level"},
    "metrics": {"port"},
}
SERIAL = "0A" * 20
LONGEST_URL = "https://shop.example/" + "n" * (255 - len("https://shop.example/"))


def write(profile: Profile, content: str | bytes) -> Path:
    profile.directory.mkdir(parents=True, exist_ok=True)
    profile.settings_file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return profile.settings_file


def refusal(profile: Profile, content: str | bytes) -> SettingsError:
    file = write(profile, content)
    with pytest.raises(SettingsError) as caught:
        load(profile)
    assert caught.value.file == file
    assert str(file) in str(caught.value)
    return caught.value


def split(place: str) -> tuple[str, str]:
    table, _, key = place.partition(".")
    return table, key


def held(settings: Settings, place: str) -> object:
    table, key = split(place)
    return getattr(getattr(settings, table), key)


def changed(settings: Settings, place: str, value: object) -> Settings:
    table, key = split(place)
    content = dataclasses.replace(getattr(settings, table), **{key: value})
    return dataclasses.replace(settings, **{table: content})


# ---------------------------------------------------------------- the public surface


def test_the_names_in_the_file_are_the_published_ones() -> None:
    names = {
        table: {setting.name for setting in dataclasses.fields(kind)} for table, kind in settings_file.TABLES.items()
    }

    assert names == PUBLIC_NAMES


def test_a_missing_file_and_an_empty_one_mean_the_defaults(profile: Profile) -> None:
    assert load(profile) == Settings()

    write(profile, "")

    assert load(profile) == Settings()


def test_every_default_obeys_its_own_rule(profile: Profile) -> None:
    lines = []
    for table, kind in settings_file.TABLES.items():
        lines.append(f"[{table}]")
        for setting in dataclasses.fields(kind) if table != settings_file.KEYS else ():
            value = "" if setting.default is None else setting.default
            value = list(value) if isinstance(value, tuple) else value
            lines.append(f"{setting.name} = {str(value).lower() if isinstance(value, bool) else repr(value)}")

    write(profile, "\n".join(lines))

    assert load(profile) == Settings()


def test_a_merchant_says_what_it_lacks_for_taking_payments() -> None:
    nothing = Settings().merchant
    enough = dataclasses.replace(
        nothing,
        mchid="1900009191",
        appid="wx5da8fe1c9a3b7e42",
        certificate_serial=SERIAL,
        notify_url="https://s.example/",
    )

    assert nothing.missing == ("merchant.mchid", "merchant.appid", "merchant.certificate_serial", "merchant.notify_url")
    assert enough.missing == ()


# ---------------------------------------------------------------- each setting's rule


@pytest.mark.parametrize(
    ("place", "written", "value"),
    [
        ("shop.name", '"小店 24h"', "小店 24h"),
        ("shop.name", f'"{"店" * 64}"', "店" * 64),
        ("till.id", '"00"', "00"),
        ("merchant.mchid", '"1900009191"', "1900009191"),
        ("merchant.mchid", '""', ""),
        ("merchant.appid", '"wx5da8fe1c9a3b7e42"', "wx5da8fe1c9a3b7e42"),
        ("merchant.certificate_serial", f'"{SERIAL.lower()}"', SERIAL),
        ("merchant.public_key_id", '"PUB_KEY_ID_0119000091"', "PUB_KEY_ID_0119000091"),
        ("merchant.notify_url", f'"{LONGEST_URL}"', LONGEST_URL),
        ("gateway.url", '"https://api.mch.weixin.qq.com/"', "https://api.mch.weixin.qq.com"),
        ("gateway.url", '"https://[2001:db8::1]:8443"', "https://[2001:db8::1]:8443"),
        ("gateway.url", '"http://127.0.0.1:8080"', "http://127.0.0.1:8080"),
        ("gateway.url", '"http://[::1]:8080"', "http://[::1]:8080"),
        ("gateway.url", '"http://localhost"', "http://localhost"),
        ("gateway.backup_url", '""', ""),
        ("gateway.backup_url", '"https://api2.mch.weixin.qq.com"', "https://api2.mch.weixin.qq.com"),
        ("gateway.ca_file", '""', None),
        ("gateway.ca_file", '"/etc/ca.pem"', Path("/etc/ca.pem")),
        ("ledger.url", '"postgresql://till@db.example/shop"', "postgresql://till@db.example/shop"),
        ("polling.expires_after", "60", 60),
        ("polling.expires_after", "7200", 7200),
        ("cash.rounding", '"jiao"', "jiao"),
        ("cash.ceiling", "999999", 999_999),
        ("tenders.other", '["银行卡", "消费券"]', ("银行卡", "消费券")),
        ("tenders.other", "[]", ()),
        ("receipt.printer", '"network:192.168.1.50"', "network:192.168.1.50"),
        ("receipt.printer", '"network:[fe80::1]:9100"', "network:[fe80::1]:9100"),
        ("receipt.printer", '"usb:04B8:0e28"', "usb:04B8:0e28"),
        ("receipt.printer", '"serial:/dev/ttyUSB0@19200"', "serial:/dev/ttyUSB0@19200"),
        ("receipt.printer", '"serial:COM3"', "serial:COM3"),
        ("receipt.printer", '"windows:小票机 POS-80"', "windows:小票机 POS-80"),
        ("receipt.width", "58", 58),
        ("receipt.form", '"text"', "text"),
        ("receipt.header", '"城南路 8 号\\n电话 0571-1234"', "城南路 8 号\n电话 0571-1234"),
        ("receipt.footer", '"""\n谢谢光临\n"""', "谢谢光临"),
        ("receipt.logo", '"/shop/logo.png"', Path("/shop/logo.png")),
        ("receipt.copies", "3", 3),
        ("receipt.automatic", "true", True),
        ("voice.muted", "true", True),
        ("voice.language", '"en"', "en"),
        ("voice.recordings", '"/shop/voice"', Path("/shop/voice")),
        ("ui.language", '"en"', "en"),
        ("ui.theme", '"system"', "system"),
        ("ui.scale", "0.9", 0.9),
        ("ui.scale", "1", 1.0),
        ("ui.reduce_motion", "true", True),
    ],
)
def test_what_its_rule_allows_is_held(profile: Profile, place: str, written: str, value: object) -> None:
    table, key = split(place)

    write(profile, f"[{table}]\n{key} = {written}\n")

    assert held(load(profile), place) == value
    assert type(held(load(profile), place)) is type(value)


@pytest.mark.parametrize(
    ("place", "written", "reason"),
    [
        ("shop.name", '"two\\nlines"', "one line"),
        ("shop.name", f'"{"店" * 65}"', "64 characters"),
        ("till.id", '"1"', "two digits"),
        ("till.id", '"٠١"', "two digits"),
        ("merchant.mchid", '"19000"', "8 to 32 digits"),
        ("merchant.mchid", '"1900009191 "', "8 to 32 digits"),
        ("merchant.appid", '"1900009191"', "wx and 16 letters"),
        ("merchant.certificate_serial", '"1234"', "40 hexadecimal digits"),
        ("merchant.public_key_id", '"0119000091"', "PUB_KEY_ID_"),
        ("merchant.notify_url", f'"{LONGEST_URL}n"', "at most 255"),
        ("merchant.notify_url", '"http://shop.example/notify"', "https://"),
        ("merchant.notify_url", '"https://shop.example/notify?a=1"', "query"),
        ("gateway.url", '""', "must be an address"),
        ("gateway.url", '"api.mch.weixin.qq.com"', "must be an address"),
        ("gateway.url", '"http://api.mch.weixin.qq.com"', "https://"),
        ("gateway.url", '"http://localhost.example"', "https://"),
        ("gateway.url", '"http://192.168.1.7"', "https://"),
        ("gateway.url", '"ftp://localhost"', "https://"),
        ("gateway.url", '"https://user:word@host"', "no name before the host"),
        ("gateway.url", '"https://host/v3"', "no path"),
        ("gateway.url", '"https://host?"', "query"),
        ("gateway.url", '"https://host#"', "fragment"),
        ("gateway.url", '"https://a host"', "no space"),
        ("gateway.url", '"https://host\\n"', "no space"),
        ("gateway.url", '"https://good.example\\\\.bad.example"', "must be an address"),
        ("gateway.url", '"https://host:65536"', "(?i)port"),
        ("gateway.url", '"https://host:0"', "must be an address"),
        ("gateway.url", '"https://[::1"', "IPv6"),
        ("gateway.backup_url", '"http://api2.mch.weixin.qq.com"', "https://"),
        ("gateway.ca_file", '"~nobody-of-this-name/ca.pem"', "nobody"),
        ("ledger.url", '"mysql://db/shop"', "postgresql://"),
        ("backup.keep", "0", "between 1"),
        ("backup.hour", "24", "between 0"),
        ("ledger.url", '"postgresql://till:word@db/shop"', "password"),
        ("ledger.url", '"postgresql://till@db/shop?password=word"', "password"),
        ("polling.expires_after", "59", "between 60 and 7200"),
        ("polling.expires_after", "7201", "between 60 and 7200"),
        ("cash.rounding", '"0.1"', '"none" or "jiao" or "yuan"'),
        ("cash.ceiling", "0", "between 1"),
        ("tenders.other", '[""]', "names of 1 to 20"),
        ("tenders.other", "[1]", "names of 1 to 20"),
        ("tenders.other", '["银行卡", "银行卡"]', "no two alike"),
        ("receipt.printer", '"192.168.1.50"', "must begin with network:"),
        ("receipt.printer", '"network:a b"', "must begin with network:"),
        ("receipt.printer", '"usb:4b8:e28"', "must begin with network:"),
        ("receipt.printer", '"serial:COM3;rm"', "must begin with network:"),
        ("receipt.printer", '"windows:"', "must begin with network:"),
        ("receipt.width", "57", "58 or 80"),
        ("receipt.form", '"picture"', '"text" or "raster"'),
        ("receipt.header", f'"{"店" * 65}"', "at most 64 characters"),
        ("receipt.footer", '"a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\ni"', "at most 8 lines"),
        ("receipt.footer", '"\\u001b@"', "at most 64 characters"),
        ("receipt.copies", "0", "between 1 and 3"),
        ("receipt.copies", "4", "between 1 and 3"),
        ("ui.language", '"fr"', '"zh-CN" or "en"'),
        ("ui.theme", '"Dark"', '"light" or "dark" or "system"'),
        ("ui.scale", "1.31", "between 0.9 and 1.3"),
        ("ui.scale", "nan", "between 0.9 and 1.3"),
    ],
)
def test_what_its_rule_forbids_is_told_with_its_place(profile: Profile, place: str, written: str, reason: str) -> None:
    table, key = split(place)

    error = refusal(profile, f"# first\n[{table}]\n{key} = {written}\n")

    assert re.search(reason, error.reason)
    assert (error.place, error.line) == (place, 3)
    assert place in str(error)
    assert "line 3" in str(error)


def test_a_password_in_the_wrong_place_is_not_repeated(profile: Profile) -> None:
    error = refusal(profile, '[ledger]\nurl = "postgresql://till:correct-horse@db/shop"')

    assert "correct-horse" not in str(error)


@pytest.mark.parametrize(
    ("place", "written", "reason"),
    [
        ("merchant.mchid", "1900009191", "text in quotes"),
        ("merchant.mchid", "2026-11-24", "text in quotes"),
        ("gateway.ca_file", "1", "text in quotes"),
        ("polling.expires_after", '"300"', "a whole number"),
        ("polling.expires_after", "300.0", "a whole number"),
        ("polling.expires_after", "true", "a whole number"),
        ("ui.scale", '"1.0"', "a number"),
        ("ui.scale", "true", "a number"),
        ("ui.reduce_motion", "1", "true or false"),
        ("ui.theme", "[]", "text in quotes"),
        ("tenders.other", '"银行卡"', 'a list, such as ["银行卡"]'),
        ("ui.theme", "{}", "text in quotes"),
    ],
)
def test_a_value_of_another_type_is_told_what_is_wanted(
    profile: Profile, place: str, written: str, reason: str
) -> None:
    table, key = split(place)

    error = refusal(profile, f"[{table}]\n{key} = {written}\n")

    assert error.reason == f"must be {reason}"
    assert (error.place, error.line) == (place, 2)


def test_a_path_is_meant_from_the_profiles_folder(profile: Profile) -> None:
    write(profile, '[gateway]\nca_file = "ca.pem"\n')

    assert load(profile).gateway.ca_file == profile.directory / "ca.pem"


# ---------------------------------------------------------------- unknown names


@pytest.mark.parametrize(
    ("content", "place", "line", "reason"),
    [
        ("[gatway]\n", "gatway", 1, "is not a known table; do you mean [gateway]?"),
        ('[gateway]\nuri = "x"\n', "gateway.uri", 2, "is not a known setting; do you mean gateway.url?"),
        ("\n[merchant]\n\nmch_id = '1'", "merchant.mch_id", 4, "is not a known setting; do you mean merchant.mchid?"),
        ("gateway.uri = 'x'", "gateway.uri", 1, "is not a known setting; do you mean gateway.url?"),
        ("[shop]\ntheme = 'dark'", "shop.theme", 2, "belongs under [ui]"),
        ("mchid = '1900009191'", "mchid", 1, "belongs under [merchant]"),
        ("[till]\nzzz = 1", "till.zzz", 2, "is not a known setting; known are till.id"),
        (
            "[voice]\nvolume = 1",
            "voice.volume",
            2,
            "is not a known setting; known are voice.language, voice.muted, voice.recordings",
        ),
        ("[[shop]]\n", "shop", 1, "must be a table: [shop]"),
        ("shop = 'x'", "shop", 1, "must be a table: [shop]"),
        ('["gatway"]\n', "gatway", None, "is not a known table; do you mean [gateway]?"),
        ("# a\u2028b\x85\n[gatway]\n", "gatway", 2, "is not a known table; do you mean [gateway]?"),
    ],
)
def test_an_unknown_name_is_told_with_its_place_and_the_nearest_known_one(
    profile: Profile, content: str, place: str, line: int | None, reason: str
) -> None:
    error = refusal(profile, content)

    assert (error.place, error.line, error.reason) == (place, line, reason)


def test_a_name_that_is_like_no_other_is_told_all_there_are(profile: Profile) -> None:
    error = refusal(profile, "[zzzz]\n")

    assert all(f"[{table}]" in error.reason for table in PUBLIC_NAMES)


# ---------------------------------------------------------------- files as editors make them


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_marks_and_line_ends_of_windows_do_not_matter(profile: Profile, mark: bytes, end: str) -> None:
    write(profile, mark + f'[shop]{end}name = "小店"{end}[ui]{end}theme = "dark"{end}'.encode())

    assert load(profile).shop.name == "小店"
    assert load(profile).ui.theme == "dark"


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('[ui]\n[shop]\nname = "小店"\n'.encode("gbk"), 3, "looks like GBK); save it again as UTF-8"),
        (b"[shop]\nname = '\xff\xff'", 2, "18 bytes of something else"),
        ('[shop]\nname = "小店"\n'.encode("utf-16"), 1, "UTF-16; save it again as UTF-8"),
        (b"[shop]\nname = \n", 2, "is not TOML: invalid value"),
        (b"[shop]\nname = 'x", 2, "is not TOML: "),
        (b"[shop]\n[shop]\n", 2, "is not TOML: cannot declare"),
        (b"\0", 1, "is not TOML: invalid statement"),
        (b"name = " + b"[" * 20_000, None, "is not TOML that can be read"),
        (b"number = " + b"9" * 5_000, None, "is not TOML that can be read"),
    ],
    ids=["GBK", "bytes", "UTF-16", "no value", "open quote", "twice", "NUL", "too deep", "too long a number"],
)
def test_a_file_that_is_not_toml_is_told_where_and_why(
    profile: Profile, content: bytes, line: int | None, reason: str
) -> None:
    error = refusal(profile, content)

    assert reason in error.reason
    assert error.line == line


def test_a_folder_in_the_place_of_the_file_is_told(profile: Profile) -> None:
    profile.settings_file.mkdir(parents=True)

    with pytest.raises(SettingsError, match="cannot be read"):
        load(profile)


# ---------------------------------------------------------------- saving


COMMENTED = """\
# Our shop. Ask Li before changing anything.

[ui]
theme = "dark" # easier at night

[shop]
name = "小店"   # as on the sign
"""


def test_comments_order_and_spaces_stay(profile: Profile) -> None:
    write(profile, COMMENTED)

    save(profile, changed(load(profile), "ui.theme", "light"))

    assert profile.settings_file.read_text("utf-8") == COMMENTED.replace('"dark"', '"light"')


def test_a_new_setting_comes_with_its_meaning(profile: Profile) -> None:
    save(profile, changed(Settings(), "till.id", "07"))

    assert profile.settings_file.read_text("utf-8") == (
        '[till]\n# Two digits; no two tills of a merchant may share them\nid = "07"\n'
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        COMMENTED,
        COMMENTED.replace("\n", "\r\n"),
        COMMENTED.rstrip("\n"),
        "\ufeff" + COMMENTED,
        'ui.language = "en"\n',
        'ui.language = "en"\nshop.name = "x"\nui.scale = 1.1\n',
        'ui = {language = "en"} # short\n',
        "ui = {}",
        '["ui"]\n"language" = "en"\n',
        "[ui]\n  language = 'en'\n\n# about the till\n[till]\n",
    ],
)
def test_whatever_the_file_looked_like_what_was_saved_comes_back(profile: Profile, content: str) -> None:
    write(profile, content)
    wanted = load(profile)
    for place, value in (
        ("shop.name", 'The "Corner" \\ 小店'),
        ("ui.theme", "system"),
        ("ui.scale", 1.2),
        ("ui.reduce_motion", True),
        ("polling.expires_after", 120),
        ("gateway.ca_file", Path("/etc/our ca.pem")),
    ):
        wanted = changed(wanted, place, value)

    save(profile, wanted)

    assert load(profile) == wanted
    save(profile, wanted)
    assert load(profile) == wanted


def test_a_path_can_be_taken_back(profile: Profile) -> None:
    save(profile, changed(Settings(), "gateway.ca_file", Path("/etc/ca.pem")))

    save(profile, Settings())

    assert load(profile) == Settings()


def test_a_list_is_written_as_one(profile: Profile) -> None:
    wanted = changed(Settings(), "tenders.other", ("消费券", "银行卡"))

    save(profile, wanted)

    assert load(profile) == wanted
    assert 'other = ["消费券", "银行卡"]' in profile.settings_file.read_text("utf-8")


def test_rules_for_labels_are_tables_of_their_own_and_keep_what_a_person_wrote(profile: Profile) -> None:
    text = """# ours
[scanning]
# the scale at the fruit
[[scanning.rules]]
prefix = "21"
code_digits = 5
holds = "weight"
"""
    write(profile, text)
    fruit = ScaleRule(prefix="21", code_digits=5, holds=Holds.WEIGHT)
    meat = ScaleRule(prefix="22", code_digits=5, holds=Holds.PRICE, divisor=10)
    assert load(profile).scanning.rules == (fruit,)

    save(profile, changed(Settings(), "scanning.rules", (fruit, meat)))

    assert load(profile).scanning.rules == (fruit, meat)
    written = profile.settings_file.read_text("utf-8")
    assert "# ours" in written
    assert written.count("[[scanning.rules]]") == 2


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ('prefix = "31"\ncode_digits = 5\nholds = "weight"', "31"),
        ('prefix = "21"\ncode_digits = 5\nholds = "water"', "holds"),
        ('prefix = "21"\nholds = "weight"', "code_digits"),
        ('prefix = 21\ncode_digits = 5\nholds = "weight"', "in quotes"),
        ('prefix = "21"\ncode_digits = "5"\nholds = "weight"', "whole numbers"),
        ('prefix = "21"\ncode_digits = 5\nholds = "price"\ndivisor = 1000', "divisor"),
        ('prefix = "21"\ndigits = 5\nholds = "price"', "tables of prefix"),
    ],
)
def test_a_rule_that_cannot_be_is_told(profile: Profile, rule: str, reason: str) -> None:
    error = refusal(profile, f"[[scanning.rules]]\n{rule}\n")

    assert error.place == "scanning.rules"
    assert reason in error.reason


def test_keys_are_lines_of_a_table_and_the_others_keep_their_comments(profile: Profile) -> None:
    write(profile, '[keys]\npay = "F12"  # as on the old till\nfind = "F3"\n')
    assert load(profile).keys.changes == (("pay", "F12"), ("find", "F3"))

    save(profile, changed(load(profile), "keys.changes", (("pay", "F12"), ("hold", "F6"))))

    assert load(profile).keys.changes == (("pay", "F12"), ("hold", "F6"))
    assert "# as on the old till" in profile.settings_file.read_text("utf-8")
    assert "must be a key" in refusal(profile, "[keys]\npay = 12\n").reason


def test_the_rules_of_cash_are_held_as_the_till_counts() -> None:
    cash = dataclasses.replace(Settings().cash, rounding="jiao", ceiling=2000)

    assert (cash.evens_out, cash.most) == (Rounding.JIAO, Money(2000_00))


def test_only_what_differs_is_written(profile: Profile) -> None:
    wanted = changed(Settings(), "ui.scale", 1.1)

    assert [(table, setting.name, value) for table, setting, value in settings_file.changes(profile, wanted)] == [
        ("ui", "scale", 1.1)
    ]
    assert not profile.settings_file.exists()


def test_a_value_that_breaks_its_rule_is_not_saved(profile: Profile) -> None:
    write(profile, COMMENTED)

    with pytest.raises(SettingsError) as caught:
        save(profile, changed(load(profile), "ui.scale", 4.0))

    assert caught.value.place == "ui.scale"
    assert profile.settings_file.read_text("utf-8") == COMMENTED


def test_a_broken_file_is_not_written_over(profile: Profile) -> None:
    write(profile, "[ui\n")

    with pytest.raises(SettingsError, match="line 1"):
        save(profile, Settings())

    assert profile.settings_file.read_text("utf-8") == "[ui\n"


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(profile: Profile) -> None:
    # A folder cannot be replaced by a file: the last step fails, whoever runs this.
    profile.settings_file.mkdir(parents=True)

    with pytest.raises(OSError, match=r"settings\.toml"):
        settings_file.write_whole(profile.settings_file, b"new")

    assert list(profile.directory.iterdir()) == [profile.settings_file]


def test_a_disk_that_refuses_is_told(profile: Profile) -> None:
    profile.directory.mkdir(parents=True)
    profile.settings_file.symlink_to("/proc/no-such-folder/settings.toml")  # nobody can make a folder there

    with pytest.raises(SettingsError, match="cannot be written") as caught:
        save(profile, changed(Settings(), "till.id", "07"))

    assert caught.value.file == profile.settings_file


def test_a_file_in_the_place_of_the_folder_is_told(profile: Profile) -> None:
    profile.directory.parent.mkdir(parents=True)
    profile.directory.write_text("no folder")

    with pytest.raises(SettingsError, match="cannot be read"):
        save(profile, changed(Settings(), "till.id", "07"))


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(profile: Profile, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text(COMMENTED, "utf-8")
    kept.chmod(0o640)
    profile.directory.mkdir(parents=True)
    profile.settings_file.symlink_to(kept)

    save(profile, changed(load(profile), "ui.theme", "light"))

    assert profile.settings_file.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert 'theme = "light"' in kept.read_text("utf-8")


def test_a_new_file_is_for_its_owner_only(profile: Profile) -> None:
    save(profile, changed(Settings(), "till.id", "07"))

    assert profile.settings_file.stat().st_mode & 0o077 == 0
    assert profile.directory.stat().st_mode & 0o077 == 0


# ---------------------------------------------------------------- whatever comes

NAMES = st.sampled_from([*PUBLIC_NAMES, *(name for names in PUBLIC_NAMES.values() for name in names), "x", '"a b"', ""])
VALUES = st.one_of(
    st.sampled_from(
        ["true", "nan", "-1", "0x1F", "1e400", "2026-11-24", "[]", "{}", "'''\n'''", '"\\u0000"', "", "[[1"]
    ),
    st.integers().map(str),
    st.floats().map(repr),
    st.text(max_size=20).map(lambda text: f"'{text}'"),
    st.text(max_size=20).map(lambda text: f'"https://{text}"'),
)
LINES = st.one_of(
    NAMES.map(lambda name: f"[{name}]"),
    st.tuples(NAMES, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    st.tuples(NAMES, NAMES, VALUES).map(lambda three: f"{three[0]}.{three[1]} = {three[2]}"),
    st.text(max_size=30),
)
TEXTS = st.one_of(st.text(), st.lists(LINES, max_size=8).map("\n".join))
any_content = hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@any_content
@given(content=st.one_of(st.binary(), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_no_file_raises_anything_but_a_settings_error(profile: Profile, content: bytes) -> None:
    write(profile, content)

    with contextlib.suppress(SettingsError):
        assert isinstance(load(profile), Settings)


@any_content
@given(name=st.text(max_size=64).filter(str.isprintable), theme=st.sampled_from(["light", "dark"]), lines=TEXTS)
def test_no_file_and_no_name_stop_a_save_halfway(profile: Profile, name: str, theme: str, lines: str) -> None:
    before = lines.encode("utf-8", "surrogatepass")
    write(profile, before)
    try:
        wanted = changed(changed(load(profile), "shop.name", name), "ui.theme", theme)
        save(profile, wanted)
    except SettingsError:
        assert profile.settings_file.read_bytes() == before
    else:
        assert load(profile) == wanted
