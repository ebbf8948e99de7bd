"""What can go wrong on the wire, named by what the caller may do about it.

* WeChatPayError
  - InvalidRequestError     our own request breaks the rules: nothing was sent, fix it
  - NotSentError            no byte reached the provider: safe to send again
  - OutcomeUnknownError     it may or may not have happened: query before anything else
    + BadReplyError         a reply came, but its signature, age or shape is wrong
      - LegacyNoticeError   an unsigned notice of version 2: a hint to query, no more
  - RefusedError            the provider said no, and why: do not repeat unchanged
  - NotKeptError            a file could not be written: make room, then ask again
  - ConfigurationError      keys, serials or certificates do not belong together
"""

from __future__ import annotations


class WeChatPayError(Exception):
    """Anything that this package raises on purpose."""


class InvalidRequestError(WeChatPayError):
    """A parameter breaks the provider's documented rules, so nothing was sent.

    Attributes:
        field: JSON pointer of the offending parameter, such as ``/amount/total``.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NotSentError(WeChatPayError):
    """No byte reached the provider (no route, refused, TLS not agreed): send again."""


class OutcomeUnknownError(WeChatPayError):
    """The request may or may not have been carried out: ask before doing anything else."""

    def __init__(
        self, message: str, *, request_id: str | None = None, status: int | None = None, code: str = ""
    ) -> None:
        super().__init__(message)
        self.request_id = request_id
        self.status = status
        self.code = code


class BadReplyError(OutcomeUnknownError):
    """A reply came, but it proves nothing: unsigned, forged, stale, unreadable or about something else."""


class LegacyNoticeError(BadReplyError):
    """A notice of version 2 came (XML, not signed): ask by query how the order and its refunds stand."""


class RefusedError(WeChatPayError):
    """The provider refused, in its own words. Error replies are not signed: never a proof about money.

    Attributes:
        status: HTTP status.
        code: the provider's code in canonical spelling (``ORDER_NOT_EXIST``), whatever spelling came.
        detail: the provider's ``detail`` object, redacted of signatures; empty when absent.
        request_id: the provider's trace number, if it sent one.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        detail: dict[str, object] | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.detail = detail or {}
        self.request_id = request_id


class NotKeptError(WeChatPayError):
    """What came could not be written to the disk."""


class ConfigurationError(WeChatPayError):
    """Keys, serials, certificates or addresses do not fit: nothing works until they are mended."""
