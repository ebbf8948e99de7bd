"""A counter with a real till on it: the program in a process and on a screen of its own, the far end in another.

The keyboard is the X server's own (xdotool), the camera reads the X server's own picture.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import zxingcpp
from PIL import Image, ImageGrab

from pos_app.config import Profile
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.simulator.remote import RemoteSimulator

PIN = "8341"
PATIENCE = 45.0  # seconds; the machine may be busy
TITLE = "端到端便利店"
COBALT = (0x1C, 0x3F, 0x96)  # accent of the light theme: the page's main key, once it can be pressed
COBALT_ENOUGH = 12_000  # pixels
COBALT_DOOR = 1_000  # a chosen name, or the field for one: somebody can come in
COBALT_SPINE = 3_000  # of a ticket that is open
GROUND = (0xE8, 0xEC, 0xF2)  # between the cards; darkened while something lies over the page
GROUND_ENOUGH = 20_000
GREEN = (0x0A, 0x6B, 0x4A)  # ok_fill of the light theme: money is proven
GREEN_ENOUGH = 200_000  # pixels: only the paid panel has so many


@contextmanager
def process(words: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program, and see that it is gone afterwards."""
    with (
        log.open("ab") as errors,
        subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **environment}
        ) as running,
    ):
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                running.kill()
                raise


@contextmanager
def screen(log: Path, size: str = "1366x768") -> Iterator[str]:
    """Give the name of a display that shows nothing else."""
    words = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    for _ in range(3):  # two servers that start at once can take each other for gone
        with process(words, log) as server:
            display = f":{_output(server).readline().decode().strip()}"
            asked = subprocess.run(
                ["xdotool", "getmouselocation"],
                env={**os.environ, "DISPLAY": display},
                capture_output=True,
                check=False,
            )
            if asked.returncode == 0:
                yield display
                return
    raise AssertionError(f"no screen:\n{log.read_text()}")


@contextmanager
def simulator(directory: Path, log: Path) -> Iterator[RemoteSimulator]:
    """Serve a pretend WeChat Pay over TLS, in a process of its own."""
    words = [sys.executable, "-m", "pos_app", "simulator", "--dir", str(directory), "--tls"]
    with process(words, log) as running:
        line = _output(running).readline().decode()
        assert "simulator ready on https://" in line, log.read_text()
        yield RemoteSimulator(line.split()[-1], ca_file=directory / "ca.pem")


def _output(running: subprocess.Popen[bytes]) -> IO[bytes]:
    assert running.stdout is not None
    return running.stdout


