"""The gate: who is let in. As strict as the real one.

Source: APIv3 documents, "request signing" and the texts of its 401 replies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pos_app.simulator.identity import Identity
from pos_app.simulator.messages import Request
from pos_app.simulator.refusals import RefusalError
from pos_app.wechatpay import signing

SCHEME = "WECHATPAY2-SHA256-RSA2048"
MOST_SKEW = 300  # seconds

_NAMES = frozenset({"mchid", "serial_no", "nonce_str", "timestamp", "signature"})
_PARAMETER = re.compile(r'([a-z_]+)="([^"]+)"', re.ASCII)
_UNGUARDED = "/v3/pay/transactions/"  # does not insist on Accept and User-Agent, and words its refusals differently
_SHOWN = 512  # bytes of the message that the provider shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an Authorization header says."""

    mchid: str
    serial_no: str
    nonce_str: str
    timestamp: str
    signature: str


class Gate:
    """Checks the headers of every call."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def check(self, request: Request, now: float) -> None:
        """Let a request in, or refuse it."""
        guarded = not request.path.startswith(_UNGUARDED)
        if guarded:
            _check_manners(request)
        _check_content_type(request)
        claim = _read(request.header("authorization"), guarded=guarded)
        if not re.fullmatch("[0-9]{1,12}", claim.timestamp) or abs(int(claim.timestamp) - now) > MOST_SKEW:
            raise RefusalError("SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟")
        if claim.mchid != self._identity.mchid:
            raise RefusalError("SIGN_ERROR", "商户号不存在")
        if claim.serial_no != self._identity.merchant_serial:
            raise RefusalError("SIGN_ERROR", "商户证书序列号有误。请使用签名私钥匹配的证书序列号")
        self._check_signature(request, claim)

    def _check_signature(self, request: Request, claim: Claim) -> None:
        head = f"{request.method}\n{request.target}\n{claim.timestamp}\n{claim.nonce_str}\n"
        message = head.encode() + request.body + b"\n"
        if signing.verify(self._identity.merchant_key, message, claim.signature):
            return
        information = {
            "method": request.method,
            "url": request.target,
            "truncated_sign_message": message[:_SHOWN].decode("utf-8", "replace"),
            "sign_message_length": len(message),
        }
        detail = {
            "field": "signature",
            "issue": "sign not match",
            "location": "authorization",
            "sign_information": information,
        }
        raise RefusalError("SIGN_ERROR", "签名错误，请检查后再试", detail=detail)


def _check_manners(request: Request) -> None:
    accepted = {part.partition(";")[0].strip() for part in request.header("accept").split(",")}
    if not request.header("user-agent").strip() or not accepted & {"application/json", "*/*"}:
        raise RefusalError("INVALID_REQUEST", "Http头缺少Accept或User-Agent")


def _check_content_type(request: Request) -> None:
    if request.body and request.header("content-type").partition(";")[0].strip().lower() != "application/json":
        raise RefusalError("INVALID_REQUEST", "Http头Content-Type应为application/json")


def _read(authorization: str, *, guarded: bool) -> Claim:
    """Read the header: the scheme, one space, five parameters in any order, each once, in quotes."""
    malformed = (
        "Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》" if guarded else "签名信息错误，验签失败"
    )
    scheme, _, rest = authorization.partition(" ")
    if authorization and scheme != SCHEME:
        raise RefusalError("SIGN_ERROR", "Http头Authorization认证类型不正确")
    found: dict[str, str] = {}
    for part in rest.split(","):
        match = _PARAMETER.fullmatch(part)
        if match is None or match[1] in found:
            raise RefusalError("SIGN_ERROR", malformed)
        found[match[1]] = match[2]
    if found.keys() != _NAMES:
        raise RefusalError("SIGN_ERROR", malformed)
    return Claim(**found)
