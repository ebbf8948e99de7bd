"""Why a question brought no proven answer, in the words that the ledger keeps."""

from __future__ import annotations

from datetime import datetime

from pos_app.core.payment import Trouble
from pos_app.wechatpay.errors import BadReplyError, NotSentError, OutcomeUnknownError, RefusedError, WeChatPayError


def trouble_from(error: WeChatPayError, at: datetime) -> Trouble:
    """Name an error of the wire by what it leaves unknown."""
    code = getattr(error, "code", "")
    match error:
        case RefusedError():
            kind = "refused"
        case BadReplyError():
            kind = "bad_reply"
        case OutcomeUnknownError():
            kind = "unknown"
        case NotSentError():
            kind = "not_sent"
        case _:  # our own request or our own keys: nothing left the till either
            kind, code = "not_sent", type(error).__name__
    return Trouble(kind=kind, code=code, message=str(error), at=at)
