"""What comes back from one host: cut where it never ends, unpacked with care, never followed elsewhere."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, OutcomeUnknownError
from pos_app.wechatpay.hosts import LARGEST_REPLY, is_loopback
from pos_app.wechatpay.messages import NativeOrder
from tests.wechatpay.gateway import Gateway, Step, closed, reset, sent, signed
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import Provider, transaction

ORDER = NativeOrder(description="咖啡", out_trade_no="POS-0001", total_fen=1288, notify_url="https://pos.example.com/n")
PAID = json.dumps(transaction()).encode()

Join = Callable[..., WeChatPay]


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


@pytest.mark.parametrize(
    ("host", "ours"), [("localhost", True), ("127.8.9.1", True), ("::1", True), ("10.0.0.1", False), ("x", False)]
)
def test_only_this_machine_is_spoken_to_without_tls(host: str, ours: bool) -> None:
    assert is_loopback(host) == ours


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
