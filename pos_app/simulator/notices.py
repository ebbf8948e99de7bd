"""Notices to the merchant's ``notify_url``: sealed, signed, repeated until they are acknowledged.

Only addresses of this very machine are ever called: a pretend provider has no business elsewhere.
Source: APIv3 documents, "payment notice", "refund notice" and their retry schedule; APIv2, "refund notice".
"""

from __future__ import annotations

import http.client
import logging
import ssl
import threading
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pos_app.simulator import seal as sealing
from pos_app.simulator.clock import Clock
from pos_app.simulator.forms import is_loopback
from pos_app.simulator.identity import Identity
from pos_app.simulator.notice_bodies import payment_notice, refund_notice_v2, refund_notice_v3
from pos_app.simulator.records import Order, Refund, RefundStatus
from pos_app.simulator.seal import Seal
from pos_app.simulator.spoiling import spoil_headers
from pos_app.simulator.switches import Switches
from pos_app.simulator.weather import CALM, Fault, Spell, Weather

log = logging.getLogger(__name__)

RETRY_AFTER = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
"""Seconds from one attempt to the next; after the last there is none."""

DEADLINE = 5.0  # seconds in which the merchant must acknowledge
_LONGEST_WAIT = 0.5  # seconds between two looks at a clock that may have been wound

JSON = "application/json"
XML = "text/xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice and what became of it.

    Attributes:
        due_at: the next attempt, by the trade's clock; ``None`` when there will be none.
        state: ``waiting``, ``acknowledged``, ``given_up``, or ``elsewhere`` (not an address of this machine).
    """

    event: str
    number: str
    url: str
    body: bytes
    content_type: str
    due_at: float | None
    attempts: int = 0
    state: str = "waiting"


class Notices:
    """The outbox, and the thread that empties it when it is switched on."""

    def __init__(self, identity: Identity, switches: Switches, clock: Clock, seal: Seal, weather: Weather) -> None:
        self._identity = identity
        self._switches = switches
        self._clock = clock
        self._seal = seal
        self._weather = weather
        self._changed = threading.Condition()
        self._outbox: list[Notice] = []
        self._thread: threading.Thread | None = None
        self._stopping = False

    def on_movement(self, why: str, record: Order | Refund) -> None:
        """Put a notice into the outbox if a movement is worth one: payments that succeeded, refunds that ended."""
        if isinstance(record, Order):
            if why == "paid":
                body = payment_notice(self._identity, record, self._clock.now())
                self._post("TRANSACTION.SUCCESS", record.out_trade_no, record.notify_url, body, JSON)
        elif record.status is not RefundStatus.PROCESSING:
            self._post_refund(record)

    def outbox(self) -> tuple[Notice, ...]:
        """Return every notice, oldest first, with what became of it."""
        with self._changed:
            return tuple(self._outbox)

    def deliver_due(self) -> int:
        """Make every attempt that is due, and return how many there were."""
        made = 0
        for index, notice in enumerate(self.outbox()):
            if notice.due_at is not None and notice.due_at <= self._clock.now():
                tried = self._attempted(notice)
                with self._changed:
                    self._outbox[index] = tried
                made += 1
        return made

    def proof_of(self, notice: Notice, spell: Spell = CALM) -> dict[str, str]:
        """Sign a notice anew, for its timestamp must be of now. Those of APIv2 bear no signature."""
        if notice.content_type != JSON:
            return {}
        stale = spell.seconds if spell.fault is Fault.STALE_TIME else 0.0
        proof = sealing.headers(self._seal.notice_key(), notice.body, int(self._clock.wire() - stale))
        return spoil_headers(spell.fault, proof)

    def start(self) -> None:
        """Deliver from now on without being asked."""
        if self._thread is None:
            self._stopping = False
            self._thread = threading.Thread(target=self._run, name="simulator notices", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Deliver no more."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while not self._stopping:
            self.deliver_due()
            with self._changed:
                self._changed.wait_for(self._has_something_to_do, _LONGEST_WAIT)

    def _has_something_to_do(self) -> bool:
        now = self._clock.now()
        return self._stopping or any(one.due_at is not None and one.due_at <= now for one in self._outbox)

    def _post_refund(self, refund: Refund) -> None:
        event = {
            RefundStatus.SUCCESS: "REFUND.SUCCESS",
            RefundStatus.ABNORMAL: "REFUND.ABNORMAL",
            RefundStatus.CLOSED: "REFUND.CLOSED",
        }[refund.status]
        if refund.notify_url is not None:
            body = refund_notice_v3(self._identity, refund, event, self._clock.now())
            self._post(event, refund.out_refund_no, refund.notify_url, body, JSON)
        elif self._switches.platform_notify_url is not None:
            body = refund_notice_v2(self._identity, refund)
            self._post(event, refund.out_refund_no, self._switches.platform_notify_url, body, XML)

    def _post(self, event: str, number: str, url: str, body: bytes, content_type: str) -> None:
        near = is_loopback(urlsplit(url).hostname or "")
        notice = Notice(
            event=event,
            number=number,
            url=url,
            body=body,
            content_type=content_type,
            due_at=self._clock.now() if near else None,
            state="waiting" if near else "elsewhere",
        )
        with self._changed:
            self._outbox.append(notice)
            self._changed.notify_all()

    def _attempted(self, notice: Notice) -> Notice:
        tried = replace(notice, attempts=notice.attempts + 1)
        if self._acknowledged(notice):
            return replace(tried, state="acknowledged", due_at=None)
        if tried.attempts > len(RETRY_AFTER):
            return replace(tried, state="given_up", due_at=None)
        return replace(tried, due_at=(notice.due_at or 0.0) + RETRY_AFTER[tried.attempts - 1])

    def _acknowledged(self, notice: Notice) -> bool:
        """Send a notice once."""
        headers = {"Content-Type": notice.content_type, "Accept": "*/*", "User-Agent": "Mozilla/4.0"}
        headers |= self.proof_of(notice, self._weather.strike("notice"))
        connection = self._connection(notice.url)
        try:
            connection.request("POST", urlsplit(notice.url).path or "/", notice.body, headers)
            return connection.getresponse().status in {200, 204}
        except (OSError, http.client.HTTPException) as error:
            log.info("notice of %s not delivered: %s", notice.number, type(error).__name__)
            return False
        finally:
            connection.close()

    def _connection(self, url: str) -> http.client.HTTPConnection:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            trusted = ssl.create_default_context(cafile=str(self._identity.ca_file))
            return http.client.HTTPSConnection(host, parts.port, timeout=DEADLINE, context=trusted)
        return http.client.HTTPConnection(host, parts.port, timeout=DEADLINE)
