"""Why there is no update, or not this one. Whatever is refused, the installed version stays and sells on."""

from __future__ import annotations

import enum

from pos_app.core.errors import PosError


class Refusal(enum.Enum):
    """What is wrong, by what a person can do about it. The values stand in the log, and in no file that is read."""

    NOT_SET = "no place for updates is set"
    NO_KEY = "this build carries no key of its makers, so nothing can prove an update"
    UNREACHABLE = "the place for updates cannot be reached"
    MALFORMED = "this is no manifest of an update"
    UNSIGNED = "the manifest is not signed"
    WRONG_KEY = "the manifest is signed by nobody whom this program trusts"
    FORGED = "the signature is not of this manifest: it was changed"
    OTHER_CHANNEL = "the manifest is for another channel"
    EXPIRED = "the manifest has expired: nobody vouches for it any longer"
    TOO_EARLY = "the manifest is of a later time than the clock of this machine: set the clock"
    OLDER = "the manifest offers an older version than was seen before"
    LEDGER_TOO_OLD = "the ledger is older than the new version can take over: update to one between first"
    NO_FILE = "the manifest has nothing for this kind of installation"
    DAMAGED = "the file is not the one that the manifest speaks of"
    UNSAFE = "the archive holds something that may not be unpacked"
    NOT_STARTING = "the new version does not start on this machine"
    NO_ROOM = "there is no room on the disk"
    NOT_WRITABLE = "the program's folder may not be written by this account"
    BUSY = "money is on its way"
    NOT_FETCHED = "nothing was fetched yet"
    NOTHING_BEFORE = "there is no version to go back to"
    LEDGER_TOO_NEW = "the ledger has been written by this version: the one before cannot read it"
    NOT_OURS = "this installation is looked after by something else"


class UpdateError(PosError):
    """An update was refused, or could not be had; the installed version is as it was.

    Attributes:
        why: which refusal.
        fact: what it is about, such as a file or a version; empty if there is nothing to add.
    """

    def __init__(self, why: Refusal, fact: str = "") -> None:
        super().__init__(f"{why.value} ({fact})" if fact else why.value)
        self.why = why
        self.fact = fact
