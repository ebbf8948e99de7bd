"""The ledger's file is taken away while the till has it open: nothing is acknowledged that nobody will find again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_app.core.errors import LedgerGoneError, LedgerReadOnlyError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_backup import copy_ledger
from pos_app.core.payment import PaymentState
from tests.core.till import WORDS, HandClock, begun, paid, presented


def take_away(tmp_path: Path) -> Path:
    away = tmp_path / "away"
    away.mkdir()
    for file in tmp_path.glob("book.sqlite3*"):
        file.rename(away / file.name)
    return away


def put_back(away: Path, tmp_path: Path) -> None:
    for file in away.iterdir():
        file.rename(tmp_path / file.name)


def test_m1_nothing_is_written_into_a_file_that_is_gone(book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    payment = presented(book)
    away = take_away(tmp_path)

    for _ in range(2):
        with pytest.raises(LedgerGoneError):
            begun(book)
    assert not (tmp_path / "book.sqlite3").exists()  # and none is made in its place

    put_back(away, tmp_path)
    assert book.move(payment, PaymentState.CLOSING, who="till", evidence=WORDS).state is PaymentState.CLOSING
    paid(book, clock)
    assert book.verify().sound


def test_m1_a_file_that_was_exchanged_is_noticed_before_anything_is_written(
    book: Ledger, clock: HandClock, tmp_path: Path
) -> None:
    paid(book, clock)
    copy = tmp_path / "copy.sqlite3"
    copy_ledger(tmp_path / "book.sqlite3", copy, lambda _done, _of: None)
    away = take_away(tmp_path)
    copy.rename(tmp_path / "book.sqlite3")

    with pytest.raises(LedgerGoneError, match="exchanged"):
        begun(book)

    paid(book, clock)  # the next press works on what is there now, after a look at where its chain ends
    assert book.verify().sound
    assert (away / "book.sqlite3").exists()


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may write anywhere, so be somebody else for a moment."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_ledger_in_a_folder_that_may_not_be_written_says_so_and_is_left_as_it_is(clock: HandClock) -> None:
    with tempfile.TemporaryDirectory(prefix="pos_app-read-only-") as name:
        folder = Path(name)
        with open_ledger(folder / "book.sqlite3", till="01", clock=clock) as ledger:
            paid(ledger, clock)
        (folder / "book.sqlite3.lock").unlink()
        before = (folder / "book.sqlite3").read_bytes()
        (folder / "book.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        with as_somebody_without_rights(), pytest.raises(LedgerReadOnlyError):
            open_ledger(folder / "book.sqlite3", till="01", clock=clock)
        folder.chmod(0o755)

        assert (folder / "book.sqlite3").read_bytes() == before
