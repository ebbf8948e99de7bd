"""What a fuzz target is: one thing that strangers' bytes reach, and what it may answer with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One parser, or a few that read the same kind of bytes.

    Attributes:
        name: as `make fuzz` and the corpus know it.
        run: takes any bytes. Whatever it raises is a find: an error outside the family that its callers know,
            or an assertion that something unsigned or about something else was believed.
        seeds: good and bad examples from which to go on.
        longest: bytes of an input; enough to reach everything, and few enough to be quick.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...] = field(repr=False)
    longest: int = 4096
