"""The doctor: each fault, one at a time, is found and named as that fault and no other."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from pos_app import __main__ as program
from pos_app import account, logs, settings_file
from pos_app.config import Profile
from pos_app.core.ledger import open_ledger
from pos_app.doctor import network, outcomes, secrets_held, storage, surroundings
from pos_app.doctor.case import Case
from pos_app.doctor.examination import LOOKS, Examination, Look, Progress
from pos_app.doctor.finding import Check, Finding, Outcome, Verdict, found, worst
from pos_app.keystore import Keystore
from pos_app.simulator.server import Simulator
from tests.core.burglar import unguarded
from tests.core.till import begun
from tests.devices.paper import printer_on
from tests.papers import Papers, write_settings

DOCUMENT = Path(__file__).parent.parent / "docs" / "doctor.md"
GOOD = {"D00", "D60", "D70", "D65", "D10", "D12", "D16", "D30", "D40", "D50", "D81", "D75"}
_SOUND = {"D85", "D87"}  # by whether this machine has a loudspeaker


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider"), tls=True) as running:
        yield running


@pytest.fixture
def till(keyring: str, profile: Profile, provider: Simulator) -> Profile:
    """Give a till with keys, settings and a book, all in good order."""
    papers = Papers(folder=provider.identity.directory)
    write_settings(profile, papers.settings())
    files = account.MerchantFiles(
        private_key=papers.folder / "apiclient_key.pem", certificate=papers.folder / "apiclient_cert.pem"
    )
    account.import_merchant(profile, files, papers.api_v3_key)
    with open_ledger(profile.ledger_file, till="01", clock=lambda: datetime.now(UTC)):
        pass
    return profile


def look(
    profile: Profile, go: Callable[[Case], Iterable[Finding]], *, clock: Callable[[], float] = time.time
) -> list[Finding]:
    """Do one look, and leave out what was found of the settings."""
    looks = (Look(check=Check.KEYS, go=go, seconds=60),)
    return list(Examination(profile, clock=clock, looks=looks).findings())[1:]


def trouble(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.verdict.word) for finding in findings if finding.verdict is not Verdict.GREEN]


def change(profile: Profile, before: str, after: str) -> None:
    text = profile.settings_file.read_text("utf-8")
    assert before in text
    profile.settings_file.write_text(text.replace(before, after), "utf-8")


def dead_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


# ---------------------------------------------------------------- the command


def call(profile: Profile, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = program.main(["--data-dir", str(profile.directory.parent), "doctor", *words])
    return code, capsys.readouterr().out


def test_a_till_in_good_order_is_told_so_to_people_and_to_scripts(
    till: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = call(till, capsys, "--json")

    report = json.loads(said)
    assert report["schema"] == 1
    assert (report["profile"], report["stopped"]) == ("default", False)
    assert datetime.fromisoformat(report["at"]).tzinfo is not None
    assert {finding["code"] for finding in report["findings"]} - _SOUND == GOOD
    assert set(report["findings"][0]) == {"check", "verdict", "code", "fact", "advice", "facts", "seconds"}
    loud = "D85" in {finding["code"] for finding in report["findings"]}
    assert (code, report["verdict"]) == ((0, "green") if loud else (1, "amber"))

    code, said = call(till, capsys)
    assert code == (0 if loud else 1)
    assert re.search(r"^ok  D75 ledger   The book is whole: \d+ entries", said, re.MULTILINE)


def test_what_does_not_work_ends_the_command_with_2_and_an_advice(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(profile, "[shop]\nnmae = 1\n")

    code, said = call(profile, capsys)

    assert code == 2
    assert said.startswith("BAD D01 settings The settings cannot be used: ")
    assert "shop.nmae" in said
    assert "Mend the place that is named" in said


def test_training_is_looked_at_without_network_and_keys(tmp_path: Path) -> None:
    training = Profile.locate("training", tmp_path)
    training.directory.mkdir(parents=True)

    codes = [finding.code for finding in Examination(training).findings()]

    assert codes[0] == "D03"
    assert not {code for code in codes if code[1] in "1345"}


# ---------------------------------------------------------------- one fault at a time


def test_settings_that_are_empty_are_named(profile: Profile) -> None:
    profile.directory.mkdir(parents=True)

    (finding,) = Examination(profile, looks=()).findings()

    assert (finding.code, finding.verdict) == ("D02", Verdict.RED)
    assert "merchant.mchid" in finding.fact


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("https://127.0.0.1", "https://pay.invalid", [("D11", "red")]),
        ("https://127.0.0.1", "https://127.0.0.2", [("D13", "red")]),
        ("ca_file", "# ca_file", [("D17", "red")]),
        ("https://127.0.0.1", "https://127.1", [("D19", "red")]),
        ("ca.pem", "gone.pem", [("D22", "red")]),
    ],
    ids=["unknown name", "closed port", "unknown authority", "another host", "no authorities"],
)
def test_a_fault_on_the_way_is_named(till: Profile, before: str, after: str, expected: list[tuple[str, str]]) -> None:
    change(till, before, after)

    assert trouble(look(till, network.main_host)) == expected


def test_a_dead_backup_host_is_no_more_than_amber(till: Profile) -> None:
    change(till, "[gateway]\n", f'[gateway]\nbackup_url = "https://127.0.0.1:{dead_port()}"\n')

    assert trouble(look(till, network.main_host)) == []
    assert trouble(look(till, network.backup_host)) == [("D13", "amber")]


@pytest.mark.parametrize(
    ("off", "expected"),
    [(10, []), (90, [("D31", "amber")]), (-90, [("D32", "amber")]), (400, [("D31", "red")]), (-400, [("D32", "red")])],
)
def test_a_clock_that_is_off_is_told_by_how_much(till: Profile, off: int, expected: list[tuple[str, str]]) -> None:
    findings = look(till, network.main_host, clock=lambda: time.time() + off)

    assert trouble(findings) == expected
    if expected:
        assert abs(int(findings[-1].facts["seconds"]) - abs(off)) <= 3


def test_an_empty_keyring_is_told(keyring: str, profile: Profile) -> None:
    profile.directory.mkdir(parents=True)

    assert trouble(look(profile, secrets_held.keyring)) == [("D43", "red")]


def test_a_session_without_a_keyring_is_told(profile: Profile) -> None:
    profile.directory.mkdir(parents=True)

    assert trouble(look(profile, secrets_held.keyring)) == [("D41", "red")]


def test_another_private_key_than_the_certificates_is_told(till: Profile, provider: Simulator) -> None:
    serial = settings_file.load(till).merchant.certificate_serial
    api_v3_key = Keystore(till).api_v3_key(serial).decode()
    Keystore(till).store(merchant_key=rsa.generate_private_key(65537, 2048), api_v3_key=api_v3_key)

    findings = look(till, secrets_held.keys)

    assert trouble(findings)[0] == ("D52", "red")
    assert "does not belong to the private key" in findings[2].fact


def test_another_api_v3_key_is_told(till: Profile) -> None:
    serial = settings_file.load(till).merchant.certificate_serial
    Keystore(till).store(merchant_key=Keystore(till).merchant_key(serial), api_v3_key="x" * 32)

    wrong = next(finding for finding in look(till, secrets_held.keys) if finding.verdict is not Verdict.GREEN)

    assert (wrong.code, wrong.verdict) == ("D52", Verdict.RED)
    assert "APIv3 key" in wrong.fact


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = Profile(name="default", directory=tmp_path / "gone")

    assert trouble(look(gone, storage.space)) == [("D63", "red")]
    assert trouble(look(gone, storage.commit)) == [("D67", "red")]
    assert trouble(look(gone, storage.ledger)) == [("D76", "amber")]


def test_a_disk_that_takes_no_more_is_told(till: Profile) -> None:
    """Files may grow to a page and no further, as on a disk that is full."""
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from pos_app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["--data-dir", str(till.directory.parent), "doctor", "--json"]
    done = subprocess.run([sys.executable, "-c", limited, *words], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    red = [finding["code"] for finding in json.loads(done.stdout)["findings"] if finding["verdict"] == "red"]
    assert red == ["D67"]


def test_a_book_that_was_changed_is_told_with_the_place(till: Profile) -> None:
    with open_ledger(till.ledger_file, till="01", clock=lambda: datetime.now(UTC)) as book:
        sale, _ = begun(book)
        with unguarded(book) as db:
            db.exec_driver_sql("UPDATE sales SET cashier = 'Li'")
            db.commit()

    (finding,) = look(till, storage.ledger)

    assert (finding.code, finding.facts["where"]) == ("D77", sale.number)
    assert "cashier" in finding.fact


def test_a_file_that_is_no_book_is_told(till: Profile) -> None:
    till.ledger_file.write_bytes(b"not a database at all" * 100)

    assert trouble(look(till, storage.ledger)) == [("D78", "red")]


def test_a_book_on_a_server_that_is_gone_is_told(till: Profile) -> None:
    change(till, "[gateway]", f'[ledger]\nurl = "postgresql://127.0.0.1:{dead_port()}/till"\n[gateway]')

    assert trouble(look(till, storage.commit)) == [("D67", "red")]
    assert trouble(look(till, storage.ledger)) == [("D79", "amber")]
    assert look(till, storage.sqlite) == []


def test_a_printer_is_reached_without_printing_and_its_want_is_told(profile: Profile) -> None:
    with printer_on() as paper:
        write_settings(profile, f'[receipt]\nprinter = "{paper.name}"\n')
        assert [finding.code for finding in look(profile, surroundings.printer)] == ["D80"]

        paper.roll |= 0x60
        assert trouble(look(profile, surroundings.printer)) == [("D83", "red")]
        assert paper.sheets == []

        paper.switch_off()
        assert trouble(look(profile, surroundings.printer)) == [("D82", "red")]
        paper.switch_on()


def test_a_muted_voice_is_told(profile: Profile) -> None:
    write_settings(profile, "[voice]\nmuted = true\n")

    assert trouble(look(profile, surroundings.sound)) == [("D86", "amber")]


@pytest.mark.parametrize(
    ("sizes", "code"), [([(1920, 1080)], "D91"), ([(1920, 1080), (1024, 768)], "D90"), ([(800, 600)], "D92")]
)
def test_screens_are_judged_by_number_and_size(sizes: list[tuple[int, int]], code: str) -> None:
    assert surroundings.screens(sizes).code == code


# ---------------------------------------------------------------- time, and an end before it


def endless(case: Case) -> Iterator[Finding]:
    yield found(outcomes.PRINTER_NONE)
    for done in range(10_000):
        case.watch(done, 10_000)
        threading.Event().wait(0.01)


def test_a_look_without_an_end_is_given_up_and_the_rest_goes_on(profile: Profile) -> None:
    profile.directory.mkdir(parents=True)
    looks = (Look(check=Check.PRINTER, go=endless, seconds=0.2), Look(check=Check.SPACE, go=storage.space, seconds=9))

    codes = [finding.code for finding in Examination(profile, looks=looks).findings()]

    assert codes == ["D02", "D81", "D08", "D60"]


def test_a_look_that_breaks_off_is_logged_and_the_rest_goes_on(
    profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    profile.directory.mkdir(parents=True)

    def breaks(_case: Case) -> Iterable[Finding]:
        raise RuntimeError("a fault of our own")

    looks = (Look(check=Check.SOUND, go=breaks, seconds=9), Look(check=Check.SPACE, go=storage.space, seconds=9))
    with logs.last_resort():
        codes = [finding.code for finding in Examination(profile, looks=looks).findings()]

    assert codes == ["D02", "D09", "D60"]
    assert "a fault of our own" in caplog.text


def test_it_tells_how_far_it_has_come_and_ends_when_told(profile: Profile) -> None:
    profile.directory.mkdir(parents=True)
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if progress.done >= 3:
            examination.stop()

    looks = (Look(check=Check.LEDGER, go=endless, seconds=60), *LOOKS)
    examination = Examination(profile, looks=looks, tell=tell)
    began = time.monotonic()
    codes = [finding.code for finding in examination.findings()]

    assert examination.stopped
    assert codes == ["D02", "D81"]
    assert (told[-1].number, told[-1].of, told[-1].whole) == (1, len(looks), 10_000)
    assert time.monotonic() - began < 30


# ---------------------------------------------------------------- the table


def known() -> list[Outcome]:
    fixed = [outcome for outcome in vars(outcomes).values() if isinstance(outcome, Outcome)]
    return [*fixed, outcomes.too_slow(Check.LEDGER), outcomes.broken_off(Check.LEDGER)]


def test_no_two_outcomes_share_a_code_and_all_but_the_green_ones_advise() -> None:
    codes = [outcome.code for outcome in known()]

    assert len(set(codes)) == len(codes)
    assert [outcome.code for outcome in known() if bool(outcome.advice) != (outcome.verdict is not Verdict.GREEN)] == []


def test_the_document_lists_every_code_with_its_verdict_and_advice() -> None:
    lines = re.findall(r"^\| (D\d\d) \| [a-z]+ \| (\w+) \| .* \| (.*?) ?\|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)

    assert sorted(lines) == sorted((outcome.code, outcome.verdict.word, outcome.advice) for outcome in known())


def test_the_worst_finding_decides() -> None:
    assert worst(()) is Verdict.GREEN
    assert worst([found(outcomes.SOUND_GOOD), found(outcomes.SOUND_NONE)]) is Verdict.AMBER
