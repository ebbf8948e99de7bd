"""Rights and approvals under one pen: whoever may not do something alone brings an approval, which is used up by it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import ApprovalError, NotAllowedError
from pos_app.core.journal import Deed, stamp
from pos_app.core.ledger_journal import Pen
from pos_app.core.staff import APPROVAL_LIFE, Approval, Member, Request, Role, needs_code

_staff, _approvals = schema.staff, schema.approvals

_ANYBODY = sa.select(_staff.c.number).limit(1)
_WHO = sa.select(_staff.c.number, _staff.c.role, _staff.c.enabled, _staff.c.second_factor).where(
    _staff.c.name == sa.bindparam("of")
)
_ADD = _approvals.insert()
# Rule M8: it is used by the one statement that finds it unused, recent, and of exactly this.
_USE = (
    _approvals.update()
    .where(
        _approvals.c.number == sa.bindparam("of"),
        _approvals.c.used_at.is_(None),
        _approvals.c.act == sa.bindparam("for_act"),
        _approvals.c.subject == sa.bindparam("for_subject"),
        _approvals.c.amount_fen == sa.bindparam("for_fen", type_=sa.BigInteger),
        _approvals.c.reason == sa.bindparam("for_reason"),
        _approvals.c.asked_by == sa.bindparam("asker"),
        _approvals.c.granted_at >= sa.bindparam("since"),
        _approvals.c.granted_at <= sa.bindparam("until"),
    )
    .returning(_approvals.c.approved_by)
)


def grant(pen: Pen, request: Request, *, asked_by: str, approved_by: str) -> Approval:
    """Write an approval down. Whoever calls this has proven who approves.

    Raises:
        NotAllowedError: the approver may not do it either.
    """
    approver = _member(pen, approved_by)
    if approver is None or not approver.may(request.act, request.amount):
        raise NotAllowedError(approved_by, request.act.value)
    approval = Approval(number=f"A{secrets.token_hex(8)}", request=request, asked_by=asked_by,
                        approved_by=approved_by, granted_at=pen.at)  # fmt: skip
    values = _columns(approval)
    pen.write(_ADD, values)
    pen.enter(Deed.APPROVAL_GRANTED, who=approved_by, sale_number="", number=approval.number, facts=values)
    return approval


def allow(pen: Pen, request: Request, who: str, approval: str = "") -> Mapping[str, str]:
    """Let somebody do something: by their own right, or by an approval that is used up here.

    A ledger in which nobody has been entered knows no rights: the till asks for its first manager before it opens.

    Returns:
        what to write down beside the deed: the approval, and who gave it.

    Raises:
        NotAllowedError: it needs somebody's approval.
        ApprovalError: the approval is used, too old, or of something else.
    """
    if approval:
        return _use(pen, request, who, approval)
    member = _member(pen, who)
    if member is None and pen.read(_ANYBODY, {}) is None:
        return {}
    if member is None or not member.may(request.act, request.amount) or needs_code(member, request.act, request.amount):
        raise NotAllowedError(who, request.act.value)
    return {}


def _use(pen: Pen, request: Request, who: str, approval: str) -> Mapping[str, str]:
    found = pen.read(
        _USE,
        {
            "of": approval,
            "for_act": request.act.value,
            "for_subject": request.subject,
            "for_fen": request.amount.fen,
            "for_reason": request.reason,
            "asker": who,
            "since": stamp(pen.at - APPROVAL_LIFE),
            "until": stamp(pen.at),
            "used_at": stamp(pen.at),
            "used_by": who,
        },
    )
    if found is None:
        raise ApprovalError(approval)
    facts = {"used_at": stamp(pen.at), "used_by": who}
    pen.enter(Deed.APPROVAL_USED, who=who, sale_number="", number=approval, facts=facts)
    return {"approval": approval, "approved_by": str(found[0])}


def _member(pen: Pen, name: str) -> Member | None:
    row = pen.read(_WHO, {"of": name})
    if row is None:
        return None
    number, role, enabled, second_factor = row
    return Member(
        number=number, name=name, role=Role(role), enabled=bool(enabled), second_factor=bool(second_factor)
    )  # fmt: skip


def _columns(approval: Approval) -> dict[str, object]:
    request = approval.request
    return {
        "number": approval.number,
        "act": request.act.value,
        "subject": request.subject,
        "amount_fen": request.amount.fen,
        "reason": request.reason,
        "asked_by": approval.asked_by,
        "approved_by": approval.approved_by,
        "granted_at": stamp(approval.granted_at),
        "used_at": None,
        "used_by": None,
    }
