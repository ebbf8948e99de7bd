"""Rules that belong to no record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pos_app.wechatpay import rules
from pos_app.wechatpay.errors import InvalidRequestError

REFUND: dict[str, Any] = {
    "out_refund_no": "POS-0001-R1",
    "refund_fen": 100,
    "total_fen": 1288,
    "transaction_id": "4200001234",
}


@pytest.mark.parametrize("days", [-1, 0, 93])
def test_a_bill_is_of_a_past_day_within_three_months(days: int) -> None:
    today = date(2025, 10, 9)

    with pytest.raises(InvalidRequestError, match="three months"):
        rules.check_bill_date(today - timedelta(days=days), today)


def test_an_unknown_selector_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="ALL, REFUND"):
        rules.one_of("/bill_type", "ALL&x=1", frozenset({"ALL", "REFUND"}))
