"""A small server on loopback that does what a test tells it, down to the last byte."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import BinaryIO, Self

from pos_app.wechatpay import signing
from tests.wechatpay.provider import Provider


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    connection: int  # which one it came over, counted from 1


Step = Callable[["Gateway", socket.socket, Request], bool]
"""Answers one request; returns whether the connection stays open."""


class Gateway:
    """Serves until the ``with`` block ends. Steps are taken in order; after the last one, ``default`` answers."""

    def __init__(self, provider: Provider, context: ssl.SSLContext | None = None) -> None:
        self.provider = provider
        self.requests: list[Request] = []
        self.steps: deque[Step] = deque()
        self.default: Step | None = None
        self.connections = 0
        self.stopped = threading.Event()
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopped.set()
        self.go_deaf()
        for connection in list(self._open):
            _end(connection)
        for thread in self._threads:
            thread.join(5)

    def go_deaf(self) -> None:
        """Listen no more: who comes now is refused."""
        _end(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(connection)
            self._start(partial(self._serve, connection, self.connections))

    def _serve(self, plain: socket.socket, number: int) -> None:
        connection = plain
        try:
            if self._context is not None:
                connection = self._context.wrap_socket(plain, server_side=True)
                self._open.add(connection)
            with connection.makefile("rb") as stream:
                while request := _read(stream, number):
                    self.requests.append(request)
                    step = self.steps.popleft() if self.steps else self.default
                    assert step is not None, f"nobody said how to answer {request.target}"
                    if not step(self, connection, request):
                        break
        except OSError:
            pass  # the client went away, as clients do
        finally:
            _end(connection)
            self._open -= {plain, connection}

    def _start(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()


def signature_of(request: Request) -> tuple[bytes, str]:
    """Return what the request's signature must cover, and the signature."""
    parts = dict(part.split("=", 1) for part in request.headers["authorization"].partition(" ")[2].split(","))
    timestamp, nonce = parts["timestamp"].strip('"'), parts["nonce_str"].strip('"')
    message = signing.request_message(request.method, request.target, timestamp, nonce, request.body)
    return message, parts["signature"].strip('"')


def signed(
    body: object, status: int = 200, *, headers: dict[str, str] | None = None, without: tuple[str, ...] = ()
) -> Step:
    """Answer with a signed body; headers replace the true ones, those named in ``without`` are left out."""

    def step(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        true = {**gateway.provider.headers(raw), **(headers or {})}
        connection.sendall(http(status, raw, {name: true[name] for name in true if name not in without}))
        return True

    return step


def unsigned(status: int, body: object = b"", headers: dict[str, str] | None = None) -> Step:
    """Answer as the provider refuses."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return sent(http(status, raw, headers or {}))


def certificates() -> Step:
    """Answer ``/v3/certificates``."""

    def step(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        return signed(gateway.provider.certificate_list())(gateway, connection, request)

    return step


def sent(raw: bytes, *, stay: bool = True) -> Step:
    """Answer with these bytes, whatever they are."""

    def step(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        connection.sendall(raw)
        return stay

    return step


def dripped(raw: bytes, *, every: float) -> Step:
    """Answer byte by byte."""

    def step(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        for byte in raw:
            connection.sendall(bytes([byte]))
            if gateway.stopped.wait(every):
                break
        return False

    return step


def hung(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
    """Say nothing, and stay."""
    gateway.stopped.wait()
    return False


def closed(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
    """Say nothing, and leave."""
    return False


def reset(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
    """Say nothing, and slam the door."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return False


def http(status: int, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
    if status != 204:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + (b"" if status == 204 else body)


def _read(stream: BinaryIO, number: int) -> Request | None:
    read = stream.readline
    first = read().decode().split()
    if not first:
        return None
    headers = {}
    while line := read().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Request(first[0], first[1], headers, body, number)


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may have ended before
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
