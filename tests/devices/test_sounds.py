"""Tones and joined recordings, and the program that plays them."""

from __future__ import annotations

import array
import io
import itertools
import threading
import wave
from pathlib import Path

import pytest

from pos_app.devices.errors import NoSoundError
from pos_app.devices.sounds import Recordings, Tone
from pos_app.devices.speaker import Speaker
from pos_app.ui.resources import RESOURCES

BUILTIN = RESOURCES / "voice" / "zh-CN"


def length(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as opened:
        return float(opened.getnframes() / opened.getframerate())


def samples(sound: bytes) -> array.array[int]:
    with wave.open(io.BytesIO(sound)) as opened:
        return array.array("h", opened.readframes(opened.getnframes()))


def hertz(sound: bytes, first: float, last: float) -> float:
    """Count how often the sound crosses zero upwards between two moments."""
    part = samples(sound)[int(first * 22_050) : int(last * 22_050)]
    return sum(1 for before, after in itertools.pairwise(part) if before < 0 <= after) / (last - first)


def record(folder: Path, word: str, *, rate: int = 8000, width: int = 2) -> None:
    folder.mkdir(exist_ok=True)
    with wave.open(str(folder / f"{word}.wav"), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(width)
        recording.setframerate(rate)
        recording.writeframes(bytes(rate * width))


def test_no_two_tones_are_alike() -> None:
    sounds = {tone: Recordings(BUILTIN).sound(tone) for tone in Tone}

    assert len(set(sounds.values())) == len(Tone)
    assert hertz(sounds[Tone.PAID], 0.01, 0.11) == pytest.approx(660, rel=0.03)
    assert hertz(sounds[Tone.PAID], 0.13, 0.23) == pytest.approx(880, rel=0.03)
    assert hertz(sounds[Tone.NOT_PAID], 0.16, 0.28) == pytest.approx(330, rel=0.03)


def test_a_tone_begins_and_ends_without_a_click() -> None:
    levels = samples(Recordings(BUILTIN).sound(Tone.PAID))

    assert max(abs(after - before) for before, after in itertools.pairwise(levels)) < 5000


def test_words_follow_the_tone_in_order() -> None:
    ours = Recordings(BUILTIN)
    alone = ours.sound(Tone.PAID)

    said = ours.sound(Tone.PAID, ["paid", "8", "yuan"])

    expected = samples(alone)
    for word in ("paid", "8", "yuan"):
        expected += samples((BUILTIN / f"{word}.wav").read_bytes())
    assert samples(said) == expected


def test_a_shops_own_recordings_take_the_place_of_the_built_in_ones(tmp_path: Path) -> None:
    for word in ("paid", "8"):
        record(tmp_path, word)

    said = Recordings(BUILTIN, tmp_path).sound(Tone.PAID, ["paid", "8"])

    assert length(said) == pytest.approx(0.36 + 2.0, abs=0.01)


@pytest.mark.parametrize("fault", ["missing", "broken", "another rate", "eight bits"])
def test_recordings_that_do_not_fit_together_leave_the_whole_sentence_to_the_built_in_voice(
    tmp_path: Path, fault: str
) -> None:
    record(tmp_path, "paid")
    if fault == "broken":
        (tmp_path / "8.wav").write_bytes(b"RIFF")
    elif fault != "missing":
        record(tmp_path, "8", rate=16_000 if fault == "another rate" else 8000, width=1 if fault == "eight bits" else 2)

    said = Recordings(BUILTIN, tmp_path).sound(Tone.PAID, ["paid", "8"])

    assert said == Recordings(BUILTIN).sound(Tone.PAID, ["paid", "8"])


def test_without_any_recording_there_is_still_the_tone(tmp_path: Path) -> None:
    assert Recordings(tmp_path).sound(Tone.PAID, ["paid"]) == Recordings(BUILTIN).sound(Tone.PAID)


# ---------------------------------------------------------------- the loudspeaker


def program(folder: Path, name: str, does: str) -> tuple[str, ...]:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(0o755)
    return (str(file),)


def test_what_is_played_is_the_sound_itself(tmp_path: Path) -> None:
    sound = Recordings(BUILTIN).sound(Tone.REFUND)

    Speaker((program(tmp_path, "player", f'cp "$1" {tmp_path}/heard.wav'),)).play(sound)

    assert (tmp_path / "heard.wav").read_bytes() == sound


def test_a_player_without_a_device_leaves_it_to_the_next(tmp_path: Path) -> None:
    deaf = program(tmp_path, "deaf", "exit 1")
    other = program(tmp_path, "other", f'cp "$1" {tmp_path}/heard.wav')

    Speaker((("no-such-player",), deaf, other)).play(b"RIFF")

    assert (tmp_path / "heard.wav").exists()


def test_a_computer_without_sound_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSoundError):
        Speaker((("no-such-player",), program(tmp_path, "deaf", "exit 1"))).play(b"RIFF")


def test_a_sound_server_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_app.devices.speaker._LONGEST_S", 0.2)

    with pytest.raises(NoSoundError):
        Speaker((program(tmp_path, "hangs", "exec tail -f /dev/null"),)).play(b"RIFF")


def test_a_till_that_closes_falls_silent_at_once(tmp_path: Path) -> None:
    began = tmp_path / "began"
    speaker = Speaker((program(tmp_path, "long", f"touch {began}; exec tail -f /dev/null"),))
    playing = threading.Thread(target=speaker.play, args=(b"RIFF",))
    playing.start()
    while not began.exists() and playing.is_alive():
        playing.join(0.01)

    speaker.stop()

    playing.join(10)
    assert not playing.is_alive()
    speaker.play(b"RIFF")  # and nothing is played after that
