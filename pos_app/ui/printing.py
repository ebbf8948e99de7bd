"""How the printer stands, as the glass is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.core.errors import PosError


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What waits for the printer, and what keeps it.

    ``waiting`` holds the numbers of payments and refunds, the next one first; ``doubtful`` is one whose receipt
    left, and may or may not be on paper.
    """

    ready: bool  # whether there is a printer at all
    waiting: tuple[str, ...] = ()
    doubtful: str = ""
    trouble: PosError | None = None


NO_PRINTER = Printing(ready=False)
