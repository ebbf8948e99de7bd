"""What arrives by the network: replies, notices, bills, certificates. The provider's keys are the test's own."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from pos_app.wechatpay import cipher
from pos_app.wechatpay.bill_file import BillFile
from pos_app.wechatpay.bills import read_flow_bill, read_trade_bill
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, WeChatPayError
from pos_app.wechatpay.hosts import Reply
from pos_app.wechatpay.messages import NativeOrder, RefundRequest
from pos_app.wechatpay.notify import read_notice
from pos_app.wechatpay.refusals import refusal
from pos_app.wechatpay.transport import Timeouts, Transport
from pos_app.wechatpay.trust import PlatformCertificate, Trust
from pos_app.wechatpay.verification import verify
from tests.hostile.target import Target
from tests.wechatpay.bill_texts import FLOW, TRADE
from tests.wechatpay.provider import (
    API_V3_KEY,
    APPID,
    KEY_ID,
    MCHID,
    NONCE,
    NOW,
    Provider,
    certificate,
    of_unknown_kind,
    public_pem,
    refund,
    sealed_certificate,
    transaction,
)

NUMBER, REFUND_NUMBER = "POS-0001", "POS-0001-R1"
ORDER = NativeOrder(description="x", out_trade_no=NUMBER, total_fen=1288, notify_url="https://shop.example/notify")
REFUND = RefundRequest(out_refund_no=REFUND_NUMBER, refund_fen=100, total_fen=1288, out_trade_no=NUMBER)


@cache
def _keys() -> tuple[RSAPrivateKey, RSAPrivateKey]:
    """Give the merchant's key and the provider's."""
    first, second = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    return first, second


@cache
def _merchant() -> Merchant:
    return Merchant(mchid=MCHID, appid=APPID, certificate_serial="0" * 40, private_key=_keys()[0])


@cache
def _provider() -> Provider:
    return Provider(_keys()[1])


@cache
def _trust() -> Trust:
    pem = public_pem(_keys()[1])
    return Trust(_merchant(), public_key_pem=pem, public_key_id=KEY_ID, api_v3_key=API_V3_KEY, clock=lambda: float(NOW))


class _Line(Transport):
    """A wire that brings back what the fuzzer wants."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9")
        self.reply = Reply(status=200, headers={}, body=b"")

    def send(self, *_: object, **__: object) -> Reply:
        return self.reply


@cache
def _line() -> tuple[WeChatPay, _Line]:
    line = _Line()
    return WeChatPay(_merchant(), _trust(), line, lambda: float(NOW)), line


def _headers(head: bytes) -> dict[str, str]:
    pairs = (line.partition(": ") for line in head.decode("latin-1").split("\r\n"))
    return {name: value for name, _, value in pairs}


def _unsigned(data: bytes) -> None:
    """No headers and no body that we have not signed are ever believed; any refusal has a name."""
    head, _, body = data.partition(b"\r\n\r\n")
    headers = _headers(head)
    with suppress(BadReplyError):
        verify(_trust(), headers, body, NOW)
        raise AssertionError("believed without a signature")
    for status in (202, 302, 400, 401, 403, 404, 429, 500):
        reply = Reply(status=status, headers=headers, body=body)
        error = refusal(reply, method="GET", target="/v3/x", message_length=100, now=NOW)
        assert isinstance(error, WeChatPayError)


class _Stranger:
    """A far end that answers every request with the same bytes, and hangs up."""

    def __init__(self) -> None:
        self.answer = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection, suppress(OSError):  # the client may have had enough
                connection.recv(1 << 16)
                connection.sendall(self.answer)
                connection.shutdown(socket.SHUT_WR)


@cache
def _stranger() -> tuple[WeChatPay, _Stranger]:
    far_end = _Stranger()
    timeouts = Timeouts(connect=1.0, read=1.0, total=2.0)
    return WeChatPay(_merchant(), _trust(), Transport(far_end.url, timeouts=timeouts), lambda: float(NOW)), far_end


def _raw(data: bytes) -> None:
    """No bytes on the wire are an answer, unless they are signed."""
    client, far_end = _stranger()
    for answer in (data, b"HTTP/1.1 200 OK\r\n" + data):
        far_end.answer = answer
        with suppress(WeChatPayError):
            client.query_order(NUMBER)
            raise AssertionError("believed without a signature")


CALLS: tuple[Callable[[WeChatPay], bool], ...] = (
    lambda client: _about_ours(client.query_order(NUMBER).value),
    lambda client: (found := client.refund(REFUND).value).out_refund_no == REFUND_NUMBER and found.refund_fen == 100,
    lambda client: client.query_refund(REFUND_NUMBER).value.out_refund_no == REFUND_NUMBER,
    lambda client: (code := client.prepay_native(ORDER).value).startswith("weixin://") and code.isprintable(),
    lambda client: client.close_order(NUMBER).value is None,
)


def _about_ours(said: object) -> bool:
    known = {"out_trade_no": NUMBER, "mchid": MCHID, "appid": APPID}
    return all(getattr(said, name) == value for name, value in known.items())


def _signed(data: bytes) -> None:
    """Whatever the provider signs is about what was asked, or is refused."""
    client, line = _line()
    status, body = 200 + data[0] % 5 if data else 200, data[1:]
    line.reply = Reply(status=status, headers=_provider().headers(body), body=body)
    for call in CALLS:
        with suppress(WeChatPayError):
            assert call(client)


