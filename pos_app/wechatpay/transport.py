"""Carry requests to the provider and replies back, within a deadline, by the main host or its backup.

Source: wechatpay-api.md, section 7. Nothing is retried below the signing, redirects are never followed, and bodies are
capped. What a reply means is not decided here.
"""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.exceptions import HTTPError

from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, NotSentError, OutcomeUnknownError
from pos_app.wechatpay.hosts import Host, Reply, Sink, is_loopback
from pos_app.wechatpay.sockets import Lookup, Trip, travelling

log = logging.getLogger(__name__)

Result = TypeVar("Result")

COOL_DOWN = 60.0  # seconds during which the backup goes first after the main host failed
OFFICIAL_HOSTS = frozenset({"api.mch.weixin.qq.com", "api2.mch.weixin.qq.com", "api.wechatpay.cn", "api2.wechatpay.cn"})

# All that the layers below raise; ValueError is their answer to headers that make no sense.
_TROUBLE = (OSError, HTTPError, http.client.HTTPException, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long things may take, in seconds."""

    connect: float = 3.0  # name, TCP and TLS together
    read: float = 8.0  # of silence
    total: float = 12.0  # of one call, with the backup's turn
    download: float = 600.0  # of one bill


class Transport:
    """Main host and backup. Safe to use from several threads at a time.

    Args:
        url: of the main host: https, or http to this machine.
        backup_url: of the backup; the main host alone if None.
        ca_file: authorities to trust instead of the usual ones.
        timeouts: how long things may take.
        lookup: finds the addresses of a name.

    Raises:
        ConfigurationError: an address or the file will not do.
    """

    def __init__(
        self,
        url: str,
        backup_url: str | None = None,
        *,
        ca_file: Path | None = None,
        timeouts: Timeouts | None = None,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        places = [place_of(address) for address in dict.fromkeys((url, backup_url or url))]
        context = tls_context(ca_file) if any(place.scheme == "https" for place in places) else None
        self._hosts = [Host(place, context) for place in places]
        self._timeouts = timeouts or Timeouts()
        self._lookup = lookup
        self._lock = threading.Lock()
        self._main_rests_until = float("-inf")

    def __repr__(self) -> str:
        return f"Transport({', '.join(host.name for host in self._hosts)})"

    def deadline(self) -> float:
        """Return when a call that starts now must be over, in monotonic seconds."""
        return time.monotonic() + self._timeouts.total

    def send(
        self, method: str, target: str, body: bytes, headers: Callable[[], Mapping[str, str]], *, ends_at: float
    ) -> Reply:
        """Send a request and return the whole reply, whatever its status.

        Args:
            method: in upper case.
            target: path and query, as signed.
            body: empty if none is sent.
            headers: makes the headers of one attempt, signed anew.
            ends_at: when the call must be over, from ``deadline``.

        Raises:
            NotSentError: no host was reached.
            OutcomeUnknownError: the request may have arrived, but no whole reply came.
            BadReplyError: the reply is too large or cannot be decompressed.
        """
        trip = self._trip(target, ends_at)
        return self._travel(lambda host, trip: host.fetch(method, body, headers(), trip), self._order(), trip)

    def download(self, url: str, headers: Callable[[], Mapping[str, str]], sink: Sink) -> Reply:
        """Send a GET request for a file and pass a 200's body on to the sink, uncompressed as it travelled.

        Args:
            url: as the provider gave it.
            headers: makes the headers of one attempt, signed anew over ``self.target(url)``.
            sink: where the body goes.

        Raises:
            NotSentError, OutcomeUnknownError, BadReplyError: as ``send``.
        """
        target = self.target(url)
        named = urlsplit(url).netloc
        order = sorted(self._order(), key=lambda host: host.name != named)
        trip = self._trip(target, time.monotonic() + self._timeouts.download)
        return self._travel(lambda host, trip: host.save(headers(), sink, trip), order, trip)

    def target(self, url: str) -> str:
        """Return the path and query of an address that the provider gave, exactly as given.

        Raises:
            BadReplyError: it leads to a host that is none of the provider's.
        """
        try:
            place = urlsplit(url)
            ours = {(host.scheme, host.name) for host in self._hosts}
            known = (place.scheme, place.netloc) in ours or (
                place.scheme == "https"
                and place.netloc in OFFICIAL_HOSTS
                and any(host.name in OFFICIAL_HOSTS for host in self._hosts)
            )
        except ValueError:
            known = False
        if not known or not url.isascii() or not url.isprintable() or " " in url or "#" in url:
            raise BadReplyError("the address of the file is none of the provider's")
        return url[len(f"{place.scheme}://{place.netloc}") :] or "/"

    def close(self) -> None:
        """Close all connections."""
        for host in self._hosts:
            host.adapter.close()

    def _order(self) -> list[Host]:
        with self._lock:
            rests = time.monotonic() < self._main_rests_until
        return self._hosts[::-1] if rests else list(self._hosts)

    def _travel(self, go: Callable[[Host, Trip], Result], order: list[Host], plan: Trip) -> Result:
        """Try each host once, and once more where only a connection had grown stale."""
        failures: list[str] = []
        sent = stale = False
        while order and time.monotonic() < plan.ends_at:
            host = order.pop(0)
            trip = replace(plan)
            try:
                with travelling(trip):
                    result = go(host, trip)
            except _TROUBLE as error:
                failures.append(f"{host.name}: {_reason(error)}")
                sent |= trip.sent
                if trip.reused and not trip.heard and not stale and not _timed_out(error):
                    stale = True
                    order.insert(0, host)  # closed by the server while it was idle: one fresh connection
            else:
                self._note(host, failed=len(failures) > stale)
                return result
        # Raised out here so that no cause can carry the headers along.
        log.info("no reply: %s", "; ".join(failures))
        if sent:
            raise OutcomeUnknownError(f"no whole reply came ({'; '.join(failures)})")
        raise NotSentError(f"not reached ({'; '.join(failures) or 'no time left'})")

    def _trip(self, target: str, ends_at: float) -> Trip:
        return Trip(
            target=target,
            ends_at=ends_at,
            connect_seconds=self._timeouts.connect,
            read_seconds=self._timeouts.read,
            lookup=self._lookup,
        )

    def _note(self, host: Host, *, failed: bool) -> None:
        with self._lock:
            if host is self._hosts[0]:
                self._main_rests_until = float("-inf")
            elif failed:
                self._main_rests_until = time.monotonic() + COOL_DOWN


def place_of(url: str) -> SplitResult:
    """Take an address apart and refuse what would be unsafe."""
    try:
        place = urlsplit(url)
        secure = place.scheme == "https" or (place.scheme == "http" and is_loopback(place.hostname or ""))
        bare = place.path in {"", "/"} and not place.query and not place.fragment and "@" not in place.netloc
        fits = secure and bare and bool(place.hostname) and place.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise ConfigurationError(f"{url!r} must be https:// and a host, or http:// to this machine, and nothing more")
    return place


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Read the authorities once, for both hosts."""
    try:
        context = ssl.create_default_context(cafile=ca_file or DEFAULT_CA_BUNDLE_PATH)
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(f"the authorities in {ca_file} cannot be read: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, outermost first; some libraries wrap without chaining."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        wrapped = next((value for value in found.args if isinstance(value, BaseException)), None)
        found = found.__cause__ or found.__context__ or wrapped


def _reason(error: BaseException) -> str:
    """Name the innermost error; the outer ones quote addresses and hold headers."""
    *_, inner = _chain(error)
    said = inner.strerror if isinstance(inner, OSError) else None
    return f"{type(inner).__name__} {said}" if said else type(inner).__name__


def _timed_out(error: BaseException) -> bool:
    return any(isinstance(found, TimeoutError) for found in _chain(error))
