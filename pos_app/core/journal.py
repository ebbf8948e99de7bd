"""The journal: every deed, appended with who, when and why, each entry sealed by the one before it (rule M9)."""

from __future__ import annotations

import enum
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What stands in the place of a hash before the first entry of a till."""


class Deed(enum.Enum):
    """What was done. The values are stored: never change one."""

    SALE_OPENED = "sale_opened"
    SALE_PAID = "sale_paid"
    SALE_VOIDED = "sale_voided"
    PAYMENT_BEGUN = "payment_begun"
    PAYMENT_TAKEN = "payment_taken"  # begun and paid at once: cash, or another tender than the provider's
    PAYMENT_MOVED = "payment_moved"  # ``after`` says where to
    PAYMENT_TROUBLED = "payment_troubled"  # refused, unreadable, or no code to be had
    PAYMENT_UNCONFIRMED = "payment_unconfirmed"  # questions in a row brought no proven answer
    PAYMENT_ANSWERED = "payment_answered"  # the provider's word is new, or came again after silence
    PAYMENT_UNDONE = "payment_undone"  # it goes back before its sale is paid, and pays for it no longer
    REFUND_BEGUN = "refund_begun"
    REFUND_SENT = "refund_sent"  # a request is about to leave
    REFUND_MOVED = "refund_moved"
    REFUND_TROUBLED = "refund_troubled"  # the provider refused it, or did not answer
    REFUND_ANSWERED = "refund_answered"
    REFUND_HANDED_OUT = "refund_handed_out"  # begun and settled at once, in cash
    REFUND_RECORDED = "refund_recorded"  # begun and settled at once, by the means by which the money had come
    REFUND_REDIRECTED = "refund_redirected"  # an abnormal one is about to be sent another way
    SALE_MATCHED = "sale_matched"  # settled as paid by late money
    PAYMENT_MATCHED = "payment_matched"  # late money found its sale
    RESOLVED = "resolved"  # a manager has answered for something that waits
    PRINTED = "printed"  # a receipt is about to leave, on paper or as a file; the facts count the copies
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"  # role, PIN, second factor, or whether the person works here
    STAFF_RECOVERED = "staff_recovered"  # a manager's PIN was set past the rules
    RECOVERY_SEEN = "recovery_seen"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    PIN_WRONG = "pin_wrong"
    LOCKED_OUT = "locked_out"  # after too many of them
    APPROVAL_GRANTED = "approval_granted"
    APPROVAL_USED = "approval_used"
    CART_DISCOUNTED = "cart_discounted"  # something was taken off a line, or off all of what is rung up
    CART_REPRICED = "cart_repriced"  # a line got another price than the catalogue's
    CART_HELD = "cart_held"  # put aside for later
    CART_RECALLED = "cart_recalled"  # taken up again, by this till or another
    CART_DROPPED = "cart_dropped"  # given up before it was a sale; the facts keep its total and its lines
    GOODS_CHANGED = "goods_changed"  # an import, a change by hand, or the undoing of either
    SHIFT_OPENED = "shift_opened"
    SHIFT_CLOSED = "shift_closed"  # the facts are the whole Z
    CASH_MOVED = "cash_moved"  # without a sale; ``after`` says which way
    DRAWER_OPENED = "drawer_opened"  # is about to be; ``after`` says what for
    X_REPORTED = "x_reported"  # figures of an open shift, to be printed
    REPORT_TAKEN = "report_taken"  # somebody looked at reports, or saved one in the file that is named
    BOOK_RESTORED = "book_restored"  # from a backup: what was done after it is not in this book


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed. ``facts`` holds every value that it wrote, by column, so that the book can be rebuilt."""

    till: str
    sequence: int
    at: datetime
    who: str
    deed: Deed
    sale_number: str
    number: str  # of the sale, payment, refund, person or approval that was touched
    before: str | None  # state, by its stored value
    after: str | None
    facts: Mapping[str, object]
    evidence: str | None  # the provider's verified words, as JSON
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of one till's chain: worth printing, because it vouches for everything before it."""

    till: str
    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"till {self.till}: entry {self.sequence}, head of the chain {self.hash}"


_HEAD = re.compile(r"till ([0-9]{2}): entry ([0-9]{1,12}), head of the chain ([0-9a-f]{64})(?![0-9a-f])")


def heads_in(text: str) -> Iterator[Head]:
    """Find the heads that were noted in a text, such as a report or what `verify` printed."""
    for till, sequence, head in _HEAD.findall(text):
        yield Head(till=till, sequence=int(sequence), hash=head)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A place where the book does not agree with itself."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a look over the whole book found."""

    entries: int
    heads: tuple[Head, ...]
    flaws: tuple[Flaw, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was edited, removed, put in or put in another order."""
        return not self.flaws


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def stamp(at: datetime) -> str:
    """Write a time as the ledger keeps it: UTC, microseconds, of fixed width, so that text sorts as time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(facts: Mapping[str, object]) -> str:
    """Write facts as JSON in the one way that is hashed."""
    return _canonical(facts)


def seal(previous_hash: str, fields: tuple[str | int | None, ...]) -> str:
    """Hash an entry's fields together with the hash of the entry before it."""
    text = _compact((previous_hash, *fields))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
