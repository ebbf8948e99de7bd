"""Looking held carts over: is everything that was put aside still there, as it was, and nothing else?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from pos_app.core import schema, schema_carts
from pos_app.core.journal import Deed, Flaw

_carts, _journal = schema_carts.carts, schema.journal
_OF_CARTS = _journal.c.sale_number == ""
_MOVES = sa.select(_journal.c.number, _journal.c.before, _journal.c.after).where(
    _OF_CARTS, sa.or_(_journal.c.before == "held", _journal.c.after == "held")
)
_TOLD = sa.select(_journal.c.number, _journal.c.facts).where(
    _OF_CARTS, _journal.c.deed == Deed.CART_HELD.value, _journal.c.number.in_(sa.bindparam("held", expanding=True))
)
_HELD = sa.select(_carts).where(_carts.c.state == "held")
_STREAMED = {"yield_per": 1000}


def check(db: sa.Connection) -> Iterator[Flaw]:
    """Count what came and went, and compare. The clocks of two tills need not agree, but a cart moves one by one."""
    there: Counter[str] = Counter()
    for number, before, after in db.execute(_MOVES, execution_options=_STREAMED):
        there[number] += (after == "held") - (before == "held")
        if not there[number]:
            del there[number]
    rows = db.execute(_HELD).all()
    told = [(number, _facts(text)) for number, text in db.execute(_TOLD, {"held": [row.number for row in rows]})]
    for row in rows:
        if there.pop(row.number, 0) != 1 or (row.number, row._asdict()) not in told:
            yield Flaw(where=f"cart {row.number}", what="is not what the journal says was put aside")
    for number in there:
        yield Flaw(where=f"cart {number}", what="is gone, but the journal says that it was put aside")


def _facts(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None  # its broken seal is reported elsewhere
