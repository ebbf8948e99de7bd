"""WeChat Pay APIv3 for a direct merchant: every call that a till makes.

Source: wechatpay-api.md, section 5. A call either returns what the provider verifiably said about exactly what was
asked, or raises one of ``errors``. Every call is safe to repeat with the same numbers and parameters.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pos_app.wechatpay import rules
from pos_app.wechatpay.bill_file import BillFile, Ticket
from pos_app.wechatpay.cipher import seal
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, InvalidRequestError
from pos_app.wechatpay.exchange import Exchange
from pos_app.wechatpay.messages import (
    AbnormalRefund,
    Answer,
    AppOrder,
    Evidence,
    H5Order,
    JsapiOrder,
    NativeOrder,
    Order,
    RefundReply,
    RefundRequest,
    Transaction,
)
from pos_app.wechatpay.reading import Fields, read_object
from pos_app.wechatpay.timing import Observe, unobserved
from pos_app.wechatpay.transport import Timeouts, Transport
from pos_app.wechatpay.trust import Trust

Value = TypeVar("Value")

URL = "https://api.mch.weixin.qq.com"
BACKUP_URL = "https://api2.mch.weixin.qq.com"

TRADE_BILLS = frozenset({"ALL", "SUCCESS", "REFUND"})
ACCOUNTS = frozenset({"BASIC", "OPERATION", "FEES"})

_ORDERS = "/v3/pay/transactions/out-trade-no"
_REFUNDS = "/v3/refund/domestic/refunds"
_LONGEST_CODE_URL = 512  # characters


def connect(  # noqa: PLR0913 - all that a client is made of, each by its name
    *,
    merchant: Merchant,
    api_v3_key: bytes | None = None,
    public_key_pem: bytes | None = None,
    public_key_id: str | None = None,
    url: str = URL,
    backup_url: str | None = None,
    ca_file: Path | None = None,
    certificate_dir: Path | None = None,
    timeouts: Timeouts | None = None,
    clock: Callable[[], float] = time.time,
    observe: Observe = unobserved,
) -> WeChatPay:
    """Join the parts of a client. Nothing is sent yet.

    Args:
        merchant: who we are.
        api_v3_key: opens notices and platform certificates.
        public_key_pem: WeChat Pay's public key, with ``public_key_id``.
        public_key_id: its id, ``PUB_KEY_ID_…``.
        url: of the provider: https, or http to this machine.
        backup_url: where to turn when that cannot be reached. None means the provider's own backup if ``url`` is the
            provider's own, and no backup otherwise: a simulator's requests must not stray to the real service.
        ca_file: certificate authorities to trust instead of the usual ones.
        certificate_dir: where platform certificates are kept. With a public key, they are downloaded only if this is
            given (during a migration).
        timeouts: how long things may take.
        clock: epoch seconds.
        observe: is told of each call how long it took.

    Raises:
        ConfigurationError: keys, serials, certificates or addresses do not fit.
    """
    trust = Trust(
        merchant,
        public_key_pem=public_key_pem,
        public_key_id=public_key_id,
        api_v3_key=api_v3_key,
        certificate_dir=certificate_dir,
        clock=clock,
    )
    if not backup_url and url.rstrip("/") == URL:
        backup_url = BACKUP_URL
    transport = Transport(url, backup_url, ca_file=ca_file, timeouts=timeouts)
    return WeChatPay(merchant, trust, transport, clock, observe)


class WeChatPay:
    """A client for one merchant. Safe to use from several threads at a time.

    Every call raises, besides what it says itself:
        InvalidRequestError: a parameter breaks the rules; nothing was sent.
        NotSentError: the provider was not reached.
        OutcomeUnknownError: it may or may not have been carried out.
        BadReplyError: what came back proves nothing, or is about something else.
        RefusedError: the provider said no.
        ConfigurationError: keys or certificates do not fit.
    """

    def __init__(
        self,
        merchant: Merchant,
        trust: Trust,
        transport: Transport,
        clock: Callable[[], float] = time.time,
        observe: Observe = unobserved,
    ) -> None:
        self._merchant = merchant
        self._transport = transport
        self._exchange = Exchange(merchant, trust, transport, clock, observe)
        self._clock = clock

    def __repr__(self) -> str:
        return f"WeChatPay({self._merchant!r}, {self._transport!r})"

    def prepay_native(self, order: NativeOrder) -> Answer[str]:
        """Place an order and return its ``code_url``, to be shown as a QR code; it works for two hours.

        A repetition must be identical, and gives a new code: the old one stops working.
        """
        return self._prepay(order, "code_url", "weixin://")

    def prepay_jsapi(self, order: JsapiOrder) -> Answer[str]:
        """Place an order and return its ``prepay_id``, for ``invoke.jsapi``."""
        return self._prepay(order, "prepay_id", "")

    def prepay_app(self, order: AppOrder) -> Answer[str]:
        """Place an order and return its ``prepay_id``, for ``invoke.app``."""
        return self._prepay(order, "prepay_id", "")

    def prepay_h5(self, order: H5Order) -> Answer[str]:
        """Place an order and return its ``h5_url``; it works for five minutes."""
        return self._prepay(order, "h5_url", "https://")

    def query_order(self, out_trade_no: str) -> Answer[Transaction]:
        """Ask how an order stands, by our number."""
        rules.check_out_trade_no(out_trade_no)
        answer = self._query(f"{_ORDERS}/{out_trade_no}")
        _check(answer, "order", answer.value.out_trade_no == out_trade_no)
        return answer

    def query_order_by_transaction_id(self, transaction_id: str) -> Answer[Transaction]:
        """Ask how a paid order stands, by the provider's number."""
        rules.check_transaction_id(transaction_id)
        answer = self._query(f"/v3/pay/transactions/id/{transaction_id}")
        _check(answer, "order", answer.value.transaction_id == transaction_id)
        return answer

    def close_order(self, out_trade_no: str) -> Answer[None]:
        """Close an order. A payment can still win the race: query once more before the customer is charged again.

        Raises:
            RefusedError: also with USER_PAYING (202), while the customer types the password.
        """
        rules.check_out_trade_no(out_trade_no)
        body = rules.encode({"mchid": self._merchant.mchid})
        return Answer(value=None, evidence=self._exchange.call("POST", f"{_ORDERS}/{out_trade_no}/close", body))

    def refund(self, request: RefundRequest) -> Answer[RefundReply]:
        """Ask for money to go back. An answer means accepted; only the status SUCCESS means that it is back."""
        answer = self._read(self._exchange.call("POST", _REFUNDS, request.body()), RefundReply.read)
        reply = answer.value
        _check(answer, "refund", reply.out_refund_no == request.out_refund_no)
        _check(answer, "order", request.out_trade_no in {None, reply.out_trade_no})
        _check(answer, "order", request.transaction_id in {None, reply.transaction_id})
        _check(answer, "amount", (reply.refund_fen, reply.total_fen) == (request.refund_fen, request.total_fen))
        _check(answer, "currency", reply.currency in {None, "CNY"})
        return answer

    def query_refund(self, out_refund_no: str) -> Answer[RefundReply]:
        """Ask how a refund stands. Its amounts are for the caller to compare."""
        rules.check_out_refund_no(out_refund_no)
        answer = self._read(self._exchange.call("GET", f"{_REFUNDS}/{out_refund_no}"), RefundReply.read)
        _check(answer, "refund", answer.value.out_refund_no == out_refund_no)
        _check(answer, "currency", answer.value.currency in {None, "CNY"})
        return answer

    def apply_abnormal_refund(self, request: AbnormalRefund) -> Answer[RefundReply]:
        """Send an ABNORMAL refund to a bank card, or back to the merchant."""
        serial, key = self._exchange.sealing_key()
        body = rules.encode(
            {
                "out_refund_no": request.out_refund_no,
                "type": request.to.value,
                "bank_type": request.bank_type,
                "bank_account": None if request.bank_account is None else seal(key, request.bank_account),
                "real_name": None if request.real_name is None else seal(key, request.real_name),
            }
        )
        target = f"{_REFUNDS}/{request.refund_id}/apply-abnormal-refund"
        answer = self._read(self._exchange.call("POST", target, body, serial=serial), RefundReply.read)
        _check(answer, "refund", answer.value.refund_id == request.refund_id)
        _check(answer, "refund", answer.value.out_refund_no == request.out_refund_no)
        return answer

    def trade_bill(self, day: date, into: Path, *, kind: str = "ALL") -> Answer[Path]:
        """Fetch the payments and refunds of a past day (Beijing time); ``bills.read_trade_bill`` reads the file.

        Args:
            day: yesterday or before, within three months; complete from 10:00 on the next day.
            into: where the file goes; it appears there whole and proven, or not at all.
            kind: ``ALL``, ``SUCCESS`` or ``REFUND``.

        Raises:
            RefusedError: also with NO_STATEMENT_EXIST (nothing happened that day) and STATEMENT_CREATING (too soon).
            NotKeptError: the file cannot be written.
        """
        return self._bill("tradebill", day, f"bill_type={rules.one_of('/bill_type', kind, TRADE_BILLS)}", into)

    def fund_flow_bill(self, day: date, into: Path, *, account: str = "BASIC") -> Answer[Path]:
        """Fetch the movements of an account on a past day; ``bills.read_flow_bill`` reads the file.

        Args:
            day: as for ``trade_bill``.
            into: as for ``trade_bill``.
            account: ``BASIC``, ``OPERATION`` or ``FEES``.

        Raises:
            RefusedError: as for ``trade_bill``.
            NotKeptError: the file cannot be written.
        """
        return self._bill("fundflowbill", day, f"account_type={rules.one_of('/account_type', account, ACCOUNTS)}", into)

    def refresh_certificates(self) -> None:
        """Download the platform certificates now; otherwise it happens when it is needed."""
        self._exchange.refresh_certificates()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _bill(self, name: str, day: date, selector: str, into: Path) -> Answer[Path]:
        rules.check_bill_date(day, datetime.fromtimestamp(self._clock(), rules.BEIJING).date())
        target = f"/v3/bill/{name}?bill_date={day.isoformat()}&{selector}&tar_type=GZIP"
        ticket = self._read(self._exchange.call("GET", target), Ticket.read)
        with BillFile(into) as file:
            self._exchange.download(ticket.value.download_url, file)
            file.keep(ticket.value.sha1)
        return Answer(value=into, evidence=ticket.evidence)

    def _prepay(self, order: Order, name: str, scheme: str) -> Answer[str]:
        self._check_expiry(order)
        evidence = self._exchange.call("POST", order.PATH, order.body(self._merchant))
        answer = self._read(evidence, lambda fields: fields.text(name))
        text = answer.value
        _check(
            answer, "kind of reply", text.startswith(scheme) and text.isprintable() and len(text) <= _LONGEST_CODE_URL
        )
        return answer

    def _check_expiry(self, order: Order) -> None:
        """Refuse an expiry that the provider would silently move: later than we think is too late for us."""
        if order.time_expire is None:
            return
        ahead = order.time_expire - datetime.fromtimestamp(self._clock(), UTC)
        if ahead <= timedelta(0):
            raise InvalidRequestError("/time_expire", "has passed")
        if ahead > timedelta(days=order.LONGEST_DAYS):
            raise InvalidRequestError("/time_expire", f"must be at most {order.LONGEST_DAYS} days ahead")

    def _query(self, path: str) -> Answer[Transaction]:
        answer = self._read(self._exchange.call("GET", f"{path}?mchid={self._merchant.mchid}"), Transaction.read)
        _check(answer, "merchant", answer.value.mchid == self._merchant.mchid)
        _check(answer, "app", answer.value.appid == self._merchant.appid)
        _check(answer, "currency", answer.value.currency in {None, "CNY"})
        return answer

    @staticmethod
    def _read(evidence: Evidence, read: Callable[[Fields], Value]) -> Answer[Value]:
        try:
            return Answer(value=read(read_object(evidence.body)), evidence=evidence)
        except BadReplyError as error:
            raise BadReplyError(f"signed, but {error}", request_id=evidence.request_id) from None


def _check(answer: Answer[Value], subject: str, fits: bool) -> None:
    """Refuse a signed reply that is about something else than was asked."""
    if not fits:
        raise BadReplyError(f"signed, but about another {subject}", request_id=answer.evidence.request_id)
