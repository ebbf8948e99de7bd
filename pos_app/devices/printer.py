"""The receipt printer, named as in the settings: over the network, USB, a serial line or Windows' own queue.

python-escpos brings the four ways; it is imported with the first receipt, because that takes half a second.
"""

from __future__ import annotations

import logging
import re
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pos_app.config_rules import PRINTER
from pos_app.devices.errors import DrawerUnknownError, Lack, PrinterAbsentError, PrinterNotReadyError, PrintUnknownError
from pos_app.devices.escpos import ASK_CAUSE, ASK_DONE, ASK_PAPER

if TYPE_CHECKING:
    from escpos.escpos import Escpos

log = logging.getLogger(__name__)

CONNECT_S = 3.0  # for the printer to take the connection
SEND_S = 5.0  # without taking one more byte
ANSWER_S = 0.5  # to a question that is answered at once
DONE_S = 10.0  # to print what was sent


class Printer:
    """One printer. Every call blocks for some seconds at most, and is made on one thread.

    Args:
        name: as in the setting ``receipt.printer``.
        answer_s: seconds to wait for an answer that is given at once.
        done_s: seconds to wait until everything is printed.
    """

    def __init__(self, name: str, *, answer_s: float = ANSWER_S, done_s: float = DONE_S) -> None:
        self._name = name
        self._answer_s = answer_s
        self._done_s = done_s
        self._answers = False  # whether it ever answered: one that cannot is believed, one that stopped is not
        self._confirms: bool | None = None  # whether it says when it is done; None before it was asked

    def print_out(self, make: Callable[[], bytes]) -> None:
        """Print what ``make`` gives. It is called when the printer is reached and ready, just before anything leaves.

        Raises:
            PrinterAbsentError, PrinterNotReadyError: nothing was printed, and ``make`` was not called.
            PrintUnknownError: it may be on paper.
        """
        line = self._reach()
        try:
            self._see_to(line)
            content = make()
            self._send(line, content)
        finally:
            line.close()

    def look(self) -> None:
        """Reach the printer and ask how it is; nothing is printed.

        Raises:
            PrinterAbsentError, PrinterNotReadyError: it would not print.
        """
        line = self._reach()
        try:
            self._see_to(line)
        finally:
            line.close()

    def kick(self, pin: int, note: Callable[[], None] = lambda: None) -> None:
        """Send the pulse that opens the drawer. ``note`` is called when the printer is reached, just before it leaves.

        A printer that is out of paper opens it all the same, so its state is not asked for.

        Raises:
            PrinterAbsentError: nothing was sent, and ``note`` was not called.
            DrawerUnknownError: it may be open.
        """
        line = self._reach()
        try:
            note()
            self._pulse(line, pin)
        finally:
            line.close()

    def _pulse(self, line: _Line, pin: int) -> None:
        try:
            line.kick(pin)
        except _trouble() as error:
            raise DrawerUnknownError(f"{self._name}: {error}") from error

    def _reach(self) -> _Line:
        try:
            return _Line(_open(self._name))
        except _trouble() as error:
            raise PrinterAbsentError(f"{self._name}: {error}") from error

    def _see_to(self, line: _Line) -> None:
        """Ask how the printer is; one that never answers is taken at its silence."""
        try:
            cause = line.ask(ASK_CAUSE, self._answer_s)
            paper = line.ask(ASK_PAPER, self._answer_s) if cause is not None else None
            if cause is None or paper is None:
                if self._answers:
                    raise PrinterNotReadyError(Lack.SILENT)
                return
            self._answers = True
            if (lack := _lack(cause, paper)) is not None:
                raise PrinterNotReadyError(lack)
            if self._confirms is None:
                self._confirms = line.ask(ASK_DONE, self._answer_s) is not None
        except _trouble() as error:
            raise PrinterAbsentError(f"{self._name}: {error}") from error

    def _send(self, line: _Line, content: bytes) -> None:
        try:
            line.send(content)
            done = not self._confirms or line.ask(ASK_DONE, self._done_s) is not None
        except _trouble() as error:
            raise PrintUnknownError(f"{self._name}: {error}") from error
        if not done:
            raise PrintUnknownError(f"{self._name}: does not say that it has printed")


