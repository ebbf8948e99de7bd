"""Shifts on either engine: a counted float, cash in and out, an X at any time, and a Z in one commit (rule M12)."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from pos_app.core import ledger_verify, schema_shifts
from pos_app.core.errors import InvalidInputError, LedgerError, NoShiftError, NotAllowedError, NotFoundError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.shift import (
    Carried,
    CarriedKind,
    CashCount,
    CashMoveKind,
    CashOrder,
    Kick,
    Shift,
    Tally,
)
from tests.core.burglar import unguarded
from tests.core.conftest import Where
from tests.core.old_books import copy_back
from tests.core.people import CASHIER, LEAD, MANAGER, authority_of, employ
from tests.core.test_ledger_carts import draft
from tests.core.test_ledger_engine import at_version
from tests.core.till import HandClock, late_money, order_of, paid, presented, silence

FLOAT = CashCount(notes=((100_00, 2), (10_00, 5)), coins=Money(12_50))


def cash(kind: CashMoveKind, fen: int, reason: str = "买水") -> CashOrder:
    return CashOrder(kind=kind, amount=Money(fen), reason=reason)


def test_a_shift_from_its_float_to_its_z(ledger: Ledger, clock: HandClock) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)
    assert ledger.shifts.current() == shift
    assert (shift.number, shift.float_count.total) == ("01-0001", Money(262_50))

    clock.wind(60)
    sold = paid(ledger, clock)
    ledger.shifts.move_cash(cash(CashMoveKind.PAID_IN, 100_00), CASHIER)
    ledger.shifts.move_cash(cash(CashMoveKind.PAID_OUT, 12_00), CASHIER)
    drop = ledger.shifts.move_cash(cash(CashMoveKind.DROP, 200_00, "交保险柜"), CASHIER)
    ledger.shifts.kick(Kick.NO_SALE, CASHIER, reason="换零")
    ledger.shifts.kick(Kick.CASH_MOVED, CASHIER, subject=drop.number)
    z = ledger.shifts.close(shift, CashCount(coins=Money(150_00)), CASHIER, left=Money(100_00))

    assert z.closing is not None
    assert (z.closing.expected, z.closing.difference, z.closing.left) == (Money(150_50), Money(-50), Money(100_00))
    figures = z.closing.figures
    assert figures.sales == figures.payments[0].tally == figures.bill_days[0].tally == Tally(1, sold.amount)
    assert (figures.paid_in.amount, figures.drops, figures.no_sales) == (Money(100_00), Tally(1, Money(200_00)), 1)
    assert z.closing.head == ledger.heads()[0].hash
    assert (ledger.shifts.current(), ledger.shifts.left()) == (None, Money(100_00))
    assert ledger.shifts.read(z.number) == ledger.shifts.last() == z
    assert ledger.shifts.moves(z.number)[2] == drop
    assert ledger.verify().sound


def test_zs_are_numbered_without_gaps_and_each_begins_where_the_last_one_ended(
    ledger: Ledger, another_till: Callable[[], Ledger], clock: HandClock
) -> None:
    other = another_till()
    for till in (ledger, other, ledger):
        clock.wind(1)
        till.shifts.close(till.shifts.open(CashCount(), CASHIER), CashCount(), CASHIER)

    third, second, first = ledger.shifts.listed()
    assert [shift.number for shift in (first, second, third)] == ["01-0001", "02-0001", "01-0002"]
    assert first.closing is not None
    assert third.first_entry == first.closing.last_entry + 1
    assert ledger.shifts.listed(limit=1, skip=1) == (second,)
    with pytest.raises(NotFoundError):
        ledger.shifts.read("01-0003")


def test_a_till_has_one_open_shift_and_closes_it_once(ledger: Ledger) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)

    with pytest.raises(StaleError):
        ledger.shifts.open(FLOAT, CASHIER)
    ledger.shifts.close(shift, FLOAT, CASHIER)
    with pytest.raises(StaleError):
        ledger.shifts.close(shift, FLOAT, CASHIER)
    ledger.shifts.open(FLOAT, CASHIER)
    with pytest.raises(StaleError):
        ledger.shifts.close(shift, FLOAT, CASHIER)


def test_without_a_shift_no_cash_moves_and_there_is_no_x(ledger: Ledger) -> None:
    assert (ledger.shifts.current(), ledger.shifts.last(), ledger.shifts.left()) == (None, None, ZERO)
    with pytest.raises(NoShiftError):
        ledger.shifts.move_cash(cash(CashMoveKind.PAID_IN, 1), CASHIER)
    with pytest.raises(NoShiftError):
        ledger.shifts.x(CASHIER)
    with pytest.raises(NoShiftError):
        ledger.shifts.standing(CASHIER)


def test_an_x_is_numbered_and_what_is_looked_at_is_not(ledger: Ledger, clock: HandClock) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)
    paid(ledger, clock)
    open_ticket = presented(ledger)

    first, second, seen = ledger.shifts.x(CASHIER), ledger.shifts.x(CASHIER), ledger.shifts.standing(CASHIER)

    assert (first.number, second.number, seen.number) == ("01-0001-X1", "01-0001-X2", "")
    assert first.figures == second.figures == seen.figures
    assert seen.expected == FLOAT.total
    assert seen.carried == (Carried(kind=CarriedKind.OPEN, number=open_ticket.sale_number, amount=open_ticket.amount),)
    assert seen.shift == shift
    assert seen.head == second.head == ledger.heads()[0].hash
    assert ledger.shifts.carried() == seen.carried


def test_m9_a_z_and_an_x_are_counted_on_paper_and_the_drawer_for_each_cash(ledger: Ledger) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)
    move = ledger.shifts.move_cash(cash(CashMoveKind.PAID_IN, 1), CASHIER)
    assert not ledger.shifts.opened_for(move.number)
    ledger.shifts.kick(Kick.CASH_MOVED, CASHIER, subject=move.number)
    report = ledger.shifts.x(CASHIER)
    z = ledger.shifts.close(shift, FLOAT, CASHIER)
    assert not ledger.shifts.printed(z.number)

    assert [ledger.note_print(paper, CASHIER, "paper") for paper in (report, z, report, z)] == [0, 0, 1, 1]

    assert ledger.shifts.opened_for(move.number)
    assert ledger.shifts.printed(z.number)
    assert ledger.shifts.read_x(report.number) == report
    assert z.closing is not None
    assert z.closing.figures.paid_in == Tally(1, Money(1))
    with pytest.raises(NotFoundError):
        ledger.shifts.read_x("01-0001-X2")
    assert ledger.verify().sound


def test_cash_goes_out_and_the_drawer_opens_for_no_sale_only_with_the_right_to(
    ledger: Ledger, clock: HandClock
) -> None:
    employ(authority_of(ledger, clock))
    shift = ledger.shifts.open(FLOAT, CASHIER)
    out = cash(CashMoveKind.PAID_OUT, 500_01)

    with pytest.raises(NotAllowedError):
        ledger.shifts.move_cash(out, LEAD)
    with pytest.raises(NotAllowedError):
        ledger.shifts.kick(Kick.NO_SALE, CASHIER, reason="换零")
    with pytest.raises(NotAllowedError):
        ledger.shifts.close(shift, FLOAT, "somebody")
    ledger.shifts.move_cash(out, MANAGER)
    ledger.shifts.kick(Kick.CASH_TAKEN, CASHIER, subject="x")
    ledger.shifts.move_cash(cash(CashMoveKind.PAID_IN, 1), CASHIER)
    z = ledger.shifts.close(shift, FLOAT, LEAD)

    assert z.closing is not None
    assert z.closing.who == LEAD


def test_a_count_that_cannot_be_is_refused(book: Ledger) -> None:
    for count in (
        CashCount(notes=((2_00, 1),)),
        CashCount(notes=((1_00, 1), (1_00, 1))),
        CashCount(notes=((1_00, -1),)),
        CashCount(notes=((100_00, 100_000),)),
        CashCount(coins=Money(-1)),
        CashCount(coins=Money(100_000_000)),
    ):
        with pytest.raises(InvalidInputError):
            book.shifts.open(count, CASHIER)


def test_orders_that_break_a_rule_are_refused(ledger: Ledger) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)

    for order in (cash(CashMoveKind.DROP, 0), cash(CashMoveKind.DROP, 10**8), cash(CashMoveKind.DROP, 1, "")):
        with pytest.raises(InvalidInputError):
            ledger.shifts.move_cash(order, CASHIER)
    with pytest.raises(InvalidInputError):
        ledger.shifts.kick(Kick.NO_SALE, CASHIER)
    for left in (Money(-1), FLOAT.total + Money(1)):
        with pytest.raises(InvalidInputError):
            ledger.shifts.close(shift, FLOAT, CASHIER, left=left)
    assert [entry.deed for entry in ledger.history("")] == [Deed.SHIFT_OPENED]


SPOILT = {
    "UPDATE shifts SET counted_fen = counted_fen + 1 WHERE sequence = 1": "shift 01-0001",
    "UPDATE shifts SET figures = '{}' WHERE sequence = 1": "shift 01-0001",
    "UPDATE shifts SET figures = 'spoilt' WHERE sequence = 1": "shift 01-0001",
    "UPDATE shifts SET figures = '[]' WHERE sequence = 1": "shift 01-0001",
    "UPDATE shifts SET head = 'x' WHERE sequence = 1": "shift 01-0001",
    "UPDATE shifts SET last_entry = last_entry - 1 WHERE sequence = 1": "shift 01-0002",
    "UPDATE shifts SET opened_by = 'nobody' WHERE sequence = 2": "shift 01-0002",
    "DELETE FROM shifts WHERE sequence = 1": "shift 01-0002",
    "DELETE FROM shifts WHERE sequence = 2": "shift 01-0002",
    "DELETE FROM journal WHERE deed = 'shift_closed'": "shift 01-0001",
    "UPDATE cash_moves SET amount_fen = 1": "shift 01-0001-1",
    "DELETE FROM cash_moves": "shift 01-0001-1",
    "UPDATE payments SET amount_fen = amount_fen + 1": "shift 01-0001",
}


def test_m9_verify_adds_every_z_up_anew_and_finds_what_was_edited(book: Ledger, clock: HandClock) -> None:
    assert in_two_shifts(book, clock).verify().sound

    with unguarded(book) as db:
        missed = [statement for statement, place in SPOILT.items() if place not in places(db, statement)]

    assert not missed


def places(db: sa.Connection, statement: str) -> set[str]:
    """Spoil the book, give where a look over it finds something, and undo it."""
    with db.begin_nested() as undo:
        db.exec_driver_sql(statement)
        found = ledger_verify.verify(db, (), ledger_verify.unwatched)
        undo.rollback()
    return {flaw.where for flaw in found.flaws}


def in_two_shifts(ledger: Ledger, clock: HandClock) -> Ledger:
    """Close a shift in which something happened, and open another."""
    shift = ledger.shifts.open(FLOAT, CASHIER)
    paid(ledger, clock)
    ledger.shifts.move_cash(cash(CashMoveKind.DROP, 100), CASHIER)
    ledger.shifts.close(shift, FLOAT, CASHIER)
    ledger.shifts.open(FLOAT, CASHIER)
    return ledger


COPIED = ", ".join(column.name for column in schema_shifts.shifts.c if column.name not in {"number", "sequence"})


def test_m12_the_database_itself_keeps_a_closed_shift_as_it_is_and_one_open(ledger: Ledger, clock: HandClock) -> None:
    two_shifts = in_two_shifts(ledger, clock)
    for statement in (
        "UPDATE shifts SET counted_fen = 0 WHERE sequence = 1",
        "DELETE FROM shifts WHERE sequence = 2",
        "UPDATE cash_moves SET amount_fen = 1",
        "DELETE FROM cash_moves",
        "UPDATE shifts SET closed_at = 'now' WHERE sequence = 2",
        f"INSERT INTO shifts (number, sequence, {COPIED}) SELECT '01-0003', 3, {COPIED} FROM shifts WHERE sequence = 2",
    ):
        with pytest.raises(LedgerError), ledger_errors(), two_shifts._engine.begin() as db:
            db.exec_driver_sql(statement)

    assert two_shifts.verify().sound


def test_what_waits_is_carried_over_by_name_each_once_and_the_graver_first(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    """Of this till only: what another one began is the other's to name."""
    open_ticket, doubtful = presented(ledger), presented(ledger)
    for _ in range(2):
        doubtful = ledger.note_trouble(doubtful, silence(clock))
    surplus, answered = late_money(ledger, clock), late_money(ledger, clock)
    ledger.resolve(answered.out_trade_no, UnresolvedKind.SURPLUS, "已知悉", MANAGER)
    on_its_way = ledger.begin_refund(order_of(paid(ledger, clock).out_trade_no, Money(100)), MANAGER, notify_url="u")
    stuck = ledger.begin_refund(order_of(paid(ledger, clock).out_trade_no, Money(200)), MANAGER, notify_url="u")
    ledger.note_refund_trouble(stuck, silence(clock))
    presented(another_till())

    z = ledger.shifts.close(ledger.shifts.open(CashCount(), CASHIER), CashCount(), CASHIER)

    assert z.closing is not None
    assert [(one.kind, one.number, one.amount) for one in z.closing.carried] == [
        (CarriedKind.UNRESOLVED, doubtful.out_trade_no, doubtful.amount),
        (CarriedKind.UNRESOLVED, surplus.out_trade_no, surplus.amount),
        (CarriedKind.UNRESOLVED, stuck.out_refund_no, Money(200)),
        (CarriedKind.OPEN, open_ticket.sale_number, open_ticket.amount),
        (CarriedKind.REFUND, on_its_way.out_refund_no, Money(100)),
    ]
    assert ledger.shifts.read(z.number) == z
    assert z.closing.figures.surplus.count == 2
    assert ledger.verify().sound