def _notice(data: bytes) -> None:
    """A notice unsigned, one signed, one sealed and signed: each is about our merchant, or proves nothing."""
    with suppress(BadReplyError):
        read_notice(_merchant(), _trust(), _headers(data[:200]), data, now=NOW)
        raise AssertionError("believed without a signature")
    sealed = cipher.encrypt(API_V3_KEY, nonce=NONCE[:12], associated_data="x", plaintext=data)
    resource = {"algorithm": "AEAD_AES_256_GCM", "nonce": NONCE[:12], "associated_data": "x", "ciphertext": sealed}
    for event in ("TRANSACTION.SUCCESS", "REFUND.SUCCESS"):
        for body in (data, json.dumps({"id": "1", "event_type": event, "resource": resource}).encode()):
            with suppress(BadReplyError):
                read_notice(_merchant(), _trust(), _provider().headers(body), body, now=NOW)


def _bill(data: bytes) -> None:
    """What comes as a bill is kept if it has the promised hash, and read to the fen or refused."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "bill"
        for content in (data, gzip.compress(data, 1)):
            with suppress(BadReplyError), BillFile(place, largest=1 << 20) as file:
                file.write(content)
                file.keep(hashlib.sha1(data, usedforsecurity=False).hexdigest())
        assert sorted(path.name for path in Path(folder).iterdir()) in ([], ["bill"])
        place.write_bytes(data)
        for read in (read_trade_bill, read_flow_bill):
            with suppress(BadReplyError):
                read(place)


def _certificate(data: bytes) -> None:
    """A list of certificates, a certificate, a public key: read or refused, in PEM and in what PEM wraps."""
    wrapped = base64.b64encode(data)
    for label in (b"CERTIFICATE", b"PUBLIC KEY"):
        for pem in (data, b"-----BEGIN %b-----\n%b\n-----END %b-----\n" % (label, wrapped, label)):
            with suppress(ConfigurationError):
                PlatformCertificate.from_pem(pem)
            with suppress(ConfigurationError):
                Trust(_merchant(), public_key_pem=pem, public_key_id=KEY_ID)
            with suppress(BadReplyError):
                _trust().open_certificates(json.dumps({"data": [sealed_certificate("0" * 40, pem)]}).encode())
    with suppress(BadReplyError):
        _trust().open_certificates(data)


def _der(pem: bytes) -> bytes:
    return base64.b64decode(b"".join(pem.splitlines()[1:-1]))


def _message(headers: Mapping[str, str], body: bytes) -> bytes:
    return "\r\n".join(f"{name}: {value}" for name, value in headers.items()).encode() + b"\r\n\r\n" + body


@cache
def targets() -> tuple[Target, ...]:
    """Give them all, with examples made by the test's own keys."""
    paid, back = json.dumps(transaction()).encode(), json.dumps(refund()).encode()
    refused = json.dumps({"code": "SIGN_ERROR", "message": "no", "detail": {"sign_information": {"url": "/"}}}).encode()
    own = certificate(_keys()[1], serial=0xF1)
    elliptic = public_pem(ec.generate_private_key(ec.SECP256R1()))
    deep, huge = b"[" * 50_000, b'{"amount": {"total": %b}}' % (b"9" * 5000)
    odd = (deep, huge, b'{"amount": {"total": 1e999, "refund": NaN}}', b"\xef\xbb\xbf{}", b"\xff\xfe{\0}\0", b"")
    bills = tuple(text.encode() for text in (TRADE, FLOW))
    raw = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08",
        b"Content-Encoding: br\r\n\r\nx",
        b"Content-Length: \xb2\r\n\r\nx",
        b"Content-Length: 1, 1\r\n\r\nx",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 999 \xff\r\n\r\n",
        b"HTTP/1.1 -1 X\r\n\r\n",
        b"HTTP/1.1 204 X\r\nContent-Length: 5\r\n\r\nxxxxx",
        b"Location: http://[\r\nSet-Cookie: \0\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
    )
    return (
        Target(name="raw", run=_raw, seeds=raw),
        Target(
            name="unsigned",
            run=_unsigned,
            seeds=(
                *(_message(_provider().headers(b"{}"), x) for x in odd),
                _message({**_provider().headers(paid), "Date": "Mon, 01 Jan 0001 00:00:00 -2359"}, refused),
            ),
        ),
        Target(
            name="signed",
            run=_signed,
            seeds=(
                *(b"\0" + x for x in (paid, back, refused, *odd)),
                b'\0{"code_url": "weixin://wxpay/bizpayurl?pr=x"}',
            ),
        ),
        Target(name="notice", run=_notice, seeds=(paid, back.replace(b"status", b"refund_status"), b"<xml/>", *odd)),
        Target(name="bill", run=_bill, seeds=(*bills, gzip.compress(b"\0" * 5_000_000), b"\x1f\x8b", *odd)),
        Target(
            name="certificate",
            run=_certificate,
            seeds=(
                own.pem,
                of_unknown_kind(own.pem),
                _der(own.pem),
                public_pem(_keys()[1]),
                _der(public_pem(_keys()[1])),
                elliptic,
                _der(elliptic),
                json.dumps({"data": [sealed_certificate(own.serial, own.pem)]}).encode(),
                *odd,
            ),
        ),
    )
