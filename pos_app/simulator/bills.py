"""Next-day bills from the provider's own books, and the tickets with which they are fetched.

Source: APIv3 documents, "apply for trade bill", "apply for fund-flow bill", "download bill", bill formats.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pos_app.simulator.bill_rows import fund_flow_bill, trade_bill
from pos_app.simulator.books import Books
from pos_app.simulator.clock import BEIJING, Clock, beijing
from pos_app.simulator.identity import Identity
from pos_app.simulator.refusals import RefusalError, bad_parameter
from pos_app.simulator.switches import Switches

READY_AT = 10  # o'clock of the next day, in Beijing
KEPT = timedelta(days=90)
TICKET_LIFE = 300.0  # seconds

BILL_TYPES = ("ALL", "SUCCESS", "REFUND")
ACCOUNT_TYPES = ("BASIC", "OPERATION", "FEES")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a download token stands for."""

    content: bytes
    dies_at: float


class BillDesk:
    """Writes bills and hands them out in two steps."""

    def __init__(self, books: Books, clock: Clock, identity: Identity, switches: Switches) -> None:
        self._books = books
        self._clock = clock
        self._identity = identity
        self._switches = switches
        self._lock = threading.Lock()
        self._written: dict[tuple[str, date, str], bytes | None] = {}
        self._tickets: dict[str, Ticket] = {}

    def apply(self, kind: str, query: dict[str, str]) -> tuple[str, str]:
        """Take the first step: return the digest of the bill and the path where it waits."""
        selector, choices = {
            "trade": ("bill_type", BILL_TYPES),
            "fund_flow": ("account_type", ACCOUNT_TYPES),
        }[kind]
        variant = query.get(selector, choices[0])
        if variant not in choices:
            raise bad_parameter(selector, "枚举值错误", variant, location="query")
        packing = query.get("tar_type", "")
        if packing not in {"", "GZIP"}:
            raise bad_parameter("tar_type", "枚举值错误", packing, location="query")
        bill = self._bill(kind, self._day(query.get("bill_date", "")), variant)
        if bill is None:
            raise RefusalError("NO_STATEMENT_EXIST")
        return hashlib.sha1(bill).hexdigest(), self._ticket(bill, packed=bool(packing))  # noqa: S324 - the protocol's

    def fetch(self, token: str) -> bytes:
        """Take the second step: return the file."""
        with self._lock:
            ticket = self._tickets.get(token)
        if ticket is None or self._clock.now() > ticket.dies_at:
            raise RefusalError("INVALID_REQUEST", "账单下载地址已失效，请重新申请")
        return ticket.content

    def _day(self, text: str) -> date:
        """Read the bill's date, which must be over, ready, and not too long ago."""
        try:
            day = date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "")
        except ValueError as error:
            raise bad_parameter("bill_date", "格式错误", text, location="query") from error
        now = beijing(self._clock.now())
        if day >= now.date() or day < now.date() - KEPT:
            raise RefusalError("INVALID_REQUEST", "账单日期必须在三个月内且早于今天")
        ready = datetime(day.year, day.month, day.day, READY_AT, tzinfo=BEIJING) + timedelta(days=1)
        if now < ready:
            raise RefusalError("STATEMENT_CREATING")
        return day

    def _bill(self, kind: str, day: date, variant: str) -> bytes | None:
        """Return a bill; once written it never changes, whatever becomes of the refunds in it."""
        orders, refunds = self._books.orders(), self._books.refunds()
        with self._lock:
            key = (kind, day, variant)
            if key not in self._written:
                if kind == "trade":
                    bill = trade_bill(self._identity, orders, refunds, day, variant)
                elif variant == "BASIC":
                    bill = fund_flow_bill(orders, refunds, day, self._switches.opening_fen or 0)
                else:
                    bill = None
                self._written[key] = bill
            return self._written[key]

    def _ticket(self, bill: bytes, *, packed: bool) -> str:
        token = secrets.token_urlsafe(48)
        content = gzip.compress(bill, mtime=0) if packed else bill
        with self._lock:
            self._tickets[token] = Ticket(content=content, dies_at=self._clock.now() + TICKET_LIFE)
        return f"/v3/billdownload/file?token={token}" + ("&tartype=gzip" if packed else "")