@dataclass(frozen=True, slots=True)
class Counter:
    """What a person at the counter has: a keyboard, eyes, and a till that can be switched off at the wall."""

    profile: Profile
    display: str
    log: Path

    @contextmanager
    def till(self, *under: str) -> Iterator[subprocess.Popen[bytes]]:
        """Open the real program, ``under`` another one if it is named, and wait until its window has the keyboard."""
        words = [*under, sys.executable, "-m", "pos_app", "--data-dir", str(self.profile.directory.parent)]
        with process([*words, "--profile", self.profile.name], self.log, **self._environment()) as running:
            _until("the window opens", lambda: bool(self._windows()), running, self.log)
            self._xdotool("windowfocus", "--sync", self._windows()[0])
            yield running

    def press(self, *keys: str) -> None:
        """Press keys, by their X names."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def look(self) -> Image.Image:
        """Take a picture of the whole screen."""
        return ImageGrab.grab(xdisplay=self.display)

    def read_code(self, running: subprocess.Popen[bytes]) -> str:
        """Wait for a QR code on the screen, and read it as a phone's camera would."""
        seen: list[str] = []

        def look() -> bool:
            found = zxingcpp.read_barcodes(self.look(), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
            seen.extend(code.text for code in found)
            return bool(seen)

        _until("a code is shown", look, running, self.log)
        return seen[0]

    def found(self, running: subprocess.Popen[bytes]) -> None:
        """Make the first manager, as the first start asks, who is then at the till."""
        _until("the till asks for a manager", lambda: self._shows(COBALT, COBALT_DOOR), running, self.log)
        self.press(*"Lee", "Return")
        for _ in ("new", "again"):
            self._type_pin(running)
        self._wait_for_ticket(running)

    def sign_in(self, running: subprocess.Popen[bytes]) -> None:
        """Come to the till as the manager that there is."""
        _until("somebody can come in", lambda: self._shows(COBALT, COBALT_DOOR), running, self.log)
        self._type_pin(running)

    def _type_pin(self, running: subprocess.Popen[bytes]) -> None:
        self.press(*PIN)
        self.wait_for_key(running)
        self.press("Return")
        _until("the PIN is taken", lambda: not self._shows(COBALT, COBALT_ENOUGH), running, self.log)

    def _wait_for_ticket(self, running: subprocess.Popen[bytes]) -> None:
        _until("a ticket is open", lambda: self._shows(COBALT, COBALT_SPINE), running, self.log)

    def wait_for_key(self, running: subprocess.Popen[bytes]) -> None:
        """Wait until the page's main key can be pressed: Pay, or Next."""
        _until("the main key can be pressed", lambda: self._shows(COBALT, COBALT_ENOUGH), running, self.log)

    def wait_for_overlay(self, running: subprocess.Popen[bytes]) -> None:
        """Wait until something asks for a last look, over the page."""
        _until("the review is over the page", lambda: not self._shows(GROUND, GROUND_ENOUGH), running, self.log)

    def wait_for_green(self, running: subprocess.Popen[bytes]) -> None:
        """Wait for the panel that says that money is proven."""
        _until("the paid panel is shown", lambda: self._shows(GREEN, GREEN_ENOUGH), running, self.log)

    def _shows(self, wanted: tuple[int, int, int], enough: int) -> bool:
        counts = self.look().convert("RGB").getcolors(1 << 24) or []
        return any(colour == wanted and count > enough for count, colour in counts)

    def until(self, what: str, condition: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
        """Wait for something that the far end or the screen shows."""
        _until(what, condition, running, self.log)

    def close(self, running: subprocess.Popen[bytes]) -> int:
        """Ask the till to end, as a session that logs out does; give its exit code."""
        running.send_signal(signal.SIGTERM)
        return running.wait(PATIENCE)

    def ledger(self) -> Ledger:
        """Open the till's own book, once the till is closed."""
        return open_ledger(self.profile.ledger_file, till="01", clock=lambda: datetime.now(UTC))

    def _windows(self) -> list[str]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", TITLE],
            env={**os.environ, **self._environment()},
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.split()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env={**os.environ, **self._environment()}, check=True)

    def _environment(self) -> dict[str, str]:
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}


def _until(what: str, condition: Callable[[], bool], running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert running.poll() is None, f"the till ended before {what}:\n{log.read_text()}"
        assert time.monotonic() < deadline, f"waited in vain until {what}:\n{log.read_text()}"


def set_up(profile: Profile, directory: Path, url: str) -> None:
    """Point a profile at the simulator by the commands that an installer uses."""
    merchant = json.loads((directory / "merchant.json").read_text())
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text(
        f'[shop]\nname = "{TITLE}"\n'
        f'[merchant]\nappid = "{merchant["appid"]}"\nnotify_url = "https://shop.example.com/notify"\n'
        f'[gateway]\nurl = "{url}"\nca_file = "{directory / "ca.pem"}"\n'
    )
    words = [sys.executable, "-m", "pos_app", "--data-dir", str(profile.directory.parent), "--profile", profile.name]
    files = ["--private-key", "apiclient_key.pem", "--certificate", "apiclient_cert.pem", "--public-key", "pub_key.pem"]
    with io.BytesIO((directory / "api_v3_key.txt").read_bytes()) as key:
        done = subprocess.run(
            [*words, "keys", "import", *files, "--public-key-id", merchant["public_key_id"]],
            cwd=directory,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            input=key.read(),
            capture_output=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr.decode()
