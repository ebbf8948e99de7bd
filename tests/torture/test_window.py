"""The real program killed on a real screen: a point of the many that ``make torture KIND=window`` tries."""

from __future__ import annotations

import pytest

from tests.torture.blows import Blow
from tests.torture.cases import Stage
from tests.torture.windowed import strike


@pytest.mark.usefixtures("keyring")
def test_m1_m5_the_real_program_killed_in_the_midst_of_a_commit_finds_by_itself_what_was_paid(on: Stage) -> None:
    assert strike(on, Blow(call="fsync", nth=3)) == (True, [])
