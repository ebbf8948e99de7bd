"""One request from the gate to the wire: weather, gate, call, signature, bytes."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import formatdate
from http import HTTPStatus

from pos_app.simulator import seal as sealing
from pos_app.simulator.api import Api, Route
from pos_app.simulator.clock import Clock
from pos_app.simulator.gate import Gate
from pos_app.simulator.messages import Reply, Request, dump
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.seal import Seal
from pos_app.simulator.spoiling import foreign_page, refusal, spoil_bytes, spoil_contents, spoil_headers
from pos_app.simulator.switches import Switches
from pos_app.simulator.weather import INSTEAD, Fault, Spell, Weather

log = logging.getLogger(__name__)

_ORDERS = "/v3/pay/transactions/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What goes out. No bytes: the connection is lost. ``last``: it is closed afterwards."""

    raw: bytes = b""
    last: bool = False


LOST = Delivery(last=True)


class Provider:
    """Answers requests as WeChat Pay would, in the weather that was ordered."""

    def __init__(
        self,
        gate: Gate,
        api: Api,
        seal: Seal,
        weather: Weather,
        clock: Clock,
        switches: Switches,
        pause: Callable[[float], None],
    ) -> None:
        self._gate = gate
        self._api = api
        self._seal = seal
        self._weather = weather
        self._clock = clock
        self._switches = switches
        self._pause = pause

    def answer(self, request: Request) -> Delivery:
        """Answer one request."""
        route = self._api.route(request)
        if isinstance(route, int):
            return self._sent(request, Reply(status=route, subcode=None), Spell())
        spell = self._weather.strike(route.call)
        if spell.fault is not None:
            log.info("%s meets %s", route.call, spell.fault)
        if spell.fault in {Fault.DELAY, Fault.HANG}:
            self._pause(spell.seconds)
        if spell.fault in INSTEAD:
            return self._instead(request, route, spell)
        reply = self._deed(request, route, spell)
        return LOST if spell.fault is Fault.DROP_AFTER else self._sent(request, reply, spell)

    def _instead(self, request: Request, route: Route, spell: Spell) -> Delivery:
        """Let a fault take the place of the answer, and of the deed unless the spell says otherwise."""
        if spell.deed:
            self._deed(request, route, spell)
        if spell.fault is Fault.HTML_PAGE:
            return self._sent(request, foreign_page(), spell)
        error = refusal(spell.fault)
        return LOST if error is None else self._sent(request, self._refused(error), spell)

    def _deed(self, request: Request, route: Route, spell: Spell) -> Reply:
        try:
            self._gate.check(request, self._wire(spell))
            return route.handler(request, route.part)
        except RefusalError as error:
            log.info("%s refused: %s", route.call, error.code)
            traceless = error.status == HTTPStatus.UNAUTHORIZED and request.path.startswith(_ORDERS)
            reply = self._refused(error)
            return replace(reply, subcode=None) if traceless else reply

    def _refused(self, error: RefusalError) -> Reply:
        """Return an error reply: unsigned, save for the 202 that says "not yet"."""
        body = dump(error.body(legacy=self._switches.legacy_codes))
        return Reply(status=error.status, body=body, signed=error.status < 300, subcode=error.subcode)

    def _wire(self, spell: Spell) -> float:
        return self._clock.wire() + (spell.seconds if spell.fault is Fault.CLOCK_SKEW else 0.0)

    def _sent(self, request: Request, reply: Reply, spell: Spell) -> Delivery:
        """Sign a reply where it is due, and put it into bytes."""
        reply = spoil_contents(spell.fault, reply)
        now = self._wire(spell)
        proof: dict[str, str] = {}
        if reply.signed:
            stale = spell.seconds if spell.fault is Fault.STALE_TIME else 0.0
            key = self._seal.reply_key(request.header("wechatpay-serial"))
            proof = spoil_headers(spell.fault, sealing.headers(key, reply.body, int(now - stale)))
        raw = spoil_bytes(spell.fault, serialise(reply, proof, now), len(reply.body))
        return Delivery(raw=raw, last=spell.fault is Fault.TRUNCATED)


def serialise(reply: Reply, proof: dict[str, str], now: float) -> bytes:
    """Put a reply into the bytes of HTTP/1.1, to be sent at once."""
    head = {
        "Server": "nginx",
        "Date": formatdate(now, usegmt=True),
        "Connection": "keep-alive",
        "Keep-Alive": "timeout=8",
        "Cache-Control": "no-cache, must-revalidate",
        "X-Content-Type-Options": "nosniff",
        "Content-Language": "zh-CN",
    }
    if reply.status != HTTPStatus.NO_CONTENT:
        head |= {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
    if reply.subcode is not None:
        head["Request-ID"] = f"{secrets.token_hex(20).upper()}-{reply.subcode}"
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in (head | proof).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + reply.body
