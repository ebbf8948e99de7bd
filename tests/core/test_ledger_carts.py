"""Carts in the ledger: kept, put aside, taken up by any till, and never had twice. On both engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pos_app.core import ledger_verify, schema, schema_carts
from pos_app.core.authority import Authority
from pos_app.core.cart import Cart, Draft, HeldCart
from pos_app.core.discount import Amount, Share
from pos_app.core.errors import ApprovalError, InvalidInputError, LedgerDamagedError, NotAllowedError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.markdown import markdown_request
from pos_app.core.money import Money
from pos_app.core.overview import take_over_request
from pos_app.core.settlement import Taking
from pos_app.core.shift import CashCount
from pos_app.core.staff import Request, Role
from tests.core.burglar import unguarded
from tests.core.conftest import Where
from tests.core.people import CASHIER, LEAD, MANAGER, PINS, authority_of, employ
from tests.core.test_cart import goods
from tests.core.test_races import race
from tests.core.till import TERMS, HandClock

ANOTHER = "李四"
CART = (
    Cart()
    .add(goods("1", 1000), 2000)
    .add(goods("2", 500))
    .write_line(0, "少冰")
    .discount_line(0, Share(10))
    .change_price(1, Money(450))
    .discount_line(1, Amount(Money(20), Money(450)))
    .discount_all(Share(5))
    .write("三点来取")
)
Tills = Callable[[], Ledger]


def draft(cart: Cart = CART) -> Draft:
    return Draft.new().with_cart(cart)


def deeds(ledger: Ledger, *wanted: Deed) -> list[dict[str, Any]]:
    """What was done with carts, in the order of the chain."""
    names = [deed.value for deed in (wanted or tuple(deed for deed in Deed if deed.name.startswith("CART")))]
    journal = schema.journal
    with ledger._engine.connect() as db:
        rows = db.execute(sa.select(journal).where(journal.c.deed.in_(names)).order_by(journal.c.id))
        return [row._asdict() for row in rows]


def names(ledger: Ledger) -> list[str]:
    return [row["deed"] for row in deeds(ledger)]


# ---------------------------------------------------------------- in hand


def test_what_is_in_hand_is_found_again_with_everything(ledger: Ledger, another_till: Tills) -> None:
    one = draft()
    ledger.carts.keep(one.with_cart(CART.remove(0)), CASHIER)
    ledger.carts.keep(one, CASHIER)

    assert ledger.carts.resume(CASHIER) == one
    assert another_till().carts.resume(CASHIER) is None
    assert names(ledger) == []  # it is no deed to change one's mind
    assert ledger.verify().sound


def test_what_somebody_else_had_in_hand_is_put_aside_and_not_lost(ledger: Ledger) -> None:
    one = draft()
    ledger.carts.keep(one, CASHIER)

    found = ledger.carts.resume(LEAD)

    assert isinstance(found, HeldCart)
    assert (found.draft, found.cashier, found.till) == (one, CASHIER, "01")
    assert ledger.carts.held() == (found,)
    assert ledger.carts.resume(LEAD) is None
    assert ledger.verify().sound


def test_what_was_to_be_given_up_and_could_not_be_is_put_aside_by_the_next(ledger: Ledger) -> None:
    first, second = draft(), draft()
    ledger.carts.keep(first, CASHIER)

    ledger.carts.keep(second, CASHIER)

    assert ledger.carts.resume(CASHIER) == second
    assert [held.draft for held in ledger.carts.held()] == [first]


def test_m9_what_is_given_up_is_remembered_with_its_total_and_its_lines(ledger: Ledger) -> None:
    kept, never_kept = draft(), draft()
    ledger.carts.keep(kept, CASHIER)

    for one in (kept, never_kept):
        ledger.carts.drop(one, CASHIER)

    assert ledger.carts.resume(CASHIER) is None
    dropped = deeds(ledger, Deed.CART_DROPPED)
    assert [row["number"] for row in dropped] == [kept.number, never_kept.number]
    assert all(f'"total_fen":{CART.total.fen}' in row["facts"] and "少冰" in row["facts"] for row in dropped)


# ---------------------------------------------------------------- put aside and taken up


def test_any_till_of_the_shop_takes_up_what_was_put_aside_and_one_has_it(ledger: Ledger, another_till: Tills) -> None:
    one, other = draft(), another_till()
    ledger.carts.hold(one, CASHIER)
    assert [(held.draft, held.till, held.cashier) for held in other.carts.held()] == [(one, "01", CASHIER)]

    assert other.carts.recall(one.number, CASHIER) == one

    assert other.carts.resume(CASHIER) == one
    assert ledger.carts.held() == ()
    for late in (
        lambda: ledger.carts.recall(one.number, CASHIER),
        lambda: ledger.carts.drop_held(one.number, CASHIER),
        lambda: ledger.carts.keep(one, CASHIER),
        lambda: ledger.carts.hold(one, CASHIER),
        lambda: ledger.carts.drop(one, CASHIER),
        lambda: ledger.carts.mark_down(one, one.cart.discount_all(Share(9)), CASHIER),
    ):
        with pytest.raises(StaleError):
            late()
    assert names(ledger) == ["cart_held", "cart_recalled"]
    assert ledger.verify().sound


def test_what_is_in_hand_changes_places_with_what_is_taken_up(ledger: Ledger) -> None:
    waiting, in_hand = draft(), draft()
    ledger.carts.hold(waiting, CASHIER)

    ledger.carts.recall(waiting.number, CASHIER, instead_of=in_hand)

    assert ledger.carts.resume(CASHIER) == waiting
    assert [held.draft for held in ledger.carts.held()] == [in_hand]
    assert ledger.verify().sound


def test_a_recall_that_comes_too_late_leaves_what_is_in_hand_in_hand(ledger: Ledger) -> None:
    in_hand = draft()
    ledger.carts.keep(in_hand, CASHIER)

    with pytest.raises(StaleError):
        ledger.carts.recall("K0", CASHIER, instead_of=in_hand)

    assert ledger.carts.resume(CASHIER) == in_hand
    assert ledger.carts.held() == ()


def test_held_carts_are_listed_from_the_oldest(ledger: Ledger, another_till: Tills, clock: HandClock) -> None:
    drafts = [draft() for _ in range(3)]
    for one, till in zip(drafts, (ledger, another_till(), ledger), strict=True):
        till.carts.hold(one, CASHIER)
        clock.wind(1)

    assert [held.draft for held in ledger.carts.held()] == drafts


def test_a_cart_that_goes_from_till_to_till_under_clocks_that_disagree_is_in_order(
    ledger: Ledger, another_till: Tills, clock: HandClock
) -> None:
    one, other = draft(), another_till()
    for _ in range(2):
        ledger.carts.hold(one, CASHIER)
        clock.wind(-300)
        other.carts.recall(one.number, CASHIER)
        other.carts.hold(one, CASHIER)
        clock.wind(-300)
        ledger.carts.recall(one.number, CASHIER)
    ledger.carts.hold(one, CASHIER)

    assert ledger.verify().sound


def test_m8_of_eight_tills_that_reach_for_one_held_cart_one_has_it(where: Where, ledger: Ledger) -> None:
    drafts = [draft() for _ in range(25)]
    for one in drafts:
        ledger.carts.hold(one, CASHIER)

    won = race(where, "recall", "drop_held")

    assert won == 25
    assert ledger.carts.held() == ()
    assert sorted(row["number"] for row in deeds(ledger, Deed.CART_DROPPED)) == sorted(one.number for one in drafts)
    assert ledger.verify().sound


# ---------------------------------------------------------------- rights


@pytest.fixture
def authority(ledger: Ledger, clock: HandClock) -> Authority:
    authority = authority_of(ledger, clock)
    employ(authority)
    authority.add(ANOTHER, Role.CASHIER, "9713", who=MANAGER)
    return authority


def approve(authority: Authority, request: Request | None, who: str) -> str:
    assert request is not None
    manager = next(member for member in authority.staff() if member.name == MANAGER)
    return authority.approve(manager.number, PINS[MANAGER], request, asked_by=who).number


def test_a_discount_within_ones_right_is_written_down_and_kept(ledger: Ledger, authority: Authority) -> None:
    before = draft(Cart().add(goods("1", 1000)))

    after = ledger.carts.mark_down(before, before.cart.discount_line(0, Share(10)), CASHIER)

    assert ledger.carts.resume(CASHIER) == after
    (deed,) = deeds(ledger)
    assert (deed["deed"], deed["who"], deed["number"]) == ("cart_discounted", CASHIER, before.number)


def test_a_deep_discount_and_another_price_take_an_approval_of_exactly_that(
    ledger: Ledger, authority: Authority
) -> None:
    before = draft(Cart().add(goods("1", 1000)))
    halved, cheaper = before.cart.discount_line(0, Share(50)), before.cart.change_price(0, Money(900))
    for after in (halved, cheaper):
        with pytest.raises(NotAllowedError):
            ledger.carts.mark_down(before, after, CASHIER)
    approval = approve(authority, markdown_request(before.number, before.cart, halved), CASHIER)

    for another in (before.cart.discount_line(0, Share(60)), cheaper):
        with pytest.raises(ApprovalError):
            ledger.carts.mark_down(before, another, CASHIER, approval=approval)
    allowed = ledger.carts.mark_down(before, halved, CASHIER, approval=approval)
    with pytest.raises(ApprovalError):
        ledger.carts.mark_down(before, halved, CASHIER, approval=approval)

    ledger.carts.mark_down(allowed, allowed.cart.change_price(0, Money(950)), LEAD)
    assert [row["deed"] for row in deeds(ledger)] == ["cart_discounted", "cart_repriced"]
    assert MANAGER in deeds(ledger)[0]["facts"]
    assert ledger.verify().sound


def test_what_takes_nothing_off_is_no_deed(ledger: Ledger) -> None:
    with pytest.raises(InvalidInputError):
        ledger.carts.mark_down(draft(), CART, CASHIER)


def test_somebody_elses_cart_is_taken_up_or_given_up_only_with_the_right_to(
    ledger: Ledger, authority: Authority
) -> None:
    first, second = draft(), draft()
    for one in (first, second):
        ledger.carts.hold(one, CASHIER)
    with pytest.raises(NotAllowedError):
        ledger.carts.recall(first.number, ANOTHER)
    with pytest.raises(NotAllowedError):
        ledger.carts.drop_held(first.number, ANOTHER)
    approval = approve(authority, take_over_request(first.number), ANOTHER)

    assert ledger.carts.recall(first.number, ANOTHER, approval=approval) == first
    ledger.carts.drop_held(second.number, LEAD)

    assert ledger.carts.resume(ANOTHER) == first
    assert ledger.carts.held() == ()
    assert MANAGER in deeds(ledger, Deed.CART_RECALLED)[0]["facts"]


# ---------------------------------------------------------------- looked over


CARTS = schema_carts.carts


@pytest.mark.parametrize(
    "statement",
    [
        CARTS.update().values(total_fen=1),
        CARTS.update().values(content="{}"),
        CARTS.update().values(cashier=MANAGER),
        CARTS.delete(),
        CARTS.update().values(state="active", held_at=None),
    ],
)
def test_m9_a_held_cart_that_was_changed_or_taken_away_past_the_program_is_found(
    ledger: Ledger, statement: sa.Executable
) -> None:
    ledger.carts.hold(draft(), CASHIER)
    with ledger._engine.begin() as db:
        db.execute(statement)

    (flaw,) = ledger.verify().flaws

    assert flaw.where.startswith("cart K")


def test_m9_a_held_cart_that_nobody_put_aside_is_found(ledger: Ledger) -> None:
    one = draft()
    ledger.carts.keep(one, CASHIER)
    with ledger._engine.begin() as db:
        db.execute(CARTS.update().values(state="held", held_at="2026-11-24T02:00:00.000000+00:00"))

    assert [flaw.where for flaw in ledger.verify().flaws] == [f"cart {one.number}"]


def test_a_cart_that_no_till_wrote_is_told(ledger: Ledger) -> None:
    one = draft()
    ledger.carts.hold(one, CASHIER)
    with ledger._engine.begin() as db:
        db.execute(CARTS.update().values(content='{"items":[{"off":{}}]}'))

    for look in (ledger.carts.held, lambda: ledger.carts.recall(one.number, CASHIER)):
        with pytest.raises(LedgerDamagedError):
            look()


# ---------------------------------------------------------------- sold


def test_m1_the_commit_that_begins_a_sale_takes_the_cart_out_of_hand_and_keeps_its_note(ledger: Ledger) -> None:
    by_code, by_cash = draft(), draft()
    ledger.shifts.open(CashCount(), CASHIER)
    ledger.carts.keep(by_code, CASHIER)

    sale, _ = ledger.begin_payment(by_code.cart.lines, CASHIER, TERMS, draft=by_code)
    paid, _ = ledger.take(by_cash.cart.lines, CASHIER, Taking.cash(by_cash.cart.total), draft=by_cash)

    assert ledger.carts.resume(CASHIER) is None
    for one, of in ((sale, by_code), (paid, by_cash)):
        assert (ledger.sale(one.number).cart, ledger.sale(one.number).note) == (of.number, "三点来取")
        assert ledger.sale(one.number).lines == CART.lines
    assert ledger.verify().sound


def test_a_cart_is_sold_once_and_kept_no_more_by_a_change_that_comes_late(ledger: Ledger) -> None:
    one = draft()
    ledger.begin_payment(one.cart.lines, CASHIER, TERMS, draft=one)

    ledger.carts.keep(one, CASHIER)  # it was on its way when the press came

    assert ledger.carts.resume(CASHIER) is None
    for again in (
        lambda: ledger.begin_payment(one.cart.lines, CASHIER, TERMS, draft=one),
        lambda: ledger.carts.hold(one, CASHIER),
        lambda: ledger.carts.drop(one, CASHIER),
        lambda: ledger.carts.mark_down(one, one.cart.discount_all(Share(9)), CASHIER),
    ):
        with pytest.raises(StaleError):
            again()
    assert len(ledger.payments_on(date(2026, 11, 24))) == 1


def test_what_another_till_has_taken_up_is_not_sold_here(ledger: Ledger, another_till: Tills) -> None:
    one = draft()
    ledger.carts.hold(one, CASHIER)
    another_till().carts.recall(one.number, CASHIER)

    with pytest.raises(StaleError):
        ledger.begin_payment(one.cart.lines, CASHIER, TERMS, draft=one)

    assert ledger.payments_on(date(2026, 11, 24)) == ()


# ---------------------------------------------------------------- killed


@pytest.mark.parametrize("after", [1, 7, 30])
def test_a_till_that_is_killed_while_it_rings_up_has_all_that_was_acknowledged(
    tmp_path: Path, clock: HandClock, after: int
) -> None:
    path = tmp_path / "ledger.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.core.doomed", str(path)], stdout=subprocess.PIPE, text=True
    ) as till:
        assert till.stdout is not None
        for _ in range(after):
            till.stdout.readline()
        till.kill()
        acknowledged = after + len(till.stdout.read().split())

    with open_ledger(path, till="01", clock=clock) as ledger:
        found = ledger.carts.resume(CASHIER)
        assert isinstance(found, Draft)
        assert acknowledged <= found.cart.pieces <= acknowledged + 1
        assert ledger.verify().sound


def test_m9_a_spoilt_entry_about_a_held_cart_is_told_and_no_traceback(book: Ledger) -> None:
    one = draft()
    book.carts.hold(one, CASHIER)
    with unguarded(book) as db:
        db.execute(schema.journal.update().values(facts="{"))
        found = ledger_verify.verify(db, (), ledger_verify.unwatched)

    assert f"cart {one.number}" in {flaw.where for flaw in found.flaws}
