"""One call: sign, send, and believe only what is proven.

Platform certificates are looked after here too: downloaded when none are known, when they grow old, and when the
provider signs with one that is not known.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

import pos_app
from pos_app.wechatpay import signing
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import (
    ConfigurationError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
    WeChatPayError,
)
from pos_app.wechatpay.hosts import Reply, Sink
from pos_app.wechatpay.refusals import refusal
from pos_app.wechatpay.timing import Observe, observed, unobserved
from pos_app.wechatpay.transport import Transport
from pos_app.wechatpay.trust import Trust
from pos_app.wechatpay.verification import Evidence, UnknownSerialError, verify

log = logging.getLogger(__name__)

CERTIFICATES = "/v3/certificates"
REFRESH_PATIENCE = 3.0  # seconds that a call gives to a refresh which it could do without

_USER_AGENT = f"pos-app/{pos_app.__version__}"
_PUBLIC_KEY_WANTED = (
    "this merchant may have no platform certificate: download the WeChat Pay public key and its id from the merchant "
    "platform (商户平台 → 账户中心 → API安全)"
)
_NO_CERTIFICATES = frozenset({"RESOURCE_NOT_EXISTS", "NOT_FOUND", "SYSTEM_ERROR"})  # wechatpay-api.md, 3.3


class Exchange:
    """Signs for the merchant and verifies by the trust. Safe to use from several threads at a time."""

    def __init__(
        self,
        merchant: Merchant,
        trust: Trust,
        transport: Transport,
        clock: Callable[[], float] = time.time,
        observe: Observe = unobserved,
    ) -> None:
        self._merchant = merchant
        self._trust = trust
        self._transport = transport
        self._clock = clock
        self._observe = observe
        self._refreshing = threading.Lock()

    def __repr__(self) -> str:
        return f"Exchange({self._merchant!r}, {self._transport!r})"

    def call(self, method: str, target: str, body: bytes = b"", *, serial: str | None = None) -> Evidence:
        """Make a call and return the verified reply of a success (200 or 204).

        Args:
            method: in upper case.
            target: path and query.
            body: empty if none is sent.
            serial: of the key that sealed fields of the body, if any are sealed.

        Raises:
            WeChatPayError: of every kind.
        """
        with observed(target, self._observe):
            return self._call(method, target, body, serial)

    def _call(self, method: str, target: str, body: bytes, serial: str | None) -> Evidence:
        ends_at = self._transport.deadline()
        self._prepare(ends_at)
        reply = self._send(method, target, body, ends_at, serial)
        if not 200 <= reply.status < 300:
            raise self._refusal(reply, method, target, body)
        evidence = self._verified(reply, ends_at)
        if reply.status not in {HTTPStatus.OK, HTTPStatus.NO_CONTENT}:
            raise self._refusal(reply, method, target, body)
        return evidence

    def download(self, url: str, sink: Sink) -> None:
        """Fetch a file. The reply is not signed: whoever reads the file must check its hash.

        Raises:
            WeChatPayError: of every kind.
        """
        target = self._transport.target(url)
        reply = self._transport.download(url, lambda: self._headers("GET", target, b"", None), sink)
        if reply.status != HTTPStatus.OK:
            raise self._refusal(reply, "GET", target, b"")

    def sealing_key(self) -> tuple[str, RSAPublicKey]:
        """Return the key, and its serial, with which to encrypt for the provider.

        Raises:
            WeChatPayError: there is none, and none could be fetched.
        """
        self._prepare(self._transport.deadline())
        return self._trust.sealing_key

    def refresh_certificates(self) -> None:
        """Download the platform certificates now.

        Raises:
            ConfigurationError: there is no APIv3 key, or the merchant has no certificates.
            WeChatPayError: of every other kind; the certificates that are known stay.
        """
        with self._refreshing:
            self._refresh(self._transport.deadline())

    def _send(self, method: str, target: str, body: bytes, ends_at: float, serial: str | None) -> Reply:
        return self._transport.send(
            method, target, body, lambda: self._headers(method, target, body, serial), ends_at=ends_at
        )

    def _headers(self, method: str, target: str, body: bytes, serial: str | None) -> Mapping[str, str]:
        """Sign one attempt anew: an HTTP library must never repeat anything below this line."""
        headers = {
            "Authorization": signing.authorization(
                self._merchant, method, target, body, timestamp=int(self._clock()), nonce=signing.new_nonce()
            ),
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": _USER_AGENT,
        }
        if body:
            headers["Content-Type"] = "application/json"
        if serial is None:
            serial = self._trust.serial_to_send
        if serial is not None:
            headers["Wechatpay-Serial"] = serial
        return headers

    def _verified(self, reply: Reply, ends_at: float) -> Evidence:
        try:
            return verify(self._trust, reply.headers, reply.body, self._clock())
        except UnknownSerialError as unknown:
            if not self._trust.downloads:
                raise
            log.info("%s: perhaps a new certificate", unknown)
        # Another thread may be fetching it just now: worth waiting for.
        soon = min(ends_at, time.monotonic() + REFRESH_PATIENCE)
        self._refresh_quietly(self._trust.may_refresh, soon, wait_until=soon)
        return verify(self._trust, reply.headers, reply.body, self._clock())

    def _prepare(self, ends_at: float) -> None:
        """See to it that the reply can be verified before anything is asked."""
        if not self._trust.wants_refresh():
            return
        now = time.monotonic()
        if self._trust.serial_to_send is not None:
            self._refresh_quietly(self._trust.wants_refresh, min(ends_at, now + REFRESH_PATIENCE), wait_until=now)
            return
        if not self._acquire(ends_at):
            raise NotSentError("the platform certificates did not come in time")
        try:
            if self._trust.wants_refresh():
                self._refresh(ends_at)
        except OutcomeUnknownError as error:
            # Of the download, that is: what the caller wanted has not been sent.
            raise NotSentError(f"without a platform certificate no reply could be verified: {error}") from None
        finally:
            self._refreshing.release()

    def _refresh_quietly(self, still_wanted: Callable[[], bool], ends_at: float, *, wait_until: float) -> None:
        """Refresh what can be done without. What is known stays good if it fails."""
        if not self._acquire(wait_until):
            return  # another thread is at it
        try:
            if still_wanted():
                self._refresh(ends_at)
        except WeChatPayError as error:
            log.warning("platform certificates could not be refreshed: %s", error)
        finally:
            self._refreshing.release()

    def _acquire(self, until: float) -> bool:
        return self._refreshing.acquire(timeout=max(0.0, until - time.monotonic()))

    def _refresh(self, ends_at: float) -> None:
        if not self._trust.downloads:
            raise ConfigurationError("platform certificates need the APIv3 key and a folder to be kept in")
        self._trust.note_refresh()
        reply = self._send("GET", CERTIFICATES, b"", ends_at, None)
        if reply.status != HTTPStatus.OK:
            raise _certificates_refused(self._refusal(reply, "GET", CERTIFICATES, b""))
        opened = self._trust.open_certificates(reply.body)
        # The first list is signed with a certificate that is in it: checked once more, now by signature.
        verify(self._trust.with_certificates(opened), reply.headers, reply.body, self._clock())
        self._trust.install(opened)

    def _refusal(self, reply: Reply, method: str, target: str, body: bytes) -> WeChatPayError:
        now = self._clock()
        length = len(signing.request_message(method, target, int(now), "0" * 32, body))
        return refusal(reply, method=method, target=target, message_length=length, now=now)


def _certificates_refused(error: WeChatPayError) -> WeChatPayError:
    """Say what to do. Never a RefusedError: its code would be taken for an answer about an order."""
    code = error.code if isinstance(error, RefusedError | OutcomeUnknownError) else ""
    advice = f"{error}; {_PUBLIC_KEY_WANTED}" if code in _NO_CERTIFICATES else str(error)
    if isinstance(error, RefusedError):
        return ConfigurationError(f"platform certificates were refused: {advice}")
    return OutcomeUnknownError(advice, code=code)
