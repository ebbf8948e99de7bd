"""New keys for a till at work: proven before they count, the old ones in use until then, whatever crashes between."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from pos_app import key_check, key_set, rotation, settings_file
from pos_app.account import import_recognised
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError
from pos_app.key_check import Verdict
from pos_app.key_set import KeySet
from pos_app.keystore import Keystore
from pos_app.merchant.recognition import Recognised, recognise
from pos_app.merchant.words import Check
from pos_app.merchant_files import public_key_pem
from pos_app.simulator.certificates import key_pem, new_authority, new_rsa_key, pem_of
from pos_app.simulator.server import Simulator

pytestmark = pytest.mark.usefixtures("keyring")

OLD_API_V3_KEY = "an-older-key-of-32-characters-xx"
OLD_ID, NEW_ID = f"PUB_KEY_ID_{'1' * 28}", f"PUB_KEY_ID_{'2' * 28}"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.fixture(scope="module")
def old_key() -> RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory, provider: Simulator, old_key: RSAPrivateKey) -> Path:
    """What the till was set up with years ago: WeChat Pay no longer takes it."""
    folder = tmp_path_factory.mktemp("old")
    certificate = new_authority().issue(old_key.public_key(), provider.identity.mchid)
    (folder / "apiclient_key.pem").write_bytes(key_pem(old_key))
    (folder / "apiclient_cert.pem").write_bytes(pem_of(certificate))
    (folder / "pub_key.pem").write_bytes(public_key_pem(new_rsa_key().public_key()))
    return folder


@pytest.fixture
def new_files(provider: Simulator) -> Recognised:
    folder = provider.identity.directory
    return recognise([folder / name for name in ("apiclient_key.pem", "apiclient_cert.pem", "pub_key.pem")])


@pytest.fixture
def at_work(profile: Profile, provider: Simulator, old_files: Path) -> KeySet:
    """Set the till up with the old keys."""
    gateway = dataclasses.replace(settings_file.load(profile).gateway, url=provider.url)
    settings_file.save(profile, dataclasses.replace(settings_file.load(profile), gateway=gateway))
    numbers = {"appid": provider.identity.appid, "notify_url": "https://shop.example/n", "public_key_id": OLD_ID}
    import_recognised(profile, recognise([old_files]), api_v3_key=OLD_API_V3_KEY, numbers=numbers)
    return key_set.in_use(profile)


Renew = Callable[[], KeySet]


@pytest.fixture
def renew(profile: Profile, provider: Simulator, new_files: Recognised) -> Renew:
    return lambda: rotation.renewed(
        profile,
        new_files,
        api_v3_key=provider.identity.api_v3_key.decode(),
        public_key_id=provider.identity.public_key_id,
    )


def facts(keys: KeySet) -> tuple[object, ...]:
    """Give what makes a set one set."""
    assert keys.public_key is not None
    merchant = keys.settings.merchant
    return (
        merchant.certificate_serial,
        merchant.public_key_id,
        keys.private_key.private_numbers(),
        keys.api_v3_key,
        public_key_pem(keys.public_key),
    )


def test_new_keys_that_are_proven_take_the_place_of_the_old(
    profile: Profile, at_work: KeySet, renew: Renew, provider: Simulator
) -> None:
    ended = rotation.rotate(profile, renew())

    assert ended.taken
    assert {one.verdict for one in ended.findings} == {Verdict.GOOD}
    now = key_set.in_use(profile)
    assert now.settings.merchant.certificate_serial == provider.identity.merchant_serial
    assert now.api_v3_key.encode() == provider.identity.api_v3_key
    assert not list(profile.directory.glob("PUB_KEY_ID_*"))
    assert Verdict.WRONG not in {one.verdict for one in key_check.check(profile, now.settings)}


def test_a_new_api_v3_key_alone_and_a_public_key_alone_are_taken(
    profile: Profile, at_work: KeySet, renew: Renew, provider: Simulator, new_files: Recognised
) -> None:
    key_set.keep(profile, dataclasses.replace(renew(), api_v3_key=OLD_API_V3_KEY))

    refused = rotation.rotate(profile, rotation.renewed(profile, api_v3_key="x" * 32))
    taken = rotation.rotate(
        profile, rotation.renewed(profile, api_v3_key=f" {provider.identity.api_v3_key.decode()}\n")
    )
    only = dataclasses.replace(new_files, private_key=None, certificate=None)
    with pytest.raises(InvalidInputError, match="Nothing of this is new"):
        rotation.renewed(profile, only)

    assert not refused.taken
    assert Check.API_KEY_WRONG in {one.note.say for one in refused.findings}
    assert taken.taken
    assert key_set.in_use(profile).api_v3_key.encode() == provider.identity.api_v3_key


def test_keys_that_are_not_proven_change_nothing(
    profile: Profile, at_work: KeySet, renew: Renew, old_files: Path, provider: Simulator
) -> None:
    rotation.rotate(profile, renew())
    before = facts(key_set.in_use(profile))

    back = rotation.rotate(profile, rotation.renewed(profile, recognise([old_files]), public_key_id=NEW_ID))
    provider.weather.set("*", "unavailable", times=None)
    try:
        busy = rotation.rotate(profile, rotation.renewed(profile, api_v3_key="x" * 32))
    finally:
        provider.weather.clear()

    assert not back.taken
    assert Check.SERIAL_WRONG in {one.note.say for one in back.findings}
    assert not busy.taken
    assert facts(key_set.in_use(profile)) == before


def test_files_of_another_merchant_and_halves_are_refused(
    profile: Profile, at_work: KeySet, tmp_path: Path, old_files: Path
) -> None:
    key = new_rsa_key()
    (tmp_path / "key.pem").write_bytes(key_pem(key))
    (tmp_path / "cert.pem").write_bytes(pem_of(new_authority().issue(key.public_key(), "1900000001")))

    with pytest.raises(InvalidInputError, match="belongs to merchant 1900000001"):
        rotation.renewed(profile, recognise([tmp_path / "key.pem", tmp_path / "cert.pem"]))
    with pytest.raises(InvalidInputError, match="certificate is missing"):
        rotation.renewed(profile, recognise([tmp_path / "key.pem"]))
    with pytest.raises(InvalidInputError, match="APIv3 key"):
        rotation.renewed(profile, api_v3_key="short")


WRITES = frozenset({"set_password", "delete_password", "write_whole", "replace"})


def struck(moment: int, deed: Callable[[], None]) -> bool:
    """Do it in a process that dies before or after the so-manieth write; say whether it died."""
    child = os.fork()
    if child == 0:
        left = moment

        def watch(frame: FrameType, event: str, _argument: object) -> None:
            nonlocal left
            if event in {"call", "return"} and frame.f_code.co_name in WRITES:
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.setprofile(watch)
        try:
            deed()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, 9}
    return code == 9


def test_a_crash_at_any_write_leaves_one_whole_set_in_use(
    profile: Profile, at_work: KeySet, renew: Renew, new_files: Recognised
) -> None:
    old, new = at_work, renew()
    sets = {facts(old), facts(new)}
    seen = []

    moment = 1
    while struck(moment, lambda: key_set.keep(profile, new)):
        now = facts(key_set.in_use(profile))
        assert now in sets
        seen.append(now)
        key_set.keep(profile, old)
        assert facts(key_set.in_use(profile)) == facts(old)
        moment += 1

    assert set(seen) == sets
    assert moment > 8
    assert facts(key_set.in_use(profile)) == facts(new)


def test_keys_of_an_older_version_are_found_and_forgotten_keys_are_gone_with_what_was_staged(
    profile: Profile, at_work: KeySet, old_key: RSAPrivateKey
) -> None:
    keystore = Keystore(profile)
    keystore.store(merchant_key=old_key, api_v3_key=OLD_API_V3_KEY)
    keystore.stage(merchant_key=new_rsa_key(), api_v3_key="x" * 32, serial="F" * 40)

    assert key_set.in_use(profile).private_key.private_numbers() == old_key.private_numbers()
    assert keystore.api_v3_key("F" * 40) == b"x" * 32
    assert keystore.forget()
    assert not keystore.forget()
    with pytest.raises(Exception, match="holds no keys"):
        keystore.merchant_key("F" * 40)
