"""Bills, fetched: whole and proven in their place, or not there at all."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pos_app.wechatpay import hosts
from pos_app.wechatpay.bill_file import BillFile, Ticket
from pos_app.wechatpay.bills import read_flow_bill
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.errors import BadReplyError, NotKeptError, OutcomeUnknownError, RefusedError
from pos_app.wechatpay.reading import Fields
from pos_app.wechatpay.transport import Transport
from tests.wechatpay.bill_texts import FLOW, TRADE
from tests.wechatpay.gateway import Gateway, Step, closed, sent, signed, unsigned
from tests.wechatpay.gateway import http as http_reply

DAY = date(2025, 10, 8)


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
        gzip.compress(b"another bill", mtime=0),
        gzip.compress(TRADE.encode(), mtime=0)[:-10],
        b"\x1f\x8bnot gzip at all",
        gzip.compress(TRADE.encode(), mtime=0) + b"tail",
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
