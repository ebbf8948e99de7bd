"""The pen: one transaction, one chain."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from pos_app.core.errors import LedgerBusyError, LedgerError
from pos_app.core.journal import GENESIS, Deed, canonical, seal
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_journal import Pen
from pos_app.core.sale import Sale
from tests.core.conftest import Where, open_till
from tests.core.till import HandClock, begun


def scribble(pen: Pen) -> None:
    pen.enter(Deed.SALE_OPENED, who="林晓燕", sale_number="s", number="s", facts={})


def fork(ledger: Ledger, clock: HandClock) -> None:
    """Write as a till that somebody else has begun to be."""
    with ledger._desk.writing(clock()) as pen:
        scribble(pen)


def stumble(ledger: Ledger, clock: HandClock) -> None:
    with ledger._desk.writing(clock()) as pen:
        scribble(pen)
        raise RuntimeError("the program is wrong")


def test_m9_two_programs_that_both_are_one_till_do_not_fork_its_chain(
    ledger: Ledger, where: Where, clock: HandClock
) -> None:
    begun(ledger)
    double = open_till(where, "01", clock)
    begun(double)

    with pytest.raises(LedgerBusyError, match="writes as this till"):
        fork(ledger, clock)
    fork(ledger, clock)

    double.close()
    assert [head.sequence for head in ledger.heads()] == [5]
    assert not any("journal" in flaw.where for flaw in ledger.verify().flaws)


def test_the_end_of_every_chain_is_found_by_one_seek_each(ledger: Ledger, another_till: Callable[[], Ledger]) -> None:
    begun(ledger)
    begun(another_till())
    another_till()
    begun(another_till())

    assert [(head.till, head.sequence) for head in ledger.heads()] == [("01", 2), ("02", 2), ("04", 2)]


def test_what_fails_half_way_is_undone_whole_and_the_next_hand_can_write(ledger: Ledger, clock: HandClock) -> None:
    with pytest.raises(RuntimeError):
        stumble(ledger, clock)
    begun(ledger)

    assert ledger.verify().sound
    assert ledger.verify().entries == 2


def test_the_first_entry_of_a_till_follows_nothing_and_every_other_one_its_forerunner(ledger: Ledger) -> None:
    sale, _ = begun(ledger)

    first, second = ledger.history(sale.number)

    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash


def test_facts_are_written_in_one_way_only() -> None:
    assert canonical({"b": 1, "a": "元", "c": None}) == '{"a":"元","b":1,"c":null}'


def test_a_seal_depends_on_every_field_and_on_where_one_ends() -> None:
    seals = {seal(GENESIS, fields) for fields in [("ab", "c"), ("a", "bc"), ("abc", None), ("abc", ""), ("abc", 1)]}

    assert len(seals) == 5
    assert seal("f" * 64, ("ab", "c")) not in seals


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_a_server_that_hangs_up_is_named_and_the_next_try_goes_through(ledger: Ledger) -> None:
    begun(ledger)

    def write() -> Sale:
        return begun(ledger)[0]

    def read() -> Sale:
        return ledger.sale("012611240001")

    for deed in (write, read):
        deed()
        hang_up(ledger)

        with pytest.raises(LedgerError):
            deed()

        assert deed().sequence
    assert ledger.verify().sound


def hang_up(ledger: Ledger) -> None:
    """Let the server cut every connection of this ledger, as a restart does."""
    with psycopg.connect(ledger._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as db:
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user "
                   "AND pid <> pg_backend_pid()")  # fmt: skip
