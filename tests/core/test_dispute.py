"""The dispute pack: everything about a sale that others may see, and nothing secret (rule M11)."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.dispute import Dispute, pack, to_json
from pos_app.core.money import Money
from tests.core.shop import Shop
from tests.core.till import order_of

MADE = datetime(2026, 11, 24, 4, tzinfo=UTC)


def dispute_of(shop: Shop, sale_number: str) -> Dispute:
    payments = shop.ledger.payments_of(sale_number)
    return Dispute(
        shop="和顺里超市",
        made_at=MADE,
        sale=shop.ledger.sale(sale_number),
        payments=payments,
        refunds=tuple(refund for payment in payments for refund in shop.ledger.refunds_of(payment.out_trade_no)),
        entries=shop.ledger.history(sale_number),
    )


def given_back(shop: Shop) -> Dispute:
    """Sell, take the money by signed replies, and give some of it back."""
    paid = shop.paid()
    refund = shop.refunding.begin(order_of(paid.out_trade_no, Money(100), "质量问题"), "林晓燕")
    shop.refunding.advance(refund)
    return dispute_of(shop, paid.sale_number)


def with_evidence(dispute: Dispute, body: str) -> dict[str, Any]:
    evidence = json.dumps({"request_id": "R1", "serial": "S1", "timestamp": "1", "nonce": "N", "signature": "G",
                           "body": body})  # fmt: skip
    entry = dataclasses.replace(dispute.entries[0], evidence=evidence)
    found = pack(dataclasses.replace(dispute, entries=(entry,)))["events"][0]["evidence"]
    assert isinstance(found, dict)
    return found


def test_a_pack_tells_the_whole_sale(shop: Shop) -> None:
    dispute = given_back(shop)

    told = json.loads(to_json(dispute))

    assert told["made_at"] == "2026-11-24T12:00:00.000+08:00"
    assert told["sale"]["number"] == dispute.sale.number
    assert sum(line["amount_fen"] for line in told["sale"]["lines"]) == told["sale"]["total_fen"]
    assert told["payments"][0]["transaction_id"] == dispute.payments[0].transaction_id
    assert told["refunds"][0]["reason"] == "质量问题"
    assert [event["hash"] for event in told["events"]] == [entry.hash for entry in dispute.entries]


def test_every_verified_reply_is_in_the_pack_with_its_signature(shop: Shop) -> None:
    dispute = given_back(shop)

    replies = [event["evidence"] for event in pack(dispute)["events"] if event["evidence"] is not None]

    assert len(replies) == sum(entry.evidence is not None for entry in dispute.entries) >= 3
    for reply in replies:
        assert reply["request_id"]
        assert reply["signature"]
        assert reply["serial"]
    assert any(reply["said"].get("trade_state") == "SUCCESS" for reply in replies)


def test_m11_what_customers_and_payments_are_known_by_elsewhere_stays_in_the_ledger(shop: Shop) -> None:
    dispute = given_back(shop)
    kept = "".join(entry.evidence or "" for entry in dispute.entries)
    assert "code_url" in kept
    assert "openid" in kept

    text = to_json(dispute).decode()

    for secret in ("code_url", "weixin://", "openid", "notify_url", dispute.payments[0].code_url or "?"):
        assert secret not in text


def test_a_reply_from_which_words_were_left_out_says_so(shop: Shop) -> None:
    dispute = given_back(shop)

    whole = with_evidence(dispute, '{"trade_state":"SUCCESS","amount":{"total":400}}')
    cut = with_evidence(dispute, '{"trade_state":"SUCCESS","payer":{"openid":"o"},"amount":{"total":400,"new":[1]}}')

    assert (whole["complete"], cut["complete"]) == (True, False)
    assert whole["said"] == cut["said"] == {"trade_state": "SUCCESS", "amount": {"total": 400}}


@pytest.mark.parametrize("body", ["", "[]", "{", "null", "[" * 100_000])
def test_a_reply_that_is_no_object_says_nothing(shop: Shop, body: str) -> None:
    assert with_evidence(given_back(shop), body)["said"] == {}


def test_evidence_of_another_shape_is_no_trouble(shop: Shop) -> None:
    dispute = given_back(shop)
    entries = tuple(dataclasses.replace(dispute.entries[0], evidence=text) for text in ("", "[]", '{"body":1}'))

    events = pack(dataclasses.replace(dispute, entries=entries))["events"]

    assert [event["evidence"]["said"] for event in events] == [{}, {}, {}]


CANARIES = (
    "weixin://wxpay/bizpayurl?pr=CANARY00",
    "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
    "-----BEGIN PRIVATE KEY----- CANARY",
    'WECHATPAY2-SHA256-RSA2048 mchid="1900000001"',
)


@pytest.mark.parametrize("canary", CANARIES)
def test_m11_a_secret_is_left_out_wherever_it_was_put(shop: Shop, canary: str) -> None:
    dispute = given_back(shop)
    line = dataclasses.replace(dispute.sale.lines[0], name=canary)
    refund = dataclasses.replace(dispute.refunds[0], reason=f"see {canary}")
    entry = dataclasses.replace(
        dispute.entries[0],
        facts={"reason": canary, "trouble_message": canary, "code_url": canary, "a new column": canary},
        evidence=json.dumps({"request_id": "R", "Authorization": canary,
                             "body": json.dumps({"message": canary, "code_url": canary, "payer": {"openid": canary}})}),
    )  # fmt: skip

    text = to_json(
        dataclasses.replace(
            dispute, sale=dataclasses.replace(dispute.sale, lines=(line,)), refunds=(refund,), entries=(entry,)
        )
    ).decode()

    assert canary not in text
    assert json.dumps(canary, ensure_ascii=False)[1:-1] not in text


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
trees = st.recursive(plain | st.floats(), lambda kids: st.lists(kids) | st.dictionaries(st.text(max_size=8), kids))


@given(st.dictionaries(st.sampled_from(["trade_state", "amount", "total", "x", "payer"]), trees))
def test_whatever_a_reply_says_only_named_words_pass(said: dict[str, Any]) -> None:
    from pos_app.core.dispute import _allowed  # noqa: PLC0415 - the one gate through which a reply passes

    allowed = _allowed(said)

    assert set(allowed) <= {"trade_state", "amount", "total"}
    json.dumps(allowed)
