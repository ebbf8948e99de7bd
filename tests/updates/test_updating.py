"""From a stick or over a line to the next start: fetched, tried, switched, gone back from, and torn at every step."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pos_app.core.overview import Underway
from pos_app.updates.contents import Package
from pos_app.updates.installation import FORM_FILE, Form, Installation
from pos_app.updates.manifest import sign
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.source import Folder, Web, fetch_package, manifest_name, source_of
from pos_app.updates.updater import Updater
from pos_app.updates.version import Version
from tests.updates.makers import KEY, NEW, NOW, OLD, RELEASE, STARTER, Shop, open_shop, portable, program, shelf, tar

IDLE = Underway()
NEWER = Version.read("0.3.0")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def nothing(_done: int, _of: int) -> None:
    """Watch nothing."""


def starts(shop: Shop) -> str:
    """Say which version the starter starts."""
    done = subprocess.run([shop.root / "pos-app", "--version"], capture_output=True, check=True, text=True)
    return done.stdout.split()[-1]


def bring(shop: Shop, updater: Updater | None = None) -> Updater:
    """Look and fetch from the stick."""
    updater = updater or shop.updater()
    assert updater.look(Folder(shop.stick)) is not None
    updater.fetch(Folder(shop.stick), nothing)
    return updater


def test_a_version_comes_from_a_stick_starts_next_and_is_gone_back_from_by_one_press(shop: Shop) -> None:
    shop.offer()
    updater = bring(shop)
    assert starts(shop) == "0.1.0"

    assert updater.apply(IDLE).to == NEW
    assert starts(shop) == "0.2.0"

    assert updater.before() == OLD
    assert updater.back(IDLE).to == OLD
    assert starts(shop) == "0.1.0"
    assert updater.before() == NEW  # and forward again: both are kept


def test_the_starter_takes_the_version_before_where_the_current_one_is_gone(shop: Shop) -> None:
    shop.offer()
    bring(shop).apply(IDLE)
    (shop.installation.folder(NEW) / "pos-app").unlink()

    assert starts(shop) == "0.1.0"
    (shop.root / "current").unlink()
    assert starts(shop) == "0.1.0"
    (shop.root / "previous").unlink()
    lost = subprocess.run([shop.root / "pos-app"], capture_output=True, check=False, text=True)
    assert lost.returncode == 1
    assert "no whole version" in lost.stderr


@pytest.mark.parametrize("underway", [Underway(sales=1), Underway(payments=1), Underway(carts=1)])
def test_nothing_is_switched_while_money_is_on_its_way(shop: Shop, underway: Underway) -> None:
    shop.offer()
    updater = bring(shop)

    for step in (updater.apply, updater.back):
        with pytest.raises(UpdateError) as caught:
            step(underway)
        assert caught.value.why is Refusal.BUSY
    assert starts(shop) == "0.1.0"


def test_the_version_before_is_not_gone_back_to_once_the_ledger_is_newer_than_it_knows(shop: Shop) -> None:
    shop.offer()
    updater = bring(shop)
    updater.apply(IDLE)
    shop.ledger[0] = "0011"

    with pytest.raises(UpdateError) as caught:
        updater.back(IDLE)
    assert caught.value.why is Refusal.LEDGER_TOO_NEW
    assert starts(shop) == "0.2.0"


def test_an_old_manifest_that_is_shown_again_is_refused_even_after_a_restart(shop: Shop) -> None:
    shop.offer(NEWER, released=NOW)
    assert shop.updater().look(Folder(shop.stick)) is not None
    shop.offer(NEW)

    with pytest.raises(UpdateError) as caught:
        shop.updater().look(Folder(shop.stick))
    assert caught.value.why is Refusal.OLDER


def test_what_expires_between_looking_and_switching_is_not_switched_to(shop: Shop) -> None:
    shop.offer()
    updater = bring(shop)
    shop.clock[0] = NOW + timedelta(days=91)

    with pytest.raises(UpdateError) as caught:
        updater.apply(IDLE)
    assert caught.value.why is Refusal.EXPIRED


def test_switching_needs_a_fetch_and_fetching_a_look(shop: Shop) -> None:
    updater = shop.updater()
    assert updater.offered() is None
    for step in (lambda: updater.fetch(Folder(shop.stick), nothing), lambda: updater.apply(IDLE)):
        with pytest.raises(UpdateError) as caught:
            step()
        assert caught.value.why is Refusal.NOT_FETCHED

    shop.offer()
    updater.look(Folder(shop.stick))
    with pytest.raises(UpdateError) as caught:
        updater.apply(IDLE)
    assert caught.value.why is Refusal.NOT_FETCHED
    with pytest.raises(UpdateError) as caught:
        updater.back(IDLE)
    assert caught.value.why is Refusal.NOTHING_BEFORE


def test_only_the_version_that_runs_the_next_and_the_one_before_stay_on_the_disk(shop: Shop) -> None:
    for stale in ("0.0.9", ".0.0.8.part"):
        (shop.root / "versions" / stale).mkdir()
    shop.offer()
    bring(shop).apply(IDLE)

    assert {one.name for one in (shop.root / "versions").iterdir()} == {"0.1.0", "0.2.0"}
    assert not list((shop.profile / "updates").glob("*.tar.gz"))


def test_what_was_fetched_of_a_version_that_nobody_needs_any_more_is_deleted(shop: Shop) -> None:
    stale = shop.profile / "updates" / "0.0.9.update"
    stale.parent.mkdir()
    old = replace(shop.offer(Version.read("0.0.9")), version=Version.read("0.0.9"))
    stale.write_bytes((shop.stick / manifest_name("stable")).read_bytes())
    package = stale.with_name(old.files[0].name)
    package.write_bytes(b"of no use")
    shop.offer()

    bring(shop)

    assert not stale.exists()
    assert not package.exists()
    assert (stale.parent / "0.2.0.update").exists()


# ---------------------------------------------------------------- over a line


def test_a_fetch_over_a_line_that_breaks_goes_on_where_it_stopped(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # sees nothing of what is meant for this machine
    package = shop.offer().files[0]
    told: list[tuple[int, int]] = []
    with shelf(shop.stick) as (url, line):
        updater = shop.updater()
        updater.look(Web(url))
        line.breaks_after = 150_000
        with pytest.raises(UpdateError) as caught:
            updater.fetch(Web(url), nothing)
        assert caught.value.why is Refusal.UNREACHABLE

        offer = updater.fetch(Web(url), lambda done, of: told.append((done, of)))

    assert offer.fetched
    assert told[0][0] > 0
    assert told[-1] == (package.size, package.size)
    assert line.asked[-1].startswith(f"/{package.name} bytes=")


def test_a_place_that_is_not_there_or_sends_on_to_plain_http_is_refused(shop: Shop) -> None:
    with shelf(shop.stick) as (url, line):
        for sends_to, expected in (("", "HTTP 404"), ("http://192.0.2.1/x", "not https"), (url, "too often")):
            line.sends_to = sends_to
            with pytest.raises(UpdateError, match=expected) as caught:
                shop.updater().look(Web(url))
            assert caught.value.why is Refusal.UNREACHABLE
    with pytest.raises(UpdateError) as caught:  # the shelf is taken down
        shop.updater().look(Web(url))
    assert caught.value.why is Refusal.UNREACHABLE
    with pytest.raises(UpdateError) as caught:
        shop.updater().look(Folder(shop.stick / "gone"))
    assert caught.value.why is Refusal.UNREACHABLE
    with pytest.raises(UpdateError) as caught:
        source_of("")
    assert caught.value.why is Refusal.NOT_SET
    assert isinstance(source_of("HTTPS://updates.example"), Web)
    assert isinstance(source_of(str(shop.stick)), Folder)


def test_a_package_that_is_not_the_one_that_was_signed_is_refused_and_not_kept(shop: Shop) -> None:
    package = shop.offer().files[0]
    file, into = shop.stick / package.name, shop.profile / "updates"
    whole = file.read_bytes()

    for content in (whole[:-1], whole + b"x", bytes([whole[0] ^ 1]) + whole[1:]):
        file.write_bytes(content)
        with pytest.raises(UpdateError) as caught:
            fetch_package(Folder(shop.stick), package, into, nothing)
        assert caught.value.why is Refusal.DAMAGED
        assert not list(into.glob("*.tar.gz"))

    file.write_bytes(whole)
    assert fetch_package(Folder(shop.stick), package, into, nothing).read_bytes() == whole
    (into / package.name).write_bytes(whole[:-1])  # and one that rots afterwards is brought anew
    assert fetch_package(Folder(shop.stick), package, into, nothing).read_bytes() == whole


def test_no_manifest_is_read_beyond_what_one_may_have(shop: Shop) -> None:
    (shop.stick / manifest_name("stable")).write_bytes(b"{" * 400_000)

    with pytest.raises(UpdateError) as caught:
        shop.updater().look(Folder(shop.stick))
    assert caught.value.why is Refusal.MALFORMED


# ---------------------------------------------------------------- what is unpacked


def test_an_archive_that_reaches_out_of_its_folder_is_refused_though_signed(shop: Shop, tmp_path: Path) -> None:
    inside = f"pos-app/versions/{NEW}"
    good = (f"{inside}/pos-app", program(NEW)["pos-app"])
    outside = tmp_path / "outside"
    tricks = [
        tar([good, ("../outside", b"x")]),
        tar([good, (f"{inside}/../../../../outside", b"x")]),
        tar([good, (str(outside), b"x")]),
        tar([good], [(f"{inside}/link", "../../../../outside", tarfile.SYMTYPE)]),
        tar([good], [(f"{inside}/link", str(outside), tarfile.SYMTYPE)]),
        tar([good], [(f"{inside}/link", "/etc/passwd", tarfile.LNKTYPE)]),
        tar([good], [(f"{inside}/pipe", "", tarfile.FIFOTYPE)]),
        tar([(f"{inside}/readme", b"no program")]),
        tar([("pos-app/versions/9.9.9/pos-app", b"another version's")]),
    ]
    for trick in tricks:
        shop.offer(package=trick)
        updater = shop.updater()
        updater.look(Folder(shop.stick))
        with pytest.raises(UpdateError) as caught:
            updater.fetch(Folder(shop.stick), nothing)
        assert caught.value.why is Refusal.UNSAFE
        assert not outside.exists()
        assert [one.name for one in (shop.root / "versions").iterdir()] == ["0.1.0"]


@pytest.mark.parametrize("script", [b"#!/bin/sh\nexit 1\n", b"#!/bin/sh\necho pos-app 9.9.9\n", b"\x7fELF nothing"])
def test_a_version_that_does_not_start_here_never_becomes_one(shop: Shop, script: bytes) -> None:
    shop.offer(package=portable(NEW, {**program(NEW), "pos-app": script}))
    updater = shop.updater()
    updater.look(Folder(shop.stick))

    with pytest.raises(UpdateError) as caught:
        updater.fetch(Folder(shop.stick), nothing)
    assert caught.value.why is Refusal.NOT_STARTING
    assert starts(shop) == "0.1.0"


def test_what_is_no_archive_and_a_folder_that_may_not_be_written_are_told_apart(shop: Shop) -> None:
    shop.offer(package=b"no archive")
    updater = shop.updater()
    updater.look(Folder(shop.stick))
    with pytest.raises(UpdateError) as caught:
        updater.fetch(Folder(shop.stick), nothing)
    assert caught.value.why is Refusal.DAMAGED

    shop.offer()
    updater.look(Folder(shop.stick))
    (shop.root / "versions" / f".{NEW}.part").write_text("a file where a folder should be")
    with pytest.raises(UpdateError) as caught:
        updater.fetch(Folder(shop.stick), nothing)
    assert caught.value.why is Refusal.NOT_WRITABLE


# ---------------------------------------------------------------- torn at every step


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_power_cut_at_any_step_leaves_a_version_that_starts_and_the_next_try_succeeds(shop: Shop) -> None:
    """Each child dies at one more call that touches the disk, until one of them comes to the end."""
    shop.offer()
    deaths = 0
    while not _survives(shop, deaths):
        deaths += 1
        assert starts(shop) in {"0.1.0", "0.2.0"}

    assert starts(shop) == "0.2.0"
    assert deaths > 20


def _survives(shop: Shop, calls: int) -> bool:
    """Update in a child that is gone, without a word, at its so-manieth call; say whether it came to the end."""
    child = os.fork()
    if child == 0:
        left = calls

        def count(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "subprocess.Popen"}:
                if left == 0:
                    os._exit(9)
                left -= 1

        sys.addaudithook(count)
        try:
            bring(shop).apply(IDLE)
        except BaseException:  # noqa: BLE001 - a child of a test must not go on into it
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


# ---------------------------------------------------------------- other forms


@pytest.mark.parametrize(("form", "first"), [(Form.DEB, "sudo"), (Form.APP, "open")])
def test_what_the_system_looks_after_is_handed_to_it_with_its_command(shop: Shop, form: Form, first: str) -> None:
    installation = Installation(form=form, version=OLD, root=shop.root)
    packages = {version: shop.offer(version).files[0] for version in (OLD, NEW)}
    updater = shop.updater(installation)
    for version in (OLD, NEW):
        file = replace(packages[version], platform=installation.platform)
        _write(shop, version, file)
        shop.updater(replace(installation, version=Version.read("0.0.1"))).look(Folder(shop.stick))
        if version == OLD:
            shop.updater(replace(installation, version=Version.read("0.0.1"))).fetch(Folder(shop.stick), nothing)

    updater.fetch(Folder(shop.stick), nothing)
    done = updater.apply(IDLE)

    assert done.to == NEW
    assert done.by_hand[0] == first
    assert done.by_hand[-1].endswith(packages[NEW].name)
    assert starts(shop) == "0.1.0"
    later = shop.updater(replace(installation, version=NEW))
    assert later.before() == OLD
    assert later.back(IDLE).by_hand[-1].endswith(packages[OLD].name)


def _write(shop: Shop, version: Version, file: Package) -> None:
    release = replace(RELEASE, version=version, files=(file,))
    (shop.stick / manifest_name("stable")).write_bytes(sign(release, [KEY]))


def test_a_checkout_is_no_installation_and_a_package_says_which_form_it_is(shop: Shop, tmp_path: Path) -> None:
    assert Installation.here().form is Form.CHECKOUT
    with pytest.raises(UpdateError) as caught:
        shop.updater(Installation.here()).look(Folder(shop.stick))
    assert caught.value.why is Refusal.NOT_OURS

    assert Installation.at(shop.installation.folder(OLD)).root == shop.root
    (tmp_path / FORM_FILE).write_text("deb\n")
    assert Installation.at(tmp_path).form is Form.DEB
    (tmp_path / FORM_FILE).write_text("something")
    assert Installation.at(tmp_path).form is Form.CHECKOUT


def test_the_portable_package_is_laid_out_as_the_till_finds_it(tmp_path: Path) -> None:
    layout = runpy.run_path(str(STARTER.parents[1] / "layout.py"))
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for name in ("pos-app", "library.so"):
        (bundle / name).write_bytes(program(OLD)["pos-app"])
        (bundle / name).chmod(0o755)

    root = layout["portable"](bundle, str(OLD), tmp_path)

    found = Installation.at(root / "versions" / str(OLD))
    assert (found.form, found.root, found.current) == (Form.PORTABLE, root, OLD)
    done = subprocess.run([found.starter], capture_output=True, check=True, text=True)
    assert done.stdout == "pos-app 0.1.0\n"
