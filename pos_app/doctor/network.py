"""The way to WeChat Pay, host by host, and the clock beside theirs."""

from __future__ import annotations

from collections.abc import Iterator

from pos_app.doctor import outcomes
from pos_app.doctor.case import Case
from pos_app.doctor.finding import Finding, Outcome, Verdict, found
from pos_app.wechatpay.client import BACKUP_URL, URL
from pos_app.wechatpay.errors import ConfigurationError
from pos_app.wechatpay.probe import Fault, Reach, reach

CLOCK_GOOD, CLOCK_LIMIT = 30, 300  # seconds; WeChat Pay refuses signatures that are further off than the latter

_FAULTS: dict[Fault, Outcome] = {
    Fault.NAME: outcomes.NAME_UNKNOWN,
    Fault.PORT: outcomes.PORT_SHUT,
    Fault.PROXY: outcomes.PROXY_REFUSES,
    Fault.AUTHORITY: outcomes.TLS_NOBODY,
    Fault.EXPIRED: outcomes.TLS_EXPIRED,
    Fault.OTHER_HOST: outcomes.TLS_OTHER,
    Fault.TLS: outcomes.TLS_BROKEN,
    Fault.SILENT: outcomes.HOST_SILENT,
}
# How many steps of the way stand behind a fault.
_STEPS_BEFORE = {Fault.NAME: 0, Fault.PORT: 1, Fault.PROXY: 2, Fault.SILENT: 4}


def main_host(case: Case) -> Iterator[Finding]:
    """Go the way to the host that is asked first."""
    yield from _look(case, case.settings.gateway.url, spare=False)


def backup_host(case: Case) -> Iterator[Finding]:
    """Go the way to the host that is asked when the first cannot be reached; nothing where there is none."""
    gateway = case.settings.gateway
    backup = gateway.backup_url or (BACKUP_URL if gateway.url.rstrip("/") == URL else "")
    if backup:
        yield from _look(case, backup, spare=True)


def _look(case: Case, url: str, *, spare: bool) -> Iterator[Finding]:
    try:
        came = reach(url, ca_file=case.settings.gateway.ca_file, clock=case.clock)
    except ConfigurationError as error:
        yield found(outcomes.ADDRESS_WRONG, reason=error)
        return
    yield from _way(came)
    if came.fault is not None:
        outcome = _FAULTS[came.fault]
        yield found(outcome, Verdict.AMBER if spare else None, **_facts(came))
    else:
        yield _clock(came)


def _way(came: Reach) -> Iterator[Finding]:
    """Tell of the steps that were taken well."""
    steps = [outcomes.NAME_FOUND, outcomes.PORT_OPEN]
    if came.proxy:
        steps.append(outcomes.PROXY_PASSES)
    steps.append(outcomes.TLS_GOOD if came.tls else outcomes.PLAIN)
    good = len(steps) if came.fault is None else min(_STEPS_BEFORE.get(came.fault, len(steps) - 1), len(steps))
    for outcome in steps[:good]:
        yield found(outcome, **_facts(came))


def _facts(came: Reach) -> dict[str, object]:
    return {
        "host": came.host,
        "port": came.port,
        "proxy": came.proxy,
        "address": came.address,
        "tls": came.tls,
        "issuer": came.issuer,
        "expires": "" if came.expires is None else f"{came.expires:%Y-%m-%d}",
        "reason": came.reason,
    }


def _clock(came: Reach) -> Finding:
    if came.ahead is None:
        return found(outcomes.CLOCK_UNTOLD, host=came.host)
    off = round(abs(came.ahead))
    if off < CLOCK_GOOD:
        return found(outcomes.CLOCK_RIGHT, host=came.host, seconds=max(off, 1))
    outcome = outcomes.CLOCK_AHEAD if came.ahead > 0 else outcomes.CLOCK_BEHIND
    return found(outcome, Verdict.RED if off >= CLOCK_LIMIT else None, host=came.host, seconds=off)
