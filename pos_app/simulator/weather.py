"""Bad weather on demand: which fault strikes which call, and how often."""

from __future__ import annotations

import enum
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

Call = Literal[
    "prepay",
    "query",
    "close",
    "refund",
    "query_refund",
    "abnormal_refund",
    "certificates",
    "bill",
    "download",
    "notice",
    "*",
]
CALLS: tuple[str, ...] = get_args(Call)


class Fault(enum.StrEnum):
    """What goes wrong. Unless said otherwise the deed is done, and only the reply is bad.

    Before the deed, which is then not done: ``DROP_BEFORE`` (connection lost), ``HANG`` (no answer for so many
    seconds, then lost), ``TOO_MANY`` (429), ``SERVER_ERROR`` (500), ``UNAVAILABLE`` (503), ``HTML_PAGE`` (somebody
    else's page with status 200), ``CLOCK_SKEW`` (the provider's clock is so many seconds ahead: a 401).
    """

    DELAY = "delay"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    TOO_MANY = "too_many"
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    WRONG_SIGNATURE = "wrong_signature"
    PROBE_SIGNATURE = "probe_signature"
    UNKNOWN_SERIAL = "unknown_serial"
    STALE_TIME = "stale_time"
    MISSING_HEADERS = "missing_headers"
    TRUNCATED = "truncated"
    NOT_JSON = "not_json"
    WRONG_AMOUNT = "wrong_amount"
    OTHER_ORDER = "other_order"
    UNKNOWN_STATE = "unknown_state"
    CLOCK_SKEW = "clock_skew"
    HANG = "hang"
    HTML_PAGE = "html_page"


INSTEAD = frozenset(
    {Fault.DROP_BEFORE, Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.HANG, Fault.HTML_PAGE}
)
"""Faults that take the place of the deed, unless the spell says that the deed is done all the same."""

MOST_SECONDS = 1e9  # thirty years; what waits cannot count much further
USUAL_SECONDS = MappingProxyType({Fault.DELAY: 2.0, Fault.HANG: 60.0, Fault.CLOCK_SKEW: 600.0, Fault.STALE_TIME: 600.0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A fault that waits for a call.

    Attributes:
        times: how many calls it will strike yet; ``None`` until the weather is cleared.
        seconds: how long or how far, for the faults that have a length.
        deed: do the deed although the fault would usually prevent it: an error that lies.
    """

    call: str = "*"
    fault: Fault | None = None
    times: int | None = 1
    seconds: float = 0.0
    deed: bool = False


CALM = Spell()


class Weather:
    """Keeps the spells, oldest first; each call meets the first that fits it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spells: list[Spell] = []
        self._dice: random.Random | None = None
        self._rate = 0.0
        self._faults: Sequence[Fault] = ()

    def set(
        self, call: str, fault: str, *, times: int | None = 1, seconds: float | None = None, deed: bool = False
    ) -> None:
        """Let a fault strike the next ``times`` calls of one kind, or of any (``*``)."""
        if call not in CALLS:
            raise ValueError(f"no such call: {call}")
        if times is not None and times < 1:
            raise ValueError("a fault strikes at least once")
        kind = Fault(fault)
        length = USUAL_SECONDS.get(kind, 0.0) if seconds is None else seconds
        if not -MOST_SECONDS <= length <= MOST_SECONDS:
            raise ValueError("no weather lasts that long")
        with self._lock:
            self._spells.append(Spell(call=call, fault=kind, times=times, seconds=length, deed=deed))

    def randomise(self, seed: int, rate: float, faults: Sequence[str] = tuple(Fault)) -> None:
        """Let chance strike: the same seed and the same calls meet the same faults."""
        if not faults:
            raise ValueError("chance needs faults to choose from")
        with self._lock:
            self._dice = random.Random(seed)  # noqa: S311 - must be repeatable, guards nothing
            self._rate = rate
            self._faults = [Fault(fault) for fault in faults]

    def clear(self) -> None:
        """Let the sun shine."""
        with self._lock:
            self._spells.clear()
            self._dice = None

    def forecast(self) -> tuple[Spell, ...]:
        """Return what has not struck yet."""
        with self._lock:
            return tuple(self._spells)

    def strike(self, call: str) -> Spell:
        """Return what this call meets, and count it. Notices, which leave when they like, meet only their own."""
        names = {call} if call == "notice" else {call, "*"}
        with self._lock:
            for index, spell in enumerate(self._spells):
                if spell.call in names:
                    self._use(index, spell)
                    return spell
            if self._dice is not None and call != "notice" and self._dice.random() < self._rate:
                fault = self._dice.choice(self._faults)
                return Spell(call=call, fault=fault, seconds=USUAL_SECONDS.get(fault, 0.0))
            return CALM

    def _use(self, index: int, spell: Spell) -> None:
        if spell.times is None:
            return
        if spell.times == 1:
            del self._spells[index]
        else:
            self._spells[index] = replace(spell, times=spell.times - 1)
