"""What a cashier wants to be paid, on its way from the page to the worker that writes it down."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.core.cart import Draft
from pos_app.core.sale import Line, Sale
from pos_app.core.settlement import Taking


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One tender for a ticket: money that is there at once, or a code to be asked for.

    ``sale`` is the ticket as it is written down already; a new one is known by its ``lines``
    alone, and by the ``draft`` that they were rung up as.
    """

    lines: tuple[Line, ...]
    taking: Taking
    sale: Sale | None = None
    draft: Draft | None = None
