"""What the customer's phone and the weather can be told to do in training; the records that the panel sends out.

The names of actions, calls and faults are those of the simulator's own steering interface.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneDeed:
    """Something that the customer does: ``pay``, ``enter_password``, ``decline`` or ``pay_late``."""

    action: str
    out_trade_no: str
    account: str  # A or B


@dataclass(frozen=True, slots=True, kw_only=True)
class BadWeather:
    """A fault that strikes the next ``times`` calls of a kind; ``seconds`` is how long it lasts, where it does."""

    call: str
    fault: str
    times: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFate:
    """What becomes of a refund at the customer's bank: ``SUCCESS``, ``ABNORMAL`` or ``CLOSED``."""

    out_refund_no: str
    status: str
