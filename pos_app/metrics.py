"""The till's figures in Prometheus' text format: for whoever watches many tills, and asks for it.

Only counts and seconds are told: no number of a sale, no amount, no name (docs/metrics.md lists them all).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from prometheus_client import CollectorRegistry, Histogram, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pos_app import __version__
from pos_app.core.business_day import business_date
from pos_app.core.ledger_reading import LedgerReader
from pos_app.core.payment import PaymentState, Tender
from pos_app.core.refund import RefundState
from pos_app.wechatpay.timing import Timed

LOOPBACK = "127.0.0.1"
BUCKETS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0)  # seconds; a call ends after 12


class _Running(Protocol):
    """What `start_http_server` gives beside its thread."""

    def shutdown(self) -> None: ...
    def server_close(self) -> None: ...


class Figures:
    """What a till can tell of itself. Safe from any thread.

    Args:
        ledger: is read anew each time that somebody asks; what it costs does not grow with the book.
        clock: the time.
        day_starts: how long after midnight the shop's day begins.
    """

    def __init__(self, ledger: LedgerReader, *, clock: Callable[[], datetime], day_starts: timedelta) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Book(ledger, clock, day_starts))
        self._calls = Histogram(
            "pos_app_call_duration_seconds",
            "How long calls to WeChat Pay took, by call and outcome, since the till was opened",
            ("call", "outcome"),
            buckets=BUCKETS,
            registry=self._registry,
        )

    def note(self, timed: Timed) -> None:
        """Take in a call that is over."""
        self._calls.labels(timed.call, timed.outcome).observe(timed.seconds)

    def text(self) -> str:
        """Give everything in Prometheus' text format.

        Raises:
            LedgerError: the book cannot be read.
        """
        return generate_latest(self._registry).decode()

    def serve(self, port: int) -> Callable[[], None]:
        """Answer on ``http://127.0.0.1:port/metrics``, to this machine alone; give what ends it.

        Raises:
            OSError: the port is taken.
        """
        server: _Running
        server, thread = start_http_server(port, LOOPBACK, self._registry)

        def stop() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return stop


class _Book(Collector):
    """What the ledger says, at the moment of asking."""

    def __init__(self, ledger: LedgerReader, clock: Callable[[], datetime], day_starts: timedelta) -> None:
        self._ledger = ledger
        self._clock = clock
        self._day_starts = day_starts

    def collect(self) -> Iterator[Metric]:
        now = self._clock()
        standing = self._ledger.standing(business_date(now, self._day_starts))
        build = GaugeMetricFamily("pos_app_build_info", "The program's version", labels=("version",))
        build.add_metric((__version__,), 1)
        yield build
        today = GaugeMetricFamily(
            "pos_app_payments_today", "Payments begun on this business day, by state", labels=("tender", "state")
        )
        for tender in Tender:
            for state in PaymentState:
                if not tender.at_once or state is PaymentState.PAID:
                    today.add_metric((tender.value, state.value), standing.today.get((tender, state), 0))
        yield today
        unsettled = GaugeMetricFamily(
            "pos_app_payments_unsettled", "Payments of any day that are not at their end, by state", labels=("state",)
        )
        for state in (PaymentState.CREATED, PaymentState.PRESENTED, PaymentState.CLOSING):
            unsettled.add_metric((state.value,), standing.unsettled.get(state, 0))
        yield unsettled
        yield GaugeMetricFamily(
            "pos_app_payments_unconfirmed",
            "Payments of which nobody knows whether the customer paid",
            value=standing.unconfirmed,
        )
        refunds = GaugeMetricFamily(
            "pos_app_refunds_unsettled", "Refunds of any day that are not at their end, by state", labels=("state",)
        )
        for fate in (RefundState.CREATED, RefundState.PROCESSING, RefundState.ABNORMAL):
            refunds.add_metric((fate.value,), standing.refunds.get(fate, 0))
        yield refunds
        yield from self._waiting(now)

    def _waiting(self, now: datetime) -> Iterator[Metric]:
        """Tell what waits for a manager; what somebody has answered for waits no more."""
        waiting = [item for item in self._ledger.unresolved() if item.resolution is None]
        kinds = Counter(item.kind.value for item in waiting)
        unresolved = GaugeMetricFamily("pos_app_unresolved", "What waits for a manager, by kind", labels=("kind",))
        for kind, found in sorted(kinds.items()):
            unresolved.add_metric((kind,), found)
        yield unresolved
        oldest = min((item.since for item in waiting), default=now)
        yield GaugeMetricFamily(
            "pos_app_unresolved_oldest_age_seconds",
            "How long the oldest of them has waited; 0 if nothing waits",
            value=max(0.0, (now - oldest).total_seconds()),
        )
