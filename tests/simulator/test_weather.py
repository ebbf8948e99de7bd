"""Bad weather strikes the calls it was ordered for, and the books say what was really done."""

from __future__ import annotations

import http.client
import json
import threading
import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from pos_app.simulator.server import Simulator
from pos_app.simulator.weather import Fault, Weather
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import SigningClient

LOST = (http.client.RemoteDisconnected, ConnectionResetError)


def placed(simulator: Simulator) -> bool:
    return bool(simulator.audit()["orders"])


def test_a_connection_dropped_before_the_deed_leaves_nothing_done(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "drop_before")

    with pytest.raises(LOST):
        client.prepay("STORM-1")

    assert not placed(simulator)


def test_a_connection_dropped_after_the_deed_leaves_it_done(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "drop_after")

    with pytest.raises(LOST):
        client.prepay("STORM-1")

    assert placed(simulator)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("too_many", 429, "FREQUENCY_LIMITED"),
        ("server_error", 500, "SYSTEM_ERROR"),
        ("unavailable", 503, "SERVICE_UNAVAILABLE"),
    ],
)
@pytest.mark.parametrize("deed", [False, True])
def test_an_error_takes_the_place_of_the_deed_unless_it_lies(
    client: SigningClient, simulator: Simulator, fault: str, status: int, code: str, deed: bool
) -> None:
    simulator.weather.set("prepay", fault, deed=deed)

    answer = client.prepay("STORM-1")

    assert (answer.status, answer.code, answer.signed) == (status, code, False)
    assert placed(simulator) is deed


def test_a_foreign_page_is_a_success_without_a_signature(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "html_page")

    answer = client.prepay("STORM-1")

    assert (answer.status, answer.headers["Content-Type"], answer.signed) == (200, "text/html", False)
    assert not placed(simulator)


@pytest.mark.parametrize("fault", ["wrong_signature", "probe_signature"])
def test_a_spoilt_signature_does_not_verify(client: SigningClient, simulator: Simulator, fault: str) -> None:
    simulator.weather.set("prepay", fault)

    answer = client.prepay("STORM-1")

    assert answer.status == 200
    assert not answer.verified_by(client.wechatpay_key)
    assert answer.headers["Wechatpay-Signature"].startswith("WECHATPAY/SIGNTEST/") is (fault == "probe_signature")
    assert placed(simulator)


def test_a_probe_is_not_even_base64(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "probe_signature")

    assert len(client.prepay("STORM-1").headers["Wechatpay-Signature"]) % 4 != 0


