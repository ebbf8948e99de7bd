"""The commands without a window: as a person calls them, against a real keyring and the pretend WeChat Pay."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pos_app import __main__ as program
from pos_app import __version__, settings_file
from pos_app.config import Profile
from pos_app.core.ledger import open_ledger
from pos_app.core.overview import UnresolvedKind
from pos_app.keystore import Keystore, SecretMissingError
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from tests.core.till import HandClock, late_money, paid, presented, silence
from tests.papers import Papers, write_settings

Run = Callable[..., tuple[int, str, str]]
OTHER_API_V3_KEY = "another-key-of-32-characters-x-x"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider"), tls=True) as running:
        yield running


@pytest.fixture
def papers(provider: Simulator) -> Iterator[Papers]:
    yield Papers(folder=provider.identity.directory)
    provider.weather.clear()
    provider.switches.trust = TrustMode.BOTH


@pytest.fixture
def run(profile: Profile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program's entry with words; give exit code, output and errors."""

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="gbk"))
        capsys.readouterr()
        try:
            code = program.main(["--data-dir", str(profile.directory.parent), *words])
        except SystemExit as ending:
            code = int(str(ending.code))
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def imported(keyring: str, profile: Profile, papers: Papers, run: Run) -> Papers:
    """A profile with everything that it needs."""
    write_settings(profile, papers.settings())
    code, _, errors = run(*papers.words(), stdin=f"{papers.api_v3_key}\n")
    assert (code, errors) == (0, "")
    return papers


def marks(output: str) -> list[str]:
    return [line[:4].strip() for line in output.splitlines()]


def bad(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("BAD ")]


# ---------------------------------------------------------------- keys: import


def test_an_import_keeps_secrets_in_the_keyring_and_fills_in_the_rest(profile: Profile, imported: Papers) -> None:
    merchant = settings_file.load(profile).merchant

    assert merchant.mchid == imported.facts["mchid"]
    assert merchant.certificate_serial == imported.facts["certificate_serial"]
    assert merchant.public_key_id == imported.facts["public_key_id"]
    assert Keystore(profile).api_v3_key() == imported.api_v3_key.encode()
    key = load_pem_private_key(imported.pem.encode(), None)
    assert isinstance(key, RSAPrivateKey)
    assert Keystore(profile).merchant_key().private_numbers() == key.private_numbers()


def test_an_import_into_an_empty_profile_says_what_is_still_missing(
    keyring: str, profile: Profile, papers: Papers, run: Run
) -> None:
    code, output, _ = run(*papers.words(), stdin=papers.api_v3_key)

    assert code == 0
    assert f"imported the keys of merchant {papers.facts['mchid']}" in output
    assert f"{profile.settings_file}: merchant.appid, merchant.notify_url" in output


def test_an_api_v3_key_from_a_file_with_an_editors_mark_is_taken(
    keyring: str, profile: Profile, papers: Papers, run: Run
) -> None:
    code, _, errors = run(*papers.words(), stdin=f"\ufeff{papers.api_v3_key}\r\n")

    assert (code, errors) == (0, "")
    assert Keystore(profile).api_v3_key() == papers.api_v3_key.encode()


@pytest.mark.parametrize("typed", ["", "\n", "too short\n", "-----BEGIN PRIVATE KEY-----\n"])
def test_an_import_without_a_right_api_v3_key_changes_nothing(
    keyring: str, profile: Profile, papers: Papers, run: Run, typed: str
) -> None:
    code, output, errors = run(*papers.words(), stdin=typed)

    assert (code, output) == (1, "")
    assert "APIv3 key" in errors
    assert not typed.strip() or typed.strip() not in errors
    assert not profile.settings_file.exists()
    with pytest.raises(SecretMissingError):
        Keystore(profile).api_v3_key()


def test_an_import_where_no_keyring_is_changes_nothing_and_says_what_to_do(
    profile: Profile, papers: Papers, run: Run
) -> None:
    code, output, errors = run(*papers.words(), stdin=papers.api_v3_key)

    assert (code, output) == (1, "")
    assert "no usable keyring" in errors
    assert {path.name for path in profile.directory.iterdir()} == {"logs"}


def test_the_api_v3_key_cannot_be_given_as_an_argument(papers: Papers, run: Run) -> None:
    code, _, _ = run(*papers.words(), "--api-v3-key", papers.api_v3_key)

    assert code == 2


def test_the_wrong_way_round_is_told_in_one_sentence(papers: Papers, run: Run) -> None:
    key, certificate = str(papers.folder / "apiclient_key.pem"), str(papers.folder / "apiclient_cert.pem")

    code, _, errors = run("keys", "import", "--private-key", certificate, "--certificate", key, stdin=papers.api_v3_key)

    assert code == 1
    assert errors == f"pos-app: {certificate}: is a certificate; give the merchant's private key, apiclient_key.pem\n"


