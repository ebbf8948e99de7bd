"""The wire: WeChat Pay APIv3 for direct merchants. Knows nothing of the till, and can be used without it.

::

    from pos_app.wechatpay.client import connect
    from pos_app.wechatpay.credentials import Merchant, load_private_key
    from pos_app.wechatpay.messages import NativeOrder

    merchant = Merchant(mchid=..., appid=..., certificate_serial=..., private_key=load_private_key(pem))
    client = connect(merchant=merchant, public_key_pem=..., public_key_id="PUB_KEY_ID_...")
    order = NativeOrder(description="...", out_trade_no="...", total_fen=1288, notify_url="https://...")

    code_url = client.prepay_native(order).value  # show it as a QR code
    client.query_order(order.out_trade_no).value.paid  # ask until it is, or until time is up

Each answer carries the provider's verified words (``evidence``); each failure is one of ``errors``, named by what the
caller may do about it. A client can be used from several threads at a time.

Where to look: ``client`` has the calls, ``messages`` what is said, ``bills`` and ``notify`` what else arrives,
``invoke`` what a customer's own app needs. Below lie ``exchange`` (sign, send, verify), ``trust`` (whose signatures
count) and ``transport`` (hosts, time limits). Importing this package imports none of them.
"""
