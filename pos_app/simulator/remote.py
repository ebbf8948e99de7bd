"""A simulator in a process of its own, steered over HTTP with the same verbs as an embedded one."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pos_app.simulator.books import Audit
from pos_app.simulator.phone import WORDS, Bill, PhoneError
from pos_app.simulator.weather import Fault

TIMEOUT = 10.0  # seconds


class RemoteSimulatorError(Exception):
    """The simulator refused a verb, in its own words."""


class RemoteSimulator:
    """Steers the simulator at an address; ``ca_file`` is the ``ca.pem`` of its folder, needed with TLS."""

    def __init__(self, url: str, *, ca_file: Path | None = None) -> None:
        self.url = url
        self._wire = _Wire(url, ca_file)
        self.phone = RemotePhone(self._wire)
        self.weather = RemoteWeather(self._wire)

    def wind(self, seconds: float) -> float:
        """Put the trade's time forward; give the seconds by which it runs before the wall's."""
        return float(self._wire.ask("POST", "clock", {"advance_seconds": seconds})["ahead_seconds"])

    def audit(self) -> Audit:
        """Return what the books say."""
        return cast("Audit", self._wire.ask("GET", "books"))

    def set_refund(self, out_refund_no: str, status: str) -> dict[str, Any]:
        """Put a refund into a state, as the banks would."""
        return self._wire.ask("POST", "refund", {"out_refund_no": out_refund_no, "status": status})

    def set_switches(self, **switches: Any) -> dict[str, Any]:
        """Turn switches, by the names of `pos_app.simulator.switches.Switches`."""
        return self._wire.ask("POST", "switches", switches)

    def change_certificates(self, action: str) -> str:
        """``rotate``, ``switch`` or ``retire`` the platform certificates; return the serial concerned."""
        return str(self._wire.ask("POST", "certificates", {"action": action})["serial"])

    def notices(self) -> list[dict[str, Any]]:
        """Return every notice and what became of it."""
        return cast("list[dict[str, Any]]", self._wire.ask("GET", "notices")["notices"])

    def deliver_notices(self) -> int:
        """Make every attempt that is due; return how many there were."""
        return int(self._wire.ask("POST", "notices")["attempts"])


class RemotePhone:
    """The customer's phone, far away. See `pos_app.simulator.phone.Phone`."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def scan(self, code: str, account: str = "A") -> Bill:
        """Point the camera at a code."""
        return self._use("scan", code, account)

    def enter_password(self, code: str, account: str = "A") -> Bill:
        """Begin to type the password."""
        return self._use("enter_password", code, account)

    def decline(self, code: str, account: str = "A") -> Bill:
        """Put the phone away."""
        return self._use("decline", code, account)

    def pay(self, code: str, account: str = "A", *, coupon_fen: int = 0) -> Bill:
        """Scan and pay."""
        return self._use("pay", code, account, coupon_fen=coupon_fen)

    def pay_late(self, code: str, account: str = "A", *, even_closed: bool = False) -> Bill:
        """Let money arrive after the code or the order has expired."""
        return self._use("pay_late", code, account, even_closed=even_closed)

    def pay_during_close(self, code: str, account: str = "A") -> Bill:
        """Pay at the very moment of the next close."""
        return self._use("pay_during_close", code, account)

    def _use(self, action: str, code: str, account: str, **more: Any) -> Bill:
        values = {"action": action, "code_url": code, "account": account, **more}
        return Bill(**self._wire.ask("POST", "phone", values))


class RemoteWeather:
    """The weather, far away. See `pos_app.simulator.weather.Weather`."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def set(
        self, call: str, fault: str, *, times: int | None = 1, seconds: float | None = None, deed: bool = False
    ) -> None:
        """Let a fault strike the next calls of one kind, or of any."""
        values = {"call": call, "fault": fault, "times": times, "seconds": seconds, "deed": deed}
        self._wire.ask("POST", "weather", values)

    def randomise(self, seed: int, rate: float, faults: Sequence[str] = tuple(Fault)) -> None:
        """Let chance strike."""
        self._wire.ask("POST", "weather", {"seed": seed, "rate": rate, "faults": list(faults)})

    def clear(self) -> None:
        """Let the sun shine."""
        self._wire.ask("DELETE", "weather")


class _Wire:
    def __init__(self, url: str, ca_file: Path | None) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._tls = None if parts.scheme == "http" else ssl.create_default_context(cafile=ca_file)

    def ask(self, method: str, verb: str, values: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask for one deed.

        Raises:
            PhoneError: the phone shows a refusal.
            RemoteSimulatorError: the verb makes no sense, or not now.
        """
        body = None if values is None else json.dumps(values).encode()
        connection = self._connection()
        try:
            connection.request(method, f"/simulator/{verb}", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status == 200:
            return answer
        if verb == "phone" and answer.get("reason") in WORDS:
            raise PhoneError(answer["reason"])
        raise RemoteSimulatorError(answer["error"])

    def _connection(self) -> http.client.HTTPConnection:
        if self._tls is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT)
        return http.client.HTTPSConnection(self._host, self._port, timeout=TIMEOUT, context=self._tls)
