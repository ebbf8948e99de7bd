"""The story of a sale, told from the journal."""

from __future__ import annotations

import dataclasses

import pytest

from pos_app.core.journal import Deed, Entry
from pos_app.ui.marks import Mark
from pos_app.ui.moments import request_id, tail_of
from pos_app.ui.time_line import moments_of
from tests.ui.samples import NOON

NUMBER = "012511230412-1-7HK2M9"


def entry(deed: Deed, after: str | None = None, **facts: object) -> Entry:
    return Entry(
        till="01", sequence=1, at=NOON, who="林晓燕", deed=deed, sale_number="012511230412", number=NUMBER,
        before=None, after=after, facts=facts, evidence=None, previous_hash="", hash="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "mark", "words"),
    [
        (entry(Deed.PAYMENT_BEGUN, amount_fen=6420), Mark.LIVE, ("¥64.20", "0412-1")),
        (
            entry(
                Deed.PAYMENT_TAKEN, "paid", tender="cash", label="", amount_fen=1230, tendered_fen=2000, rounding_fen=4
            ),
            Mark.OK,
            ("Cash taken, ¥12.30", "handed over ¥20.00", "rounded off ¥0.04", "林晓燕"),
        ),
        (
            entry(
                Deed.PAYMENT_TAKEN,
                "paid",
                tender="other",
                label="银行卡",
                amount_fen=1230,
                tendered_fen=None,
                rounding_fen=0,
            ),
            Mark.OK,
            ("银行卡 taken, ¥12.30",),
        ),
        (entry(Deed.PAYMENT_UNDONE, "paid", undone=True), Mark.LIVE, ("no longer",)),
        (entry(Deed.REFUND_RECORDED, amount_fen=100, reason="Other"), Mark.SAFE, ("the way it came, ¥1.00", "Other")),
        (entry(Deed.PAYMENT_MOVED, "presented"), Mark.LIVE, ("Code shown",)),
        (entry(Deed.PAYMENT_MOVED, "closing", closing_reason="cancelled"), Mark.BAD, ("cancelled", "林晓燕")),
        (entry(Deed.PAYMENT_MOVED, "closing", closing_reason="expired"), Mark.BAD, ("in time",)),
        (entry(Deed.PAYMENT_MOVED, "closed", provider_state="CLOSED"), Mark.SAFE, ("safe to charge again", "CLOSED")),
        (entry(Deed.PAYMENT_MOVED, "closed"), Mark.SAFE, ("never shown",)),
        (entry(Deed.PAYMENT_MOVED, "paid", transaction_id="4200007731"), Mark.OK, ("Paid", "7731")),
        (entry(Deed.PAYMENT_MOVED, "paid", transaction_id="4200007731", surplus=True), Mark.WARN, ("once more",)),
        (entry(Deed.PAYMENT_UNCONFIRMED, trouble_kind="unknown"), Mark.WARN, ("do not charge again", "No answer")),
        (entry(Deed.PAYMENT_TROUBLED, trouble_kind="refused", trouble_code="NO_AUTH"), Mark.WARN, ("NO_AUTH",)),
        (entry(Deed.PAYMENT_ANSWERED, provider_state="USERPAYING"), Mark.LIVE, ("password",)),
        (entry(Deed.PAYMENT_ANSWERED, provider_state="NOTPAY"), Mark.LIVE, ("not paid yet",)),
        (entry(Deed.SALE_VOIDED), Mark.BAD, ("given up",)),
        (entry(Deed.REFUND_BEGUN, amount_fen=100, reason="Other"), Mark.LIVE, ("¥1.00", "Other")),
        (entry(Deed.REFUND_MOVED, "processing", received_account="零钱"), Mark.LIVE, ("accepted", "零钱")),
        (entry(Deed.REFUND_MOVED, "success"), Mark.SAFE, ("arrived",)),
        (entry(Deed.REFUND_MOVED, "abnormal"), Mark.BAD, ("stuck",)),
        (entry(Deed.REFUND_MOVED, "closed"), Mark.BAD, ("failed",)),
        (
            entry(Deed.REFUND_HANDED_OUT, amount_fen=100, reason="Other", approved_by="店长"),
            Mark.SAFE,
            ("¥1.00", "店长"),
        ),
        (entry(Deed.REFUND_REDIRECTED), Mark.LIVE, ("another way",)),
        (entry(Deed.PAYMENT_MATCHED, matched_to="012511230413", reason="同一顾客"), Mark.OK, ("0413", "同一顾客")),
        (entry(Deed.SALE_MATCHED, reason="同一顾客"), Mark.OK, ("late money", "同一顾客")),
        (entry(Deed.RESOLVED, reason="已电话核对"), Mark.WARN, ("answered", "已电话核对", "林晓燕")),
        (entry(Deed.REFUND_TROUBLED, trouble_kind="not_sent"), Mark.WARN, ("keeps asking", "network")),
    ],
)
def test_each_deed_has_a_mark_and_words(told: Entry, mark: Mark, words: tuple[str, ...]) -> None:
    (moment,) = moments_of((told,))

    assert moment.mark is mark
    assert moment.at == NOON
    for word in words:
        assert word in f"{moment.what} {moment.under}"


@pytest.mark.parametrize("deed", [Deed.SALE_OPENED, Deed.SALE_PAID, Deed.REFUND_SENT, Deed.REFUND_ANSWERED])
def test_what_says_nothing_new_is_left_out(deed: Deed) -> None:
    assert moments_of((entry(deed),)) == ()


def test_a_number_is_said_by_ticket_and_attempt() -> None:
    assert tail_of(NUMBER) == "0412-1"


def test_a_verified_reply_is_named_by_the_providers_number_for_the_request() -> None:
    replied = dataclasses.replace(
        entry(Deed.PAYMENT_MOVED, "paid", transaction_id="4200007731"), evidence='{"request_id":"08F2E5D1AB12CD34"}'
    )

    (moment,) = moments_of((replied,))

    assert moment.under.endswith("reply AB12CD34")
    assert request_id(replied) == "08F2E5D1AB12CD34"


@pytest.mark.parametrize("evidence", [None, "", "{", "[]", '{"request_id":null}'])
def test_evidence_without_a_number_has_none(evidence: str | None) -> None:
    assert request_id(dataclasses.replace(entry(Deed.SALE_VOIDED), evidence=evidence)) == ""
