"""A receipt printer on a real socket: it reads ESC/POS back into words, pictures and bar codes, and has bad days."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageOps

READY = 0x12  # the bits of a status byte that are always there


@dataclass
class Sheet:
    """What came out between two cuts."""

    lines: list[str] = field(default_factory=list)
    strips: list[Image.Image] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # what the printer was told to draw as a bar code

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def picture(self) -> Image.Image:
        """The strips, one under the other."""
        whole = Image.new("L", (self.strips[0].width, sum(strip.height for strip in self.strips)), 255)
        top = 0
        for strip in self.strips:
            whole.paste(strip, (0, top))
            top += strip.height
        return whole


class Decoder:
    """Reads a stream of ESC/POS as a printer does; stops loudly at a command that no receipt should hold."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.kicks = queue.SimpleQueue[int]()  # pins of the drawer's socket
        self._sheet = Sheet()
        self._words = b""
        self._chinese = False

    def feed(self, stream: Iterator[int], answer: Answers) -> None:
        for byte in stream:
            command = bytes((byte,))
            if command in {b"\x10", b"\x1b", b"\x1c", b"\x1d"}:
                self._obey(command + bytes((next(stream),)), stream, answer)
            elif command == b"\n":
                self._sheet.lines.append(self._words.decode("gb18030" if self._chinese else "ascii"))
                self._words = b""
            else:
                self._words += command

    def _obey(self, command: bytes, stream: Iterator[int], answer: Answers) -> None:
        match command:
            case b"\x10\x04":
                answer.status(next(stream))
            case b"\x1dr":
                next(stream)
                answer.done()
            case b"\x1b@" | b"\x1c&":
                self._words, self._chinese = b"", command == b"\x1c&"
            case b"\x1ba" | b"\x1bE" | b"\x1bd" | b"\x1d!" | b"\x1dh" | b"\x1dw" | b"\x1dH":
                next(stream)
            case _:
                self._do_once(command, stream)

    def _do_once(self, command: bytes, stream: Iterator[int]) -> None:
        match command:
            case b"\x1bp":
                self.kicks.put({0: 2, 1: 5}[next(stream)])
                _take(stream, 2)  # how long, and how long not again
            case b"\x1dV":
                assert (next(stream), next(stream)) == (66, 0)
                self.sheets.append(self._sheet)
                self._sheet = Sheet()
            case b"\x1dv":
                self._picture(stream)
            case b"\x1dk":
                self._bar_code(stream)
            case _:
                raise AssertionError(f"no receipt should hold {command!r}")

    def _bar_code(self, stream: Iterator[int]) -> None:
        assert next(stream) == 73
        content = _take(stream, next(stream))
        assert content.startswith(b"{C")
        self._sheet.codes.append("".join(f"{pair:02d}" for pair in content[2:]))

    def _picture(self, stream: Iterator[int]) -> None:
        assert _take(stream, 2) == b"0\x00"
        width, height = (int.from_bytes(_take(stream, 2), "little") for _ in range(2))
        black = Image.frombytes("1", (width * 8, height), _take(stream, width * height))
        self._sheet.strips.append(ImageOps.invert(black.convert("L")))


def _take(stream: Iterator[int], count: int) -> bytes:
    return bytes(next(stream) for _ in range(count))


def decoded(content: bytes) -> list[Sheet]:
    """Read a whole stream at once."""
    decoder = Decoder()
    decoder.feed(iter(content), Answers(Paper(port=0)))
    assert decoder._words == b""
    return decoder.sheets


@dataclass
class Answers:
    """What a printer says when it is asked."""

    paper: Paper
    way: socket.socket | None = None

    def status(self, kind: int) -> None:
        if not self.paper.mute:
            self._say(self.paper.cause if kind == 2 else self.paper.roll)

    def done(self) -> None:
        if self.paper.confirms and not self.paper.mute and not self.paper.jammed:
            self._say(0)

    def _say(self, byte: int) -> None:
        if self.way is not None:
            with contextlib.suppress(OSError):
                self.way.sendall(bytes((byte,)))


class Paper:
    """The printer. Its bad days are plain attributes; change them while it is not spoken to."""

    def __init__(self, port: int = 0) -> None:
        self.cause = READY  # answers to DLE EOT 2
        self.roll = READY  # answers to DLE EOT 4
        self.mute = False  # never says anything
        self.confirms = True  # knows GS r
        self.jammed = False  # takes everything, and says no more when it is done
        self.stalled = False  # takes the connection and reads nothing
        self.hangs_up = False  # takes the connection, and is gone at the first byte of a receipt
        self.port = port
        self.calls = 0
        self._decoder = Decoder()
        self._server: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._ways: list[socket.socket] = []
        self._off = threading.Event()

    @property
    def sheets(self) -> list[Sheet]:
        """What has come out, whole."""
        return self._decoder.sheets

    @property
    def kicks(self) -> queue.SimpleQueue[int]:
        """The pulses for the drawer, by their pins."""
        return self._decoder.kicks

    @property
    def name(self) -> str:
        """As in the settings."""
        return f"network:127.0.0.1:{self.port}"

    def switch_on(self) -> None:
        """Listen, on the same port as before."""
        self._off.clear()
        self._server = socket.create_server(("127.0.0.1", self.port))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # a cheap printer's memory
        self.port = self._server.getsockname()[1]
        self._run(self._listen, self._server)

    def switch_off(self) -> None:
        """Listen no more, and hang up on whoever speaks."""
        self._off.set()
        if self._server is not None:
            self._server.shutdown(socket.SHUT_RDWR)
            self._server.close()
            self._server = None
        for way in self._ways:
            with contextlib.suppress(OSError):
                way.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._threads, self._ways = [], []

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _listen(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                way, _ = server.accept()
                self.calls += 1
                self._ways.append(way)
                self._run(self._serve, way)

    def _serve(self, way: socket.socket) -> None:
        with way:
            if self.stalled:
                self._off.wait(60)
                return
            with contextlib.suppress(OSError, StopIteration):  # a receipt cut off in the middle ends the stream
                self._decoder.feed(self._bytes(way), Answers(self, way))

    def _bytes(self, way: socket.socket) -> Iterator[int]:
        while block := way.recv(1024):
            if self.hangs_up and b"\x1b@" in block:
                return
            yield from block


@contextlib.contextmanager
def printer_on() -> Iterator[Paper]:
    """A printer that is switched on, and off again at the end."""
    paper = Paper()
    paper.switch_on()
    try:
        yield paper
    finally:
        paper.switch_off()
