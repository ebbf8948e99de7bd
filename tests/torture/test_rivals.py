"""Many tills, each a process, on one PostgreSQL: the short, fixed part of the races."""

from __future__ import annotations

from tests.core.postgresql import Cluster
from tests.torture.cases import Stage
from tests.torture.races import crowd, race


def test_m4_m7_m8_tills_that_fight_for_the_same_payments_and_die_of_it_leave_books_that_agree(
    anywhere: Stage, cluster: Cluster
) -> None:
    assert race(anywhere, cluster, seed=3) == []


def test_m8_every_move_that_a_till_of_a_crowd_won_is_in_the_book_once(anywhere: Stage, cluster: Cluster) -> None:
    moves, wrong = crowd(anywhere, cluster, 0, tills=8, moves=5)

    assert wrong == []
    assert moves == 40
