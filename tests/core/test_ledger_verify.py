"""M9: whatever is edited, deleted, put in or put in another order behind the ledger's back is found."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from pos_app.core.errors import LedgerError
from pos_app.core.journal import Deed, Head
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_rows import entry_id
from pos_app.core.refund import RefundState
from tests.core.test_ledger_refunds import refund
from tests.core.till import TERMS, WORDS, HandClock, close, paid, presented, silence

TABLES = ("sales", "lines", "payments", "refunds", "journal")


@contextmanager
def burglary(ledger: Ledger) -> Iterator[sa.Connection]:
    """Write past the triggers and foreign keys, as somebody with the file in his hands can."""
    sqlite = ledger._engine.dialect.name == "sqlite"
    with ledger._engine.connect() as db:
        if sqlite:
            db.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            for (trigger,) in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                db.exec_driver_sql(f"DROP TRIGGER {trigger}")
        else:
            db.exec_driver_sql("SET session_replication_role = replica")
        yield db
        db.commit()
        if sqlite:
            db.connection.driver_connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


@pytest.fixture
def busy(ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]) -> Ledger:
    """A ledger in which most things happened, on two tills."""
    done = paid(ledger, clock)
    one = ledger.mark_sent(refund(ledger, done.out_trade_no, 600), who="till")
    ledger.move_refund(one, RefundState.PROCESSING, who="till", evidence=WORDS, refund_id="50")
    other = another_till()
    lost = close(other, other.note_trouble(presented(other), silence(clock)))
    other.begin_attempt(lost.sale_number, "林晓燕", TERMS)
    return ledger


def test_m9_an_honest_book_is_sound(busy: Ledger) -> None:
    found = busy.verify()

    assert found.sound
    assert [head.till for head in found.heads] == ["01", "02"]
    assert found.entries == sum(head.sequence for head in found.heads)


@pytest.mark.parametrize("statement", [f"DELETE FROM {table}" for table in TABLES])
def test_m9_nothing_is_ever_deleted(busy: Ledger, statement: str) -> None:
    with pytest.raises(LedgerError), ledger_errors(), busy._engine.begin() as db:
        db.exec_driver_sql(statement)

    assert busy.verify().sound


@pytest.mark.parametrize("table", ["lines", "journal"])
def test_m9_what_was_written_down_is_never_changed(busy: Ledger, table: str) -> None:
    with pytest.raises(LedgerError, match="only added to"), ledger_errors(), busy._engine.begin() as db:
        db.exec_driver_sql(f"UPDATE {table} SET sale_number = sale_number")


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE journal SET who = 'nobody' WHERE id = 1000000000003", "changed after it was sealed"),
        ("UPDATE journal SET facts = '[]' WHERE id = 2000000000002", "changed after it was sealed"),
        ("UPDATE journal SET facts = '{}' WHERE id = 2000000000001", "changed after it was sealed"),
        ("UPDATE journal SET evidence = NULL WHERE evidence IS NOT NULL", "changed after it was sealed"),
        ("DELETE FROM journal WHERE id = 1000000000003", "entries are missing"),
        ("DELETE FROM journal WHERE id = 1000000000001", "entries are missing"),
        ("DELETE FROM journal WHERE id > 2000000000000", "is open, but the journal ends with None"),
        ("DELETE FROM journal WHERE id = 1000000000008", "the journal ends with created"),
        ("UPDATE journal SET id = 1000000000099 WHERE id = 1000000000008", "entries are missing"),
        ("UPDATE journal SET previous_hash = 'x' WHERE id = 1000000000004", "seal of the entry before"),
        ("UPDATE payments SET amount_fen = 1, reserved_fen = 0, payer_total_fen = 1", "amount_fen is not what"),
        ("UPDATE payments SET transaction_id = '43' WHERE state = 'paid'", "transaction_id is not what"),
        ("UPDATE payments SET reserved_fen = 0", "not the sum of the refunds"),
        ("UPDATE payments SET refund_count = 7", "not the sum of the refunds"),
        ("UPDATE sales SET cashier = 'nobody'", "cashier is not what"),
        ("UPDATE sales SET attempts = 9", "count of attempts"),
        ("UPDATE sales SET total_fen = total_fen + 1", "not the sum of the lines"),
        ("UPDATE sales SET state = 'voided', settled_at = 'x' WHERE state = 'open'", "the journal ends with open"),
        ("UPDATE sales SET state = 'open', settled_at = NULL WHERE state = 'paid'", "disagree on whether it is paid"),
        ("UPDATE lines SET name = 'nothing' WHERE position = 1", "lines is not what"),
        ("DELETE FROM lines WHERE position = 2", "not the sum of the lines"),
        ("DELETE FROM refunds", "is gone, but the journal"),
        ("UPDATE refunds SET amount_fen = 1", "amount_fen is not what"),
        ("UPDATE refunds SET state = 'success', settled_at = 'x'", "the journal ends with processing"),
        ("DELETE FROM payments WHERE state = 'paid'", "is gone, but the journal"),
        ("DELETE FROM sales WHERE state = 'paid'", "is gone, but journal speaks of it"),
    ],
)
def test_m9_what_is_done_behind_its_back_is_found(busy: Ledger, statement: str, what: str) -> None:
    with burglary(busy) as db:
        db.exec_driver_sql(statement)

    flaws = busy.verify().flaws

    assert any(what in flaw.what for flaw in flaws), flaws
    assert all(flaw.where for flaw in flaws)


def test_m9_two_entries_that_change_places_are_found(busy: Ledger) -> None:
    with burglary(busy) as db:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            db.exec_driver_sql(f"UPDATE journal SET id = {entry_id('01', new)} WHERE id = {entry_id('01', old)}")

    assert not busy.verify().sound


def test_m9_an_entry_that_is_put_in_is_found(busy: Ledger) -> None:
    with burglary(busy) as db:
        db.exec_driver_sql(
            "INSERT INTO journal SELECT 1000000000099, at, who, deed, sale_number, number, before, after, facts, "
            "evidence, hash, 'f' FROM journal WHERE id = 1000000000003"
        )

    assert not busy.verify().sound


def test_m9_a_chain_that_was_cut_off_is_found_by_a_head_noted_elsewhere(busy: Ledger) -> None:
    noted = busy.heads()
    with burglary(busy) as db:
        db.exec_driver_sql(f"DELETE FROM journal WHERE id > {entry_id('02', 4)}")

    flaws = busy.verify(known=noted).flaws

    assert any(flaw.what == "was noted elsewhere and is gone" for flaw in flaws)


def test_m9_a_chain_written_anew_is_found_by_a_head_noted_elsewhere(busy: Ledger) -> None:
    noted = tuple(dataclasses.replace(head, hash="f" * 64) for head in busy.heads())

    flaws = busy.verify(known=noted).flaws

    assert {flaw.what for flaw in flaws} == {"is not the entry that was noted elsewhere"}


def test_m9_a_move_that_does_not_exist_is_found_even_if_it_was_sealed(ledger: Ledger, clock: HandClock) -> None:
    payment = presented(ledger)
    with ledger._desk.writing(clock()) as pen:
        for before, after in (("presented", "closed"), ("closed", "presented")):
            pen.enter(Deed.PAYMENT_MOVED, who="nobody", sale_number=payment.sale_number, number=payment.out_trade_no,
                      states=(before, after), facts={"state": after})  # fmt: skip

    (flaw,) = ledger.verify().flaws

    assert flaw.what == "went from closed to presented, which is no move"


def test_two_tills_whose_clocks_disagree_keep_an_honest_book(
    ledger: Ledger, clock: HandClock, another_till: Callable[[], Ledger]
) -> None:
    payment = presented(ledger)
    clock.wind(-300)

    close(another_till(), payment)

    assert ledger.verify().sound


@pytest.mark.parametrize("seed", range(12))
def test_m9_any_single_change_to_any_cell_of_the_journal_is_found(busy: Ledger, seed: int) -> None:
    dice = random.Random(seed)
    column = dice.choice(["at", "who", "deed", "sale_number", "number", "before", "after", "facts", "evidence",
                          "previous_hash", "hash"])  # fmt: skip
    head = dice.choice(busy.heads())
    with burglary(busy) as db:
        db.exec_driver_sql(
            f"UPDATE journal SET {column} = coalesce({column}, '') || 'x' "
            f"WHERE id = {entry_id(head.till, dice.randint(1, head.sequence))}"
        )

    assert not busy.verify(known=(Head(till=head.till, sequence=head.sequence, hash=head.hash),)).sound


def test_a_long_book_is_looked_over_page_by_page(ledger: Ledger) -> None:
    for _ in range(405):
        presented(ledger)

    found = ledger.verify()

    assert found.sound
    assert found.entries == 405 * 3
