"""The calls: which address does what. Knows nothing of signatures or weather.

Source: APIv3 documents, one page per call.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pos_app.simulator.bills import BillDesk
from pos_app.simulator.books import Books
from pos_app.simulator.clock import Clock, rfc3339
from pos_app.simulator.forms import check_close, check_prepay
from pos_app.simulator.identity import Identity
from pos_app.simulator.messages import Reply, Request, decoded, json_reply, refund_status, transaction
from pos_app.simulator.orders import OrderDesk
from pos_app.simulator.platform_certificates import PlatformCertificate
from pos_app.simulator.records import Order, RefundStatus
from pos_app.simulator.refunds import RefundDesk
from pos_app.simulator.refusals import RefusalError, bad_parameter
from pos_app.simulator.seal import Seal
from pos_app.simulator.shapes import parse
from pos_app.simulator.switches import Switches, TrustMode
from pos_app.wechatpay import cipher
from pos_app.wechatpay.errors import BadReplyError

_PREPAY_KINDS: Mapping[str, tuple[str, str]] = {
    "native": ("NATIVE", "code_url"),
    "jsapi": ("JSAPI", "prepay_id"),
    "app": ("APP", "prepay_id"),
    "h5": ("MWEB", "h5_url"),
}
_ORDER = r"/v3/pay/transactions/out-trade-no/([^/]+)"
_REFUNDS = r"/v3/refund/domestic/refunds"

Handler = Callable[[Request, str], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One call that an address stands for; ``part`` is what varies in the path."""

    call: str
    handler: Handler
    part: str = ""


