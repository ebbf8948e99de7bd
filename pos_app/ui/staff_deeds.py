"""What travels between the glass and the worker that knows people."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_app.core.staff import Member, Recovery, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who works here, and what past the rules no manager has seen yet."""

    members: tuple[Member, ...]
    recoveries: tuple[Recovery, ...] = ()

    @property
    def present(self) -> tuple[Member, ...]:
        """Those who may come in."""
        return tuple(member for member in self.members if member.enabled)

    def approvers(self, request: Request) -> tuple[Member, ...]:
        """Those who could approve a request."""
        return tuple(member for member in self.present if member.may(request.act, request.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as the approver reads it."""

    request: Request
    asked_by: str
    ticket: str
    goods: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody typed to prove who they are. Never shown, never logged."""

    number: str
    pin: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPin:
    """A PIN for somebody: a new member if ``number`` is empty."""

    pin: str = field(repr=False)
    number: str = ""
    name: str = ""
    role: str = ""  # by its stored value
