"""Bills, read to the fen, whatever merchants wrote into them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay.bill_cells import take_apart
from pos_app.wechatpay.bills import read_flow_bill, read_trade_bill
from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.rules import BEIJING
from tests.wechatpay.bill_texts import FLOW, PAID_ROW, TRADE, TRADE_COLUMNS, TRADE_SUMMARY, TRADE_SUMS


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a bill as the provider does: with a byte order mark."""

    def write(text: str) -> Path:
        path = tmp_path / "bill.csv"
        path.write_text(text, encoding="utf-8-sig", newline="")
        return path

    return write


def test_a_trade_bill_is_read_to_the_fen(write: Callable[[str], Path]) -> None:
    bill = read_trade_bill(write(TRADE))

    paid, refunded = bill.rows
    assert (bill.count, bill.order_fen, bill.refund_fen, bill.fee) == (2, 1288, 100, Decimal("0.06600"))
    assert (paid.order_fen, paid.settlement_fen, paid.coupon_fen) == (1288, 1200, 88)
    assert (paid.refund_id, paid.out_refund_no, paid.refund_fen) == (None, None, 0)
    assert paid.time == datetime(2025, 10, 8, 9, 0, 1, tzinfo=BEIJING)
    assert (paid.description, paid.attach, paid.fee) == ("咖啡,大杯\n热", "a\\b", Decimal("0.07200"))
    assert (refunded.trade_state, refunded.out_refund_no, refunded.refund_fen) == ("REFUND", "POS-0001-R1", 100)
    assert refunded.refund_state == "PROCESSING"
    assert "oUpF8" not in repr(bill) + repr(paid)


def test_a_bill_with_fewer_columns_is_read_by_their_names(write: Callable[[str], Path]) -> None:
    text = (
        "微信订单号,商户订单号,交易状态,总金额\n`42,`POS-0001,`SUCCESS,`12.88\n"
        "总交易单数,总交易额,总退款金额\n`1,`12.88,`0.00"
    )

    bill = read_trade_bill(write(text))

    (row,) = bill.rows
    assert (row.order_fen, row.time, row.settlement_fen, row.fee) == (1288, None, None, None)
    assert (bill.order_fen, bill.refund_fen, bill.settlement_fen) == (1288, 0, None)


def test_a_fund_flow_bill_is_read_to_the_fen(write: Callable[[str], Path]) -> None:
    bill = read_flow_bill(write(FLOW))

    (row,) = bill.rows
    assert (bill.income_count, bill.income_fen, bill.expense_count, bill.expense_fen) == (1, 1200, 0, 0)
    assert (row.direction, row.amount_fen, row.balance_fen) == ("收入", 1200, 11200)


def test_a_day_without_rows_is_a_bill(write: Callable[[str], Path]) -> None:
    assert (
        read_trade_bill(write(f"{TRADE_COLUMNS}\n{TRADE_SUMMARY}\n`0,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00")).rows == ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        TRADE_COLUMNS,
        f"{TRADE_COLUMNS}\n{PAID_ROW}",
        f"{TRADE_COLUMNS}\n{PAID_ROW}\n{TRADE_SUMMARY}",
        f"{TRADE_SUMMARY}\n{TRADE_SUMS}",
        f"{TRADE}{PAID_ROW}",
        TRADE.replace(",`till-1", ""),
        TRADE.replace("`2025-10-08 09:00:01", "2025-10-08 09:00:01"),
        TRADE.replace("2025-10-08 09:00:01", "yesterday"),
        TRADE.replace("12.88", "12.885"),
        TRADE.replace("12.88", "twelve"),
        TRADE.replace("12.88", "１２"),
        TRADE.replace("`2,`12.00", "`two,`12.00"),
        TRADE.replace("`2,`12.00", "`2.5,`12.00"),
        TRADE.replace("`2,`12.00", "`,`12.00"),
        TRADE.replace("POS-0001,", ","),
        "<xml><return_code>FAIL</return_code></xml>",
        TRADE + "`1,`1\n",
        TRADE.replace("咖啡", "咖" * 70_000),
        FLOW,
    ],
)
def test_what_is_no_trade_bill_is_a_bad_reply(write: Callable[[str], Path], text: str) -> None:
    with pytest.raises(BadReplyError):
        read_trade_bill(write(text))


@pytest.mark.parametrize("text", [FLOW.replace("`1900001", "`"), FLOW.replace("`12.00,`112.00", "`,`112.00"), TRADE])
def test_what_is_no_fund_flow_bill_is_a_bad_reply(write: Callable[[str], Path], text: str) -> None:
    with pytest.raises(BadReplyError):
        read_flow_bill(write(text))


def test_a_bill_that_is_not_text_is_a_bad_reply(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadReplyError, match="not text"):
        read_trade_bill(path)


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n,\\`\ufeff"), max_size=10).map(str.strip),
            min_size=3,
            max_size=3,
        ),
        max_size=5,
    )
)
def test_every_cell_comes_back_as_it_was_written(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    lines = ["a,b,c", *(",".join(f"`{cell}" for cell in row) for row in rows), "sum,x,y", "`1,`2,`3"]
    path = tmp_path_factory.mktemp("bill") / "bill.csv"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")

    cells, summary = take_apart(path, "sum")

    assert [[line.text(name) for name in "abc"] for line in cells] == rows
    assert repr(summary) == "Cells(3 columns)"


@given(st.text(max_size=200))
def test_no_text_makes_reading_crash(tmp_path_factory: Any, text: str) -> None:
    path = tmp_path_factory.mktemp("bill") / "bill.csv"
    path.write_bytes(text.encode("utf-8", "replace"))

    with pytest.raises(BadReplyError):
        read_trade_bill(path)
