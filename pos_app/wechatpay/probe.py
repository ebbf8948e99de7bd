"""Reaching one host step by step, to say which step fails: name, port, proxy, TLS, and what its clock says.

Nothing is signed and no key takes part: a plain ``HEAD /`` is sent, whose reply is read for its ``Date`` alone.
"""

from __future__ import annotations

import contextlib
import enum
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy

from pos_app.wechatpay.hosts import is_loopback
from pos_app.wechatpay.sockets import Lookup, resolve
from pos_app.wechatpay.transport import place_of, tls_context

PATIENCE = 4.0  # seconds for each step
_LONGEST_HEAD = 64 * 1024  # bytes


class Fault(enum.Enum):
    """Where the way to a host ends."""

    NAME = "name"  # it has no address, or no name server answered
    PORT = "port"  # nothing takes the connection
    PROXY = "proxy"  # it takes the connection, and does not let it through
    AUTHORITY = "authority"  # nobody whom we trust vouches for the certificate
    EXPIRED = "expired"  # the certificate is over, or not yet valid, by this machine's clock
    OTHER_HOST = "other host"  # the certificate is of another name
    TLS = "tls"  # no agreement for any other reason
    SILENT = "silent"  # TLS stands, and no reply comes


# Source: OpenSSL, "x509_vfy.h". 9 and 10 are about time, 62 and 64 about the name.
_BY_TIME, _BY_NAME = frozenset({9, 10}), frozenset({62, 64})


@dataclass(slots=True, kw_only=True)
class Reach:
    """How far the way to a host led.

    Attributes:
        host: as named in the address.
        port: of the host.
        proxy: host and port of the proxy in between; empty where there is none.
        address: that answered, of the host or of the proxy; empty where none did.
        tls: the version agreed on; empty over plain HTTP.
        issuer: who vouches for the certificate.
        expires: when the certificate does.
        ahead: seconds by which this machine's clock is ahead of the host's; None if it told no time.
        fault: where it ended; None if everything is well.
        reason: of the fault, in the system's words.
    """

    host: str
    port: int
    proxy: str = ""
    address: str = ""
    tls: str = ""
    issuer: str = ""
    expires: datetime | None = None
    ahead: float | None = None
    fault: Fault | None = None
    reason: str = ""


