"""What travels between the glass and the worker that knows people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pos_app.core.staff import Member, Recovery, Request

Go = Callable[[str, str], None]  # who does it, and the number of the approval or nothing
Fact = tuple[str, str]  # its name and its value, as the approver reads them


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who works here, how long nobody may try for whom, and what past the rules no manager has seen yet."""

    members: tuple[Member, ...]
    waits: Mapping[str, int] = field(default_factory=dict)  # seconds from now, by number; only those that wait
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
    facts: tuple[Fact, ...] = ()


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


class Allow(Protocol):
    """Lets something be done, at once or when somebody who may has approved it: the front door's one verb."""

    def __call__(
        self, request: Request, go: Go, *, facts: tuple[Fact, ...] = ..., given_up: Callable[[], None] | None = ...
    ) -> None:
        """Call ``go`` with who does it and the number of the approval or nothing; or ``given_up``."""
