"""R18: edits, deletions, additions, other orders and cut ends are found, and so is a file that rots."""

from __future__ import annotations

import itertools
import random
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.core.errors import LedgerDamagedError, LedgerError
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_engine import connect_to_check, sqlite_driver
from pos_app.core.ledger_verify import further
from pos_app.core.refund import RefundState
from tests.core.burglar import KINDS, Burglar, unguarded
from tests.core.test_ledger_refunds import refund
from tests.core.till import WORDS, HandClock, close, paid, presented, silence

STRIKES = 40  # of each kind; `make bench` strikes ten thousand times


@pytest.fixture
def old_book(book: Ledger, clock: HandClock) -> Ledger:
    """A small book in a file, in which most things happened."""
    done = paid(book, clock)
    one = book.mark_sent(refund(book, done.out_trade_no, 600), who="till")
    book.move_refund(one, RefundState.PROCESSING, who="till", evidence=WORDS, refund_id="50")
    close(book, book.note_trouble(presented(book), silence(clock)))
    return book


@pytest.mark.parametrize("kind", KINDS)
def test_m9_whatever_is_done_to_the_book_at_random_is_found(old_book: Ledger, kind: str) -> None:
    dice = random.Random(kind)
    with unguarded(old_book) as db:
        burglar = Burglar(db, old_book.heads(), dice)
        missed = [number for number in range(STRIKES) if burglar.strike(kind).sound]

    assert not missed
    assert old_book.verify().sound


# How often nobody answered, and since when: written without an entry in the journal, and moves no money.
UNTOLD = {"unanswered", "trouble_kind", "trouble_code", "trouble_message", "trouble_at", "refunded_last_at"}


