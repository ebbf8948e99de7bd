"""How long calls take, told to whoever wants to know: names and seconds, nothing of what was said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from pos_app.wechatpay.errors import (
    BadReplyError,
    ConfigurationError,
    InvalidRequestError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
    WeChatPayError,
)

# Of a path, the first that fits; wechatpay-api.md, section 5. No number of an order ever becomes part of a name.
_CALLS = (
    ("/close", "close_order"),
    ("/apply-abnormal-refund", "apply_abnormal_refund"),
    ("/v3/pay/transactions/out-trade-no/", "query_order"),
    ("/v3/pay/transactions/id/", "query_order"),
    ("/v3/pay/transactions/", "prepay"),
    ("/v3/refund/domestic/refunds/", "query_refund"),
    ("/v3/refund/domestic/refunds", "refund"),
    ("/v3/bill/", "bill"),
)
_OUTCOMES: tuple[tuple[type[WeChatPayError], str], ...] = (  # the families of ``errors``, the narrower first
    (BadReplyError, "bad_reply"),
    (OutcomeUnknownError, "unknown"),
    (NotSentError, "not_sent"),
    (RefusedError, "refused"),
    (InvalidRequestError, "invalid"),
    (ConfigurationError, "configuration"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One call that is over.

    Attributes:
        call: such as ``query_order``.
        outcome: ``ok``, or the family of the error: ``not_sent``, ``unknown``, ``bad_reply``, ``refused``, …
        seconds: from signing to believing.
    """

    call: str
    outcome: str
    seconds: float


Observe: TypeAlias = Callable[[Timed], None]


def unobserved(_timed: Timed) -> None:
    """Listen to nothing."""


@contextmanager
def observed(target: str, observe: Observe) -> Iterator[None]:
    """Tell how long what happens meanwhile took, and how it came out.

    Args:
        target: path and query of the call.
        observe: is told, in the thread of the call.
    """
    outcome, began = "failed", time.monotonic()
    try:
        yield
        outcome = "ok"
    except WeChatPayError as error:
        outcome = next((name for family, name in _OUTCOMES if isinstance(error, family)), outcome)
        raise
    finally:
        observe(Timed(call=_name(target), outcome=outcome, seconds=time.monotonic() - began))


def _name(target: str) -> str:
    path = target.partition("?")[0]
    return next((name for part, name in _CALLS if path.endswith(part) or path.startswith(part)), "other")
