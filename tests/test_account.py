"""Taking over a merchant's files, and whether they belong together, piece by piece.

How a person calls it is in test_commands.py.
"""

from __future__ import annotations

import dataclasses
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from pos_app import account, key_check, settings_file
from pos_app.account import MerchantFiles, import_merchant, import_recognised
from pos_app.config import Profile, Settings
from pos_app.core.errors import InvalidInputError, PosError
from pos_app.key_check import Verdict
from pos_app.keystore import Keystore, NoKeyringError, SecretMissingError
from pos_app.merchant.recognition import recognise
from pos_app.merchant.words import Check
from pos_app.merchant_files import (
    PLATFORM_NAME,
    KeyFileError,
    public_key_pem,
    read_certificate,
    read_private_key,
    read_public_key,
)
from pos_app.settings_file import SettingsError
from pos_app.simulator.certificates import key_pem, new_authority, new_rsa_key, pem_of
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from pos_app.wechatpay.errors import ConfigurationError

pytestmark = pytest.mark.usefixtures("keyring")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.fixture
def files(provider: Simulator) -> MerchantFiles:
    folder = provider.identity.directory
    return MerchantFiles(
        private_key=folder / "apiclient_key.pem",
        certificate=folder / "apiclient_cert.pem",
        public_key=folder / "pub_key.pem",
        public_key_id=provider.identity.public_key_id,
    )


@pytest.fixture
def heap(provider: Simulator) -> list[Path]:
    """What a merchant drops on the till: private key, certificate, and WeChat Pay's public key."""
    return [provider.identity.directory / name for name in ("apiclient_key.pem", "apiclient_cert.pem", "pub_key.pem")]


@pytest.fixture
def api_v3_key(provider: Simulator) -> str:
    return provider.identity.api_v3_key.decode()


@pytest.fixture
def settings(profile: Profile, files: MerchantFiles, api_v3_key: str, provider: Simulator) -> Settings:
    """Give the whole settings of a profile that was filled in and imported into."""
    imported = import_merchant(profile, files, api_v3_key).settings
    merchant = dataclasses.replace(
        imported.merchant, appid=provider.identity.appid, notify_url="https://shop.example/notify"
    )
    gateway = dataclasses.replace(imported.gateway, url=provider.url)
    whole = dataclasses.replace(imported, merchant=merchant, gateway=gateway)
    settings_file.save(profile, whole)
    return whole


def changed(settings: Settings, **merchant: str) -> Settings:
    return dataclasses.replace(settings, merchant=dataclasses.replace(settings.merchant, **merchant))


def issued(key: RSAPublicKey, folder: Path, name: str = "1900009191", *, days: int = 365) -> Path:
    """Write a certificate for a key, of another authority, as a renewal brings it."""
    path = folder / "issued.pem"
    path.write_bytes(pem_of(new_authority().issue(key, name, lifetime=timedelta(days=days))))
    return path


# ---------------------------------------------------------------- import


def test_an_import_is_whole(profile: Profile, files: MerchantFiles, api_v3_key: str, provider: Simulator) -> None:
    imported = import_merchant(profile, files, api_v3_key)

    assert imported.settings == settings_file.load(profile)
    assert imported.settings.merchant.mchid == provider.identity.mchid
    assert imported.settings.merchant.certificate_serial == provider.identity.merchant_serial
    assert imported.settings.merchant.public_key_id == provider.identity.public_key_id
    assert imported.expires > datetime.now(UTC)
    assert Keystore(profile).api_v3_key() == provider.identity.api_v3_key
    assert Keystore(profile).merchant_key().public_key() == provider.identity.merchant_key
    assert profile.public_key_file.exists()
    assert read_certificate(profile.certificate_file).serial == provider.identity.merchant_serial


def test_an_import_can_be_repeated(profile: Profile, files: MerchantFiles, api_v3_key: str) -> None:
    first = import_merchant(profile, files, api_v3_key)

    assert import_merchant(profile, files, api_v3_key) == first


