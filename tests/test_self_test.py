"""The self-test, run as a person runs it: in a process of its own, with a keyring that is real."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from pos_app.self_test import CHECKS


def run() -> tuple[int, dict[str, Any]]:
    said = subprocess.run(
        [sys.executable, "-m", "pos_app", "self-test", "--json"],
        stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    return said.returncode, json.loads(said.stdout)


@pytest.mark.usefixtures("keyring")
def test_a_sound_program_proves_every_part_of_itself_in_the_order_of_the_list() -> None:
    code, said = run()
    assert [check["name"] for check in said["checks"]] == list(CHECKS)
    assert (code, said["passed"]) == (0, True), said


def test_without_a_keyring_exactly_what_needs_one_is_named_and_scripts_see_it() -> None:
    code, said = run()  # the tests' own session has none
    assert (code, said["passed"]) == (1, False)
    failed = {check["name"]: check["fact"] for check in said["checks"] if not check["passed"]}
    assert failed.keys() == {"keyring", "sale"}
    assert "install gnome-keyring or KWallet" in failed["keyring"]
