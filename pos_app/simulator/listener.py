"""The socket: HTTP/1.1 with keep-alive, TLS if wanted, each reply written in one send."""

from __future__ import annotations

import logging
import re
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pos_app.simulator.messages import Request
from pos_app.simulator.provider import Delivery

log = logging.getLogger(__name__)

IDLE_LIMIT = 8.0  # seconds; then the provider drops a connection on which nothing happens
BODY_LIMIT = 1 << 20  # bytes
HOST = "127.0.0.1"
_LENGTH = re.compile("[0-9]{1,9}")

Answer = Callable[[Request], Delivery]


class Listener(ThreadingHTTPServer):
    """Listens on the loopback address only, one thread for each connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Answer, tls: ssl.SSLContext | None) -> None:
        super().__init__((HOST, port), Handler)
        self.answer = answer
        self._tls = tls
        self._lock = threading.Lock()
        self._live: dict[socket.socket, threading.Thread] = {}

    @property
    def origin(self) -> str:
        """The address under which it is reached."""
        return f"{self.scheme}://{HOST}:{self.server_port}"

    @property
    def scheme(self) -> str:
        """``http`` or ``https``."""
        return "http" if self._tls is None else "https"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection; TLS is agreed on its own thread, at the first read."""
        connection, address = super().get_request()
        if self._tls is None:
            return connection, address
        return self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def enter(self, connection: socket.socket) -> None:
        """Remember a connection that is being served."""
        with self._lock:
            self._live[connection] = threading.current_thread()

    def leave(self, connection: socket.socket) -> None:
        """Forget a connection that is over."""
        with self._lock:
            self._live.pop(connection, None)

    def hang_up(self) -> None:
        """End every connection, and wait until its thread is gone."""
        with self._lock:
            live = dict(self._live)
        for connection, thread in live.items():
            _shut(connection)
            thread.join(timeout=5)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log a fault of our own; a client that merely hung up does not come here."""
        log.error("serving %s from %s failed", request, client_address, exc_info=sys.exception())


class Handler(BaseHTTPRequestHandler):
    """Reads requests from one connection and writes what it is told."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_LIMIT
    server: Listener

    def handle(self) -> None:
        """Serve one connection until either side has had enough."""
        self.server.enter(self.connection)
        try:
            super().handle()
        except OSError as error:  # the client hung up, or never agreed on TLS
            log.debug("connection lost: %s", error)
        finally:
            self.server.leave(self.connection)

    def handle_one_request(self) -> None:
        """Serve one request of any method."""
        self.close_connection = True
        self.raw_requestline = self.rfile.readline(1 << 16)
        if not self.raw_requestline or not self.parse_request():
            return
        body = self._body()
        if body is None:
            self.send_error(413)
            self.close_connection = True
            return
        delivery = self.server.answer(self._request(body))
        if delivery.raw:
            self.wfile.write(delivery.raw)
        if delivery.last:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log to our own log."""
        log.debug(format, *args)

    def _body(self) -> bytes | None:
        """Read the body; ``None`` if it is too long or of unknown length."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not _LENGTH.fullmatch(length) or int(length) > BODY_LIMIT:
            return None
        return self.rfile.read(int(length))

    def _request(self, body: bytes) -> Request:
        return Request(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            origin=f"{self.server.scheme}://{self.headers.get('Host', '')}",
        )


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return what TLS needs on the server's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context


def _shut(connection: socket.socket) -> None:
    try:
        # Below TLS: no farewell is exchanged with a client that may not be reading.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    except OSError:
        log.debug("connection was gone already")
