"""Authority: proves who somebody is by PIN, counts wrong tries, and lets people do what their role allows.

A try is counted in the ledger before it is made, and forgotten only after a right one, so that nothing is won by
pulling the plug. How long to wait after wrong ones is counted here, on a clock that only runs forward: a restart
begins the wait anew, and the wall clock has no say in it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from pos_app.core import second_factor
from pos_app.core.errors import LockedOutError, NotAllowedError, WrongPinError
from pos_app.core.ledger import Clock, Ledger
from pos_app.core.money import ZERO
from pos_app.core.pins import USUAL, Cost, check_new_pin, hash_pin, is_pin
from pos_app.core.staff import Act, Approval, Member, Recovery, Request, Role, delay_after, needs_code, tries_left

log = logging.getLogger(__name__)

_NO_CODE = 0


class Vault(Protocol):
    """Where secrets about people are kept: the keyring, in the program."""

    def pepper(self, *, make: bool) -> bytes:
        """Give the secret that goes into every hash; make it, once, if there may be none yet."""

    def second_factor(self, number: str) -> bytes:
        """Give the secret of somebody's authenticator."""

    def keep_second_factor(self, number: str, secret: bytes) -> None:
        """Keep the secret of somebody's authenticator."""


class Authority:
    """Proves people and guards what they may do. Safe from several threads; a PIN takes a while to prove."""

    def __init__(
        self,
        ledger: Ledger,
        vault: Vault,
        *,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        cost: Cost = USUAL,
    ) -> None:
        self._ledger = ledger
        self._vault = vault
        self._clock = clock
        self._monotonic = monotonic
        self._cost = cost
        self._lock = threading.Lock()
        self._pepper = vault.pepper(make=not ledger.staff())
        self._waits: dict[str, tuple[int, float]] = {}  # whose wait, after how many wrong tries, since when
        self.staff()

    # ---------------------------------------------------------------- people

    def staff(self) -> tuple[Member, ...]:
        """Give everybody who works or worked here."""
        members = self._ledger.staff()
        for member in members:
            self._wait_left(member)  # from the start on, not from the first try on
        return members

    def waits(self) -> Mapping[str, int]:
        """Give the seconds that nobody may try, by the number of whoever it is for; only those that wait."""
        waits = {member.number: self._wait_left(member) for member in self._ledger.staff()}
        return {number: left for number, left in waits.items() if left}

    def found(self, name: str, pin: str) -> Member:
        """Enter the first manager, who is signed in by it.

        Raises:
            InvalidInputError: the name or the PIN breaks a rule.
            StaleError: somebody works here already.
            LedgerError: nothing was written.
        """
        member = self._ledger.found_staff(name, self._hash(pin))
        self._ledger.note_signed_in(member, how="founded")
        return member

    def add(self, name: str, role: Role, pin: str, *, who: str) -> Member:
        """Enter somebody.

        Raises:
            InvalidInputError: the name or the PIN breaks a rule.
            NotAllowedError: ``who`` may not.
            LedgerError: nothing was written.
        """
        return self._ledger.add_member(name, role, self._hash(pin), who=who)

    def set_pin(self, number: str, pin: str, *, who: str) -> None:
        """Give somebody another PIN.

        Raises:
            InvalidInputError: the PIN breaks a rule.
            NotAllowedError: ``who`` may not, and is somebody else.
            LedgerError: nothing was written.
        """
        self._ledger.set_pin(self._ledger.member(number), self._hash(pin), who=who)

    def set_role(self, number: str, role: Role, *, who: str) -> None:
        """Make somebody something else here.

        Raises:
            NotAllowedError: ``who`` may not.
            InvalidInputError: it is the last manager.
            LedgerError: nothing was written.
        """
        self._ledger.set_role(self._ledger.member(number), role, who=who)

    def set_enabled(self, number: str, enabled: bool, *, who: str) -> None:
        """Let somebody work here, or no longer.

        Raises:
            NotAllowedError: ``who`` may not.
            InvalidInputError: it is the last manager.
            LedgerError: nothing was written.
        """
        self._ledger.set_enabled(self._ledger.member(number), enabled, who=who)

    # ---------------------------------------------------------------- proof

    def sign_in(self, number: str, pin: str) -> Member:
        """Prove who somebody is, and let them in.

        Raises:
            WrongPinError: it says how many tries are left.
            LockedOutError: it says how long to wait.
            NotAllowedError: the person works here no longer.
            LedgerError: nothing was written.
        """
        with self._lock:
            member, _ = self._prove(number, pin)
            self._ledger.note_signed_in(member, how="pin")
        return self._ledger.member(number)

    def sign_out(self, member: Member, *, why: str) -> None:
        """Write down that somebody left.

        Raises:
            LedgerError: nothing was written.
        """
        self._ledger.note_signed_out(member, why=why)

    def approve(self, number: str, pin: str, request: Request, *, asked_by: str, code: str = "") -> Approval:
        """Prove who somebody is, and write down that they let somebody do exactly this, once.

        Raises:
            WrongPinError: the PIN, or the code where one is needed, is wrong.
            LockedOutError: it says how long to wait.
            NotAllowedError: the approver may not do it either, or works here no longer.
            LedgerError: nothing was written.
        """
        member = self._ledger.member(number)
        if not member.may(request.act, request.amount):
            raise NotAllowedError(member.name, request.act.value)
        asks = needs_code(member, request.act, request.amount)
        with self._lock:
            member, step = self._prove(number, pin, code if asks else None)
            return self._ledger.approve(member, request, asked_by=asked_by, step=step)

    # ---------------------------------------------------------------- the second factor

    def begin_second_factor(self) -> bytes:
        """Make a secret for an authenticator. Nothing is kept until a code has proven that it arrived."""
        return second_factor.new_secret()

    def keep_second_factor(self, number: str, secret: bytes, code: str, *, who: str) -> None:
        """Ask somebody for codes from now on, once a code has proven that the authenticator has the secret.

        Raises:
            WrongPinError: the code is not of this secret.
            NotAllowedError: ``who`` may not, and is somebody else.
            LedgerError: nothing was written.
        """
        member = self._ledger.member(number)
        if second_factor.step_of(code, secret, now=self._clock(), after=_NO_CODE) is None:
            raise WrongPinError(member.name, tries_left=tries_left(0), seconds=0)
        if who != member.name and not self._may(who, Act.STAFF):  # before the old secret is gone
            raise NotAllowedError(who, Act.STAFF.value)
        self._vault.keep_second_factor(number, secret)
        self._ledger.set_second_factor(member, True, who=who)

    def drop_second_factor(self, number: str, *, who: str) -> None:
        """Ask somebody for codes no longer; only a manager can say so, of somebody else.

        Raises:
            NotAllowedError: ``who`` may not.
            LedgerError: nothing was written.
        """
        member = self._ledger.member(number)
        if not self._may(who, Act.STAFF):
            raise NotAllowedError(who, Act.STAFF.value)
        self._ledger.set_second_factor(member, False, who=who)

    # ---------------------------------------------------------------- the way back in

    def recover(self, name: str, pin: str, *, account: str) -> Recovery:
        """Make somebody a manager with this PIN, past the rules. It leaves a trace that waits to be seen.

        Raises:
            InvalidInputError: the name or the PIN breaks a rule.
            LedgerError: nothing was written.
        """
        log.warning("a manager's PIN is set from the account %s", account)
        return self._ledger.recover(name, self._hash(pin), account=account)

    # ---------------------------------------------------------------- how it is proven

    def _prove(self, number: str, pin: str, code: str | None = None) -> tuple[Member, int]:
        """Prove a PIN, and a code if one is given; give the person, and the code's time step or 0."""
        member = self._ledger.member(number)
        if not member.enabled:
            raise NotAllowedError(member.name, "sign_in")
        if (left := self._wait_left(member)) > 0:
            raise LockedOutError(member.name, left)
        tries = self._ledger.take_try(member)
        if not is_pin(pin, self._ledger.pin_hash(number), self._pepper):
            raise self._wrong(member, tries, "pin")
        step = _NO_CODE if code is None else self._step_of(member, code)
        if step is None:
            raise self._wrong(member, tries, "code")
        return member, step

    def _step_of(self, member: Member, code: str) -> int | None:
        secret = self._vault.second_factor(member.number)
        return second_factor.step_of(code, secret, now=self._clock(), after=self._ledger.code_step(member.number))

    def _wrong(self, member: Member, tries: int, what: str) -> WrongPinError:
        self._ledger.note_wrong(member, tries=tries, what=what)
        wait = self._wait_left(self._ledger.member(member.number))
        log.warning("wrong %s of %s, the %d. in a row", what, member.number, tries)
        return WrongPinError(member.name, tries_left=tries_left(tries), seconds=wait)

    def _wait_left(self, member: Member) -> int:
        """Give the seconds that nobody may try for somebody, from when the till first knew of the last wrong try."""
        tries, since = self._waits.get(member.number, (-1, 0.0))
        if tries != member.wrong_tries:
            tries, since = self._waits[member.number] = (member.wrong_tries, self._monotonic())
        left = since + delay_after(tries) - self._monotonic()
        return max(0, -int(-left // 1))

    def _hash(self, pin: str) -> str:
        return hash_pin(check_new_pin(pin), self._pepper, self._cost)

    def _may(self, who: str, act: Act) -> bool:
        return any(member.name == who and member.may(act, ZERO) for member in self._ledger.staff())
