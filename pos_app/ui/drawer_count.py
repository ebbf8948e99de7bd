"""What is being counted out of the drawer: notes by pieces, coins as one amount; a change is a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pos_app.core.money import ZERO, Money
from pos_app.core.shift import MOST_CASH, NOTES, CashCount

COINS = len(NOTES)  # the place of the coins, after all notes
FIELDS = COINS + 1
_MOST_PIECES = 4  # digits
_MOST_YUAN = 5  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is typed in each field, and which one is typed in now.

    ``fresh`` tells that the live field was come to just now: the next digit begins its number anew.
    """

    texts: tuple[str, ...] = ("",) * FIELDS
    at: int = 0
    fresh: bool = True

    def __bool__(self) -> bool:
        return any(self.texts)

    @property
    def text(self) -> str:
        """What is typed in the live field."""
        return self.texts[self.at]

    def turned(self, at: int) -> Counting:
        """Go to another field; after the last one comes the first."""
        return replace(self, at=at % FIELDS, fresh=True)

    def typed(self, characters: str) -> Counting:
        """Add what a key gives: digits, and for coins the point. What cannot be in a drawer is ignored."""
        text = ("" if self.fresh else self.text) + characters
        if not self._may_be(text):
            return self
        typed = self._with(text)
        return typed if typed.count.total <= MOST_CASH else self

    def erased(self) -> Counting:
        """Take the last character of the live field back."""
        return self._with(self.text[:-1])

    def amount(self, at: int) -> Money | None:
        """Give what a field comes to; None while nothing is typed in it."""
        text = self.texts[at]
        if not text:
            return None
        return _yuan(text) if at == COINS else Money(NOTES[at].fen * int(text))

    @property
    def count(self) -> CashCount:
        """All of it; an empty field is nothing."""
        pieces = zip(NOTES, self.texts[:COINS], strict=True)
        notes = tuple((note.fen, int(text)) for note, text in pieces if text.strip("0"))
        return CashCount(notes=notes, coins=_yuan(self.texts[COINS]))

    def _with(self, text: str) -> Counting:
        return replace(self, texts=(*self.texts[: self.at], text, *self.texts[self.at + 1 :]), fresh=False)

    def _may_be(self, text: str) -> bool:
        whole, point, decimals = text.partition(".")
        if self.at == COINS:
            return len(whole) <= _MOST_YUAN and decimals.count(".") == 0 and len(decimals) <= 2 and whole != ""
        return not point and len(whole) <= _MOST_PIECES


def _yuan(text: str) -> Money:
    return Money.parse(text.removesuffix(".")) if text else ZERO
