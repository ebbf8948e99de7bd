"""The dispute pack: everything about one sale, for a customer, a bank or the provider, with nothing secret in it.

What goes in is named here, and everything else stays out (rule M11): a new column or a new word of the provider's is
left out until somebody has thought about it. So ``code_url``, openid, keys, Authorization and the like cannot pass.

The provider's signature goes in. It is no secret: only the provider can make one, it proves what the provider said,
and it opens nothing. Where words were left out of what was signed, ``complete`` says so: the whole lies in the ledger.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_app.core.business_day import BEIJING
from pos_app.core.journal import Entry
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.sale import Line, Sale

FORMAT = 1
"""Counted up when a reader of an earlier pack would misread a later one."""

_FACTS = frozenset(
    {
        "number", "till", "business_date", "sequence", "state", "total_fen", "cashier", "attempts", "opened_at",
        "settled_at", "out_trade_no", "sale_number", "attempt", "tender", "amount_fen", "description", "time_expire",
        "created_at", "transaction_id", "paid_at", "payer_total_fen", "closing_reason", "provider_state", "surplus",
        "trouble_kind", "trouble_code", "trouble_at", "out_refund_no", "reason", "requested_by", "sent_at", "refund_id",
        "received_account", "route", "note", "matched_to", "approved_by", "approval", "copy", "to", "kind", "matched",
        "tendered_fen", "rounding_fen", "label", "undone",
    }
)  # fmt: skip
_SAID = frozenset(
    {
        "mchid", "appid", "out_trade_no", "transaction_id", "trade_type", "trade_state", "trade_state_desc",
        "bank_type", "success_time", "amount", "total", "payer_total", "currency", "payer_currency", "out_refund_no",
        "refund_id", "channel", "user_received_account", "create_time", "status", "funds_account", "refund",
        "payer_refund", "settlement_refund", "settlement_total", "discount_refund", "code", "message",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Everything about one sale, as the ledger has it."""

    shop: str
    made_at: datetime
    sale: Sale
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    entries: tuple[Entry, ...]


def pack(dispute: Dispute) -> dict[str, Any]:
    """Give the pack as plain values that JSON can write. Amounts are whole fen, times are Beijing's."""
    return {
        "format": FORMAT,
        "shop": dispute.shop,
        "made_at": _time(dispute.made_at),
        "sale": _sale(dispute.sale),
        "payments": [_payment(payment) for payment in dispute.payments],
        "refunds": [_refund(refund) for refund in dispute.refunds],
        "events": [_event(entry) for entry in dispute.entries],
    }


def to_json(dispute: Dispute) -> bytes:
    """Write the pack as a file that people can read, too."""
    return (json.dumps(pack(dispute), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


# What is secret wherever it stands, such as in a reason that somebody typed: a code's address, a key, an openid.
_SECRET = re.compile(r"weixin://|WECHATPAY2-|-----BEGIN|(?<![\w-])o[\w-]{27}(?![\w-])")


def _open(text: str) -> str:
    """Keep a text that people wrote, unless a secret stands in it."""
    return "…" if _SECRET.search(text) else text


def _sale(sale: Sale) -> dict[str, Any]:
    return {
        "number": sale.number,
        "till": sale.till,
        "business_date": sale.business_date.isoformat(),
        "ticket": sale.ticket,
        "state": sale.state.value,
        "total_fen": sale.total.fen,
        "cashier": sale.cashier,
        "opened_at": _time(sale.opened_at),
        "settled_at": _time(sale.settled_at),
        "lines": [_line(line) for line in sale.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": _open(line.name),
        "unit": line.unit.value,
        "quantity_milli": line.quantity_milli,
        "unit_price_fen": line.unit_price.fen,
        "discount_fen": line.discount.fen,
        "amount_fen": line.amount.fen,
    }


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "out_trade_no": payment.out_trade_no,
        "attempt": payment.attempt,
        "tender": payment.tender.value,
        "label": _open(payment.label),
        "state": payment.state.value,
        "amount_fen": payment.amount.fen,
        "tendered_fen": None if payment.tendered is None else payment.tendered.fen,
        "rounding_fen": payment.rounding.fen,
        "payer_total_fen": None if payment.payer_total is None else payment.payer_total.fen,
        "given_back_fen": payment.reserved.fen,
        "transaction_id": payment.transaction_id,
        "created_at": _time(payment.created_at),
        "time_expire": _time(payment.time_expire),
        "paid_at": _time(payment.paid_at),
        "settled_at": _time(payment.settled_at),
        "provider_state": payment.provider_state,
        "paid_once_more": payment.surplus,
        "undone": payment.undone,
    }


def _refund(refund: Refund) -> dict[str, Any]:
    return {
        "out_refund_no": refund.out_refund_no,
        "out_trade_no": refund.out_trade_no,
        "refund_id": refund.refund_id,
        "state": refund.state.value,
        "route": refund.route.value,
        "amount_fen": refund.amount.fen,
        "reason": _open(refund.reason),
        "requested_by": refund.requested_by,
        "received_account": refund.received_account,
        "created_at": _time(refund.created_at),
        "settled_at": _time(refund.settled_at),
    }


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "at": _time(entry.at),
        "who": entry.who,
        "deed": entry.deed.value,
        "number": entry.number,
        "before": entry.before,
        "after": entry.after,
        "facts": {name: value for name, value in entry.facts.items() if name in _FACTS and _is_plain(value)},
        "evidence": None if entry.evidence is None else _evidence(entry.evidence),
        "place": f"{entry.till}:{entry.sequence}",  # in the ledger, where the whole entry lies under this hash
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def _evidence(evidence: str) -> dict[str, Any]:
    """Give the provider's verified words, without what must not leave the ledger."""
    kept = _object(evidence)
    body = kept.get("body")
    said = _object(body) if isinstance(body, str) else {}
    shown = _allowed(said)
    return {
        **{name: kept.get(name) for name in ("request_id", "serial", "timestamp", "nonce", "signature")},
        "said": shown,
        "complete": shown == said,
    }


def _allowed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the words that are named above, and those that stand within them."""
    return {
        name: _allowed(value) if isinstance(value, dict) else value
        for name, value in said.items()
        if name in _SAID and (isinstance(value, dict) or _is_plain(value))
    }


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _SECRET.search(value) is None
    return value is None or isinstance(value, int)


def _object(text: str) -> dict[str, Any]:
    """Read a JSON object; what is none says nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(BEIJING).isoformat(timespec="milliseconds")
