"""A copy of the ledger: made whole or not at all; and M5: what was waiting in it is asked about again, and found."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from pos_app.core.errors import LedgerDamagedError, LedgerError, LedgerFullError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_backup import copy_ledger
from pos_app.core.payment import PaymentState
from tests.core.shop import Shop, beside
from tests.core.till import HandClock, paid


def test_m5_money_that_came_after_the_backup_is_found_by_the_restored_till(shop: Shop, tmp_path: Path) -> None:
    waiting = shop.shown()
    copy_ledger(tmp_path / "book.sqlite3", tmp_path / "copy.sqlite3", lambda _done, _of: None)
    shop.pay(waiting)
    after = shop.paid()  # a sale that the backup knows nothing of

    with open_ledger(tmp_path / "copy.sqlite3", till="01", clock=shop.clock) as ledger:
        restored = beside(shop, ledger)
        found = [restored.checkout.advance(payment) for payment in ledger.unsettled_payments()]

        assert [payment.out_trade_no for payment in found] == [waiting.out_trade_no]
        assert found[0].state is PaymentState.PAID
        assert ledger.verify().sound
        # Only the provider's bill tells of the other one; its number is not given out again.
        assert shop.order_state(after) == "SUCCESS"
        again = restored.checkout.begin(ledger.sale(waiting.sale_number).lines, "林晓燕")
        assert again.out_trade_no != after.out_trade_no


def unwatched(_done: int, _of: int) -> None: ...


def test_a_copy_that_cannot_be_made_is_told(book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    paid(book, clock)

    with pytest.raises(LedgerFullError):
        copy_ledger(tmp_path / "book.sqlite3", tmp_path / "no folder" / "copy.sqlite3", unwatched)


def test_a_copy_for_which_there_is_no_room_is_told(book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    """A limit on the size of files fails the same call as a full disk, with another number."""
    paid(book, clock)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(LedgerError):
            copy_ledger(tmp_path / "book.sqlite3", tmp_path / "copy.sqlite3", unwatched)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert book.verify().sound


def test_a_copy_of_a_damaged_book_is_refused(book: Ledger, clock: HandClock, tmp_path: Path) -> None:
    paid(book, clock)
    book.close()
    path = tmp_path / "book.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:-8192] + bytes(8192))

    with pytest.raises(LedgerDamagedError):
        copy_ledger(path, tmp_path / "copy.sqlite3", unwatched)
