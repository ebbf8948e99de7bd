"""Orders as we send them: Native, JSAPI, App and H5.

Source: wechatpay-api.md, section 5.3. A record is checked when it is made, and gives the same bytes each time
that it is written: a replay must be identical.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from pos_app.wechatpay import rules
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import InvalidRequestError

LARGEST_DETAIL = 6144  # bytes, once written


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGoods:
    """One kind of goods in an order's detail."""

    merchant_goods_id: str
    quantity: int
    unit_price_fen: int
    goods_name: str | None = None
    wechatpay_goods_id: str | None = None

    def __post_init__(self) -> None:
        at = "/detail/goods_detail"
        rules.check_goods_id(f"{at}/merchant_goods_id", self.merchant_goods_id)
        rules.check_quantity(f"{at}/quantity", self.quantity)
        rules.check_fen(f"{at}/unit_price", self.unit_price_fen, least=0)
        if self.goods_name is not None:
            rules.check_text(f"{at}/goods_name", self.goods_name, most=256)
        if self.wechatpay_goods_id is not None:
            rules.check_goods_id(f"{at}/wechatpay_goods_id", self.wechatpay_goods_id)

    def fields(self) -> dict[str, object]:
        """Return the record as the provider names it."""
        return rules.without_none(
            {
                "merchant_goods_id": self.merchant_goods_id,
                "wechatpay_goods_id": self.wechatpay_goods_id,
                "goods_name": self.goods_name,
                "quantity": self.quantity,
                "unit_price": self.unit_price_fen,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What an order is made of; coupons for single goods look here."""

    cost_price_fen: int | None = None
    invoice_id: str | None = None
    goods: tuple[OrderGoods, ...] = ()

    def __post_init__(self) -> None:
        if self.cost_price_fen is not None:
            rules.check_fen("/detail/cost_price", self.cost_price_fen)
        if self.invoice_id is not None:
            rules.check_text("/detail/invoice_id", self.invoice_id, most=32)
        if len(rules.encode(self.fields())) > LARGEST_DETAIL:
            raise InvalidRequestError("/detail", f"must be at most {LARGEST_DETAIL} bytes")

    def fields(self) -> dict[str, object]:
        """Return the record as the provider names it."""
        return rules.without_none(
            {
                "cost_price": self.cost_price_fen,
                "invoice_id": self.invoice_id,
                "goods_detail": [goods.fields() for goods in self.goods] or None,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """The shop, in the merchant's own numbers."""

    id: str
    name: str | None = None
    area_code: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        at = "/scene_info/store_info"
        rules.check_text(f"{at}/id", self.id, most=32)
        if self.name is not None:
            rules.check_text(f"{at}/name", self.name, most=256)
        if self.area_code is not None:
            rules.check_area_code(f"{at}/area_code", self.area_code)
        if self.address is not None:
            rules.check_text(f"{at}/address", self.address, most=512)

    def fields(self) -> dict[str, object]:
        """Return the record as the provider names it."""
        return rules.without_none(
            {"id": self.id, "name": self.name, "area_code": self.area_code, "address": self.address}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class H5Info:
    """What kind of browser or app an H5 payment starts from."""

    type: str  # Wap, iOS or Android
    app_name: str | None = None
    app_url: str | None = None
    bundle_id: str | None = None
    package_name: str | None = None

    def __post_init__(self) -> None:
        at = "/scene_info/h5_info"
        rules.check_text(f"{at}/type", self.type, most=32)
        if self.app_name is not None:
            rules.check_text(f"{at}/app_name", self.app_name, most=64)
        for name in ("app_url", "bundle_id", "package_name"):
            value: str | None = getattr(self, name)
            if value is not None:
                rules.check_text(f"{at}/{name}", value, most=128)

    def fields(self) -> dict[str, object]:
        """Return the record as the provider names it."""
        return rules.without_none(
            {
                "type": self.type,
                "app_name": self.app_name,
                "app_url": self.app_url,
                "bundle_id": self.bundle_id,
                "package_name": self.package_name,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneInfo:
    """Where the payment takes place: for a till, the till's own address."""

    payer_client_ip: str
    device_id: str | None = None
    store: StoreInfo | None = None
    h5: H5Info | None = None

    def __post_init__(self) -> None:
        rules.check_ip("/scene_info/payer_client_ip", self.payer_client_ip)
        if self.device_id is not None:
            rules.check_text("/scene_info/device_id", self.device_id, most=32)

    def fields(self) -> dict[str, object]:
        """Return the record as the provider names it."""
        return rules.without_none(
            {
                "payer_client_ip": self.payer_client_ip,
                "device_id": self.device_id,
                "store_info": None if self.store is None else self.store.fields(),
                "h5_info": None if self.h5 is None else self.h5.fields(),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every kind of order has.

    ``time_expire`` is the last moment at which the customer can pay; it does not close the order.
    It counts as a parameter, so keep it: a replay with another one is refused.
    """

    PATH: ClassVar[str]
    LONGEST_DAYS: ClassVar[int]  # that ``time_expire`` may lie ahead

    description: str
    out_trade_no: str
    total_fen: int
    notify_url: str
    time_expire: datetime | None = None
    attach: str | None = None
    goods_tag: str | None = None
    support_fapiao: bool | None = None
    detail: Detail | None = None
    scene_info: SceneInfo | None = None
    profit_sharing: bool | None = None

    def __post_init__(self) -> None:
        rules.check_text("/description", self.description, most=127)
        rules.check_out_trade_no(self.out_trade_no)
        rules.check_fen("/amount/total", self.total_fen)
        rules.check_notify_url(self.notify_url)
        if self.time_expire is not None:
            rules.check_moment("/time_expire", self.time_expire)
        if self.attach is not None:
            rules.check_attach(self.attach)
        if self.goods_tag is not None:
            rules.check_text("/goods_tag", self.goods_tag, most=32)

    def body(self, merchant: Merchant) -> bytes:
        """Return the bytes to sign and to send."""
        return rules.encode(
            {
                "appid": merchant.appid,
                "mchid": merchant.mchid,
                "description": self.description,
                "out_trade_no": self.out_trade_no,
                "time_expire": None if self.time_expire is None else rules.beijing_text(self.time_expire),
                "attach": self.attach,
                "notify_url": self.notify_url,
                "goods_tag": self.goods_tag,
                "support_fapiao": self.support_fapiao,
                "amount": {"total": self.total_fen, "currency": "CNY"},
                "payer": self._payer(),
                "detail": None if self.detail is None else self.detail.fields(),
                "scene_info": None if self.scene_info is None else self.scene_info.fields(),
                "settle_info": None if self.profit_sharing is None else {"profit_sharing": self.profit_sharing},
            }
        )

    def _payer(self) -> dict[str, object] | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeOrder(Order):
    """An order that the customer pays by scanning a QR code on our screen."""

    PATH = "/v3/pay/transactions/native"
    LONGEST_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class JsapiOrder(Order):
    """An order that a known customer pays inside WeChat."""

    PATH = "/v3/pay/transactions/jsapi"
    LONGEST_DAYS = 15

    openid: str = field(repr=False)

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        rules.check_text("/payer/openid", self.openid, most=128)

    def _payer(self) -> dict[str, object] | None:
        return {"openid": self.openid}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOrder(Order):
    """An order that the customer pays from our own app."""

    PATH = "/v3/pay/transactions/app"
    LONGEST_DAYS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class H5Order(Order):
    """An order that the customer pays from a browser outside WeChat."""

    PATH = "/v3/pay/transactions/h5"
    LONGEST_DAYS = 15

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        if self.scene_info is None or self.scene_info.h5 is None:
            raise InvalidRequestError("/scene_info/h5_info", "is required here, with the customer's address")
