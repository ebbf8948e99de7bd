"""The real program in a process, on a real screen, against a far end in another process, over TLS."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.config import Profile
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.shift import CashCount
from pos_app.simulator.remote import RemoteSimulator
from pos_app.training import stock
from pos_app.ui.resources import RESOURCES
from tests.e2e.counter import Counter, screen, set_up, simulator

pytestmark = pytest.mark.usefixtures("keyring")


@pytest.fixture(scope="module")
def far_end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RemoteSimulator, Path]]:
    directory = tmp_path_factory.mktemp("simulator")
    with simulator(directory, directory / "log") as remote:
        yield remote, directory


@pytest.fixture
def counter(tmp_path: Path, far_end: tuple[RemoteSimulator, Path], keyring: str) -> Iterator[Counter]:
    remote, directory = far_end
    profile = Profile.locate("shop", tmp_path / "data")
    set_up(profile, directory, remote.url)
    log = tmp_path / "log"
    with screen(log) as display:
        made = Counter(profile, display, log)
        with made.ledger() as ledger:
            stock(ledger, RESOURCES / "catalogue")
            ledger.shifts.open(CashCount(), "Lee")
        yield made


def ring_up(counter: Counter, till: subprocess.Popen[bytes]) -> None:
    counter.press("1", "2", "period", "5", "F8")  # an amount needs no shelf, which may still be on its way
    counter.wait_for_key(till)
    counter.press("k", "q", "s", "Return")  # spring water, by its pinyin initials


def test_a_sale_and_its_refund_by_keyboard_alone_agree_with_the_providers_books(
    counter: Counter, far_end: tuple[RemoteSimulator, Path]
) -> None:
    """M2, M6: the code on the screen is the provider's own, and books and ledger agree to the fen."""
    remote, _ = far_end

    with counter.till() as till:
        counter.found(till)
        ring_up(counter, till)
        counter.press("F10")
        remote.phone.pay(counter.read_code(till))
        counter.wait_for_green(till)
        counter.press("Return")
        counter.press("ctrl+r")
        counter.wait_for_key(till)
        counter.press("Return")
        counter.wait_for_overlay(till)
        counter.press("Return")
        counter.until("the refund is in the books", lambda: remote.audit()["totals"]["refunded_fen"] > 0, till)
        assert counter.close(till) == 0

    audit = remote.audit()
    with counter.ledger() as ledger:
        (order,) = audit["orders"]
        payment = ledger.payment(order["out_trade_no"])
        (refund,) = ledger.refunds_of(order["out_trade_no"])
        assert ledger.verify().sound
    assert payment.state is PaymentState.PAID
    assert payment.amount.fen == audit["totals"]["paid_fen"] == 1450
    assert refund.state in {RefundState.PROCESSING, RefundState.SUCCESS}
    assert refund.amount.fen == audit["totals"]["refunded_fen"] == 1450


def test_a_till_killed_between_code_and_payment_completes_the_sale_at_its_next_start(
    counter: Counter, far_end: tuple[RemoteSimulator, Path]
) -> None:
    """M1, M5: kill -9 with the code on the glass; the customer pays meanwhile; the next start finds the money."""
    remote, _ = far_end
    with counter.till() as till:
        counter.found(till)
        ring_up(counter, till)
        counter.press("F10")
        code = counter.read_code(till)
        till.send_signal(signal.SIGKILL)
        till.wait()
    paid = remote.phone.pay(code)

    with counter.till() as till:
        counter.sign_in(till)
        counter.wait_for_green(till)
        assert counter.close(till) == 0

    with counter.ledger() as ledger:
        payment = ledger.payment(paid.out_trade_no)
        assert payment.state is PaymentState.PAID
        assert payment.amount.fen == paid.total_fen
        assert ledger.sale(payment.sale_number).settled
        assert ledger.verify().sound
