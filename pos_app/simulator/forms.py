"""The request bodies that the provider accepts, field by field.

Source: APIv3 documents, "Native/JSAPI/App/H5 prepay", "close order", "refund", "apply for abnormal refund".
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pos_app.simulator.refusals import bad_parameter
from pos_app.simulator.shapes import Shape, address, array, choice, flag, record, text, whole

OUT_TRADE_NO = r"[0-9A-Za-z_\-|*]{6,32}"
OUT_REFUND_NO = r"[0-9A-Za-z_\-|*@]{1,64}"

_DETAIL_BYTES = 6144
_OPENID_MISSING = 268501013  # sub-code

_GOODS = record(
    {"merchant_goods_id": text(32, pattern=r"[0-9A-Za-z_\-]+"), "quantity": whole(1), "unit_price": whole(0)},
    {"wechatpay_goods_id": text(32), "goods_name": text(256)},
)
_DETAIL = record({}, {"cost_price": whole(0), "invoice_id": text(32), "goods_detail": array(_GOODS, most=1000)})
_STORE = record({"id": text(32)}, {"name": text(256), "area_code": text(32), "address": text(512)})
_SCENE: Mapping[str, Shape] = {"payer_client_ip": address, "device_id": text(32), "store_info": _STORE}
_H5_INFO = record(
    {"type": choice("Wap", "iOS", "Android")},
    {"app_name": text(64), "app_url": text(128), "bundle_id": text(128), "package_name": text(128)},
)


def notify_url(value: Any, pointer: str) -> None:
    """Check an address for notices: https, whole, without a query; plain http to this machine only."""
    text(255)(value, pointer)
    parts = urlsplit(value)
    if parts.query or parts.fragment or not parts.hostname:
        raise bad_parameter(pointer, "通知地址不能携带参数", value)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise bad_parameter(pointer, "通知地址必须为https", value)


def is_loopback(host: str) -> bool:
    """Say whether a host name is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _detail(value: Any, pointer: str) -> None:
    _DETAIL(value, pointer)
    if len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()) > _DETAIL_BYTES:
        raise bad_parameter(pointer, f"长度超过{_DETAIL_BYTES}字节")


_ORDER_REQUIRED: Mapping[str, Shape] = {
    "appid": text(32),
    "mchid": text(32),
    "description": text(127),
    "out_trade_no": text(32, shortest=6, pattern=OUT_TRADE_NO),
    "notify_url": notify_url,
    "amount": record({"total": whole(1)}, {"currency": choice("CNY")}),
}
_ORDER_OPTIONAL: Mapping[str, Shape] = {
    "time_expire": text(64, pattern=r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})"),
    "attach": text(128),
    "goods_tag": text(32),
    "support_fapiao": flag,
    "detail": _detail,
    "settle_info": record({}, {"profit_sharing": flag}),
    "limit_pay": array(choice("no_balance", "no_credit", "no_debit", "balance_only")),
}
_SCENE_OPTIONAL = record({"payer_client_ip": address}, _SCENE)

_NATIVE = record(_ORDER_REQUIRED, {**_ORDER_OPTIONAL, "scene_info": _SCENE_OPTIONAL})
_JSAPI = record(
    {**_ORDER_REQUIRED, "payer": record({"openid": text(128)})}, {**_ORDER_OPTIONAL, "scene_info": _SCENE_OPTIONAL}
)
_H5 = record(
    {**_ORDER_REQUIRED, "scene_info": record({"payer_client_ip": address, "h5_info": _H5_INFO}, _SCENE)},
    _ORDER_OPTIONAL,
)
_PREPAY: Mapping[str, Shape] = {"NATIVE": _NATIVE, "APP": _NATIVE, "JSAPI": _JSAPI, "MWEB": _H5}

_CLOSE = record({"mchid": text(32)})

_REFUND = record(
    {
        "out_refund_no": text(64, pattern=OUT_REFUND_NO),
        "amount": record(
            {"refund": whole(1), "total": whole(1), "currency": choice("CNY")},
            {"from": array(record({"account": choice("AVAILABLE", "UNAVAILABLE"), "amount": whole(1)}))},
        ),
    },
    {
        "transaction_id": text(32),
        "out_trade_no": text(32, shortest=6, pattern=OUT_TRADE_NO),
        "reason": text(80),
        "notify_url": notify_url,
        "funds_account": choice("AVAILABLE", "UNSETTLED"),
        "goods_detail": array(
            record(
                {
                    "merchant_goods_id": text(32, pattern=r"[0-9A-Za-z_\-]+"),
                    "unit_price": whole(0),
                    "refund_amount": whole(0),
                    "refund_quantity": whole(1),
                },
                {"wechatpay_goods_id": text(32), "goods_name": text(256)},
            )
        ),
    },
)

_ABNORMAL = record(
    {"out_refund_no": text(64, pattern=OUT_REFUND_NO), "type": choice("USER_BANK_CARD", "MERCHANT_BANK_CARD")},
    {"bank_type": text(16, pattern=r"[A-Z0-9]+_DEBIT"), "bank_account": text(1024), "real_name": text(1024)},
)


def check_prepay(trade_type: str, values: dict[str, Any]) -> None:
    """Check an order of one kind: ``NATIVE``, ``JSAPI``, ``APP`` or ``MWEB``."""
    if trade_type == "JSAPI" and "payer" not in values:
        raise bad_parameter("/payer/openid", "缺少必填参数", subcode=_OPENID_MISSING)
    _PREPAY[trade_type](values, "")


def check_close(values: dict[str, Any]) -> None:
    """Check the body of a close."""
    _CLOSE(values, "")


def check_refund(values: dict[str, Any]) -> None:
    """Check a refund, which must name its order in one way or the other."""
    _REFUND(values, "")
    if "transaction_id" not in values and "out_trade_no" not in values:
        raise bad_parameter("/transaction_id", "与商户订单号不能同时为空")


def check_abnormal_refund(values: dict[str, Any]) -> None:
    """Check an application for an abnormal refund; a card of the customer's needs its particulars."""
    _ABNORMAL(values, "")
    if values["type"] == "USER_BANK_CARD":
        for name in ("bank_type", "bank_account", "real_name"):
            if name not in values:
                raise bad_parameter(f"/{name}", "缺少必填参数")
