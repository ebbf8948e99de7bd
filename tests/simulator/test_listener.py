"""The socket: keep-alive, one send, TLS, limits, and a clean end."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pos_app.simulator.listener import Listener
from pos_app.simulator.remote import RemoteSimulator
from pos_app.simulator.server import Simulator, serve
from tests.simulator.signing_client import SigningClient


def connected(simulator: Simulator) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(simulator.url.rpartition(":")[2])), timeout=5)


def test_a_connection_serves_many_requests(client: SigningClient, simulator: Simulator) -> None:
    connection = http.client.HTTPConnection(simulator.url.removeprefix("http://"), timeout=5)
    ports = set()
    for _ in range(3):
        connection.request("GET", "/v3/certificates", headers=client.headers("GET", "/v3/certificates", b""))
        response = connection.getresponse()
        response.read()
        ports.add(connection.sock.getsockname())
        assert response.status == 200
    connection.close()

    assert len(ports) == 1


@pytest.mark.parametrize(
    "header",
    [
        {"Transfer-Encoding": "chunked"},
        {"Content-Length": str(1 << 21)},
        {"Content-Length": "9" * 5000},
        {"Content-Length": "\xb2"},
        {"Content-Length": "-1"},
    ],
    ids=["unknown", "excessive", "endless", "not in digits", "negative"],
)
def test_a_body_of_unknown_or_excessive_length_is_refused(client: SigningClient, header: dict[str, str]) -> None:
    assert client.exchange("POST", "/v3/pay/transactions/native", b"", header).status == 413


def test_a_request_that_is_no_http_is_refused(simulator: Simulator) -> None:
    with connected(simulator) as wire:
        wire.sendall(b"HELLO\r\n\r\n")

        assert b"400" in wire.recv(65536)


def test_a_client_that_hangs_up_in_the_midst_disturbs_nobody(client: SigningClient, simulator: Simulator) -> None:
    with connected(simulator) as wire:
        wire.sendall(b"POST /v3/pay/transactions/native HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    assert client.prepay("LISTEN-1").status == 200


def test_tls_is_served_under_the_simulators_own_authority(home: Path) -> None:
    with Simulator(home, tls=True) as simulator:
        client = SigningClient(home)
        remote = RemoteSimulator(simulator.url, ca_file=home / "ca.pem")

        assert simulator.url.startswith("https://127.0.0.1:")
        assert client.prepay("LISTEN-1").status == 200
        assert remote.phone.pay("LISTEN-1").state == "SUCCESS"
        with pytest.raises(ssl.SSLCertVerificationError):
            RemoteSimulator(simulator.url).audit()
        assert client.query("LISTEN-1").json["trade_state"] == "SUCCESS"


def test_stopping_ends_open_connections(home: Path) -> None:
    with Simulator(home) as simulator, connected(simulator) as wire:
        wire.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
        wire.recv(65536)
        simulator.stop()

        assert wire.recv(65536) == b""


def test_a_simulator_that_never_started_can_be_stopped(home: Path) -> None:
    Simulator(home).stop()


def test_a_connection_that_is_gone_already_is_hung_up_on_all_the_same(simulator: Simulator) -> None:
    listener = simulator._listener
    ours, theirs = socket.socketpair()
    theirs.close()
    serving = threading.Thread(target=listener.enter, args=(ours,))
    serving.start()
    serving.join()
    ours.close()

    listener.hang_up()

    assert not serving.is_alive()
    listener.leave(ours)


def test_a_fault_of_our_own_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_request: object) -> object:
        raise RuntimeError("a fault")

    with caplog.at_level(logging.ERROR), Listener(0, broken, None) as listener:  # type: ignore[arg-type]
        with socket.create_connection(("127.0.0.1", listener.server_port), timeout=5) as wire:
            wire.sendall(b"GET / HTTP/1.1\r\n\r\n")
            listener.handle_request()
            assert wire.recv(65536) == b""
        listener.hang_up()

    assert "a fault" in caplog.text


def test_the_command_serves_until_a_signal_comes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def stop_when_ready() -> None:
        published = threading.Event()
        while not (home / "merchant.json").exists():
            published.wait(0.01)
        # Sent to the whole process, as a person's Ctrl+C is; by now the command's own handlers are in place.
        os.kill(os.getpid(), signal.SIGTERM)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    stopper = threading.Thread(target=stop_when_ready)
    stopper.start()
    serve(home, 0, tls=False)
    stopper.join()
    for number, handler in before.items():
        signal.signal(number, handler)

    assert capsys.readouterr().out.startswith("simulator ready on http://127.0.0.1:")


@pytest.mark.parametrize(("tls", "stop"), [(False, signal.SIGTERM), (True, signal.SIGINT)])
def test_the_command_says_where_it_listens_and_stops_when_told(home: Path, tls: bool, stop: signal.Signals) -> None:
    program = (
        f"from pathlib import Path; from pos_app.simulator.server import serve; serve(Path({str(home)!r}), 0, {tls})"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    said = process.stdout.readline()

    answer = SigningClient(home).prepay("LISTEN-1")
    process.send_signal(stop)
    _, trouble = process.communicate(timeout=10)

    assert said.startswith("simulator ready on https://" if tls else "simulator ready on http://")
    assert answer.status == 200
    assert (process.returncode, trouble) == (0, "")
    assert (home / "books.jsonl").read_text("utf-8").count("LISTEN-1") > 0
