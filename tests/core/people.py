"""People for the tests: a shop with a manager, a lead, a cashier and an installer, and a vault in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_app.core.authority import Authority
from pos_app.core.ledger import Ledger
from pos_app.core.pins import Cost
from pos_app.core.staff import Member, Role
from tests.core.till import HandClock

CHEAP = Cost(memory_kib=32, passes=1)
MANAGER, LEAD, CASHIER, INSTALLER = "陈立", "王芳", "林晓燕", "赵工"
PINS = {MANAGER: "83412", LEAD: "7702", CASHIER: "2580", INSTALLER: "90210"}
ROLES = {LEAD: Role.LEAD, CASHIER: Role.CASHIER, INSTALLER: Role.INSTALLER}


@dataclass
class Drawer:
    """A vault that is forgotten with the test."""

    held: dict[str, bytes] = field(default_factory=dict)

    def pepper(self, *, make: bool) -> bytes:
        if make:
            self.held.setdefault("pepper", b"pepper" * 5)
        return self.held["pepper"]

    def second_factor(self, number: str) -> bytes:
        return self.held[number]

    def keep_second_factor(self, number: str, secret: bytes) -> None:
        self.held[number] = secret


@dataclass
class Ticks:
    """A clock that only runs forward, moved by the test."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds

    def wind(self, seconds: float) -> None:
        self.seconds += seconds


def authority_of(
    ledger: Ledger, clock: HandClock, vault: Drawer | None = None, ticks: Ticks | None = None
) -> Authority:
    return Authority(ledger, vault or Drawer(), clock=clock, monotonic=ticks or Ticks(), cost=CHEAP)


def employ(authority: Authority) -> dict[str, Member]:
    """Enter everybody; give them by name."""
    authority.found(MANAGER, PINS[MANAGER])
    for name, role in ROLES.items():
        authority.add(name, role, PINS[name], who=MANAGER)
    return {member.name: member for member in authority.staff()}
