"""A peer's client, written for the real service, works against the pretended one: PyPI `wechatpayv3`.

Nothing of it is patched but the address that it calls.
"""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.core import Core

from pos_app.simulator.clock import beijing
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from tests.simulator.signing_client import SigningClient


@pytest.fixture
def running(home: Path) -> Any:
    with Simulator(home) as simulator:
        yield simulator


def settings(home: Path) -> dict[str, Any]:
    facts = SigningClient(home)
    return {
        "wechatpay_type": WeChatPayType.NATIVE,
        "mchid": facts.mchid,
        "private_key": (home / "apiclient_key.pem").read_text("utf-8"),
        "cert_serial_no": facts.serial,
        "apiv3_key": (home / "api_v3_key.txt").read_text("utf-8").strip(),
        "appid": facts.appid,
        "notify_url": "https://pos.example.com/notify",
    }


@pytest.fixture
def by_public_key(running: Simulator, home: Path) -> WeChatPay:
    running.switches.trust = TrustMode.PUBLIC_KEY
    pem = (home / "pub_key.pem").read_text("utf-8")
    pay = WeChatPay(**settings(home), public_key=pem, public_key_id=running.identity.public_key_id)
    pay._core._gate_way = running.url
    return pay


@pytest.fixture
def by_certificate(running: Simulator, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WeChatPay:
    """It downloads certificates while it is being made, so its address is set as the class sets it."""
    running.switches.trust = TrustMode.CERTIFICATES
    monkeypatch.setattr(Core, "_gate_way", property(lambda _: running.url, lambda *_: None), raising=False)
    return WeChatPay(**settings(home), cert_dir=str(tmp_path / "certificates"))


@pytest.fixture(params=["by_public_key", "by_certificate"])
def peer(request: pytest.FixtureRequest) -> WeChatPay:
    return request.getfixturevalue(request.param)


def said(answer: tuple[int, str]) -> Any:
    assert answer[0] == 200, answer
    return json.loads(answer[1])


def test_it_sells_and_refunds(peer: WeChatPay, running: Simulator) -> None:
    code = said(peer.pay(description="豆浆", out_trade_no="PEER-0001", amount={"total": 1288}))["code_url"]
    running.phone.pay(code)

    paid = said(peer.query(out_trade_no="PEER-0001"))
    by_transaction = said(peer.query(transaction_id=paid["transaction_id"]))
    amount = {"refund": 288, "total": 1288, "currency": "CNY"}
    refund = said(peer.refund(out_refund_no="PEER-R1", out_trade_no="PEER-0001", amount=amount, reason="冷了"))
    running.wind(2)

    assert paid["trade_state"] == "SUCCESS"
    assert by_transaction == paid
    assert refund["status"] == "PROCESSING"
    assert said(peer.query_refund("PEER-R1"))["status"] == "SUCCESS"
    assert running.audit()["totals"]["balance_fen"] == 1000


def test_it_closes(peer: WeChatPay) -> None:
    peer.pay(description="豆浆", out_trade_no="PEER-0001", amount={"total": 1288})

    assert peer.close("PEER-0001")[0] == 204
    assert said(peer.query(out_trade_no="PEER-0001"))["trade_state"] == "CLOSED"


def test_it_sees_refusals(peer: WeChatPay) -> None:
    status, body = peer.query(out_trade_no="PEER-9999")

    assert (status, json.loads(body)["code"]) == (404, "ORDER_NOT_EXIST")


def test_it_fetches_bills(peer: WeChatPay, running: Simulator) -> None:
    peer.pay(description="豆浆", out_trade_no="PEER-0001", amount={"total": 1288})
    running.phone.pay("PEER-0001")
    day = beijing(running.clock.now())
    running.wind(timedelta(days=1, hours=12).total_seconds())

    applied = said(peer.trade_bill(f"{day:%Y-%m-%d}"))
    # It insists on a signature that downloads do not have: the real service treats it the same way.
    status, content = peer._core.request(applied["download_url"].removeprefix(running.url), skip_verify=True)

    assert status == 200
    assert "PEER-0001" in gzip.decompress(content).decode("utf-8-sig")


def test_it_follows_a_change_of_certificates(by_certificate: WeChatPay, running: Simulator) -> None:
    running.identity.platform.rotate()
    running.identity.platform.retire()

    assert by_certificate.pay(description="豆浆", out_trade_no="PEER-0001", amount={"total": 1288})[0] == 200


def test_it_downloads_certificates(by_certificate: WeChatPay, tmp_path: Path, running: Simulator) -> None:
    serial = running.identity.platform.signing_key.serial

    assert (tmp_path / "certificates" / f"{serial}.pem").exists()


def test_it_is_told_when_there_are_no_certificates(by_public_key: WeChatPay) -> None:
    status, body = by_public_key._core.request("/v3/certificates")

    assert (status, json.loads(body)["code"]) == (404, "RESOURCE_NOT_EXISTS")
