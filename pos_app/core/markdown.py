"""What of a change of a cart needs leave: another price, and discounts by how deep they cut."""

from __future__ import annotations

from pos_app.core.cart import Cart, HeldCart, Item
from pos_app.core.discount import Share
from pos_app.core.money import ZERO, Money, line_amount
from pos_app.core.overview import take_over_request
from pos_app.core.staff import Act, Request

_DEPTHS = ((Share(10), Act.DISCOUNT), (Share(30), Act.DISCOUNT_DEEP))


def discount_act(discount: Money, full: Money) -> Act:
    """Say which right a discount takes. What a share comes to is rounded, and the rounding is nobody's fault."""
    return next((act for most, act in _DEPTHS if discount <= most.of(full)), Act.DISCOUNT_ANY)


def markdown_request(number: str, before: Cart, after: Cart) -> Request | None:
    """Say what has to be allowed before one change of a cart is made; None if anybody may make it.

    Everything that is taken off counts, by line and on the whole, so that two small discounts are not a deep one.
    More of what was marked down is allowed anew.

    Args:
        number: the cart's.
        before: as it was allowed so far.
        after: as it would be. At most one line, or what is taken off the whole, is different.
    """
    if after.off is not None and after.off != before.off:
        return _request(discount_act(after.discount, _full(after.items)), number, after.discount)
    if len(before.items) != len(after.items):
        return None
    pairs = enumerate(zip(before.items, after.items, strict=True))
    at = next((position for position, (old, new) in pairs if old != new), None)
    return None if at is None else _line_request(f"{number} {at + 1}", before.items[at], after, at)


def drop_request(held: HeldCart, who: str) -> Request:
    """Say what has to be allowed before a held cart is given up: somebody else's has to be taken over for that."""
    if held.cashier != who:
        return take_over_request(held.draft.number)
    return _request(Act.VOID_SALE, held.draft.number, held.draft.cart.total)


def _line_request(subject: str, old: Item, after: Cart, at: int) -> Request | None:
    new, line = after.items[at], after.lines[at]
    more = new.line.quantity_milli > old.line.quantity_milli
    if new.line.list_price is not None and (more or new.line.unit_price != old.line.unit_price):
        listed = line_amount(new.line.list_price, new.line.quantity_milli)
        return _request(Act.PRICE, subject, max(ZERO, listed - new.line.amount))
    if new.off is not None and (more or new.off != old.off):
        return _request(discount_act(line.discount, new.line.amount), subject, line.discount)
    return None


def _full(items: tuple[Item, ...]) -> Money:
    return Money(sum(item.line.amount.fen for item in items))


def _request(act: Act, subject: str, amount: Money) -> Request:
    return Request(act=act, subject=subject, amount=amount, reason="")
