"""Bills: fetched whole and proven, or not at all; read to the fen, whatever merchants wrote into them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay import hosts
from pos_app.wechatpay.bill_cells import take_apart
from pos_app.wechatpay.bill_file import BillFile, Ticket
from pos_app.wechatpay.bills import read_flow_bill, read_trade_bill
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, NotKeptError, OutcomeUnknownError, RefusedError
from pos_app.wechatpay.reading import Fields
from pos_app.wechatpay.rules import BEIJING
from pos_app.wechatpay.transport import Transport
from tests.wechatpay.gateway import Gateway, Step, closed, sent, signed, unsigned
from tests.wechatpay.gateway import http as http_reply

DAY = date(2025, 10, 8)

TRADE_COLUMNS = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
    "代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,"
    "申请退款金额,费率备注"
)
PAID_ROW = (
    "`2025-10-08 09:00:01,`wx0123456789abcdef,`1999000001,`0,`till-1,`4200001,`POS-0001,`oUpF8,`NATIVE,`SUCCESS,"
    "`OTHERS,`CNY,`12.00,`0.88,`0,`0,`0.00,`0.00,`,`,`咖啡\\ 大杯\\n热,`a\\b,`0.07200,`0.60%,`12.88,`0.00,`"
)
REFUND_ROW = (
    "`2025-10-08 10:00:01,`wx0123456789abcdef,`1999000001,`0,`,`4200001,`POS-0001,`oUpF8,`NATIVE,`REFUND,`OTHERS,"
    "`CNY,`0.00,`0.00,`5000001,`POS-0001-R1,`1.00,`0.00,`ORIGINAL,`PROCESSING,`咖啡,`,`-0.00600,`0.60%,`0.00,`1.00,`"
)
TRADE_SUMMARY = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
TRADE_SUMS = "`2,`12.00,`1.00,`0.00,`0.06600,`12.88,`1.00"
FLOW_COLUMNS = (
    "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,"
    "资金变更提交申请人,备注,业务凭证号"
)
FLOW_ROW = "`2025-10-08 09:00:01,`4200001,`1900001,`交易,`交易,`收入,`12.00,`112.00,`system,`结算,`POS-0001"
FLOW_SUMMARY = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
FLOW_SUMS = "`1,`1,`12.00,`0,`0.00"

TRADE = f"{TRADE_COLUMNS}\r\n{PAID_ROW}\r\n{REFUND_ROW}\r\n{TRADE_SUMMARY}\r\n{TRADE_SUMS}\r\n"
FLOW = f"{FLOW_COLUMNS}\n{FLOW_ROW}\n{FLOW_SUMMARY}\n{FLOW_SUMS}"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a bill as the provider does: with a byte order mark."""

    def write(text: str) -> Path:
        path = tmp_path / "bill.csv"
        path.write_text(text, encoding="utf-8-sig", newline="")
        return path

    return write


def promise(gateway: Gateway, bill: bytes, *, host: str | None = None, **changes: str) -> Step:
    """Promise a bill."""
    ticket = {
        "hash_type": "SHA1",
        "hash_value": hashlib.sha1(bill, usedforsecurity=False).hexdigest().upper(),
        "download_url": f"{host or gateway.url}/v3/billdownload/file?token=a%2fB%7c|c&tartype=gzip",
        **changes,
    }
    return signed(ticket)


def served(content: bytes, **headers: str) -> Step:
    return sent(http_reply(200, content, headers))


def test_a_bill_is_fetched_unpacked_proven_and_kept(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    bill = TRADE.encode("utf-8-sig")
    gateway.steps += [promise(gateway, bill), served(gzip.compress(bill))]

    answer = client.trade_bill(DAY, tmp_path / "bill.csv")

    asked, fetched = gateway.requests
    assert answer.value.read_bytes() == bill
    assert asked.target == "/v3/bill/tradebill?bill_date=2025-10-08&bill_type=ALL&tar_type=GZIP"
    assert fetched.target == "/v3/billdownload/file?token=a%2fB%7c|c&tartype=gzip"  # as it was given, to the byte
    assert fetched.headers["authorization"].startswith("WECHATPAY2")
    assert [path.name for path in tmp_path.iterdir()] == ["bill.csv"]


def test_a_fund_flow_bill_may_come_unpacked(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    gateway.steps += [promise(gateway, FLOW.encode()), served(FLOW.encode())]

    client.fund_flow_bill(DAY, tmp_path / "flow.csv", account="FEES")

    assert gateway.requests[0].target.startswith("/v3/bill/fundflowbill?bill_date=2025-10-08&account_type=FEES")
    assert read_flow_bill(tmp_path / "flow.csv").count == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f",
        b"another bill",
        gzip.compress(b"another bill"),
        gzip.compress(TRADE.encode())[:-10],
        b"\x1f\x8bnot gzip at all",
        gzip.compress(TRADE.encode()) + b"tail",
    ],
)
def test_a_bill_that_was_not_promised_is_not_kept(
    client: WeChatPay, gateway: Gateway, tmp_path: Path, content: bytes
) -> None:
    gateway.steps += [promise(gateway, TRADE.encode()), served(content)]

    with pytest.raises(BadReplyError):
        client.trade_bill(DAY, tmp_path / "bill.csv")

    assert not list(tmp_path.iterdir())


