"""One module for each figure, each with a function ``measure``."""

from __future__ import annotations

import logging
from importlib import import_module

from tests.bench.table import Plan, Row

FIGURES = (
    "signing",
    "request_pair",
    "handshakes",
    "click_to_code",
    "qr_codes",
    "first_paint",
    "heartbeat",
    "polling",
    "durable_moves",
    "finding",
    "looking_over",
    "goods",
    "reports",
    "simulator_rate",
    "memory",
)
"""In the order of the table."""


def measure(name: str, plan: Plan) -> list[Row]:
    """Measure one figure, here and now."""
    logging.getLogger("pos_app").addHandler(logging.NullHandler())  # the table alone is to be seen
    rows: list[Row] = import_module(f"{__name__}.{name}").measure(plan)
    return rows
