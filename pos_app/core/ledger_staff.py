"""The book of people: who works here, who proved it, who tried to, and what was approved."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pos_app.core import ledger_approvals, schema
from pos_app.core.errors import InvalidInputError, StaleError
from pos_app.core.journal import Deed, stamp
from pos_app.core.ledger_journal import Desk, Pen
from pos_app.core.ledger_reading import LedgerReader
from pos_app.core.money import ZERO
from pos_app.core.pins import seal_of
from pos_app.core.staff import NAME_LENGTH, TRIES, Act, Approval, Member, Recovery, Request, Role

_staff, _recoveries = schema.staff, schema.recoveries

_ALL = sa.select(_staff).order_by(_staff.c.created_at, _staff.c.number)
_MEMBER = sa.select(_staff).where(_staff.c.number == sa.bindparam("n"))
_COUNT = sa.select(sa.func.count()).select_from(_staff)
_OF_NAME = sa.select(_staff.c.number).where(_staff.c.name == sa.bindparam("of"))
_OTHER_MANAGERS = sa.select(sa.func.count()).select_from(_staff).where(
    _staff.c.role == Role.MANAGER.value, _staff.c.enabled, _staff.c.number != sa.bindparam("of")
)  # fmt: skip
_ADD = _staff.insert()
_SET = _staff.update().where(
    _staff.c.number == sa.bindparam("of"),
    _staff.c.role == sa.bindparam("known_role"),
    _staff.c.enabled == sa.bindparam("known_enabled", type_=sa.Boolean),
)
# A try is counted before it is made: whoever pulls the plug has used it all the same. Two at once count twice or not.
_TAKE_TRY = (
    _staff.update()
    .where(_staff.c.number == sa.bindparam("of"), _staff.c.enabled, _staff.c.wrong_tries == sa.bindparam("known"))
    .values(wrong_tries=_staff.c.wrong_tries + 1)
)
_PROVEN = _staff.update().where(_staff.c.number == sa.bindparam("of"), _staff.c.enabled)
_PROVEN_BY_CODE = _PROVEN.where(_staff.c.code_step < sa.bindparam("newer"))
_ADD_RECOVERY = _recoveries.insert()
_UNSEEN = sa.select(_recoveries).where(_recoveries.c.seen_at.is_(None)).order_by(_recoveries.c.at)
_SEE = _recoveries.update().where(_recoveries.c.number == sa.bindparam("of"), _recoveries.c.seen_at.is_(None))


class StaffReader(LedgerReader):
    """Answers questions about people, too."""

    def staff(self) -> tuple[Member, ...]:
        """Give everybody who works or worked here, those who came first at the front."""
        with self._reading() as db:
            return tuple(map(_member_from, db.execute(_ALL)))

    def member(self, number: str) -> Member:
        """Find somebody.

        Raises:
            NotFoundError: there is nobody of that number.
        """
        return self._one(_MEMBER, number, _member_from)

    def pin_hash(self, number: str) -> str:
        """Give the hash of somebody's PIN.

        Raises:
            NotFoundError: there is nobody of that number.
        """
        return self._one(_MEMBER, number, lambda row: str(row.pin_hash))

    def code_step(self, number: str) -> int:
        """Give the time step of the last authenticator's code that somebody used; 0 if there was none."""
        return self._one(_MEMBER, number, lambda row: int(row.code_step))

    def recoveries(self) -> tuple[Recovery, ...]:
        """Give the recoveries that no manager has seen yet, the oldest first."""
        with self._reading() as db:
            return tuple(
                Recovery(
                    number=row.number, member=row.member, account=row.account, at=datetime.fromisoformat(row.at)
                )
                for row in db.execute(_UNSEEN)
            )  # fmt: skip


