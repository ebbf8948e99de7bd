"""Backup and restore, as a person does it: a real ledger, a real keyring, a till that goes on selling."""

from __future__ import annotations

import base64
import io
import json
import os
import pty
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app import __main__ as program
from pos_app import backup, settings_file
from pos_app.config import Profile
from pos_app.core.authority import Authority
from pos_app.core.errors import LedgerDamagedError, LedgerFullError, LedgerTooNewError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.keystore import Keystore
from pos_app.strongbox import BrokenStrongboxError, Opening, Sealing, WrongPassphraseError
from tests.core.burglar import unguarded
from tests.core.people import CHEAP
from tests.core.till import HandClock, paid, presented

Run = Callable[..., tuple[int, str, str]]
WORDS = "correct horse battery"
CLOCK = HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
pytestmark = pytest.mark.usefixtures("keyring")


def unwatched(_done: int, _of: int) -> None: ...


def now() -> datetime:
    return datetime.now(UTC)


def book(profile: Profile) -> Ledger:
    return open_ledger(profile.ledger_file, till="07", clock=now)


@pytest.fixture
def run(profile: Profile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program's entry with words; give exit code, output and errors."""

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = program.main(["--data-dir", str(profile.directory.parent), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def shop(profile: Profile) -> Profile:
    """A shop with settings, people, a sale that was paid and one that waits."""
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text('[shop]\nname = "和顺里"\n\n[till]\nid = "07"\n', "utf-8")
    with book(profile) as ledger:
        Authority(ledger, Keystore(profile), clock=now, cost=CHEAP).found("陈立", "8341")
        Keystore(profile).keep_second_factor(ledger.staff()[0].number, b"twenty bytes of secret")
        ledger.set_second_factor(ledger.staff()[0], True, who="陈立")
        paid(ledger, CLOCK)
        presented(ledger)
    return profile


def other(profile: Profile, name: str = "fresh") -> Profile:
    return Profile.locate(name, profile.directory.parent)


def make(profile: Profile, file: Path, **more: object) -> backup.Made:
    settings = settings_file.load(profile)
    return backup.make(profile, settings, file, WORDS, clock=now, watch=more.get("watch", unwatched))  # type: ignore[arg-type]


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


# ---------------------------------------------------------------- the commands


def test_a_backup_is_restored_into_a_new_profile_with_its_pins(shop: Profile, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "stick" / "shop.backup"

    made = run("backup", str(file), stdin=f"{WORDS}\n")
    restored = run("restore", str(file), "--into", "fresh", stdin=f"{WORDS}\n")

    assert (made[0], made[2]) == (0, "")
    assert (restored[0], restored[2]) == (0, "")
    assert "what was sold or refunded after that moment is not in it" in restored[1]
    assert "pos-app --profile fresh keys import" in restored[1]
    fresh = other(shop)
    assert settings_file.load(fresh) == settings_file.load(shop)
    assert {path.name for path in fresh.directory.iterdir()} == {"settings.toml", "ledger.sqlite3"}
    with open_ledger(fresh.ledger_file, till="07", clock=now) as ledger, book(shop) as old:
        assert ledger.verify(known=old.heads()).sound
        assert ledger.unsettled_payments() == old.unsettled_payments()
        member = ledger.staff()[0]
        assert Authority(ledger, Keystore(fresh), clock=now, cost=CHEAP).sign_in(member.number, "8341").name == "陈立"
        assert Keystore(fresh).second_factor(member.number) == b"twenty bytes of secret"


def test_a_backup_is_made_while_the_till_is_open_and_sells(shop: Profile, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "shop.backup"
    with book(shop) as till:
        before = till.heads()
        assert make(shop, file, watch=lambda _done, _of: presented(till)).entries == before[0].sequence
        assert till.heads() != before
        assert till.verify().sound

    assert run("restore", str(file), "--into", "fresh", stdin=WORDS)[0] == 0
    with read_ledger(other(shop).ledger_file, clock=now) as restored:
        assert restored.verify(known=before).sound


def test_a_restored_book_says_so_and_from_when(shop: Profile, run: Run, tmp_path: Path) -> None:
    made = make(shop, tmp_path / "shop.backup")
    run("restore", str(tmp_path / "shop.backup"), "--into", "fresh", stdin=WORDS)

    with open_ledger(other(shop).ledger_file, till="07", clock=now) as ledger:
        (entry,) = [entry for entry in ledger.history("") if entry.deed is Deed.BOOK_RESTORED]

    assert entry.sequence == made.entries + 1
    assert entry.facts["entries"] == made.entries
    assert datetime.fromisoformat(str(entry.facts["made_at"])) < entry.at


def test_m6_a_restored_till_gives_no_number_of_a_payment_out_again(shop: Profile, run: Run, tmp_path: Path) -> None:
    make(shop, tmp_path / "shop.backup")
    with book(shop) as ledger:
        lost = {presented(ledger).out_trade_no for _ in range(5)}
    run("restore", str(tmp_path / "shop.backup"), "--into", "fresh", stdin=WORDS)

    with open_ledger(other(shop).ledger_file, till="07", clock=now) as ledger:
        again = {presented(ledger).out_trade_no for _ in range(5)}

    assert not lost & again


@pytest.mark.parametrize("stray", ["settings.toml", "ledger.sqlite3", "anything"])
def test_a_profile_that_is_there_is_never_overwritten(shop: Profile, run: Run, tmp_path: Path, stray: str) -> None:
    make(shop, tmp_path / "shop.backup")
    fresh = other(shop)
    fresh.directory.mkdir()
    (fresh.directory / stray).write_text("mine")

    code, _, errors = run("restore", str(tmp_path / "shop.backup"), "--into", "fresh", stdin=WORDS)

    assert code == 1
    assert "is there already" in errors
    assert [path.read_text() for path in fresh.directory.iterdir()] == ["mine"]


def test_a_wrong_passphrase_restores_nothing(shop: Profile, run: Run, tmp_path: Path) -> None:
    make(shop, tmp_path / "shop.backup")

    code, _, errors = run("restore", str(tmp_path / "shop.backup"), "--into", "fresh", stdin="another horse")

    assert code == 1
    assert "passphrase does not open" in errors
    assert "horse" not in errors
    assert not other(shop).directory.exists()
    assert not leftovers(shop.directory.parent)


def test_a_file_that_is_not_there_is_told(shop: Profile, run: Run, tmp_path: Path) -> None:
    code, _, errors = run("restore", str(tmp_path / "none"), "--into", "fresh", stdin=WORDS)

    assert (code, errors) == (1, f"pos-app: file: there is none at {tmp_path / 'none'}\n")


def test_nothing_is_restored_into_training(shop: Profile, run: Run, tmp_path: Path) -> None:
    code, _, errors = run("restore", str(tmp_path / "none"), "--into", "training", stdin=WORDS)

    assert code == 1
    assert "training" in errors


@pytest.mark.parametrize("damage", [lambda box: box[:-20], lambda box: box[:-9000] + b"x" + box[-8999:]])
def test_a_spoilt_backup_restores_nothing(
    shop: Profile, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:  # fmt: skip
    file = tmp_path / "shop.backup"
    for _ in range(90):  # so that it takes more than one chunk
        with book(shop) as ledger:
            presented(ledger)
    make(shop, file)
    file.write_bytes(damage(file.read_bytes()))

    with pytest.raises(BrokenStrongboxError):
        backup.restore(file, WORDS, other(shop), who="root", clock=now, watch=unwatched)

    assert not other(shop).directory.exists()
    assert not leftovers(shop.directory.parent)


def forged(file: Path, members: dict[str, bytes], *, link: bool = False) -> Path:
    with file.open("wb") as stream:
        box = Sealing(stream, WORDS)
        with tarfile.open(fileobj=box, mode="w|") as archive:  # type: ignore[call-overload]
            for name, content in members.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                if link:
                    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
                archive.addfile(entry, io.BytesIO(content))
        box.close()
    return file


@pytest.mark.parametrize(
    ("members", "link"),
    [
        ({}, False),
        ({"../evil": b"x"}, False),
        ({"manifest.json": b"x"}, True),
        ({"manifest.json": b"no json"}, False),
        ({"manifest.json": b"x" * (8 * 1024 * 1024 + 1)}, False),
        ({"manifest.json": b'{"sha256": {}}'}, False),
        ({"manifest.json": b"[]"}, False),
        ({"manifest.json": b"[" * 20_000}, False),
        ({"manifest.json": b'{"sha256": {}, "heads": [1], "made_at": "2026-11-24"}'}, False),
        ({"manifest.json": b'{"sha256": {}, "heads": [], "made_at": "yesterday"}'}, False),
        ({"manifest.json": json.dumps({"sha256": {"secrets.json": "0"}}).encode(), "secrets.json": b"{}"}, False),
    ],
)
def test_what_is_no_backup_is_refused_even_with_the_right_passphrase(
    shop: Profile, tmp_path: Path, members: dict[str, bytes], link: bool
) -> None:
    file = forged(tmp_path / "forged.backup", members, link=link)

    with pytest.raises(BrokenStrongboxError):
        backup.restore(file, WORDS, other(shop), who="root", clock=now, watch=unwatched)

    assert not (shop.directory.parent.parent / "evil").exists()
    assert not other(shop).directory.exists()


def test_a_sealed_text_is_no_backup(shop: Profile, tmp_path: Path) -> None:
    backup.export_secrets({"pepper": "eA=="}, tmp_path / "secret", WORDS)

    with pytest.raises(BrokenStrongboxError):
        backup.restore(tmp_path / "secret", WORDS, other(shop), who="root", clock=now, watch=unwatched)


def test_a_book_with_flaws_is_restored_only_if_that_is_said(shop: Profile, run: Run, tmp_path: Path) -> None:
    with book(shop) as ledger, unguarded(ledger) as db:
        db.exec_driver_sql("UPDATE sales SET cashier = 'nobody'")
        db.commit()
    file = str(tmp_path / "shop.backup")
    make(shop, tmp_path / "shop.backup")

    refused = run("restore", file, "--into", "fresh", stdin=WORDS)
    taken = run("restore", file, "--into", "fresh", "--flawed", stdin=WORDS)

    assert refused[0] == 1
    assert "flaws" in refused[2]
    assert taken[0] == 0
    assert "BAD " in taken[1]


def test_a_damaged_ledger_is_not_backed_up(shop: Profile, tmp_path: Path) -> None:
    content = shop.ledger_file.read_bytes()
    shop.ledger_file.write_bytes(content[: len(content) // 2] + bytes(4096) + content[len(content) // 2 + 4096 :])

    with pytest.raises(LedgerDamagedError):
        make(shop, tmp_path / "shop.backup")

    assert not list(tmp_path.glob("*.backup*"))
    assert not leftovers(shop.directory)


def test_a_ledger_of_a_newer_program_is_told(shop: Profile, tmp_path: Path) -> None:
    with book(shop) as ledger, ledger._engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(LedgerTooNewError):
        make(shop, tmp_path / "shop.backup")


def test_nothing_is_overwritten_by_a_backup(shop: Profile, run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")

    code, _, errors = run("backup", str(tmp_path / "mine"), stdin=WORDS)

    assert code == 1
    assert "never overwrites" in errors
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_disk_that_takes_nothing_leaves_nothing_half_done(shop: Profile) -> None:
    with pytest.raises(LedgerFullError):
        make(shop, Path("/dev/full/shop.backup"))
    with pytest.raises(LedgerFullError):
        make(shop, Path("/proc/shop.backup"))

    assert not leftovers(shop.directory)


def test_a_full_disk_half_way_leaves_nothing(shop: Profile, tmp_path: Path, keyring: str) -> None:
    """A limit on the size of files is a disk that is full: the same call fails, with another number."""
    for _ in range(30):
        with book(shop) as ledger:
            presented(ledger)
    largest = shop.ledger_file.stat().st_size // 2
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest}));"
        "from pos_app.__main__ import main; sys.exit(main())"
    )
    words = ["--data-dir", str(shop.directory.parent), "backup", str(tmp_path / "shop.backup")]

    done = subprocess.run(
        [sys.executable, "-c", script, *words], input=WORDS, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("pos-app: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*backup*"))
    assert not leftovers(shop.directory)
    with book(shop) as ledger:
        assert ledger.verify().sound


def test_no_secret_of_the_merchant_is_in_a_backup(shop: Profile, tmp_path: Path) -> None:
    make(shop, tmp_path / "shop.backup")

    with (tmp_path / "shop.backup").open("rb") as stream:
        plain = Opening(stream, WORDS).read(10**9)

    assert b"PRIVATE KEY" not in plain
    assert b'"merchant"' not in plain
    assert "矿泉水".encode() in plain
    assert "矿泉水".encode() not in (tmp_path / "shop.backup").read_bytes()


def test_m11_the_secrets_of_people_never_lie_on_the_disk_in_the_open(shop: Profile, tmp_path: Path) -> None:
    secrets = [base64.b64decode(one) for one in Keystore(shop).people_secrets([_founder(shop)]).values()]
    seen: list[bytes] = []

    def look(_done: int, _of: int) -> None:
        seen.append(b"".join(path.read_bytes() for path in shop.directory.parent.rglob("*") if path.is_file()))

    make(shop, tmp_path / "shop.backup", watch=look)
    backup.restore(tmp_path / "shop.backup", WORDS, other(shop), who="root", clock=now, watch=look)

    assert len(secrets) == 2
    assert len(seen) >= 2
    written = (form for secret in secrets for form in (secret, base64.b64encode(secret), secret.hex().encode()))
    assert not [form for form in written if any(form in found for found in seen)]


def _founder(profile: Profile) -> str:
    with read_ledger(profile.ledger_file, clock=now) as ledger:
        return ledger.staff()[0].number


def test_what_a_killed_restore_left_is_swept_away_once_it_is_old(shop: Profile, tmp_path: Path) -> None:
    make(shop, tmp_path / "shop.backup")
    old, young = (shop.directory.parent / f".restore-{name}" for name in ("old", "young"))
    for left in (old, young):
        left.mkdir()
        (left / "ledger.sqlite3").touch()
    os.utime(old, (0, 0))

    backup.restore(tmp_path / "shop.backup", WORDS, other(shop), who="root", clock=now, watch=unwatched)

    assert not old.exists()
    assert young.exists()


def test_only_its_owner_can_read_a_backup(shop: Profile, tmp_path: Path) -> None:
    make(shop, tmp_path / "shop.backup")

    assert (tmp_path / "shop.backup").stat().st_mode & 0o077 == 0


def test_a_ledger_on_a_server_is_backed_up_there(profile: Profile, run: Run, tmp_path: Path) -> None:
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text('[ledger]\nurl = "postgresql://till@db.example/shop"\n', "utf-8")

    code, _, errors = run("backup", str(tmp_path / "shop.backup"), stdin=WORDS)

    assert code == 1
    assert "pg_dump" in errors
    assert "staff secret export" in errors


def test_where_there_is_no_ledger_there_is_nothing_to_back_up(profile: Profile, run: Run, tmp_path: Path) -> None:
    code, _, errors = run("backup", str(tmp_path / "shop.backup"), stdin=WORDS)

    assert code == 1
    assert "there is none yet" in errors


def test_a_backup_into_a_folder_names_itself(shop: Profile, run: Run, tmp_path: Path) -> None:
    assert run("backup", "--dir", str(tmp_path / "stick"), stdin=WORDS)[0] == 0

    (file,) = backup.ours(tmp_path / "stick", shop)
    assert file.name.startswith("pos_app-default-20")


def test_a_file_and_a_folder_at_once_are_refused(shop: Profile, run: Run, tmp_path: Path) -> None:
    assert run("backup", "x", "--dir", str(tmp_path), stdin=WORDS)[0] == 1


def test_old_backups_go_and_nothing_else_does(shop: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    others = ["pos_app-other-20260101T000000.backup", "photo.jpg", "pos_app-default-20260101T000000.backup.txt"]
    for name in [*others, *(f"pos_app-default-2026010{day}T000000.backup" for day in range(1, 8))]:
        (folder / name).touch()

    assert backup.prune(folder, shop, 3) == 4

    assert [path.name for path in backup.ours(folder, shop)] == [
        f"pos_app-default-2026010{day}T000000.backup" for day in (7, 6, 5)
    ]
    assert all((folder / name).exists() for name in others)
    assert backup.prune(tmp_path / "none", shop, 3) == 0


def test_the_passphrase_of_the_tills_own_backups_is_kept_and_used(shop: Profile, run: Run, tmp_path: Path) -> None:
    assert run("backup", "passphrase", stdin="short\n")[0] == 1
    assert Keystore(shop).backup_passphrase() is None
    code, said, _ = run("backup", "passphrase", stdin=f"{WORDS}\n")
    assert code == 0
    assert WORDS not in said

    assert run("backup", str(tmp_path / "shop.backup"))[0] == 0
    assert run("restore", str(tmp_path / "shop.backup"), "--into", "fresh", stdin=WORDS)[0] == 0


def typed(shop: Profile, file: Path, *lines: str) -> tuple[int, str]:
    """Run a backup at a terminal, where a person types."""
    words = [sys.executable, "-m", "pos_app", "--data-dir", str(shop.directory.parent), "backup", str(file)]
    number, glass = pty.fork()
    if number == 0:
        os.execv(sys.executable, words)
    shown = b""
    waiting = list(lines)
    while True:
        try:
            more = os.read(glass, 4096)
        except OSError:  # what a terminal says when nobody is left behind it
            break
        shown += more
        if not more:
            break
        if more.rstrip().endswith(b":") and waiting:
            os.write(glass, f"{waiting.pop(0)}\n".encode())
    os.close(glass)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), shown.decode()


def test_a_person_types_the_passphrase_twice_and_it_is_not_shown(shop: Profile, tmp_path: Path) -> None:
    code, shown = typed(shop, tmp_path / "shop.backup", WORDS, WORDS)

    assert code == 0, shown
    assert WORDS not in shown
    assert "The same again" in shown


def test_two_different_passphrases_make_no_backup(shop: Profile, tmp_path: Path) -> None:
    code, shown = typed(shop, tmp_path / "shop.backup", WORDS, "correct horse batterz")

    assert code == 1
    assert "not the same" in shown
    assert not (tmp_path / "shop.backup").exists()


# ---------------------------------------------------------------- the secret of the PINs


def test_a_second_till_checks_the_pins_of_the_shop(shop: Profile, run: Run, tmp_path: Path) -> None:
    file, second = tmp_path / "secret", other(shop, "second")
    assert run("staff", "secret", "export", str(file), stdin=WORDS)[0] == 0
    second.directory.mkdir()
    second.ledger_file.write_bytes(shop.ledger_file.read_bytes())

    code, said, _ = run("--profile", "second", "staff", "secret", "import", str(file), stdin=WORDS)

    assert code == 0
    assert "2 secrets" in said
    with open_ledger(second.ledger_file, till="08", clock=now) as ledger:
        authority = Authority(ledger, Keystore(second), clock=now, cost=CHEAP)
        assert authority.sign_in(ledger.staff()[0].number, "8341").name == "陈立"


def test_another_secret_is_replaced_only_if_that_is_said(shop: Profile, run: Run, tmp_path: Path) -> None:
    file, second = tmp_path / "secret", other(shop, "second")
    run("staff", "secret", "export", str(file), stdin=WORDS)
    mine = Keystore(second).pepper(make=True)

    code, _, errors = run("--profile", "second", "staff", "secret", "import", str(file), stdin=WORDS)
    assert code == 1
    assert "holds others" in errors
    assert Keystore(second).pepper(make=False) == mine

    assert run("--profile", "second", "staff", "secret", "import", "--replace", str(file), stdin=WORDS)[0] == 0
    assert Keystore(second).pepper(make=False) == Keystore(shop).pepper(make=False)


def test_a_secret_is_not_exported_over_a_file_nor_where_there_is_none(
    shop: Profile, run: Run, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / "mine").write_text("mine")
    assert run("staff", "secret", "export", str(tmp_path / "mine"), stdin=WORDS)[0] == 1
    assert (tmp_path / "mine").read_text() == "mine"

    empty = other(shop, "empty")
    empty.directory.mkdir()
    with open_ledger(empty.ledger_file, till="07", clock=now):
        pass
    code, _, errors = run("--profile", "empty", "staff", "secret", "export", str(tmp_path / "secret"), stdin=WORDS)
    assert code == 1
    assert "none yet" in errors


@pytest.mark.parametrize("content", [b"no json", b"[]", b'{"merchant": "eA=="}', b'{"pepper": 3}', b'{"pepper": "?"}'])
def test_what_is_no_secret_of_pins_is_refused(shop: Profile, run: Run, tmp_path: Path, content: bytes) -> None:
    with (tmp_path / "secret").open("wb") as stream:
        box = Sealing(stream, WORDS)
        box.write(content)
        box.close()

    code, _, errors = run("staff", "secret", "import", str(tmp_path / "secret"), stdin=WORDS)

    assert code == 1
    assert errors.startswith("pos-app: ")


def test_a_secret_needs_its_file_and_its_passphrase(shop: Profile, run: Run, tmp_path: Path) -> None:
    run("staff", "secret", "export", str(tmp_path / "secret"), stdin=WORDS)

    assert run("staff", "secret", "import", str(tmp_path / "none"), stdin=WORDS)[0] == 1
    with pytest.raises(WrongPassphraseError):
        backup.import_secrets(tmp_path / "secret", "another horse")
