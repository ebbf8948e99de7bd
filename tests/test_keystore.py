"""The keystore against a real Secret Service (rule M11)."""

from __future__ import annotations

import base64
import dataclasses
import gc
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring

from pos_app import keystore as keystore_module
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError
from pos_app.keystore import (
    LARGEST_ITEM,
    KeyringLockedError,
    Keystore,
    KeystoreError,
    NoKeyringError,
    SecretDamagedError,
    SecretMissingError,
    check_api_v3_key,
)
from tests.secret_service import BROKEN, secret_service

VAULT: Any = Keyring
API_V3_KEY = "0123456789abcdefghijABCDEFGHIJ!~"


@pytest.fixture(scope="session")
def merchant_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def keystore(profile: Profile, keyring: str) -> Keystore:
    return Keystore(profile)


def item(profile: Profile) -> str:
    """Read what is really in the keyring."""
    found = VAULT().get_password(profile.keyring_service, "merchant")
    return str(found)


def put(profile: Profile, content: str) -> None:
    VAULT().set_password(profile.keyring_service, "merchant", content)


# ---------------------------------------------------------------- kept


def test_what_was_stored_comes_back(profile: Profile, keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert Keystore(profile).merchant_key().private_numbers() == merchant_key.private_numbers()
    assert Keystore(profile).api_v3_key() == API_V3_KEY.encode()


def test_the_key_that_comes_back_signs(keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    signature = keystore.merchant_key().sign(b"words", padding.PKCS1v15(), SHA256())

    merchant_key.public_key().verify(signature, b"words", padding.PKCS1v15(), SHA256())


def test_another_program_of_the_same_person_finds_it(
    profile: Profile, keystore: Keystore, merchant_key: rsa.RSAPrivateKey
) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)
    program = (
        "import sys\nfrom pathlib import Path\nfrom pos_app.config import Profile\n"
        "from pos_app.keystore import Keystore\n"
        "print(Keystore(Profile.locate('default', Path(sys.argv[1]))).merchant_key().key_size)\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", program, profile.directory.parent], capture_output=True, text=True, check=True
    )

    assert told.stdout == "2048\n"


def test_the_last_stored_counts(keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key="0" * 32)
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert keystore.api_v3_key() == API_V3_KEY.encode()


def test_an_item_fits_the_smallest_keyring(profile: Profile, keystore: Keystore) -> None:
    large = rsa.generate_private_key(public_exponent=65537, key_size=4096)

    keystore.store(merchant_key=large, api_v3_key='"' * 32)

    assert len(item(profile).encode("utf-16-le")) <= LARGEST_ITEM
    assert keystore.merchant_key().private_numbers() == large.private_numbers()


def test_each_profile_has_its_own(profile: Profile, keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)
    other = Keystore(Profile.locate("training", profile.directory.parent))

    with pytest.raises(SecretMissingError):
        other.merchant_key()


