"""``python -m pos_app`` as a process of its own: what it prints, how it ends, and that it leaves no secret anywhere."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from pos_app import __main__ as program
from pos_app.config import Profile
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.payment import Payment
from pos_app.keystore import Keystore
from pos_app.simulator.identity import Identity, open_identity
from pos_app.simulator.remote import RemoteSimulator
from tests.core.till import HandClock, presented, silence
from tests.papers import Papers, forms_of, numbers_of, write_settings

ROOT = Path(program.__file__).parents[1]
COMMAND = [sys.executable, "-m", "pos_app"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The program as a person starts it, and everything that it said."""

    data_dir: Path
    said: list[bytes]

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [*COMMAND, "--data-dir", str(self.data_dir), "--verbose", *words],
            cwd=ROOT,
            input=stdin.encode(),
            capture_output=True,
            timeout=30,
            check=False,
        )
        self.said.extend([done.stdout, done.stderr])
        return done


class PretendProvider:
    """``pos-app simulator`` in a process of its own, until the block ends."""

    def __init__(self, directory: Path) -> None:
        self._process = subprocess.Popen(
            [*COMMAND, "simulator", "--dir", str(directory), "--tls"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.ready = self._process.stdout.readline()
        self.url = self.ready.split()[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """End it; give its exit code, and what it said after the ready line."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        rest, _ = self._process.communicate(timeout=30)
        return self._process.returncode, rest


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """Make a merchant and a provider once, so that the process is soon ready."""
    made = open_identity(tmp_path_factory.mktemp("identity"))
    made.publish("https://127.0.0.1:9")
    return made


@pytest.fixture
def papers(identity: Identity, tmp_path: Path) -> Papers:
    return Papers(folder=Path(shutil.copytree(identity.directory, tmp_path / "desk")))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_simulator_says_where_it_is_and_ends_when_told(papers: Papers, number: signal.Signals) -> None:
    with PretendProvider(papers.folder) as running:
        assert running.ready == f"simulator ready on {running.url}\n"
        assert running.url.startswith("https://127.0.0.1:")
        assert papers.facts["url"] == running.url
        assert RemoteSimulator(running.url, ca_file=papers.folder / "ca.pem").audit()

        assert running.end(number) == (0, "")


def test_r16_no_secret_is_in_any_file_or_output_after_import_check_and_forget(
    keyring: str, papers: Papers, profile: Profile
) -> None:
    process = Process(data_dir=profile.directory.parent, said=[])
    with PretendProvider(papers.folder):
        write_settings(profile, papers.settings())
        codes = [
            process.run(*papers.words(), stdin=f"{papers.api_v3_key}\n").returncode,
            process.run("keys", "check").returncode,
            process.run("keys", "import", "--private-key", "x", "--certificate", "y", stdin=papers.pem).returncode,
            process.run("keys", "forget").returncode,
        ]
    canaries = [
        *forms_of(papers.api_v3_key.encode()),
        *(form for secret in numbers_of(papers) for form in forms_of(secret)),
    ]
    files = {path: path.read_bytes() for path in profile.directory.parent.rglob("*") if path.is_file()}

    assert codes == [0, 0, 1, 0]
    assert profile.settings_file in files
    assert any(path.parent == profile.logs_dir and content for path, content in files.items())
    assert not [path for path, content in files.items() if any(canary in content for canary in canaries)]
    assert not [said for said in process.said if any(canary in said for canary in canaries)]


def test_the_canaries_would_be_found(papers: Papers) -> None:
    body = papers.pem.encode()

    assert [secret for secret in numbers_of(papers) if any(form in body for form in forms_of(secret))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What came of an import whose APIv3 key was typed on a terminal, and all that was to be seen."""

    code: int
    asked: bytes
    seen: bytes


def type_key(words: list[str], keys: bytes) -> Typed:
    screen, keyboard = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=ROOT,
        stdin=keyboard,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # or else it would ask on the terminal of whoever runs the tests
    ) as process:
        assert process.stderr is not None
        asked = b""
        while not asked.endswith(b": "):
            asked += process.stderr.read(1)
        os.write(screen, keys)
        output, errors = process.communicate(timeout=30)
    os.write(keyboard, b"the end")  # so that there is something to read
    shown = os.read(screen, 10_000)
    os.close(keyboard)
    os.close(screen)
    assert shown.endswith(b"the end")
    return Typed(code=process.returncode, asked=asked, seen=asked + output + errors + shown)


def test_a_typed_api_v3_key_is_not_shown(keyring: str, profile: Profile, papers: Papers) -> None:
    typed = type_key(["--data-dir", str(profile.directory.parent), *papers.words()], papers.api_v3_key.encode() + b"\n")

    assert typed.code == 0
    assert typed.asked.endswith(b"APIv3 key (32 characters, not shown): ")
    assert papers.api_v3_key.encode() not in typed.seen
    assert Keystore(profile).api_v3_key() == papers.api_v3_key.encode()


def test_whoever_types_no_api_v3_key_is_refused(keyring: str, profile: Profile, papers: Papers) -> None:
    typed = type_key(["--data-dir", str(profile.directory.parent), *papers.words()], b"\x04")  # Ctrl-D

    assert typed.code == 1
    assert b"must have exactly 32 characters" in typed.seen


def test_an_encoding_without_a_yuan_sign_ends_no_list(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    clock = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    profile.directory.mkdir(parents=True)
    with open_ledger(profile.ledger_file, till="01", clock=clock) as ledger:
        payment = unanswered(ledger, clock)

    done = Process(data_dir=profile.directory.parent, said=[]).run("unresolved")

    assert done.returncode == 1
    assert payment.out_trade_no.encode() in done.stdout
    assert done.stdout.decode("gbk").endswith("1 unresolved\n")


def unanswered(ledger: Ledger, clock: HandClock) -> Payment:
    """Leave a payment without an answer for an hour."""
    payment = presented(ledger)
    ledger.note_trouble(payment, silence(clock))
    clock.wind(3600)
    return ledger.note_trouble(ledger.payment(payment.out_trade_no), silence(clock))


def test_usage_errors_of_the_process_end_with_2(profile: Profile) -> None:
    done = Process(data_dir=profile.directory.parent, said=[]).run("keys", "nonsense")

    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.startswith(b"usage: pos-app")
