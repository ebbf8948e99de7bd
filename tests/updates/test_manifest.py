"""Who signed, exactly what, and whether it may be followed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.updates.contents import Release, read_release, tell
from pos_app.updates.judging import Seen, Standing, judge
from pos_app.updates.manifest import Keys, canonical, key_id, read_manifest, sign, trusted_keys
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.version import Version
from tests.updates.makers import KEY, NEW, NOW, OLD, OTHER_KEY, RELEASE, resigned

KEYS: Keys = {key_id(KEY.public_key()): KEY.public_key()}
SIGNED = sign(RELEASE, [KEY])
VERSIONS = st.builds(
    Version, *[st.integers(0, 99_999)] * 3, st.one_of(st.just(10_000), st.integers(1, 9_999))
)  # fmt: skip
LATER = Version.read("0.2.1")
STANDING = Standing(installed=OLD, channel="stable", ledger="0010", seen=None, now=NOW)


def refusal_of(content: bytes, keys: Keys = KEYS) -> tuple[Refusal, str]:
    with pytest.raises(UpdateError) as caught:
        read_manifest(content, keys)
    return caught.value.why, caught.value.fact


def signed(facts: object) -> bytes:
    """Sign facts of any kind, as makers with a bug might."""
    return resigned(canonical(facts))


def test_what_was_signed_is_what_is_read() -> None:
    assert read_manifest(SIGNED, KEYS).release == RELEASE
    assert read_manifest(sign(RELEASE, [OTHER_KEY, KEY]), KEYS).key == key_id(KEY.public_key())


@given(VERSIONS, VERSIONS)
def test_versions_are_read_as_they_are_written_and_candidates_come_before_their_version(a: Version, b: Version) -> None:
    assert Version.read(str(a)) == a
    assert (a == b) == (str(a) == str(b))
    assert replace(a, candidate=1) < replace(a, candidate=10_000)


@pytest.mark.parametrize(
    "words", ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3rc0", "1.2.3 ", "../1.2.3", "1.2.٣", "v1.2.3"]
)
def test_what_is_no_version_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        Version.read(words)


@given(st.integers(0, len(SIGNED) - 2), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_refused(place: int, change: int) -> None:
    forged = bytearray(SIGNED)
    forged[place] ^= change

    with pytest.raises(UpdateError):
        read_manifest(bytes(forged), KEYS)


@given(st.integers(0, len(SIGNED) - 2))
def test_a_manifest_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(UpdateError):
        read_manifest(SIGNED[:length], KEYS)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: SIGNED + tail + b"x"))
def test_hostile_bytes_are_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(UpdateError):
        read_manifest(content, KEYS)


def test_each_way_of_not_being_the_makers_is_named() -> None:
    said = SIGNED.split(b"\n")[0]

    assert refusal_of(said)[0] is Refusal.UNSIGNED
    assert refusal_of(said + b"\n")[0] is Refusal.UNSIGNED
    assert refusal_of(sign(RELEASE, [OTHER_KEY]))[0] is Refusal.WRONG_KEY
    assert refusal_of(SIGNED.replace("更快".encode(), "更慢".encode()))[0] is Refusal.FORGED
    assert refusal_of(SIGNED, {})[0] is Refusal.NO_KEY
    assert refusal_of(b"<html>404</html>")[0] is Refusal.MALFORMED
    assert refusal_of(SIGNED + b"x" * 300_000)[0] is Refusal.MALFORMED
    assert refusal_of(said + b"\nrsa " + SIGNED.split(b" ", 1)[1])[0] in {Refusal.MALFORMED, Refusal.WRONG_KEY}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", "1.2"), ("version", 3), ("channel", "Stable"), ("channel", None), ("released", "2026-1-1T0:0:0Z"),
        ("expires", "2020-01-01T00:00:00Z"), ("expires", "soon"), ("minimum_ledger", "12"), ("ledger", 10),
        ("notes", {"en": "only"}), ("notes", {"en": "a\x1b[31m", "zh-CN": "b"}), ("files", []), ("files", [1]),
        ("files", {"platform": "x"}), ("extra", 1),
    ],
)  # fmt: skip
def test_a_signed_manifest_with_a_wrong_field_is_refused_by_the_fields_name(field: str, value: object) -> None:
    assert refusal_of(signed({**tell(RELEASE), field: value})) == (Refusal.MALFORMED, field)


@pytest.mark.parametrize(
    "name",
    ["../pos-app", "a/b", "a\\b", "C:x", "/etc/x", ".hidden", "x.", "nul", "CON.tar", "a b", "", "a" * 121, "日.deb"],
)
def test_a_package_whose_name_leads_anywhere_is_refused(name: str) -> None:
    file = {**tell(RELEASE)["files"][0], "name": name}

    assert refusal_of(signed({**tell(RELEASE), "files": [file]}))[0] is Refusal.MALFORMED


def test_two_packages_of_one_platform_or_name_are_refused_and_sizes_are_whole_numbers() -> None:
    file = tell(RELEASE)["files"][0]

    for files in ([file, file], [file, {**file, "platform": "linux-arm64-deb", "name": "POS-APP.deb"}],
                  [{**file, "size": True}], [{**file, "size": 0}], [{**file, "size": 2**40}]):  # fmt: skip
        assert refusal_of(signed({**tell(RELEASE), "files": files}))[0] is Refusal.MALFORMED


def test_json_that_two_readers_would_read_differently_is_refused_though_signed() -> None:
    said = canonical(tell(RELEASE))
    double = said.replace(b'"channel":"stable"', b'"channel":"beta","channel":"stable"')

    assert refusal_of(resigned(double))[0] is Refusal.MALFORMED
    assert refusal_of(resigned(json.dumps(tell(RELEASE)).encode()))[0] is Refusal.MALFORMED
    assert refusal_of(resigned(said.replace(b'"size":5', b'"size":5.0')))[0] is Refusal.MALFORMED
    assert refusal_of(resigned(b'{"a":' * 5_000 + b"1" + b"}" * 5_000))[0] is Refusal.MALFORMED


def test_a_release_is_told_and_read_back() -> None:
    assert read_release(tell(RELEASE)) == RELEASE
    assert RELEASE.note("zh-CN") == "更快"
    with pytest.raises(UpdateError) as caught:
        RELEASE.package("windows-x86_64-setup")
    assert caught.value.why is Refusal.NO_FILE


def test_a_folder_of_keys_is_read_and_one_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "current.pem").write_text("-----BEGIN NONSENSE-----")

    assert trusted_keys(tmp_path / "missing") == {}
    with pytest.raises(UpdateError) as caught:
        trusted_keys(tmp_path)
    assert (caught.value.why, caught.value.fact) == (Refusal.NO_KEY, "current.pem")


@pytest.mark.parametrize(
    ("release", "standing", "why"),
    [
        (RELEASE, replace(STANDING, channel="beta"), Refusal.OTHER_CHANNEL),
        (RELEASE, replace(STANDING, now=RELEASE.expires), Refusal.EXPIRED),
        (RELEASE, replace(STANDING, now=RELEASE.released - timedelta(days=2)), Refusal.TOO_EARLY),
        (RELEASE, replace(STANDING, installed=Version.read("0.3.0")), Refusal.OLDER),
        (RELEASE, replace(STANDING, seen=Seen(version=LATER, released=RELEASE.released)), Refusal.OLDER),
        (RELEASE, replace(STANDING, seen=Seen(version=NEW, released=NOW)), Refusal.OLDER),
        (replace(RELEASE, minimum_ledger="0011"), STANDING, Refusal.LEDGER_TOO_OLD),
    ],
)  # fmt: skip
def test_a_proven_manifest_that_may_not_be_followed_is_refused(
    release: Release, standing: Standing, why: Refusal
) -> None:
    with pytest.raises(UpdateError) as caught:
        judge(release, standing)
    assert caught.value.why is why


def test_the_installed_version_is_no_news_and_a_newer_one_is() -> None:
    assert judge(RELEASE, STANDING)
    assert not judge(replace(RELEASE, version=OLD), STANDING)


def test_what_was_seen_is_kept_by_channel_and_damage_is_as_if_nothing_was(tmp_path: Path) -> None:
    file, seen = tmp_path / "seen.json", Seen(version=NEW, released=NOW)
    assert Seen.read(file, "stable") is None

    seen.keep(file, "stable")
    replace(seen, version=OLD).keep(file, "beta")

    assert Seen.read(file, "stable") == seen
    file.write_text("[1")
    assert Seen.read(file, "stable") is None
    seen.keep(file, "stable")
    assert Seen.read(file, "stable") == seen
