"""M9: what is done behind the ledger's back to lines that came back, to matches and to answers is found."""

from __future__ import annotations

import pytest

from pos_app.core.errors import LedgerDamagedError, LedgerError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.money import Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.refund import Route
from tests.core.conftest import Where
from tests.core.old_books import copy_back
from tests.core.test_ledger_engine import at_version
from tests.core.test_ledger_returns import give_back
from tests.core.test_ledger_verify import burglary
from tests.core.till import HandClock, close, late_money, order_of, paid, presented, silence


@pytest.fixture
def busy(ledger: Ledger, clock: HandClock) -> Ledger:
    """A ledger with parts of lines that came back, cash, matched late money, and answers."""
    give_back(ledger, paid(ledger, clock), (1, 2000), route=Route.CASH)
    late = late_money(ledger, clock)
    late = ledger.match(late.out_trade_no, close(ledger, presented(ledger)).sale_number, "客人换单付款", "店长")
    give_back(ledger, late, (1, 1000), (2, 236))
    doubt = presented(ledger)
    doubt = ledger.note_trouble(ledger.note_trouble(doubt, silence(clock)), silence(clock))
    ledger.resolve(doubt.out_trade_no, UnresolvedKind.UNCONFIRMED, "客人已离店", "店长")
    ledger.resolve("journal 07/7", UnresolvedKind.BOOK, "旧机损坏", "店长")
    return ledger


def test_m9_an_honest_book_is_sound(busy: Ledger) -> None:
    assert busy.verify().sound


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE payments SET matched_to = NULL", "disagree on whether it is paid"),
        ("UPDATE payments SET matched_to = sale_number WHERE matched_to IS NOT NULL", "matched_to is not what"),
        ("UPDATE payments SET surplus = (1 = 1) WHERE state = 'paid'", "disagree on whether it is paid"),
        ("UPDATE refunds SET note = 'nothing' WHERE route = 'cash'", "note is not what"),
        ("UPDATE refunds SET route = 'original', sent_at = 'x' WHERE route = 'cash'", "route is not what"),
        ("UPDATE refund_lines SET restock = NOT restock", "lines is not what"),
        (
            "UPDATE refund_lines SET amount_fen = amount_fen + 1 WHERE position = 1",
            "the sum of the lines that come back",
        ),
        ("UPDATE refund_lines SET quantity_milli = 2001 WHERE position = 1", "more of line 1 came back than was sold"),
        ("UPDATE refund_lines SET position = 3 WHERE position = 2", "more of line 3 came back than was sold"),
        ("DELETE FROM refund_lines", "lines is not what"),
        ("UPDATE refund_lines SET out_refund_no = 'nothing' WHERE position = 2", "is gone, but its lines are there"),
        ("UPDATE resolutions SET reason = 'nothing' WHERE kind = 'unconfirmed'", "reason is not what"),
        ("UPDATE resolutions SET reason = 'nothing' WHERE kind = 'book'", "reason is not what"),
        ("DELETE FROM resolutions WHERE kind = 'unconfirmed'", "is gone, but the journal"),
        ("DELETE FROM resolutions WHERE kind = 'book'", "is gone, but the journal"),
        ("UPDATE resolutions SET sale_number = 'nothing'", "is gone, but resolutions speaks of it"),
    ],
)
def test_m9_what_is_done_behind_its_back_is_found(busy: Ledger, statement: str, what: str) -> None:
    with burglary(busy) as db:
        db.exec_driver_sql(statement)

    flaws = busy.verify().flaws

    assert any(what in flaw.what for flaw in flaws), flaws


def test_a_stuck_refund_whose_payment_is_gone_is_damage(busy: Ledger, clock: HandClock) -> None:
    clock.wind(60)
    stuck = give_back(busy, paid(busy, clock), (1, 1000))
    busy.note_refund_trouble(stuck, silence(clock))
    with burglary(busy) as db:
        db.exec_driver_sql(f"DELETE FROM payments WHERE out_trade_no = '{stuck.out_trade_no}'")

    with pytest.raises(LedgerDamagedError, match=stuck.out_trade_no):
        busy.unresolved()


def test_refunds_from_before_there_were_lines_are_migrated_and_the_book_stays_sound(
    where: Where, book: Ledger, clock: HandClock
) -> None:
    payment = paid(book, clock)
    book.begin_refund(order_of(payment.out_trade_no, Money(600)), "店长", notify_url="")
    with at_version(where, "0004") as engine:
        copy_back(book, engine)

    with open_ledger(where, till="01", clock=clock) as ledger:
        (begun,) = ledger.refunds_of(payment.out_trade_no)
        clock.wind(60)
        give_back(ledger, payment, (1, 2000))

        assert (begun.route, begun.note, begun.lines) == (Route.ORIGINAL, "", ())
        assert ledger.payment(payment.out_trade_no).reserved == Money(600 + 400)
        assert ledger.verify().sound
        with pytest.raises(LedgerError, match="only added to"), ledger_errors(), ledger._engine.begin() as db:
            db.exec_driver_sql("DELETE FROM refunds")


def test_what_was_paid_and_given_back_before_there_was_cash_is_migrated_and_the_book_stays_sound(
    where: Where, book: Ledger, clock: HandClock
) -> None:
    payment = paid(book, clock)
    given = give_back(book, payment, (1, 1000), (2, 36))
    with at_version(where, "0007") as engine:
        copy_back(book, engine)

    with open_ledger(where, till="01", clock=clock) as ledger:
        assert ledger.payment(payment.out_trade_no) == book.payment(payment.out_trade_no)
        assert ledger.refund(given.out_refund_no) == given
        assert ledger.verify().sound
        for table in ("payments", "refunds", "refund_lines"):
            with pytest.raises(LedgerError, match="only added to"), ledger_errors(), ledger._engine.begin() as db:
                db.exec_driver_sql(f"DELETE FROM {table}")
