"""Taking a payment, against a pretend provider on a real socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from pos_app.core.checkout import Checkout
from pos_app.core.errors import LiveClaimError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import open_engine, sqlite_driver
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.sale import SaleState
from pos_app.simulator.records import Order, OrderState
from pos_app.simulator.records import Refund as ProviderRefund
from pos_app.simulator.weather import Fault
from pos_app.wechatpay.orders import NativeOrder
from pos_app.wechatpay.refunds import RefundRequest
from tests.core.shop import NOTIFY_URL, Shop, beside
from tests.core.test_ledger import settle_otherwise
from tests.core.till import BASKET, TERMS, HandClock, order_of

LASTING = [fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG}]
"""Faults that cost no time."""


# ---------------------------------------------------------------- a sale


def test_a_sale_goes_from_a_press_to_a_proven_payment(shop_on_either: Shop) -> None:
    shop = shop_on_either
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shown = shop.checkout.advance(begun)
    waiting = shop.checkout.advance(shown)
    shop.pay(shown)
    paid = shop.checkout.advance(waiting)

    assert [one.state for one in (begun, shown, waiting, paid)] == [
        PaymentState.CREATED, PaymentState.PRESENTED, PaymentState.PRESENTED, PaymentState.PAID,
    ]  # fmt: skip
    assert waiting.provider_state == "NOTPAY"
    assert paid == shop.ledger.payment(paid.out_trade_no)
    order = shop.simulator.books.order(paid.out_trade_no)
    assert order is not None
    assert (order.transaction_id, order.total_fen) == (paid.transaction_id, paid.amount.fen)
    assert shop.ledger.sale(paid.sale_number).state is SaleState.PAID
    assert shop.ledger.verify().sound


def test_m2_the_providers_own_words_are_kept_beside_the_move(shop: Shop) -> None:
    paid = shop.paid()

    moved = [entry for entry in shop.ledger.history(paid.sale_number) if entry.after == "paid"][-1]

    assert moved.evidence is not None
    evidence = json.loads(moved.evidence)
    said = json.loads(evidence["body"])
    assert (said["trade_state"], said["out_trade_no"], said["amount"]["total"]) == ("SUCCESS", paid.out_trade_no, 1634)
    assert {"serial", "timestamp", "nonce", "signature"} <= evidence.keys()


def test_a_settled_payment_comes_back_as_it_is(shop: Shop) -> None:
    paid = shop.paid()
    shop.weather("*", "server_error", times=None)

    assert shop.checkout.advance(paid) == paid
    assert shop.checkout.abandon(paid, "林晓燕") == paid


def test_what_coupons_paid_is_told_apart_from_what_the_customer_paid(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown, coupon_fen=100)

    paid = shop.checkout.advance(shown)

    assert (paid.amount, paid.payer_total) == (Money(1634), Money(1534))


def test_a_payment_of_which_something_went_back_already_was_paid_first(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)
    request = RefundRequest(
        out_refund_no="R1", out_trade_no=shown.out_trade_no, refund_fen=1, total_fen=1634, notify_url=NOTIFY_URL
    )  # fmt: skip
    shop.checkout._client.refund(request)

    paid = shop.checkout.advance(shown)

    assert (paid.state, paid.provider_state) == (PaymentState.PAID, "REFUND")


# ---------------------------------------------------------------- M1


def test_m1_the_row_is_durable_and_no_transaction_is_open_while_the_request_is_under_way(
    shop_on_either: Shop, where: Path | str
) -> None:
    """The provider itself looks into the ledger at the moment when a request arrives."""
    seen: list[tuple[str, str]] = []

    def look(why: str, record: Order | ProviderRefund) -> None:
        number = record.out_refund_no if isinstance(record, ProviderRefund) else record.out_trade_no
        seen.append((why, written(where, number)))

    shop_on_either.simulator.books.subscribe(look)
    paid = shop_on_either.paid()
    cancelled = shop_on_either.shown()
    shop_on_either.checkout.abandon(cancelled, "林晓燕")
    shop_on_either.refunding.advance(
        shop_on_either.refunding.begin(order_of(paid.out_trade_no, Money(1), "退"), "店长")
    )

    assert seen == [
        ("placed", "created"),
        ("scanned", "presented"),
        ("paid", "presented"),
        ("placed", "created"),
        ("closed", "closing"),
        ("refund asked for", "created sent"),
    ]


def written(where: Path | str, number: str) -> str:
    """Read a state from outside, and prove that nobody holds the ledger open."""
    is_refund = number.count("-") == 3  # the random end of a payment's number may begin with R, too
    table, key = ("refunds", "out_refund_no") if is_refund else ("payments", "out_trade_no")
    column = "state || CASE WHEN sent_at IS NOT NULL THEN ' sent' ELSE '' END" if table == "refunds" else "state"
    question = f"SELECT {column} FROM {table} WHERE {key} = '{number}'"
    if isinstance(where, Path):
        db = sqlite_driver().connect(where, timeout=0, isolation_level=None)
        try:
            db.execute("BEGIN IMMEDIATE")  # refused at once if a writer is in the midst of anything
            return str(db.execute(question).fetchone()[0])
        finally:
            db.close()
    with psycopg.connect(where) as server:
        open_ones = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()"
        ).fetchone()
        assert open_ones == (0,)
        row = server.execute(question).fetchone()
        assert row is not None
        return str(row[0])


# ---------------------------------------------------------------- M2, M3: bad weather


@pytest.mark.parametrize("fault", LASTING)
def test_m3_whatever_happens_to_the_order_the_next_try_shows_a_code(shop: Shop, fault: Fault) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.weather("prepay", fault)

    once = shop.checkout.advance(begun)
    twice = shop.checkout.advance(once)

    assert once.state in {PaymentState.CREATED, PaymentState.PRESENTED}
    assert (once.code_url is None) is (once.state is PaymentState.CREATED)
    assert twice.state is PaymentState.PRESENTED
    assert shop.order_state(twice) == "NOTPAY"
    shop.pay(shop.ledger.payment(twice.out_trade_no))
    assert shop.checkout.advance(twice).state is PaymentState.PAID


@pytest.mark.parametrize("fault", LASTING)
@pytest.mark.parametrize("customer_paid", [True, False])
def test_m2_m3_no_weather_makes_a_payment_paid_or_closed_that_is_not(
    shop: Shop, fault: Fault, customer_paid: bool
) -> None:
    shown = shop.shown()
    if customer_paid:
        shop.pay(shown)
    shop.weather("query", fault)

    stormy = shop.checkout.advance(shown)

    if stormy.settled:
        assert customer_paid
    elif fault is not Fault.UNKNOWN_STATE:
        assert stormy.unanswered == (0 if stormy.provider_state else 1), stormy
    assert stormy.state in {PaymentState.PRESENTED, PaymentState.PAID}
    calm = shop.checkout.advance(stormy)
    assert calm.state is (PaymentState.PAID if customer_paid else PaymentState.PRESENTED)
    assert calm.trouble is None


@pytest.mark.parametrize("fault", LASTING)
@pytest.mark.parametrize("call", ["close", "query"])
def test_m4_no_weather_makes_a_cancelled_payment_safe_to_charge_again_before_the_provider_says_so(
    shop: Shop, call: str, fault: Fault
) -> None:
    shown = shop.shown()
    shop.weather(call, fault)

    closing = shop.checkout.abandon(shown, "林晓燕")

    if closing.state is PaymentState.CLOSED:
        assert shop.order_state(shown) == "CLOSED"
    else:
        assert closing.state is PaymentState.CLOSING
        assert closing.unconfirmed or fault is Fault.UNKNOWN_STATE
        with pytest.raises(LiveClaimError):
            shop.checkout.begin_again(shown.sale_number, "林晓燕")
    assert shop.checkout.advance(closing).state is PaymentState.CLOSED
    assert shop.order_state(shown) == "CLOSED"


def test_m3_two_questions_without_an_answer_make_a_payment_unconfirmed(shop: Shop) -> None:
    shown = shop.shown()
    shop.weather("query", "unavailable", times=2)

    once = shop.checkout.advance(shown)
    twice = shop.checkout.advance(once)
    answered = shop.checkout.advance(twice)

    assert [one.unconfirmed for one in (once, twice, answered)] == [False, True, False]
    assert twice.trouble is not None
    assert twice.trouble.kind == "unknown"
    assert answered.provider_state == "NOTPAY"


def test_m2_a_verified_answer_with_another_amount_pays_nothing_and_is_shown(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)
    shop.weather("query", "wrong_amount", times=2)

    wrong = shop.checkout.advance(shop.checkout.advance(shown))

    assert wrong.state is PaymentState.PRESENTED
    assert wrong.unconfirmed
    assert wrong.trouble is not None
    assert (wrong.trouble.kind, wrong.trouble.code) == ("bad_reply", "MISMATCH")
    assert shop.ledger.unresolved()[0].payment == wrong


def test_a_state_that_nobody_knows_yet_is_neither_paid_nor_closed(shop: Shop) -> None:
    shown = shop.shown()
    shop.weather("query", "unknown_state")

    asked = shop.checkout.advance(shown)

    assert (asked.state, asked.provider_state) == (PaymentState.PRESENTED, "PONDERING")


def test_no_network_is_told_apart_from_no_answer(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shown = shop.shown()
    shop.simulator.stop()

    unsent = shop.checkout.advance(begun)
    cancelled = shop.checkout.abandon(shown, "林晓燕")

    assert unsent.state is PaymentState.CREATED
    assert unsent.trouble is not None
    assert unsent.trouble.kind == "not_sent"
    assert (cancelled.state, cancelled.unconfirmed) == (PaymentState.CLOSING, True)


def test_our_own_mistakes_are_trouble_too_and_never_a_crash(shop: Shop) -> None:
    checkout = Checkout(
        shop.ledger, shop.checkout._client, notify_url="http://not-secure/", description="店",
        expires_after=TERMS.expires_after, clock=shop.clock,
    )  # fmt: skip

    stuck = checkout.advance(checkout.begin(BASKET, "林晓燕"))

    assert stuck.trouble is not None
    assert (stuck.trouble.kind, stuck.trouble.code) == ("not_sent", "InvalidRequestError")


def test_keys_that_do_not_fit_are_a_refusal_and_the_sale_waits(shop: Shop) -> None:
    shop.weather("prepay", "clock_skew")

    stuck = shop.checkout.advance(shop.checkout.begin(BASKET, "林晓燕"))

    assert stuck.state is PaymentState.CREATED
    assert stuck.trouble is not None
    assert (stuck.trouble.kind, stuck.trouble.code) == ("refused", "SIGN_ERROR")


# ---------------------------------------------------------------- M6


def test_m6_a_repeated_order_is_the_same_to_the_byte_whatever_time_it_is(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.weather("prepay", "drop_after")
    lost = shop.checkout.advance(begun)
    shop.clock.wind(61.5)

    shown = shop.checkout.advance(shop.ledger.payment(lost.out_trade_no))

    assert lost.state is PaymentState.CREATED
    assert shown.state is PaymentState.PRESENTED, shown.trouble
    assert shown.out_trade_no == begun.out_trade_no
    assert len(shop.simulator.books.orders()) == 1


# ---------------------------------------------------------------- cancelling and expiring


def test_m4_cancelling_closes_at_the_provider_asks_and_frees_the_sale(shop: Shop) -> None:
    shown = shop.shown()

    closed = shop.checkout.abandon(shown, "林晓燕")
    again = shop.checkout.advance(shop.checkout.begin_again(shown.sale_number, "林晓燕"))

    assert (closed.state, closed.closing_reason) == (PaymentState.CLOSED, ClosingReason.CANCELLED)
    assert closed.provider_state == "CLOSED"
    assert again.state is PaymentState.PRESENTED
    assert again.out_trade_no != shown.out_trade_no
    told = [entry for entry in shop.ledger.history(shown.sale_number) if entry.number == shown.out_trade_no]
    assert [(entry.after, entry.who) for entry in told][-2:] == [("closing", "林晓燕"), ("closed", "till 01")]


def test_m4_a_customer_who_pays_first_is_not_cancelled(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)

    assert shop.checkout.abandon(shown, "林晓燕").state is PaymentState.PAID
    assert shop.ledger.sale(shown.sale_number).state is SaleState.PAID


def test_m4_a_payment_that_wins_the_race_against_the_close_is_paid(shop: Shop) -> None:
    shown = shop.shown()
    assert shown.code_url is not None
    shop.simulator.phone.pay_during_close(shown.code_url)

    assert shop.checkout.abandon(shown, "林晓燕").state is PaymentState.PAID


def test_a_customer_who_types_the_password_is_waited_for(shop: Shop) -> None:
    shown = shop.shown()
    assert shown.code_url is not None
    shop.simulator.phone.enter_password(shown.code_url)

    closing = shop.checkout.abandon(shown, "林晓燕")
    shop.pay(shown)
    paid = shop.checkout.advance(closing)

    assert (closing.state, closing.unconfirmed) == (PaymentState.CLOSING, False)
    assert paid.state is PaymentState.PAID


def test_a_payment_closed_at_the_provider_by_somebody_else_is_closed_here(shop: Shop) -> None:
    shown = shop.shown()
    shop.checkout._client.close_order(shown.out_trade_no)

    assert shop.checkout.advance(shown).state is PaymentState.CLOSED


def test_an_order_that_was_closed_before_its_code_was_seen_is_settled_by_the_query(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.weather("prepay", "drop_after")
    lost = shop.checkout.advance(begun)
    shop.checkout._client.close_order(begun.out_trade_no)

    assert shop.checkout.advance(lost).state is PaymentState.CLOSED


def test_a_number_that_the_provider_will_not_take_again_is_trouble_and_nothing_else(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.checkout._client.prepay_native(
        NativeOrder(
            description="另一家店", out_trade_no=begun.out_trade_no, total_fen=1634, notify_url=NOTIFY_URL,
            time_expire=begun.time_expire,
        )
    )  # fmt: skip

    stuck = shop.checkout.advance(begun)

    assert stuck.state is PaymentState.CREATED
    assert stuck.provider_state == "NOTPAY"
    assert stuck.trouble is not None
    assert (stuck.trouble.kind, stuck.trouble.code) == ("refused", "OUT_TRADE_NO_USED")


def test_a_customer_who_does_not_pay_in_time_is_asked_about_once_more_and_the_order_closed(shop: Shop) -> None:
    shown = shop.shown()
    shop.clock.wind(301)

    closed = shop.checkout.advance(shown)

    assert (closed.state, closed.closing_reason) == (PaymentState.CLOSED, ClosingReason.EXPIRED)
    assert shop.order_state(shown) == "CLOSED"


def test_a_customer_who_paid_in_the_last_second_has_paid(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)
    shop.clock.wind(301)

    assert shop.checkout.advance(shown).state is PaymentState.PAID


def test_time_that_is_up_does_not_close_while_nobody_knows_how_the_payment_stands(shop: Shop) -> None:
    shown = shop.shown()
    shop.clock.wind(301)
    shop.weather("query", "unavailable")

    asked = shop.checkout.advance(shown)

    assert (asked.state, asked.unanswered) == (PaymentState.PRESENTED, 1)
    assert shop.checkout.advance(asked).state is PaymentState.CLOSED


def test_an_order_that_never_left_is_settled_without_a_code_once_its_time_is_up(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.clock.wind(301)

    closed = shop.checkout.advance(begun)

    assert (closed.state, closed.closing_reason) == (PaymentState.CLOSED, ClosingReason.EXPIRED)
    assert shop.order_state(begun) is None
    assert shop.checkout.begin_again(begun.sale_number, "林晓燕").attempt == 2


def test_a_payment_given_up_before_its_code_was_shown_is_closed_when_the_provider_never_had_it(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")

    assert shop.checkout.abandon(begun, "林晓燕").state is PaymentState.CLOSED


def test_r9_no_such_order_proves_nothing_about_a_code_that_was_shown(shop: Shop) -> None:
    """An unsigned "no such order" against the provider's signed word: unconfirmed, never closed."""
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shown = shop.ledger.move(begun, PaymentState.PRESENTED, who="till", code_url="weixin://wxpay/x")

    asked = shop.checkout.advance(shop.checkout.advance(shown))
    closing = shop.checkout.abandon(asked, "林晓燕")

    assert asked.state is PaymentState.PRESENTED
    assert asked.unconfirmed
    assert asked.trouble is not None
    assert (asked.trouble.kind, asked.trouble.code) == ("unknown", "ORDER_NOT_EXIST")
    assert (closing.state, closing.unconfirmed) == (PaymentState.CLOSING, True)


