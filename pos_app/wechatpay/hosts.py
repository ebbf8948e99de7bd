"""One host: the connections to it, and what comes back over them, capped in size.

Nothing here decides what a reply means.
"""

from __future__ import annotations

import ipaddress
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol
from urllib.parse import SplitResult

from requests import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies

from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.sockets import TimedAdapter, Trip

LARGEST_REPLY = 1024 * 1024  # bytes, uncompressed
LARGEST_BILL = 1024 * 1024 * 1024  # bytes, as they travel

_CHUNK = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. Nothing in it is proven."""

    status: int
    headers: Mapping[str, str] = field(repr=False)  # names in any case
    body: bytes = field(repr=False)


class Sink(Protocol):
    """Where a download goes; ``begin`` is called again when it starts anew."""

    def begin(self) -> None:
        """Forget what was written."""

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""


class Host:
    """One place to send to, with the connections to it."""

    def __init__(self, place: SplitResult, context: ssl.SSLContext | None) -> None:
        self.scheme = place.scheme
        self.name = place.netloc
        self._url = f"{place.scheme}://{place.netloc}"
        host = place.hostname or ""
        # A proxy must never see what is meant for this machine.
        proxies = {} if is_loopback(host) else get_environ_proxies(self._url)
        tls = context if place.scheme == "https" else None
        self.adapter = TimedAdapter(place.scheme, host, place.port or (443 if tls else 80), proxies, tls)

    def fetch(self, method: str, body: bytes, headers: Mapping[str, str], trip: Trip) -> Reply:
        """Send a request and return the whole reply."""
        response = self._send(method, body, headers, trip)
        try:
            return _whole(response)
        finally:
            response.close()

    def save(self, headers: Mapping[str, str], sink: Sink, trip: Trip) -> Reply:
        """Ask for a file and pass it on to the sink; a refusal is returned whole."""
        response = self._send("GET", b"", headers, trip)
        try:
            if response.status_code != HTTPStatus.OK:
                return _whole(response)
            sink.begin()
            size = 0
            while chunk := response.raw.read(_CHUNK, decode_content=False):
                size += len(chunk)
                if size > LARGEST_BILL:
                    raise BadReplyError("the file is too large")
                sink.write(chunk)
            return Reply(status=response.status_code, headers=response.headers, body=b"")
        finally:
            response.close()

    def _send(self, method: str, body: bytes, headers: Mapping[str, str], trip: Trip) -> Response:
        # By hand: requests would re-encode the address that was signed.
        request = PreparedRequest()
        request.method, request.url = method, self._url + trip.target
        request.headers = CaseInsensitiveDict(headers)
        if body:
            request.body = body
            request.headers["Content-Length"] = str(len(body))
        patience = (trip.left(trip.connect_seconds), trip.left(trip.read_seconds))
        return self.adapter.send(request, stream=True, timeout=patience)


def _whole(response: Response) -> Reply:
    parts: list[bytes] = []
    left = LARGEST_REPLY + 1
    while left and (part := response.raw.read(left, decode_content=False)):
        parts.append(part)
        left -= len(part)
    body = b"".join(parts)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if left and body and encoding != "identity":
        body = _decompress(body, encoding)
    if len(body) > LARGEST_REPLY:
        raise BadReplyError("the reply is too large", status=response.status_code)
    return Reply(status=response.status_code, headers=response.headers, body=body)


def _decompress(body: bytes, encoding: str) -> bytes:
    """Undo gzip, but never make more of it than a reply may be."""
    if encoding not in {"gzip", "x-gzip"}:
        raise BadReplyError("the reply is encoded in a way that was not asked for")
    unzip = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        plain = unzip.decompress(body, LARGEST_REPLY + 1)
    except zlib.error:
        raise BadReplyError("the reply cannot be decompressed") from None
    if not unzip.eof and len(plain) <= LARGEST_REPLY:
        raise BadReplyError("the reply's compression ends too early")
    return plain


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
