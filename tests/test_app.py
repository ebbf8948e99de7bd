"""The whole till, joined: what it says when it cannot open, what it keeps, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_app import settings_file
from pos_app.app import Till
from pos_app.config import Profile
from pos_app.core.errors import LedgerReadOnlyError, PosError
from pos_app.core.ledger import open_ledger
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.ui.i18n import SOURCE_LANGUAGE
from pos_app.ui.keys import Action

WAIT = 20_000  # milliseconds: keys are made on the first start, and the machine may be busy
LIVE_SETTINGS = """
[shop]
name = "和顺里超市"
[merchant]
mchid = "1900009191"
appid = "wx5da8fe1c9a3b7e42"
certificate_serial = "742A13E1B89E671B146763EB758FB988B3D247D9"
notify_url = "https://shop.example.com/notify"
[ui]
language = "en"
"""


@contextmanager
def running(qapp: QApplication, profile: Profile, trouble: PosError | None = None) -> Iterator[Till]:
    """Open the till of a profile, and put everything back that it changed in the application."""
    till = Till(qapp, profile, settings_file.load(profile), trouble=trouble)
    till.window.resize(1366, 768)
    till.window.show()
    till.window.activateWindow()
    try:
        yield till
    finally:
        till.stop()
        till.window.languages.use(SOURCE_LANGUAGE)
        qapp.setStyleSheet("")


def banner(till: Till) -> str:
    """Read the banner; empty while there is none."""
    label = till.window.findChild(QLabel, "banner_text")
    return label.text() if label is not None and label.isVisible() else ""


def live(profile: Profile, more: str = "") -> Profile:
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text(LIVE_SETTINGS + more, encoding="utf-8")
    return profile


@pytest.mark.usefixtures("keyring")
def test_a_till_without_keys_says_so_and_whom_to_call(qtbot: QtBot, qapp: QApplication, profile: Profile) -> None:
    """M11: no keys in the keyring, no sale."""
    with running(qapp, live(profile)) as till:
        qtbot.waitUntil(lambda: "KEY-03" in banner(till), timeout=WAIT)

        assert not till.window.sale.stage.pay.isEnabled()


def test_a_till_without_a_keyring_says_what_to_do(qtbot: QtBot, qapp: QApplication, profile: Profile) -> None:
    with running(qapp, live(profile)) as till:
        qtbot.waitUntil(lambda: "KEY-01" in banner(till), timeout=WAIT)


@pytest.mark.usefixtures("keyring")
def test_a_setting_that_is_missing_is_named(qtbot: QtBot, qapp: QApplication, profile: Profile) -> None:
    live(profile)
    whole = profile.settings_file.read_text("utf-8")
    profile.settings_file.write_text(whole.replace('notify_url = "https://shop.example.com/notify"\n', ""), "utf-8")

    with running(qapp, profile) as till:
        qtbot.waitUntil(lambda: "merchant.notify_url" in banner(till) and "SET-01" in banner(till), timeout=WAIT)


@pytest.mark.usefixtures("keyring")
def test_language_and_theme_are_kept_for_the_next_start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile.locate("training", tmp_path)
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text('# ours\n[ui]\nlanguage = "zh-CN"  # for the counter\n', encoding="utf-8")

    with running(qapp, profile) as till:
        qtbot.waitUntil(till.window.isActiveWindow, timeout=WAIT)
        for key in (Qt.Key.Key_L, Qt.Key.Key_K):
            modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(QApplication.focusWidget() or till.window, key, modifiers)
        qtbot.waitUntil(lambda: kept(profile) == ("en", "dark"), timeout=WAIT)

    assert "# for the counter" in profile.settings_file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("keyring")
def test_rules_for_labels_and_changed_keys_are_kept_for_the_next_start(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    profile = Profile.locate("training", tmp_path)
    rule = ScaleRule(prefix="21", code_digits=5, holds=Holds.WEIGHT)

    with running(qapp, profile) as till:
        qtbot.waitUntil(lambda: till._works is not None, timeout=WAIT)
        till.window.setup.rules_chosen.emit((rule,))
        till.window.setup.keys_chosen.emit((("today", "F3"),))
        qtbot.waitUntil(lambda: settings_file.load(profile).keys.changes == (("today", "F3"),), timeout=WAIT)

    assert settings_file.load(profile).scanning.rules == (rule,)
    with running(qapp, profile) as till:
        qtbot.waitUntil(lambda: till._works is not None, timeout=WAIT)
        assert till.window.sale._ringing.rules == (rule,)
        assert till.window.theme.keys.hint(Action.TODAY) == "F3"


@pytest.mark.usefixtures("keyring")
def test_a_key_that_is_none_is_told_with_its_place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile.locate("training", tmp_path)
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text('[keys]\ntoday = "Ctrl+Foo"\n[ui]\nlanguage = "en"\n')

    with running(qapp, profile) as till:
        qtbot.waitUntil(lambda: "keys.today" in banner(till), timeout=WAIT)


def kept(profile: Profile) -> tuple[str, str]:
    ui = settings_file.load(profile).ui
    return ui.language, ui.theme


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pos_app import settings_file
from pos_app.app import Till
from pos_app.config import Profile

app = QApplication([])
profile = Profile.locate("shop", Path(sys.argv[1]))
till = Till(app, profile, settings_file.load(profile))
till.window.show()
print(till.customer.isFullScreen(), till.customer.geometry().getRect())
QTimer.singleShot(0, till.window.close)
app.exec()
till.stop()
print("ended")
"""


