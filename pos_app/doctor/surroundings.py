"""Printer, loudspeaker and screens. Nothing is printed and nothing is heard."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator, Sequence

from pos_app.devices.errors import NoSoundError, PrinterError, PrinterNotReadyError
from pos_app.devices.printer import Printer
from pos_app.devices.speaker import Speaker
from pos_app.doctor import outcomes
from pos_app.doctor.case import Case
from pos_app.doctor.finding import Finding, found

SMALLEST = (1024, 768)  # pixels of a screen that everything fits on


def printer(case: Case) -> Iterator[Finding]:
    """Reach the printer and ask how it is."""
    name = case.settings.receipt.printer
    if not name:
        yield found(outcomes.PRINTER_NONE)
        return
    try:
        Printer(name).look()
    except PrinterNotReadyError as error:
        yield found(outcomes.PRINTER_LACKS, lack=error.lack.value)
    except PrinterError as error:
        yield found(outcomes.PRINTER_ABSENT, reason=error)
    else:
        yield found(outcomes.PRINTER_GOOD, printer=name)


def sound(case: Case) -> Iterator[Finding]:
    """Play a tenth of a second of silence."""
    if case.settings.voice.muted:
        yield found(outcomes.SOUND_MUTED)
        return
    try:
        Speaker().play(_silence())
    except NoSoundError:
        yield found(outcomes.SOUND_NONE)
    else:
        yield found(outcomes.SOUND_GOOD)


def _silence() -> bytes:
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(bytes(2 * 2_205))
    return whole.getvalue()


def screens(sizes: Sequence[tuple[int, int]]) -> Finding:
    """Judge the screens, given in device-independent pixels: only the glass itself knows them."""
    said = ", ".join(f"{width} × {height}" for width, height in sizes)
    if any(width < SMALLEST[0] or height < SMALLEST[1] for width, height in sizes):
        return found(outcomes.SCREENS_SMALL, sizes=said)
    return found(outcomes.SCREENS_ONE if len(sizes) == 1 else outcomes.SCREENS_TWO, count=len(sizes), sizes=said)
