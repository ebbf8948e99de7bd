"""What bad weather does to a reply: to its contents, its signature, or its bytes on the wire."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pos_app.simulator.messages import Reply, dump
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.weather import Fault

_PROBE = "WECHATPAY/SIGNTEST/"
_NOT_JSON = b'{"trade_state": SUCCESS'
_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to this network</body></html>"

REFUSALS: Mapping[Fault, str] = {
    Fault.TOO_MANY: "FREQUENCY_LIMITED",
    Fault.SERVER_ERROR: "SYSTEM_ERROR",
    Fault.UNAVAILABLE: "SERVICE_UNAVAILABLE",
}


def refusal(fault: Fault | None) -> RefusalError | None:
    """Return the refusal that a fault stands for, if it is one."""
    return RefusalError(REFUSALS[fault]) if fault is not None and fault in REFUSALS else None


def foreign_page() -> Reply:
    """Return the page of some box between the client and the provider."""
    return Reply(body=_PAGE, content_type="text/html", subcode=None)


def spoil_contents(fault: Fault | None, reply: Reply) -> Reply:
    """Change what a good reply says, before it is signed: the provider itself seems to err."""
    if fault is None or not reply.signed:
        return reply
    if fault is Fault.NOT_JSON:
        return replace(reply, status=200, body=_NOT_JSON)
    spoil = _CONTENTS.get(fault)
    if spoil is None or not reply.body:
        return reply
    values = json.loads(reply.body)
    spoil(values)
    return replace(reply, body=dump(values))


def spoil_headers(fault: Fault | None, headers: dict[str, str]) -> dict[str, str]:
    """Change the proof of a good reply."""
    match fault:
        case Fault.WRONG_SIGNATURE:
            return {**headers, "Wechatpay-Signature": base64.b64encode(secrets.token_bytes(256)).decode()}
        case Fault.PROBE_SIGNATURE:
            return {**headers, "Wechatpay-Signature": _PROBE + headers["Wechatpay-Signature"][len(_PROBE) + 1 :]}
        case Fault.UNKNOWN_SERIAL:
            return {**headers, "Wechatpay-Serial": secrets.token_hex(20).upper()}
        case Fault.MISSING_HEADERS:
            return {}
        case _:
            return headers


def spoil_bytes(fault: Fault | None, raw: bytes, body_length: int) -> bytes:
    """Cut a reply short in the midst of its body, or of its head when there is no body."""
    return raw[: len(raw) - (body_length // 2 or len(raw) // 2)] if fault is Fault.TRUNCATED else raw


def _wrong_amount(values: dict[str, Any]) -> None:
    amount = values.get("amount", {})
    for name in ("total", "refund", "payer_total", "payer_refund"):
        if name in amount:
            amount[name] += 1


def _other_order(values: dict[str, Any]) -> None:
    for name in ("out_trade_no", "out_refund_no", "transaction_id", "refund_id"):
        if name in values:
            values[name] = _another(values[name])


def _unknown_state(values: dict[str, Any]) -> None:
    for name in ("trade_state", "status"):
        if name in values:
            values[name] = "PONDERING"


def _another(number: str) -> str:
    return number[:-1] + ("1" if number[-1] != "1" else "2")


_CONTENTS: Mapping[Fault, Callable[[dict[str, Any]], None]] = {
    Fault.WRONG_AMOUNT: _wrong_amount,
    Fault.OTHER_ORDER: _other_order,
    Fault.UNKNOWN_STATE: _unknown_state,
}
