"""The provider's signature: which key signs, and the five headers that say so.

Source: APIv3 documents, "verify a reply", "WeChat Pay public key", "platform certificate rotation".
"""

from __future__ import annotations

from pos_app.simulator.identity import Identity
from pos_app.simulator.platform_certificates import SigningKey
from pos_app.simulator.switches import Switches, TrustMode
from pos_app.wechatpay import signing

SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048"


class Seal:
    """Signs replies and notices."""

    def __init__(self, identity: Identity, switches: Switches) -> None:
        self._identity = identity
        self._switches = switches
        self._public = SigningKey(serial=identity.public_key_id, key=identity.wechatpay_key)

    def key_named(self, serial: str) -> SigningKey | None:
        """Return the key that a request's ``Wechatpay-Serial`` names, if this merchant may use it."""
        if serial == self._public.serial:
            return None if self._switches.trust is TrustMode.CERTIFICATES else self._public
        if self._switches.trust is TrustMode.PUBLIC_KEY:
            return None
        return self._identity.platform.find(serial)

    def reply_key(self, wanted: str) -> SigningKey:
        """Return the key that signs a reply to a request which names ``wanted``."""
        named = self.key_named(wanted)
        if named is not None:
            return named
        if self._switches.trust is TrustMode.PUBLIC_KEY:
            return self._public
        return self._identity.platform.signing_key

    def notice_key(self) -> SigningKey:
        """Return the key that signs notices: the public key's, once it is in use."""
        if self._switches.trust is TrustMode.CERTIFICATES:
            return self._identity.platform.signing_key
        return self._public


def headers(key: SigningKey, body: bytes, timestamp: int) -> dict[str, str]:
    """Sign a body and return the headers that prove it."""
    nonce = signing.new_nonce()
    message = f"{timestamp}\n{nonce}\n".encode() + body + b"\n"
    return {
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": key.serial,
        "Wechatpay-Signature": signing.sign(key.key, message),
        "Wechatpay-Signature-Type": SIGNATURE_TYPE,
        "Wechatpay-Timestamp": str(timestamp),
    }