# ---------------------------------------------------------------- keys: check


def test_good_keys_are_proven_over_tls(imported: Papers, run: Run) -> None:
    code, output, errors = run("keys", "check")

    assert (code, errors) == (0, "")
    assert marks(output) == ["ok", "ok", "ok", "?", "ok", "ok"]
    assert f"merchant {imported.facts['mchid']}" in output
    assert "The APIv3 key opens WeChat Pay's certificates" in output
    assert "accepts the private key's signature" in output


def test_a_check_leaves_no_certificates_behind(profile: Profile, imported: Papers, run: Run) -> None:
    before = {path for path in profile.directory.rglob("*") if "logs" not in path.parts}

    run("keys", "check")

    assert {path for path in profile.directory.rglob("*") if "logs" not in path.parts} == before
    assert not profile.certificates_dir.exists()


def test_a_merchant_with_certificates_only_is_proven_too(
    keyring: str, profile: Profile, papers: Papers, provider: Simulator, run: Run
) -> None:
    provider.switches.trust = TrustMode.CERTIFICATES
    write_settings(profile, papers.settings())
    run(*papers.words(public_key=False), stdin=papers.api_v3_key)

    code, output, _ = run("keys", "check")

    assert code == 0
    assert marks(output) == ["ok"] * 5


def test_a_merchant_with_a_public_key_only_cannot_prove_the_api_v3_key(
    imported: Papers, provider: Simulator, run: Run
) -> None:
    provider.switches.trust = TrustMode.PUBLIC_KEY

    code, output, _ = run("keys", "check")

    assert code == 0
    assert marks(output) == ["ok", "ok", "ok", "?", "?", "ok"]
    assert "The APIv3 key can" in output


def test_another_api_v3_key_is_found(keyring: str, profile: Profile, papers: Papers, run: Run) -> None:
    write_settings(profile, papers.settings())
    run(*papers.words(), stdin=OTHER_API_V3_KEY)

    code, output, _ = run("keys", "check")

    assert code == 1
    assert len(bad(output)) == 1
    assert "The APIv3 key is not the one that is set on the merchant platform" in output


def test_another_serial_is_found_here_and_there(profile: Profile, imported: Papers, run: Run) -> None:
    write_settings(
        profile,
        imported.settings(
            mchid=imported.facts["mchid"],
            certificate_serial="0" * 40,
            public_key_id=imported.facts["public_key_id"],
        ),
    )

    code, output, _ = run("keys", "check")

    assert code == 1
    assert len(bad(output)) == 2
    assert f"but {imported.facts['certificate_serial']} was imported" in output
    assert f"knows no certificate {'0' * 40} of this merchant" in output


def test_a_clock_that_is_wrong_is_told(imported: Papers, provider: Simulator, run: Run) -> None:
    provider.weather.set("*", "clock_skew", times=None, seconds=600)

    code, output, _ = run("keys", "check")

    assert code == 1
    assert "clock" in "\n".join(bad(output))


@pytest.mark.parametrize("fault", ["drop_before", "unavailable", "server_error", "too_many", "html_page"])
def test_bad_weather_proves_nothing_against_the_keys(
    imported: Papers, provider: Simulator, run: Run, fault: str
) -> None:
    provider.weather.set("*", fault, times=None)

    _, output, _ = run("keys", "check")

    assert not [line for line in bad(output) if "APIv3 key" in line]


def test_a_provider_that_is_not_there_proves_nothing(profile: Profile, imported: Papers, run: Run) -> None:
    text = profile.settings_file.read_text("utf-8")
    profile.settings_file.write_text(text.replace(imported.facts["url"], "https://127.0.0.1:9"), "utf-8")

    code, output, _ = run("keys", "check")

    assert code == 0
    assert marks(output)[-2:] == ["?", "?"]
    assert "cannot be reached" in output


def test_a_forged_reply_is_not_believed(imported: Papers, provider: Simulator, run: Run) -> None:
    provider.weather.set("certificates", "wrong_signature", times=None)

    code, output, _ = run("keys", "check")

    assert code == 1
    assert "WeChat Pay's signature does not fit" in "\n".join(bad(output))


def test_an_empty_profile_is_told_what_it_lacks(keyring: str, profile: Profile, run: Run) -> None:
    code, output, _ = run("keys", "check")

    assert code == 1
    assert marks(output) == ["BAD", "BAD"]
    assert f"merchant.notify_url in {profile.settings_file}" in output
    assert "run: pos-app keys import" in output


def test_public_files_that_were_lost_are_told(profile: Profile, imported: Papers, run: Run) -> None:
    profile.certificate_file.unlink()
    profile.public_key_file.unlink()

    code, output, _ = run("keys", "check")

    assert code == 1
    assert "no certificate to compare with" in output
    assert str(profile.public_key_file) in "\n".join(bad(output))


