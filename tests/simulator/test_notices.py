"""Notices reach an address of this machine, signed and sealed, and are repeated until acknowledged."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pos_app.simulator.notices import RETRY_AFTER
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import Answer, SigningClient


class Inbox(HTTPServer):
    """The merchant's end: keeps what comes and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.status = 204
        self.came: list[Answer] = []
        self.arrived = threading.Event()


class _Post(BaseHTTPRequestHandler):
    server: Inbox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append(Answer(status=0, headers=self.headers, body=body))
        self.send_response_only(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.arrived.set()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def address(inbox: Inbox) -> str:
    return f"http://127.0.0.1:{inbox.server_port}/notify"


def opened(notice: Answer, home: Path) -> Any:
    resource = notice.json["resource"]
    cipher = AESGCM((home / "api_v3_key.txt").read_bytes().strip())
    sealed = base64.b64decode(resource["ciphertext"])
    return json.loads(cipher.decrypt(resource["nonce"].encode(), sealed, resource["associated_data"].encode()))


def test_a_payment_is_told_once_it_is_acknowledged(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str, home: Path
) -> None:
    client.prepay("NOTICE-1", notify_url=address)
    simulator.phone.pay("NOTICE-1")

    made = simulator.notices.deliver_due(), simulator.notices.deliver_due()

    (notice,) = inbox.came
    assert made == (1, 0)
    assert notice.verified_by(client.wechatpay_key)
    assert notice.headers["Wechatpay-Serial"] == client.public_key_id
    assert (notice.json["event_type"], notice.json["resource_type"]) == ("TRANSACTION.SUCCESS", "encrypt-resource")
    assert notice.json["resource"]["original_type"] == "transaction"
    assert opened(notice, home) == client.query("NOTICE-1").json
    assert simulator.notices.outbox()[0].state == "acknowledged"


def test_a_merchant_of_certificates_gets_notices_signed_by_one(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str
) -> None:
    simulator.switches.trust = TrustMode.CERTIFICATES
    client.prepay("NOTICE-1", notify_url=address)
    simulator.phone.pay("NOTICE-1")

    simulator.notices.deliver_due()

    assert inbox.came[0].headers["Wechatpay-Serial"] == simulator.identity.platform.signing_key.serial


def test_only_payments_are_told_not_other_changes(client: SigningClient, simulator: Simulator, address: str) -> None:
    client.prepay("NOTICE-1", notify_url=address)
    simulator.phone.scan("NOTICE-1")
    client.close("NOTICE-1")

    assert simulator.notices.outbox() == ()


def test_a_notice_is_repeated_by_the_documented_schedule_and_then_given_up(
    client: SigningClient, simulator: Simulator, wall: Wall, inbox: Inbox, address: str
) -> None:
    inbox.status = 500
    client.prepay("NOTICE-1", notify_url=address)
    simulator.phone.pay("NOTICE-1")
    simulator.notices.deliver_due()

    for gap in RETRY_AFTER:
        simulator.wind(gap - 1)
        assert simulator.notices.deliver_due() == 0
        wall.now += 1
        assert simulator.notices.deliver_due() == 1

    assert sum(RETRY_AFTER) == 24 * 3600 + 4 * 60
    assert len(inbox.came) == 16
    assert len({notice.headers["Wechatpay-Signature"] for notice in inbox.came}) == 16
    assert len({notice.json["id"] for notice in inbox.came}) == 1
    assert simulator.notices.outbox()[0].state == "given_up"


def test_a_merchant_that_is_not_there_is_called_again(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("NOTICE-1", notify_url="http://127.0.0.1:9/notify")
    simulator.phone.pay("NOTICE-1")

    simulator.notices.deliver_due()

    (notice,) = simulator.notices.outbox()
    assert (notice.state, notice.attempts) == ("waiting", 1)


def test_nobody_beyond_this_machine_is_called(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("NOTICE-1")
    simulator.phone.pay("NOTICE-1")

    assert simulator.notices.deliver_due() == 0
    assert simulator.notices.outbox()[0].state == "elsewhere"


@pytest.mark.parametrize(
    ("fault", "proven"), [("probe_signature", False), ("stale_time", True), ("missing_headers", None)]
)
def test_notices_have_bad_weather_of_their_own(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str, fault: str, proven: bool | None
) -> None:
    client.prepay("NOTICE-1", notify_url=address)
    simulator.phone.pay("NOTICE-1")
    simulator.weather.set("notice", fault)

    simulator.notices.deliver_due()

    (notice,) = inbox.came
    assert notice.signed is (proven is not None)
    if proven is not None:
        assert notice.verified_by(client.wechatpay_key) is proven


@pytest.mark.parametrize("status", ["SUCCESS", "ABNORMAL", "CLOSED"])
def test_the_end_of_a_refund_is_told(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str, home: Path, status: str
) -> None:
    client.prepay("NOTICE-1")
    simulator.phone.pay("NOTICE-1")
    client.refund("REFUND-1", "NOTICE-1", 288, notify_url=address)
    simulator.set_refund("REFUND-1", status)

    simulator.notices.deliver_due()

    (notice,) = inbox.came
    said = opened(notice, home)
    assert notice.json["event_type"] == f"REFUND.{status}"
    assert (said["refund_status"], said["out_refund_no"], said["mchid"]) == (status, "REFUND-1", client.mchid)
    assert said["amount"] == {"total": 1288, "refund": 288, "payer_total": 1288, "payer_refund": 288}
    assert ("success_time" in said) is (status == "SUCCESS")


@pytest.mark.parametrize(("status", "word"), [("SUCCESS", "SUCCESS"), ("CLOSED", "REFUNDCLOSE")])
def test_a_refund_without_an_address_is_told_in_old_xml(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str, home: Path, status: str, word: str
) -> None:
    simulator.switches.platform_notify_url = address
    client.prepay("NOTICE-1")
    simulator.phone.pay("NOTICE-1")
    client.refund("REFUND-1", "NOTICE-1", 288)
    simulator.set_refund("REFUND-1", status)

    simulator.notices.deliver_due()

    (notice,) = inbox.came
    outer = ET.fromstring(notice.body)
    key = hashlib.md5((home / "api_v2_key.txt").read_bytes().strip()).hexdigest().encode()
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    padded = decryptor.update(base64.b64decode(outer.findtext("req_info", ""))) + decryptor.finalize()
    inner = ET.fromstring(padded[: -padded[-1]])
    assert not notice.signed
    assert (inner.tag, inner.findtext("refund_status"), inner.findtext("refund_fee")) == ("root", word, "288")


def test_without_any_address_a_refund_is_not_told(client: SigningClient, simulator: Simulator) -> None:
    client.prepay("NOTICE-1")
    simulator.phone.pay("NOTICE-1")
    client.refund("REFUND-1", "NOTICE-1", 288)
    simulator.wind(2)

    assert [notice.event for notice in simulator.notices.outbox()] == ["TRANSACTION.SUCCESS"]


def test_notices_go_over_tls_to_a_server_that_the_simulators_own_authority_vouches_for(
    client: SigningClient, simulator: Simulator, inbox: Inbox, home: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(home / "provider" / "tls_cert.pem", home / "provider" / "tls_key.pem")
    plain, inbox.socket = inbox.socket, context.wrap_socket(inbox.socket, server_side=True)
    client.prepay("NOTICE-1", notify_url=f"https://localhost:{inbox.server_port}/notify")
    simulator.phone.pay("NOTICE-1")

    simulator.notices.deliver_due()

    assert simulator.notices.outbox()[0].state == "acknowledged"
    plain.close()


def test_the_thread_delivers_by_itself_once_switched_on(
    client: SigningClient, simulator: Simulator, inbox: Inbox, address: str
) -> None:
    simulator.notices.start()
    simulator.notices.start()
    client.prepay("NOTICE-1", notify_url=address)

    simulator.phone.pay("NOTICE-1")

    assert inbox.arrived.wait(5)
    simulator.notices.stop()
