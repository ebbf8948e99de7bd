"""Looking for a newer version, fetching it, switching to it, and going back.

Each step stands on what lies on the disk, and proves it anew: the signature, the hash, and that nobody sells. What is
torn at whatever moment is begun again by the same step, and the till starts with the version that it had.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_app.core.overview import Underway
from pos_app.updates.contents import Release
from pos_app.updates.durable import write_durably
from pos_app.updates.installation import Form, Installation
from pos_app.updates.judging import Seen, Standing, judge
from pos_app.updates.manifest import Keys, read_manifest, trusted_keys
from pos_app.updates.refusals import Refusal, UpdateError
from pos_app.updates.source import Source, Watch, fetch_manifest, fetch_package, sound
from pos_app.updates.unpacking import tidy, unpack
from pos_app.updates.version import Version

log = logging.getLogger(__name__)

_SUFFIX = ".update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A newer version that may be followed.

    Attributes:
        fetched: whether it is here, whole, and a press switches to it.
    """

    release: Release
    fetched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What became of a press.

    Attributes:
        to: the version that starts next, or that somebody has still to install.
        by_hand: the words of a command that installs it, where not this program looks after itself; else nothing.
    """

    to: Version
    by_hand: tuple[str, ...] = ()


class Updater:
    """Looks after the versions of one installation, for one profile.

    Args:
        folder: of the profile: manifests, packages, and what was seen.
        installation: the program that runs.
        keys: the folder of the makers' public keys.
        channel: the one that the shop follows.
        ledger: reads the form of the ledger.
        known: the newest form that this program knows.
        clock: the time.
    """

    def __init__(
        self, folder: Path, installation: Installation, keys: Path, channel: str, *,
        ledger: Callable[[], str], known: str, clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._folder, self._keys_folder, self._channel = folder, keys, channel
        self.installation = installation
        self._ledger, self._known, self._clock = ledger, known, clock

    # ---------------------------------------------------------------- steps

    def look(self, source: Source) -> Offer | None:
        """Ask a place what there is; nothing if this version is the newest.

        Raises:
            UpdateError: it cannot be had, or is not to be trusted.
        """
        keys = self._keys()
        content = fetch_manifest(source, self._channel)
        release = read_manifest(content, keys).release
        newer = judge(release, self._standing())
        with self._writing():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            Seen(version=release.version, released=release.released).keep(self._seen_file, self._channel)
            if not newer:
                return None
            write_durably(self._folder / f"{release.version}{_SUFFIX}", content)
        log.info("version %s is offered on %s", release.version, self._channel)
        return Offer(release=release, fetched=self._is_here(release))

    def offered(self) -> Offer | None:
        """Give what the last look found, from the disk, judged anew; nothing if there is no newer version.

        Raises:
            UpdateError: it is no longer to be trusted, such as by its date.
        """
        newest = max(self._kept(), key=lambda one: one.version, default=None)
        if newest is None or newest.version <= self.installation.current or not judge(newest, self._standing()):
            return None
        return Offer(release=newest, fetched=self._is_here(newest))

    def fetch(self, source: Source, watch: Watch) -> Offer:
        """Bring the version that the last look found; the portable form unpacks it beside the others and tries it.

        Raises:
            UpdateError: nothing was found, it cannot be had, or it is not what was signed.
        """
        release = self._wanted()
        if not self._is_here(release):
            package = release.package(self.installation.platform)
            file = fetch_package(source, package, self._folder, watch)
            if self.installation.form is Form.PORTABLE:
                unpack(file, release.version, self.installation)
                file.unlink(missing_ok=True)
            self._forget({release.version, self.installation.version, self.before()})
            log.info("version %s is here", release.version)
        return Offer(release=release, fetched=True)

    def apply(self, underway: Underway) -> Switched:
        """Let the fetched version start next; the one of now is kept.

        Raises:
            UpdateError: money is on its way, or there is nothing to switch to.
        """
        self._refuse_while(underway)
        release = self._wanted()
        if not self._is_here(release):
            raise UpdateError(Refusal.NOT_FETCHED, str(release.version))
        if self.installation.form is not Form.PORTABLE:
            return self._hand_over(release)
        with self._writing():
            self.installation.switch(release.version, ledger=self._known)
        log.info("version %s starts next; %s is kept", release.version, self.installation.version)
        tidy(self.installation)
        return Switched(to=release.version)

    def before(self) -> Version | None:
        """Give the version that a press goes back to."""
        if self.installation.form is Form.PORTABLE:
            previous = self.installation.previous
            return previous.version if previous is not None else None
        older = self._older()
        return older.version if older is not None else None

    def back(self, underway: Underway) -> Switched:
        """Let the version before start next.

        Raises:
            UpdateError: money is on its way, there is none, or it could not read what this one wrote.
        """
        self._refuse_while(underway)
        if self.installation.form is not Form.PORTABLE:
            return self._hand_back()
        previous = self.installation.previous
        if previous is None:
            raise UpdateError(Refusal.NOTHING_BEFORE)
        self._refuse_ledger(previous.ledger)
        with self._writing():
            self.installation.switch(previous.version, ledger=self._known)
        log.info("version %s starts next", previous.version)
        return Switched(to=previous.version)

    # ---------------------------------------------------------------- what they stand on

    @property
    def _seen_file(self) -> Path:
        return self._folder / "seen.json"

    def _keys(self) -> Keys:
        if self.installation.form is Form.CHECKOUT:
            raise UpdateError(Refusal.NOT_OURS)
        return trusted_keys(self._keys_folder)

    def _standing(self) -> Standing:
        return Standing(
            installed=self.installation.version,
            channel=self._channel,
            ledger=self._ledger(),
            seen=Seen.read(self._seen_file, self._channel),
            now=self._clock(),
        )

    def _kept(self) -> Iterator[Release]:
        """Give what was offered here, each proven anew; what no longer can be is none."""
        keys = self._keys()
        for file in self._folder.glob(f"*{_SUFFIX}"):
            try:
                yield read_manifest(file.read_bytes(), keys).release
            except (UpdateError, OSError) as error:
                log.warning("%s is not used: %s", file.name, error)

    def _wanted(self) -> Release:
        offer = self.offered()
        if offer is None:
            raise UpdateError(Refusal.NOT_FETCHED)
        return offer.release

    def _is_here(self, release: Release) -> bool:
        if self.installation.form is Form.PORTABLE:
            return self.installation.holds(release.version)
        package = release.package(self.installation.platform)
        file = self._folder / package.name
        return file.is_file() and sound(file, package)

    def _older(self) -> Release | None:
        """Give the newest version before this one whose package is still here."""
        older = (one for one in self._kept() if one.version < self.installation.version and self._is_here(one))
        return max(older, key=lambda one: one.version, default=None)

    def _forget(self, kept: Container[Version | None]) -> None:
        """Delete what was fetched of versions that nobody goes to or back to."""
        for release in tuple(self._kept()):
            if release.version in kept:
                continue
            log.info("what was fetched of version %s is deleted", release.version)
            for package in release.files:
                (self._folder / package.name).unlink(missing_ok=True)
            (self._folder / f"{release.version}{_SUFFIX}").unlink(missing_ok=True)

    def _refuse_while(self, underway: Underway) -> None:
        if not underway.idle:
            raise UpdateError(Refusal.BUSY, f"{underway.sales}, {underway.payments}, {underway.carts}")

    def _refuse_ledger(self, known: str) -> None:
        form = self._ledger()
        if form > known:
            raise UpdateError(Refusal.LEDGER_TOO_NEW, f"{form}, {known}")

    def _hand_back(self) -> Switched:
        older = self._older()
        if older is None:
            raise UpdateError(Refusal.NOTHING_BEFORE)
        self._refuse_ledger(older.ledger)
        return self._hand_over(older)

    def _hand_over(self, release: Release) -> Switched:
        """Say what installs a package: the system's own program, which asks for the rights that it needs."""
        file = str(self._folder / release.package(self.installation.platform).name)
        words = {
            Form.DEB: ("sudo", "apt", "install", "--allow-downgrades", file),
            Form.SETUP: (file,),
            Form.APP: ("open", file),
        }
        return Switched(to=release.version, by_hand=words[self.installation.form])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UpdateError(Refusal.NOT_WRITABLE, f"{error.filename}: {error.strerror}") from error
