"""What a customer's own app needs."""

from __future__ import annotations

from pos_app.wechatpay import invoke, signing
from pos_app.wechatpay.credentials import Merchant


def test_a_page_is_given_four_signed_lines(merchant: Merchant) -> None:
    given = invoke.jsapi(merchant, "wx2", timestamp=1760000000, nonce="N")

    message = f"{merchant.appid}\n1760000000\nN\nprepay_id=wx2\n".encode()
    assert signing.verify(merchant.private_key.public_key(), message, given.pop("paySign"))
    assert given == {
        "appId": merchant.appid,
        "timeStamp": "1760000000",
        "nonceStr": "N",
        "package": "prepay_id=wx2",
        "signType": "RSA",
    }


def test_an_app_is_given_four_signed_lines(merchant: Merchant) -> None:
    given = invoke.app(merchant, "wx2", timestamp=1760000000, nonce="N")

    message = f"{merchant.appid}\n1760000000\nN\nwx2\n".encode()
    assert signing.verify(merchant.private_key.public_key(), message, given.pop("sign"))
    assert given == {
        "appid": merchant.appid,
        "partnerid": merchant.mchid,
        "prepayid": "wx2",
        "package": "Sign=WXPay",
        "noncestr": "N",
        "timestamp": "1760000000",
    }