# ---------------------------------------------------------------- keys: renew


def test_a_new_api_v3_key_is_proven_before_it_is_used(imported: Papers, profile: Profile, run: Run) -> None:
    wrong = run("keys", "renew", "--api-v3-key", stdin=OTHER_API_V3_KEY)
    same = run("keys", "renew", str(imported.folder / "apiclient_key.pem"), str(imported.folder / "apiclient_cert.pem"))

    assert wrong[0] == 1
    assert "not proven: the old keys stay in use" in wrong[1]
    assert Keystore(profile).api_v3_key().decode() == imported.api_v3_key
    assert same[0] == 1
    assert "Nothing of this is new" in same[2]


def test_a_till_whose_api_v3_key_was_changed_is_renewed(
    keyring: str, profile: Profile, papers: Papers, run: Run
) -> None:
    write_settings(profile, papers.settings())
    run(*papers.words(), stdin=OTHER_API_V3_KEY)

    code, output, _ = run("keys", "renew", "--api-v3-key", stdin=f"{papers.api_v3_key}\n")

    assert code == 0
    assert "the new keys are in use" in output
    assert Keystore(profile).api_v3_key().decode() == papers.api_v3_key


# ---------------------------------------------------------------- keys: forget


def test_forgotten_keys_are_gone(profile: Profile, imported: Papers, run: Run) -> None:
    first, second = run("keys", "forget"), run("keys", "forget")

    assert (first[0], second[0]) == (0, 0)
    assert first[1] != second[1]
    with pytest.raises(SecretMissingError):
        Keystore(profile).merchant_key()


def test_to_forget_without_a_keyring_is_refused(run: Run) -> None:
    code, _, errors = run("keys", "forget")

    assert code == 1
    assert "no usable keyring" in errors


# ---------------------------------------------------------------- the ledger


@pytest.fixture
def book(profile: Profile) -> Profile:
    """Make a profile with a small ledger: one sale, paid."""
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    profile.directory.mkdir(parents=True)
    with open_ledger(profile.ledger_file, till="01", clock=clock) as ledger:
        paid(ledger, clock)
    return profile


def test_a_sound_ledger_is_verified(book: Profile, run: Run) -> None:
    code, output, errors = run("ledger", "verify")

    assert (code, errors) == (0, "")
    assert "till 01: entry " in output
    assert output.endswith(" entries, 0 flaws\n")


@pytest.mark.parametrize("word", ["林晓燕", "矿泉水"])
def test_m9_a_ledger_with_one_changed_byte_is_found(book: Profile, run: Run, word: str) -> None:
    content, written = book.ledger_file.read_bytes(), word.encode()
    assert written in content
    forged = written[:-1] + bytes([written[-1] ^ 1])
    book.ledger_file.write_bytes(content.replace(written, forged, 1))

    code, output, _ = run("ledger", "verify")

    assert code == 1
    assert bad(output)
    assert not output.endswith(" 0 flaws\n")


def test_a_file_that_is_no_ledger_is_refused(profile: Profile, run: Run) -> None:
    profile.directory.mkdir(parents=True)
    profile.ledger_file.write_bytes(b"no ledger at all" * 1000)

    code, output, errors = run("ledger", "verify")

    assert (code, output) == (1, "")
    assert errors.startswith("pos-app: ")
    assert len(errors.splitlines()) == 1


def test_the_ledger_is_verified_and_listed_while_the_till_is_open(book: Profile, run: Run) -> None:
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    with open_ledger(book.ledger_file, till="01", clock=clock) as till:
        before = run("ledger", "verify")
        paid(till, clock)
        after = run("ledger", "verify")

        assert run("unresolved") == (0, "0 unresolved\n", "")
        assert run("staff", "list") == (0, "", "")

    assert (before[0], after[0]) == (0, 0)
    assert before[1] != after[1]


def test_m9_a_head_that_was_noted_vouches_for_the_end_of_the_chain(book: Profile, run: Run, tmp_path: Path) -> None:
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    older = tmp_path / "older.sqlite3"
    older.write_bytes(book.ledger_file.read_bytes())
    with open_ledger(book.ledger_file, till="01", clock=clock) as ledger:
        paid(ledger, clock)
    noted = tmp_path / "heads.txt"
    noted.write_text(run("ledger", "verify")[1], "utf-8")
    assert run("ledger", "verify", "--known", str(noted))[0] == 0
    book.ledger_file.write_bytes(older.read_bytes())

    assert run("ledger", "verify")[0] == 0
    for known in (str(noted), noted.read_text("utf-8")):
        code, output, _ = run("ledger", "verify", "--known", known)
        assert code == 1
        assert "was noted elsewhere and is gone" in output