class _BrokenOffError(Exception):
    def __init__(self, fault: Fault, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault
        self.reason = reason


def reach(
    url: str,
    *,
    ca_file: Path | None = None,
    patience: float = PATIENCE,
    lookup: Lookup = socket.getaddrinfo,
    clock: Callable[[], float] = time.time,
) -> Reach:
    """Go the way to a host as a client's requests do, by the same proxy and the same authorities.

    Args:
        url: https and a host, or http to this machine.
        ca_file: authorities to trust instead of the usual ones.
        patience: seconds for each step.
        lookup: finds the addresses of a name.
        clock: epoch seconds.

    Raises:
        ConfigurationError: the address or the file will not do.
    """
    place = place_of(url)
    context = tls_context(ca_file) if place.scheme == "https" else None
    host = place.hostname or ""
    came = Reach(host=host, port=place.port or (443 if context else 80))
    proxy = None if is_loopback(host) else select_proxy(url, get_environ_proxies(url))
    try:
        _walk(came, context, proxy, patience, lookup, clock)
    except _BrokenOffError as end:
        came.fault, came.reason = end.fault, end.reason
    return came


def _walk(
    came: Reach,
    context: ssl.SSLContext | None,
    proxy: str | None,
    patience: float,
    lookup: Lookup,
    clock: Callable[[], float],
) -> None:
    name, port = came.host, came.port
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    if proxy:
        name, port = _proxy_of(proxy)
        came.proxy = f"{name}:{port}"
    addresses = _addresses(name, port, patience, lookup)
    with _connected(came, addresses, patience) as bare:
        if proxy:
            _tunnel(came, bare, proxy)
        with _agreed(came, bare, context) as line:
            came.ahead = _ask_the_time(came, line, clock)


def _proxy_of(proxy: str) -> tuple[str, int]:
    place = urlsplit(proxy)
    try:
        if place.scheme == "http" and place.hostname:
            return place.hostname, place.port or 80
    except ValueError:  # of the port; its words would quote the address, which can hold a password
        pass
    raise _BrokenOffError(Fault.PROXY, "its address must be http:// and a host")


def _addresses(name: str, port: int, patience: float, lookup: Lookup) -> list[tuple[Any, ...]]:
    try:
        return resolve(lookup, name, port, time.monotonic() + patience)
    except (OSError, UnicodeError) as error:
        raise _BrokenOffError(Fault.NAME, _words(error)) from None


@contextlib.contextmanager
def _connected(came: Reach, addresses: list[tuple[Any, ...]], patience: float) -> Iterator[socket.socket]:
    """Connect to the first address that answers."""
    reason = "it has no address"
    for family, kind, protocol, _, address in addresses:
        came.address = f"{address[0]}"
        with contextlib.closing(socket.socket(family, kind, protocol)) as line:
            line.settimeout(patience)
            try:
                line.connect(address)
            except OSError as error:
                reason = _words(error)
                continue
            yield line
            return
    raise _BrokenOffError(Fault.PORT, reason)


def _tunnel(came: Reach, line: socket.socket, proxy: str) -> None:
    there = f"{came.host}:{came.port}"
    headers = {"Host": there, **HTTPAdapter().proxy_headers(proxy)}
    try:
        status, _ = _exchange(line, f"CONNECT {there}", headers)
    except OSError as error:
        raise _BrokenOffError(Fault.PROXY, _words(error)) from None
    if not 200 <= status < 300:
        raise _BrokenOffError(Fault.PROXY, f"HTTP {status}")


@contextlib.contextmanager
def _agreed(came: Reach, bare: socket.socket, context: ssl.SSLContext | None) -> Iterator[socket.socket]:
    """Agree on TLS, where there is to be any."""
    if context is None:
        yield bare
        return
    try:
        line = context.wrap_socket(bare, server_hostname=came.host)
    except OSError as error:  # as all of ssl's errors are
        raise _BrokenOffError(_fault_of(error), _words(error)) from None
    with line:
        found: Any = line.getpeercert()  # never empty behind a context that verifies
        names = dict(part[0] for part in found["issuer"])
        came.tls = line.version() or ""
        came.issuer = names.get("organizationName") or names.get("commonName", "")
        came.expires = datetime.fromtimestamp(ssl.cert_time_to_seconds(found["notAfter"]), UTC)
        yield line


def _fault_of(error: OSError) -> Fault:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Fault.TLS
    if error.verify_code in _BY_TIME:
        return Fault.EXPIRED
    return Fault.OTHER_HOST if error.verify_code in _BY_NAME else Fault.AUTHORITY


def _ask_the_time(came: Reach, line: socket.socket, clock: Callable[[], float]) -> float | None:
    asked = clock()
    try:
        _, head = _exchange(line, "HEAD /", {"Host": came.host, "Connection": "close", "Accept": "*/*"})
    except OSError as error:
        raise _BrokenOffError(Fault.SILENT, _words(error)) from None
    here = (asked + clock()) / 2
    try:
        return here - (parsedate_to_datetime(head["Date"]).timestamp() + 0.5)  # it leaves out what is below a second
    except (KeyError, TypeError, ValueError):
        return None


def _exchange(line: socket.socket, request: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Send a request without a body; give the reply's status and headers.

    Raises:
        OSError: nothing came, or nothing of HTTP.
    """
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    line.sendall(f"{request} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
    said = b""
    while b"\r\n\r\n" not in said and len(said) < _LONGEST_HEAD:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    first, _, rest = said.partition(b"\r\n")
    words = first.split(maxsplit=2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
        raise ConnectionError("what came is no reply of HTTP" if said else "it hung up")
    found = BytesHeaderParser().parsebytes(rest.partition(b"\r\n\r\n")[0])
    return int(words[1]), {name.title(): str(value) for name, value in found.items()}


def _words(error: Exception) -> str:
    """Say in short what the system said; nothing of it holds a secret."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__
