"""Main host and backup, fresh connections and stale ones: who is asked, and what is known afterwards."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import ConfigurationError, NotSentError, OutcomeUnknownError
from pos_app.wechatpay.messages import NativeOrder
from pos_app.wechatpay.transport import Timeouts, Transport
from tests.wechatpay.gateway import Gateway, Step, closed, hung, reset, sent, signed
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import Provider, transaction

ORDER = NativeOrder(description="咖啡", out_trade_no="POS-0001", total_fen=1288, notify_url="https://pos.example.com/n")

Join = Callable[..., WeChatPay]
TLSFiles = tuple[Path, ssl.SSLContext]


@pytest.fixture
def refusing_url() -> str:
    """Give an address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


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


@pytest.mark.parametrize(
    ("step", "timeouts"), [(hung, Timeouts(read=0.6)), (closed, None), (reset, None)], ids=["hung", "closed", "reset"]
)
def test_transport_trouble_turns_to_the_backup_signed_anew(
    join: Join, gateway: Gateway, backup: Gateway, step: Step, timeouts: Timeouts | None
) -> None:
    gateway.steps.append(step)
    backup.steps.append(signed({"code_url": "weixin://x"}))

    assert join(gateway.url, backup.url, timeouts=timeouts).prepay_native(ORDER).value == "weixin://x"

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


def test_authorities_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Transport("https://127.0.0.1", ca_file=tmp_path / "absent.pem")


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
