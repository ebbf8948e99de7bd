"""The story of a payment so far, told from the records as they change."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.ui.marks import Mark
from pos_app.ui.status import entering_password


class Event(enum.Enum):
    """What happened."""

    REQUESTED = enum.auto()
    SHOWN = enum.auto()
    PASSWORD = enum.auto()
    NOT_SENT = enum.auto()
    NO_ANSWER = enum.auto()
    BAD_REPLY = enum.auto()
    REFUSED = enum.auto()
    ANSWERED = enum.auto()
    CANCELLED = enum.auto()
    EXPIRED = enum.auto()
    PAID = enum.auto()
    CLOSED = enum.auto()


_MARKS: Mapping[Event, Mark] = MappingProxyType(
    {
        Event.NOT_SENT: Mark.WARN,
        Event.NO_ANSWER: Mark.WARN,
        Event.BAD_REPLY: Mark.WARN,
        Event.REFUSED: Mark.WARN,
        Event.PAID: Mark.OK,
        Event.CLOSED: Mark.SAFE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One thing that happened. ``detail`` is the attempt's number or the count of silent questions."""

    at: datetime
    event: Event
    detail: str = ""

    @property
    def mark(self) -> Mark | None:
        """The mark beside the words, if any."""
        return _MARKS.get(self.event)


def retell(before: Payment | None, after: Payment, at: datetime) -> tuple[StoryLine, ...]:
    """Tell what lies between two records of one payment; ``at`` is now, for what carries no time of its own."""
    lines: list[StoryLine] = []
    if before is None:
        lines.append(StoryLine(at=after.created_at, event=Event.REQUESTED, detail=after.tail))
    lines += _questions(before, after, at)
    if after.code_url is not None and (before is None or before.code_url is None):
        lines.append(StoryLine(at=at, event=Event.SHOWN, detail=after.tail))
    if entering_password(after) and (before is None or not entering_password(before)):
        lines.append(StoryLine(at=at, event=Event.PASSWORD))
    if before is None or before.state is not after.state:
        lines += _moves(after, at)
    return tuple(lines)


def _questions(before: Payment | None, after: Payment, at: datetime) -> list[StoryLine]:
    silent = before.unanswered if before is not None else 0
    if after.unanswered > silent and after.trouble is not None:
        event = {"not_sent": Event.NOT_SENT, "bad_reply": Event.BAD_REPLY, "refused": Event.REFUSED}
        told = event.get(after.trouble.kind, Event.NO_ANSWER)
        return [StoryLine(at=after.trouble.at, event=told, detail=str(after.unanswered))]
    if silent and not after.unanswered and not after.settled:
        return [StoryLine(at=at, event=Event.ANSWERED)]
    return []


def _moves(after: Payment, at: datetime) -> list[StoryLine]:
    match after.state:
        case PaymentState.CLOSING:
            expired = after.closing_reason is ClosingReason.EXPIRED
            return [StoryLine(at=at, event=Event.EXPIRED if expired else Event.CANCELLED)]
        case PaymentState.PAID:
            return [StoryLine(at=after.paid_at or at, event=Event.PAID)]
        case PaymentState.CLOSED:
            return [StoryLine(at=after.settled_at or at, event=Event.CLOSED)]
        case _:
            return []


def line_text(line: StoryLine) -> str:
    """Put one thing that happened into words."""
    translate = QCoreApplication.translate
    words = {
        Event.REQUESTED: translate("Story", "Asked WeChat Pay for a code, no. {detail}"),
        Event.SHOWN: translate("Story", "Code shown, no. {detail}"),
        Event.PASSWORD: translate("Story", "Scanned; the customer enters the password"),
        Event.NOT_SENT: translate("Story", "Question {detail}: the network is down"),
        Event.NO_ANSWER: translate("Story", "Question {detail}: no answer"),
        Event.BAD_REPLY: translate("Story", "Question {detail}: the reply proves nothing"),
        Event.REFUSED: translate("Story", "Question {detail}: WeChat Pay refused"),
        Event.ANSWERED: translate("Story", "WeChat Pay answers again"),
        Event.CANCELLED: translate("Story", "The cashier cancelled; closing at WeChat Pay"),
        Event.EXPIRED: translate("Story", "Time is up; closing at WeChat Pay"),
        Event.PAID: translate("Story", "Paid, and proven by WeChat Pay"),
        Event.CLOSED: translate("Story", "WeChat Pay confirmed that it is closed"),
    }
    return words[line.event].format(detail=line.detail)