def test_a_kept_bill_stays_when_a_new_one_does_not_come(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_text("kept before")
    gateway.steps += [promise(gateway, TRADE.encode()), served(b"another bill")]

    with pytest.raises(BadReplyError):
        client.trade_bill(DAY, path)

    assert path.read_text() == "kept before"


def test_a_bill_that_breaks_off_starts_anew_from_the_backup(
    join: Callable[..., WeChatPay], gateway: Gateway, backup: Gateway, tmp_path: Path
) -> None:
    bill = TRADE.encode()
    half = http_reply(200, bill, {}).removesuffix(bill[100:])
    gateway.steps += [promise(gateway, bill), sent(half, stay=False)]
    backup.steps.append(served(gzip.compress(bill)))

    client = join(gateway.url, backup.url)

    assert client.trade_bill(DAY, tmp_path / "bill.csv").value.read_bytes() == bill


def test_a_bill_is_fetched_from_the_host_that_its_address_names(
    join: Callable[..., WeChatPay], gateway: Gateway, backup: Gateway, tmp_path: Path
) -> None:
    gateway.steps.append(promise(gateway, TRADE.encode(), host=backup.url))
    backup.steps.append(served(TRADE.encode()))

    join(gateway.url, backup.url).trade_bill(DAY, tmp_path / "bill.csv")

    assert len(backup.requests) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example.com/v3/billdownload/file?token=x",
        "http://api.mch.weixin.qq.com/v3/billdownload/file?token=x",
        "https://api.mch.weixin.qq.com/v3/billdownload/file?token=x",  # real, but not for a simulator's client
        "https://[::1",
        "/v3/billdownload/file",
        "file:///etc/passwd",
    ],
)
def test_an_address_elsewhere_is_not_asked(client: WeChatPay, gateway: Gateway, tmp_path: Path, address: str) -> None:
    gateway.steps.append(promise(gateway, b"", download_url=address))

    with pytest.raises(BadReplyError, match="none of the provider's"):
        client.trade_bill(DAY, tmp_path / "bill.csv")

    assert len(gateway.requests) == 1


def test_the_providers_own_hosts_may_stand_for_each_other() -> None:
    transport = Transport("https://api.mch.weixin.qq.com")

    assert transport.target("https://api2.wechatpay.cn/v3/billdownload/file?token=x") == (
        "/v3/billdownload/file?token=x"
    )
    assert transport.target("https://api2.wechatpay.cn") == "/"
    for address in ("https://api2.wechatpay.cn/a b", "https://api2.wechatpay.cn/#x", "https://api2.wechatpay.cn/\n"):
        with pytest.raises(BadReplyError):
            transport.target(address)


@pytest.mark.parametrize("code", ["NO_STATEMENT_EXIST", "STATEMENT_CREATING"])
def test_a_day_without_a_bill_is_told_apart(client: WeChatPay, gateway: Gateway, tmp_path: Path, code: str) -> None:
    gateway.steps.append(unsigned(400, {"code": code, "message": "x"}))

    with pytest.raises(RefusedError) as caught:
        client.trade_bill(DAY, tmp_path / "bill.csv")

    assert caught.value.code == code


def test_a_refused_download_says_why(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    gateway.steps += [promise(gateway, b""), unsigned(400, {"code": "INVALID_REQUEST", "message": "expired"})]

    with pytest.raises(RefusedError, match="expired"):
        client.trade_bill(DAY, tmp_path / "bill.csv")

    assert not list(tmp_path.iterdir())


def test_a_download_that_never_ends_is_cut(
    client: WeChatPay, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "LARGEST_BILL", 10)
    gateway.steps += [promise(gateway, b""), served(b"x" * 11)]

    with pytest.raises(BadReplyError, match="too large"):
        client.trade_bill(DAY, tmp_path / "bill.csv")


def test_a_small_file_of_zeros_is_not_unpacked(tmp_path: Path) -> None:
    with BillFile(tmp_path / "bill.csv", largest=1_000_000) as file:
        file.write(gzip.compress(bytes(10_000_000)))
        with pytest.raises(BadReplyError, match="too large"):
            file.keep("")


def test_a_bill_without_a_place_is_not_lost_in_silence(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    gateway.steps.append(promise(gateway, b""))

    with pytest.raises(NotKeptError, match="cannot be written"):
        client.trade_bill(DAY, tmp_path / "absent" / "bill.csv")


def test_a_place_that_is_taken_by_a_folder_is_not_overwritten(
    client: WeChatPay, gateway: Gateway, tmp_path: Path
) -> None:
    (tmp_path / "bill.csv").mkdir()
    gateway.steps += [promise(gateway, b"x"), served(b"x")]

    with pytest.raises(NotKeptError):
        client.trade_bill(DAY, tmp_path / "bill.csv")


def test_a_full_disk_is_told() -> None:
    file = BillFile(Path("/dev/full"))
    file._file = open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123

    with pytest.raises(NotKeptError, match="No space left"):
        file.write(b"x")

    file._file.close()


def test_a_promise_by_another_hash_is_refused() -> None:
    with pytest.raises(BadReplyError, match="hash"):
        Ticket.read(Fields({"hash_type": "MD5", "hash_value": "x", "download_url": "x"}))


def test_a_download_that_breaks_off_is_unknown(client: WeChatPay, gateway: Gateway, tmp_path: Path) -> None:
    gateway.steps += [promise(gateway, b""), closed, closed]

    with pytest.raises(OutcomeUnknownError):
        client.trade_bill(DAY, tmp_path / "bill.csv")


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