def test_a_renewed_certificate_leaves_the_public_key_in_place(
    profile: Profile, settings: Settings, files: MerchantFiles, api_v3_key: str, tmp_path: Path
) -> None:
    renewed = issued(read_private_key(files.private_key).public_key(), tmp_path)

    after = import_merchant(
        profile, MerchantFiles(private_key=files.private_key, certificate=renewed), api_v3_key
    ).settings

    assert after.merchant.public_key_id == settings.merchant.public_key_id
    assert after.merchant.certificate_serial != settings.merchant.certificate_serial
    assert profile.public_key_file.exists()


def test_a_certificate_that_names_no_merchant_leaves_the_number_to_the_shop(
    profile: Profile, files: MerchantFiles, api_v3_key: str, tmp_path: Path
) -> None:
    nameless = issued(read_private_key(files.private_key).public_key(), tmp_path, "A Tea Shop Ltd")

    imported = import_merchant(profile, dataclasses.replace(files, certificate=nameless), api_v3_key)

    assert "merchant.mchid" in imported.settings.merchant.missing


@pytest.fixture
def refused(profile: Profile, files: MerchantFiles, api_v3_key: str) -> Callable[..., Exception]:
    """Try an import that must be refused, and see that it left nothing behind."""

    def attempt(kind: type[Exception], key: str = api_v3_key, **others: Path | str | None) -> Exception:
        with pytest.raises(kind) as caught:
            import_merchant(profile, dataclasses.replace(files, **others), key)  # type: ignore[arg-type]
        with pytest.raises(SecretMissingError):
            Keystore(profile).merchant_key()
        assert not profile.certificate_file.exists()
        return caught.value

    return attempt


def test_a_certificate_of_another_key_is_refused(refused: Callable[..., Exception], tmp_path: Path) -> None:
    other = issued(new_rsa_key().public_key(), tmp_path)

    assert "does not belong to the private key" in str(refused(KeyFileError, certificate=other))


@pytest.mark.parametrize("half", [{"public_key": None}, {"public_key_id": None}, {"public_key_id": ""}])
def test_half_of_a_public_key_is_refused(refused: Callable[..., Exception], half: dict[str, str | None]) -> None:
    assert "go together" in str(refused(InvalidInputError, **half))


def test_the_merchants_own_public_key_is_refused(
    refused: Callable[..., Exception], files: MerchantFiles, tmp_path: Path
) -> None:
    own = tmp_path / "own.pem"
    own.write_bytes(public_key_pem(read_private_key(files.private_key).public_key()))

    assert "is the merchant's own key" in str(refused(KeyFileError, public_key=own))


def test_a_number_that_is_no_public_keys_is_refused(refused: Callable[..., Exception]) -> None:
    assert "PUB_KEY_ID_" in str(refused(SettingsError, public_key_id="0114232134912410000000000000"))


def test_the_settings_of_another_merchant_are_not_written_over(
    refused: Callable[..., Exception], profile: Profile
) -> None:
    settings_file.save(profile, changed(Settings(), mchid="1900000001"))

    error = refused(KeyFileError)

    assert "belongs to merchant 1900009191" in str(error)
    assert "of merchant 1900000001" in str(error)


@pytest.mark.parametrize(
    ("place", "given", "reason"),
    [
        ("private_key", "apiclient_cert.pem", "is a certificate; give the merchant's private key"),
        ("private_key", "pub_key.pem", "is a public key; give the merchant's private key"),
        ("certificate", "apiclient_key.pem", "is a private key; give the merchant's certificate"),
        ("certificate", "ca.pem", "is a certificate for something else"),
        ("public_key", "apiclient_cert.pem", "is a certificate; give WeChat Pay's public key"),
        ("public_key", "nothing.pem", "cannot be read"),
    ],
)
def test_files_in_each_others_place_are_refused(
    refused: Callable[..., Exception], provider: Simulator, place: str, given: str, reason: str
) -> None:
    assert reason in str(refused(KeyFileError, **{place: provider.identity.directory / given}))


