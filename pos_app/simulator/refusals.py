"""How the provider says no: HTTP status, code, words, and the sub-code in the Request-ID.

Source: APIv3 documents, error tables of each call; sub-codes from the trouble-shooting pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TABLE: Mapping[str, tuple[int, int, str]] = {
    "PARAM_ERROR": (400, 268435461, "参数错误"),
    "INVALID_REQUEST": (400, 268435461, "请求不符合业务规则"),
    "APPID_MCHID_NOT_MATCH": (400, 268445527, "appid和mch_id不匹配"),
    "ORDER_CLOSED": (400, 268447914, "订单已关闭"),
    "ORDER_PAID": (400, 268449538, "该订单已支付"),
    "NO_STATEMENT_EXIST": (400, 0, "账单文件不存在"),
    "STATEMENT_CREATING": (400, 0, "账单生成中"),
    "SIGN_ERROR": (401, 268443699, "签名错误"),
    "OUT_TRADE_NO_USED": (403, 268498688, "商户订单号重复"),
    "NOT_ENOUGH": (403, 268449547, "基本账户余额不足,请充值后重新发起"),
    "TRADE_OVERDUE": (403, 268449550, "订单已超过可退款的最大期限"),
    "ORDER_NOT_EXIST": (404, 268512771, "订单不存在"),
    "RESOURCE_NOT_EXISTS": (404, 268512771, "查询的资源不存在"),
    "FREQUENCY_LIMITED": (429, 268447840, "频率超限"),
    "SYSTEM_ERROR": (500, 268435457, "系统错误"),
    "SERVICE_UNAVAILABLE": (503, 268435457, "服务不可用"),
    "USER_PAYING": (202, 268449540, "用户支付中，需要输入密码"),
}

_LEGACY = frozenset({"ORDER_CLOSED", "ORDER_PAID", "ORDER_NOT_EXIST", "NOT_ENOUGH", "SYSTEM_ERROR", "USER_PAYING"})


class RefusalError(Exception):
    """The provider's no. `legacy_code` is how older pages spell it."""

    def __init__(
        self,
        code: str,
        message: str | None = None,
        *,
        detail: dict[str, Any] | None = None,
        subcode: int | None = None,
    ) -> None:
        status, usual_subcode, usual_message = _TABLE[code]
        super().__init__(f"{code}: {message or usual_message}")
        self.code = code
        self.status = status
        self.message = message or usual_message
        self.detail = detail
        self.subcode = usual_subcode if subcode is None else subcode

    @property
    def legacy_code(self) -> str:
        """The code without its underscores, where an older page has it so."""
        return self.code.replace("_", "") if self.code in _LEGACY else self.code

    def body(self, *, legacy: bool) -> dict[str, Any]:
        """Return the error envelope."""
        envelope: dict[str, Any] = {"code": self.legacy_code if legacy else self.code, "message": self.message}
        if self.detail is not None:
            envelope["detail"] = self.detail
        return envelope


def bad_parameter(
    field: str, issue: str, value: object = None, *, location: str = "body", subcode: int | None = None
) -> RefusalError:
    """Refuse one parameter; ``field`` is a JSON pointer in a body, a plain name elsewhere."""
    detail: dict[str, Any] = {"field": field, "value": value, "issue": issue, "location": location}
    return RefusalError("PARAM_ERROR", f"输入源“{field}”{issue}", detail=detail, subcode=subcode)
