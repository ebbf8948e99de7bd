"""Which goods come back, and how many: what the keys of the refund page do to the ticket, without any glass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pos_app.core.money import ZERO, Money
from pos_app.core.returns import NOTHING, Returnable, Returned, returnable
from pos_app.core.sale import Line, Unit
from pos_app.ui.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of the ticket, what of it can still come back, and what is to come back now.

    ``wanted_milli`` is in thousandths of the unit. More than is left may be typed: then ``over`` says so.
    """

    position: int  # on the sale, from 1
    line: Line
    left: Returnable
    wanted_milli: int = 0

    @property
    def over(self) -> bool:
        """Whether more is wanted than is left."""
        return self.wanted_milli > self.left.quantity_milli

    @property
    def amount(self) -> Money:
        """What is given back for it; nothing while too much is wanted."""
        if not self.wanted_milli or self.over:
            return ZERO
        return self.left.part(self.wanted_milli)

    @property
    def step_milli(self) -> int:
        """What plus and minus change: a piece, or of something weighed all that is left."""
        return 1000 if self.line.unit is Unit.EACH else max(self.left.quantity_milli, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """The ticket's lines with what is chosen of each; a change is a new value.

    ``row`` is the line that the keys are about; ``entry`` are the digits typed for its quantity.
    """

    parts: tuple[Part, ...] = ()
    row: int = 0
    entry: Entry = Entry()  # noqa: RUF009 -- frozen

    @property
    def part(self) -> Part | None:
        """The line that the keys are about."""
        return self.parts[self.row] if self.parts else None

    @property
    def chosen(self) -> tuple[Part, ...]:
        """The lines of which something comes back."""
        return tuple(part for part in self.parts if part.wanted_milli)

    @property
    def amount(self) -> Money:
        """What is given back for all of them."""
        return Money(sum(part.amount.fen for part in self.parts))

    @property
    def over(self) -> Part | None:
        """The first line of which more is wanted than is left."""
        return next((part for part in self.parts if part.over), None)

    def moved(self, by: int) -> Pick:
        """Turn to a line further down or up; not beyond the ends."""
        return self.turned(self.row + by)

    def turned(self, row: int) -> Pick:
        """Turn to a line."""
        return replace(self, row=max(0, min(row, len(self.parts) - 1)), entry=Entry())

    def toggled(self, row: int) -> Pick:
        """Want all that is left of a line, or nothing of it."""
        there = self.turned(row)
        part = there.part
        return there.wanting(0 if part is None or part.wanted_milli else part.left.quantity_milli)

    def more(self) -> Pick:
        """Want one more of the line; of something weighed, all that is left."""
        part = self.part
        return (
            self if part is None else self.wanting(min(part.wanted_milli + part.step_milli, part.left.quantity_milli))
        )

    def less(self) -> Pick:
        """Want one less of the line; of something weighed, nothing."""
        part = self.part
        return self if part is None else self.wanting(max(0, part.wanted_milli - part.step_milli))

    def typed(self, characters: str) -> Pick:
        """Add digits to the quantity of the line; pieces have no decimals."""
        part = self.part
        if part is None or ("." in characters and part.line.unit is Unit.EACH):
            return self
        entry = self.entry.typed(characters)
        return replace(self.wanting(entry.quantity_milli or 0), entry=entry)

    def erased(self) -> Pick:
        """Take the last digit back; with none typed, want nothing of the line."""
        entry = self.entry.erased()
        return replace(self.wanting(entry.quantity_milli or 0), entry=entry)

    def wanting(self, milli: int) -> Pick:
        """Want so many thousandths of the line."""
        if self.part is None:
            return self
        changed = replace(self.part, wanted_milli=milli)
        return replace(self, parts=(*self.parts[: self.row], changed, *self.parts[self.row + 1 :]), entry=Entry())


def pick_from(lines: tuple[Line, ...], returned: Mapping[int, Returned]) -> Pick:
    """Offer what is left of a ticket; lines of which nothing is left stay to be seen."""
    return Pick(
        parts=tuple(
            Part(position=position, line=line, left=returnable(line, returned.get(position, NOTHING)))
            for position, line in enumerate(lines, 1)
        )
    )


def whole_of(pick: Pick) -> Pick:
    """Want everything that is left."""
    return replace(
        pick,
        row=-1,
        parts=tuple(replace(part, wanted_milli=part.left.quantity_milli) for part in pick.parts),
        entry=Entry(),
    )
