"""What the person who runs the simulator may set while it runs."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pos_app.simulator.records import RefundStatus


class TrustMode(enum.StrEnum):
    """Which keys the merchant may verify with.

    ``PUBLIC_KEY``: the WeChat Pay public key only; the certificates call answers that there are none.
    ``CERTIFICATES``: platform certificates only, even when a public key id is sent.
    ``BOTH``: the reply is signed by the key that the request's ``Wechatpay-Serial`` names.
    """

    PUBLIC_KEY = "public_key"
    CERTIFICATES = "certificates"
    BOTH = "both"


@dataclass(slots=True, kw_only=True)
class Switches:
    """Settings that act on the next request; not frozen, because turning them is their purpose.

    Attributes:
        legacy_codes: spell codes as old pages do (``ORDERNOTEXIST``).
        refund_seconds: how long a refund stays ``PROCESSING``.
        refund_outcome: what a refund becomes after that.
        refund_gap: seconds that must lie between two refunds of one order.
        opening_fen: the merchant's balance before the first sale; ``None`` never runs out.
        platform_notify_url: where refunds without a ``notify_url`` are told, in v2 XML.
    """

    trust: TrustMode = TrustMode.BOTH
    legacy_codes: bool = False
    refund_seconds: float = 1.0
    refund_outcome: RefundStatus = RefundStatus.SUCCESS
    refund_gap: float = 60.0
    opening_fen: int | None = None
    platform_notify_url: str | None = None
