"""The loudspeaker: plays a WAV file with what the system has for it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from pos_app.devices.errors import NoSoundError

log = logging.getLogger(__name__)

PLAYERS: tuple[tuple[str, ...], ...] = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))
"""Programs that play a file that is named after these words; the first that can is taken."""

_LONGEST_S = 30.0  # no announcement is so long: a sound server hangs


class Speaker:
    """Plays one sound after the other; whoever calls waits until it is over."""

    def __init__(self, players: tuple[tuple[str, ...], ...] = PLAYERS) -> None:
        self._players = players
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def play(self, sound: bytes) -> None:
        """Play a WAV file.

        Raises:
            NoSoundError: nothing here plays sounds, or there is no device to play them on.
        """
        if sys.platform == "win32":
            _play_on_windows(sound)
            return
        with tempfile.TemporaryDirectory(prefix="pos-app-") as folder:
            file = Path(folder) / "sound.wav"
            file.write_bytes(sound)
            if not any(self._run([*player, str(file)]) for player in self._players):
                raise NoSoundError("nothing on this computer plays a sound")

    def stop(self) -> None:
        """Fall silent, from whatever thread; nothing is played any more."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.terminate()

    def _run(self, command: list[str]) -> bool:
        if shutil.which(command[0]) is None:
            return False
        with self._lock:
            if self._stopped:
                return True
            null = subprocess.DEVNULL
            self._process = subprocess.Popen(command, stdin=null, stdout=null, stderr=null)  # noqa: S603 - PLAYERS
        try:
            code = self._process.wait(_LONGEST_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        with self._lock:
            self._process = None
        if code and not self._stopped:
            log.warning("%s gave up with %d", command[0], code)
            return False
        return True


def _play_on_windows(sound: bytes) -> None:
    if sys.platform == "win32":  # said once more for whoever checks types elsewhere
        import winsound  # noqa: PLC0415 - there only

        try:
            winsound.PlaySound(sound, winsound.SND_MEMORY)
        except RuntimeError as error:
            raise NoSoundError(str(error)) from error
