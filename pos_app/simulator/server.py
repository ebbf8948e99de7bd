"""The simulator put together: embedded as an object, or run as a command."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Self

from pos_app.simulator.api import Api
from pos_app.simulator.books import Audit, Books
from pos_app.simulator.chronicle import Chronicle
from pos_app.simulator.clock import Clock
from pos_app.simulator.gate import Gate
from pos_app.simulator.identity import open_identity
from pos_app.simulator.listener import Listener, server_context
from pos_app.simulator.messages import Request
from pos_app.simulator.notices import Notices
from pos_app.simulator.orders import OrderDesk
from pos_app.simulator.phone import Phone
from pos_app.simulator.provider import Delivery, Provider, serialise
from pos_app.simulator.seal import Seal
from pos_app.simulator.steering import PREFIX, Levers, Steering
from pos_app.simulator.switches import Switches
from pos_app.simulator.weather import Weather

log = logging.getLogger(__name__)


class Simulator:
    """A pretend WeChat Pay on a loopback address, with one merchant, whose credentials lie in ``directory``.

    The same ``directory`` brings back the same merchant, keys and books.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 0,
        tls: bool = False,
        clock: Callable[[], float] = time.time,
        deliver_notices: bool = False,
    ) -> None:
        self.identity = open_identity(directory)
        self.clock = Clock(clock)
        self.switches = Switches()
        self.weather = Weather()
        self.books = Books(self.clock, Chronicle(directory / "books.jsonl"))
        seal = Seal(self.identity, self.switches)
        self.notices = Notices(self.identity, self.switches, self.clock, seal, self.weather)
        self.books.subscribe(self.notices.on_movement)
        orders = OrderDesk(self.books, self.clock)
        self.phone = Phone(self.books, orders, self.clock)
        self._api = Api(self.identity, self.books, self.clock, self.switches, seal, orders)
        self._steering = Steering(self._levers())
        self._stopping = threading.Event()
        self._provider = Provider(
            Gate(self.identity), self._api, seal, self.weather, self.clock, self.switches, self._pause
        )
        context = server_context(self.identity.tls_certificate, self.identity.tls_key) if tls else None
        self._listener = Listener(port, self._answer, context)
        self._thread: threading.Thread | None = None
        self._deliver_notices = deliver_notices

    @property
    def url(self) -> str:
        """The address to give to a client."""
        return self._listener.origin

    def start(self) -> Self:
        """Serve from now on, and write ``merchant.json``."""
        self.identity.publish(self.url)
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, name="simulator", daemon=True
        )
        self._thread.start()
        if self._deliver_notices:
            self.notices.start()
        log.info("simulator listens on %s", self.url)
        return self

    def stop(self) -> None:
        """Stop serving; every connection is cut."""
        self._stopping.set()
        self.notices.stop()
        if self._thread is not None:
            self._listener.shutdown()
            self._thread.join()
            self._thread = None
        self._listener.server_close()
        self._listener.hang_up()
        self.books.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wind(self, seconds: float) -> None:
        """Put the trade's time forward: codes expire, refunds arrive, bills become ready, notices fall due."""
        self.books.wind(seconds)

    def audit(self) -> Audit:
        """Return what the books say."""
        return self.books.audit()

    def set_refund(self, out_refund_no: str, status: str) -> dict[str, Any]:
        """Put a refund into a state, as the banks would."""
        return self._api.settle_refund(out_refund_no, status)

    def _levers(self) -> Levers:
        return Levers(
            settle_refund=self.set_refund,
            books=self.books,
            clock=self.clock,
            phone=self.phone,
            weather=self.weather,
            notices=self.notices,
            switches=self.switches,
            platform=self.identity.platform,
        )

    def _answer(self, request: Request) -> Delivery:
        if request.path.startswith(PREFIX):
            return Delivery(raw=serialise(self._steering.answer(request), {}, self.clock.wire()))
        return self._provider.answer(request)

    def _pause(self, seconds: float) -> None:
        """Let a reply wait, but not beyond the simulator's end."""
        self._stopping.wait(seconds)


def serve(directory: Path, port: int, tls: bool) -> None:
    """Run until SIGTERM or SIGINT; say on one line where."""
    done = threading.Event()

    def finish(_number: int, _frame: FrameType | None) -> None:
        done.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, finish)
    with Simulator(directory, port=port, tls=tls, deliver_notices=True) as simulator:
        sys.stdout.write(f"simulator ready on {simulator.url}\n")
        sys.stdout.flush()
        done.wait()
