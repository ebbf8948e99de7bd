"""What the cashier is about to take, without the glass: which tender, what was typed, what is put aside for later.

A change is a new value. What was taken already, or is live at WeChat Pay, is the ledger's to say (``Due``); here is
only what was not begun. What is planned never keeps another tender from being taken first.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.settlement import Due, Rounding, Taking, is_absurd

MUCH = Money(20_000_00)
LONGEST = 9  # characters of an amount: 999999.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the shop takes money: its rounding of cash, what it asks twice about, and its other tenders."""

    rounding: Rounding = Rounding.NONE
    ceiling: Money = MUCH
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to pay; ``label`` says which one of the others."""

    tender: Tender
    label: str = ""


CASH = Choice(Tender.CASH)
WECHAT = Choice(Tender.WECHAT_QR)


@dataclass(frozen=True, slots=True)
class Planned:
    """A part that is to be paid in some way later. Nothing of it is in the ledger."""

    choice: Choice
    amount: Money


class Hurdle(enum.Enum):
    """Why nothing can be taken yet."""

    NO_TENDER = enum.auto()
    NOTHING_OPEN = enum.auto()  # what is open is planned, or waits for the customer's phone
    NOTHING_TYPED = enum.auto()  # a zero, or a point alone
    TOO_MUCH = enum.auto()  # more than what is open, and no cash


@dataclass(frozen=True, slots=True, kw_only=True)
class Tendering:
    """One moment on the page of tenders."""

    due: Due
    habits: Habits = Habits()
    chosen: Choice | None = None
    typed: str = ""
    planned: tuple[Planned, ...] = ()
    selected: int | None = None  # which planned part is about to be taken; none is what is left
    warned: bool = False  # the amount is absurd, and was pressed once

    # ---------------------------------------------------------------- what is owed

    @property
    def open(self) -> Money:
        """What is neither paid, nor live, nor planned."""
        return self.due.free - self.put_aside

    @property
    def put_aside(self) -> Money:
        """What is planned."""
        return sum((part.amount for part in self.planned), ZERO)

    @property
    def wanted(self) -> Money:
        """What the next tender is to settle, at most."""
        return self.open if self.selected is None else self.planned[self.selected].amount

    @property
    def last(self) -> bool:
        """Whether nothing is left to pay after ``wanted``."""
        return self.wanted == self.due.remaining

    @property
    def rounding(self) -> Money:
        """What the shop lets go if ``wanted`` is paid in cash: only the last money is rounded."""
        if self.chosen != CASH or not self.last:
            return ZERO
        return self.habits.rounding.lets_go(self.wanted)

    @property
    def asked(self) -> Money:
        """What the customer is asked for."""
        return self.wanted - self.rounding

    # ---------------------------------------------------------------- what was typed

    @property
    def amount(self) -> Money | None:
        """What was typed, if it is an amount."""
        try:
            return Money.parse(self.typed.removesuffix("."))
        except ValueError:
            return None

    @property
    def change(self) -> Money:
        """What goes back over the counter."""
        amount = self.amount
        return amount - self.asked if self.chosen == CASH and amount is not None and amount > self.asked else ZERO

    @property
    def short(self) -> Money:
        """What is still missing after what was typed."""
        amount = self.amount
        return self.asked - amount if amount is not None and amount < self.asked else ZERO

    def typing(self, characters: str) -> Tendering:
        """Take a digit, ``00`` or the point. What cannot follow is ignored."""
        whole, point, decimals = (self.typed + characters).partition(".")
        text = f"{whole.lstrip('0') or '0'}{point}{decimals}"
        if len(text) > LONGEST or "." in decimals or len(decimals) > 2:
            return self
        return replace(self, typed=text, warned=False)

    def erased(self) -> Tendering:
        """Take the last character back."""
        return replace(self, typed=self.typed[:-1], warned=False)

    def noted(self, note: Money) -> Tendering:
        """Lay one more note beside what was handed over."""
        turned = self.choose(CASH)
        text = _typed((turned.amount or ZERO) + note)
        return self if len(text) > LONGEST else replace(turned, typed=text, warned=False)

    def exact(self) -> Tendering:
        """Say that exactly what is asked for was handed over."""
        turned = self.choose(CASH)
        return replace(turned, typed=_typed(turned.asked), warned=False)

    # ---------------------------------------------------------------- which tender

    def choose(self, choice: Choice) -> Tendering:
        """Turn to a tender. A part that was typed for another one is put aside for it.

        What was typed before any tender was chosen is for this one. When all that is left is planned, it turns to
        the part that is planned for it.
        """
        if choice == self.chosen:
            return self
        typed = self.typed if self.chosen is None else ""
        planned = self.planned if (aside := self._aside()) is None else (*self.planned, aside)
        turned = replace(self, chosen=choice, typed=typed, planned=planned, selected=None, warned=False)
        own = next((place for place, part in enumerate(planned) if part.choice == choice), None)
        return turned if turned.open or own is None else replace(turned, selected=own)

    def _aside(self) -> Planned | None:
        """Make a plan of what is typed for the tender in hand, if it is a part and no more."""
        amount = self.amount
        if self.chosen is None or self.selected is not None or not amount or not amount < self.open:
            return None
        return Planned(self.chosen, amount)

    def select(self, position: int) -> Tendering:
        """Turn to a planned part."""
        if not 0 <= position < len(self.planned):
            return self
        return replace(self, chosen=self.planned[position].choice, typed="", selected=position, warned=False)

    def step(self, by: int) -> Tendering:
        """Turn to the planned part so many places further down, round and round."""
        if not self.planned:
            return self
        at = (-1 if by > 0 else 0) if self.selected is None else self.selected
        return self.select((at + by) % len(self.planned))

    def removed(self, position: int) -> Tendering:
        """Give a planned part up; what is not planned cannot be taken out here."""
        if not 0 <= position < len(self.planned):
            return self
        left = self.planned[:position] + self.planned[position + 1 :]
        return replace(self, planned=left, selected=None, typed="", warned=False)

    def deleted(self) -> Tendering:
        """Give up what is in hand: what was typed, then the planned part, then the tender."""
        if self.typed:
            return replace(self, typed="", warned=False)
        if self.selected is not None:
            return replace(self.removed(self.selected), chosen=None)
        return replace(self, chosen=None, warned=False)

    # ---------------------------------------------------------------- taking it

    @property
    def hurdle(self) -> Hurdle | None:
        """Say why nothing can be taken yet, if so."""
        if self.chosen is None:
            return Hurdle.NO_TENDER
        if self.wanted.fen < 1:
            return Hurdle.NOTHING_OPEN
        if self.typed and not self.amount:
            return Hurdle.NOTHING_TYPED
        return Hurdle.TOO_MUCH if self.chosen != CASH and (self.amount or ZERO) > self.wanted else None

    @property
    def taking(self) -> Taking | None:
        """What Enter takes; nothing while there is a hurdle."""
        if self.chosen is None or self.hurdle is not None:
            return None
        amount = self.amount
        if self.chosen != CASH:
            return Taking(tender=self.chosen.tender, amount=amount or self.wanted, label=self.chosen.label)
        return Taking.cash(self.wanted, amount, self.habits.rounding if self.last else Rounding.NONE)

    @property
    def absurd(self) -> bool:
        """Whether it is asked twice about: far more than is owed, or more than this shop ever takes at once."""
        taking = self.taking
        if taking is None:
            return False
        return is_absurd(taking.tendered or taking.amount, taking.amount, self.habits.ceiling)

    def pressed(self) -> tuple[Tendering, Taking | None]:
        """Press Enter: give what is to be taken now, or nothing and what is shown instead.

        No tender is in hand afterwards, so that a second Enter takes nothing.
        """
        taking = self.taking
        if taking is None or (self.absurd and not self.warned):
            return replace(self, warned=taking is not None), None
        left = self.planned if self.selected is None else self.removed(self.selected).planned
        return replace(self, chosen=None, typed="", planned=left, selected=None, warned=False), taking

    def scanned(self) -> tuple[Tendering, Taking | None]:
        """Press the key of WeChat Pay: a code for what was typed, or for everything that nobody planned otherwise."""
        return self.choose(WECHAT).pressed()

    def now_due(self, due: Due) -> Tendering:
        """Take note of what the ledger says by now; plans that no longer fit are given up, the last ones first."""
        planned = self.planned
        while planned and sum((part.amount for part in planned), ZERO) > due.free:
            planned = planned[:-1]
        same = planned == self.planned
        return replace(self, due=due, planned=planned, selected=self.selected if same else None, warned=False)


def _typed(money: Money) -> str:
    """Write an amount as it would be typed."""
    return str(money).replace(",", "").removesuffix(".00")
