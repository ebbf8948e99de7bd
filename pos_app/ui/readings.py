"""What is read from the ledger to be looked at: a day, and the story of one sale."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.core.journal import Entry
from pos_app.core.overview import DayTotals
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.sale import Sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One business day: its figures, and a page of its payments, the newest first."""

    totals: DayTotals
    payments: tuple[Payment, ...]
    more: bool  # whether there are payments beyond this page
    unresolved: int  # how many things wait for a manager, of this day or an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything about one sale. ``payments`` and ``refunds`` are the oldest first, as is the journal."""

    sale: Sale
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    entries: tuple[Entry, ...]