def test_what_was_forgotten_is_gone(keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert keystore.forget()

    with pytest.raises(SecretMissingError, match="pos-app keys import"):
        keystore.merchant_key()
    assert not keystore.forget()


def test_the_person_s_own_choice_of_a_keyring_does_not_count(
    keystore: Keystore, merchant_key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    config = tmp_path / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir()
    config.write_text("[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert keystore.api_v3_key() == API_V3_KEY.encode()


# ---------------------------------------------------------------- never told


def test_nothing_secret_is_shown(profile: Profile, keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert repr(keystore) == f"Keystore('{profile.keyring_service}')"
    assert API_V3_KEY not in f"{keystore.__dict__}"


def test_nothing_secret_is_on_the_disk_in_the_clear(
    keystore: Keystore, merchant_key: rsa.RSAPrivateKey, profile: Profile
) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)
    needles = [API_V3_KEY.encode(), *(json.loads(item(profile))[name].encode() for name in "pq")]

    homes = [Path.home(), profile.directory.parent, Path(os.environ["DBUS_SESSION_BUS_ADDRESS"].split("=")[1]).parent]
    files = [path for home in homes if home.exists() for path in home.rglob("*") if path.is_file()]

    assert any("keyrings" in path.parts for path in files)
    assert not [path for path in files if any(needle in path.read_bytes() for needle in needles)]


@pytest.mark.parametrize("key", ["", "x" * 31, "x" * 33, "x" * 31 + " ", "茶" * 32, "x" * 31 + "\n", f'"{"x" * 32}"'])
def test_what_cannot_be_an_api_v3_key_is_refused_unquoted(key: str) -> None:
    with pytest.raises(InvalidInputError, match="exactly 32 characters") as caught:
        check_api_v3_key(key)

    assert key not in str(caught.value) or not key


def test_nothing_is_stored_under_a_wrong_api_v3_key(keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(InvalidInputError):
        keystore.store(merchant_key=merchant_key, api_v3_key="short")

    with pytest.raises(SecretMissingError):
        keystore.api_v3_key()


def test_a_key_too_long_for_some_systems_is_refused(keystore: Keystore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_app.keystore.LARGEST_ITEM", 800)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    with pytest.raises(KeystoreError, match="private key is too long"):
        keystore.store(merchant_key=key, api_v3_key=API_V3_KEY)


# ---------------------------------------------------------------- damaged


@pytest.mark.parametrize(
    "content",
    ["", "x", "[]", "3", "{}", '{"p": 1, "q": 2, "e": 3, "api_v3_key": 4}', '{"p": "!", "q": "!", "e": "!"}']
    + [json.dumps({"p": p, "q": "Aw==", "e": "AQAB", "api_v3_key": "short"}) for p in ("", "AA==", "AQ==", "BQ==")],
)
def test_a_damaged_item_is_refused(profile: Profile, keystore: Keystore, content: str) -> None:
    put(profile, content)

    with pytest.raises(SecretDamagedError, match="pos-app keys import"):
        keystore.merchant_key()
    with pytest.raises(SecretDamagedError):
        keystore.api_v3_key()


def test_a_prime_that_was_changed_is_found(
    profile: Profile, keystore: Keystore, merchant_key: rsa.RSAPrivateKey
) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)
    held = json.loads(item(profile))
    put(profile, json.dumps({**held, "p": held["q"], "q": held["p"][:40] + "AAAA" + held["p"][44:]}))

    with pytest.raises(SecretDamagedError) as caught:
        keystore.merchant_key()

    assert caught.value.__cause__ is None
    assert held["q"] not in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.fixed_dictionaries({name: st.binary(max_size=6) for name in "pqe"}))
def test_small_numbers_are_no_key(keystore: Keystore, profile: Profile, numbers: dict[str, bytes]) -> None:
    put(profile, json.dumps({name: base64.b64encode(value).decode() for name, value in numbers.items()}))

    with pytest.raises(SecretDamagedError):
        keystore.merchant_key()


# ---------------------------------------------------------------- no keyring


def test_without_a_bus_there_is_no_keyring(profile: Profile) -> None:
    with pytest.raises(NoKeyringError, match="no usable keyring"):
        Keystore(profile).merchant_key()


@pytest.mark.parametrize("address", [None, "nonsense", "tcp:host=127.0.0.1", "unix:path=/dev/null"])
def test_without_a_usable_bus_there_is_no_keyring(
    profile: Profile, address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    with pytest.raises(NoKeyringError, match="install gnome-keyring"):
        Keystore(profile).forget()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_another_systems_keyring_is_not_here(profile: Profile, platform: str) -> None:
    with pytest.raises(NoKeyringError, match="equire"):
        Keystore(profile, platform=platform).merchant_key()


# The keyring library leaves its socket to the collector when the keyring is locked.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
def test_a_locked_keyring_is_told(
    profile: Profile, merchant_key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="pos_app-locked-") as home:
        with secret_service(Path(home), "the password") as address:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            Keystore(profile).store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

        with secret_service(Path(home), "another password") as address:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

            with pytest.raises(KeyringLockedError, match="unlock it"):
                Keystore(profile).merchant_key()
            gc.collect()


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
def test_a_keyring_that_does_not_start_is_told(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="pos_app-broken-") as home,
        secret_service(Path(home), command=BROKEN) as address,
    ):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

        with pytest.raises(KeystoreError, match="the keyring refused"):
            Keystore(profile).merchant_key()
        gc.collect()


class Forgetful(KeyringBackend):
    """A system's keyring that keeps something else than what it was given."""

    priority = 1

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""

    def get_password(self, service: str, username: str) -> str:
        return json.dumps({"another": f"{service} {username}"})


def test_a_keyring_that_does_not_keep_what_it_was_given_is_told(
    profile: Profile, merchant_key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful = dataclasses.replace(keystore_module._SECRET_SERVICE, backend="tests.test_keystore:Forgetful")
    monkeypatch.setattr(keystore_module, "_SECRET_SERVICE", forgetful)

    with pytest.raises(KeystoreError, match="did not give back"):
        Keystore(profile).store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)


# ---------------------------------------------------------------- people


def test_the_pepper_is_made_once_for_a_profile(profile: Profile, keystore: Keystore) -> None:
    pepper = keystore.pepper(make=True)

    assert len(pepper) == 32
    assert keystore.pepper(make=True) == pepper == Keystore(profile).pepper(make=False)
    assert Keystore(Profile.locate("training", profile.directory.parent)).pepper(make=True) != pepper


def test_a_pepper_that_is_gone_is_not_made_anew_unasked(keystore: Keystore) -> None:
    with pytest.raises(SecretMissingError, match="pos-app staff recover"):
        keystore.pepper(make=False)


def test_a_damaged_pepper_is_told(profile: Profile, keystore: Keystore) -> None:
    VAULT().set_password(profile.keyring_service, "pepper", "!")

    with pytest.raises(SecretDamagedError, match="pos-app staff recover"):
        keystore.pepper(make=True)


def test_each_persons_authenticator_has_a_secret_of_its_own(keystore: Keystore) -> None:
    keystore.keep_second_factor("P1", b"one")
    keystore.keep_second_factor("P2", b"two")
    keystore.keep_second_factor("P1", b"three")

    assert (keystore.second_factor("P1"), keystore.second_factor("P2")) == (b"three", b"two")


def test_the_pepper_outlives_the_merchants_keys(keystore: Keystore, merchant_key: rsa.RSAPrivateKey) -> None:
    keystore.store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)
    pepper = keystore.pepper(make=True)
    keystore.forget()

    assert keystore.pepper(make=False) == pepper


def test_a_keyring_that_does_not_keep_the_pepper_is_told(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = dataclasses.replace(keystore_module._SECRET_SERVICE, backend="tests.test_keystore:Forgetful")
    monkeypatch.setattr(keystore_module, "_SECRET_SERVICE", forgetful)

    with pytest.raises(KeystoreError, match="did not give back"):
        Keystore(profile).keep_second_factor("P1", b"one")
