"""The pretend provider in a stranger's hands: requests unsigned and signed, and to the steering wheel."""

from __future__ import annotations

import json
import socket
import tempfile
from functools import cache
from pathlib import Path

from pos_app.simulator.listener import Handler
from pos_app.simulator.messages import Request
from pos_app.simulator.server import Simulator
from tests.hostile.target import Target
from tests.simulator.signing_client import SigningClient

PATHS = (
    "/v3/pay/transactions/native",
    "/v3/pay/transactions/jsapi",
    "/v3/pay/transactions/h5",
    "/v3/pay/transactions/out-trade-no/ORDER-1/close",
    "/v3/refund/domestic/refunds",
    "/v3/refund/domestic/refunds/5000/apply-abnormal-refund",
)
VERBS = ("phone", "weather", "clock", "refund", "switches", "certificates", "notices", "books")


class Pretend(Simulator):
    """Answers without a socket; a reply that should come late comes at once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.identity.publish(self.url)
        self._stopping.set()

    def ask(self, request: Request) -> bytes:
        """Give what would be sent."""
        return self._answer(request).raw


@cache
def _pretend() -> tuple[Pretend, SigningClient]:
    folder = Path(tempfile.mkdtemp(prefix="pos_app-hostile-"))
    return Pretend(folder), SigningClient(folder)


def _steering(data: bytes) -> None:
    """Whatever is asked of the steering wheel is done or refused, and the provider goes on answering."""
    pretend, _ = _pretend()
    verb, body = VERBS[data[0] % len(VERBS)] if data else "phone", data[1:]
    for method in ("POST", "DELETE"):
        answer = pretend.ask(
            Request(
                method=method,
                target=f"/simulator/{verb}",
                headers={"content-type": "application/json"},
                body=body,
                origin="http://127.0.0.1",
            )
        )
        assert answer.startswith(b"HTTP/1.1 ")
    _call(b"\0{}")
    pretend.weather.clear()
    pretend.audit()


def _call(data: bytes) -> None:
    """Whatever is signed well is done or refused; whatever is not, refused."""
    pretend, client = _pretend()
    path, body = PATHS[data[0] % len(PATHS)] if data else PATHS[0], data[1:]
    for target in (path, path + "?" + data[:50].decode("latin-1")):
        for authorization in (client.authorization("POST", target, body), data[:200].decode("latin-1")):
            headers = {
                "authorization": authorization,
                "content-type": "application/json",
                "accept": "*/*",
                "user-agent": "x",
            }
            answer = pretend.ask(Request(method="POST", target=target, headers=headers, body=body))
            assert not answer or answer.startswith(b"HTTP/1.1 ")  # in bad weather, nothing comes


class PairHandler(Handler):
    """Serves one end of a pair of sockets, which know nothing of TCP."""

    disable_nagle_algorithm = False


def _http(data: bytes) -> None:
    """Whatever comes over a connection is answered or hung up on."""
    pretend, _ = _pretend()
    stranger, ours = socket.socketpair()
    with stranger, ours:
        stranger.sendall(data[:60_000])
        stranger.shutdown(socket.SHUT_WR)
        PairHandler(ours, ("127.0.0.1", 1), pretend._listener)
        ours.shutdown(socket.SHUT_WR)
        answer = stranger.recv(1 << 16)
    assert not answer or answer.startswith((b"HTTP/1.", b"<!DOCTYPE"))  # HTTP/0.9 has no head
    pretend.weather.clear()


@cache
def targets() -> tuple[Target, ...]:
    """Give them all."""
    _, client = _pretend()
    order = json.dumps(client.order("ORDER-1")).encode()
    refund = b'{"out_trade_no":"ORDER-1","out_refund_no":"R1","amount":{"refund":1,"total":1288,"currency":"CNY"}}'
    halved = order.replace(b"ORDER-1", b"ORDER-2").replace(b'"description": "', b'"description": "\\ud800')
    odd = (b"[" * 50_000, b'{"a":' * 20_000, b'{"amount": 1e999}', b'{"mchid": "\\ud800"}', b"9" * 5000, b"\xff", b"")
    steered = (
        b'\0{"action": "scan", "code_url": "x"}',
        b'\0{"action": "pay", "out_trade_no": "ORDER-1", "coupon_fen": 1.5}',
        b'\1{"call": "*", "fault": "delay", "seconds": 1e999}',
        b'\1{"seed": 1, "rate": 0.5, "faults": []}',
        b'\1{"call": "*", "fault": "hang", "times": "x"}',
        b'\2{"advance_seconds": Infinity}',
        b'\2{"advance_seconds": NaN}',
        b'\2{"advance_seconds": 1e300}',
        b'\2{"advance_seconds": 1}',
        b'\3{"out_refund_no": "R1", "status": "SUCCESS"}',
        b'\4{"trust": "both", "refund_gap": "x"}',
        b'\4{"refund_seconds": null}',
        b'\4{"legacy_codes": []}',
        b'\5{"action": "rotate"}',
        b'\5{"action": "\\ud800"}',
        b"\6{}",
        b"\7{}",
    )
    return (
        Target(
            name="call",
            run=_call,
            seeds=(b"\0" + order, b"\0" + halved, b"\3{}", b"\4" + refund, *(b"\0" + x for x in odd)),
        ),
        Target(
            name="http",
            run=_http,
            seeds=tuple(
                head + b"\r\n" * 2 + body
                for head, body in (
                    (b"GET /simulator/books HTTP/1.1\r\nHost: 127.0.0.1", b""),
                    (b"GET /simulator/books HTTP/1.1\r\nHost: [", b""),
                    (b"POST /v3/x HTTP/1.1\r\nContent-Length: \xb2", b"x"),
                    (b"POST /v3/x HTTP/1.1\r\nContent-Length: " + b"9" * 5000, b"x"),
                    (b"POST /v3/x HTTP/1.1\r\nContent-Length: -1", b"x"),
                    (b"POST //[ HTTP/1.1\r\nTransfer-Encoding: chunked", b"0"),
                    (b"GET /v3/certificates", b""),
                    (b"GET /v3/refund/domestic/refunds/%ff?%= HTTP/9.9\r\n: x", b""),
                    (b"X" * 70_000, b""),
                )
            ),
        ),
        Target(name="steering", run=_steering, seeds=(*steered, *(b"\0" + x for x in odd))),
    )
