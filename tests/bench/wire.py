"""A wire of a given length between the till and the provider, in a process of its own: it delays, counts, or swallows.

Run as ``python -m tests.bench.wire PORT`` it is that process: it says its own port, then does what its input says.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

_HANDSHAKE = 0x16  # the first byte of a TLS connection
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Wire:
    """The near end of a wire."""

    url: str
    _orders: IO[str]
    _answers: IO[str]

    def lengthen(self, round_trip: float) -> None:
        """Let everything from now on take so many seconds there and back."""
        self._tell(f"delay {round_trip / 2}")

    def swallow(self) -> None:
        """Become a black hole: connections are accepted, and nothing ever comes back."""
        self._tell("swallow")

    def heal(self) -> None:
        """Carry again; what was cut in the meantime stays cut."""
        self._tell("heal")

    def handshakes(self) -> int:
        """Return how many TLS handshakes began since the last time."""
        return int(self._tell("count"))

    def _tell(self, order: str) -> str:
        self._orders.write(f"{order}\n")
        self._orders.flush()
        return self._answers.readline()


@contextmanager
def wire(url: str) -> Iterator[Wire]:
    """Lay a wire to a TLS server on this machine until the block ends."""
    command = [sys.executable, "-m", __spec__.name, str(urlsplit(url).port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            yield Wire(f"https://127.0.0.1:{port}", process.stdin, process.stdout)
        finally:
            process.terminate()


class _Carrier:
    def __init__(self, port: int) -> None:
        self._port = port
        self._one_way = 0.0
        self._swallowing = False
        self._handshakes = 0
        self._live: set[asyncio.StreamWriter] = set()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection both ways until either end closes it."""
        first = await reader.read(_CHUNK)
        self._handshakes += first[:1] == bytes([_HANDSHAKE])
        self._live.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
            self._live.add(far_writer)
            await asyncio.sleep(2 * self._one_way)  # TCP's own handshake
            await asyncio.gather(
                self._carry(reader, far_writer, first), self._carry(far_reader, writer, b""), return_exceptions=True
            )
            far_writer.close()
            self._live.discard(far_writer)
        finally:
            writer.close()
            self._live.discard(writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chunk: bytes) -> None:
        clock = asyncio.get_running_loop().time
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def arrive() -> None:
            while True:
                due, arrived = await under_way.get()
                await asyncio.sleep(max(0.0, due - clock()))
                if not arrived:
                    writer.close()
                    return
                if not self._swallowing:
                    writer.write(arrived)

        arriving = asyncio.create_task(arrive())
        chunk = chunk or await reader.read(_CHUNK)
        while chunk:
            under_way.put_nowait((clock() + self._one_way, chunk))
            chunk = await reader.read(_CHUNK)
        under_way.put_nowait((clock() + self._one_way, b""))
        await arriving

    def obey(self, order: str) -> str:
        """Do one thing that the near end asks for; give the answer."""
        verb, _, value = order.strip().partition(" ")
        if verb == "delay":
            self._one_way = float(value)
        elif verb == "swallow":
            self._swallowing = True
        elif verb == "heal":
            self._swallowing = False
            for writer in self._live:  # bytes are missing in them: TLS would notice
                writer.close()
        elif verb == "count":
            counted, self._handshakes = self._handshakes, 0
            return str(counted)
        return ""


async def _run(port: int) -> None:
    carrier = _Carrier(port)
    server = await asyncio.start_server(carrier.connect, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - it goes down the pipe
    loop = asyncio.get_running_loop()
    while order := await loop.run_in_executor(None, sys.stdin.readline):
        print(carrier.obey(order), flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(parser.parse_args().port))