def _lack(cause: int, paper: int) -> Lack | None:
    """Read the bits of DLE EOT 2 and DLE EOT 4."""
    if cause & 0x20 or paper & 0x60:
        return Lack.PAPER
    if cause & 0x04:
        return Lack.COVER
    return Lack.FAULT if cause & 0x40 else None


class _Line:
    """An open way to a printer."""

    def __init__(self, device: Escpos) -> None:
        self._device = device

    def send(self, content: bytes) -> None:
        self._wait(SEND_S)
        self._device._raw(content)  # noqa: SLF001 - python-escpos's own way to send bytes as they are

    def kick(self, pin: int) -> None:
        self._wait(SEND_S)
        self._device.cashdraw(pin)

    def ask(self, question: bytes, seconds: float) -> int | None:
        """Ask for a byte; None where none comes in time, or the way leads in one direction only."""
        if type(self._device).__name__ == "Win32Raw":
            return None
        self._wait(seconds)
        try:
            answer = bytes(self._device.query_status(question))
        except TimeoutError:
            return None
        except OSError as error:
            if type(error).__name__ == "USBTimeoutError":  # of pyusb, which may not be there
                return None
            raise
        if not answer and isinstance(self._device.device, socket.socket):
            raise ConnectionResetError("the printer hung up")
        return answer[-1] if answer else None

    def close(self) -> None:
        try:
            self._device.close()
        except _trouble() as error:
            log.warning("closing the printer: %s", error)

    def _wait(self, seconds: float) -> None:
        """Set how long the next call may take."""
        way: Any = self._device.device
        if isinstance(way, socket.socket):
            way.settimeout(seconds)
        elif hasattr(way, "write_timeout"):  # a serial line
            way.timeout = way.write_timeout = seconds


def _trouble() -> tuple[type[Exception], ...]:
    """List what the four ways raise: pyserial's and pyusb's errors are OSErrors, a missing part is a RuntimeError."""
    from escpos.exceptions import Error  # noqa: PLC0415 - heavy, see the module's first lines

    known = (OSError, Error, RuntimeError, ValueError)
    if sys.platform == "win32":
        from pywintypes import error  # noqa: PLC0415 - there only

        return (*known, error)
    return known


def _open(name: str) -> Escpos:
    """Open the way that a name means."""
    from escpos import printer as ways  # noqa: PLC0415 - heavy, see the module's first lines

    parts = re.fullmatch(PRINTER, name)
    if parts is None:
        raise ValueError("no printer is named so")
    if host := parts["host"]:
        network = ways.Network(host)
        # Connected here, because python-escpos knows IPv4 only, and lets a socket leak where nobody answers.
        network.device = socket.create_connection((host.strip("[]"), int(parts["port"] or 9100)), CONNECT_S)
        return network
    if device := parts["device"]:
        serial = ways.Serial(device, baudrate=int(parts["baud"] or 9600), timeout=ANSWER_S)
        serial.open()
        return serial
    if queue := parts["queue"]:
        windows = ways.Win32Raw(queue)
        windows.open("receipt")
        return windows
    usb = ways.Usb(int(parts["vendor"], 16), int(parts["product"], 16), timeout=int(SEND_S * 1000))
    usb.open()
    _find_ends(usb)
    return usb


def _find_ends(usb: Any) -> None:
    """Find where a USB printer listens and speaks: python-escpos knows the ends of some models only."""
    for interface in usb.device.get_active_configuration():
        if interface.bInterfaceClass == 7:  # printers
            for end in interface:
                speaks = bool(end.bEndpointAddress & 0x80)
                setattr(usb, "in_ep" if speaks else "out_ep", end.bEndpointAddress)
            return
