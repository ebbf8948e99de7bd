"""Carts and rows: how what is rung up lies in its table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace

from pos_app.core.cart import Cart, Draft, HeldCart, Item
from pos_app.core.discount import Amount, Off, Share
from pos_app.core.journal import canonical
from pos_app.core.ledger_rows import Row, Values, line_from, line_values
from pos_app.core.money import Money


def cart_columns(draft: Draft, till: str, who: str) -> Values:
    """Write a cart that a till has in hand."""
    return {
        "number": draft.number,
        "till": till,
        "state": "active",
        "cashier": who,
        "held_at": None,
        "pieces": draft.cart.pieces,
        "total_fen": draft.cart.total.fen,
        "note": draft.cart.note,
        "content": tell_cart(draft.cart),
    }


def tell_cart(cart: Cart) -> str:
    """Write down as JSON what is in a cart."""
    items = [{**line_values(item.line), "off": _tell_off(item.off)} for item in cart.items]
    return canonical({"items": items, "off": _tell_off(cart.off), "note": cart.note})


def cart_told(content: str) -> Cart:
    """Read back what is in a cart."""
    told = json.loads(content)
    items = tuple(Item(line_from(SimpleNamespace(**item)), _off_told(item["off"])) for item in told["items"])
    return Cart(items, _off_told(told["off"]), told["note"])


def draft_from(row: Row | SimpleNamespace) -> Draft:
    """Read a cart under its number."""
    return Draft(number=row.number, cart=cart_told(row.content))


def held_from(row: Row | SimpleNamespace) -> HeldCart:
    """Read a cart that was put aside."""
    return HeldCart(
        draft=draft_from(row), till=row.till, cashier=row.cashier, held_at=datetime.fromisoformat(row.held_at)
    )  # fmt: skip


def _tell_off(off: Off | None) -> Values | None:
    match off:
        case Share():
            return {"percent": off.percent}
        case Amount():
            return {"amount_fen": off.amount.fen, "full_fen": off.full.fen}
    return None


def _off_told(told: Mapping[str, int] | None) -> Off | None:
    if told is None:
        return None
    if "percent" in told:
        return Share(told["percent"])
    return Amount(Money(told["amount_fen"]), Money(told["full_fen"]))
