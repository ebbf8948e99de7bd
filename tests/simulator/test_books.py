"""Books are exact, survive the end of the process, and stand up to many hands at once."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.simulator.books import Books
from pos_app.simulator.chronicle import Chronicle, Movement
from pos_app.simulator.clock import Clock, parse_rfc3339, rfc3339
from pos_app.simulator.orders import OrderDesk
from pos_app.simulator.phone import Phone, PhoneError
from pos_app.simulator.records import OrderState, RefundStatus
from pos_app.simulator.refunds import RefundDesk
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import Switches
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import SigningClient


def test_a_restarted_simulator_remembers_its_money(home: Path, wall: Wall) -> None:
    with Simulator(home, clock=wall) as first:
        client = SigningClient(home, clock=wall)
        old = client.prepay("BOOK-1").json["code_url"]
        client.prepay("BOOK-1")
        client.prepay("BOOK-2")
        client.close("BOOK-2")
        first.wind(30)
        first.phone.pay("BOOK-1")
        client.refund("REFUND-1", "BOOK-1", 288)
        first.wind(30)
        before = first.audit()
        transaction_id = client.query("BOOK-1").json["transaction_id"]

    with Simulator(home, clock=wall) as second:
        client = SigningClient(home, clock=wall)

        assert second.audit() == before
        assert second.clock.ahead == 60
        assert client.prepay("BOOK-2").code == "ORDER_CLOSED"
        assert client.send("GET", f"/v3/pay/transactions/id/{transaction_id}?mchid={client.mchid}").status == 200
        assert client.query_refund("REFUND-1").json["status"] == "SUCCESS"
        with pytest.raises(PhoneError, match="paid"):
            second.phone.scan(old)


def test_a_refund_under_way_arrives_after_the_restart(home: Path, wall: Wall) -> None:
    with Simulator(home, clock=wall) as first:
        client = SigningClient(home, clock=wall)
        client.prepay("BOOK-1")
        first.phone.pay("BOOK-1")
        client.refund("REFUND-1", "BOOK-1", 1)

    wall.now += 10
    with Simulator(home, clock=wall) as second:
        assert second.audit()["refunds"][0]["status"] == "SUCCESS"


def test_a_line_that_a_crash_left_half_written_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "books.jsonl"
    whole = Movement(at=1.0, kind="clock", why="wound", record={"seconds": 60.0})
    book = Chronicle(path)
    book.append(whole)
    book.close()
    book.close()
    with path.open("ab") as file:
        file.write(b'{"at": 2.0, "ki')

    again = Chronicle(path)
    again.append(whole)
    again.close()

    assert list(again.read()) == [whole, whole]


def test_a_chronicle_without_a_file_keeps_nothing() -> None:
    book = Chronicle()
    book.append(Movement(at=1.0, kind="clock", why="wound", record={"seconds": 60.0}))
    book.close()

    assert list(book.read()) == []


def test_every_movement_is_a_line(simulator: Simulator, client: SigningClient, home: Path) -> None:
    client.prepay("BOOK-1")
    simulator.phone.pay("BOOK-1")
    client.refund("REFUND-1", "BOOK-1", 1)
    simulator.wind(2)

    reasons = [json.loads(line)["why"] for line in (home / "books.jsonl").read_text("utf-8").splitlines()]

    assert reasons == ["placed", "scanned", "paid", "refund asked for", "wound", "ripened"]
    assert simulator.audit()["totals"]["movements"] == 5


def test_one_of_many_that_pay_and_close_at_once_wins(home: Path, simulator: Simulator, wall: Wall) -> None:
    clients = [SigningClient(home, clock=wall) for _ in range(4)]
    clients[0].prepay("BOOK-1")
    won: list[str] = []

    def pay(account: str) -> None:
        try:
            won.append(simulator.phone.pay("BOOK-1", account).state)
        except PhoneError:
            won.append("refused")

    hands = [threading.Thread(target=pay, args=(account,)) for account in "ABCD"]
    hands += [threading.Thread(target=client.close, args=("BOOK-1",)) for client in clients]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    state = simulator.audit()["orders"][0]["state"]
    assert won.count("SUCCESS") == (1 if state == "SUCCESS" else 0)


def test_time_is_never_wound_back() -> None:
    clock = Clock()

    with pytest.raises(ValueError, match="forward"):
        clock.wind(-1)


@given(st.integers(0, 4_000_000_000))
def test_a_time_that_is_written_is_read_back(epoch: int) -> None:
    assert parse_rfc3339(rfc3339(epoch)) == epoch


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    parsed = parse_rfc3339(text)

    assert parsed is None or isinstance(parsed, float)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["place", "pay", "close", "refund", "ABNORMAL", "CLOSED", "wind"]),
        st.integers(1, 3),
        st.integers(1, 700),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(DEEDS)
def test_whatever_is_done_no_fen_is_lost_or_made(deeds: list[tuple[str, int, int]]) -> None:
    books, till = _till()

    for verb, number, fen in deeds:
        with contextlib.suppress(RefusalError, PhoneError):
            till(verb, number, fen)

    for order in books.orders():
        given_back = books.refunds_of(order.out_trade_no)
        counted = sum(refund.counted_fen for refund in given_back)
        own = sum(refund.payer_refund_fen for refund in given_back if refund.counted_fen)
        assert counted <= order.paid_fen
        assert own <= order.payer_total_fen
        assert (order.state is OrderState.SUCCESS) == (order.paid_at is not None)
        if counted == order.total_fen:
            assert own == order.payer_total_fen
    totals = books.audit()["totals"]
    assert totals["balance_fen"] == totals["paid_fen"] - totals["refunded_fen"] >= 0


def _till() -> tuple[Books, Callable[[str, int, int], None]]:
    """Return books, and a hand that does one deed to an order."""
    clock = Clock(Wall())
    books = Books(clock, Chronicle())
    orders, refunds = OrderDesk(books, clock), RefundDesk(books, clock, Switches())
    phone = Phone(books, orders, clock)

    def do(verb: str, number: int, fen: int) -> None:
        match verb:
            case "place":
                orders.place("NATIVE", _order(number))
            case "pay":
                phone.pay(_number(number), coupon_fen=fen)
            case "close":
                orders.close(_number(number))
            case "refund":
                refunds.create(_refund(number, fen))
            case "wind":
                books.wind(fen)
            case _:
                refunds.settle(_last(books, number), RefundStatus(verb))

    return books, do


def _number(number: int) -> str:
    return f"FEN-{number:03d}"


def _order(number: int) -> dict[str, Any]:
    return {"out_trade_no": _number(number), "description": "x", "amount": {"total": 701}, "notify_url": "https://a/n"}


def _refund(number: int, fen: int) -> dict[str, Any]:
    amount = {"refund": fen, "total": 701, "currency": "CNY"}
    return {"out_refund_no": f"R-{number}-{fen}", "out_trade_no": _number(number), "amount": amount}


def _last(books: Books, number: int) -> str:
    found = books.refunds_of(_number(number))
    return found[-1].out_refund_no if found else "none"
