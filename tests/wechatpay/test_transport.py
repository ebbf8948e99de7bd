"""Requests and replies on a real network that misbehaves: every call ends in time, and says what it knows."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, NotSentError, OutcomeUnknownError
from pos_app.wechatpay.hosts import LARGEST_REPLY, is_loopback
from pos_app.wechatpay.messages import NativeOrder
from pos_app.wechatpay.sockets import Trip, _until
from pos_app.wechatpay.transport import Timeouts, Transport
from pos_app.wechatpay.trust import Trust
from tests.wechatpay.conftest import QUICK
from tests.wechatpay.gateway import Gateway, Step, closed, dripped, hung, reset, sent, signed
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import Provider, transaction

ORDER = NativeOrder(description="咖啡", out_trade_no="POS-0001", total_fen=1288, notify_url="https://pos.example.com/n")
PAID = json.dumps(transaction()).encode()
SLACK = 0.5  # seconds that a busy machine may take on top

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
    client = join(f"http://127.0.0.1:{deaf_port}")

    assert took(lambda: client.query_order("POS-0001"), NotSentError) < QUICK.connect + SLACK


def test_black_hole_that_agrees_on_no_tls(join: Join, tls_files: TLSFiles, deaf_port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = join(f"https://127.0.0.1:{listener.getsockname()[1]}", ca_file=tls_files[0])

        assert took(lambda: client.query_order("POS-0001"), NotSentError) < QUICK.connect + SLACK


def test_black_hole_that_says_nothing(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(hung)

    assert took(lambda: client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.read + SLACK


def test_black_hole_that_drips_headers(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    gateway.steps.append(dripped(http_reply(200, PAID, provider.headers(PAID)), every=0.05))

    assert took(lambda: client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.total + SLACK


def test_black_hole_that_drips_the_body(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    head = http_reply(200, PAID, provider.headers(PAID)).removesuffix(PAID)

    def step(gateway: Gateway, connection: socket.socket, request: object) -> bool:
        connection.sendall(head)
        return dripped(PAID, every=0.05)(gateway, connection, request)  # type: ignore[arg-type]

    gateway.steps.append(step)

    assert took(lambda: client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.total + SLACK


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
        client = join(gateway.url, ca_file=tls_files[0])

        assert took(lambda: client.query_order("POS-0001"), OutcomeUnknownError) < QUICK.read + SLACK


def test_two_black_holes_take_no_longer_than_one_call_may(join: Join, gateway: Gateway, backup: Gateway) -> None:
    gateway.steps.append(hung)
    backup.steps.append(hung)
    client = join(gateway.url, backup.url)

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
    transport = Transport(f"http://localhost:{port}", timeouts=QUICK, lookup=lambda *_, **__: found)
    gateway.steps.append(signed(transaction()))

    assert WeChatPay(merchant, trust, transport, clock).query_order("POS-0001").value.paid
    transport.close()


@pytest.mark.parametrize(
    "step",
    [
        closed,
        reset,
        sent(b"HTTP/1.1 200 OK\r\n", stay=False),
        sent(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", stay=False),
        sent(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", stay=False),
        sent(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", stay=False),
        sent(b"SMTP ready\r\n", stay=False),
        sent(b"\x00" * 100, stay=False),
        sent(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", stay=False),
        sent(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", stay=False),
        sent(b"HTTP/1.1 999999999999 OK\r\n\r\n", stay=False),
    ],
)
def test_half_a_reply_leaves_the_outcome_unknown(client: WeChatPay, gateway: Gateway, step: Step) -> None:
    gateway.steps.append(step)

    with pytest.raises(OutcomeUnknownError):
        client.prepay_native(ORDER)


def test_a_reply_that_never_ends_is_cut(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    body = b" " * (LARGEST_REPLY + 1)
    gateway.steps += [sent(http_reply(200, body, provider.headers(body)), stay=False)]

    with pytest.raises(BadReplyError, match="too large"):
        client.query_order("POS-0001")


def test_a_small_reply_that_would_become_huge_is_not_unpacked(
    client: WeChatPay, gateway: Gateway, provider: Provider
) -> None:
    bomb = zlib.compressobj(wbits=31)
    body = b"".join(bomb.compress(bytes(1024 * 1024)) for _ in range(64)) + bomb.flush()
    gateway.steps.append(sent(http_reply(200, body, {**provider.headers(b""), "Content-Encoding": "gzip"})))

    with pytest.raises(BadReplyError, match="too large"):
        client.query_order("POS-0001")


def test_a_compressed_reply_is_verified_over_what_it_means(
    client: WeChatPay, gateway: Gateway, provider: Provider
) -> None:
    headers = {**provider.headers(PAID), "Content-Encoding": "gzip"}
    gateway.steps.append(sent(http_reply(200, gzip.compress(PAID), headers)))

    assert client.query_order("POS-0001").value.paid
    assert gateway.requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", PAID), ("gzip", gzip.compress(PAID)[:-9]), ("br", PAID), ("gzip, gzip", PAID)]
)
def test_a_reply_that_cannot_be_unpacked_is_a_bad_one(
    client: WeChatPay, gateway: Gateway, provider: Provider, encoding: str, body: bytes
) -> None:
    gateway.steps.append(sent(http_reply(200, body, {**provider.headers(PAID), "Content-Encoding": encoding})))

    with pytest.raises(BadReplyError):
        client.query_order("POS-0001")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(client: WeChatPay, gateway: Gateway, backup: Gateway, status: int) -> None:
    gateway.steps.append(sent(http_reply(status, b"", {"Location": f"{backup.url}/elsewhere"})))

    with pytest.raises(BadReplyError):
        client.query_order("POS-0001")

    assert not backup.requests
    assert len(gateway.requests) == 1


def test_one_connection_serves_a_whole_sale(join: Join, tls_files: TLSFiles, provider: Provider) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        client = join(gateway.url, ca_file=tls_files[0])
        gateway.steps += [signed({"code_url": "weixin://x"}), *[signed(transaction())] * 10, signed(b"", 204)]

        client.prepay_native(ORDER)
        for _ in range(10):
            client.query_order("POS-0001")
        client.close_order("POS-0001")

        assert gateway.connections == 1


def test_a_connection_that_grew_stale_is_replaced_and_the_request_signed_anew(
    client: WeChatPay, gateway: Gateway
) -> None:
    gateway.steps += [signed(transaction()), closed, signed(transaction())]

    client.query_order("POS-0001")
    assert client.query_order("POS-0001").value.paid

    first, second = gateway.requests[1:]
    assert (first.connection, second.connection) == (1, 2)
    assert first.headers["authorization"] != second.headers["authorization"]


def test_a_stale_connection_is_replaced_once_only(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps += [signed(transaction()), closed, closed]

    client.query_order("POS-0001")
    with pytest.raises(OutcomeUnknownError):
        client.query_order("POS-0001")

    assert len(gateway.requests) == 3


def test_a_fresh_connection_that_breaks_is_not_tried_twice(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(closed)

    with pytest.raises(OutcomeUnknownError):
        client.query_order("POS-0001")

    assert len(gateway.requests) == 1


@pytest.mark.parametrize("step", [hung, closed, reset])
def test_transport_trouble_turns_to_the_backup_signed_anew(
    join: Join, gateway: Gateway, backup: Gateway, step: Step
) -> None:
    gateway.steps.append(step)
    backup.steps.append(signed({"code_url": "weixin://x"}))

    assert join(gateway.url, backup.url).prepay_native(ORDER).value == "weixin://x"

    (first,), (second,) = gateway.requests, backup.requests
    assert first.body == second.body
    assert first.headers["authorization"] != second.headers["authorization"]


def test_a_refusal_does_not_turn_to_the_backup(join: Join, gateway: Gateway, backup: Gateway) -> None:
    gateway.steps.append(sent(http_reply(503, b"", {})))

    with pytest.raises(OutcomeUnknownError):
        join(gateway.url, backup.url).query_order("POS-0001")

    assert not backup.requests


def test_after_trouble_the_backup_goes_first_for_a_while(join: Join, gateway: Gateway, backup: Gateway) -> None:
    client = join(gateway.url, backup.url)
    gateway.steps += [closed, signed(transaction())]
    backup.steps += [signed(transaction()), signed(transaction()), closed]

    client.query_order("POS-0001")
    client.query_order("POS-0001")
    assert len(gateway.requests) == 1
    backup.go_deaf()
    client.query_order("POS-0001")  # now the backup fails, and the main host is first again

    assert len(gateway.requests) == 2


def test_when_both_fail_neither_is_preferred(join: Join, gateway: Gateway, backup: Gateway) -> None:
    client = join(gateway.url, backup.url)
    gateway.steps += [closed, signed(transaction())]
    backup.steps += [closed]

    with pytest.raises(OutcomeUnknownError):
        client.query_order("POS-0001")

    assert client.query_order("POS-0001").value.paid
    assert len(gateway.requests) == 2


def test_only_if_no_host_was_reached_is_it_certain_that_nothing_was_sent(
    join: Join, gateway: Gateway, refusing_url: str
) -> None:
    gateway.steps.append(closed)

    with pytest.raises(NotSentError):
        join(refusing_url, refusing_url.replace("127.0.0.1", "localhost")).query_order("POS-0001")
    with pytest.raises(OutcomeUnknownError):
        join(gateway.url, refusing_url).query_order("POS-0001")


def test_a_call_whose_time_is_over_is_not_sent(gateway: Gateway) -> None:
    transport = Transport(gateway.url)

    with pytest.raises(NotSentError, match="no time left"):
        transport.send("GET", "/", b"", dict, ends_at=time.monotonic())

    assert not gateway.connections


def test_an_authority_that_is_not_trusted_is_not_spoken_to(join: Join, tls_files: TLSFiles, provider: Provider) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        with pytest.raises(NotSentError, match="SSLCertVerificationError"):
            join(gateway.url).query_order("POS-0001")

        assert not gateway.requests


def test_old_tls_is_not_spoken(join: Join, tls_files: TLSFiles, provider: Provider) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls_files[0], tls_files[0].with_name("key.pem"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = context.minimum_version = ssl.TLSVersion.TLSv1_1

    with Gateway(provider, context) as gateway, pytest.raises(NotSentError, match="SSL"):
        join(gateway.url, ca_file=tls_files[0]).query_order("POS-0001")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.mch.weixin.qq.com",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "https://",
        "https://api.mch.weixin.qq.com/v3",
        "https://api.mch.weixin.qq.com?x",
        "https://u:p@api.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com:99999",
        "https://[::1",
        "",
    ],
)
def test_an_unsafe_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="must be https"):
        Transport(url)


@pytest.mark.parametrize(
    ("host", "ours"), [("localhost", True), ("127.8.9.1", True), ("::1", True), ("10.0.0.1", False), ("x", False)]
)
def test_only_this_machine_is_spoken_to_without_tls(host: str, ours: bool) -> None:
    assert is_loopback(host) == ours


def test_authorities_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Transport("https://127.0.0.1", ca_file=tmp_path / "absent.pem")


def test_a_netrc_does_not_replace_our_signature(
    client: WeChatPay, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    gateway.steps.append(signed(transaction()))

    client.query_order("POS-0001")

    assert gateway.requests[0].headers["authorization"].startswith("WECHATPAY2-SHA256-RSA2048 ")


def test_cookies_are_not_kept(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps += [signed(transaction(), headers={"Set-Cookie": "a=b"}), signed(transaction())]

    client.query_order("POS-0001")
    client.query_order("POS-0001")

    assert "cookie" not in gateway.requests[1].headers


def test_a_proxy_never_sees_what_is_meant_for_this_machine(
    join: Join, gateway: Gateway, backup: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", backup.url)
    gateway.steps.append(signed(transaction()))

    assert join(gateway.url).query_order("POS-0001").value.paid
    assert not backup.connections


def tunnel(target: str) -> Step:
    """Be a proxy: agree, and pass everything on."""

    def step(gateway: Gateway, connection: socket.socket, request: object) -> bool:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        host, _, port = target.rpartition(":")
        with socket.create_connection((host.rpartition("/")[2], int(port))) as onward:
            back = threading.Thread(target=_pass_on, args=(onward, connection), daemon=True)
            back.start()
            _pass_on(connection, onward)
            back.join(5)
        return False

    return step


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):  # either side may leave first
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def test_a_proxy_of_the_environment_passes_everything_on_unread(
    join: Join, provider: Provider, tls_files: TLSFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Gateway(provider, tls_files[1]) as gateway, Gateway(provider) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("http://", "me:secret@"))
        proxy.steps.append(tunnel(gateway.url))
        gateway.default = signed(transaction())
        client = join("https://pay.example.com", ca_file=tls_files[0])

        client.query_order("POS-0001")
        client.query_order("POS-0001")

        (request,) = proxy.requests
        assert (request.method, request.target) == ("CONNECT", "pay.example.com:443")
        assert "authorization" not in request.headers
        assert request.headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("proxy", ["socks5://me:secret@127.0.0.1:1080", "http://me:secret@127.0.0.1:port"])
def test_a_proxy_that_cannot_be_used_is_refused_unquoted(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)

    with pytest.raises(ConfigurationError, match="proxy") as caught:
        Transport("https://pay.example.com")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("step", [sent(b"HTTP/1.1 407 Who are you\r\n\r\n", stay=False), closed, hung])
def test_a_proxy_that_does_not_pass_it_on_has_sent_nothing(
    join: Join, provider: Provider, tls_files: TLSFiles, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    with Gateway(provider) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        proxy.steps.append(step)

        with pytest.raises(NotSentError):
            join("https://pay.example.com", ca_file=tls_files[0]).query_order("POS-0001")


def test_eight_callers_at_once_are_served(join: Join, gateway: Gateway) -> None:
    gateway.default = signed(transaction())
    client = join(gateway.url)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.query_order("POS-0001"), range(80)))

    assert all(answer.value.paid for answer in answers)
    assert gateway.connections <= 8


def test_a_transport_shows_its_hosts_only(gateway: Gateway) -> None:
    transport = Transport("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")

    assert repr(transport) == "Transport(api.mch.weixin.qq.com, api2.mch.weixin.qq.com)"
