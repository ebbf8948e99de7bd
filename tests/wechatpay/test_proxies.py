"""Proxies of the environment: used, never trusted with what is not for them."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import ConfigurationError, NotSentError
from pos_app.wechatpay.transport import Transport
from tests.wechatpay.conftest import QUICK
from tests.wechatpay.gateway import Gateway, Step, closed, hung, sent, signed
from tests.wechatpay.provider import Provider, transaction

Join = Callable[..., WeChatPay]
TLSFiles = tuple[Path, ssl.SSLContext]


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
            join("https://pay.example.com", ca_file=tls_files[0], timeouts=QUICK).query_order("POS-0001")