class StaffLedger(StaffReader):
    """What the ledger does about people. Who may ask for it, and how a PIN is proven, is ``Authority``'s to know."""

    till: str
    _desk: Desk

    def found_staff(self, name: str, pin_hash: str) -> Member:
        """Enter the first manager.

        Raises:
            StaleError: somebody works here already.
            InvalidInputError: nobody can be called so.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if pen.read(_COUNT, {}) != (0,):
                raise StaleError(name)
            return _enter(pen, name, Role.MANAGER, pin_hash, who=name)

    def add_member(self, name: str, role: Role, pin_hash: str, *, who: str) -> Member:
        """Enter somebody.

        Raises:
            NotAllowedError: ``who`` may not.
            InvalidInputError: the name is taken, or nobody can be called so.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            _allow_staff(pen, name, who)
            return _enter(pen, name, role, pin_hash, who=who)

    def set_pin(self, member: Member, pin_hash: str, *, who: str) -> None:
        """Give somebody another PIN; wrong tries are forgotten.

        Raises:
            NotAllowedError: ``who`` may not, and is somebody else.
            StaleError: another hand changed the person first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if who != member.name:
                _allow_staff(pen, member.name, who)
            _change(pen, member, {"pin_hash": pin_hash, "wrong_tries": 0}, who=who)

    def set_role(self, member: Member, role: Role, *, who: str) -> None:
        """Make somebody something else here.

        Raises:
            NotAllowedError: ``who`` may not.
            InvalidInputError: it is the last manager.
            StaleError: another hand changed the person first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            _allow_staff(pen, member.name, who)
            if role is not Role.MANAGER:
                _keep_a_manager(pen, member)
            _change(pen, member, {"role": role.value}, who=who)

    def set_enabled(self, member: Member, enabled: bool, *, who: str) -> None:
        """Let somebody work here, or no longer.

        Raises:
            NotAllowedError: ``who`` may not.
            InvalidInputError: it is the last manager.
            StaleError: another hand changed the person first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            _allow_staff(pen, member.name, who)
            if not enabled:
                _keep_a_manager(pen, member)
            _change(pen, member, {"enabled": enabled, "wrong_tries": 0}, who=who)

    def set_second_factor(self, member: Member, on: bool, *, who: str) -> None:
        """Ask somebody for codes of an authenticator from now on, or no longer.

        Raises:
            NotAllowedError: ``who`` may not, and is somebody else.
            StaleError: another hand changed the person first.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if who != member.name:
                _allow_staff(pen, member.name, who)
            _change(pen, member, {"second_factor": on}, who=who)

    # ---------------------------------------------------------------- proof

    def take_try(self, member: Member) -> int:
        """Count a try before it is made; give the count.

        Raises:
            StaleError: somebody else tried at once, or the person works here no longer.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if not pen.write(_TAKE_TRY, {"of": member.number, "known": member.wrong_tries}):
                raise StaleError(member.number)
        return member.wrong_tries + 1

    def note_wrong(self, member: Member, *, tries: int, what: str) -> None:
        """Write down that a try failed, and that the person is locked out if it was one too many."""
        with self._desk.writing(self._clock()) as pen:
            facts: dict[str, object] = {"name": member.name, "wrong_tries": tries, "what": what}
            _tell(pen, Deed.PIN_WRONG, f"till {self.till}", member.number, facts)
            if tries >= TRIES:
                _tell(pen, Deed.LOCKED_OUT, f"till {self.till}", member.number, facts)

    def note_signed_in(self, member: Member, *, how: str, step: int = 0) -> None:
        """Write down that somebody proved who they are; wrong tries are forgotten."""
        with self._desk.writing(self._clock()) as pen:
            _proven(pen, member, step)
            _tell(pen, Deed.SIGNED_IN, member.name, member.number, {"how": how})

    def note_signed_out(self, member: Member, *, why: str) -> None:
        """Write down that somebody left, or was locked away."""
        with self._desk.writing(self._clock()) as pen:
            _tell(pen, Deed.SIGNED_OUT, member.name, member.number, {"why": why})

    def approve(self, approver: Member, request: Request, *, asked_by: str, step: int = 0) -> Approval:
        """Write down that somebody who proved who they are lets somebody do exactly this, once.

        Raises:
            NotAllowedError: the approver may not do it either.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            _proven(pen, approver, step)
            return ledger_approvals.grant(pen, request, asked_by=asked_by, approved_by=approver.name)

    # ---------------------------------------------------------------- the way back in

    def recover(self, name: str, pin_hash: str, *, account: str) -> Recovery:
        """Make somebody a manager with this PIN, past the rules, and leave a trace that waits to be seen."""
        recovery = Recovery(number=f"V{secrets.token_hex(8)}", member=name, account=account, at=self._clock())
        with self._desk.writing(recovery.at) as pen:
            found = pen.read(_OF_NAME, {"of": name})
            if found is None:
                member = _enter(pen, name, Role.MANAGER, pin_hash, who=account)
            else:
                member = self.member(str(found[0]))
                fields = {"role": Role.MANAGER.value, "enabled": True, "second_factor": False, "wrong_tries": 0}
                _change(pen, member, {**fields, "pin_hash": pin_hash}, who=account)
            values = {"number": recovery.number, "member": name, "account": account, "at": stamp(recovery.at),
                      "seen_at": None, "seen_by": None}  # fmt: skip
            pen.write(_ADD_RECOVERY, values)
            _tell(pen, Deed.STAFF_RECOVERED, account, recovery.number, values)
        return recovery

    def see_recovery(self, number: str, *, who: str) -> None:
        """Write down that a manager has seen a recovery.

        Raises:
            NotAllowedError: ``who`` is none.
            StaleError: another manager was quicker, or there is no such recovery.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            _allow_staff(pen, number, who)
            facts: dict[str, object] = {"seen_at": stamp(pen.at), "seen_by": who}
            if not pen.write(_SEE, {"of": number, **facts}):
                raise StaleError(number)
            _tell(pen, Deed.RECOVERY_SEEN, who, number, facts)


# ---------------------------------------------------------------- under one pen


def _allow_staff(pen: Pen, subject: str, who: str) -> None:
    ledger_approvals.allow(pen, Request(act=Act.STAFF, subject=subject, amount=ZERO, reason=""), who)


def _keep_a_manager(pen: Pen, member: Member) -> None:
    if member.role is Role.MANAGER and pen.read(_OTHER_MANAGERS, {"of": member.number}) == (0,):
        raise InvalidInputError("enabled", "somebody must be left who may manage the staff")


def _tell(pen: Pen, deed: Deed, who: str, number: str, facts: Mapping[str, object]) -> None:
    pen.enter(deed, who=who, sale_number="", number=number, facts=facts)


def _enter(pen: Pen, name: str, role: Role, pin_hash: str, *, who: str) -> Member:
    if not 1 <= len(name) <= NAME_LENGTH or name != name.strip() or not name.isprintable():
        raise InvalidInputError("name", f"must have 1 to {NAME_LENGTH} characters, and no space around them")
    if pen.read(_OF_NAME, {"of": name}) is not None:
        raise InvalidInputError("name", "is taken: names are never used again")
    member = Member(number=f"P{secrets.token_hex(4)}", name=name, role=role)
    values = {
        "number": member.number,
        "name": name,
        "role": role.value,
        "pin_hash": pin_hash,
        "enabled": True,
        "second_factor": False,
        "code_step": 0,
        "wrong_tries": 0,
        "created_at": stamp(pen.at),
    }
    pen.write(_ADD, values)
    _tell(pen, Deed.STAFF_ADDED, who, member.number, _told(values))
    return member


def _change(pen: Pen, member: Member, fields: Mapping[str, Any], *, who: str) -> None:
    known = {"of": member.number, "known_role": member.role.value, "known_enabled": member.enabled}
    if not pen.write(_SET, {**known, **fields}):
        raise StaleError(member.number)
    _tell(pen, Deed.STAFF_CHANGED, who, member.number, _told(fields))


def _told(fields: Mapping[str, Any]) -> dict[str, object]:
    """Tell the journal everything but the hash, of which it gets a seal."""
    return {name: seal_of(value) if name == "pin_hash" else value for name, value in fields.items()}


def _proven(pen: Pen, member: Member, step: int) -> None:
    values: dict[str, object] = {"of": member.number, "wrong_tries": 0}
    by_code = {**values, "newer": step, "code_step": step}
    if not (pen.write(_PROVEN_BY_CODE, by_code) if step else pen.write(_PROVEN, values)):
        raise StaleError(member.number)


def _member_from(row: sa.Row[Any]) -> Member:
    return Member(
        number=row.number,
        name=row.name,
        role=Role(row.role),
        enabled=bool(row.enabled),
        second_factor=bool(row.second_factor),
        wrong_tries=row.wrong_tries,
    )
