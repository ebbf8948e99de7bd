"""Setting a new till up through the window: real files, a real keyring, and WeChat Pay's own answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_app import settings_file
from pos_app.app import Till
from pos_app.config import Profile
from pos_app.keystore import Keystore, SecretMissingError
from pos_app.simulator.server import Simulator
from pos_app.ui.i18n import SOURCE_LANGUAGE
from pos_app.ui.widgets.key_button import KeyButton
from tests.papers import Papers, write_settings

WAIT = 30_000  # milliseconds at most: the machine may be busy

pytestmark = pytest.mark.usefixtures("keyring")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider"), tls=True) as running:
        yield running


@pytest.fixture
def papers(provider: Simulator) -> Papers:
    return Papers(folder=provider.identity.directory)


@pytest.fixture
def download(papers: Papers, tmp_path: Path) -> Path:
    """The folder as the merchant platform's tool leaves it, with a name in Chinese."""
    folder = tmp_path / "证书 下载"
    folder.mkdir()
    for name in ("apiclient_key.pem", "apiclient_cert.pem", "pub_key.pem"):
        shutil.copy(papers.folder / name, folder)
    return folder


def opened(qapp: QApplication, profile: Profile) -> Till:
    till = Till(qapp, profile, settings_file.load(profile))
    till.window.furnish()
    till.window.resize(1366, 768)
    till.window.show()
    till.window.activateWindow()
    return till


class NewTill:
    """A live till that was never set up, and whoever sets it up."""

    def __init__(self, till: Till, profile: Profile, qtbot: QtBot) -> None:
        self.till, self.profile, self._qtbot = till, profile, qtbot

    def restart(self, qapp: QApplication) -> None:
        """Close the till and open it again, as the program does by itself."""
        self.till.stop()
        self.till = opened(qapp, self.profile)

    def find(self, name: str) -> QWidget:
        found = self.till.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            field = self.find(f"account_{name}")
            assert isinstance(field, QLineEdit)
            field.setFocus()
            field.selectAll()
            if text.isascii():
                for character in text:
                    QTest.keyClicks(field, character)
                    self.till.window.scanner.pause()  # a hand, not a scanner
            else:
                typed = QInputMethodEvent()  # as Chinese comes from a keyboard
                typed.setCommitString(text)
                QApplication.sendEvent(field, typed)

    def give(self, path: Path) -> None:
        """Type where the files are; a scan's speed is a hand's here, too."""
        field = self.find("account_path")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.setText(str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.till.window, key)

    @property
    def go(self) -> KeyButton:
        found = self.find("account_key_account_go")
        assert isinstance(found, KeyButton)
        return found

    @property
    def rows(self) -> list[str]:
        return list(self.till.window.account.rows)

    @property
    def said(self) -> str:
        label = self.find("account_said")
        assert isinstance(label, QLabel)
        return label.text()

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=WAIT)


@pytest.fixture
def new(qapp: QApplication, qtbot: QtBot, profile: Profile, papers: Papers) -> Iterator[NewTill]:
    gateway = f'[gateway]\nurl = "{papers.facts["url"]}"\nca_file = "{papers.folder / "ca.pem"}"\n'
    write_settings(profile, gateway + '[ui]\nlanguage = "en"\n')
    till = opened(qapp, profile)
    languages = till.window.languages
    new = NewTill(till, profile, qtbot)
    new.until(till.window.account.isVisible)
    try:
        yield new
    finally:
        new.till.stop()
        languages.use(SOURCE_LANGUAGE)
        qapp.setStyleSheet("")


def test_from_the_downloaded_folder_to_a_till_that_asks_for_its_first_manager(
    new: NewTill, download: Path, papers: Papers, qapp: QApplication
) -> None:
    assert new.go.reason == "The files come first"
    new.give(download)
    new.until(lambda: len(new.rows) == 3)
    assert all(row.startswith("✓") for row in new.rows)
    new.fill(shop="和顺里超市", till="07", appid=papers.facts["appid"], notify_url="https://shop.example/notify")
    new.fill(public_key_id=papers.facts["public_key_id"])
    assert new.go.reason == "APIv3 key is missing"
    new.fill(api_v3_key=papers.api_v3_key)

    new.press(Qt.Key.Key_F9)
    new.until(lambda: "Everything fits" in new.said)

    settings = settings_file.load(new.profile)
    assert (settings.shop.name, settings.till.id) == ("和顺里超市", "07")
    assert settings.merchant.missing == ()
    assert Keystore(new.profile).api_v3_key() == papers.api_v3_key.encode()
    key_field = new.find("account_api_v3_key")
    assert isinstance(key_field, QLineEdit)
    assert key_field.text() == ""  # M11: it lies in the keyring, and nowhere else
    assert not any(row.startswith("✗") for row in new.rows)
    assert new.go.text() == "Open the till"

    new.restart(qapp)
    new.until(new.till.window.door.page.form.isVisible)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "apiclient_key.pem").unlink(), "The private key is missing"),
        (lambda folder: (folder / "apiclient_cert.pem").write_bytes(b""), "certificate is missing"),
        (
            lambda folder: (folder / "apiclient_key.pem").write_text(
                (folder / "apiclient_key.pem").read_text()[:400], "utf-8"
            ),
            "The private key is missing",
        ),
        (lambda folder: shutil.copy(folder / "pub_key.pem", folder / "apiclient_cert.pem"), "certificate is missing"),
    ],
    ids=["no key", "empty certificate", "cut-off key", "public key in its place"],
)
def test_files_that_are_not_whole_are_told_and_nothing_is_kept(
    new: NewTill, download: Path, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(download)
    new.give(download)

    new.until(lambda: words in new.said)

    assert new.go.reason == "The files are not whole"
    with pytest.raises(SecretMissingError):
        Keystore(new.profile).merchant_key()


def test_a_wrong_api_key_is_told_by_wechat_pay_and_mended_in_place(
    new: NewTill, download: Path, papers: Papers
) -> None:
    new.give(download)
    new.until(lambda: len(new.rows) == 3)
    new.fill(shop="和顺里超市", till="07", appid=papers.facts["appid"], notify_url="https://shop.example/notify")
    new.fill(public_key_id=papers.facts["public_key_id"], api_v3_key="0123456789abcdef")
    new.press(Qt.Key.Key_F9)
    new.until(lambda: bool(new.said) and new.go.text() == "Save and check")
    assert settings_file.load(new.profile).merchant.mchid == ""  # 16 characters: nothing was kept

    new.fill(api_v3_key="another-key-of-32-characters-x-x")
    new.press(Qt.Key.Key_F9)
    new.until(lambda: "does not fit" in new.said)
    assert any(row.startswith("✗") and "APIv3 key" in row for row in new.rows)

    new.fill(api_v3_key=papers.api_v3_key)
    new.press(Qt.Key.Key_F9)
    new.until(lambda: "Everything fits" in new.said)


def test_nothing_else_can_be_reached_before_the_till_is_set_up(new: NewTill) -> None:
    """R19: nobody works here yet, so nobody has a right."""
    for key in (Qt.Key.Key_Comma, Qt.Key.Key_J, Qt.Key.Key_R, Qt.Key.Key_I, Qt.Key.Key_K, Qt.Key.Key_U):
        QTest.keyClick(QApplication.focusWidget() or new.till.window, key, Qt.KeyboardModifier.ControlModifier)

    assert new.till.window.account.isVisible()
