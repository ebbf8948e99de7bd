"""How long calls take: told for every call, by a name that no number of an order can become part of."""

from __future__ import annotations

import pytest

from pos_app.wechatpay.errors import (
    BadReplyError,
    ConfigurationError,
    InvalidRequestError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
    WeChatPayError,
)
from pos_app.wechatpay.timing import Timed, observed

ORDER = "/v3/pay/transactions/out-trade-no/01-0001-1"


@pytest.mark.parametrize(
    ("target", "call"),
    [
        ("/v3/pay/transactions/native", "prepay"),
        (f"{ORDER}?mchid=1900009191", "query_order"),
        ("/v3/pay/transactions/id/4200000001?mchid=1900009191", "query_order"),
        (f"{ORDER}/close", "close_order"),
        ("/v3/refund/domestic/refunds", "refund"),
        ("/v3/refund/domestic/refunds/R1", "query_refund"),
        ("/v3/refund/domestic/refunds/50000/apply-abnormal-refund", "apply_abnormal_refund"),
        ("/v3/bill/tradebill?bill_date=2026-11-23", "bill"),
        ("/v3/something/new", "other"),
    ],
)
def test_a_call_is_named_by_what_it_does_and_never_by_whose_it_is(target: str, call: str) -> None:
    heard: list[Timed] = []

    with observed(target, heard.append):
        pass

    assert [(timed.call, timed.outcome) for timed in heard] == [(call, "ok")]
    assert heard[0].seconds >= 0


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotSentError("no route"), "not_sent"),
        (OutcomeUnknownError("no reply"), "unknown"),
        (BadReplyError("not signed"), "bad_reply"),
        (RefusedError("no", status=400, code="PARAM_ERROR"), "refused"),
        (InvalidRequestError("/amount", "too much"), "invalid"),
        (ConfigurationError("keys"), "configuration"),
        (WeChatPayError("anything"), "failed"),
        (ValueError("our own mistake"), "failed"),
    ],
)
def test_an_error_is_told_by_its_family_and_goes_its_way(error: Exception, outcome: str) -> None:
    heard: list[Timed] = []

    with pytest.raises(type(error)), observed(ORDER, heard.append):
        raise error

    assert [timed.outcome for timed in heard] == [outcome]
