"""The way to a host, step by step: each fault is told as that fault, and what was reached before it stays told."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from pos_app.wechatpay.errors import ConfigurationError
from pos_app.wechatpay.probe import Fault, reach
from tests.wechatpay.gateway import Gateway, Step, closed, sent
from tests.wechatpay.provider import Provider, private_pem
from tests.wechatpay.test_proxies import tunnel

TLSFiles = tuple[Path, ssl.SSLContext]
NOW = 1_760_000_000.0


def greeted(**headers: str) -> Step:
    """Answer a HEAD with these headers."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return sent(f"HTTP/1.1 404 Not Found\r\n{lines}\r\n".encode(), stay=False)


def of_now(ahead: float = 0.0) -> Step:
    return greeted(Date=formatdate(NOW - ahead, usegmt=True))


def test_a_host_in_good_order_tells_its_tls_and_its_time(provider: Provider, tls_files: TLSFiles) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        gateway.steps.append(of_now(ahead=75))

        came = reach(gateway.url, ca_file=tls_files[0], clock=lambda: NOW)

    assert (came.fault, came.host, came.address) == (None, "127.0.0.1", "127.0.0.1")
    assert came.tls.startswith("TLSv1.")
    assert came.issuer == "127.0.0.1"
    assert came.expires is not None
    assert came.expires > datetime.now(UTC)
    assert came.ahead == pytest.approx(75, abs=1)


@pytest.mark.parametrize("step", [greeted(), greeted(Date="yesterday")])
def test_a_host_that_tells_no_time_is_reached_all_the_same(provider: Provider, step: Step) -> None:
    with Gateway(provider) as gateway:
        gateway.steps.append(step)

        came = reach(gateway.url)

    assert (came.fault, came.ahead, came.tls) == (None, None, "")


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (closed, "hung up"),
        (sent(b"220 mail.example.com\r\n\r\n", stay=False), "no reply of HTTP"),
        (sent(b"x" * 70_000, stay=False), "no reply of HTTP"),
    ],
)
def test_a_host_that_says_nothing_of_http_is_silent(provider: Provider, step: Step, reason: str) -> None:
    with Gateway(provider) as gateway:
        gateway.steps.append(step)

        came = reach(gateway.url)

    assert came.fault is Fault.SILENT
    assert reason in came.reason


def nobody(*_args: object, **_kwargs: object) -> list[tuple[Any, ...]]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def slow(*_args: object, **_kwargs: object) -> list[tuple[Any, ...]]:
    threading.Event().wait(2)
    return []


def nowhere(*_args: object, **_kwargs: object) -> list[tuple[Any, ...]]:
    return []


@pytest.mark.parametrize(
    ("lookup", "fault", "reason"),
    [
        (nobody, Fault.NAME, "not known"),
        (slow, Fault.NAME, "no answer in time"),
        (nowhere, Fault.PORT, "no address"),
    ],
)
def test_a_name_without_an_address_is_told(lookup: Callable[..., Any], fault: Fault, reason: str) -> None:
    came = reach("https://pay.invalid", patience=0.2, lookup=lookup)

    assert came.fault is fault
    assert reason in came.reason
    assert came.address == ""


def test_a_name_that_is_no_name_is_told() -> None:
    assert reach(f"https://{'a' * 64}.example.com").fault is Fault.NAME


def test_a_closed_port_is_told_with_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    came = reach(f"https://127.0.0.1:{port}")

    assert (came.fault, came.address, came.port) == (Fault.PORT, "127.0.0.1", port)
    assert came.reason == "Connection refused"


def test_a_host_for_which_nobody_vouches_is_told(provider: Provider, tls_files: TLSFiles) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        assert reach(gateway.url).fault is Fault.AUTHORITY


def test_another_host_in_its_place_is_told(provider: Provider, tls_files: TLSFiles) -> None:
    with Gateway(provider, tls_files[1]) as gateway:
        came = reach(gateway.url.replace("127.0.0.1", "localhost"), ca_file=tls_files[0])

    assert came.fault is Fault.OTHER_HOST


def test_a_certificate_that_is_over_is_told(provider: Provider, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(8)
        .not_valid_before(datetime.now(UTC) - timedelta(days=9))
        .not_valid_after(datetime.now(UTC) - timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    (tmp_path / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(private_pem(key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "ca.pem", tmp_path / "key.pem")

    with Gateway(provider, context) as gateway:
        came = reach(gateway.url, ca_file=tmp_path / "ca.pem")

    assert (came.fault, came.reason) == (Fault.EXPIRED, "certificate has expired")


def test_a_host_that_speaks_no_tls_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            with listener.accept()[0] as line:
                line.sendall(b"220 mail.example.com\r\n")
                line.recv(4096)

        server = threading.Thread(target=greet)
        server.start()
        came = reach(f"https://127.0.0.1:{listener.getsockname()[1]}")
        server.join()

    assert came.fault is Fault.TLS


def test_an_address_that_will_not_do_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        reach("http://pay.example.com")


def test_a_proxy_that_lets_through_is_named_without_its_password(
    provider: Provider, tls_files: TLSFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Gateway(provider, tls_files[1]) as gateway, Gateway(provider) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("http://", "me:secret@"))
        proxy.steps.append(tunnel(gateway.url))
        gateway.steps.append(of_now())

        came = reach("https://pay.example.com", ca_file=tls_files[0], clock=lambda: NOW)

        assert (came.fault, came.host, came.proxy) == (None, "pay.example.com", proxy.url.removeprefix("http://"))
    assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")
    assert "secret" not in repr(came)


@pytest.mark.parametrize(
    ("step", "reason"), [(sent(b"HTTP/1.1 407 Who are you\r\n\r\n", stay=False), "HTTP 407"), (closed, "hung up")]
)
def test_a_proxy_that_refuses_is_told(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, step: Step, reason: str
) -> None:
    with Gateway(provider) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        proxy.steps.append(step)

        came = reach("https://pay.example.com")

    assert came.fault is Fault.PROXY
    assert reason in came.reason


@pytest.mark.parametrize("proxy", ["socks5://me:secret@127.0.0.1:1080", "http://me:secret@127.0.0.1:port"])
def test_a_proxy_whose_address_will_not_do_is_told_unquoted(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)

    came = reach("https://pay.example.com")

    assert came.fault is Fault.PROXY
    assert "secret" not in repr(came)
