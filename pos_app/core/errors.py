"""What can go wrong in the till, named by what the caller may do about it.

* PosError
  - NotFoundError           no such sale, payment or refund: check the number
  - StaleError              another hand moved it first: read it again, then decide
  - LiveClaimError          an earlier attempt could still be paid: advance or abandon it first
  - OverpaidError           more than the sale still needs: read what is due, then take less
  - PartPaidError           money was taken on the sale: give that back first
  - NoShiftError            cash moves only while a shift is open: open one first
  - CeilingError            the refund is more than is left, or comes too soon or too late
  - InvalidInputError       what was entered breaks a rule: correct it
  - NotAllowedError         this person may not do that alone: ask somebody who may
  - ApprovalError           the approval is used, too old, or for something else: ask for another
  - WrongPinError           the PIN or the code is not the person's: type it again
  - LockedOutError          too many wrong ones: wait
  - LedgerError             nothing was written: the disk, the file or the server is to blame
    + LedgerTooNewError     the ledger was written by a newer program: update this one
    + LedgerBusyError       another program holds the ledger: try again
    + LedgerFullError       the disk is full: make room, then try again
    + LedgerReadOnlyError   it may not be written here: mend the permissions
    + LedgerDamagedError    damaged, or no ledger at all: restore a backup
    + LedgerGoneError       its file is no longer where it was: put the disk back
  - BackupFailedError       no backup was made; selling goes on: look at the folder for backups
"""

from __future__ import annotations

from pos_app.core.money import Money


class PosError(Exception):
    """Anything that the till raises on purpose."""


class NotFoundError(PosError):
    """There is no record of that number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no record of {number}")
        self.number = number


class StaleError(PosError):
    """Another hand moved the record first; read it again."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} was moved by another hand")
        self.number = number


class LiveClaimError(PosError):
    """An earlier attempt on the same sale could still be paid (rule M4)."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} could still be paid")
        self.number = number


class NoShiftError(PosError):
    """No shift is open on this till, and without one no cash goes in or out."""

    def __init__(self, till: str) -> None:
        super().__init__(f"no shift is open on till {till}")
        self.till = till


class OverpaidError(PosError):
    """More than a sale still needs, or than a payment that could still be paid leaves of it.

    Attributes:
        left: how much may be taken.
    """

    def __init__(self, number: str, left: Money) -> None:
        super().__init__(f"{number} needs {left} yuan and no more")
        self.number = number
        self.left = left


class PartPaidError(PosError):
    """Money was taken on a sale: it goes back before the sale can be given up."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} is paid in part")
        self.number = number


class CeilingError(PosError):
    """A refund passes a limit: the amount left, what is left of a line, fifty refunds, one minute, 365 days (rule M7).

    Attributes:
        limit: which one: ``amount``, ``lines``, ``count``, ``interval`` or ``age``.
    """

    def __init__(self, number: str, limit: str) -> None:
        super().__init__(f"refund of {number} passes the {limit} limit")
        self.number = number
        self.limit = limit


class InvalidInputError(PosError):
    """What was entered breaks a rule.

    Attributes:
        field: the name of the field, as the caller knows it.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NotAllowedError(PosError):
    """This person may not do that alone.

    Attributes:
        who: the person's name.
        act: what was to be done, by its stored value.
    """

    def __init__(self, who: str, act: str) -> None:
        super().__init__(f"{who} may not do this alone: {act}")
        self.who = who
        self.act = act


class ApprovalError(PosError):
    """The approval is used, too old, or for something else."""

    def __init__(self, number: str) -> None:
        super().__init__(f"approval {number} is not good for this")
        self.number = number


class WrongPinError(PosError):
    """The PIN, or the authenticator's code, is not the person's.

    Attributes:
        tries_left: how many more may be tried before a long wait.
        seconds: how long nobody may try for this person.
    """

    def __init__(self, who: str, *, tries_left: int, seconds: int) -> None:
        super().__init__(f"not the PIN of {who}; {tries_left} more tries")
        self.who = who
        self.tries_left = tries_left
        self.seconds = seconds


class LockedOutError(PosError):
    """Too many wrong PINs in a row.

    Attributes:
        seconds: how long to wait.
    """

    def __init__(self, who: str, seconds: int) -> None:
        super().__init__(f"{who} is locked out for {seconds} s after wrong PINs")
        self.who = who
        self.seconds = seconds


class LedgerError(PosError):
    """The ledger could not be read or written; what was not acknowledged did not happen."""


class LedgerTooNewError(LedgerError):
    """The ledger was written by a newer program than this one."""


class LedgerBusyError(LedgerError):
    """Another program holds the ledger."""


class LedgerFullError(LedgerError):
    """The disk is full: make room, then try again."""


class LedgerReadOnlyError(LedgerError):
    """The ledger may not be written here: permissions, or a read-only disk or server."""


class LedgerDamagedError(LedgerError):
    """The file is damaged, or is no ledger at all: restore a backup."""


class LedgerGoneError(LedgerError):
    """The ledger's file is no longer where it was: put the disk or the folder back, then try again."""


class BackupFailedError(PosError):
    """No backup was made. Nothing is lost, and selling goes on."""