def test_the_customers_window_takes_the_second_screen_and_the_till_ends_with_its_own_window(tmp_path: Path) -> None:
    live(Profile.locate("shop", tmp_path))
    shape = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, "y": 0}
    screens = [
        {"name": "till", "x": 0, "width": 1366, "height": 768, **shape},
        {"name": "shop", "x": 1366, "width": 1280, "height": 800, **shape},
    ]
    setup = tmp_path / "screens.json"
    setup.write_text(json.dumps({"screens": screens}), encoding="utf-8")

    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={setup}", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert told.stdout.split("\n")[:2] == ["True (1366, 0, 1280, 800)", "ended"]


# ---------------------------------------------------------------- what is there first, and what comes after


FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pos_app import settings_file
from pos_app.app import Till
from pos_app.config import Profile

HEAVY = ("pos_app.ui.sale_page", "pos_app.works", "sqlalchemy", "cryptography", "requests", "keyring", "qrcode", "PIL")

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            seen = [name for name in ("title_bar", "sign_in_page") if watched.findChild(QWidget, name).isVisible()]
            print(seen, [name for name in HEAVY if name in sys.modules])
        return False

def whole():
    print(till.window.pages.currentWidget().objectName(), till.window.sale.isVisible())
    app.quit()

app = QApplication([])
profile = Profile.locate("training", Path(sys.argv[1]))
till = Till(app, profile, settings_file.load(profile))
till.window.furnished.connect(whole)
watch = Watch()
till.window.installEventFilter(watch)
till.window.show()
app.exec()
till.stop()
"""


def test_the_first_picture_waits_for_nothing_that_is_not_in_it(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert told.stdout.splitlines() == ["['title_bar', 'sign_in_page'] []", "sign_in_page False"]


def test_a_till_that_is_closed_before_it_is_whole_ends(qapp: QApplication, profile: Profile) -> None:
    with running(qapp, live(profile)) as till:
        whole = QSignalSpy(till.window.furnished)

    assert whole.count() == 0


# ---------------------------------------------------------------- the ledger's trouble at the start


def make_book(profile: Profile) -> None:
    with open_ledger(profile.ledger_file, till="01", clock=now_utc):
        pass


def now_utc() -> datetime:
    return datetime.now(UTC)


def put_rubbish(profile: Profile) -> None:
    profile.ledger_file.write_bytes(b"no ledger at all" * 1000)


def cut_in_half(profile: Profile) -> None:
    make_book(profile)
    content = profile.ledger_file.read_bytes()
    profile.ledger_file.write_bytes(content[:4096] + bytes(len(content) - 4096))


def make_newer(profile: Profile) -> None:
    with open_ledger(profile.ledger_file, till="01", clock=now_utc) as ledger, ledger._engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def put_a_folder(profile: Profile) -> None:
    profile.ledger_file.mkdir()


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize(
    ("spoil", "code"),
    [(put_rubbish, "LED-06"), (cut_in_half, "LED-06"), (make_newer, "LED-02"), (put_a_folder, "LED-05")],
)
def test_a_ledger_that_cannot_be_opened_is_told_in_the_window_and_left_as_it_is(
    qtbot: QtBot, qapp: QApplication, profile: Profile, spoil: Callable[[Profile], None], code: str
) -> None:
    spoil(live(profile))
    before = profile.ledger_file.read_bytes() if profile.ledger_file.is_file() else b""

    with running(qapp, profile) as till:
        qtbot.waitUntil(lambda: code in banner(till), timeout=WAIT)

        assert not till.window.sale.stage.pay.isEnabled()
    assert not profile.ledger_file.is_file() or profile.ledger_file.read_bytes() == before


@pytest.mark.usefixtures("keyring")
def test_a_second_till_on_one_profile_says_so(qtbot: QtBot, qapp: QApplication, profile: Profile) -> None:
    live(profile)
    with (
        open_ledger(profile.ledger_file, till="01", clock=now_utc),
        running(qapp, profile) as till,
    ):
        qtbot.waitUntil(lambda: "LED-03" in banner(till), timeout=WAIT)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_trouble_from_before_the_opening_is_told_in_the_window(
    qtbot: QtBot, qapp: QApplication, profile: Profile, language: str
) -> None:
    live(profile)
    profile.settings_file.write_text(f'[ui]\nlanguage = "{language}"\n', "utf-8")
    with running(qapp, profile, LedgerReadOnlyError("the folder cannot be used")) as till:
        qtbot.waitUntil(lambda: "LED-05" in banner(till), timeout=WAIT)

        assert not till.window.sale.stage.pay.isEnabled()


READ_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pos_app import __main__ as program

def look():
    app = QApplication.instance()
    found = [widget for widget in app.allWidgets() if widget.objectName() == "banner_text" and widget.isVisible()]
    label = found[0] if found else None
    if label is None or not label.text():
        QTimer.singleShot(50, look)
        return
    sys.stdout.write(label.text())
    app.quit()

from pos_app import app as till
begin = till.Till.__init__
def watch(self, *given, **more):
    begin(self, *given, **more)
    QTimer.singleShot(50, look)
till.Till.__init__ = watch
sys.exit(program.main(sys.argv[1:]))
"""


def ask_the_program(folder: Path, *words: str) -> tuple[int, str, str]:
    """Start the real program, read what its window says, and close it."""
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_CLOSE, "--language", "en", "--data-dir", str(folder), *words],
        capture_output=True, text=True, check=False, timeout=WAIT / 1000,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_folder_that_cannot_be_made_is_told_in_the_window_and_on_the_console(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    code, glass, errors = ask_the_program(tmp_path / "data")

    assert code == 1
    assert "LED-05" in glass
    assert errors.startswith("pos-app: the folder of the till cannot be used: ")


def test_settings_with_a_mistake_are_told_in_the_window_and_on_the_console(tmp_path: Path) -> None:
    (tmp_path / "data" / "default").mkdir(parents=True)
    (tmp_path / "data" / "default" / "settings.toml").write_text("[shop]\nnane = 'x'\n")

    code, glass, errors = ask_the_program(tmp_path / "data")

    assert code == 1
    assert "shop.nane" in glass
    assert "do you mean shop.name?" in errors
