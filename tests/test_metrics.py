"""The till's figures, read as Prometheus reads them: from the book, and from the running till over a real socket."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from pos_app import __main__ as program
from pos_app import __version__
from pos_app.config import Profile
from pos_app.core.ledger import open_ledger
from pos_app.metrics import Figures
from pos_app.wechatpay.timing import Timed
from tests.core.till import HandClock, late_money, paid, presented, silence


def figures_in(text: str) -> dict[str, float]:
    """Read Prometheus' text back: each sample by its name and the values of its labels, in the order of their names."""
    return {
        ".".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime.now(UTC))


def test_payments_are_counted_by_state_and_unknowns_by_themselves(tmp_path: Path, clock: HandClock) -> None:
    """M3: what nobody knows can be watched from afar."""
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger:
        paid(ledger, clock)
        waiting = presented(ledger)
        waiting = ledger.note_trouble(waiting, silence(clock))
        ledger.note_trouble(waiting, silence(clock))

        told = figures_in(Figures(ledger, clock=clock, day_starts=timedelta(0)).text())

    assert told[f"pos_app_build_info.{__version__}"] == 1
    assert told["pos_app_payments_today.paid.wechat_qr"] == 1
    assert told["pos_app_payments_today.presented.wechat_qr"] == 1
    assert told["pos_app_payments_today.paid.cash"] == 0
    assert told["pos_app_payments_unsettled.presented"] == 1
    assert told["pos_app_payments_unconfirmed"] == 1
    assert told["pos_app_refunds_unsettled.processing"] == 0


def test_the_age_of_what_waits_for_a_manager_grows_until_somebody_answers(tmp_path: Path, clock: HandClock) -> None:
    """M5: late money that nobody looks at raises an alarm."""
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger:
        told = Figures(ledger, clock=clock, day_starts=timedelta(0))
        assert figures_in(told.text())["pos_app_unresolved_oldest_age_seconds"] == 0

        late_money(ledger, clock)
        clock.now += timedelta(hours=3)

        figures = figures_in(told.text())
        assert figures["pos_app_unresolved.surplus"] == 1
        assert figures["pos_app_unresolved_oldest_age_seconds"] >= 3 * 3600


def test_calls_are_told_by_name_outcome_and_seconds_on_the_loopback_alone(
    tmp_path: Path, clock: HandClock, port: int
) -> None:
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger:
        figures = Figures(ledger, clock=clock, day_starts=timedelta(0))
        stop = figures.serve(port)
        try:
            figures.note(Timed(call="query_order", outcome="ok", seconds=0.3))
            figures.note(Timed(call="query_order", outcome="unknown", seconds=12.0))

            reply = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
        finally:
            stop()

    assert reply.headers["Content-Type"].startswith("text/plain")
    told = figures_in(reply.text)
    assert told["pos_app_call_duration_seconds_count.query_order.ok"] == 1
    assert told["pos_app_call_duration_seconds_sum.query_order.unknown"] == 12.0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0  # it ended with the till


def test_the_command_reads_the_book_where_no_till_answers(
    profile: Profile, clock: HandClock, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text(f"[metrics]\nport = {port}\n", encoding="utf-8")
    with open_ledger(profile.ledger_file, till="01", clock=clock) as ledger:
        presented(ledger)

    code = program.main(["--data-dir", str(profile.directory.parent), "metrics"])

    out, err = capsys.readouterr()
    assert (code, figures_in(out)["pos_app_payments_unsettled.presented"]) == (0, 1)
    assert f"port {port}" in err


def test_the_command_asks_the_running_till_for_what_only_that_knows(
    profile: Profile, clock: HandClock, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    profile.directory.mkdir(parents=True)
    profile.settings_file.write_text(f"[metrics]\nport = {port}\n", encoding="utf-8")
    with open_ledger(profile.ledger_file, till="01", clock=clock) as ledger:
        figures = Figures(ledger, clock=clock, day_starts=timedelta(0))
        figures.note(Timed(call="prepay", outcome="ok", seconds=0.2))
        stop: Callable[[], None] = figures.serve(port)
        try:
            code = program.main(["--data-dir", str(profile.directory.parent), "metrics"])
        finally:
            stop()

    assert (code, figures_in(capsys.readouterr().out)["pos_app_call_duration_seconds_count.prepay.ok"]) == (0, 1)
