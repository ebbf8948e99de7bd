"""The way back in for a shop that lost its last manager's PIN, against a real keyring."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pos_app import __main__ as program
from pos_app.config import Profile
from pos_app.core.authority import Authority
from pos_app.core.errors import WrongPinError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.keystore import Keystore
from tests.core.people import CHEAP

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("keyring")


def now() -> datetime:
    return datetime.now(UTC)


def book(profile: Profile) -> Ledger:
    return open_ledger(profile.ledger_file, till="01", clock=now)


@pytest.fixture
def run(profile: Profile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program's entry with words; give exit code, output and errors."""

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = program.main(["--data-dir", str(profile.directory.parent), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def shop(profile: Profile) -> Profile:
    """A shop whose only manager forgot the PIN."""
    with book(profile) as ledger:
        authority = Authority(ledger, Keystore(profile), clock=now, cost=CHEAP)
        authority.found("陈立", "8341")
    return profile


def test_a_lost_pin_is_set_anew_and_a_trace_is_left(shop: Profile, run: Run) -> None:
    code, said, _ = run("staff", "recover", "--name", "陈立", stdin="5588\n")

    assert code == 0
    assert "until a manager has seen it" in said
    with book(shop) as ledger:
        authority = Authority(ledger, Keystore(shop), clock=now)
        (manager,) = authority.staff()
        with pytest.raises(WrongPinError):
            authority.sign_in(manager.number, "8341")
        assert authority.sign_in(manager.number, "5588") == manager
        assert Deed.STAFF_RECOVERED in [entry.deed for entry in ledger.history("")]
        assert ledger.verify().sound


def test_it_is_listed_among_the_unresolved_until_a_manager_has_seen_it(shop: Profile, run: Run) -> None:
    run("staff", "recover", "--name", "陈立", stdin="5588\n")
    code, said, _ = run("unresolved")
    with book(shop) as ledger:
        (recovery,) = ledger.recoveries()
        ledger.see_recovery(recovery.number, who="陈立")

    assert code == 1
    assert "recovery     陈立, from " in said
    assert "1 unresolved" in said
    assert run("unresolved")[:2] == (0, "0 unresolved\n")


def test_a_keyring_that_lost_the_pepper_gets_a_new_one(
    shop: Profile, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    moved = Profile(name=shop.name, directory=shop.directory.rename(shop.directory.parent.parent / "default"))
    code, _, _ = run("--data-dir", str(moved.directory.parent), "staff", "recover", "--name", "陈立", stdin="5588\n")

    assert code == 0
    with book(moved) as ledger:
        authority = Authority(ledger, Keystore(moved), clock=now)
        assert authority.sign_in(authority.staff()[0].number, "5588").name == "陈立"


@pytest.mark.parametrize("pin", ["", "1234", "12"])
def test_a_pin_that_breaks_the_rules_changes_nothing(shop: Profile, run: Run, pin: str) -> None:
    code, _, complaint = run("staff", "recover", "--name", "陈立", stdin=f"{pin}\n")

    assert code == 1
    assert "pin" in complaint
    with book(shop) as ledger:
        assert ledger.recoveries() == ()


def test_where_there_is_no_ledger_nothing_is_recovered(profile: Profile, run: Run) -> None:
    code, _, complaint = run("staff", "recover", "--name", "陈立", stdin="5588\n")

    assert code == 1
    assert "there is none yet" in complaint


def test_everybody_is_listed_with_their_role(shop: Profile, run: Run) -> None:
    run("staff", "recover", "--name", "新店长", stdin="5588\n")

    assert run("staff", "list")[1] == "manager    陈立\nmanager    新店长\n"
