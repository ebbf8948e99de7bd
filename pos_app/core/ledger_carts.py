"""Carts on the ledger's database: kept at every change, put aside, taken up by any till of the shop, sold once.

A cart that is held belongs to no till. Taking it up is a move that names the state which it expects (rule M8), so
that of two tills one has it. What was given up is remembered in the journal with all its lines (rule M9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace

import sqlalchemy as sa

from pos_app.core import ledger_approvals, schema, schema_carts
from pos_app.core.cart import Cart, Draft, HeldCart
from pos_app.core.errors import InvalidInputError, StaleError
from pos_app.core.journal import Deed, stamp
from pos_app.core.ledger_cart_rows import cart_columns, draft_from, held_from, tell_cart
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.ledger_journal import Desk, Pen
from pos_app.core.ledger_rows import legible
from pos_app.core.markdown import drop_request, markdown_request
from pos_app.core.overview import take_over_request
from pos_app.core.staff import Act

_carts = schema_carts.carts
_MINE = (_carts.c.till == sa.bindparam("of_till"), _carts.c.state == "active")
_HELD = _carts.c.state == "held"

_ADD = _carts.insert()
_SET_MINE = _carts.update().where(_carts.c.number == sa.bindparam("of"), *_MINE)
_DROP_MINE = _carts.delete().where(_carts.c.number == sa.bindparam("of"), *_MINE)
_PUT_ASIDE = _carts.update().where(*_MINE).values(state="held", held_at=sa.bindparam("since")).returning(*_carts.c)
_TAKE_UP = _carts.update().where(_carts.c.number == sa.bindparam("of"), _HELD)
_DROP_HELD = _carts.delete().where(_carts.c.number == sa.bindparam("of"), _HELD)
_ELSEWHERE = sa.select(_carts.c.number).where(_carts.c.number == sa.bindparam("of"))
_SOLD = sa.select(schema.sales.c.number).where(schema.sales.c.cart == sa.bindparam("of"))
_IN_HAND = sa.select(_carts).where(*_MINE)
_ONE_HELD = sa.select(_carts).where(_carts.c.number == sa.bindparam("of"), _HELD).with_for_update()
_ALL_HELD = sa.select(_carts).where(_HELD).order_by(_carts.c.held_at, _carts.c.number)


class CartBook:
    """What is rung up at every till of the shop. Safe from several threads."""

    def __init__(self, engine: sa.Engine, desk: Desk, clock: Callable[[], datetime], till: str) -> None:
        self._readers = engine.execution_options(reading=True)
        self._desk = desk
        self._clock = clock
        self._till = till

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with ledger_errors(), self._readers.connect() as db, legible():
            yield db

    # ---------------------------------------------------------------- in hand

    def keep(self, draft: Draft, who: str) -> None:
        """Keep what is rung up as it is now, in place of what was kept of it before. What is sold stays sold.

        Raises:
            StaleError: another till has it.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            self._keep(pen, draft, who)

    def mark_down(self, before: Draft, after: Cart, who: str, *, approval: str = "") -> Draft:
        """Write down that a change was allowed which takes something off, and keep the cart as it is then.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            InvalidInputError: the change takes nothing off.
            StaleError: another till has the cart, or it is sold.
            LedgerError: nothing was written.
        """
        request = markdown_request(before.number, before.cart, after)
        if request is None:
            raise InvalidInputError("discount", "nothing is taken off")
        draft = before.with_cart(after)
        deed = Deed.CART_REPRICED if request.act is Act.PRICE else Deed.CART_DISCOUNTED
        with self._desk.writing(self._clock()) as pen:
            terms = ledger_approvals.allow(pen, request, who, approval)
            if not self._keep(pen, draft, who):
                raise StaleError(draft.number)
            facts = {"subject": request.subject, "act": request.act.value, "amount_fen": request.amount.fen, **terms}
            pen.enter(deed, who=who, sale_number="", number=draft.number, facts={**facts, **_said(draft)})
        return draft

    def drop(self, draft: Draft, who: str) -> None:
        """Give up what is in hand. The journal remembers what it was.

        Raises:
            StaleError: another till has it, or it is sold.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            take_out(pen, self._till, draft.number)
            _enter_dropped(pen, draft, who, "active", {"till": self._till, "owner": who})

    def resume(self, who: str) -> Draft | HeldCart | None:
        """Take up what this till had in hand when it last stopped; what is somebody else's is put aside instead.

        Raises:
            LedgerError: it cannot be read or written; it is as it was.
        """
        with self._reading() as db:
            row = db.execute(_IN_HAND, {"of_till": self._till}).one_or_none()
            if row is None or row.cashier == who:
                return None if row is None else draft_from(row)
        with self._desk.writing(self._clock()) as pen:
            return self._put_aside(pen, who)

    # ---------------------------------------------------------------- put aside

    def held(self) -> tuple[HeldCart, ...]:
        """Give what is put aside, at any till, the oldest first."""
        with self._reading() as db:
            return tuple(map(held_from, db.execute(_ALL_HELD)))

    def hold(self, draft: Draft, who: str) -> None:
        """Put aside what is in hand.

        Raises:
            StaleError: another till has it, or it is sold.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if not self._keep(pen, draft, who):
                raise StaleError(draft.number)
            self._put_aside(pen, who)

    def recall(self, number: str, who: str, *, instead_of: Draft | None = None, approval: str = "") -> Draft:
        """Take up what was put aside, at any till; what is in hand is put aside in the same commit.

        Args:
            number: of the held cart.
            who: whoever takes it up. Somebody else's needs the right to take over.
            instead_of: what is in hand, if there is anything.
            approval: of taking it over, or nothing.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            StaleError: somebody else has taken it up or given it up.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            if instead_of is not None:
                self._keep(pen, instead_of, who)
            held = _held(pen, number)
            terms: Mapping[str, str] = {}
            if held.cashier != who:
                terms = ledger_approvals.allow(pen, take_over_request(number), who, approval)
            self._put_aside(pen, who)
            values = {"till": self._till, "state": "active", "cashier": who, "held_at": None}
            pen.write(_TAKE_UP, {"of": number, **values})
            pen.enter(Deed.CART_RECALLED, who=who, sale_number="", number=number, states=("held", "active"),
                      facts={**values, "owner": held.cashier, **terms})  # fmt: skip
        return held.draft

    def drop_held(self, number: str, who: str, *, approval: str = "") -> None:
        """Give up what was put aside. Somebody else's needs the right to take it over.

        Raises:
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            StaleError: somebody else has taken it up or given it up.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            held = _held(pen, number)
            terms = ledger_approvals.allow(pen, drop_request(held, who), who, approval)
            pen.write(_DROP_HELD, {"of": number})
            _enter_dropped(pen, held.draft, who, "held", {"till": held.till, "owner": held.cashier, **terms})

    # ---------------------------------------------------------------- under one pen

    def _keep(self, pen: Pen, draft: Draft, who: str) -> bool:
        """Write a cart as it is; False if it is sold by now, and there is nothing to keep."""
        values = cart_columns(draft, self._till, who)
        if pen.write(_SET_MINE, {"of": draft.number, "of_till": self._till, **values}):
            return True
        if pen.read(_SOLD, {"of": draft.number}) is not None:
            return False
        if pen.read(_ELSEWHERE, {"of": draft.number}) is not None:
            raise StaleError(draft.number)
        self._put_aside(pen, who)  # what was to be given up and could not: nothing is lost
        pen.write(_ADD, values)
        return True

    def _put_aside(self, pen: Pen, who: str) -> HeldCart | None:
        """Put aside what this till has in hand, if there is anything."""
        row = pen.read(_PUT_ASIDE, {"of_till": self._till, "since": stamp(pen.at)})
        if row is None:
            return None
        values = dict(zip(_carts.c.keys(), row, strict=True))
        pen.enter(Deed.CART_HELD, who=who, sale_number="", number=values["number"], states=("active", "held"),
                  facts=values)  # fmt: skip
        return held_from(SimpleNamespace(**values))


def take_out(pen: Pen, till: str, number: str) -> None:
    """Let a cart go that is in hand, because it is sold or given up in the same commit.

    Raises:
        StaleError: another till has it, or it is sold already.
    """
    if pen.write(_DROP_MINE, {"of": number, "of_till": till}):
        return
    if any(pen.read(known, {"of": number}) is not None for known in (_ELSEWHERE, _SOLD)):
        raise StaleError(number)


def _held(pen: Pen, number: str) -> HeldCart:
    """Hold the row of a cart that is put aside until the commit."""
    row = pen.read(_ONE_HELD, {"of": number})
    if row is None:
        raise StaleError(number)
    with legible():
        return held_from(SimpleNamespace(**dict(zip(_carts.c.keys(), row, strict=True))))


def _enter_dropped(pen: Pen, draft: Draft, who: str, was: str, facts: Mapping[str, str]) -> None:
    pen.enter(Deed.CART_DROPPED, who=who, sale_number="", number=draft.number, states=(was, None),
              facts={**facts, **_said(draft)})  # fmt: skip


def _said(draft: Draft) -> dict[str, object]:
    cart = draft.cart
    return {"pieces": cart.pieces, "total_fen": cart.total.fen, "note": cart.note, "content": tell_cart(cart)}
