"""Bills come the next day, from the books, in the provider's own format."""

from __future__ import annotations

import gzip
import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from pos_app.simulator.clock import beijing
from pos_app.simulator.records import RefundStatus
from pos_app.simulator.server import Simulator
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import Answer, SigningClient

DAY = 86_400


@pytest.fixture
def noon(simulator: Simulator, wall: Wall) -> str:
    """Wind to noon of the next day in Beijing, and return that day."""
    now = beijing(wall.now)
    target = (now + timedelta(days=1)).replace(hour=12, minute=0, second=0)
    simulator.wind((target - now).total_seconds())
    return f"{target:%Y-%m-%d}"


@pytest.fixture
def trades(client: SigningClient, simulator: Simulator, noon: str) -> str:
    """Sell twice and refund once on that day; then let a day pass."""
    client.prepay("BILL-1", 1000, description="豆浆, 油条\n大", attach="a,b")
    simulator.phone.pay("BILL-1", coupon_fen=250)
    client.prepay("BILL-2", 1)
    simulator.phone.pay("BILL-2")
    client.prepay("BILL-3")
    client.refund("REFUND-1", "BILL-1", 400, 1000)
    simulator.wind(DAY)
    return noon


def ask(client: SigningClient, day: str, kind: str = "tradebill", **more: str) -> Answer:
    query = "&".join(f"{name}={value}" for name, value in {"bill_date": day, **more}.items())
    return client.send("GET", f"/v3/bill/{kind}?{query}")


def fetch(client: SigningClient, applied: Answer) -> Answer:
    url = urlsplit(applied.json["download_url"])
    assert f"{url.scheme}://{url.netloc}" == client.url
    return client.send("GET", f"{url.path}?{url.query}")


def lines(bill: bytes) -> list[str]:
    return bill.decode("utf-8-sig").split("\r\n")


def cells(bill: bytes, row: int) -> dict[str, str]:
    text = lines(bill)
    values = [cell.removeprefix("`") for cell in text[row].split(",")]
    return dict(zip(text[0].split(","), values, strict=True))


def test_the_trade_bill_tells_every_payment_and_refund_of_the_day(client: SigningClient, trades: str) -> None:
    applied = ask(client, trades)
    fetched = fetch(client, applied)

    assert applied.verified_by(client.wechatpay_key)
    assert applied.json["hash_value"] == hashlib.sha1(fetched.body).hexdigest()
    assert not fetched.signed
    assert fetched.body.startswith(b"\xef\xbb\xbf")
    assert len(lines(fetched.body)) == 1 + 3 + 2 + 1
    assert len(lines(fetched.body)[0].split(",")) == 27
    payment, _, refund = (cells(fetched.body, row) for row in (1, 2, 3))
    assert (payment["交易状态"], payment["订单金额"], payment["代金券金额"]) == ("SUCCESS", "10.00", "2.50")
    assert (payment["商品名称"], payment["商户数据包"]) == ("豆浆\\  油条\\n大", "a\\ b")
    assert (payment["手续费"], payment["费率"], payment["微信退款单号"]) == ("0.06000", "0.60%", "0")
    assert (refund["交易状态"], refund["商户退款单号"], refund["退款状态"]) == ("REFUND", "REFUND-1", "SUCCESS")
    assert (refund["申请退款金额"], refund["充值券退款金额"], refund["手续费"]) == ("4.00", "1.00", "-0.02000")
    assert lines(fetched.body)[-2] == "`3,`10.01,`4.00,`1.00,`0.04000,`10.01,`4.00"


def test_a_packed_bill_has_the_digest_of_the_unpacked_one(client: SigningClient, trades: str) -> None:
    plain, packed = ask(client, trades), ask(client, trades, tar_type="GZIP")

    assert plain.json["hash_value"] == packed.json["hash_value"]
    assert gzip.decompress(fetch(client, packed).body) == fetch(client, plain).body
    assert packed.json["download_url"].endswith("&tartype=gzip")


def test_a_bill_of_successes_has_no_columns_of_refunds(client: SigningClient, trades: str) -> None:
    bill = fetch(client, ask(client, trades, bill_type="SUCCESS")).body

    assert len(lines(bill)[0].split(",")) == 20
    assert len(lines(bill)) == 1 + 2 + 2 + 1


def test_a_bill_of_refunds_has_their_times(client: SigningClient, trades: str) -> None:
    refund = cells(fetch(client, ask(client, trades, bill_type="REFUND")).body, 1)

    assert len(refund) == 29
    assert refund["退款申请时间"].startswith(trades)
    assert refund["退款成功时间"].startswith(trades)


