"""Reading the book beside the till that has it open: nothing is locked, made or changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.core import schema
from pos_app.core.errors import LedgerDamagedError, LedgerError, LedgerReadOnlyError, LedgerTooNewError
from pos_app.core.journal import Head, heads_in
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_engine import ledger_errors
from tests.core.till import HandClock, paid, presented

Where = Path | str


def test_a_book_is_read_while_the_till_has_it_open_and_goes_on_selling(
    ledger: Ledger, where: Where, clock: HandClock
) -> None:
    paid(ledger, clock)

    with read_ledger(where, clock=clock) as beside:
        before = beside.verify()
        waiting = presented(ledger)
        assert beside.unsettled_payments() == (waiting,)
        after = beside.verify()

    assert before.sound
    assert after.sound
    assert after.entries == before.entries + 3


def test_a_sale_made_while_the_book_is_looked_over_is_no_flaw(ledger: Ledger, where: Where, clock: HandClock) -> None:
    for _ in range(410):
        presented(ledger)
    sold: list[object] = []

    def sell_meanwhile(_done: int, _of: int) -> None:
        sold.append(paid(ledger, clock))

    with read_ledger(where, clock=clock) as beside:
        found = beside.verify(watch=sell_meanwhile)

    assert found.sound, found.flaws
    assert len(sold) >= 3
    assert found.entries == 410 * 3


def test_how_far_it_got_is_told_up_to_the_end(ledger: Ledger) -> None:
    for _ in range(401):
        presented(ledger)
    told: list[tuple[int, int]] = []

    ledger.verify(watch=lambda done, of: told.append((done, of)))

    assert told == sorted(told)
    assert told[-1] == (401 * 4, 401 * 4)
    assert len(told) >= 4


def test_looking_over_ends_when_it_is_told_to(ledger: Ledger, clock: HandClock) -> None:
    presented(ledger)

    def give_up(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.verify(watch=give_up)

    paid(ledger, clock)  # the till goes on
    assert ledger.verify().sound


def test_nothing_can_be_written_beside_the_till(ledger: Ledger, where: Where, clock: HandClock) -> None:
    presented(ledger)

    if isinstance(where, Path):
        with (
            read_ledger(where, clock=clock) as beside,
            beside._engine.connect() as db,
            pytest.raises(LedgerReadOnlyError),
            ledger_errors(),
        ):
            db.exec_driver_sql("UPDATE sales SET attempts = 9")

    assert ledger.verify().sound


def test_no_ledger_is_made_by_reading(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(LedgerReadOnlyError), read_ledger(tmp_path / "none.sqlite3", clock=clock):
        pass

    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_no_ledger(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "empty.sqlite3").touch()

    with pytest.raises(LedgerDamagedError, match="no tables"), read_ledger(tmp_path / "empty.sqlite3", clock=clock):
        pass


@pytest.mark.parametrize(
    ("version", "error"), [("9999", LedgerTooNewError), (schema.SCHEMA_VERSIONS[0], LedgerError)]
)  # fmt: skip
def test_a_ledger_of_another_version_is_refused(
    tmp_path: Path, clock: HandClock, version: str, error: type[LedgerError]
) -> None:
    path = tmp_path / "other.sqlite3"
    with open_ledger(path, till="01", clock=clock) as ledger, ledger._engine.begin() as db:
        db.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")

    with pytest.raises(error, match=version), read_ledger(path, clock=clock):
        pass


def test_heads_are_read_back_from_what_was_printed(ledger: Ledger, another_till: Callable[[], Ledger]) -> None:
    presented(ledger)
    presented(another_till())
    heads = ledger.heads()

    text = "报表\n" + "\n".join(f"| {head} |" for head in heads) + "\n12 entries, 0 flaws\n"

    assert tuple(heads_in(text)) == heads
    assert tuple(heads_in("till 01: entry 3, head of the chain abc")) == ()
    assert str(Head(till="01", sequence=3, hash="a" * 64)) == f"till 01: entry 3, head of the chain {'a' * 64}"