class Api:
    """Answers the calls from the books."""

    def __init__(
        self, identity: Identity, books: Books, clock: Clock, switches: Switches, seal: Seal, orders: OrderDesk
    ) -> None:
        self._identity = identity
        self._books = books
        self._clock = clock
        self._switches = switches
        self._seal = seal
        self._orders = orders
        self._refunds = RefundDesk(books, clock, switches)
        self._bills = BillDesk(books, clock, identity, switches)
        self._routes: tuple[tuple[str, re.Pattern[str], str, Handler], ...] = tuple(
            (method, re.compile(pattern), call, handler)
            for method, pattern, call, handler in (
                ("POST", r"/v3/pay/transactions/(native|jsapi|app|h5)", "prepay", self._prepay),
                ("GET", _ORDER, "query", self._query),
                ("GET", r"/v3/pay/transactions/id/([^/]+)", "query", self._query_by_transaction),
                ("POST", _ORDER + "/close", "close", self._close),
                ("POST", _REFUNDS, "refund", self._refund),
                ("GET", _REFUNDS + "/([^/]+)", "query_refund", self._query_refund),
                ("POST", _REFUNDS + "/([^/]+)/apply-abnormal-refund", "abnormal_refund", self._abnormal_refund),
                ("GET", r"/v3/bill/(tradebill|fundflowbill)", "bill", self._bill),
                ("GET", r"/v3/billdownload/file", "download", self._download),
                ("GET", r"/v3/certificates", "certificates", self._certificates),
            )
        )

    def route(self, request: Request) -> Route | int:
        """Find the call that a request makes; else the bare status that it gets: 404 or 405."""
        status = 404
        for method, pattern, call, handler in self._routes:
            match = pattern.fullmatch(request.path)
            if match is None:
                continue
            if method == request.method:
                return Route(call=call, handler=handler, part=decoded(match[1]) if pattern.groups else "")
            status = 405
        return status

    def settle_refund(self, out_refund_no: str, status: str) -> dict[str, Any]:
        """Put a refund into a state, as the banks would."""
        return refund_status(self._refunds.settle(out_refund_no, RefundStatus(status)))

    def transaction(self, order: Order) -> dict[str, Any]:
        """Say how an order stands, as a query would."""
        refunded = bool(self._books.refunds_of(order.out_trade_no))
        return transaction(order, self._identity.mchid, self._identity.appid, refunded=refunded)

    def _prepay(self, request: Request, kind: str) -> Reply:
        trade_type, answer = _PREPAY_KINDS[kind]
        values = parse(request.body)
        check_prepay(trade_type, values)
        self._check_merchant(values["mchid"], "/mchid", "body")
        if values["appid"] != self._identity.appid:
            raise RefusalError("APPID_MCHID_NOT_MATCH")
        return json_reply({answer: self._orders.place(trade_type, values).code})

    def _query(self, request: Request, out_trade_no: str) -> Reply:
        self._check_merchant(request.query.get("mchid"), "mchid", "query")
        return json_reply(self.transaction(self._orders.find(out_trade_no)))

    def _query_by_transaction(self, request: Request, transaction_id: str) -> Reply:
        self._check_merchant(request.query.get("mchid"), "mchid", "query")
        return json_reply(self.transaction(self._orders.find_by_transaction(transaction_id)))

    def _close(self, request: Request, out_trade_no: str) -> Reply:
        values = parse(request.body)
        check_close(values)
        self._check_merchant(values["mchid"], "/mchid", "body")
        self._orders.close(out_trade_no)
        return Reply(status=204, signed=True)

    def _refund(self, request: Request, _part: str) -> Reply:
        return json_reply(refund_status(self._refunds.create(parse(request.body))))

    def _query_refund(self, _request: Request, out_refund_no: str) -> Reply:
        return json_reply(refund_status(self._refunds.find(out_refund_no)))

    def _abnormal_refund(self, request: Request, refund_id: str) -> Reply:
        values = parse(request.body)
        for name in ("bank_account", "real_name"):
            if isinstance(values.get(name), str):
                values[name] = self._unsealed(request.header("wechatpay-serial"), values[name], name)
        return json_reply(refund_status(self._refunds.apply_abnormal(refund_id, values)))

    def _unsealed(self, serial: str, text: str, name: str) -> str:
        if not serial:
            raise RefusalError("PARAM_ERROR", "HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)")
        key = self._seal.key_named(serial)
        if key is None:
            raise RefusalError("PARAM_ERROR", "平台证书序列号Wechatpay-Serial错误")
        try:
            return cipher.unseal(key.key, text)
        except BadReplyError as error:
            raise bad_parameter(f"/{name}", "解密失败") from error

    def _bill(self, request: Request, kind: str) -> Reply:
        digest, path = self._bills.apply("trade" if kind == "tradebill" else "fund_flow", request.query)
        return json_reply({"hash_type": "SHA1", "hash_value": digest, "download_url": request.origin + path})

    def _download(self, request: Request, _part: str) -> Reply:
        content = self._bills.fetch(request.query.get("token", ""))
        return Reply(body=content, content_type="application/octet-stream")

    def _certificates(self, _request: Request, _part: str) -> Reply:
        if self._switches.trust is TrustMode.PUBLIC_KEY:
            raise RefusalError("RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥")
        now = self._clock.now()
        living = [one for one in self._identity.platform.all() if one.ends_at > now]
        return json_reply({"data": [self._certificate(one) for one in living]})

    def _certificate(self, one: PlatformCertificate) -> dict[str, Any]:
        nonce = secrets.token_hex(6)
        ciphertext = cipher.encrypt(
            self._identity.api_v3_key, nonce=nonce, associated_data="certificate", plaintext=one.pem
        )
        return {
            "serial_no": one.serial,
            "effective_time": rfc3339(one.begins_at),
            "expire_time": rfc3339(one.ends_at),
            "encrypt_certificate": {
                "algorithm": "AEAD_AES_256_GCM",
                "nonce": nonce,
                "associated_data": "certificate",
                "ciphertext": ciphertext,
            },
        }

    def _check_merchant(self, mchid: object, field: str, location: str) -> None:
        if mchid != self._identity.mchid:
            raise bad_parameter(field, "与Authorization中的商户号不一致", str(mchid), location=location)