@pytest.mark.parametrize(
    ("status", "word"), [(RefundStatus.CLOSED, "FAIL"), (RefundStatus.ABNORMAL, "CHANGE")], ids=["closed", "abnormal"]
)
def test_bills_have_their_own_words_for_refunds(
    client: SigningClient, simulator: Simulator, noon: str, status: RefundStatus, word: str
) -> None:
    simulator.switches.refund_outcome = status
    client.prepay("BILL-1", 1000)
    simulator.phone.pay("BILL-1")
    client.refund("REFUND-1", "BILL-1", 400, 1000)
    simulator.wind(DAY)

    refund = cells(fetch(client, ask(client, noon)).body, 2)

    assert (refund["退款状态"], refund["退款金额"]) == (word, "4.00")


def test_a_row_is_never_changed_afterwards(client: SigningClient, simulator: Simulator, noon: str) -> None:
    simulator.switches.refund_outcome = RefundStatus.ABNORMAL
    client.prepay("BILL-1", 1000)
    simulator.phone.pay("BILL-1")
    client.refund("REFUND-1", "BILL-1", 400, 1000)
    simulator.wind(DAY)
    before = ask(client, noon).json["hash_value"]

    simulator.set_refund("REFUND-1", "SUCCESS")

    assert ask(client, noon).json["hash_value"] == before


def test_the_fund_flow_bill_tells_every_movement_of_the_balance(
    client: SigningClient, simulator: Simulator, trades: str
) -> None:
    simulator.switches.opening_fen = 100_00

    bill = fetch(client, ask(client, trades, "fundflowbill", account_type="BASIC")).body

    flows = [cells(bill, row) for row in range(1, len(lines(bill)) - 3)]
    assert [(flow["业务类型"], flow["收支类型"], flow["收支金额(元)"], flow["账户结余(元)"]) for flow in flows] == [
        ("交易", "收入", "10.00", "110.00"),
        ("扣除交易手续费", "支出", "0.06", "109.94"),
        ("交易", "收入", "0.01", "109.95"),
        ("退款", "支出", "4.00", "105.95"),
        ("退还交易手续费", "收入", "0.02", "105.97"),
    ]
    assert lines(bill)[-2] == "`5,`3,`10.03,`2,`4.06"


def test_a_refund_that_failed_moves_no_balance(client: SigningClient, simulator: Simulator, noon: str) -> None:
    client.prepay("BILL-1", 1)
    simulator.phone.pay("BILL-1")
    client.refund("REFUND-1", "BILL-1", 1, 1)
    simulator.set_refund("REFUND-1", "CLOSED")
    simulator.wind(DAY)

    assert lines(fetch(client, ask(client, noon, "fundflowbill")).body)[-2] == "`1,`1,`0.01,`0,`0.00"


def test_other_accounts_never_move(client: SigningClient, trades: str) -> None:
    assert ask(client, trades, "fundflowbill", account_type="FEES").code == "NO_STATEMENT_EXIST"


def test_a_day_without_trade_has_no_bill(client: SigningClient, simulator: Simulator, trades: str) -> None:
    simulator.wind(DAY)
    quiet = f"{beijing(simulator.clock.now() - DAY):%Y-%m-%d}"

    assert (ask(client, quiet).status, ask(client, quiet).code) == (400, "NO_STATEMENT_EXIST")
    assert ask(client, quiet, "fundflowbill").code == "NO_STATEMENT_EXIST"


def test_a_bill_is_ready_at_ten_the_next_morning(client: SigningClient, simulator: Simulator, noon: str) -> None:
    client.prepay("BILL-1")
    simulator.phone.pay("BILL-1")

    same_day = ask(client, noon)
    simulator.wind(22 * 3600 - 1)
    early = ask(client, noon)
    simulator.wind(1)

    assert same_day.code == "INVALID_REQUEST"
    assert early.code == "STATEMENT_CREATING"
    assert ask(client, noon).status == 200


def test_bills_are_kept_three_months(client: SigningClient, simulator: Simulator, trades: str) -> None:
    simulator.wind(91 * DAY)

    assert ask(client, trades).code == "INVALID_REQUEST"


@pytest.mark.parametrize("day", ["", "20250101", "2025-02-30", "2025-1-1"])
def test_a_date_in_another_form_is_refused(client: SigningClient, day: str) -> None:
    assert ask(client, day).json["detail"]["field"] == "bill_date"


def test_an_unknown_kind_of_bill_or_packing_is_refused(client: SigningClient, trades: str) -> None:
    assert ask(client, trades, bill_type="SOME").json["detail"]["field"] == "bill_type"
    assert ask(client, trades, tar_type="ZIP").json["detail"]["field"] == "tar_type"


def test_a_ticket_is_good_for_five_minutes(client: SigningClient, simulator: Simulator, trades: str) -> None:
    applied = ask(client, trades)
    simulator.wind(301)

    assert fetch(client, applied).code == "INVALID_REQUEST"
    assert client.send("GET", "/v3/billdownload/file?token=made-up").code == "INVALID_REQUEST"


def test_a_download_must_be_signed(client: SigningClient, trades: str) -> None:
    url = urlsplit(ask(client, trades).json["download_url"])

    assert client.send("GET", f"{url.path}?{url.query}", headers={"Authorization": None}).status == 401
