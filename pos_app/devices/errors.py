"""What can go wrong with what stands around the till, named by what the caller may do about it.

* PosError
  - PrinterError
    + PrinterAbsentError      it cannot be reached, so nothing was printed: switch it on, see to the cable
    + PrinterNotReadyError    it says what it lacks, and nothing was printed: see to it
    + PrintUnknownError       the receipt left, but nothing proves that it was printed: look at the printer
    + DrawerUnknownError      the pulse may not have left: look at the drawer
  - NotInTextError            the printer has no letter for a character: print a picture
  - NoReceiptFontError        this system has no Chinese font: install one
  - NotSavedError             the folder of receipts refuses: make room, or mend its permissions
  - NoSoundError              nothing could be heard: see to the loudspeaker
"""

from __future__ import annotations

import enum

from pos_app.core.errors import PosError


class PrinterError(PosError):
    """The receipt is not on paper, or may not be."""


class PrinterAbsentError(PrinterError):
    """The printer cannot be reached; nothing was printed."""


class Lack(enum.Enum):
    """What keeps a printer from printing, in its own words."""

    PAPER = "paper"
    COVER = "cover"  # it is open
    FAULT = "fault"  # the knife, the head, too hot
    SILENT = "silent"  # it has answered before, and does not now


class PrinterNotReadyError(PrinterError):
    """The printer says that it cannot print now; nothing was printed."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(f"the printer is not ready: {lack.value}")
        self.lack = lack


class PrintUnknownError(PrinterError):
    """The receipt left, and may or may not be on paper: whatever is printed next of it must be marked as a copy."""


class DrawerUnknownError(PrinterError):
    """The pulse for the drawer left, or did not: look at it."""


class NotInTextError(PosError):
    """The receipt holds a character that the printer's own letters lack: print it as a picture."""


class NoReceiptFontError(PosError):
    """This system has no font with Chinese characters: install one (on Debian, fonts-wqy-microhei)."""


class NotSavedError(PosError):
    """The folder of receipts refuses: make room, or mend its permissions."""


class NoSoundError(PosError):
    """Nothing on this computer plays a sound, or there is no device to play it on."""
