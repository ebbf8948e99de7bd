"""What a time line is made of: one thing that happened, and the words that several of them share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pos_app.core.journal import Entry
from pos_app.core.money import ZERO, Money
from pos_app.ui.marks import Mark

_SHOWN = 8  # characters of a request's number: the whole is in the dispute pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened. ``weighty`` ones are set in bold: they moved money, or might have."""

    at: datetime
    mark: Mark
    what: str
    under: str
    weighty: bool = False


def moment(entry: Entry, mark: Mark, what: str, under: str = "", *, weighty: bool = False) -> Moment:
    """Make a moment of an entry; a verified reply is named by the provider's number for the request."""
    under = " · ".join(filter(None, [under or entry.who, _approved(entry), _request(entry)]))
    return Moment(at=entry.at, mark=mark, what=what, under=under, weighty=weighty)


def _approved(entry: Entry) -> str:
    who = str(entry.facts.get("approved_by") or "")
    return QCoreApplication.translate("TimeLine", "approved by {who}").format(who=who) if who else ""


def _request(entry: Entry) -> str:
    number = request_id(entry)
    return QCoreApplication.translate("TimeLine", "reply {number}").format(number=number[-_SHOWN:]) if number else ""


def request_id(entry: Entry) -> str:
    """Give the provider's number for the request that a reply answers: its own staff find it by that."""
    try:
        said = json.loads(entry.evidence or "{}")
    except ValueError:
        return ""
    return str(said.get("request_id") or "") if isinstance(said, dict) else ""


def tail_of(number: str) -> str:
    """Give ticket and attempt of an ``out_trade_no`` as people say them: ``0412-1``."""
    sale, _, rest = number.partition("-")
    return f"{sale[8:]}-{rest.partition('-')[0]}"


def amount_of(entry: Entry) -> str:
    """Give the amount that an entry is about."""
    return f"¥{money_in(entry, 'amount_fen')}" if "amount_fen" in entry.facts else ""


def money_in(entry: Entry, column: str) -> Money:
    """Give an amount that an entry wrote; nothing where it wrote none."""
    fen = entry.facts.get(column)
    return Money(fen) if isinstance(fen, int) else ZERO


def trouble_words(entry: Entry) -> str:
    """Say why a question brought no proven answer."""
    translate = QCoreApplication.translate
    words = {
        "not_sent": translate("TimeLine", "The network is down"),
        "unknown": translate("TimeLine", "No answer"),
        "bad_reply": translate("TimeLine", "The reply proves nothing"),
        "refused": translate("TimeLine", "WeChat Pay refused"),
    }
    kind, code = str(entry.facts.get("trouble_kind")), str(entry.facts.get("trouble_code") or "")
    return " · ".join(filter(None, [words.get(kind, kind), code]))
