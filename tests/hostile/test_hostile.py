"""The quick part of the fuzzing: every example, and as many variations as a few seconds give. `make fuzz` goes on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.targets import TARGETS

QUICK = {
    "ledger_bytes": 3,
    "ledger_damage": 10,
    "ledger_cells": 10,
    "key_file": 10,
    "bill": 20,
    "raw": 60,
    "steering": 60,
}
USUAL = 100


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_examples_end_in_an_answer_or_a_named_error(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].run(seed)


def varied(seeds: tuple[bytes, ...], longest: int) -> st.SearchStrategy[bytes]:
    """Make examples with a piece replaced, put in or cut out, and bytes that are like none."""
    cut = st.tuples(st.sampled_from(seeds), st.integers(0, longest), st.integers(0, 40), st.binary(max_size=40))
    pieces = cut.map(lambda it: it[0][: it[1] % (len(it[0]) + 1)] + it[3] + it[0][it[1] % (len(it[0]) + 1) + it[2] :])
    return st.one_of(pieces, st.binary(max_size=longest)).map(lambda data: data[:longest])


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_strangers_send_ends_in_an_answer_or_a_named_error(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=QUICK.get(name, USUAL), deadline=None, suppress_health_check=list(HealthCheck))
    @given(varied(target.seeds, target.longest))
    def attack(data: bytes) -> None:
        target.run(data)

    attack()