def test_carts_that_are_held_are_carried_over_and_those_that_were_dropped_are_counted(ledger: Ledger) -> None:
    shift = ledger.shifts.open(CashCount(), CASHIER)
    held, dropped = draft(), draft()
    ledger.carts.hold(held, CASHIER)
    ledger.carts.drop(dropped, CASHIER)

    closing = ledger.shifts.close(shift, CashCount(), CASHIER).closing

    assert closing is not None
    assert closing.carried == (Carried(kind=CarriedKind.HELD, number=held.number, amount=held.cart.total),)
    assert closing.figures.dropped == Tally(1, dropped.cart.total)
    assert ledger.verify().sound


def test_what_a_till_did_before_there_were_shifts_is_in_none(where: Where, book: Ledger, clock: HandClock) -> None:
    paid(book, clock)
    with at_version(where, "0007") as engine:
        copy_back(book, engine)

    with open_ledger(where, till="01", clock=clock) as ledger:
        assert (ledger.shifts.current(), ledger.shifts.last(), ledger.shifts.listed()) == (None, None, ())
        shift = ledger.shifts.open(FLOAT, CASHIER)
        since = paid(ledger, clock)
        z = ledger.shifts.close(shift, FLOAT, CASHIER)

        assert z.closing is not None
        assert (z.number, z.first_entry) == ("01-0001", ledger.heads()[0].sequence - 6)
        assert z.closing.figures.sales == Tally(1, since.amount)
        assert ledger.verify().sound


def test_m12_tills_that_close_at_once_do_not_wait_for_each_other_in_a_circle(
    ledger: Ledger, another_till: Callable[[], Ledger], clock: HandClock
) -> None:
    tills = (ledger, another_till(), another_till(), another_till())
    for till in tills:
        till.shifts.open(FLOAT, CASHIER)
        paid(till, clock)
    together = threading.Barrier(len(tills))

    def close(till: Ledger) -> Shift:
        shift = till.shifts.current()
        assert shift is not None
        together.wait(10)
        return till.shifts.close(shift, FLOAT, CASHIER)

    with ThreadPoolExecutor(len(tills)) as hands:
        closed = list(hands.map(close, tills))

    assert {z.number for z in closed} == {"01-0001", "02-0001", "03-0001", "04-0001"}
    assert all(z.closing is not None and z.closing.figures.sales.count == 1 for z in closed)
    assert ledger.verify().sound


def test_a_paper_of_no_shift_is_not_written_down(ledger: Ledger) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)

    with pytest.raises(NotFoundError):
        ledger.note_print(dataclasses.replace(shift, number="01-0002"), CASHIER, "paper")
