"""Sounds as WAV: tones that are computed, and recordings that are joined, with nothing but the standard library."""

from __future__ import annotations

import array
import enum
import io
import logging
import math
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

log = logging.getLogger(__name__)

_RATE = 22_050  # samples a second, where no recording says otherwise
_LOUD = 0.5 * 32_767
_FADE_S = 0.005  # so that a tone begins and ends without a click
_PAUSE_S = 0.12  # between the tone and the words


class Tone(enum.Enum):
    """Tones, as hertz and milliseconds. No two mean the same."""

    PAID = ((660, 120), (880, 120))
    UNKNOWN = ((330, 300),)
    NOT_PAID = ((440, 150), (330, 150))
    REFUND = ((520, 150),)
    REJECTED = ((220, 120), (0, 80), (220, 120))  # a scan that came to nothing


class Recordings:
    """Two folders of recordings, one file a word: the shop's own, and the built-in ones.

    All files of a folder have one form: 16 bits, and one number of channels and samples a second.
    """

    def __init__(self, builtin: Path, own: Path | None = None) -> None:
        self._folders = tuple(folder for folder in (own, builtin) if folder is not None)

    def sound(self, tone: Tone, words: Sequence[str] = ()) -> bytes:
        """Give a tone and the words after it as one WAV file.

        Where the shop's own folder lacks a word, everything is said by the built-in one: two voices in one sentence
        would sound like a mistake.
        """
        for folder in self._folders:
            try:
                return _joined(tone, [folder / f"{word}.wav" for word in words])
            except (OSError, EOFError, ValueError, wave.Error) as error:
                log.warning("the recordings in %s cannot be used: %s", folder, error)
        return _joined(tone, [])


def _joined(tone: Tone, files: Sequence[Path]) -> bytes:
    channels, rate = 1, _RATE
    words = []
    for number, file in enumerate(files):
        with wave.open(str(file), "rb") as recording:
            if recording.getsampwidth() != 2:
                raise ValueError(f"{file} does not have 16 bits")
            form = recording.getnchannels(), recording.getframerate()
            if number and form != (channels, rate):
                raise ValueError(f"{file} is of another form than the others")
            channels, rate = form
            words.append(recording.readframes(recording.getnframes()))
    whole = io.BytesIO()
    with wave.open(whole, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join([_tone(tone, channels, rate), *words]))
    return whole.getvalue()


def _tone(tone: Tone, channels: int, rate: int) -> bytes:
    samples = array.array("h")
    for hertz, milliseconds in tone.value:
        length = rate * milliseconds // 1000
        for at in range(length):
            near = min(at, length - at) / rate
            level = round(_LOUD * min(1.0, near / _FADE_S) * math.sin(2 * math.pi * hertz * at / rate))
            samples.extend([level] * channels)
    samples.extend([0] * (round(rate * _PAUSE_S) * channels))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
