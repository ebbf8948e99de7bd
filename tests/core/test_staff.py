"""Roles, acts and amounts: the table of rights, one cell at a time."""

from __future__ import annotations

import pytest

from pos_app.core.money import Money
from pos_app.core.staff import (
    DELAYS,
    RIGHTS,
    TRIES,
    Act,
    Member,
    Role,
    Tier,
    delay_after,
    may,
    needs_code,
    tries_left,
)

AMOUNTS = {"nothing": 0, "¥50.00": 50_00, "¥50.01": 50_01, "¥500.00": 500_00, "¥500.01": 500_01, "a million": 10**8}
EVERY = tuple(AMOUNTS)
UP_TO_50 = ("nothing", "¥50.00")
UP_TO_500 = (*UP_TO_50, "¥50.01", "¥500.00")
WITHIN: dict[tuple[Role, Act], tuple[str, ...]] = {
    **{(Role.MANAGER, act): EVERY for act in Act},
    (Role.CASHIER, Act.VOID_SALE): EVERY,
    (Role.LEAD, Act.VOID_SALE): EVERY,
    (Role.LEAD, Act.TAKE_OVER): ("nothing",),
    (Role.LEAD, Act.REFUND): UP_TO_50,
    (Role.LEAD, Act.CASH_OUT): UP_TO_500,
    (Role.LEAD, Act.NO_SALE): ("nothing",),
    (Role.LEAD, Act.SHIFTS): ("nothing",),
    (Role.CASHIER, Act.DISCOUNT): EVERY,
    (Role.LEAD, Act.DISCOUNT): EVERY,
    (Role.LEAD, Act.DISCOUNT_DEEP): EVERY,
    (Role.LEAD, Act.PRICE): UP_TO_50,
    (Role.INSTALLER, Act.SETTINGS): ("nothing",),
    (Role.INSTALLER, Act.GOODS): ("nothing",),
}
"""What each may do alone, written out once more by hand. What is not here is never allowed."""


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_each_act_up_to_its_amount(role: Role, act: Act, amount: str) -> None:
    assert may(role, act, Money(AMOUNTS[amount])) == (amount in WITHIN.get((role, act), ()))


def test_the_table_has_a_right_for_every_role_and_act() -> None:
    assert {(role, act) for role, rights in RIGHTS.items() for act in rights} == {(r, a) for r in Role for a in Act}
    assert all(right.act is act for rights in RIGHTS.values() for act, right in rights.items())


@pytest.mark.parametrize("tier", Tier)
def test_a_tier_covers_its_own_amount_and_no_more(tier: Tier) -> None:
    assert tier.covers(Money(tier.value))
    assert not tier.covers(Money(tier.value + 1))


def test_who_works_here_no_longer_may_do_nothing() -> None:
    gone = Member(number="P1", name="陈立", role=Role.MANAGER, enabled=False)

    assert not any(gone.may(act) for act in Act)


@pytest.mark.parametrize(
    ("enrolled", "act", "fen", "asked"),
    [
        (True, Act.REFUND, 500_00, False),
        (True, Act.REFUND, 500_01, True),
        (True, Act.SETTINGS, 0, True),
        (False, Act.REFUND, 500_01, False),
        (False, Act.SETTINGS, 0, False),
    ],
)
def test_a_code_is_asked_for_where_much_can_be_lost(enrolled: bool, act: Act, fen: int, asked: bool) -> None:
    member = Member(number="P1", name="陈立", role=Role.MANAGER, second_factor=enrolled)

    assert needs_code(member, act, Money(fen)) is asked


def test_r19_waits_rise_and_never_fall() -> None:
    delays = [delay_after(tries) for tries in range(30)]

    assert delays == sorted(delays)
    assert delays[TRIES] >= 30 > delays[TRIES - 1]
    assert delays[-1] == DELAYS[-1] == 3600


def test_r19_there_are_five_tries_and_then_one_after_each_wait() -> None:
    assert [tries_left(tries) for tries in range(8)] == [5, 4, 3, 2, 1, 1, 1, 1]
