"""`pos-app update`: look for a newer version, fetch it, switch to it, go back."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pos_app import settings_file
from pos_app.commands import STOPPED, progress
from pos_app.config import Profile, Settings
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_engine import form_beside, hold
from pos_app.core.overview import Underway
from pos_app.core.schema import SCHEMA_VERSIONS
from pos_app.ui.resources import RESOURCES
from pos_app.updates.installation import Installation
from pos_app.updates.source import Source, source_of
from pos_app.updates.updater import Offer, Switched, Updater

KEYS = RESOURCES / "updates"
"""The makers' public keys that this build carries."""


def update(given: argparse.Namespace, profile: Profile, *, keys: Path = KEYS) -> int:
    """Do one step; what is refused leaves the installed version as it is."""
    settings = settings_file.load(profile)
    updater = updater_for(profile, settings, keys=keys)
    deed: Callable[[], int] = {
        "check": lambda: _check(updater, source_for(settings, given.source)),
        "fetch": lambda: _fetch(updater, source_for(settings, given.source)),
        "apply": lambda: _switch(updater.apply, profile, settings),
        "back": lambda: _switch(updater.back, profile, settings),
    }[given.deed]
    return deed()


def updater_for(
    profile: Profile, settings: Settings, *, keys: Path = KEYS, installation: Installation | None = None
) -> Updater:
    """Build what looks after the program's versions for a profile."""
    where = settings.ledger.url or profile.ledger_file
    return Updater(
        profile.directory / "updates", installation or Installation.here(), keys, settings.update.channel,
        ledger=lambda: form_beside(where), known=SCHEMA_VERSIONS[-1], clock=_now,
    )  # fmt: skip


def source_for(settings: Settings, place: str | None = None) -> Source:
    """Reach for the place where updates come from, or for another one.

    Raises:
        UpdateError: none is set.
    """
    return source_of(place or settings.update.url, ca_file=settings.gateway.ca_file)


def _check(updater: Updater, source: Source) -> int:
    _tell(updater, updater.look(source))
    return 0


def _tell(updater: Updater, offer: Offer | None) -> None:
    if offer is None:
        _say(f"version {updater.installation.version} is the newest")
        return
    _say(f"version {offer.release.version} of {offer.release.released:%Y-%m-%d} is there:")
    _say(offer.release.note("en"))
    _say("next: pos-app update apply" if offer.fetched else "next: pos-app update fetch")


def _fetch(updater: Updater, source: Source) -> int:
    if updater.look(source) is None:
        _tell(updater, None)
        return 0
    try:
        with progress("fetched") as watch:
            offer = updater.fetch(source, watch)
    except KeyboardInterrupt:
        sys.stderr.write("pos-app: stopped; the next fetch goes on from here\n")
        return STOPPED
    _say(f"version {offer.release.version} is here, as its makers signed it; next: pos-app update apply")
    return 0


def _switch(step: Callable[[Underway], Switched], profile: Profile, settings: Settings) -> int:
    with _still(profile, settings) as underway:
        done = step(underway)
    if done.by_hand:
        _say(f"version {done.to} is installed by: {shlex.join(done.by_hand)}")
    else:
        _say(f"version {done.to} starts next; the one before is kept: pos-app update back")
    return 0


@contextmanager
def _still(profile: Profile, settings: Settings) -> Iterator[Underway]:
    """Keep the till shut meanwhile, and say what it left under way. On a server, other tills sell on."""
    if settings.ledger.url:
        with read_ledger(settings.ledger.url, clock=_now) as ledger:
            yield ledger.underway(settings.till.id)
        return
    if not profile.ledger_file.exists():  # nothing was ever sold
        yield Underway()
        return
    release = hold(profile.ledger_file)
    try:
        with read_ledger(profile.ledger_file, clock=_now) as ledger:
            underway = ledger.underway(settings.till.id)
        yield underway
    finally:
        release()


def _now() -> datetime:
    return datetime.now(UTC)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