def test_wechat_pays_certificate_in_the_merchants_place_is_refused(
    refused: Callable[..., Exception], files: MerchantFiles, tmp_path: Path
) -> None:
    platform = issued(read_private_key(files.private_key).public_key(), tmp_path, PLATFORM_NAME)

    assert "is WeChat Pay's own platform certificate" in str(refused(KeyFileError, certificate=platform))


@pytest.mark.parametrize("key", ["", "short", "0123456789abcdefghijABCDEFGHIJ!~x"])
def test_what_is_no_api_v3_key_is_refused_unquoted(refused: Callable[..., Exception], key: str) -> None:
    error = refused(InvalidInputError, key=key)

    assert not key or key not in str(error)


def test_beside_broken_settings_no_secret_is_stored(refused: Callable[..., Exception], profile: Profile) -> None:
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text("[merchant\n")

    assert "line 1" in str(refused(SettingsError))


def test_without_a_keyring_nothing_is_written(
    profile: Profile, files: MerchantFiles, api_v3_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no-such-bus")

    with pytest.raises(NoKeyringError):
        import_merchant(profile, files, api_v3_key)

    assert not profile.directory.exists()


def test_a_folder_that_cannot_be_written_to_is_told(profile: Profile, files: MerchantFiles, api_v3_key: str) -> None:
    profile.certificate_file.mkdir(parents=True)

    with pytest.raises(KeyFileError, match="cannot be written to"):
        import_merchant(profile, files, api_v3_key)


def test_what_was_recognised_is_imported_with_the_numbers_that_were_typed(
    profile: Profile, heap: list[Path], api_v3_key: str, provider: Simulator
) -> None:
    found = recognise(heap)
    typed = {
        "appid": f" {provider.identity.appid}\n",
        "notify_url": "https://shop.example/notify",
        "public_key_id": provider.identity.public_key_id,
    }

    imported = import_recognised(profile, found, api_v3_key=f"{api_v3_key}\r\n", numbers=typed)

    assert imported.settings == settings_file.load(profile)
    assert imported.settings.merchant.missing == ()
    assert imported.settings.merchant.appid == provider.identity.appid
    assert Keystore(profile).api_v3_key().decode() == api_v3_key
    assert public_key_pem(read_public_key(profile.public_key_file)) == profile.public_key_file.read_bytes()


OTHER_ID = {"public_key_id": f"PUB_KEY_ID_{'9' * 28}"}


@pytest.mark.parametrize(
    ("given", "numbers", "key", "field"),
    [
        (1, {}, "", "files"),
        (3, {}, "", "public_key_id"),
        (3, {"mchid": "1900000001", **OTHER_ID}, "", "mchid"),
        (3, OTHER_ID, "short", "APIv3 key"),
        (2, OTHER_ID, "", "public_key"),
    ],
)
def test_what_is_not_whole_or_of_another_is_not_imported(
    profile: Profile, heap: list[Path], api_v3_key: str, given: int, numbers: dict[str, str], key: str, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        import_recognised(profile, recognise(heap[:given]), api_v3_key=key or api_v3_key, numbers=numbers)

    assert caught.value.field == field
    assert not profile.settings_file.exists()
    with pytest.raises(SecretMissingError):
        Keystore(profile).merchant_key()


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Let every longer write of this process be refused, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("size", "last"), [(64, "the certificate"), (4096, "the settings")])
def test_a_disk_that_refuses_half_way_leaves_the_till_with_the_keys_that_it_had(
    profile: Profile, files: MerchantFiles, api_v3_key: str, tmp_path: Path, size: int, last: str
) -> None:
    import_merchant(profile, files, api_v3_key)
    with profile.settings_file.open("a") as settings:
        settings.write("# a person's own words\n" * 200)
    kept = [profile.certificate_file, profile.public_key_file, profile.settings_file]
    before = [file.read_bytes() for file in kept]
    key, key_file, public_key = new_rsa_key(), tmp_path / "key.pem", tmp_path / "public.pem"
    key_file.write_bytes(key_pem(key))
    public_key.write_bytes(public_key_pem(new_rsa_key().public_key()))
    renewed = MerchantFiles(
        private_key=key_file,
        certificate=issued(key.public_key(), tmp_path),
        public_key=public_key,
        public_key_id=f"PUB_KEY_ID_{'9' * 28}",
    )

    with no_file_longer_than(size), pytest.raises(PosError, match="cannot be written"):
        import_merchant(profile, renewed, "another-key-of-32-characters-x-x")

    assert [file.read_bytes() for file in kept] == before
    assert Keystore(profile).api_v3_key().decode() == api_v3_key
    assert Keystore(profile).merchant_key().public_key() == read_private_key(files.private_key).public_key()


# ---------------------------------------------------------------- connect


def test_a_client_speaks_in_the_merchants_name(profile: Profile, settings: Settings, provider: Simulator) -> None:
    client = account.connect(profile, settings)

    assert provider.identity.mchid in repr(client)
    assert not profile.certificates_dir.exists()
    client.close()


def test_without_a_public_key_certificates_are_kept_in_the_profile(profile: Profile, settings: Settings) -> None:
    client = account.connect(profile, changed(settings, public_key_id=""))

    client.refresh_certificates()

    assert list(profile.certificates_dir.glob("*.pem"))
    client.close()


def test_while_a_merchant_moves_to_the_public_key_both_count(profile: Profile, settings: Settings) -> None:
    profile.certificates_dir.mkdir()
    client = account.connect(profile, settings)

    client.refresh_certificates()

    assert list(profile.certificates_dir.glob("*.pem"))
    client.close()


def test_numbers_that_cannot_be_are_refused(profile: Profile, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="mchid"):
        account.connect(profile, changed(settings, mchid=""))


def test_no_client_is_made_without_secrets(profile: Profile, settings: Settings) -> None:
    Keystore(profile).forget()

    with pytest.raises(SecretMissingError):
        account.connect(profile, settings)


def test_no_client_is_made_without_the_public_key_that_the_settings_name(profile: Profile, settings: Settings) -> None:
    profile.public_key_file.unlink()

    with pytest.raises(KeyFileError, match="cannot be read"):
        account.connect(profile, settings)


# ---------------------------------------------------------------- check


def verdicts(profile: Profile, settings: Settings, *, now: datetime | None = None) -> list[tuple[Verdict, str]]:
    clock = (now or datetime.now(UTC)).timestamp
    return [(found.verdict, found.sentence) for found in key_check.check(profile, settings, clock=clock)]


def said(found: list[tuple[Verdict, str]], words: str) -> Verdict:
    """Give the verdict of the one sentence that has these words."""
    [verdict] = [verdict for verdict, sentence in found if words in sentence]
    return verdict


def test_all_is_good(profile: Profile, settings: Settings) -> None:
    found = verdicts(profile, settings)

    assert Verdict.WRONG not in dict(found)
    assert said(found, "opens WeChat Pay's certificates") is Verdict.GOOD
    assert said(found, "accepts the private key's signature") is Verdict.GOOD


def test_where_numbers_are_missing_nobody_is_asked(profile: Profile, settings: Settings) -> None:
    found = verdicts(profile, changed(settings, appid=""))

    assert said(found, "Fill in merchant.appid") is Verdict.WRONG
    assert not [sentence for _, sentence in found if settings.gateway.url in sentence]


def test_a_certificate_of_another_key_is_found(profile: Profile, settings: Settings, tmp_path: Path) -> None:
    profile.certificate_file.write_bytes(issued(new_rsa_key().public_key(), tmp_path).read_bytes())

    assert said(verdicts(profile, settings), "does not belong to the private key") is Verdict.WRONG


def test_a_certificate_of_another_merchant_is_found(profile: Profile, settings: Settings) -> None:
    found = verdicts(profile, changed(settings, mchid="1900000001"))

    assert said(found, "belongs to merchant 1900009191, not to 1900000001") is Verdict.WRONG
    assert said(found, "knows no merchant 1900000001") is Verdict.WRONG


@pytest.mark.parametrize(
    ("days", "words", "verdict"),
    [(-1, "expired on", Verdict.WRONG), (59, "expires soon", Verdict.UNPROVEN), (61, "it expires on", Verdict.GOOD)],
)
def test_the_end_of_a_certificate_is_told_in_time(
    profile: Profile, settings: Settings, days: int, words: str, verdict: Verdict
) -> None:
    expires = read_certificate(profile.certificate_file).expires

    assert said(verdicts(profile, settings, now=expires - timedelta(days=days)), words) is verdict


def test_the_merchants_own_key_in_the_place_of_wechat_pays_is_found(profile: Profile, settings: Settings) -> None:
    own = x509.load_pem_x509_certificate(profile.certificate_file.read_bytes()).public_key()
    assert isinstance(own, RSAPublicKey)
    profile.public_key_file.write_bytes(public_key_pem(own))

    found = verdicts(profile, settings)

    assert said(found, "is the merchant's own key") is Verdict.WRONG
    assert said(found, "merchant's own certificate or key was given") is Verdict.WRONG


FAULTS: dict[str, tuple[Check, Callable[[Settings, Simulator], Settings]]] = {
    "serial": (Check.SERIAL_WRONG, lambda known, _: changed(known, certificate_serial="A" * 40)),
    "merchant": (Check.MERCHANT_UNKNOWN, lambda known, _: changed(known, mchid="1900000001")),
    "port": (Check.NO_NETWORK, lambda known, _: elsewhere(known, "http://127.0.0.1:9")),
    "clock": (Check.CLOCK_OFF, lambda known, provider: weather(known, provider, "clock_skew")),
    "portal": (Check.STRANGER, lambda known, provider: weather(known, provider, "html_page")),
    "busy": (Check.BUSY, lambda known, provider: weather(known, provider, "too_many")),
    "probe": (Check.PUBLIC_KEY_WRONG, lambda known, provider: weather(known, provider, "wrong_signature")),
    "cut": (Check.UNFIT, lambda known, _: changed(known, appid="?")),
}


def elsewhere(settings: Settings, url: str) -> Settings:
    return dataclasses.replace(settings, gateway=dataclasses.replace(settings.gateway, url=url))


def weather(settings: Settings, provider: Simulator, fault: str) -> Settings:
    provider.weather.set("*", fault, times=None)
    return settings


@pytest.mark.parametrize("fault", FAULTS)
def test_a_live_check_names_the_fault(profile: Profile, settings: Settings, provider: Simulator, fault: str) -> None:
    expected, make = FAULTS[fault]

    try:
        found = list(key_check.live_check(profile, make(settings, provider)))
    finally:
        provider.weather.clear()

    assert expected in {one.note.say for one in found if one.verdict is not Verdict.GOOD}
    assert not [one for one in found if "{" in one.sentence]


def test_a_live_check_tells_a_wrong_private_key_api_v3_key_and_public_key_apart(
    profile: Profile, settings: Settings, files: MerchantFiles, api_v3_key: str
) -> None:
    keystore, own = Keystore(profile), read_private_key(files.private_key)

    keystore.store(merchant_key=own, api_v3_key="another-key-of-32-characters-x-x")
    api_key = {one.note.say for one in key_check.live_check(profile, settings)}
    keystore.store(merchant_key=new_rsa_key(), api_v3_key=api_v3_key)
    private = {one.note.say for one in key_check.live_check(profile, settings)}
    keystore.store(merchant_key=own, api_v3_key=api_v3_key)
    profile.public_key_file.write_bytes(public_key_pem(new_rsa_key().public_key()))
    public = {one.note.say for one in key_check.live_check(profile, settings)}

    assert Check.API_KEY_WRONG in api_key
    assert Check.KEY_WRONG in private
    assert Check.PUBLIC_KEY_WRONG in public


def test_a_merchant_without_certificates_proves_all_but_the_api_v3_key(
    profile: Profile, settings: Settings, provider: Simulator
) -> None:
    provider.switches.trust = TrustMode.PUBLIC_KEY
    try:
        found = verdicts(profile, settings)
    finally:
        provider.switches.trust = TrustMode.BOTH

    assert said(found, "checked for its form only") is Verdict.UNPROVEN
    assert said(found, "accepts the private key's signature") is Verdict.GOOD
