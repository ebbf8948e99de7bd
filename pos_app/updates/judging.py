"""Whether a proven manifest may be followed: of the channel, of now, newer than all seen, and for this ledger."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from pos_app.updates.contents import Release
from pos_app.updates.durable import write_durably
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.version import Version

log = logging.getLogger(__name__)

_CLOCKS_DIFFER = timedelta(days=1)  # between the makers' clock and a till's that is set by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The newest that this till has ever been offered on a channel: nothing older is believed afterwards."""

    version: Version
    released: datetime

    @classmethod
    def read(cls, file: Path, channel: str) -> Self | None:
        """Read what was seen on a channel; nothing where there is no such file, or it is damaged.

        Whoever could damage it could put another program in place of this one: it guards against who has the
        network or the stick, not against who has the machine.
        """
        try:
            told = json.loads(file.read_text("utf-8"))[channel]
            return cls(version=Version.read(told["version"]), released=datetime.fromisoformat(told["released"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("what updates were seen on %s cannot be read from %s: %s", channel, file, type(error).__name__)
            return None

    def keep(self, file: Path, channel: str) -> None:
        """Write it down, beside what was seen on other channels.

        Raises:
            OSError: it was not written.
        """
        try:
            told = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            told = {}
        kept = told if isinstance(told, dict) else {}
        kept[channel] = {"version": str(self.version), "released": self.released.astimezone(UTC).isoformat()}
        write_durably(file, json.dumps(kept, indent=1, sort_keys=True).encode() + b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a manifest is held against.

    Attributes:
        installed: the version that runs.
        channel: the one that the shop follows.
        ledger: the form of the ledger that this till has.
        seen: the newest that was ever offered here.
    """

    installed: Version
    channel: str
    ledger: str
    seen: Seen | None
    now: datetime


def judge(release: Release, standing: Standing) -> bool:
    """Say whether a release is newer than what is installed, and may be followed.

    Raises:
        UpdateError: it is refused.
    """
    if release.channel != standing.channel:
        raise UpdateError(Refusal.OTHER_CHANNEL, release.channel)
    if release.expires <= standing.now:
        raise UpdateError(Refusal.EXPIRED, f"{release.expires:%Y-%m-%d}")
    if release.released > standing.now + _CLOCKS_DIFFER:
        raise UpdateError(Refusal.TOO_EARLY, f"{release.released:%Y-%m-%d}")
    seen = standing.seen
    if seen is not None and (release.version < seen.version or release.released < seen.released):
        raise UpdateError(Refusal.OLDER, f"{release.version}, {seen.version}")
    if release.version < standing.installed:
        raise UpdateError(Refusal.OLDER, f"{release.version}, {standing.installed}")
    if release.version == standing.installed:
        return False
    if standing.ledger < release.minimum_ledger:  # four digits each: they compare as they count
        raise UpdateError(Refusal.LEDGER_TOO_OLD, f"{standing.ledger}, {release.minimum_ledger}")
    return True
