"""The worker that knows people: proves PINs and writes down who did what, off the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from pos_app.core.errors import InvalidInputError, LockedOutError, NotAllowedError, PosError, WrongPinError
from pos_app.core.staff import Member, Role
from pos_app.ui.staff_deeds import Ask, NewPin, Proof, Roster
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds them, after the first paint
    from pos_app.core.authority import Authority
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)


class StaffWorker(QObject):
    """Lets people in, and writes approvals down. A PIN takes a while to prove: that is what makes guessing dear.

    Signals:
        roster_read: ``Roster``, whenever it may have changed.
        signed_in: ``Member``.
        approved: ``Approval``.
        pin_refused: ``WrongPinError``, ``LockedOutError``, or ``NotAllowedError`` of somebody who left.
        code_refused: ``WrongPinError``: an authenticator does not have the secret.
        entry_refused: ``InvalidInputError``: a name or a new PIN breaks a rule.
        staff_changed: what was asked for is written down.
        enrolment_begun: the secret of an authenticator, ``bytes``.
        trouble: ``PosError``: a press came to nothing.
    """

    roster_read = Signal(object)
    signed_in = Signal(object)
    approved = Signal(object)
    pin_refused = Signal(object)
    code_refused = Signal(object)
    entry_refused = Signal(object)
    staff_changed = Signal()
    enrolment_begun = Signal(object)
    trouble = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._authority: Authority
        self._ledger: Ledger

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger: say who works here."""
        self._authority, self._ledger = deeds.authority, deeds.ledger
        self._do(self._tell)

    @Slot(object)
    def found(self, new: NewPin) -> None:
        """Enter the first manager, and let them in."""
        self._do(lambda: self.signed_in.emit(self._authority.found(new.name, new.pin)))
        self._do(self._tell)

    @Slot(object)
    def sign_in(self, proof: Proof) -> None:
        """Let somebody in, if they are who they say."""
        self._do(lambda: self.signed_in.emit(self._authority.sign_in(proof.number, proof.pin)))
        self._do(self._tell)

    @Slot(object, str)
    def sign_out(self, member: Member, why: str) -> None:
        """Write down that somebody left."""
        self._do(partial(self._authority.sign_out, member, why=why))

    @Slot(object, object)
    def approve(self, proof: Proof, ask: Ask) -> None:
        """Write down that somebody lets somebody do exactly this, once, if they are who they say."""
        self._do(lambda: self.approved.emit(self._approve(proof, ask)))
        self._do(self._tell)

    def _approve(self, proof: Proof, ask: Ask) -> object:
        return self._authority.approve(
            proof.number, proof.pin, ask.request, asked_by=ask.asked_by, code=proof.code
        )  # fmt: skip

    # ---------------------------------------------------------------- what managers do

    @Slot(object, str)
    def set_pin(self, new: NewPin, who: str) -> None:
        """Enter somebody, or give somebody another PIN."""
        if new.number:
            self._change(partial(self._authority.set_pin, new.number, new.pin, who=who))
        else:
            self._change(lambda: self._authority.add(new.name, Role(new.role), new.pin, who=who))

    @Slot(str, object, str)
    def set_role(self, number: str, role: Role, who: str) -> None:
        """Make somebody something else here."""
        self._change(partial(self._authority.set_role, number, role, who=who))

    @Slot(str, bool, str)
    def set_enabled(self, number: str, enabled: bool, who: str) -> None:
        """Let somebody work here, or no longer."""
        self._change(partial(self._authority.set_enabled, number, enabled, who=who))

    @Slot()
    def begin_enrolment(self) -> None:
        """Make a secret for an authenticator."""
        self.enrolment_begun.emit(self._authority.begin_second_factor())

    @Slot(str, object, str, str)
    def enrol(self, number: str, secret: bytes, code: str, who: str) -> None:
        """Ask somebody for codes from now on."""
        step = partial(self._authority.keep_second_factor, number, secret, code, who=who)
        self._change(step, refused=self.code_refused)

    @Slot(str, str)
    def drop_second_factor(self, number: str, who: str) -> None:
        """Ask somebody for codes no longer."""
        self._change(partial(self._authority.drop_second_factor, number, who=who))

    @Slot(str, str)
    def see_recovery(self, number: str, who: str) -> None:
        """Write down that a manager has seen a recovery."""
        self._change(partial(self._ledger.see_recovery, number, who=who))

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    # ---------------------------------------------------------------- how it is told

    def _tell(self) -> None:
        authority = self._authority
        roster = Roster(members=authority.staff(), waits=authority.waits(), recoveries=self._ledger.recoveries())
        self.roster_read.emit(roster)

    def _change(self, step: Callable[[], object], refused: SignalInstance | None = None) -> None:
        if self._do(step, refused):
            self._do(self._tell)
            self.staff_changed.emit()

    def _do(self, step: Callable[[], object], refused: SignalInstance | None = None) -> bool:
        try:
            step()
        except InvalidInputError as error:
            log.warning("staff: %s", error)
            self.entry_refused.emit(error)
        except (WrongPinError, LockedOutError, NotAllowedError) as error:
            log.warning("staff: %s", error)
            (refused or self.pin_refused).emit(error)
        except PosError as error:
            log.warning("staff: %s", error)
            self.trouble.emit(error)
        except Exception as error:  # our own mistake: the glass is told, and the report goes its way
            self.trouble.emit(error)
            raise
        else:
            return True
        return False
