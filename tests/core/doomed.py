"""A till that is killed in the middle: ``python -m tests.core.doomed FILE``.

It rings up one more piece again and again, and says after each commit how many there are by now.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core.cart import Draft
from pos_app.core.ledger import open_ledger
from tests.core.people import CASHIER
from tests.core.test_cart import goods

if __name__ == "__main__":
    ledger = open_ledger(Path(sys.argv[1]), till="01", clock=lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))
    draft = Draft.new()
    for pieces in itertools.count(1):
        draft = draft.with_cart(draft.cart.add(goods("1")))
        ledger.carts.keep(draft, CASHIER)
        sys.stdout.write(f"{pieces}\n")
        sys.stdout.flush()
