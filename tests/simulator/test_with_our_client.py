"""Our own client against the pretended provider: every call, both trust modes, every kind of weather."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos_app.simulator.clock import beijing
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from pos_app.simulator.weather import INSTEAD, Fault
from pos_app.wechatpay.bills import read_flow_bill, read_trade_bill
from pos_app.wechatpay.client import WeChatPay, connect
from pos_app.wechatpay.credentials import Merchant, load_private_key
from pos_app.wechatpay.errors import (
    BadReplyError,
    OutcomeUnknownError,
    RefusedError,
    WeChatPayError,
)
from pos_app.wechatpay.messages import Transaction
from pos_app.wechatpay.notify import read_notice
from pos_app.wechatpay.orders import AppOrder, H5Info, H5Order, JsapiOrder, NativeOrder, SceneInfo
from pos_app.wechatpay.refunds import AbnormalRefund, RefundRequest, RefundTo
from pos_app.wechatpay.transport import Timeouts
from pos_app.wechatpay.trust import Trust
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import SigningClient

QUICK = Timeouts(connect=1.0, read=2.0, total=3.0)
NOTIFY_URL = "https://pos.example.com/notify"
GOES_THROUGH = {
    "prepay": {Fault.DELAY, Fault.WRONG_AMOUNT, Fault.OTHER_ORDER, Fault.UNKNOWN_STATE},
    "query": {Fault.DELAY, Fault.WRONG_AMOUNT, Fault.UNKNOWN_STATE},  # amounts and states are for the core to judge
    "close": {Fault.DELAY, Fault.NOT_JSON, Fault.WRONG_AMOUNT, Fault.OTHER_ORDER, Fault.UNKNOWN_STATE},
    "refund": {Fault.DELAY, Fault.UNKNOWN_STATE},
    "query_refund": {Fault.DELAY, Fault.WRONG_AMOUNT, Fault.UNKNOWN_STATE},
}
"""What a client cannot know to be wrong from the reply alone, or what is merely slow."""


def merchant_of(home: Path) -> Merchant:
    facts = SigningClient(home)
    return Merchant(
        mchid=facts.mchid,
        appid=facts.appid,
        certificate_serial=facts.serial,
        private_key=load_private_key((home / "apiclient_key.pem").read_bytes(), checked=False),
    )


def keys_of(home: Path, mode: TrustMode) -> dict[str, Any]:
    """Return what a client of this mode is given to verify with."""
    api_v3_key = (home / "api_v3_key.txt").read_bytes().strip()
    certificates = {"api_v3_key": api_v3_key, "certificate_dir": home / "certificates"}
    if mode is TrustMode.CERTIFICATES:
        return certificates
    public = {
        "public_key_pem": (home / "pub_key.pem").read_bytes(),
        "public_key_id": SigningClient(home).public_key_id,
        "api_v3_key": api_v3_key,
    }
    return public if mode is TrustMode.PUBLIC_KEY else certificates | public


@pytest.fixture
def mode(request: pytest.FixtureRequest) -> TrustMode:
    return getattr(request, "param", TrustMode.BOTH)


@pytest.fixture
def ours(simulator: Simulator, home: Path, wall: Wall, mode: TrustMode) -> Iterator[WeChatPay]:
    simulator.switches.trust = mode
    client = connect(merchant=merchant_of(home), url=simulator.url, timeouts=QUICK, clock=wall, **keys_of(home, mode))
    yield client
    client.close()


def native(number: str = "OURS-0001") -> NativeOrder:
    return NativeOrder(description="豆浆 与 油条", out_trade_no=number, total_fen=1288, notify_url=NOTIFY_URL)


def back(number: str = "OURS-R1", refund_fen: int = 288) -> RefundRequest:
    return RefundRequest(
        out_refund_no=number, refund_fen=refund_fen, total_fen=1288, out_trade_no="OURS-0001", notify_url=NOTIFY_URL
    )


@pytest.mark.parametrize("mode", list(TrustMode), indirect=True)
def test_a_sale_and_a_refund_are_proven_in_every_trust_mode(ours: WeChatPay, simulator: Simulator) -> None:
    code = ours.prepay_native(native()).value
    before = ours.query_order("OURS-0001").value
    simulator.phone.pay(code)
    paid = ours.query_order("OURS-0001").value
    assert paid.transaction_id is not None
    again = ours.query_order_by_transaction_id(paid.transaction_id).value
    accepted = ours.refund(back()).value
    simulator.wind(2)
    done = ours.query_refund("OURS-R1").value

    assert (before.trade_state, paid.trade_state, paid.total_fen, again) == ("NOTPAY", "SUCCESS", 1288, paid)
    assert (accepted.status, done.status, done.refund_fen) == ("PROCESSING", "SUCCESS", 288)
    assert simulator.audit()["totals"]["balance_fen"] == 1000


@pytest.mark.parametrize("mode", list(TrustMode), indirect=True)
def test_a_close_is_proven_in_every_trust_mode(ours: WeChatPay) -> None:
    ours.prepay_native(native())

    ours.close_order("OURS-0001")

    assert ours.query_order("OURS-0001").value.trade_state == "CLOSED"


def test_every_kind_of_order_is_taken(ours: WeChatPay) -> None:
    common: dict[str, Any] = {"description": "x", "total_fen": 1, "notify_url": NOTIFY_URL}
    scene = SceneInfo(payer_client_ip="203.0.113.7", h5=H5Info(type="Wap"))

    assert ours.prepay_jsapi(JsapiOrder(out_trade_no="OURS-JSAPI", openid="oX", **common)).value.startswith("wx")
    assert ours.prepay_app(AppOrder(out_trade_no="OURS-APP", **common)).value.startswith("wx")
    assert ours.prepay_h5(H5Order(out_trade_no="OURS-H5", scene_info=scene, **common)).value.startswith("https://")


def test_a_repeated_order_is_identical_and_a_changed_one_refused(ours: WeChatPay, wall: Wall) -> None:
    expiry = datetime.fromtimestamp(wall.now, UTC) + timedelta(minutes=5)
    order = NativeOrder(
        description="豆浆", out_trade_no="OURS-0001", total_fen=1, notify_url=NOTIFY_URL, time_expire=expiry
    )

    first, second = ours.prepay_native(order).value, ours.prepay_native(order).value

    assert first != second
    with pytest.raises(RefusedError) as refusal:
        ours.prepay_native(native())
    assert refusal.value.code == "OUT_TRADE_NO_USED"


@pytest.mark.parametrize("legacy", [False, True])
def test_codes_of_either_spelling_are_understood(ours: WeChatPay, simulator: Simulator, legacy: bool) -> None:
    simulator.switches.legacy_codes = legacy

    with pytest.raises(RefusedError) as refusal:
        ours.query_order("OURS-0009")

    assert (refusal.value.code, refusal.value.status) == ("ORDER_NOT_EXIST", 404)


def test_a_customer_at_the_password_keeps_the_order_open(ours: WeChatPay, simulator: Simulator) -> None:
    simulator.phone.enter_password(ours.prepay_native(native()).value)

    with pytest.raises(RefusedError) as refusal:
        ours.close_order("OURS-0001")

    assert (refusal.value.code, refusal.value.status) == ("USER_PAYING", 202)


def test_an_abnormal_refund_goes_to_a_card_in_sealed_fields(ours: WeChatPay, simulator: Simulator) -> None:
    simulator.phone.pay(ours.prepay_native(native()).value)
    refund = ours.refund(back()).value
    simulator.set_refund("OURS-R1", "ABNORMAL")

    applied = ours.apply_abnormal_refund(
        AbnormalRefund(
            refund_id=refund.refund_id,
            out_refund_no="OURS-R1",
            to=RefundTo.USER_BANK_CARD,
            bank_type="ICBC_DEBIT",
            bank_account="6222000000000000",
            real_name="张三",
        )
    ).value

    assert (applied.status, applied.channel) == ("PROCESSING", "OTHER_BANKCARD")


def test_bills_agree_with_the_books_to_the_fen(
    ours: WeChatPay, simulator: Simulator, wall: Wall, tmp_path: Path
) -> None:
    simulator.phone.pay(ours.prepay_native(native()).value, coupon_fen=88)
    ours.refund(back())
    day = beijing(wall.now).date()
    wall.now += 2 * 86_400

    trade = read_trade_bill(ours.trade_bill(day, tmp_path / "trade.csv").value)
    flow = read_flow_bill(ours.fund_flow_bill(day, tmp_path / "flow.csv").value)

    payment, refund = trade.rows
    assert (payment.out_trade_no, payment.order_fen, payment.coupon_fen) == ("OURS-0001", 1288, 88)
    assert payment.description == "豆浆 与 油条"
    assert (refund.out_refund_no, refund.refund_fen, refund.refund_state) == ("OURS-R1", 288, "SUCCESS")
    totals = simulator.audit()["totals"]
    assert (trade.count, trade.order_fen, trade.refund_fen) == (2, totals["paid_fen"], totals["refunded_fen"])
    assert flow.income_fen is not None
    assert flow.expense_fen is not None
    assert flow.income_fen - flow.expense_fen == flow.rows[-1].balance_fen == 1000 - 6


def test_a_change_of_certificates_is_followed(simulator: Simulator, home: Path, wall: Wall) -> None:
    simulator.switches.trust = TrustMode.CERTIFICATES
    keys = keys_of(home, TrustMode.CERTIFICATES)
    ours = connect(merchant=merchant_of(home), url=simulator.url, timeouts=QUICK, clock=wall, **keys)
    ours.prepay_native(native())

    simulator.identity.platform.rotate()
    simulator.identity.platform.retire()
    wall.now += 120

    assert ours.query_order("OURS-0001").value.trade_state == "NOTPAY"
    ours.close()


def test_notices_are_proven(simulator: Simulator, ours: WeChatPay, home: Path, wall: Wall) -> None:
    simulator.phone.pay(ours.prepay_native(native()).value)
    (notice,) = simulator.notices.outbox()
    keys = keys_of(home, TrustMode.PUBLIC_KEY)
    trust = Trust(merchant_of(home), certificate_dir=None, clock=wall, **keys)
    headers = simulator.notices.proof_of(notice)

    proven = read_notice(merchant_of(home), trust, headers, notice.body, now=wall.now)

    assert proven.event_type == "TRANSACTION.SUCCESS"
    assert isinstance(proven.about, Transaction)
    assert (proven.about.out_trade_no, proven.about.total_fen) == ("OURS-0001", 1288)
    with pytest.raises(BadReplyError):
        read_notice(merchant_of(home), trust, headers, notice.body, now=wall.now + 300)


def call(ours: WeChatPay, name: str) -> object:
    verbs: dict[str, Callable[[], Any]] = {
        "prepay": lambda: ours.prepay_native(native()),
        "query": lambda: ours.query_order("OURS-0001"),
        "close": lambda: ours.close_order("OURS-0001"),
        "refund": lambda: ours.refund(back()),
        "query_refund": lambda: ours.query_refund("OURS-R1"),
    }
    return verbs[name]()


def prepared(ours: WeChatPay, simulator: Simulator, name: str) -> None:
    """Bring the books to where a call makes sense."""
    if name != "prepay":
        code = ours.prepay_native(native()).value
        if name != "close":
            simulator.phone.pay(code)
    if name == "query_refund":
        ours.refund(back())
    simulator.wind(2)


def done(simulator: Simulator, name: str) -> bool:
    """Say what the books know of the deed."""
    audit = simulator.audit()
    match name:
        case "prepay":
            return bool(audit["orders"])
        case "close":
            return bool(audit["orders"][0]["state"] == "CLOSED")
        case "refund":
            return bool(audit["refunds"])
        case _:
            return True


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("name", list(GOES_THROUGH))
def test_no_weather_makes_a_client_believe_what_is_not_proven(
    ours: WeChatPay, simulator: Simulator, name: str, fault: Fault
) -> None:
    prepared(ours, simulator, name)
    # Without end: a client may rightly ask again when a kept-alive connection is found dead.
    simulator.weather.set(name, fault, times=None, seconds=0.02 if fault in {Fault.DELAY, Fault.HANG} else None)

    if fault in GOES_THROUGH[name]:
        call(ours, name)
    else:
        with pytest.raises((OutcomeUnknownError, RefusedError)) as trouble:
            call(ours, name)
        assert isinstance(trouble.value, RefusedError) is (fault is Fault.CLOCK_SKEW)

    prevented = fault in INSTEAD | {Fault.CLOCK_SKEW}
    assert done(simulator, name) is (name in {"query", "query_refund"} or not prevented)


def test_the_outcome_is_found_after_any_storm(ours: WeChatPay, simulator: Simulator) -> None:
    simulator.weather.randomise(20251124, 0.6, [fault for fault in Fault if fault not in {Fault.DELAY, Fault.HANG}])

    def insist(deed: Callable[[], Any]) -> Any:
        while True:
            try:
                return deed()
            except RefusedError as error:
                if error.code not in {"SIGN_ERROR", "FREQUENCY_LIMITED", "SYSTEM_ERROR"}:
                    raise
            except WeChatPayError:
                continue

    insist(lambda: ours.prepay_native(native()))
    simulator.weather.clear()
    simulator.phone.pay("OURS-0001")
    simulator.weather.randomise(20251125, 0.6, ["drop_after", "server_error", "probe_signature", "truncated"])
    insist(lambda: ours.refund(back()))

    assert insist(lambda: ours.query_refund("OURS-R1")).value.refund_fen == 288
    assert simulator.audit()["totals"] | {"movements": 0} == {
        "orders": 1,
        "refunds": 1,
        "movements": 0,
        "paid_fen": 1288,
        "refunded_fen": 288,
        "balance_fen": 1000,
    }
