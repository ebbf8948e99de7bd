"""A simulator is steered over HTTP with the same verbs as an embedded one, from this machine only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pos_app.simulator.phone import PhoneError
from pos_app.simulator.remote import RemoteSimulator, RemoteSimulatorError
from pos_app.simulator.server import Simulator
from tests.simulator.signing_client import Answer, SigningClient


@pytest.fixture
def remote(simulator: Simulator) -> RemoteSimulator:
    return RemoteSimulator(simulator.url)


def steer(client: SigningClient, verb: str, body: Any = None, **headers: str) -> Answer:
    raw = b"" if body is None else json.dumps(body).encode()
    return client.exchange("POST", f"/simulator/{verb}", raw, {"Content-Type": "application/json", **headers})


def test_the_phone_works_from_afar(client: SigningClient, remote: RemoteSimulator) -> None:
    code = client.prepay("STEER-1").json["code_url"]

    assert remote.phone.scan(code).description == "门店收银-咖啡"
    assert remote.phone.enter_password(code).state == "NOTPAY"
    assert client.close("STEER-1").status == 202
    assert remote.phone.decline(code).state == "NOTPAY"
    with pytest.raises(PhoneError, match="other_account"):
        remote.phone.pay(code, "B")
    assert remote.phone.pay(code, coupon_fen=88).state == "SUCCESS"
    assert client.query("STEER-1").json["amount"]["payer_total"] == 1200


def test_late_payments_work_from_afar(client: SigningClient, remote: RemoteSimulator) -> None:
    client.prepay("STEER-1")
    client.prepay("STEER-2")
    remote.wind(3 * 3600)

    assert remote.phone.pay_late("STEER-1").state == "SUCCESS"
    client.prepay("STEER-2")
    remote.phone.pay_during_close("STEER-2")
    assert client.close("STEER-2").status == 204
    assert client.query("STEER-2").json["trade_state"] == "SUCCESS"


def test_the_phone_takes_an_order_number_too(client: SigningClient) -> None:
    client.prepay("STEER-1")

    answer = steer(client, "phone", {"action": "pay", "out_trade_no": "STEER-1"})

    assert answer.json["state"] == "SUCCESS"


def test_the_weather_is_made_from_afar(client: SigningClient, remote: RemoteSimulator, simulator: Simulator) -> None:
    remote.weather.set("prepay", "server_error", times=2)

    assert client.prepay("STEER-1").status == 500
    told = client.exchange("GET", "/simulator/weather", b"", {}).json["spells"]
    assert [(spell["call"], spell["fault"], spell["times"]) for spell in told] == [("prepay", "server_error", 1)]
    remote.weather.clear()
    assert simulator.weather.forecast() == ()
    remote.weather.randomise(1, 1.0, ["unavailable"])
    assert client.prepay("STEER-1").status == 503


def test_the_books_and_refunds_are_reached_from_afar(
    client: SigningClient, remote: RemoteSimulator, simulator: Simulator
) -> None:
    client.prepay("STEER-1")
    remote.phone.pay("STEER-1")
    client.refund("REFUND-1", "STEER-1", 288)

    refund = remote.set_refund("REFUND-1", "ABNORMAL")

    assert refund["status"] == "ABNORMAL"
    assert remote.audit() == simulator.audit()
    assert remote.audit()["totals"]["balance_fen"] == 1000
    with pytest.raises(RemoteSimulatorError, match="不存在"):
        remote.set_refund("REFUND-9", "CLOSED")


def test_switches_are_turned_from_afar(client: SigningClient, remote: RemoteSimulator) -> None:
    turned = remote.set_switches(legacy_codes=True, trust="public_key", refund_outcome="CLOSED")

    assert (turned["legacy_codes"], turned["trust"], turned["refund_outcome"]) == (True, "public_key", "CLOSED")
    assert client.query("STEER-1").code == "ORDERNOTEXIST"
    with pytest.raises(RemoteSimulatorError, match="no such switch: gravity"):
        remote.set_switches(gravity=0)


def test_certificates_are_changed_from_afar(remote: RemoteSimulator, simulator: Simulator) -> None:
    old = simulator.identity.platform.signing_key.serial

    new = remote.change_certificates("rotate")

    assert simulator.identity.platform.signing_key.serial == old
    assert remote.change_certificates("switch") == new
    assert remote.change_certificates("retire") == new
    with pytest.raises(RemoteSimulatorError, match="cannot burn"):
        remote.change_certificates("burn")


def test_notices_are_seen_and_sent_from_afar(client: SigningClient, remote: RemoteSimulator) -> None:
    client.prepay("STEER-1", notify_url="http://127.0.0.1:9/notify")
    remote.phone.pay("STEER-1")

    assert remote.deliver_notices() == 1
    (notice,) = remote.notices()
    assert (notice["event"], notice["attempts"], notice["state"]) == ("TRANSACTION.SUCCESS", 1, "waiting")


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("phone", {"action": "dance", "code_url": "x"}),
        ("phone", {"action": "pay"}),
        ("phone", {"action": "pay", "code_url": "x", "with": "gold"}),
        ("phone", []),
        ("weather", {"call": "prepay", "fault": "rain"}),
        ("clock", {"advance_seconds": "soon"}),
        ("clock", {}),
        ("clock", {"advance_seconds": float("nan")}),
        ("clock", {"advance_seconds": float("inf")}),
        ("switches", {"refund_gap": "soon"}),
        ("weather", {"call": "*", "fault": "delay", "seconds": 1e10}),
        ("weather", {"seed": 1, "rate": 0.5, "faults": []}),
        ("weather", {"call": "*", "fault": "delay", "seconds": "long"}),
        ("phone", {"action": "\ud800", "code_url": "x"}),
        ("refund", {"out_refund_no": "R", "status": "GONE"}),
    ],
)
def test_nonsense_is_answered_with_a_reason(client: SigningClient, verb: str, body: Any) -> None:
    answer = steer(client, verb, body)

    assert answer.status == 400
    assert answer.json["error"]


def test_an_unknown_verb_is_not_found(client: SigningClient) -> None:
    assert steer(client, "dance").status == 404


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Host": "evil.example"}, {"Host": "["}, {"Content-Type": "text/plain"}],
    ids=["a page's script", "a rebound name", "a name that is none", "a form"],
)
def test_a_web_page_cannot_steer(client: SigningClient, headers: dict[str, str]) -> None:
    assert steer(client, "clock", {"advance_seconds": 1}, **headers).status == 403
