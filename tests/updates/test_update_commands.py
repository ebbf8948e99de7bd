"""`pos-app update` and the makers' command, as people call them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from pos_app import settings_file, update_commands
from pos_app.__main__ import main
from pos_app.config import Profile, Settings
from pos_app.core.errors import LedgerBusyError
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.overview import Underway
from pos_app.core.sale import Line, Unit
from pos_app.core.settlement import Taking
from pos_app.updates.installation import Form, Installation
from pos_app.updates.manifest import read_manifest, trusted_keys
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.source import Folder
from tests.updates.makers import NOW, OLD, Shop, open_shop

RELEASE_TOOL = Path(__file__).parents[2] / "tools" / "release.py"
TEA = (Line(code="", name="Tea", unit=Unit.EACH, quantity_milli=1000, unit_price=Money(1300), amount=Money(1300)),)
PASSPHRASE = "a long passphrase"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def make_release(*words: object, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.release", *map(str, words)], cwd=RELEASE_TOOL.parents[1],
        input=f"{passphrase}\n", capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_release_is_signed_by_command_and_a_till_follows_it(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through the makers' own tool, and through the functions behind the till's commands."""
    secret, package = tmp_path / "secret.pem", shop.offer()
    for one in shop.keys.iterdir():
        one.unlink()
    assert make_release("keygen", "--private", secret, "--public", shop.keys / "current.pem").returncode == 0
    assert b"ENCRYPTED" in secret.read_bytes()
    for language in ("zh-CN", "en"):
        (tmp_path / language).write_text("quicker", "utf-8")
    words = (
        "sign", "--key", secret, "--version", package.version, "--trusted", shop.keys, "--output", shop.stick,
        "--notes-zh-CN", tmp_path / "zh-CN", "--notes-en", tmp_path / "en",
        f"{package.files[0].platform}={shop.stick / package.files[0].name}",
    )  # fmt: skip

    wrong = make_release(*words, passphrase="another one")
    assert wrong.returncode == 1
    done = make_release(*words)
    assert (done.returncode, done.stderr) == (0, "")
    file = shop.stick / "pos-app-stable.update"
    assert read_manifest(file.read_bytes(), trusted_keys(shop.keys)).release.version == package.version
    assert (
        "linux-x86_64-portable" in make_release("show", file, "--trusted", shop.keys).stdout or sys.platform != "linux"
    )

    profile = Profile(name="default", directory=shop.profile)
    settings_file.save(profile, Settings())
    updater = update_commands.updater_for(profile, Settings(), keys=shop.keys, installation=shop.installation)
    source = update_commands.source_for(Settings(), str(shop.stick))
    assert update_commands._check(updater, source) == 0
    assert update_commands._fetch(updater, source) == 0
    assert update_commands._switch(updater.apply, profile, Settings()) == 0
    assert "0.2.0 starts next" in capsys.readouterr().out
    assert shop.installation.current == package.version
    assert update_commands._switch(updater.back, profile, Settings()) == 0
    assert shop.installation.current == OLD


def test_a_private_key_never_lies_in_the_repository() -> None:
    inside = RELEASE_TOOL.parent / "key.pem"

    done = make_release("keygen", "--private", inside, "--public", inside.with_suffix(".pub"))

    assert done.returncode == 1
    assert "never does" in done.stderr
    assert not inside.exists()


def test_nothing_is_switched_beside_an_open_till_or_an_open_sale(shop: Shop) -> None:
    shop.offer()
    profile = Profile(name="default", directory=shop.profile)
    updater = update_commands.updater_for(
        profile, Settings(), keys=shop.keys, installation=Installation(form=Form.PORTABLE, version=OLD, root=shop.root)
    )
    with ExitStack() as till:
        ledger = till.enter_context(open_ledger(profile.ledger_file, till="01", clock=lambda: NOW))
        with pytest.raises(LedgerBusyError):
            update_commands._switch(updater.apply, profile, Settings())
        assert ledger.underway("01").idle
        ledger.take(TEA, "01", Taking.other(Money(500), "Card"))
        assert ledger.underway("01").sales == 1
        assert ledger.underway("02").idle

    with pytest.raises(UpdateError) as caught:
        update_commands._switch(updater.apply, profile, Settings())
    assert caught.value.why is Refusal.BUSY


def test_a_checkout_says_in_the_command_that_it_is_not_updated(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--data-dir", str(shop.profile), "update"]

    assert main([*words, "check", "--from", str(shop.stick)]) == 1
    assert "looked after by something else" in capsys.readouterr().err
    assert main([*words, "check"]) == 1
    assert "no place for updates is set" in capsys.readouterr().err


RESTARTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from pos_app import app
from pos_app.config import Profile, Settings
from pos_app.core.errors import LedgerReadOnlyError

class Pressed(app.Till):
    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.window.furnished.connect(lambda: QTimer.singleShot(0, self.window.updates.restart_requested.emit))

app.Till = Pressed
sys.frozen, sys.executable = True, sys.argv.pop(1)
app.run(Profile(name="training", directory=Path(sys.argv.pop(1))), Settings(), trouble=LedgerReadOnlyError("no disk"))
"""


def test_a_restart_closes_the_till_and_starts_the_version_that_is_current(shop: Shop) -> None:
    shop.offer()
    updater = shop.updater()
    updater.look(Folder(shop.stick))
    updater.fetch(Folder(shop.stick), lambda _done, _of: None)
    updater.apply(Underway())
    program = shop.installation.folder(OLD) / "pos-app"

    done = subprocess.run(
        [sys.executable, "-c", RESTARTING, program, shop.profile], capture_output=True, text=True, timeout=60,
        check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "pos-app 0.2.0\n")
