"""All looks in turn, each for a limited time, told one by one, and ended when somebody has seen enough."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pos_app import settings_file
from pos_app.config import Profile, Settings
from pos_app.doctor import network, outcomes, secrets_held, storage, surroundings
from pos_app.doctor.case import Case, StoppedError
from pos_app.doctor.finding import Check, Finding, found

log = logging.getLogger(__name__)

_GLANCE_S = 0.05  # between two looks whether somebody wants no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: what it is about, how to do it, and how long it may take.

    Attributes:
        live: whether training has no need of it.
    """

    check: Check
    go: Callable[[Case], Iterable[Finding]]
    seconds: float
    live: bool = False


LOOKS = (
    Look(check=Check.SPACE, go=storage.space, seconds=10),
    Look(check=Check.SQLITE, go=storage.sqlite, seconds=10),
    Look(check=Check.COMMIT, go=storage.commit, seconds=30),
    Look(check=Check.NAME, go=network.main_host, seconds=30, live=True),
    Look(check=Check.NAME, go=network.backup_host, seconds=30, live=True),
    Look(check=Check.KEYRING, go=secrets_held.keyring, seconds=20, live=True),
    Look(check=Check.KEYS, go=secrets_held.keys, seconds=60, live=True),
    Look(check=Check.PRINTER, go=surroundings.printer, seconds=20),
    Look(check=Check.SOUND, go=surroundings.sound, seconds=10),
    Look(check=Check.LEDGER, go=storage.ledger, seconds=600),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the looking has come.

    Attributes:
        check: what is looked at now.
        number: which look that is, from 1.
        of: how many looks there are.
        done: of the present look, where it is long and knows; of ``whole``.
        whole: 0 where it does not know.
    """

    check: Check
    number: int
    of: int
    done: int = 0
    whole: int = 0


class Examination:
    """One round of looks. ``stop`` may be called from any thread, and nothing is left behind but a look's last wait.

    Args:
        profile: whose till.
        settings: in force; those of the file if None.
        clock: epoch seconds.
        tell: is told how far it has come, in the thread of a look.
        looks: what to look at.
    """

    def __init__(
        self,
        profile: Profile,
        settings: Settings | None = None,
        *,
        clock: Callable[[], float] = time.time,
        tell: Callable[[Progress], None] = lambda _: None,
        looks: tuple[Look, ...] = LOOKS,
    ) -> None:
        self._profile = profile
        self._settings = settings
        self._clock = clock
        self._tell = tell
        self._looks = looks
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether somebody ended it early."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End it now."""
        self._stopped.set()

    def findings(self) -> Iterator[Finding]:
        """Give what is found as it is found."""
        settings = self._settings
        if settings is None:
            try:
                settings = settings_file.load(self._profile)
            except settings_file.SettingsError as error:
                yield found(outcomes.SETTINGS_BROKEN, reason=error)
                return
        yield self._of_settings(settings)
        looks = [look for look in self._looks if not (look.live and self._profile.training)]
        for number, look in enumerate(looks, start=1):
            if self.stopped:
                return
            progress = Progress(check=look.check, number=number, of=len(looks))
            self._tell(progress)
            yield from self._within_its_time(look, settings, progress)

    def _of_settings(self, settings: Settings) -> Finding:
        if self._profile.training:
            return found(outcomes.TRAINING)
        if missing := settings.merchant.missing:
            return found(outcomes.SETTINGS_MISSING, names=", ".join(missing))
        return found(outcomes.SETTINGS_GOOD, till=settings.till.id)

    def _within_its_time(self, look: Look, settings: Settings, progress: Progress) -> list[Finding]:
        """Do one look on a thread of its own, which is left to itself when its time is over."""
        gone, over = threading.Event(), threading.Event()
        seen: list[Finding] = []

        def watch(done: int, whole: int) -> None:
            if gone.is_set() or self.stopped:
                raise StoppedError
            if whole:
                self._tell(dataclasses.replace(progress, done=done, whole=whole))

        case = Case(profile=self._profile, settings=settings, clock=self._clock, watch=watch)
        began = time.monotonic()

        def go() -> None:
            try:
                seen.extend(dataclasses.replace(finding, seconds=_since(began)) for finding in look.go(case))
                over.set()
            except StoppedError:
                log.info("the look at %s was ended early", look.check.value)

        thread = threading.Thread(target=go, name=f"doctor {look.check.value}", daemon=True)
        thread.start()
        while thread.is_alive() and not self.stopped and _since(began) < look.seconds:
            thread.join(_GLANCE_S)
        gone.set()
        return self._outcome(look, list(seen), ended=over.is_set(), alive=thread.is_alive())

    def _outcome(self, look: Look, seen: list[Finding], *, ended: bool, alive: bool) -> list[Finding]:
        if ended or self.stopped:
            return seen
        if alive:
            return [*seen, found(outcomes.too_slow(look.check), seconds=round(look.seconds))]
        # Whatever it was went to the last resort of the thread, which wrote it into the log.
        return [*seen, found(outcomes.broken_off(look.check))]


def _since(began: float) -> float:
    return time.monotonic() - began
