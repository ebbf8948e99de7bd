"""However much a stranger sends, the client takes little memory and no more than its time."""

from __future__ import annotations

import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import repeat

import pytest

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import OutcomeUnknownError, WeChatPayError
from tests.wechatpay.conftest import QUICK
from tests.wechatpay.gateway import Gateway, Request, Step, http, unsigned

MOST_MEMORY = 16 * 1024 * 1024  # bytes
MIB = b"x" * 1024 * 1024
OK = b"HTTP/1.1 200 OK\r\n"
DEEP, HUGE = b"[" * 900_000, b'{"amount": {"total": ' + b"9" * 900_000 + b"}}"


def flood(pieces: Callable[[], Iterator[bytes]]) -> Step:
    """Send piece after piece until the client has had enough."""

    def step(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        with suppress(OSError):
            for piece in pieces():
                connection.sendall(piece)
        return False

    return step


def bomb(byte: bytes) -> Iterator[bytes]:
    """Send 200 MiB of one byte, in some 200 KiB."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    packed = b"".join([*(packer.compress(byte * len(MIB)) for _ in range(200)), packer.flush()])
    yield OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed


def after(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    yield from repeat(piece)


FLOODS: dict[str, Callable[[], Iterator[bytes]]] = {
    "a status line without end": lambda: repeat(MIB),
    "a header without end": lambda: after(OK + b"X: ", MIB),
    "headers without end": lambda: after(OK, b"X: " + b"y" * 200 + b"\r\n"),
    "ten megabytes of headers": lambda: (b"X-%d: %b\r\n" % (n, b"y" * 200) if n else OK for n in range(50_000)),
    "continue, continue, continue": lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "a body without end": lambda: after(OK + b"\r\n", MIB),
    "more than was promised": lambda: after(OK + b"Content-Length: 99999999999\r\n\r\n", MIB),
    "chunks without end": lambda: after(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n" + MIB + b"\r\n"),
    "a chunk's size without end": lambda: after(OK + b"Transfer-Encoding: chunked\r\n\r\n", MIB),
    "trailers without end": lambda: after(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 1000),
    "a bomb of zeros": lambda: bomb(b"\0"),
    "a bomb of brackets": lambda: bomb(b"["),
    "JSON too deep": lambda: iter([http(500, DEEP, {})]),
    "a number too large": lambda: iter([http(403, HUGE, {})]),
}


@pytest.fixture
def warm(hasty_client: WeChatPay, gateway: Gateway) -> WeChatPay:
    """Give a client that has called before: what is imported at the first call is not the stranger's doing."""
    gateway.steps.append(unsigned(500))
    with suppress(WeChatPayError):
        hasty_client.query_order("POS-0001")
    return hasty_client


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_cut_off_in_time_and_in_little_memory(warm: WeChatPay, gateway: Gateway, name: str) -> None:
    gateway.default = flood(FLOODS[name])
    tracemalloc.start()
    begun = time.monotonic()
    try:
        with pytest.raises(OutcomeUnknownError):
            warm.query_order("POS-0001")
        taken, memory = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert taken <= QUICK.total + 3.0  # the machine may be busy
    assert memory <= MOST_MEMORY