def test_a_close_that_is_refused_for_another_reason_leaves_the_payment_unconfirmed(shop: Shop) -> None:
    shown = shop.shown()
    shop.weather("close", "clock_skew")

    closing = shop.checkout.abandon(shown, "林晓燕")

    assert (closing.state, closing.unconfirmed) == (PaymentState.CLOSING, True)
    assert closing.trouble is not None
    assert closing.trouble.kind == "refused"
    assert closing.provider_state == "NOTPAY"


# ---------------------------------------------------------------- M5, M8: other hands


def test_m5_money_that_comes_after_the_sale_was_settled_otherwise_is_kept_as_surplus(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)
    settle_otherwise(shop.ledger, shown.sale_number)

    late = shop.checkout.advance(shown)

    assert (late.state, late.surplus) == (PaymentState.PAID, True)
    assert shop.ledger.unresolved()[0].payment == late


def test_m5_after_a_crash_the_next_start_finds_the_payment_and_completes_the_sale(
    shop: Shop, another_book: Callable[[], Ledger]
) -> None:
    shown = shop.shown()
    shop.pay(shown)
    reborn = beside(shop, another_book())

    (found,) = reborn.ledger.unsettled_payments()
    paid = reborn.checkout.advance(found)

    assert found == shown
    assert paid.state is PaymentState.PAID
    assert shop.ledger.sale(shown.sale_number).state is SaleState.PAID


