"""Words for what keeps a receipt from the paper: what happened, that the sale is safe, what to do now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.errors import PosError
from pos_app.devices.errors import (
    DrawerUnknownError,
    Lack,
    NoReceiptFontError,
    NotSavedError,
    PrinterAbsentError,
    PrinterNotReadyError,
    PrintUnknownError,
)
from pos_app.ui.i18n import Sentence, sentence_for
from pos_app.ui.refusal_words import call_installer


def paper_sentence(error: PosError, key: str) -> Sentence:
    """Say why a receipt is not on paper; ``key`` is the one that tries again."""
    translate = QCoreApplication.translate
    found = _words(error)
    if found is None:
        return sentence_for(error)
    what, todo, code = found
    return Sentence(
        what=what,
        money=translate("Paper", "The sale is safe."),
        todo=todo or translate("Paper", "The till tries again by itself; {key} tries at once.").format(key=key),
        code=code,
    )


def export_sentence(error: Exception) -> Sentence:
    """Say why the story of a sale was not written into files."""
    if not isinstance(error, NotSavedError):
        return sentence_for(error)
    translate = QCoreApplication.translate
    return Sentence(
        what=translate("Paper", "The dispute pack could not be written to {where}.").format(where=error),
        money=translate("Paper", "The sale is safe."),
        todo=translate("Paper", "Make room on the disk, then try again."),
        code="PRN-06",
    )


def _words(error: PosError) -> tuple[str, str, str] | None:
    translate = QCoreApplication.translate
    if isinstance(error, PrinterNotReadyError):
        return (*_lack(error.lack), "PRN-02")
    return {
        PrinterAbsentError: (
            translate("Paper", "The receipt printer cannot be reached: is it on, and its cable in?"),
            "",
            "PRN-01",
        ),
        PrintUnknownError: (
            translate("Paper", "The receipt may not have been printed: look at the printer."),
            translate("Paper", "If it is missing, print it again: it is marked as a copy."),
            "PRN-03",
        ),
        NoReceiptFontError: (
            translate("Paper", "This computer has no Chinese font for receipts."),
            call_installer(),
            "PRN-04",
        ),
        NotSavedError: (
            translate("Paper", "The receipt could not be saved."),
            translate("Paper", "Make room on the disk, then try again."),
            "PRN-05",
        ),
        DrawerUnknownError: (
            translate("Paper", "The cash drawer may not have opened: look at it."),
            translate("Paper", "Open it with its key, or try again."),
            "PRN-07",
        ),
    }.get(type(error))


def _lack(lack: Lack) -> tuple[str, str]:
    translate = QCoreApplication.translate
    what = {
        Lack.PAPER: translate("Paper", "The receipt printer is out of paper: put in a roll."),
        Lack.COVER: translate("Paper", "The receipt printer is open: close its cover."),
        Lack.FAULT: translate("Paper", "The receipt printer reports a fault: switch it off and on."),
        Lack.SILENT: translate("Paper", "The receipt printer does not answer: switch it off and on."),
    }
    return what[lack], ""
