"""Sign what a customer's WeChat needs to start a JSAPI, mini-program or App payment.

Source: wechatpay-api.md, section 1.8. Native and H5 need no second signature.
"""

from __future__ import annotations

from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.signing import sign


def jsapi(merchant: Merchant, prepay_id: str, *, timestamp: int | str, nonce: str) -> dict[str, str]:
    """Return the parameters of ``WeixinJSBridge`` or ``wx.requestPayment``.

    Args:
        merchant: whose ``appid`` is the page's or the mini-program's.
        prepay_id: from ``prepay_jsapi``; two hours old at most.
        timestamp: Unix seconds.
        nonce: at most 32 characters that nobody can guess.
    """
    package = f"prepay_id={prepay_id}"
    return {
        "appId": merchant.appid,
        "timeStamp": str(timestamp),
        "nonceStr": nonce,
        "package": package,
        "signType": "RSA",
        "paySign": _sign(merchant, timestamp, nonce, package),
    }


def app(merchant: Merchant, prepay_id: str, *, timestamp: int | str, nonce: str) -> dict[str, str]:
    """Return the parameters of the open SDK's ``PayReq``.

    Args:
        merchant: whose ``appid`` is the app's.
        prepay_id: from ``prepay_app``; two hours old at most.
        timestamp: Unix seconds.
        nonce: at most 32 characters that nobody can guess.
    """
    return {
        "appid": merchant.appid,
        "partnerid": merchant.mchid,
        "prepayid": prepay_id,
        "package": "Sign=WXPay",
        "noncestr": nonce,
        "timestamp": str(timestamp),
        "sign": _sign(merchant, timestamp, nonce, prepay_id),
    }


def _sign(merchant: Merchant, timestamp: int | str, nonce: str, last: str) -> str:
    return sign(merchant.private_key, f"{merchant.appid}\n{timestamp}\n{nonce}\n{last}\n".encode())
