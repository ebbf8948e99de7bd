"""Who works here, and who may do what: the table of rights is data."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from pos_app.core.money import ZERO, Money

NAME_LENGTH = 20  # characters; the tiles of the sign-in page have room for no more
APPROVAL_LIFE = timedelta(minutes=5)  # an approval that is not used by then is none
SECOND_FACTOR_FROM = Money(500_00)  # refunds above this ask for a code too, of those who have a second factor


class Role(enum.Enum):
    """What somebody is here. The values are stored: never change one."""

    CASHIER = "cashier"
    LEAD = "lead"  # of the shift
    MANAGER = "manager"
    INSTALLER = "installer"  # sets the till up, and touches no money


class Act(enum.Enum):
    """What needs a right. The values are stored: never change one."""

    REFUND = "refund"  # to the way the money came
    REFUND_OTHER_ROUTE = "refund_other_route"  # back another way
    VOID_SALE = "void_sale"  # an unpaid one
    RESOLVE = "resolve"  # something unresolved, with a reason
    TAKE_OVER = "take_over"  # a ticket that somebody else began
    SETTINGS = "settings"
    STAFF = "staff"
    REPORTS = "reports"  # what the shop took, and what the drawer must hold
    GOODS = "goods"  # what is sold, and at which price
    CASH_OUT = "cash_out"  # cash out of the drawer without a sale
    NO_SALE = "no_sale"  # open the drawer for no sale
    SHIFTS = "shifts"  # see what should be in the drawer, and close somebody else's shift
    DISCOUNT = "discount"  # up to a tenth off
    DISCOUNT_DEEP = "discount_deep"  # up to three tenths off
    DISCOUNT_ANY = "discount_any"  # more than that
    PRICE = "price"  # another price than the catalogue's; the amount is how much less it makes


class Tier(enum.Enum):
    """How much money at most. The value is the most, in fen."""

    NONE = -1
    FREE = 0  # only what is about no money
    SMALL = 50_00
    MIDDLE = 500_00
    ANY = 2**63 - 1

    def covers(self, amount: Money) -> bool:
        """Whether an amount is within the tier."""
        return amount.fen <= self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """Leave to do something, up to an amount."""

    act: Act
    tier: Tier


def _rights(**tiers: Tier) -> Mapping[Act, Right]:
    given = {Act[name.upper()]: tier for name, tier in tiers.items()}
    return MappingProxyType({act: Right(act=act, tier=given.get(act, Tier.NONE)) for act in Act})


RIGHTS: Mapping[Role, Mapping[Act, Right]] = MappingProxyType(
    {
        Role.CASHIER: _rights(void_sale=Tier.ANY, discount=Tier.ANY),
        Role.LEAD: _rights(
            void_sale=Tier.ANY, take_over=Tier.FREE, refund=Tier.SMALL, cash_out=Tier.MIDDLE, no_sale=Tier.FREE,
            shifts=Tier.FREE, discount=Tier.ANY, discount_deep=Tier.ANY, price=Tier.SMALL,
        ),
        Role.MANAGER: _rights(**{act.value: Tier.ANY for act in Act}),
        Role.INSTALLER: _rights(settings=Tier.FREE, goods=Tier.FREE),
    }
)  # fmt: skip
"""Who may do what alone. Everything else needs the approval of somebody who may."""


def may(role: Role, act: Act, amount: Money = ZERO) -> bool:
    """Whether a role may do something alone."""
    return RIGHTS[role][act].tier.covers(amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who works here. ``name`` is unique in the shop, for ever: the journal speaks of people by it."""

    number: str
    name: str
    role: Role
    enabled: bool = True
    second_factor: bool = False  # codes of an authenticator are asked for
    wrong_tries: int = 0  # PINs in a row that were wrong

    def may(self, act: Act, amount: Money = ZERO) -> bool:
        """Whether this person may do something alone."""
        return self.enabled and may(self.role, act, amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Exactly what is asked for. An approval of it is good for nothing else."""

    act: Act
    subject: str  # the number of the payment, sale or person that it is about
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Leave for one request, once."""

    number: str
    request: Request
    asked_by: str
    approved_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A PIN that was set past the rules, from an account of the system. It waits until a manager has seen it."""

    number: str
    member: str
    account: str  # of the operating system
    at: datetime


TRAINING_STAFF = (("陈立", Role.MANAGER, "8341"), ("林晓燕", Role.CASHIER, "2580"))
"""Who works in training. Their PINs stand on the screen: no money is real there."""

# Seconds that nobody may try after so many wrong PINs in a row: first little, then long. The till counts them on a
# clock that only runs forward, anew at each start, so that neither a restart nor a wall clock set wrong shortens them.
DELAYS = (0, 0, 1, 2, 4, 30, 60, 300, 900, 3600)  # by the count of wrong tries
TRIES = 5  # wrong PINs in a row, then the person is locked out for a while


def delay_after(wrong_tries: int) -> int:
    """Give the seconds to wait after so many wrong PINs in a row."""
    return DELAYS[min(wrong_tries, len(DELAYS) - 1)]


def tries_left(wrong_tries: int) -> int:
    """Give how many more PINs may be tried before the person is locked out, or is again."""
    return max(1, TRIES - wrong_tries)


def needs_code(member: Member, act: Act, amount: Money = ZERO) -> bool:
    """Whether somebody who has a second factor must use it for this: what settings and much money deserve."""
    return member.second_factor and (act is Act.SETTINGS or amount > SECOND_FACTOR_FROM)
