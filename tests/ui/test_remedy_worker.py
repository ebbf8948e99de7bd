"""The worker that keeps what waits for a manager."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy

from pos_app.core.errors import NotFoundError
from pos_app.core.journal import Flaw
from pos_app.core.overview import UnresolvedKind
from pos_app.ui.remedy_worker import RemedyWorker
from tests.core.shop import Shop
from tests.ui.test_money_workers import deeds


@pytest.fixture
def worker(shop: Shop) -> Iterator[RemedyWorker]:
    made = RemedyWorker()
    made.take_up(deeds(shop))
    yield made
    made.finish()


def test_nothing_is_read_before_the_ledger_is_open() -> None:
    worker = RemedyWorker()
    lists = QSignalSpy(worker.list_read)

    worker.read_list()

    assert lists.count() == 0


def test_what_a_look_over_the_book_found_is_listed_too(worker: RemedyWorker) -> None:
    lists = QSignalSpy(worker.list_read)
    worker.note_flaws((Flaw(where="01 · 17", what="row 17 was changed"),))

    worker.read_list()

    items, recoveries = lists.at(0)
    assert recoveries == 0
    assert [(item.kind, item.number) for item in items] == [(UnresolvedKind.BOOK, "01 · 17")]


def test_a_press_that_comes_to_nothing_is_told(worker: RemedyWorker) -> None:
    failures = QSignalSpy(worker.failed)

    worker.match("nothing", "012511230001", "same customer", "陈立", "")
    worker.read_candidates("nothing")

    assert [type(failures.at(number)[0]) for number in range(2)] == [NotFoundError, NotFoundError]
