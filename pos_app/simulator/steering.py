"""The steering wheel over HTTP, under ``/simulator/``: for tests, demonstrations and training.

Open to this machine only, and only to requests that a web page cannot make unasked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from pos_app.simulator.books import Books
from pos_app.simulator.clock import Clock
from pos_app.simulator.forms import is_loopback
from pos_app.simulator.messages import Reply, Request, dump
from pos_app.simulator.notices import Notice, Notices
from pos_app.simulator.phone import Phone, PhoneError
from pos_app.simulator.platform_certificates import PlatformCertificates
from pos_app.simulator.records import RefundStatus
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.switches import Switches, TrustMode
from pos_app.simulator.weather import Weather

PREFIX = "/simulator/"

Values = dict[str, Any]

_TEXT, _FLAG, _WHOLE, _NUMBER = (str,), (bool,), (int,), (int, float)
_KINDS: Mapping[str, tuple[type, ...]] = {
    "action": _TEXT,
    "code_url": _TEXT,
    "out_trade_no": _TEXT,
    "account": _TEXT,
    "coupon_fen": _WHOLE,
    "even_closed": _FLAG,
    "call": _TEXT,
    "fault": _TEXT,
    "times": (int, type(None)),
    "seconds": (int, float, type(None)),
    "deed": _FLAG,
    "seed": _WHOLE,
    "rate": _NUMBER,
    "faults": (list,),
    "advance_seconds": _NUMBER,
    "out_refund_no": _TEXT,
    "status": _TEXT,
    "trust": _TEXT,
    "legacy_codes": _FLAG,
    "refund_seconds": _NUMBER,
    "refund_outcome": _TEXT,
    "refund_gap": _NUMBER,
    "opening_fen": (int, type(None)),
    "platform_notify_url": (str, type(None)),
}
_LARGEST = 10**12  # of any number; neither infinity nor NaN is below it

_PHONE_VERBS = frozenset({"scan", "enter_password", "decline", "pay", "pay_late", "pay_during_close"})


class SteeringError(Exception):
    """What was asked makes no sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """What can be steered."""

    settle_refund: Callable[[str, str], Values]
    books: Books
    clock: Clock
    phone: Phone
    weather: Weather
    notices: Notices
    switches: Switches
    platform: PlatformCertificates


class Steering:
    """Turns requests under ``/simulator/`` into deeds."""

    def __init__(self, levers: Levers) -> None:
        self._levers = levers
        self._verbs: Mapping[tuple[str, str], Callable[[Values], Mapping[str, Any]]] = {
            ("POST", "phone"): self._use_phone,
            ("GET", "weather"): self._tell_weather,
            ("POST", "weather"): self._make_weather,
            ("DELETE", "weather"): self._clear_weather,
            ("GET", "books"): self._audit,
            ("POST", "clock"): self._wind,
            ("POST", "refund"): self._settle_refund,
            ("POST", "switches"): self._turn_switches,
            ("POST", "certificates"): self._change_certificates,
            ("GET", "notices"): self._tell_notices,
            ("POST", "notices"): self._deliver_notices,
        }

    def answer(self, request: Request) -> Reply:
        """Do what a request asks for."""
        verb = self._verbs.get((request.method, request.path.removeprefix(PREFIX)))
        if verb is None:
            return _reply(404, {"error": "no such verb"})
        if not _may_steer(request):
            return _reply(403, {"error": "only from this machine, and as application/json"})
        try:
            return _reply(200, verb(_read(request.body)))
        except PhoneError as error:
            return _reply(409, {"reason": error.reason, "error": error.words})
        except RefusalError as error:
            return _reply(409, {"reason": error.code, "error": error.message})
        except (SteeringError, ValueError, TypeError, KeyError, RecursionError) as error:
            return _reply(400, {"error": str(error)})

    def _use_phone(self, values: Values) -> Values:
        action = values.pop("action")
        if action not in _PHONE_VERBS:
            raise SteeringError(f"the phone cannot {action}")
        code = values.pop("code_url", None) or values.pop("out_trade_no")
        return asdict(getattr(self._levers.phone, action)(code, **values))

    def _tell_weather(self, _values: Values) -> Values:
        return {"spells": [asdict(spell) for spell in self._levers.weather.forecast()]}

    def _make_weather(self, values: Values) -> Values:
        if "seed" in values:
            self._levers.weather.randomise(**values)
        else:
            self._levers.weather.set(**values)
        return self._tell_weather({})

    def _clear_weather(self, _values: Values) -> Values:
        self._levers.weather.clear()
        return self._tell_weather({})

    def _audit(self, _values: Values) -> Mapping[str, Any]:
        return self._levers.books.audit()

    def _wind(self, values: Values) -> Values:
        self._levers.books.wind(float(values["advance_seconds"]))
        return {"ahead_seconds": self._levers.clock.ahead}

    def _settle_refund(self, values: Values) -> Values:
        return self._levers.settle_refund(values["out_refund_no"], values["status"])

    def _turn_switches(self, values: Values) -> Values:
        switches = self._levers.switches
        kinds = {"trust": TrustMode, "refund_outcome": RefundStatus}
        if unknown := values.keys() - {one.name for one in fields(switches)}:
            raise SteeringError(f"no such switch: {', '.join(sorted(unknown))}")
        for name, value in values.items():
            setattr(switches, name, kinds[name](value) if name in kinds else value)
        return asdict(switches)

    def _change_certificates(self, values: Values) -> Values:
        platform = self._levers.platform
        match values["action"]:
            case "rotate":
                return {"serial": platform.rotate()}
            case "switch":
                return {"serial": platform.switch()}
            case "retire":
                return {"serial": platform.retire()}
            case action:
                raise SteeringError(f"certificates cannot {action}")

    def _tell_notices(self, _values: Values) -> Values:
        return {"notices": [_told(notice) for notice in self._levers.notices.outbox()]}

    def _deliver_notices(self, _values: Values) -> Values:
        return {"attempts": self._levers.notices.deliver_due()}


def _read(body: bytes) -> Values:
    values = json.loads(body) if body else {}
    if not isinstance(values, dict):
        raise SteeringError("a JSON object is wanted")
    for name, value in values.items():
        if name in _KINDS and type(value) not in _KINDS[name]:
            raise SteeringError(f"{name} is of the wrong kind")
        if isinstance(value, int | float) and not -_LARGEST <= value <= _LARGEST:
            raise SteeringError(f"{name} is out of all reason")
    return values


def _reply(status: int, values: Mapping[str, Any]) -> Reply:
    return Reply(status=status, body=dump(values), subcode=None)


def _may_steer(request: Request) -> bool:
    """Keep web pages out: no foreign ``Host``, no ``Origin``, and no body that a form could send."""
    try:
        host = urlsplit(request.origin).hostname or ""
    except ValueError:  # a bracket that never closes
        return False
    if request.header("origin") or not is_loopback(host):
        return False
    return not request.body or request.header("content-type").startswith("application/json")


def _told(notice: Notice) -> Values:
    return {
        "event": notice.event,
        "number": notice.number,
        "url": notice.url,
        "attempts": notice.attempts,
        "state": notice.state,
    }
