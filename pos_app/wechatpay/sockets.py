"""Connections that keep a deadline, whatever the other side does.

A socket's own time-out starts anew with each byte, so a server that drips could hold a caller for ever, and a silent
name server is bounded by nothing. Here every wait, from the name to the last byte, ends with the trip it belongs to.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from pos_app.wechatpay.errors import ConfigurationError

Lookup = Callable[..., list[tuple[Any, ...]]]
"""What ``socket.getaddrinfo`` is."""

MOST_CONNECTIONS = 8  # kept open per host


@dataclass(slots=True, kw_only=True)
class Trip:
    """One request's way out and back: when it must be over, and how far it came."""

    target: str  # path and query, as signed
    ends_at: float  # monotonic seconds
    connect_seconds: float  # for name, TCP and TLS together
    read_seconds: float  # of silence
    lookup: Lookup
    reused: bool = False  # it went over a connection that had served before
    sent: bool = False  # the provider may have received some of it
    heard: bool = False  # some of the reply arrived

    def left(self, most: float) -> float:
        """Return how long the next step may take, in seconds.

        Raises:
            TimeoutError: not at all.
        """
        left = min(most, self.ends_at - time.monotonic())
        if left <= 0:
            raise TimeoutError("the time for this call is over")
        return left


_trip: ContextVar[Trip] = ContextVar("trip")


@contextmanager
def travelling(trip: Trip) -> Iterator[None]:
    """Let the connections that this thread uses keep the trip's time."""
    token = _trip.set(trip)
    try:
        yield
    finally:
        _trip.reset(token)


class _TimedSocket(socket.socket):
    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        trip = _trip.get()
        self.settimeout(trip.left(trip.read_seconds))
        count = super().recv_into(*args, **kwargs)
        trip.heard |= count > 0
        return count


class _TimedTLSSocket(ssl.SSLSocket):
    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        trip = _trip.get()
        self.settimeout(trip.left(trip.read_seconds))
        count = super().recv_into(*args, **kwargs)
        trip.heard |= count > 0
        return count


class _TimedConnection(HTTPConnection):
    _served = False

    def _new_conn(self) -> socket.socket:
        trip = _trip.get()
        ends_at = time.monotonic() + trip.left(trip.connect_seconds)
        found = resolve(trip.lookup, self._dns_host, self.port, ends_at)
        return _connect(found, ends_at, self.socket_options or ())

    def _tunnel(self) -> None:
        try:
            super()._tunnel()
        finally:
            _trip.get().sent = False  # to the proxy, that is, not yet to the provider

    def request(self, *args: Any, **kwargs: Any) -> None:
        _trip.get().reused = self._served
        self._served = True
        super().request(*args, **kwargs)

    def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - see below
        # Not url: on its way here it was re-encoded, and no longer is what was signed.
        super().putrequest(method, _trip.get().target, *args, **kwargs)

    def close(self) -> None:
        super().close()
        self._served = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()  # before the trip counts as sent
        _trip.get().sent = True
        super().send(data)


class _TimedTLSConnection(_TimedConnection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _TimedConnection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TimedTLSConnection


class TimedAdapter(HTTPAdapter):
    """The part of a requests Session that keeps connections, for one host.

    What a Session adds must not happen here: cookies, redirects, and a ``.netrc`` that replaces our Authorization.
    """

    def __init__(self, scheme: str, host: str, port: int, proxies: dict[str, str], tls: ssl.SSLContext | None) -> None:
        super().__init__(max_retries=0)
        if tls is not None:
            tls.sslsocket_class = _TimedTLSSocket
        kept = {"maxsize": MOST_CONNECTIONS, "ssl_context": tls} if tls else {"maxsize": MOST_CONNECTIONS}
        proxy = select_proxy(f"{scheme}://{host}", proxies)
        if proxy:
            self._pool = self._tunnel_pool(proxy if "://" in proxy else f"http://{proxy}", scheme, host, port, kept)
        else:
            self._pool = (_TLSPool if tls else _Pool)(host, port, **kept)

    def _tunnel_pool(self, proxy: str, scheme: str, host: str, port: int, kept: dict[str, Any]) -> HTTPConnectionPool:
        try:
            manager = ProxyManager(proxy, proxy_headers=self.proxy_headers(proxy), **kept)
        except (ValueError, AssertionError):  # urllib3's words for it quote the address, which can hold a password
            raise ConfigurationError("the proxy of this machine's settings cannot be used: http:// is wanted") from None
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}
        return manager.connection_from_host(host, port, scheme)

    def get_connection_with_tls_context(self, *_args: object, **_kwargs: object) -> HTTPConnectionPool:
        """Return the one pool there is."""
        return self._pool

    def cert_verify(self, *_args: object, **_kwargs: object) -> None:
        """Leave the context as it is: requests would read all its own authorities once more for each connection."""

    def request_url(self, *_args: object) -> str:
        """Return path and query as they were signed."""
        return _trip.get().target

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


def _until(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError("no connection in time")
    return left


def resolve(lookup: Lookup, host: str, port: int, ends_at: float) -> list[tuple[Any, ...]]:
    """Look a name up, no longer than until then: the system's own patience cannot be set."""
    answers: queue.SimpleQueue[list[tuple[Any, ...]] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            answers.put(lookup(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look, name=f"look up {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=_until(ends_at))
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not found in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connect(
    found: list[tuple[Any, ...]], ends_at: float, options: Iterable[tuple[int, int, int | bytes]]
) -> socket.socket:
    """Connect to the first address that answers, sharing the time among them."""
    failure = OSError("the name has no address")
    for position, (family, kind, protocol, _, address) in enumerate(found):
        sock = _TimedSocket(family, kind, protocol)
        try:
            for option in options:
                sock.setsockopt(*option)
            sock.settimeout(_until(ends_at) / (len(found) - position))
            sock.connect(address)
            sock.settimeout(_until(ends_at))  # what is left is for TLS
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure
