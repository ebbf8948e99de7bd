"""Cut the silence before and after a word, and make it as loud as the others: ``trim_voice.py FROM TO``."""

from __future__ import annotations

import array
import sys
import wave

_SILENT = 300  # of 32,767
_KEPT = 0.02  # seconds left at each end
_LOUD = 26_000


def trim(source: str, target: str) -> None:
    """Read one WAV file of 16 bits and one channel, and write the other."""
    with wave.open(source, "rb") as word:
        rate = word.getframerate()
        samples = array.array("h", word.readframes(word.getnframes()))
    heard = [at for at, level in enumerate(samples) if abs(level) > _SILENT]
    first, last = max(0, heard[0] - int(rate * _KEPT)), heard[-1] + int(rate * _KEPT)
    cut = samples[first:last]
    gain = _LOUD / max(abs(level) for level in cut)
    with wave.open(target, "wb") as word:
        word.setnchannels(1)
        word.setsampwidth(2)
        word.setframerate(rate)
        word.writeframes(array.array("h", [round(level * gain) for level in cut]).tobytes())


if __name__ == "__main__":
    trim(sys.argv[1], sys.argv[2])