@pytest.mark.parametrize("known", ["nonsense", "till 01: entry 3, head of the chain abc"])
def test_what_is_no_head_is_refused(book: Profile, run: Run, known: str) -> None:
    code, output, errors = run("ledger", "verify", "--known", known)

    assert (code, output) == (2, "")
    assert errors.startswith("pos-app: --known: ")


def test_a_file_without_a_head_is_refused(book: Profile, run: Run) -> None:
    code, _, errors = run("ledger", "verify", "--known", str(book.ledger_file))

    assert code == 2
    assert "holds no head such as: till 01: entry 1, head of the chain 0" in errors


def test_looking_over_shows_how_far_it_is_and_is_stopped_by_ctrl_c(book: Profile) -> None:
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    with open_ledger(book.ledger_file, till="01", clock=clock) as ledger:
        for _ in range(400):
            paid(ledger, clock)
    words = [sys.executable, "-m", "pos_app", "--data-dir", str(book.directory.parent), "ledger", "verify"]
    glass, behind = os.openpty()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=behind) as program:
        os.close(behind)
        shown = os.read(glass, 16)
        program.send_signal(signal.SIGINT)
        with contextlib.suppress(OSError):  # what a terminal says when nobody is left behind it
            while more := os.read(glass, 4096):
                shown += more
        assert program.stdout is not None
        told = program.stdout.read()
    os.close(glass)

    assert b" of 2406 (" in shown
    assert (program.returncode, told) in {(130, b""), (0, told)}  # it may have been quicker than the key
    assert b"Traceback" not in shown


@pytest.mark.parametrize(("words", "ending"), [(["ledger", "verify"], 2), (["unresolved"], 1)])
def test_where_there_is_no_ledger_none_is_made(profile: Profile, run: Run, words: list[str], ending: int) -> None:
    code, _, errors = run(*words)

    assert code == ending
    assert str(profile.ledger_file) in errors
    assert not profile.ledger_file.exists()


def test_nothing_unresolved_is_said(book: Profile, run: Run) -> None:
    assert run("unresolved") == (0, "0 unresolved\n", "")


def test_what_waits_for_a_manager_is_listed(book: Profile, run: Run) -> None:
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    with open_ledger(book.ledger_file, till="01", clock=clock) as ledger:
        payment = presented(ledger)
        ledger.note_trouble(payment, silence(clock))
        clock.wind(3600)
        ledger.note_trouble(ledger.payment(payment.out_trade_no), silence(clock))

    code, output, _ = run("unresolved")

    assert code == 1
    assert payment.out_trade_no in output
    assert f"¥{payment.amount}" in output
    assert "-> query\n" in output
    assert output.endswith("1 unresolved\n")


def test_what_somebody_has_answered_for_is_listed_and_not_counted(book: Profile, run: Run) -> None:
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    with open_ledger(book.ledger_file, till="01", clock=clock) as ledger:
        late = late_money(ledger, clock)
        ledger.resolve(late.out_trade_no, UnresolvedKind.SURPLUS, "已知悉", "店长")

    code, output, _ = run("unresolved")

    assert code == 0
    assert f"{late.out_trade_no}  -> refund, answered for by 店长\n" in output
    assert output.endswith("0 unresolved\n")


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["keys"],
        ["keys", "import"],
        ["keys", "check", "nonsense"],
        ["ledger"],
        ["ledger", "mend"],
        ["simulator"],
        ["simulator", "--dir", "x", "--port", "http"],
        ["demo"],
        ["--profile", "../other", "unresolved"],
        ["--profile", "", "unresolved"],
        ["--training", "--profile", "default", "unresolved"],
    ],
)
def test_words_that_are_not_understood_end_with_2(profile: Profile, run: Run, words: list[str]) -> None:
    code, output, errors = run(*words)

    assert (code, output) == (2, "")
    assert errors.startswith("usage: ")
    assert not profile.directory.parent.exists()


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"pos-app {__version__}\n", "")


def test_training_has_a_profile_of_its_own(book: Profile, run: Run) -> None:
    code, _, errors = run("--training", "unresolved")

    assert code == 1
    assert str(book.directory.parent / "training") in errors


def test_broken_settings_are_told_in_one_line(profile: Profile, run: Run) -> None:
    write_settings(profile, "[gatway]\n")

    code, output, errors = run("unresolved")

    assert (code, output) == (1, "")
    assert errors == (
        f"pos-app: {profile.settings_file}, line 1: gatway: is not a known table; do you mean [gateway]?\n"
    )


def test_a_file_where_the_folder_should_be_is_told_in_one_line(profile: Profile, run: Run) -> None:
    profile.directory.parent.write_text("no folder")

    code, _, errors = run("unresolved")

    assert code == 1
    assert str(profile.directory.parent) in errors
    assert len(errors.splitlines()) == 1
