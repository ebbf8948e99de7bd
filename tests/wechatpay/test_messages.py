"""What the provider says: read strictly, and nothing that it could send makes reading crash."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.messages import Evidence, RefundReply, Transaction
from pos_app.wechatpay.reading import read_object
from tests.wechatpay.provider import refund, transaction

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def read(fields: object) -> Transaction:
    return Transaction.read(read_object(json.dumps(fields)))


def test_a_paid_order_is_read() -> None:
    paid = read(transaction(attach="A", success_time="2025-10-09T08:53:20.123456789Z"))

    assert paid.paid
    assert (paid.total_fen, paid.payer_total_fen, paid.currency) == (1288, 1200, "CNY")
    assert paid.openid == "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
    assert paid.openid not in repr(paid)
    assert paid.success_time is not None
    assert paid.success_time.utcoffset() == timedelta(0)
    assert (paid.device_id, paid.attach, paid.bank_type) == ("till-1", "A", "OTHERS")


def test_an_order_that_was_partly_refunded_was_paid() -> None:
    assert read(transaction(trade_state="REFUND")).paid


@pytest.mark.parametrize("state", ["NOTPAY", "CLOSED", "USERPAYING", "SOMETHING_NEW"])
def test_an_order_that_is_not_paid_needs_no_amount(state: str) -> None:
    order = read(transaction(trade_state=state, amount=None, transaction_id=None, payer=None, scene_info=None))

    assert not order.paid
    assert order.total_fen is None
    assert order.trade_state == state


@pytest.mark.parametrize(
    "changes",
    [
        {"trade_state": None},
        {"trade_state": ""},
        {"trade_state": 1},
        {"appid": None},
        {"mchid": []},
        {"out_trade_no": None},
        {"transaction_id": None},
        {"amount": None},
        {"amount": []},
        {"amount": {"total": 1288}},
        {"amount": {"currency": "CNY"}},
        {"amount": {"total": "1288", "currency": "CNY"}},
        {"amount": {"total": 1288.0, "currency": "CNY"}},
        {"amount": {"total": True, "currency": "CNY"}},
        {"amount": {"total": -1, "currency": "CNY"}},
        {"amount": {"total": 10**30, "currency": "CNY"}},
        {"success_time": "2025-10-09"},
        {"success_time": "2025-10-09T16:53:20"},
        {"success_time": "2025-13-09T16:53:20+08:00"},
        {"success_time": 5},
        {"payer": "oUpF8"},
    ],
)
def test_a_malformed_order_is_a_bad_reply(changes: dict[str, object]) -> None:
    fields = {**transaction(), **changes}

    with pytest.raises(BadReplyError):
        read({name: value for name, value in fields.items() if value is not None})


def test_a_refund_is_read() -> None:
    reply = RefundReply.read(
        read_object(json.dumps(refund(status="SUCCESS", success_time="2025-10-09T17:00:00+08:00")))
    )

    assert (reply.status, reply.refund_fen, reply.total_fen) == ("SUCCESS", 100, 1288)
    assert reply.received_account == "支付用户零钱"
    assert reply.success_time == datetime.fromisoformat("2025-10-09T17:00:00+08:00")


@pytest.mark.parametrize(
    "changes",
    [
        {"refund_id": None},
        {"status": None},
        {"amount": None},
        {"amount": {"total": 1288, "currency": "CNY"}},
        {"create_time": "now"},
    ],
)
def test_a_malformed_refund_is_a_bad_reply(changes: dict[str, object]) -> None:
    with pytest.raises(BadReplyError):
        RefundReply.read(read_object(json.dumps(refund(**changes))))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe{}",
        b"[]",
        b"1",
        b"{",
        b'{"a":NaN}',
        b'{"a":1,"a":2}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        '{"a":1}'.encode("utf-16"),
    ],
)
def test_what_is_no_json_object_is_a_bad_reply(body: bytes) -> None:
    with pytest.raises(BadReplyError):
        read_object(body)


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_crash(body: bytes) -> None:
    with contextlib.suppress(BadReplyError):
        read_object(body)


@given(st.sampled_from(sorted(transaction())), json_values)
def test_no_value_makes_reading_an_order_crash(name: str, value: object) -> None:
    with contextlib.suppress(BadReplyError):
        read({**transaction(), name: value})


@given(st.sampled_from(sorted(refund())), json_values)
def test_no_value_makes_reading_a_refund_crash(name: str, value: object) -> None:
    with contextlib.suppress(BadReplyError):
        RefundReply.read(read_object(json.dumps({**refund(), name: value})))


def test_a_list_must_be_one_and_hold_objects() -> None:
    fields = read_object('{"data":[{}],"none":[1],"text":"x"}')

    assert len(fields.parts("data")) == 1
    for name in ("none", "text", "absent"):
        with pytest.raises(BadReplyError):
            fields.parts(name)
    with pytest.raises(BadReplyError):
        fields.fen("absent")
    assert fields.plain()["text"] == "x"
    assert repr(fields) == "Fields('')"


def test_evidence_is_written_as_json_and_hides_the_words() -> None:
    evidence = Evidence(
        request_id=None, serial="S", timestamp="1", nonce="N", signature="signature", body='{"code_url":"weixin"}'
    )

    assert json.loads(evidence.to_json())["body"] == '{"code_url":"weixin"}'
    assert "weixin" not in repr(evidence)
