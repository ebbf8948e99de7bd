"""What may not be disturbed on a till, and of which form its ledger is, both read beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.core.errors import LedgerDamagedError
from pos_app.core.ledger import open_ledger
from pos_app.core.ledger_engine import form_beside
from pos_app.core.overview import Underway
from pos_app.core.schema import SCHEMA_VERSIONS
from tests.core.till import BASKET, TERMS, HandClock


def test_an_open_sale_and_its_payment_are_under_way_on_their_own_till_alone(tmp_path: Path, clock: HandClock) -> None:
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger:
        assert ledger.underway("01").idle

        ledger.begin_payment(BASKET, "林晓燕", TERMS)

        assert ledger.underway("01") == Underway(sales=1, payments=1)
        assert ledger.underway("02").idle


def test_the_form_of_a_ledger_is_read_beside_the_till_that_has_it_open(tmp_path: Path, clock: HandClock) -> None:
    file = tmp_path / "ledger.sqlite3"
    assert form_beside(file) == SCHEMA_VERSIONS[-1]  # it would be made as such

    with open_ledger(file, till="01", clock=clock):
        assert form_beside(file) == SCHEMA_VERSIONS[-1]

    file.write_bytes(b"no ledger at all" * 100)
    with pytest.raises(LedgerDamagedError):
        form_beside(file)
