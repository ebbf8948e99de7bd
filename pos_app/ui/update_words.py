"""Words for updates: what is refused, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pos_app.core.errors import PosError
from pos_app.ui.refusal_words import call_installer
from pos_app.updates.refusals import Refusal, UpdateError


def update_words(error: PosError) -> tuple[str, str, str] | None:
    """Give what happened, what to do, and the code; None for an error of another kind."""
    if not isinstance(error, UpdateError):
        return None
    what, todo, number = _known()[error.why]
    return what.format(fact=error.fact), todo(), f"UPD-{number:02}"


def _known() -> dict[Refusal, tuple[str, Callable[[], str], int]]:
    """The numbers are read out on the telephone: never change one."""
    translate = QCoreApplication.translate
    forged = translate("Sentence", "The update is not as its makers signed it, so it was refused.")
    damaged = translate("Sentence", "What was fetched is not the version that was signed: {fact}.")
    return {
        Refusal.NOT_SET: (translate("Sentence", "No place for updates is set."), call_installer, 1),
        Refusal.NO_KEY: (translate("Sentence", "This build carries no key of its makers."), call_installer, 2),
        Refusal.UNREACHABLE: (
            translate("Sentence", "The place for updates cannot be reached: {fact}."), _try_later, 3
        ),
        Refusal.MALFORMED: (translate("Sentence", "What lies there is no update of this till."), call_installer, 4),
        Refusal.UNSIGNED: (forged, _take_none, 5),
        Refusal.WRONG_KEY: (forged, _take_none, 6),
        Refusal.FORGED: (forged, _take_none, 7),
        Refusal.OTHER_CHANNEL: (
            translate("Sentence", "The update is for another channel: {fact}."), call_installer, 8
        ),
        Refusal.EXPIRED: (translate("Sentence", "The update has expired on {fact}."), _try_later, 9),
        Refusal.TOO_EARLY: (
            translate("Sentence", "The update is of {fact}, which has not come on this till's clock."), _set_clock, 10
        ),
        Refusal.OLDER: (
            translate("Sentence", "The update is older than one that was seen here: {fact}."), _take_none, 11
        ),
        Refusal.LEDGER_TOO_OLD: (
            translate("Sentence", "The ledger is too old for this version: {fact}."), call_installer, 12
        ),
        Refusal.NO_FILE: (
            translate("Sentence", "The update has nothing for this kind of till: {fact}."), call_installer, 13
        ),
        Refusal.DAMAGED: (damaged, _try_later, 14),
        Refusal.UNSAFE: (damaged, call_installer, 15),
        Refusal.NOT_STARTING: (
            translate("Sentence", "The new version does not start on this computer: {fact}."), call_installer, 16
        ),
        Refusal.NO_ROOM: (translate("Sentence", "The disk has no room for the update: {fact}."), _make_room, 17),
        Refusal.NOT_WRITABLE: (
            translate("Sentence", "The program's folder may not be written: {fact}."), call_installer, 18
        ),
        Refusal.BUSY: (translate("Sentence", "A ticket or a payment is not at its end."), _finish_first, 19),
        Refusal.NOT_FETCHED: (translate("Sentence", "No newer version is on this till yet."), _look_first, 20),
        Refusal.NOTHING_BEFORE: (translate("Sentence", "There is no version to go back to."), _nothing, 21),
        Refusal.LEDGER_TOO_NEW: (
            translate("Sentence", "The version before cannot read the ledger as it is now."), call_installer, 22
        ),
        Refusal.NOT_OURS: (
            translate("Sentence", "This till was not installed from a package, so it does not update itself."),
            call_installer, 23,
        ),
    }  # fmt: skip


def _try_later() -> str:
    return QCoreApplication.translate("Sentence", "Try again later; this version sells on.")


def _take_none() -> str:
    return QCoreApplication.translate("Sentence", "Take no update from there, and tell whoever set up this till.")


def _set_clock() -> str:
    return QCoreApplication.translate("Sentence", "Set the computer's clock, then try again.")


def _make_room() -> str:
    return QCoreApplication.translate("Sentence", "Make room, then try again.")


def _finish_first() -> str:
    return QCoreApplication.translate("Sentence", "Finish it, give it up or hold it; then press again.")


def _look_first() -> str:
    return QCoreApplication.translate("Sentence", "Look for one first.")


def _nothing() -> str:
    return QCoreApplication.translate("Sentence", "This version stays.")