def content(path: Path) -> list[str]:
    """Everything that a file says and the journal vouches for, table by table, without the help of an index."""
    with closing(sqlite_driver().connect(path)) as db:
        db.text_factory = bytes
        assert db.execute("PRAGMA integrity_check").fetchall() == [(b"ok",)]
        tables = [row[0].decode() for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {
            table: [name.decode() for _, name, *_ in db.execute(f"PRAGMA table_info({table})")] for table in tables
        }
        return [
            repr(db.execute(f"SELECT {', '.join(sorted({*names} - UNTOLD))} FROM {table} NOT INDEXED").fetchall())
            for table, names in sorted(columns.items())
        ]


def told(path: Path, clock: HandClock) -> bool:
    """Whether anything wrong with a file is told, in any of the ways in which it can be."""
    try:
        with read_ledger(path, clock=clock) as ledger:
            return not ledger.verify().sound
    except LedgerError:
        return True


@pytest.mark.parametrize("seed", range(4))
def test_m9_a_wrong_byte_anywhere_in_the_file_is_told_unless_it_says_nothing(
    old_book: Ledger, clock: HandClock, tmp_path: Path, seed: int
) -> None:
    old_book.close()
    path, spoilt = tmp_path / "book.sqlite3", tmp_path / "spoilt.sqlite3"
    sound, dice = path.read_bytes(), random.Random(seed)
    says = content(path)
    used = [at for at, byte in enumerate(sound) if byte]  # most of a small book is empty pages
    harmless = 0
    for turn in range(40):
        where = dice.choice(used) if turn % 2 else dice.randrange(len(sound))
        spoilt.write_bytes(sound[:where] + bytes([sound[where] ^ dice.randint(1, 255)]) + sound[where + 1 :])
        if not told(spoilt, clock):  # an unused corner of a page
            harmless += 1
            assert content(spoilt) == says, where
    assert harmless < 40


def test_m9_a_column_of_another_name_is_told(old_book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    old_book.close()
    with closing(sqlite_driver().connect(tmp_path / "book.sqlite3")) as db:
        db.execute("ALTER TABLE recoveries RENAME COLUMN account TO acc0unt")

    with read_ledger(tmp_path / "book.sqlite3", clock=clock) as ledger:
        assert "recoveries" in {flaw.where for flaw in ledger.verify().flaws}


def test_m9_a_file_cut_short_or_with_holes_is_told(old_book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    old_book.close()
    path, spoilt = tmp_path / "book.sqlite3", tmp_path / "spoilt.sqlite3"
    sound = path.read_bytes()
    for length in range(100, len(sound), len(sound) // 12):
        spoilt.write_bytes(sound[:length])
        assert told(spoilt, clock), length
    for page in range(0, len(sound), 4096):
        spoilt.write_bytes(sound[:page] + bytes(4096) + sound[page + 4096 :])
        assert told(spoilt, clock) or content(spoilt) == content(path), page


def test_m9_damage_that_is_met_half_way_is_a_flaw_and_no_traceback(
    old_book: Ledger, clock: HandClock, tmp_path: Path
) -> None:
    old_book.close()
    path = tmp_path / "book.sqlite3"
    path.write_bytes(path.read_bytes().replace("林晓燕".encode(), b"\xff" * 9))

    with read_ledger(path, clock=clock) as ledger:
        found = ledger.verify()

    assert any("damaged" in flaw.what for flaw in found.flaws), found.flaws


def test_m9_a_schema_that_is_no_longer_words_is_told(old_book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    old_book.close()
    path = tmp_path / "book.sqlite3"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE sales", b"CREATE \x8c\xff\xffLE sales"))

    with pytest.raises(LedgerDamagedError), read_ledger(path, clock=clock):
        pass


def test_m9_bytes_in_place_of_words_are_found(old_book: Ledger, tmp_path: Path) -> None:
    with unguarded(old_book) as db:
        db.exec_driver_sql("UPDATE journal SET who = x'00ff' WHERE id = 1000000000002")
        db.commit()

    assert any("bytes where words" in flaw.what for flaw in old_book.verify().flaws)


def test_m9_an_index_that_leads_in_a_circle_is_damage_and_no_endless_walk() -> None:
    assert further("", "01") == "01"
    for number in ("01", "00"):
        with pytest.raises(LedgerDamagedError):
            further("01", number)


def test_a_file_that_is_not_there_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        connect_to_check(tmp_path / "none.sqlite3")


def test_m9_words_in_place_of_a_number_are_found(old_book: Ledger) -> None:
    with unguarded(old_book) as db:
        db.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        db.exec_driver_sql("UPDATE lines SET amount_fen = 'much' WHERE position = 1")
        db.commit()

    flaws = {flaw.what for flaw in old_book.verify().flaws}

    assert "holds something of another kind than was written" in flaws


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE sales SET sequence = sequence + 1 WHERE sequence = 2", "has 2 tickets, numbered from 1 to 3"),
        ("UPDATE sales SET sequence = 7 WHERE sequence = 1", "has 2 tickets, numbered from 2 to 7"),
        ("UPDATE payments SET attempt = 2", "the attempts are not numbered one by one"),
        ("UPDATE refunds SET sequence = 2", "the refunds of a payment are not numbered one by one"),
    ],
)
def test_m9_gaps_in_the_numbers_are_found(old_book: Ledger, statement: str, what: str) -> None:
    with unguarded(old_book) as db:
        db.exec_driver_sql(statement)
        db.commit()

    assert what in {flaw.what for flaw in old_book.verify().flaws}


def test_m9_rare_characters_are_sealed_alike_in_both_ways(book: Ledger, clock: HandClock) -> None:
    """SQLite writes some characters in another way than Python: then Python decides."""
    payment = presented(book)
    for number, letter in enumerate(itertools.chain(map(chr, range(1, 33)), '\x7f\x85\u2028\ufeff😀"\\/')):
        book.note_answer(payment, provider_state=f"{number}{letter}", evidence=f'{{"body":"{letter}"}}')
        payment = book.payment(payment.out_trade_no)

    assert book.verify().sound
