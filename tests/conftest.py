"""What all tests share: a home of their own, and a real keyring for those that ask for one.

Nothing of the person who runs the tests may reach them: not their keyring, their proxies, or their database.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

from pos_app.config import Profile
from tests.screen import own_screen
from tests.secret_service import secret_service

FOREIGN = ("PG", "PYTHON_KEYRING_", "XDG_", "DBUS_", "GNOME_KEYRING_", "QT_STYLE", "QT_SCALE")
FOREIGN_NAMES = {"KEYCHAIN_PATH", "LANGUAGE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"}

# How long an example takes is no behaviour: `make bench` measures, and this machine may be busy.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

surroundings_key = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Move to an empty home before anything reads the old one; beside other processes, to a screen of one's own."""
    surroundings = config.stash[surroundings_key] = ExitStack()
    home = surroundings.enter_context(tempfile.TemporaryDirectory(prefix="pos_app-tests-", ignore_cleanup_errors=True))
    for name in list(os.environ):
        if name.startswith(FOREIGN) or name in FOREIGN_NAMES or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ.update(HOME=home, XDG_RUNTIME_DIR=home, DBUS_SESSION_BUS_ADDRESS=f"unix:path={home}/no-bus")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if "PYTEST_XDIST_WORKER" in os.environ and os.environ["QT_QPA_PLATFORM"] == "xcb":
        os.environ["DISPLAY"] = surroundings.enter_context(own_screen())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    config.stash[surroundings_key].close()


@pytest.fixture(scope="session")
def keyring_bus() -> Iterator[str]:
    """Give the address of one keyring for the whole run; profiles keep tests apart."""
    # Under /tmp, because the path of a socket may have 107 bytes at most.
    with tempfile.TemporaryDirectory(prefix="pos_app-keyring-") as home, secret_service(Path(home)) as address:
        yield address


@pytest.fixture
def keyring(keyring_bus: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the test, and every program that it starts, see a real keyring."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring_bus)
    return keyring_bus


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """Give an empty profile; its secrets go under a name of its own."""
    return Profile.locate("default", tmp_path / "data")