def test_m8_two_tills_that_advance_one_payment_agree(shop: Shop, another_book: Callable[[], Ledger]) -> None:
    other = beside(shop, another_book())
    shown = shop.shown()
    shop.pay(shown)

    first = shop.checkout.advance(shown)
    second = other.checkout.advance(shown)

    assert first == second
    assert [entry.deed for entry in shop.ledger.history(shown.sale_number)].count(Deed.SALE_PAID) == 1


def test_m8_nothing_leaves_on_the_word_of_an_old_record(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    closed = shop.checkout.abandon(begun, "林晓燕")

    assert shop.checkout.advance(begun) == closed
    assert shop.order_state(begun) is None


def test_m8_a_cancel_that_overtakes_the_order_keeps_its_code_off_the_glass(shop: Shop) -> None:
    """The other hand moves the payment while the provider is placing the order."""
    begun = shop.checkout.begin(BASKET, "林晓燕")
    moved: list[Payment] = []

    def overtake(why: str, record: Order | ProviderRefund) -> None:
        if why == "placed":
            moved.append(shop.ledger.move(begun, PaymentState.CLOSING, who="林晓燕"))

    shop.simulator.books.subscribe(overtake)
    standing = shop.checkout.advance(begun)

    assert [standing] == moved
    assert standing.code_url is None
    assert shop.checkout.advance(standing).state is PaymentState.CLOSED
    assert shop.order_state(begun) == "CLOSED"


def test_m8_a_cancel_that_comes_too_late_finds_the_payment_paid(shop: Shop) -> None:
    shown = shop.shown()
    shop.pay(shown)
    paid = shop.checkout.advance(shown)

    assert shop.checkout.abandon(shown, "林晓燕") == paid


def test_m8_two_cancels_are_one(shop: Shop) -> None:
    shown = shop.shown()

    first = shop.checkout.abandon(shown, "林晓燕")
    second = shop.checkout.abandon(shown, "林晓燕")

    assert first == second
    assert first.state is PaymentState.CLOSED


def test_a_sale_that_is_paid_takes_no_other_payment(shop: Shop) -> None:
    with pytest.raises(StaleError):
        shop.checkout.begin_again(shop.paid().sale_number, "林晓燕")


def test_m11_no_secret_of_ours_is_in_the_ledger(shop: Shop, keys: Path, tmp_path: Path) -> None:
    shop.refunding.advance(shop.refunding.begin(order_of(shop.paid().out_trade_no, Money(1), "退"), "店长"))
    shop.checkout.abandon(shop.shown(), "林晓燕")

    files = b"".join(file.read_bytes() for file in tmp_path.glob("book.sqlite3*"))

    pem = (keys / "apiclient_key.pem").read_bytes()
    assert b"SQLite format 3" in files
    assert all(line not in files for line in pem.splitlines())
    assert (keys / "api_v3_key.txt").read_bytes().strip() not in files
    assert b"WECHATPAY2-SHA256-RSA2048 mchid" not in files


def paid_behind_our_back(shop: Shop, payment: Payment) -> None:
    """Let the provider's books say paid although our code was never seen."""
    shop.simulator.phone.pay_late(payment.out_trade_no)
    order = shop.simulator.books.order(payment.out_trade_no)
    assert order is not None
    assert order.state is OrderState.SUCCESS


def test_an_order_that_was_paid_although_we_never_saw_its_code_is_paid(shop: Shop) -> None:
    begun = shop.checkout.begin(BASKET, "林晓燕")
    shop.weather("prepay", "drop_after")
    lost = shop.checkout.advance(begun)
    paid_behind_our_back(shop, lost)

    assert shop.checkout.advance(lost).state is PaymentState.PAID
    assert shop.ledger.verify().sound


@pytest.fixture
def another_book(tmp_path: Path, clock: HandClock) -> Callable[[], Ledger]:
    """Open the file of ``book`` a second time, as a till that was killed and started again would."""

    def again() -> Ledger:
        return Ledger(open_engine(tmp_path / "book.sqlite3"), till="01", clock=clock)

    return again
