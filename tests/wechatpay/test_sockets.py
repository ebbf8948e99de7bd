"""Connections that keep a deadline: the black holes, and names that are not found (measures.md, R11)."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import NotSentError, OutcomeUnknownError
from pos_app.wechatpay.sockets import Trip, _until
from pos_app.wechatpay.transport import Timeouts, Transport
from pos_app.wechatpay.trust import Trust
from tests.wechatpay.conftest import QUICK
from tests.wechatpay.gateway import Gateway, dripped, hung, signed
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import Provider, transaction

PAID = json.dumps(transaction()).encode()
SLACK = 3.0  # seconds that a busy machine may take on top; without a deadline it would be half a minute or for ever

Join = Callable[..., WeChatPay]
TLSFiles = tuple[Path, ssl.SSLContext]


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """Give a port whose queue is full: who connects waits for ever."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        yield address[1]
        for one in waiting:
            one.close()


@pytest.fixture
def refusing_url() -> str:
    """Give an address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def took(call: Callable[[], object], error: type[Exception]) -> float:
    """Return how long the call took to fail, in seconds."""
    started = time.monotonic()
    with pytest.raises(error):
        call()
    return time.monotonic() - started


def test_who_is_not_there_was_not_reached(join: Join, refusing_url: str) -> None:
    with pytest.raises(NotSentError, match="ConnectionRefusedError"):
        join(refusing_url).query_order("POS-0001")


def test_black_hole_that_takes_no_connection(join: Join, deaf_port: int) -> None:
    client = join(f"http://127.0.0.1:{deaf_port}", timeouts=QUICK)

    assert took(lambda: client.query_order("POS-0001"), NotSentError) < QUICK.connect + SLACK


def test_black_hole_that_agrees_on_no_tls(join: Join, tls_files: TLSFiles, deaf_port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = join(f"https://127.0.0.1:{listener.getsockname()[1]}", ca_file=tls_files[0], timeouts=QUICK)

        assert took(lambda: client.query_order("POS-0001"), NotSentError) < QUICK.connect + SLACK


def test_black_hole_that_says_nothing(hasty_client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(hung)

    assert took(lambda: hasty_client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.read + SLACK


def test_black_hole_that_drips_headers(hasty_client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    gateway.steps.append(dripped(http_reply(200, PAID, provider.headers(PAID)), every=0.05))

    assert took(lambda: hasty_client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.total + SLACK


def test_black_hole_that_drips_the_body(hasty_client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    head = http_reply(200, PAID, provider.headers(PAID)).removesuffix(PAID)

    def step(gateway: Gateway, connection: socket.socket, request: object) -> bool:
        connection.sendall(head)
        return dripped(PAID, every=0.05)(gateway, connection, request)  # type: ignore[arg-type]

    gateway.steps.append(step)

    assert took(lambda: hasty_client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.total + SLACK


def test_black_hole_of_a_name_server(merchant: Any, trust: Trust) -> None:
    over = threading.Event()

    def look_up(*_: Any, **__: Any) -> Any:
        over.wait()
        raise OSError

    client = WeChatPay(merchant, trust, Transport("https://pay.example.com", timeouts=QUICK, lookup=look_up))

    assert took(lambda: client.query_order("POS-0001"), NotSentError) < QUICK.connect + SLACK
    over.set()


def test_black_hole_over_tls_that_says_nothing(join: Join, tls_files: TLSFiles, provider: Provider) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        gateway.steps.append(hung)
        client = join(gateway.url, ca_file=tls_files[0], timeouts=QUICK)

        assert took(lambda: client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.read + SLACK


def test_two_black_holes_take_no_longer_than_one_call_may(join: Join, gateway: Gateway, backup: Gateway) -> None:
    gateway.steps.append(hung)
    backup.steps.append(hung)
    client = join(gateway.url, backup.url, timeouts=QUICK)

    elapsed = took(lambda: client.query_order("POS-0001"), OutcomeUnknownError)

    assert elapsed < QUICK.total + SLACK
    assert len(backup.requests) == 1


def test_the_time_limits_are_the_designs() -> None:
    assert (Timeouts().connect, Timeouts().read, Timeouts().total) == (3.0, 8.0, 12.0)


def test_a_name_that_does_not_exist_was_not_reached(merchant: Any, trust: Trust) -> None:
    def look_up(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    client = WeChatPay(merchant, trust, Transport("https://pay.example.com", timeouts=QUICK, lookup=look_up))

    with pytest.raises(NotSentError, match="gaierror Name or service not known"):
        client.query_order("POS-0001")


def test_no_step_is_begun_when_time_is_over() -> None:
    trip = Trip(target="/", ends_at=time.monotonic() - 1, connect_seconds=1, read_seconds=1, lookup=socket.getaddrinfo)

    with pytest.raises(TimeoutError):
        trip.left(1)
    with pytest.raises(TimeoutError):
        _until(time.monotonic() - 1)


def test_a_name_without_addresses_was_not_reached(merchant: Any, trust: Trust) -> None:
    client = WeChatPay(
        merchant, trust, Transport("https://pay.example.com", timeouts=QUICK, lookup=lambda *_, **__: [])
    )

    with pytest.raises(NotSentError, match="OSError"):
        client.query_order("POS-0001")


def test_a_second_address_is_tried_when_the_first_does_not_answer(
    merchant: Any, trust: Trust, gateway: Gateway, refusing_url: str, clock: Any
) -> None:
    port = int(gateway.url.rpartition(":")[2])
    refusing = int(refusing_url.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", number)) for number in (refusing, port)]
    transport = Transport(f"http://localhost:{port}", lookup=lambda *_, **__: found)
    gateway.steps.append(signed(transaction()))

    assert WeChatPay(merchant, trust, transport, clock).query_order("POS-0001").value.paid
    transport.close()
