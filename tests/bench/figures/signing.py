"""P1: what building and signing an Authorization header costs beyond the signature itself."""

from __future__ import annotations

from time import time

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from wechatpayv3.utils import build_authorization

from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.signing import authorization, new_nonce, request_message
from tests.bench.table import Plan, Row
from tests.bench.timing import each, interleave

LIMIT = 1.05
URL = "/v3/pay/transactions/native"
ORDER = {
    "appid": "wx5da8fe1c9a3b7e42",
    "mchid": "1900009191",
    "description": "示例超市 购物",
    "out_trade_no": "012611240412-1-7K3M9Q",
    "notify_url": "https://shop.example/notify",
    "amount": {"total": 2350, "currency": "CNY"},
}
BODY = str(ORDER).encode()


def measure(plan: Plan) -> list[Row]:
    """Sign the same order three ways with the same key."""
    key = generate_private_key(65537, 2048)
    merchant = Merchant(
        mchid=str(ORDER["mchid"]), appid=str(ORDER["appid"]), certificate_serial="A" * 40, private_key=key
    )
    message = request_message("POST", URL, int(time()), new_nonce(), BODY)

    def ours() -> str:
        return authorization(merchant, "POST", URL, BODY, timestamp=int(time()), nonce=new_nonce())

    def theirs() -> object:
        return build_authorization(URL, "POST", merchant.mchid, merchant.certificate_serial, key, data=ORDER)

    took = interleave(
        {
            "ours": each(ours, 20),
            "raw": each(lambda: key.sign(message, PKCS1v15(), SHA256()), 20),
            "wechatpayv3": each(theirs, 20),
        },
        rounds=plan.times(60, 15),
        warm=3,
    )
    ratio, peer = took["ours"].over(took["raw"]), took["wechatpayv3"].over(took["raw"])
    return [
        Row(
            figure="P1",
            what="build and sign Authorization, over a raw sign",
            value=ratio.median,
            limit=LIMIT,
            spread=ratio.spread(),
            beside=f"wechatpayv3 {peer.median:.2f} × {peer.spread()}; raw {took['raw'].median * 1e6:.0f} µs",
            numbers={name: sample.median for name, sample in took.items()},
        )
    ]