def test_an_unknown_serial_names_no_key(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("query", "unknown_serial")
    client.prepay("STORM-1")

    answer = client.query("STORM-1")

    assert len(answer.headers["Wechatpay-Serial"]) == 40
    assert simulator.identity.platform.find(answer.headers["Wechatpay-Serial"]) is None


def test_a_stale_reply_is_truly_signed_but_not_of_now(client: SigningClient, simulator: Simulator, wall: Wall) -> None:
    simulator.weather.set("prepay", "stale_time")

    answer = client.prepay("STORM-1")

    assert answer.verified_by(client.wechatpay_key)
    assert int(answer.headers["Wechatpay-Timestamp"]) == wall.now - 600


def test_a_reply_may_lose_its_proof_on_the_way(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "missing_headers")

    answer = client.prepay("STORM-1")

    assert (answer.status, answer.signed) == (200, False)


def test_a_truncated_body_is_shorter_than_promised(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "truncated")

    with pytest.raises(http.client.IncompleteRead):
        client.prepay("STORM-1")

    assert placed(simulator)


def test_a_truncated_head_is_no_reply(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("STORM-1")
    simulator.weather.set("close", "truncated")

    # http.client takes the half head for a whole one; what is missing is (part of) the proof.
    answer = client.close("STORM-1")

    assert "Wechatpay-Timestamp" not in answer.headers
    assert simulator.audit()["orders"][0]["state"] == "CLOSED"


@pytest.mark.parametrize("call", ["query", "close"])
def test_a_reply_that_is_no_json_is_truly_signed(client: SigningClient, simulator: Simulator, call: str) -> None:
    client.prepay("STORM-1")
    simulator.weather.set(call, "not_json")

    answer = getattr(client, call)("STORM-1")

    assert answer.verified_by(client.wechatpay_key)
    with pytest.raises(json.JSONDecodeError):
        assert answer.json


def test_a_wrong_amount_is_truly_signed(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("STORM-1")
    simulator.phone.pay("STORM-1")
    simulator.weather.set("query", "wrong_amount")

    answer = client.query("STORM-1")

    assert answer.verified_by(client.wechatpay_key)
    assert answer.json["amount"]["total"] == answer.json["amount"]["payer_total"] == 1289


def test_a_reply_about_another_order_is_truly_signed(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("STORM-1")
    client.prepay("STORM-2")
    simulator.weather.set("query", "other_order", times=2)

    assert client.query("STORM-1").json["out_trade_no"] == "STORM-2"
    assert client.query("STORM-2").json["out_trade_no"] == "STORM-1"


def test_an_unknown_state_comes_for_orders_and_refunds(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("STORM-1")
    simulator.phone.pay("STORM-1")
    simulator.weather.set("*", "unknown_state", times=2)

    assert client.query("STORM-1").json["trade_state"] == "PONDERING"
    assert client.refund("REFUND-1", "STORM-1", 1).json["status"] == "PONDERING"


def test_contents_that_cannot_be_spoilt_stay_as_they_are(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("STORM-1")
    simulator.weather.set("close", "wrong_amount")
    simulator.weather.set("query", "wrong_amount")

    assert client.close("STORM-1").verified_by(client.wechatpay_key)
    assert client.query("NOWHERE").code == "ORDER_NOT_EXIST"


def test_a_provider_whose_clock_is_ahead_refuses_and_shows_its_clock(
    client: SigningClient, simulator: Simulator, wall: Wall
) -> None:
    simulator.weather.set("prepay", "clock_skew", seconds=900)

    answer = client.prepay("STORM-1")

    assert (answer.status, answer.code) == (401, "SIGN_ERROR")
    assert parsedate_to_datetime(answer.headers["Date"]).timestamp() == wall.now + 900


def test_a_delayed_reply_comes_late_but_whole(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "delay", seconds=0.2)

    began = time.monotonic()
    answer = client.prepay("STORM-1")

    assert time.monotonic() - began >= 0.2
    assert answer.verified_by(client.wechatpay_key)


def test_a_hanging_call_is_lost_in_the_end_and_never_done(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("prepay", "hang", seconds=0.1)

    with pytest.raises(LOST):
        client.prepay("STORM-1")

    assert not placed(simulator)


def test_a_hanging_call_does_not_keep_the_simulator_from_stopping(home: Path) -> None:
    with Simulator(home) as simulator:
        client = SigningClient(home)
        simulator.weather.set("prepay", "hang", seconds=3600)
        caller = threading.Thread(target=_lost, args=(client,))
        caller.start()
        _until(lambda: not simulator.weather.forecast())

        began = time.monotonic()
        simulator.stop()
        caller.join()

    assert time.monotonic() - began < 3


def test_a_fault_strikes_so_many_calls_of_its_kind_and_no_other(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("query", "server_error", times=2)
    client.prepay("STORM-1")

    assert [client.query("STORM-1").status for _ in range(3)] == [500, 500, 200]


def test_a_fault_without_end_lasts_until_the_weather_is_cleared(client: SigningClient, simulator: Simulator) -> None:
    simulator.weather.set("*", "unavailable", times=None)

    before = [client.prepay("STORM-1").status for _ in range(3)]
    simulator.weather.clear()

    assert before == [503, 503, 503]
    assert client.prepay("STORM-1").status == 200


def test_chance_repeats_itself_with_the_same_seed() -> None:
    def storms(seed: int) -> list[Fault | None]:
        weather = Weather()
        weather.randomise(seed, 0.5, ["delay", "hang", "drop_after"])
        return [weather.strike("query").fault for _ in range(50)]

    assert storms(7) == storms(7)
    assert storms(7) != storms(8)
    assert set(storms(7)) == {None, Fault.DELAY, Fault.HANG, Fault.DROP_AFTER}


def test_nonsense_is_refused() -> None:
    weather = Weather()

    with pytest.raises(ValueError, match="no such call"):
        weather.set("pay", "delay")
    with pytest.raises(ValueError, match="rain"):
        weather.set("prepay", "rain")
    with pytest.raises(ValueError, match="at least once"):
        weather.set("prepay", "delay", times=0)


def _lost(client: SigningClient) -> None:
    with pytest.raises((*LOST, ConnectionError)):
        client.prepay("STORM-1")


def _until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + 5
    wait = threading.Event()
    while not true():
        assert time.monotonic() < deadline
        wait.wait(0.005)
