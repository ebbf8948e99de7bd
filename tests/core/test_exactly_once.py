"""R12: whatever comes twice, late or in another order moves money once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

from pos_app.core.errors import StaleError
from pos_app.core.journal import Deed
from pos_app.core.payment import PaymentState
from pos_app.wechatpay.messages import Transaction
from pos_app.wechatpay.notify import read_notice
from pos_app.wechatpay.trust import Trust
from tests.core.shop import Shop

HINTS = 1000
POLLS = 60  # over the wire; the others are notices, each a hint with its own proof
HANDS = 4


def test_r12_a_thousand_polls_and_notices_in_any_order_are_one_payment(shop: Shop) -> None:
    waiting = shop.shown()
    shop.pay(waiting)
    (notice,) = shop.simulator.notices.outbox()
    headers, now = shop.simulator.notices.proof_of(notice), shop.clock().timestamp()
    merchant, trust = shop.checkout._client._merchant, trust_of(shop)
    moved: list[str] = []

    def take(hint: str) -> None:
        if hint == "poll":
            shop.checkout.advance(waiting)
            return
        proven = read_notice(merchant, trust, headers, notice.body, now=now)
        assert isinstance(proven.about, Transaction)
        assert proven.about.success_time is not None
        try:
            shop.ledger.move(
                waiting,
                PaymentState.PAID,
                who="notice",
                evidence=proven.evidence.to_json(),
                transaction_id=str(proven.about.transaction_id),
                paid_at=proven.about.success_time,
                payer_total=waiting.amount,
            )
        except StaleError:  # another hand was quicker: what it wrote stands
            return
        moved.append(proven.id)

    hints = ["poll"] * POLLS + ["notice"] * (HINTS - POLLS)
    random.Random(12).shuffle(hints)
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(take, hints))

    story = [entry.deed for entry in shop.ledger.history(waiting.sale_number) if entry.after == "paid"]
    assert sorted(deed.value for deed in story) == [Deed.PAYMENT_MOVED.value, Deed.SALE_PAID.value]
    assert len(moved) <= 1
    assert shop.ledger.payment(waiting.out_trade_no).state is PaymentState.PAID
    assert shop.ledger.verify().sound


def trust_of(shop: Shop) -> Trust:
    """Give what opens and verifies a notice to this shop."""
    identity = shop.simulator.identity
    return Trust(
        shop.checkout._client._merchant,
        public_key_pem=(identity.directory / "pub_key.pem").read_bytes(),
        public_key_id=identity.public_key_id,
        api_v3_key=identity.api_v3_key,
        clock=lambda: shop.clock().timestamp(),
    )
