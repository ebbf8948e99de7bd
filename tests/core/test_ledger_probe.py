"""A commit's time, tried beside the ledger and at the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.core.errors import LedgerError, LedgerReadOnlyError
from pos_app.core.ledger_probe import durable_commit
from tests.core.conftest import Where


def test_a_commit_is_timed_where_the_ledger_is_and_leaves_nothing(where: Where, tmp_path: Path) -> None:
    assert 0 < durable_commit(where) < 60
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_cannot_be_written_in(tmp_path: Path) -> None:
    with pytest.raises(LedgerReadOnlyError, match="No such file"):
        durable_commit(tmp_path / "gone" / "ledger.sqlite3")


def test_a_server_that_is_not_there_takes_no_commit() -> None:
    with pytest.raises(LedgerError):
        durable_commit("postgresql://127.0.0.1:1/till")
